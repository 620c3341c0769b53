"""Where each value of an HTML article stands: in the markup, and where in the page text its words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Sources:
    """What an article's values were taken from."""

    text: str
    lines: Sequence[Line]
    said: Metadata


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
            yield _placed(field, text, date, _date_line(sources.lines, date, begin), score)


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


def _date_line(lines: Sequence[Line], date: str, begin: int) -> Span | None:
    """Return the line whose time element says `date`: one after the headline before others."""
    alike = [line.span for line in lines if line.time and _same(iso_date(line.time), date)]
    return next((span for span in alike if span[0] >= begin), alike[0] if alike else None)


def _same(left: str | None, right: str) -> bool:
    if left is None or ("T" in left) != ("T" in right):
        return False
    one, other = datetime.fromisoformat(left), datetime.fromisoformat(right)
    if (one.tzinfo is None) != (other.tzinfo is None):
        return False
    return abs(one - other) < timedelta(minutes=1)
