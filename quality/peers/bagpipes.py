"""Bagpipes: the `quote_detector` of bagpipes-spacy, which pairs quotation marks and needs tokens only.

Any mark may close any other, an apostrophe that is a token of its own too; it is given one
paragraph at a time, so that a mark that is never closed costs one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from peers.contract import Card, NotHere, Read, Relation, relation

CARD = Card(
    "bagpipes-spacy",
    ("bagpipes-spacy", "spacy"),
    "direct",
    source=False,
    install="pip install bagpipes-spacy",
)
PARAGRAPH = re.compile(r"[^\n]+")


def load() -> Read:
    """Return the reader."""
    try:
        import bagpipes_spacy  # noqa: F401, PLC0415 - importing it registers the component
        import spacy  # noqa: PLC0415
    except ImportError as error:
        raise NotHere(f"not installed: {CARD.install}") from error
    nlp = spacy.blank("en")
    nlp.add_pipe("quote_detector")

    def article(text: str) -> list[Relation]:
        found = []
        for part in PARAGRAPH.finditer(text):
            for quote in nlp(part.group())._.quotes:
                start = part.start()
                found.append(relation(content=[(start + quote.start_char, start + quote.end_char)]))
        return found

    def read(texts: Sequence[str]) -> list[list[Relation]]:
        return [article(text) for text in texts]

    return read
