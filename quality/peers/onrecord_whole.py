"""onrecord itself, as a notebook calls it: `onrecord.read(texts, whole=True)`."""

from __future__ import annotations

from collections.abc import Sequence

import onrecord
from onrecord.schema import Excerpt
from peers.contract import Card, Read, Relation, Span, relation

CARD = Card("onrecord", ("onrecord",), "all", source=True, install="pip install onrecord")


def load() -> Read:
    """Return the reader."""

    def spans(part: Excerpt | None) -> list[Span]:
        return list(part.spans) if part else []

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        reading = onrecord.read(texts, whole=True)
        if [page.page.text for page in reading.pages] != list(texts):
            raise SystemExit("onrecord did not read every text: " + str(reading.problems[:1]))
        return [
            [relation(spans(one.source), spans(one.cue), spans(one.content)) for one in page.statements]
            for page in reading.pages
        ]

    return read
