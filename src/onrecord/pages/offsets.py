"""Page text back to the stored bytes: where the bytes of a span stand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from onrecord.pages.encoding import bom_length
from onrecord.pages.rendering import BLANK, TooDeepError, parse, render
from onrecord.schema import Page, Span

if TYPE_CHECKING:
    from onrecord.pages.tracing import Trace

STRIDE: Final = 1024

_QUOTES: Final = str.maketrans("", "", "“”")


def byte_range(page: Page, span: Span) -> Span | None:
    """Return where in `page.data` the bytes of a text span stand, start inclusive, end exclusive.

    Of a text file, decoding those bytes with `page.encoding` gives the span's text. Of an
    HTML page they go from the first byte of the span's first visible character to the last
    byte of its last: decoded and rendered as HTML they give the span's text, white space
    and the quotation marks of ``<q>`` aside, which is tried before they are returned.
    None where it cannot be shown to be so: of a text whose bytes are not what its encoding
    would write, of a span without a visible character or beyond the text, and of a PDF page.

    The first call for an HTML page costs about as much as reading its markup did.
    """
    if not 0 <= span[0] <= span[1] <= len(page.text):
        return None
    if page.kind == "html":
        return _html_range(page, span)
    marks = _marks(page) if page.kind == "text" else None
    if marks is None:
        return None
    return _offset(page, marks, span[0]), _offset(page, marks, span[1])


def reads(page: Page, place: Span, text: str) -> bool:
    """Tell whether the bytes of a page at `place` read as `text` by themselves, as `byte_range` has it.

    Of a text file they are the text; of an HTML page they are it once tags are taken out and
    entities resolved, white space and the quotation marks of ``<q>`` aside.
    """
    try:
        source = page.data[place[0] : place[1]].decode(page.encoding)
        if page.kind == "text":
            return source == text
        if "<" in source or "&" in source:
            tree = parse(f"<html><body>{source}")
            source = "" if tree is None else render(tree)
    except (UnicodeDecodeError, LookupError, TooDeepError):
        return False
    return _seen(source) == _seen(text)


def _html_range(page: Page, span: Span) -> Span | None:
    from onrecord.pages.tracing import trace  # noqa: PLC0415 - numpy is slow to import, and not every reader asks

    traced = trace(page)
    if traced is None:
        return None
    first = _nearest(page, traced, range(span[0], span[1]))
    last = _nearest(page, traced, range(span[1] - 1, span[0] - 1, -1))
    if first is None or last is None:
        return None
    found = first[0], last[1]
    return found if reads(page, found, page.text[span[0] : span[1]]) else None


def _nearest(page: Page, traced: Trace, positions: range) -> Span | None:
    """Return the bytes of the first of the characters at `positions` that is written in them."""
    for position in positions:
        if not page.text[position].isspace():
            start, end = traced.place(position)
            if start < end:
                return start, end
    return None


def _seen(text: str) -> str:
    return BLANK.sub("", text).translate(_QUOTES)


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
