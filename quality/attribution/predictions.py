"""What onrecord reads in clean texts, in the form that the scoring takes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import onrecord
from attribution.score import Relation
from onrecord.articles import extract
from onrecord.pages import decode
from onrecord.run import Reading
from onrecord.run.reader import Reader
from onrecord.run.reading import read_with
from onrecord.schema import Excerpt, PageReading, Spans, Statement
from onrecord.statements import Attributor

Predicted: TypeAlias = tuple[Relation, ...]


class OtherTextError(Exception):
    """A text was decoded as something else than what went in."""


def read_texts(texts: Sequence[str], model: Path | None = None) -> list[Predicted]:
    """Read texts as whole articles and return the relations of each, in its own offsets.

    All go through one call of `onrecord.read`, as bytes. With `model`, a folder with
    other weights, they go through the same stages without the speakers. A text that the
    reader refuses has no relations, which costs recall, and is named on standard error.

    Raises:
        OtherTextError: a text was decoded as something else, so that no offset would fit.
    """
    sources = [text.encode("utf-8") for text in texts]
    if model is None:
        reading = onrecord.read(sources, whole=True)
    else:
        reader = Reader(decode, partial(extract, whole=True), attribute=Attributor(model).attribute)
        reading = read_with(reader, sources)
    return _in_order(texts, sources, reading)


def _in_order(texts: Sequence[str], sources: Sequence[bytes], reading: Reading) -> list[Predicted]:
    pages = {one.page.data: one for one in reading.pages}
    found = []
    for text, source in zip(texts, sources, strict=True):
        page = pages.get(source)
        if page is None:
            print(f"not read: {text[:60]!r}", file=sys.stderr)
        found.append(() if page is None else _relations(text, page))
    return found


def _relations(text: str, reading: PageReading) -> Predicted:
    page = reading.page
    # Decoding may leave out a byte order mark; nothing else may differ.
    shift = len(text) - len(page.text)
    if shift not in {0, 1} or text[shift:] != page.text:
        raise OtherTextError(f"{text[:60]!r} was read as other text ({page.kind}, {page.encoding})")
    return tuple(_relation(statement, shift) for statement in reading.statements)


def _relation(statement: Statement, shift: int) -> Relation:
    def spans(part: Excerpt | None) -> Spans:
        return tuple((start + shift, end + shift) for start, end in part.spans) if part else ()

    return Relation(spans(statement.source), spans(statement.cue), spans(statement.content), statement.score)
