"""Page text back to the stored bytes: where the bytes of a span stand."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from onrecord.pages.encoding import bom_length
from onrecord.schema import Page, Span

STRIDE: Final = 1024


def byte_range(page: Page, span: Span) -> Span | None:
    """Return where in `page.data` the bytes of a text span stand, start inclusive, end exclusive.

    Decoding those bytes with `page.encoding` gives the span's text. None for an
    HTML page, whose text is a rendering, and for the rare text whose bytes are
    not what its encoding would write. Costs at most 2 × `STRIDE` characters a call.
    """
    if page.kind == "html":
        return None
    marks = _marks(page)
    if marks is None:
        return None
    return _offset(page, marks, span[0]), _offset(page, marks, span[1])


def _offset(page: Page, marks: tuple[int, ...], position: int) -> int:
    mark = min(position // STRIDE, len(marks) - 1)
    return marks[mark] + len(page.text[mark * STRIDE : position].encode(page.encoding))


@lru_cache(maxsize=4)
def _marks(page: Page) -> tuple[int, ...] | None:
    """Return the byte offset of every `STRIDE`-th character, or None where the bytes do not agree."""
    offset = bom_length(page.data)
    marks = []
    for start in range(0, len(page.text) + 1, STRIDE):
        marks.append(offset)
        try:
            piece = page.text[start : start + STRIDE].encode(page.encoding)
        except UnicodeEncodeError:
            return None
        if not page.data.startswith(piece, offset):
            return None
        offset += len(piece)
    return tuple(marks) if offset == len(page.data) else None
