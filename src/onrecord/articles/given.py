"""What came with a page, applied to its article: it goes before what the page itself says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from onrecord.articles.bylines import byline_text, names_of
from onrecord.articles.dates import find_dates
from onrecord.schema import Article, Evidence, Field, Given, Outcome, Page, Problem

_AS_PRECISE: Final = re.compile(r"(?:18|19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_SEVERAL: Final = re.compile(r"^by\b|[;&|,]|\band\b", re.IGNORECASE)
_SURNAME_FIRST: Final = re.compile(r"[^\s,]+, [^\s,]+(?: [^\s,]\.?)?")
_LANGUAGE: Final = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)
_MOST_AROUND: Final = 12


def with_given(page: Page, found: Outcome[tuple[Article, ...]]) -> Outcome[tuple[Article, ...]]:
    """Return the articles of a page, an only one with the values that came with the page.

    Each of these is `given` in the article's evidence. With several articles it cannot be known
    which is meant, and they stay as they are. A date that is none, or that can be read in two
    ways, is the doubt `article.given`; what the page says stays. A date that the page says more
    precisely stays as the page has it.
    """
    if isinstance(found, Problem) or page.given is None or len(found) != 1:
        return found
    return (_applied(page, page.given, found[0]),)


def _applied(page: Page, given: Given, article: Article) -> Article:
    article = _dated(page, given, article)
    if given.title:
        span = article.title_span
        stands = span is not None and page.text[span[0] : span[1]].split() == given.title.split()
        article = replace(article, title=given.title, title_span=span if stands else None)
        article = _shown(article, "title", given.title)
    if given.outlet:
        article = _shown(replace(article, outlet=given.outlet), "outlet", given.outlet)
    if given.byline:
        names = tuple(dict.fromkeys(name for text in given.byline for name in _names(text)))
        article = _shown(replace(article, byline=names), "byline", ", ".join(given.byline))
    language = _LANGUAGE.fullmatch(given.language or "")
    if language:
        article = _shown(replace(article, language=language[1].lower()), "language", language[0])
    return replace(article, url=given.url or article.url, tags=given.tags or article.tags)


def _dated(page: Page, given: Given, article: Article) -> Article:
    dates: tuple[tuple[Field, str | None, str | None], ...] = (
        ("published", given.published, article.published),
        ("updated", given.updated, article.updated),
    )
    for field, text, own in dates:
        stamp = _stamp(text) if text else None
        if text and stamp is None:
            message = (
                f"The {field} date that came with the page, “{text[:60]}”, is no date, or can be "
                "read in two ways; it was left out."
            )
            doubt = Problem("article.given", message, page.uri, page.id)
            article = replace(article, doubts=(*article.doubts, doubt))
        elif text and stamp and not (own or "").startswith(stamp):
            if field == "published":
                article = replace(article, published=stamp)
            else:
                article = replace(article, updated=stamp)
            article = _shown(article, field, text)
    return article


def _stamp(text: str) -> str | None:
    """Return a date as ISO 8601, as precise as it is written, None where it is not beyond doubt."""
    text = text.strip()
    if _AS_PRECISE.fullmatch(text):
        return text
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text).isoformat()
        except ValueError:
            continue
    found = find_dates(text)
    if len(found) != 1:
        return None
    stamp, start, end = found[0]
    around = text[:start] + text[end:]
    return None if len(around) > _MOST_AROUND or re.search(r"\d", around) else stamp


def _names(text: str) -> tuple[str, ...]:
    """Return the names in one entry of a byline, which mostly is one."""
    if not _SEVERAL.search(text) or _SURNAME_FIRST.fullmatch(text):
        return (text,)
    return names_of(byline_text(text)) or (text,)


def _shown(article: Article, field: Field, text: str) -> Article:
    """Return the article with the evidence of a field replaced by what was given."""
    others = tuple(item for item in article.evidence if item.field != field)
    return replace(article, evidence=(*others, Evidence(field, "given", text, None, 1.0)))
