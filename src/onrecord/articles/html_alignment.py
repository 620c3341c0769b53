"""Where the paragraphs that an extractor found stand in the page text, verbatim.

An extractor renders white space and punctuation its own way, so what is matched
is the sequence of words. Long paragraphs are placed first; short ones only
between their long neighbours, because "Read more" stands in many places. A
paragraph that stands nowhere as a whole is placed by its pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.schema import Span, Spans

ANCHOR_WORDS: Final = 8
PIECE_WORDS: Final = 3

_WORD: Final = re.compile(r"\w+")
_KEY: Final = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A run of page words, `first` inclusive, `last` exclusive."""

    first: int
    last: int


class TextIndex:
    """The words of a page text, and where each run of three of them begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_WORD.finditer(text))
        self.words = [match[0] for match in matches]
        self.spans = [match.span() for match in matches]
        self._starts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for width in range(1, _KEY + 1):
            for start in range(len(self.words) - width + 1):
                self._starts[tuple(self.words[start : start + width])].append(start)

    def find(self, words: Sequence[str], first: int, last: int) -> _Found | None:
        """Return the first place of `words` that begins at or after `first` and ends by `last`."""
        starts = self._starts.get(tuple(words[:_KEY]), [])
        for start in starts[bisect_left(starts, first) :]:
            if start + len(words) > last:
                return None
            if self.words[start : start + len(words)] == list(words):
                return _Found(start, start + len(words))
        return None

    def longest(self, words: Sequence[str], first: int, last: int) -> _Found | None:
        """Return the longest run of page words between `first` and `last` that `words` begins with."""
        best: _Found | None = None
        starts = self._starts.get(tuple(words[:_KEY]), [])
        for start in starts[bisect_left(starts, first) :]:
            length = 0
            while (
                length < len(words) and start + length < last and self.words[start + length] == words[length]
            ):
                length += 1
            if length >= PIECE_WORDS and (best is None or length > best.last - best.first):
                best = _Found(start, start + length)
        return best


class _Places:
    """The paragraphs that have their place already, by number."""

    def __init__(self, first: int, last: int) -> None:
        self._ends = (first, last)
        self._numbers: list[int] = []
        self.found: dict[int, _Found] = {}

    def put(self, number: int, place: _Found) -> None:
        insort(self._numbers, number)
        self.found[number] = place

    def room(self, number: int) -> tuple[int, int]:
        """Return the page words between the placed neighbours of a paragraph."""
        at = bisect_left(self._numbers, number)
        first, last = self._ends
        if at > 0:
            first = self.found[self._numbers[at - 1]].last
        if at < len(self._numbers):
            last = self.found[self._numbers[at]].first
        return (first, last) if first <= last else (first, self._ends[1])


def align(text: str, paragraphs: Sequence[str], begin: int = 0) -> tuple[Spans, int]:
    """Place `paragraphs` in `text`; return their spans and how many of their words found no place.

    The spans are in the order of the text, none is empty, none overlaps another.
    A place from the offset `begin` on is preferred.
    """
    index = TextIndex(text)
    wanted = [_WORD.findall(paragraph) for paragraph in paragraphs]
    places = _Places(bisect_left(index.spans, (begin, 0)), len(index.words))
    _place_long(index, wanted, places)
    _place_short(index, wanted, places)
    found: list[_Found] = []
    lost = 0
    for number, words in enumerate(wanted):
        if (whole := places.found.get(number)) is not None:
            found.append(whole)
            continue
        pieces = _pieces(index, words, *places.room(number))
        if not pieces:
            pieces = _pieces(index, words, 0, len(index.words))
        lost += len(words) - sum(piece.last - piece.first for piece in pieces)
        found += _joined(index, pieces)
    return _spans(index, found), lost


def _place_long(index: TextIndex, wanted: list[list[str]], places: _Places) -> None:
    cursor, end = places.room(0)
    for number, words in enumerate(wanted):
        if len(words) < ANCHOR_WORDS:
            continue
        place = index.find(words, cursor, end)
        if place is not None:
            cursor = place.last
        else:
            place = index.find(words, 0, end)
        if place is not None:
            places.put(number, place)


def _place_short(index: TextIndex, wanted: list[list[str]], places: _Places) -> None:
    for number, words in enumerate(wanted):
        if words and number not in places.found:
            place = index.find(words, *places.room(number))
            if place is not None:
                places.put(number, place)


def _pieces(index: TextIndex, words: list[str], first: int, last: int) -> list[_Found]:
    pieces: list[_Found] = []
    at = 0
    while at <= len(words) - PIECE_WORDS:
        piece = index.longest(words[at:], first, last)
        if piece is None:
            at += 1
        else:
            pieces.append(piece)
            at += piece.last - piece.first
            first = piece.last
    return pieces


def _joined(index: TextIndex, pieces: list[_Found]) -> list[_Found]:
    """Join pieces that stand on one line of the page text: what parts them belongs to the paragraph."""
    joined: list[_Found] = []
    for piece in pieces:
        if joined:
            gap = index.text[index.spans[joined[-1].last - 1][1] : index.spans[piece.first][0]]
            if "\n" not in gap:
                joined[-1] = _Found(joined[-1].first, piece.last)
                continue
        joined.append(piece)
    return joined


def _spans(index: TextIndex, found: list[_Found]) -> Spans:
    spans: list[Span] = []
    for place in sorted(found, key=lambda item: (item.first, -item.last)):
        start, end = _with_marks(index.text, (index.spans[place.first][0], index.spans[place.last - 1][1]))
        start = max(start, spans[-1][1]) if spans else start
        while start < end and index.text[start].isspace():
            start += 1
        if start < end:
            spans.append((start, end))
    return tuple(spans)


def _with_marks(text: str, span: Span) -> Span:
    """Widen a span by the quotation marks, brackets and stops that touch it."""
    start, end = span
    while start > 0 and _is_mark(text[start - 1]):
        start -= 1
    while end < len(text) and _is_mark(text[end]):
        end += 1
    return start, end


def _is_mark(character: str) -> bool:
    return not character.isspace() and not character.isalnum() and character != "_"
