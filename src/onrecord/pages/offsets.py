"""Page text back to the stored bytes: where the bytes of a span stand."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.pages.damage import REPLACEMENT, bom_length, find_damage, is_sound
from onrecord.pages.rendering import BLANK, TooDeepError, parse, render
from onrecord.schema import Page, Span

if TYPE_CHECKING:
    from onrecord.pages.tracing import Trace

STRIDE: Final = 1024

_QUOTES: Final = str.maketrans("", "", "“”")


def byte_range(page: Page, span: Span) -> Span | None:
    """Return where in `page.data` the bytes of a text span stand, start inclusive, end exclusive.

    Of a text file, decoding those bytes with `page.encoding` gives the span's text, what is
    ill-formed in them as U+FFFD (``errors="replace"``). Of an
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
    found = _offset(page, marks, span[0]), _offset(page, marks, span[1])
    if marks.sound or reads(page, found, page.text[span[0] : span[1]]):
        return found
    # Its last bytes make one ill-formed sequence by themselves and several with those that follow.
    return None


def reads(page: Page, place: Span, text: str) -> bool:
    """Tell whether the bytes of a page at `place` read as `text` by themselves, as `byte_range` has it.

    Of a text file they are the text; of an HTML page they are it once tags are taken out and
    entities resolved, white space and the quotation marks of ``<q>`` aside.
    """
    try:
        source = page.data[place[0] : place[1]].decode(page.encoding, "replace")
        if page.kind == "text":
            return source == text
        if "<" in source or "&" in source:
            tree = parse(f"<html><body>{source}")
            source = "" if tree is None else render(tree)
    except (UnicodeError, LookupError, TooDeepError):
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


class _Marks(NamedTuple):
    """Where some characters of a text begin in its bytes: as many as make the others quick to find."""

    positions: list[int]
    places: list[int]
    sound: bool


def _offset(page: Page, marks: _Marks, position: int) -> int:
    mark = bisect_right(marks.positions, position) - 1
    return marks.places[mark] + len(page.text[marks.positions[mark] : position].encode(page.encoding))


@lru_cache(maxsize=4)
def _marks(page: Page) -> _Marks | None:
    """Mark every `STRIDE`-th character, and each U+FFFD of damage and what follows it.

    None where the bytes are not what the encoding writes.
    """
    sound = is_sound(page.data, page.encoding)
    marks = _Marks([], [], sound)
    position, place = 0, bom_length(page.data)
    for damage in () if sound else find_damage(page.data, page.encoding):
        if not _mark(page, marks, (position, damage.position), (place, damage.start)):
            return None
        if page.text[damage.position : damage.position + 1] != REPLACEMENT:
            return None
        position, place = damage.position + 1, damage.end
    ends = (position, len(page.text)), (place, len(page.data))
    return marks if _mark(page, marks, *ends) else None


def _mark(page: Page, marks: _Marks, text: Span, data: Span) -> bool:
    """Mark sound text; tell whether its characters, written in the page's encoding, are its bytes."""
    place = data[0]
    for start in range(text[0], text[1] + 1, STRIDE):
        marks.positions.append(start)
        marks.places.append(place)
        try:
            piece = page.text[start : min(start + STRIDE, text[1])].encode(page.encoding)
        except UnicodeEncodeError:
            return False
        if not page.data.startswith(piece, place):
            return False
        place += len(piece)
    return place == data[1] and text[1] <= len(page.text)
