"""What surrounds a statement: its sentence, and the words there that are not what was said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, TypeAlias

from onrecord.schema import Article, Span, Spans, Statement

Reach: TypeAlias = tuple[list[int], list[int]]

_END: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Maj|Capt|Cmdr|Adm|Sen|Rep|Gov|Rev|Hon|Prof|St|Mt|Jr|Sr|No|vs|Acting"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Calif|Fla|Ill|Mass|Mich|Ohio|Va|Pa|Ga|Tex|Ariz|Conn|Co"
    r"|Inc|Ltd|Corp|Bros|Moch|KH|al|p|a\.m|p\.m)|\b[A-Z]|\b[A-Z]\.[A-Z])$"
)
_PERIOD: Final = "."
_LONGEST_ABBREVIATION: Final = 8
_LONGEST_SENTENCE: Final = 2000


@dataclass(frozen=True)
class Setting:
    """One article's text as its statements stand in it.

    `contents` are the spans of all contents in page order, `cues` those of all cues.
    """

    text: str
    homes: Spans
    contents: Spans
    cues: Spans

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.homes]

    def sentence(self, at: int) -> Span:
        """Return the sentence around a place of the page text; an empty one if no paragraph holds it.

        Of what has no full stop for thousands of characters it is the part around the place.
        """
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self.homes[index][1]:
            return (0, 0)
        start, end = self.homes[index]
        low = start
        for high in self._breaks(start, end):
            if high > at:
                end = high
                break
            low = high
        # Statements that are near each other see the same part, so that it is read once.
        middle = low + (at - low) // _LONGEST_SENTENCE * _LONGEST_SENTENCE
        return (max(low, middle - _LONGEST_SENTENCE), min(end, middle + 2 * _LONGEST_SENTENCE))

    def _breaks(self, start: int, end: int) -> Sequence[int]:
        known = self._cuts.get(start)
        if known is None:
            known = [
                match.end()
                for match in _END.finditer(self.text, start, end)
                if not self._is_abbreviation(match.start(), start)
            ]
            self._cuts[start] = known
        return known

    @cached_property
    def _cuts(self) -> dict[int, list[int]]:
        return {}

    def _is_abbreviation(self, stop: int, floor: int) -> bool:
        if self.text[stop] != _PERIOD:
            return False
        return _ABBREVIATED.search(self.text[max(floor, stop - _LONGEST_ABBREVIATION) : stop]) is not None

    def is_said(self, at: int) -> bool:
        """Tell whether a place of the page text lies in what somebody said."""
        return _meets(self._said, at, at + 1)

    def said_between(self, low: int, high: int) -> bool:
        """Tell whether something that was said stands between two places."""
        return _meets(self._said, low, high)

    def cue_between(self, low: int, high: int) -> bool:
        """Tell whether a cue stands between two places."""
        return _meets(self._told, low, high)

    def said_until(self, at: int) -> int:
        """Return where the last thing ends that was said before a place; 0 if nothing was."""
        index = bisect_right(self._ends, at)
        return self._ends[index - 1] if index else 0

    @cached_property
    def _said(self) -> Reach:
        return _reach(self.contents)

    @cached_property
    def _told(self) -> Reach:
        return _reach(self.cues)

    @cached_property
    def _ends(self) -> list[int]:
        return sorted(end for _, end in self.contents)


def _reach(spans: Spans) -> Reach:
    """Return where spans in page order start, and how far they reach up to each."""
    return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))


def _meets(reach: Reach, low: int, high: int) -> bool:
    starts, ends = reach
    index = bisect_left(starts, high)
    return index > 0 and ends[index - 1] > low and low < high


def read_setting(text: str, article: Article, statements: Sequence[Statement]) -> Setting:
    """Return the setting of an article's statements; its title is a sentence of its own."""
    homes = sorted((*article.body, *([article.title_span] if article.title_span else [])))
    contents = sorted(span for one in statements for span in one.content.spans)
    cues = sorted(span for one in statements if one.cue for span in one.cue.spans)
    return Setting(text, tuple(homes), tuple(contents), tuple(cues))
