"""Page -> Article: the news items on a page, with title, outlet, byline, dates and body."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.articles import dump
from onrecord.articles.given import with_given
from onrecord.articles.whole import whole_page
from onrecord.schema import Article, Outcome, Page

__all__ = ["extract"]


def extract(pages: Sequence[Page], *, whole: bool = False) -> list[Outcome[tuple[Article, ...]]]:
    """Find the articles of each page, in reading order.

    With `whole`, each page is one clean article as it stands. What came with a page goes
    before what an only article on it says, see `onrecord.articles.given`. Problems:
    `article.none`, and `article.language` where nothing but another language was found.
    Doubts of articles: `article.language`, `article.truncated`.
    """
    return [with_given(page, _extract(page, whole=whole)) for page in pages]


def _extract(page: Page, *, whole: bool) -> Outcome[tuple[Article, ...]]:
    if whole:
        return whole_page(page)
    if page.kind != "html":
        return dump.find_articles(page)
    from onrecord.articles import html  # noqa: PLC0415 - slow to import, and many readers meet no HTML

    return html.find_articles(page)
