"""An article among the lines of its page, and where beside it its byline and dates stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.articles.headings import TITLE_WORDS, fold, may_be_title
from onrecord.articles.kinds import Kind
from onrecord.articles.lines import Block
from onrecord.schema import Evidence, Field, Span

_REACH: Final = 16
_ABOVE: Final = 14
_AGAIN: Final = 6
_LEAD: Final = 3
_TAIL: Final = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """An article among the blocks of its page.

    `heading` is the block of its title, None where it has none; `body` the blocks of its
    paragraphs in order, at least one; `floor` the first block behind the article before it, 0 where
    there is none.
    """

    text: str
    blocks: Sequence[Block]
    kinds: Sequence[Kind]
    heading: int | None
    body: Sequence[int]
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the place in the page text that it was read from; `score` in [0, 1]."""

    value: str
    span: Span
    score: float


def beside(frame: Frame) -> Sequence[int]:
    """Return the blocks where the byline and dates stand: from the title to the second paragraph.

    Where the title stands twice with a few lines between, from the first; a list of other
    articles ends it. Where much stands between title and body, the lines next to either.
    """
    kinds, heading, body = frame.kinds, frame.heading, frame.body
    if heading is not None:
        start = _first_time(frame, heading) + 1
    else:
        start = body[0]
        while start > frame.floor and kinds[start - 1] in ("byline", "date", "furniture"):
            start -= 1
    prose = [index for index in body if kinds[index] == "paragraph" and index >= start]
    end = max(prose[1] if len(prose) > 1 else (prose[0] if prose else start), start)
    far = min(end, max(start, heading or 0) + _REACH + 1)
    near_title = _up_to_side(kinds, range(start, far))
    if far == end or near_title.stop != far:
        return near_title
    above = range(max(far, (prose[0] if prose else end) - _ABOVE), end)
    sides = [index for index in above if kinds[index] == "side"]
    return (*near_title, *range(sides[-1] + 1 if sides else above.start, end))


def _up_to_side(kinds: Sequence[Kind], zone: range) -> range:
    return range(zone.start, next((index for index in zone if kinds[index] == "side"), zone.stop))


def lead(frame: Frame) -> range:
    """Return the few blocks right before the title; none where they may belong to the article before it."""
    first = frame.heading if frame.heading is not None else frame.body[0]
    start = max(0, first - _LEAD)
    return range(first, first) if frame.floor > 0 and start < frame.floor + _TAIL else range(start, first)


def tail(frame: Frame) -> range:
    """Return the few blocks right behind the body, up to a list of other articles or of comments.

    What stands right over a heading is left out: it may be that of another article.
    """
    start = frame.body[-1] + 1
    zone = range(start, min(len(frame.blocks), start + _TAIL))
    end = next((index for index in zone if frame.kinds[index] in ("side", "stop")), zone.stop)
    for index in range(start, min(end + 1, len(frame.blocks))):
        block = frame.blocks[index]
        if block.words in TITLE_WORDS and may_be_title(block, frame.kinds[index]):
            return range(start, max(start, index - 1))
    return range(start, end)


def _first_time(frame: Frame, heading: int) -> int:
    title = fold(frame.blocks[heading].text)
    for index in range(max(0, heading - _AGAIN), heading):
        if fold(frame.blocks[index].text) == title:
            return index
    return heading


def span_in(page_text: str, block: Block, start: int, end: int) -> Span:
    """Return the place in the page text of the stretch from `start` to `end` of a block's text.

    The stretch begins and ends with a character that is no white space.
    """
    head = sum(not sign.isspace() for sign in block.text[:start])
    length = sum(not sign.isspace() for sign in block.text[start:end])
    first = last = block.start
    seen = 0
    for place in range(block.start, block.end):
        if page_text[place].isspace():
            continue
        seen += 1
        if seen == head + 1:
            first = place
        if seen == head + length:
            last = place
            break
    return first, last + 1


def noted(page_text: str, field: Field, span: Span, score: float) -> Evidence:
    """Return the evidence that a field's value stands at a place of the page text."""
    return Evidence(field, "text", page_text[span[0] : span[1]], span, score)
