"""What surrounds a statement: its sentence, and the words there that are not what was said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from onrecord.schema import Article, Span, Spans, Statement

_END: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Maj|Capt|Cmdr|Adm|Sen|Rep|Gov|Rev|Hon|Prof|St|Mt|Jr|Sr|No|vs|Acting"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Calif|Fla|Ill|Mass|Mich|Ohio|Va|Pa|Ga|Tex|Ariz|Conn|Co"
    r"|Inc|Ltd|Corp|Bros|Moch|KH|al|p|a\.m|p\.m)|\b[A-Z]|\b[A-Z]\.[A-Z])$"
)
_PERIOD: Final = "."
_LONGEST_ABBREVIATION: Final = 8


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
        """Return the sentence around a place of the page text; the whole text if no paragraph holds it."""
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self.homes[index][1]:
            return (0, 0)
        start, end = self.homes[index]
        low = start
        for high in self._breaks(start, end):
            if high > at:
                return (low, high)
            low = high
        return (low, end)

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
        return any(start <= at < end for start, end in self.contents)

    def said_between(self, low: int, high: int) -> bool:
        """Tell whether something that was said stands between two places."""
        return any(start < high and low < end for start, end in self.contents)


def read_setting(text: str, article: Article, statements: Sequence[Statement]) -> Setting:
    """Return the setting of an article's statements; its title is a sentence of its own."""
    homes = sorted((*article.body, *([article.title_span] if article.title_span else [])))
    contents = sorted(span for one in statements for span in one.content.spans)
    cues = sorted(span for one in statements if one.cue for span in one.cue.spans)
    return Setting(text, tuple(homes), tuple(contents), tuple(cues))
