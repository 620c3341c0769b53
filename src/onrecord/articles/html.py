"""The articles of an HTML page: one, or the entries of a live blog, with what the page says of them.

Nothing of the page is fetched or executed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from onrecord.articles.bodies import FEWEST_WORDS
from onrecord.articles.credits import completed
from onrecord.articles.frames import noted
from onrecord.articles.html_blocks import Line, condense, read_lines
from onrecord.articles.html_body import LONGEST_TEXT, Declared, find_body, is_sentence
from onrecord.articles.html_evidence import evidence, sources
from onrecord.articles.html_headline import Headline, byline_beside, dates_beside, find_headline
from onrecord.articles.html_live import Entry, find_entries
from onrecord.articles.html_metadata import Metadata, likeness, read_metadata
from onrecord.articles.html_wall import cut, headlines, hidden_words, is_wall
from onrecord.articles.language import ENGLISH, foreign, identify_surely
from onrecord.pages import tree_of
from onrecord.schema import Article, Outcome, Page, Problem, Span, Spans, body_text, content_id

SAME_TITLE: Final = 0.9
"""Share of common words above which a line is the headline once more."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read off a page before its articles are put together."""

    page: Page
    lines: Sequence[Line]
    said: Metadata
    headline: Headline
    byline: tuple[str, ...]
    published: str | None
    updated: str | None
    hidden: int | None


def find_articles(page: Page) -> Outcome[tuple[Article, ...]]:
    """Return the articles of an HTML page: the one it is about, or the entries of a live blog after it.

    Doubts: `article.language` of one that is not in English, `article.truncated` of one that is
    cut. Problems: `article.none` where there is no running text, or but a list of headlines.
    """
    tree = tree_of(page)
    found = _read(page, tree) if tree is not None else None
    if tree is None or found is None:
        return _none(page, 0)
    entries = find_entries(page.text, found.lines, found.said, _begin(found.headline))
    declared = Declared(found.said.text, found.said.summary)
    body = find_body(tree, page.text, found.lines, _begin(found.headline), declared)
    if entries:
        return _finished(found, _live(found, body, entries))
    body = _without_frame(found, body)
    readable = _is_article(found, body)
    listed = headlines(found.lines, body if readable else [], found.said)
    if listed or not readable:
        return _none(page, listed)
    articles = _finished(found, [(_article(found, body), body)])
    if len(page.text) > LONGEST_TEXT:  # no credits are worth the seconds that reading so much anew takes
        return articles
    return tuple(completed(page, article) for article in articles)


def _read(page: Page, tree: etree._Element) -> _Found:
    said = read_metadata(tree)
    lines = read_lines(tree, page.text)
    headline = _placed(find_headline(tree, page.text, said), lines)
    published, updated = dates_beside(headline)
    return _Found(
        page=page,
        lines=lines,
        said=said,
        headline=headline,
        byline=said.byline or byline_beside(headline),
        published=said.published or published,
        updated=said.updated or updated,
        hidden=None if said.free else hidden_words(tree, said.walled),
    )


def _placed(headline: Headline, lines: Sequence[Line]) -> Headline:
    """Let a headline stand where its heading does, not where the same words stand first."""
    if headline.shown is None or headline.heading is None:
        return headline
    words, tag = condense(headline.shown), headline.heading.tag
    span = next((line.span for line in lines if line.key == words and tag in line.tags), headline.span)
    return replace(headline, span=span)


def _begin(headline: Headline) -> int:
    return headline.span[1] if headline.span else 0


def _none(page: Page, listed: int) -> Problem:
    if (refused := foreign(page, page.text)) is not None and not listed:
        return refused
    message = (
        f"No article was found on the page: it is a list of {listed} headlines."
        if listed
        else "No article was found on the page: it holds no running text."
    )
    return Problem("article.none", message, page.uri, page.id)


def _without_frame(found: _Found, body: list[int]) -> list[int]:
    """Drop the headline and the words of a paywall."""
    titles = {title for title in (found.headline.title, found.headline.shown) if title is not None}
    span, text = found.headline.span, found.page.text
    return [
        number
        for number in body
        if (span is None or not _overlap(found.lines[number].span, span))
        and not any(_repeats(text[slice(*found.lines[number].span)], title) for title in titles)
        and not is_wall(text[slice(*found.lines[number].span)])
    ]


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _article(found: _Found, body: list[int]) -> Article:
    spans: Spans = tuple(found.lines[number].span for number in body)
    headline, said = found.headline, found.said
    return Article(
        id=content_id("ar", found.page.id, spans, headline.span),
        page_id=found.page.id,
        body=spans,
        title=headline.title,
        title_span=headline.span,
        outlet=said.outlet,
        byline=found.byline,
        published=found.published,
        updated=found.updated if found.updated != found.published else None,
        url=said.url,
        tags=said.tags,
    )


def _live(found: _Found, body: list[int], entries: list[Entry]) -> list[tuple[Article, list[int]]]:
    """Return the head of a live blog, where it has one, and the entries, in the order of the page."""
    first = min(entry.start for entry in entries)
    within = {number for entry in entries for number in entry.body}
    head = [number for number in _without_frame(found, body) if number < first and number not in within]
    articles = [(_entry(found, entry), entry.body) for entry in entries if entry.body]
    if _is_article(found, head):
        articles.insert(0, (_article(found, head), head))
    return articles


def _entry(found: _Found, entry: Entry) -> Article:
    text = found.page.text
    spans: Spans = tuple(found.lines[number].span for number in entry.body)
    span = found.lines[entry.heading].span if entry.heading is not None else None
    said = entry.said
    return replace(
        _article(found, entry.body),
        id=content_id("ar", found.page.id, spans, span),
        title=" ".join(text[slice(*span)].split()) if span else None,
        title_span=span,
        byline=said.byline if said else (),
        published=entry.published,
        updated=said.updated if said and said.updated != entry.published else None,
        url=(said.url if said else None) or found.said.url,
    )


def _finished(found: _Found, articles: list[tuple[Article, list[int]]]) -> tuple[Article, ...]:
    """Add the language, the evidence and the doubts.

    The language is that of all articles together: an entry of a live blog is too short to tell.
    """
    page, lines = found.page, found.lines
    words = "\n\n".join(body_text(page.text, article) for article, _ in articles)
    language = identify_surely(words)
    refused = None if language and language[0] == ENGLISH else foreign(page, words)
    taken_from = sources(page.text, lines, found.said)
    finished = []
    for article, body in articles:
        doubts = [refused] if refused is not None else []
        if article.title_span == found.headline.span and cut(
            page.text, lines, body, found.said, found.hidden
        ):
            doubts.append(_truncated(page, sum(lines[number].words for number in body)))
        marks = list(evidence(article, taken_from))
        if language is not None:
            marks.append(noted(page.text, "language", article.body[0], language[1]))
        finished.append(
            replace(
                article,
                language=language[0] if language else None,
                evidence=tuple(marks),
                doubts=tuple(doubts),
            )
        )
    return tuple(finished)


def _truncated(page: Page, words: int) -> Problem:
    message = f"The article is cut after {words:,} words; the rest is behind a paywall."
    return Problem("article.truncated", message, page.uri, page.id)


def _is_article(found: _Found, body: Sequence[int]) -> bool:
    """Tell an article's body: enough words, and a sentence unless the page itself speaks of an article."""
    words = sum(found.lines[number].words for number in body)
    text = found.page.text
    return words >= FEWEST_WORDS and (
        found.said.told or any(is_sentence(text[slice(*found.lines[number].span)]) for number in body)
    )


def _repeats(text: str, title: str) -> bool:
    """Tell a paragraph that is the headline once more: about the same words, and as few."""
    return (
        len(text) < 1.3 * len(title) + 5
        and len(title) < 1.3 * len(text) + 5
        and likeness(text, title) > SAME_TITLE
    )
