"""When a statement was said: the expression of time that stands with the saying, not with what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.schema import Article, Page, Said, Span, Statement
from onrecord.statements.almanac import Issue, TimeWords, days_of, find_times, read_issue
from onrecord.statements.attachment import OCCASION, Attachment, Place
from onrecord.statements.clauses import Setting, read_setting
from onrecord.statements.speeches import Turn, turns

_YEARS: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_OWNED: Final = re.compile(rf"\s+(?:[\w'’-]+\s+){{0,3}}{OCCASION}\b", re.IGNORECASE)
_COMPOUND: Final = re.compile(
    rf"\s+(?:(?:news|press|phone|telephone|television|TV|radio|joint)\s+)?{OCCASION}\b"
)
# What makes of a day the object of something else, or the end of a stretch.
_OTHER_DAY: Final = re.compile(
    r"\b(?:by|until|till|since|before|after|for|from|to|through|of|between|about|than|ahead of|prior to"
    r"|next|every"
    r"|each|any|no|most|starting|beginning|effective|dated|following|during|and|or|past)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\bof\s+$")
_ARTICLE: Final = re.compile(r"\b(?:an?|the|his|her|their|its|our|my)\s+$", re.IGNORECASE)
_TWO_DAYS: Final = re.compile(
    r"\s*(?:and|or|to|through|-|–)\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_FUTURE: Final = re.compile(
    r"\b(?:will|would|shall|to|may|might|could|can|should|expected|due|plans?|going|must|wants?|hopes?)"
    r"(?:\s+\w+ly|\s+be|\s+not|\s+also)*$",
    re.IGNORECASE,
)
_FUTURE_CUE: Final = re.compile(
    r"^(?:to|will|would|shall|may|might|should|can|plans?|hopes?|intends?|aims?)\b"
    r"|\b(?:is|are|was|were) (?:\w+ly )?(?:expected|due|set|scheduled|going|forecast|planned|slated"
    r"|planning|hoping)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:\w+ed|said|told|wrote|spoke|made|gave|began|held|put|set|took|was|were|did)\b"
)
_NEAR: Final = 30
_NEXT: Final = 500
_SPEECH: Final = 2500
"""How far, in characters, a statement may stand behind the last one of the speech that it goes on with."""


def read_said(page: Page, article: Article, statements: Sequence[Statement]) -> tuple[Said | None, ...]:
    """Return when each of an article's statements was said, in their order.

    Only words in the sentence of the cue date a statement, and only where they stand with the
    saying. What is relative is counted from the published day as the outlet prints it. Without
    such words the basis is ``none``, and the published day the latest possible.
    """
    if not statements:
        return ()
    setting = read_setting(page.text, article, statements)
    reader = _Dates(setting, read_issue(article.published, _years(page, article)))
    return reader.read(statements)


def _years(page: Page, article: Article) -> tuple[int, ...]:
    """Return the years that an article names or, if it names none, its page; none where it is dated."""
    if article.published:
        return ()
    for spans in (article.body, ((0, len(page.text)),)):
        found = {int(match[0]) for start, end in spans for match in _YEARS.finditer(page.text, start, end)}
        if found:
            return tuple(sorted(found))
    return ()


class _Dates:
    """Reads when the statements of one article were said."""

    def __init__(self, setting: Setting, issue: Issue) -> None:
        self.setting = setting
        self.text = setting.text
        self.issue = issue
        self.attachment = Attachment(setting)
        self.times: dict[Span, list[TimeWords]] = {}
        self.first: dict[tuple[Span, Span], TimeWords] = {}

    def read(self, statements: Sequence[Statement]) -> tuple[Said, ...]:
        """Return when each was said; what goes on with a speech has the day of its beginning."""
        found: dict[int, TimeWords | None] = {}
        begun: dict[int, tuple[TimeWords, int]] = {}
        for turn in turns(self.text, statements):
            place = self.attachment.place(statements[turn.statement])
            assert place is not None, "a turn has a cue"
            words = self._words(place)
            if words is None and turn.voice in begun and turn.goes_on and not self._is_future(place):
                words = self._begun(turn, begun[turn.voice], place)
            found[turn.statement] = words
            if turn.voice is None or words is None:
                continue
            if turn.goes_on:
                begun[turn.voice] = (words, turn.at)
            else:
                begun.pop(turn.voice, None)
        return tuple(self._said(found.get(i)) for i in range(len(statements)))

    def _begun(self, turn: Turn, beginning: tuple[TimeWords, int], place: Place) -> TimeWords | None:
        """Return the words that date a speech for what goes on with it; bounds hold for what is next."""
        words, last = beginning
        day = days_of(words, self.issue).date
        near = turn.at - last <= (_SPEECH if day else _NEXT)
        return words if near and not self._names_another_day(last, place, day) else None

    def _names_another_day(self, last: int, place: Place, day: str | None) -> bool:
        """Tell whether from behind the sentence of a place to the end of another's another day is named."""
        low, high = self.setting.sentence(last)[1], place.sentence[1]
        return any(
            days_of(words, self.issue).date not in {None, day}
            for words in find_times(self.text, low, high)
            if not self.setting.is_said(words.start) and not words.is_name
        )

    def _said(self, words: TimeWords | None) -> Said:
        if words is None:
            return Said(None, None, "none", None, self.issue.latest)
        day = days_of(words, self.issue)
        text = self.text[words.start : words.end]
        latest = None if day.date else day.latest or self.issue.latest
        earliest = None if day.date else day.earliest
        return Said(day.date, text, day.basis, earliest, latest, ((words.start, words.end),))

    def _words(self, place: Place) -> TimeWords | None:
        """Return the words that date a saying: its own, or those of an earlier cue of the same utterance."""
        times = self._times(place.sentence)
        if not times or self._is_future(place):
            return None
        found = self._own_words(place, times)
        if place.source is None:
            return found
        key = (place.sentence, place.source)
        if found is not None:
            self.first.setdefault(key, found)
            return found
        earlier = self.first.get(key)
        return earlier if earlier and self.attachment.goes_on(place, earlier.start) else None

    def _own_words(self, place: Place, times: list[TimeWords]) -> TimeWords | None:
        attachment = self.attachment
        for belongs in (attachment.behind, attachment.between, attachment.ahead, attachment.at_end):
            for words in times:
                if belongs(place, (words.start, words.end)) and not self._is_nowadays(place, words):
                    return words
        return None

    def _times(self, sentence: Span) -> list[TimeWords]:
        known = self.times.get(sentence)
        if known is None:
            found = find_times(self.text, *sentence)
            known = [words for words in found if self._may_date(words) and self._is_possible(words)]
            self.times[sentence] = known
        return known

    def _may_date(self, words: TimeWords) -> bool:
        """Tell whether an expression can date a saying: no one's words, no deadline, no other day's."""
        if words.is_name or self.setting.is_said(words.start) or _TWO_DAYS.match(self.text, words.end):
            return False
        before = self.text[max(0, words.start - _NEAR) : words.start]
        if words.owns:
            return _OWNED.match(self.text, words.end) is not None and not _OF.search(before)
        if _ARTICLE.search(before):
            return _COMPOUND.match(self.text, words.end) is not None
        if _OTHER_DAY.search(before) and "on" not in words.parts:
            return False
        return words.parts.get("which", "").lower() not in {"next", "the"}

    def _is_possible(self, words: TimeWords) -> bool:
        """Tell whether an expression may mean a past day: no saying is dated by one to come."""
        if self.issue.day is None:
            return True
        day = days_of(words, self.issue)
        return bool(day.date or day.earliest or day.latest)

    def _is_nowadays(self, place: Place, words: TimeWords) -> bool:
        """``Today, people say``: no day, but these days."""
        today = words.parts.get("beside", "").lower() == "today"
        return today and _PAST.search(self.text[slice(*place.cue)]) is None

    def _is_future(self, place: Place) -> bool:
        cue = self.text[slice(*place.cue)]
        before = self.text[max(place.sentence[0], place.cue[0] - _NEAR) : place.cue[0]].rstrip()
        return _FUTURE_CUE.search(cue) is not None or _FUTURE.search(before) is not None
