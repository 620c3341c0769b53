"""The article of an HTML page: trafilatura finds the body, the page's own metadata the rest.

trafilatura with `favor_precision` is the best measured extractor of bodies.
Nothing of the page is fetched or executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import trafilatura
from lxml import etree

from onrecord.articles.html_alignment import align
from onrecord.articles.html_headline import Headline, byline_beside, dates_beside, find_headline
from onrecord.articles.html_metadata import Metadata, likeness, read_metadata
from onrecord.articles.language import foreign, identify
from onrecord.pages import markup, parse
from onrecord.schema import Article, Outcome, Page, Problem, Spans, content_id

FEWEST_WORDS: Final = 25
"""A body of fewer words is a teaser, a caption or a notice, not an article."""

MOST_LOST: Final = 0.1
"""Share of the body's words that may have no place in the page text before the page is a `Problem`."""

LONG_PAGE: Final = 1000
LEAST_KEPT: Final = 0.25
"""Share of a page's words in sentences, where they are more than `LONG_PAGE`, that a body holds at least."""

SENTENCE_WORDS: Final = 8

SAME_TITLE: Final = 0.9
"""Share of common words above which a line is the headline once more."""

# Elements of trafilatura's tree that stand on lines of their own.
_LINES: Final = frozenset(
    {
        "body",
        "p",
        "head",
        "item",
        "list",
        "quote",
        "row",
        "cell",
        "table",
        "lb",
        "ab",
        "code",
        "div",
        "figure",
        "fw",
    }
)
_FULL_STOP: Final = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")


def find_articles(page: Page) -> Outcome[tuple[Article, ...]]:
    """Return the article of an HTML page.

    Problems: `article.none` where there is no running text, `article.language`
    where it is not English, `article.unaligned` where the text that was found
    does not stand in the page text.
    """
    source = markup(page)
    tree = parse(source)
    paragraphs = _body(source, page.text)
    if tree is None or not _is_article(paragraphs):
        nothing = Problem("article.none", "No article was found on the page.", page.uri, page.id)
        return foreign(page, page.text) or nothing
    said = read_metadata(tree)
    headline = find_headline(tree, page.text, said.titles)
    title = headline.title
    paragraphs = [text for text in paragraphs if title is None or not _repeats(text, title)]
    body, lost = align(page.text, paragraphs, headline.span[1] if headline.span else 0)
    if headline.span is not None:
        body = tuple(span for span in body if span[1] <= headline.span[0] or span[0] >= headline.span[1])
    if not body or lost > MOST_LOST * _count(paragraphs):
        message = "The article's text could not be found again on the page."
        return Problem("article.unaligned", message, page.uri, page.id)
    if (refused := foreign(page, "\n".join(page.text[start:end] for start, end in body))) is not None:
        return refused
    return (_article(page, body, headline, said),)


def _article(page: Page, body: Spans, headline: Headline, said: Metadata) -> Article:
    beside = dates_beside(headline)
    published, updated = said.published or beside[0], said.updated or beside[1]
    return Article(
        id=content_id("ar", page.id, body, headline.span),
        page_id=page.id,
        body=body,
        title=headline.title,
        title_span=headline.span,
        outlet=said.outlet,
        byline=said.byline or byline_beside(headline),
        published=published,
        updated=updated if updated != published else None,
        url=said.url,
        language=identify("\n".join(page.text[start:end] for start, end in body)),
        tags=said.tags,
    )


def _body(source: str, text: str) -> list[str]:
    """Return the paragraphs of the body.

    Of a live page with many entries the careful extraction keeps the first one
    alone (measured: 105 of 4,967 words); there the ordinary extraction is taken.
    """
    paragraphs = _paragraphs(source, careful=True)
    running = sum(len(line.split()) for line in text.split("\n") if _has_sentence(line))
    if running > LONG_PAGE and _count(paragraphs) < LEAST_KEPT * running:
        return max(paragraphs, _paragraphs(source, careful=False), key=_count)
    return paragraphs


def _count(paragraphs: list[str]) -> int:
    return sum(len(text.split()) for text in paragraphs)


def _paragraphs(source: str, *, careful: bool) -> list[str]:
    """Return the paragraphs of the body as trafilatura sees it, none without a word."""
    found = trafilatura.bare_extraction(source, favor_precision=careful, include_comments=False)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    lines = "".join(_pieces(found.body)).split("\n")
    return [line for line in (" ".join(line.split()) for line in lines) if re.search(r"\w", line)]


def _pieces(body: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _LINES:
            yield "\n"
        text = element.text if event == "start" else element.tail
        yield (text or "").replace("\n", " ")


def _is_article(paragraphs: list[str]) -> bool:
    return _count(paragraphs) >= FEWEST_WORDS and any(map(_has_sentence, paragraphs))


def _has_sentence(text: str) -> bool:
    return len(text.split()) >= SENTENCE_WORDS and _FULL_STOP.search(text) is not None


def _repeats(text: str, title: str) -> bool:
    """Tell a paragraph that is the headline once more: about the same words, and as few."""
    return (
        len(text) < 1.3 * len(title) + 5
        and len(title) < 1.3 * len(text) + 5
        and likeness(text, title) > SAME_TITLE
    )
