"""Where each value of an HTML article stands: in the markup, and where in the page text its words are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from onrecord.articles.html_blocks import Line
from onrecord.articles.html_metadata import Metadata, iso_date
from onrecord.schema import Article, Evidence, Field, Span

# How sure a value is by where it was found. Measured on pages with known values: dates in metadata
# were right on all, titles that a heading bears out nearly always.
BORNE_OUT: Final = 0.97
SAID: Final = 0.9
BESIDE: Final = 0.85
UNSEEN_TITLE: Final = 0.7

NEAR: Final = 2500
"""Characters after a headline in which byline and dates are looked for first."""

_MINUTE: Final = timedelta(minutes=1)


_Minute: TypeAlias = tuple[bool, bool, int]


@dataclass(frozen=True, slots=True)
class Sources:
    """What an article's values were taken from.

    `times` are the places and dates of the lines with a time element, by the minute that they say.
    """

    text: str
    times: Mapping[_Minute, Sequence[tuple[Span, str]]]
    said: Metadata


def sources(text: str, lines: Sequence[Line], said: Metadata) -> Sources:
    """Return what the values of a page's articles are taken from."""
    times: dict[_Minute, list[tuple[Span, str]]] = {}
    for line in lines:
        if line.time and (date := iso_date(line.time)):
            times.setdefault(_minute(date), []).append((line.span, date))
    return Sources(text, times, said)


def evidence(article: Article, sources: Sources) -> tuple[Evidence, ...]:
    """Return for each value of `article` where it stands and how sure it is."""
    return tuple(_evidence(article, sources))


def _evidence(article: Article, sources: Sources) -> Iterator[Evidence]:
    text, said = sources.text, sources.said
    if article.title is not None and article.title_span is not None:
        start, end = article.title_span
        yield Evidence("title", "text", text[start:end], (start, end), BORNE_OUT if said.titles else SAID)
    if article.title is not None and not _shows(article, text):
        yield Evidence("title", "markup", article.title, None, UNSEEN_TITLE)
    begin = article.title_span[1] if article.title_span else 0
    if article.outlet is not None:
        yield _placed("outlet", text, article.outlet, _find(text, article.outlet, 0, len(text)), SAID)
    for name in article.byline:
        place = _find(text, name, begin, begin + NEAR) or _find(text, name, 0, len(text))
        yield _placed("byline", text, name, place, SAID if name in said.byline else BESIDE)
    dates: tuple[tuple[Field, str | None, str | None], ...] = (
        ("published", article.published, said.published), ("updated", article.updated, said.updated)
    )  # fmt: skip
    for field, date, told in dates:
        if date is not None:
            score = BORNE_OUT if date == told else BESIDE
            yield _placed(field, text, date, _date_line(sources, date, begin), score)


def _shows(article: Article, text: str) -> bool:
    """Tell whether the heading has the title's words."""
    span, title = article.title_span, article.title or ""
    return span is not None and text[slice(*span)].split() == title.split()


def _placed(field: Field, text: str, value: str, span: Span | None, score: float) -> Evidence:
    return Evidence(field, "markup", text[slice(*span)] if span else value, span, score)


def _find(text: str, words: str, start: int, end: int) -> Span | None:
    """Return the first place of `words` that no letter touches."""
    found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start, min(end, len(text)))
    return found.span() if found else None


def _date_line(sources: Sources, date: str, begin: int) -> Span | None:
    """Return the line whose time element says `date`: one after the headline before others."""
    clock, zoned, minute = _minute(date)
    near = [sources.times.get((clock, zoned, minute + step), ()) for step in (-1, 0, 1)]
    after = [bisect_left(times, begin, key=lambda time: time[0][0]) for times in near]
    behind = (times[at:] for times, at in zip(near, after, strict=True))
    before = (times[:at] for times, at in zip(near, after, strict=True))
    return _first(behind, date) or _first(before, date)


def _first(near: Iterable[Sequence[tuple[Span, str]]], date: str) -> Span | None:
    """Return the first place in the page with a time less than a minute from `date`."""
    wanted = datetime.fromisoformat(date)
    firsts = (
        next((span for span, told in times if abs(datetime.fromisoformat(told) - wanted) < _MINUTE), None)
        for times in near
    )
    return min(filter(None, firsts), default=None)


def _minute(date: str) -> _Minute:
    """Return whether a date has a clock time and a time zone, and the minute of it."""
    when = datetime.fromisoformat(date)
    zoned = when.tzinfo is not None
    return "T" in date, zoned, (when - datetime.min.replace(tzinfo=UTC if zoned else None)) // _MINUTE
