"""What must hold of everything in the record: every span is verbatim in its page.

The same checks stand at the door, when a page comes in, and in `verify`. Each
yields sentences; none means that all is well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from onrecord.pages.damage import decoded
from onrecord.pages.offsets import reads
from onrecord.record.provenance import evidence_cell, given_cell
from onrecord.schema import GAP, Article, Excerpt, Page, PageReading, Span, Spans, Statement

_HALF = re.compile("[\ud800-\udfff]")


def page_faults(page: Page) -> Iterator[str]:
    """Check that a page's id is the hash of its bytes and that its text is theirs."""
    if page.id != "sha256:" + hashlib.sha256(page.data).hexdigest():
        yield "the stored bytes are not those that its id names"
        return
    if page.kind != "text":
        return
    try:
        whole = page.text in {decoded(page), page.data.decode(page.encoding, "replace")}
    except (UnicodeError, LookupError):
        yield f"the stored bytes cannot be decoded as {page.encoding}"
        return
    if not whole:
        yield "the page text is not what the stored bytes hold"


def article_faults(text: str, article: Article) -> Iterator[str]:
    """Check an article's spans against the page text."""
    if not _inside(text, article.body):
        yield "a paragraph's span lies outside the page text"
    for item in article.evidence:
        if item.span is not None and not _inside(text, (item.span,)):
            yield f"where its {item.field} stands lies outside the page text"
        elif item.span is not None and _words(text[slice(*item.span)]) != _words(item.text):
            yield f"the words for its {item.field} are not what their span holds"
    if article.title_span is None:
        return
    start, end = article.title_span
    if not _inside(text, ((start, end),)):
        yield "the title's span lies outside the page text"
    elif _words(text[start:end]) != _words(article.title or "") and not _is_in_markup(article):
        yield "the title is not what its span holds"


def statement_faults(text: str, statement: Statement) -> Iterator[str]:
    """Check a statement's spans and words against the page text."""
    excerpts: tuple[tuple[str, Excerpt | None], ...] = (
        ("content", statement.content),
        ("cue", statement.cue),
        ("source", statement.source),
    )
    for name, excerpt in excerpts:
        if excerpt is None:
            continue
        if not excerpt.spans or not _inside(text, excerpt.spans):
            yield f"a span of the {name} lies outside the page text"
        elif excerpt.text != GAP.join(text[start:end] for start, end in excerpt.spans):
            yield f"the {name} is not what its spans hold"
    for name, spans in _standing(statement):
        if not _inside(text, spans):
            yield f"a span of {name} lies outside the page text"
    said = statement.said
    if said is None or said.text is None or not said.spans or not _inside(text, said.spans):
        return
    # A date may be broken over two lines on the page.
    if _words(said.text) != _words(GAP.join(text[start:end] for start, end in said.spans)):
        yield "the words of when it was said are not what their spans hold"


def byte_faults(page: Page, statement: Statement, place: Span) -> Iterator[str]:
    """Check that the bytes from the content's first start to its last end read as the page text there."""
    spans = statement.content.spans
    if spans and not reads(page, place, page.text[spans[0][0] : spans[-1][1]]):
        yield "the bytes named for the content do not read as the page text there"


def reading_faults(reading: PageReading) -> Iterator[str]:
    """Check a whole reading before it comes in."""
    page = reading.page
    yield from page_faults(page)
    for string in _strings(reading):
        if _HALF.search(string):
            yield "it holds half a character, which no text has"
    articles = {article.id for article in reading.articles}
    statements = {statement.id for statement in reading.statements}
    if len(articles) < len(reading.articles) or len(statements) < len(reading.statements):
        yield "two of its entries have one id"
    for article in reading.articles:
        if article.page_id != page.id:
            yield f"{article.id}: the article is another page's"
        for fault in article_faults(page.text, article):
            yield f"{article.id}: {fault}"
    for statement in reading.statements:
        if statement.page_id != page.id or statement.article_id not in articles:
            yield f"{statement.id}: the statement is another page's or article's"
        for fault in statement_faults(page.text, statement):
            yield f"{statement.id}: {fault}"


def _strings(reading: PageReading) -> Iterator[str]:
    """Yield the strings of a reading, but those that `statement_faults` finds in the page text."""
    page = reading.page
    yield from (page.text, page.uri, page.encoding)
    yield from filter(None, (page.archive, given_cell(page.given)))
    for article in reading.articles:
        facts = (
            article.title,
            article.outlet,
            article.published,
            article.updated,
            article.url,
            article.language,
            evidence_cell(article.evidence),
        )
        yield from filter(None, (*facts, *article.byline, *article.tags))
    for statement in reading.statements:
        yield statement.made_by
        if statement.said is not None:
            said = statement.said
            yield from filter(None, (said.date, said.text, said.earliest, said.latest))
        yield from (relay.name for relay in statement.via or ())
        aimed_at = (target.actor for target in statement.targets or ())
        for actor in filter(None, (statement.speaker, *aimed_at)):
            yield from filter(None, (actor.name, actor.role, actor.country, *actor.aliases))
            yield from filter(None, (actor.type, actor.organization, actor.reason))


def _is_in_markup(article: Article) -> bool:
    """Tell a title that stands in a page's metadata only, beside a heading in other words."""
    return any(
        (mark.field, mark.basis, mark.text) == ("title", "markup", article.title) for mark in article.evidence
    )


def _standing(statement: Statement) -> Iterator[tuple[str, Spans]]:
    """Yield the places, besides source, cue and content, that a statement's values were taken from."""
    yield "where the speaker is named", statement.named
    if statement.act is not None:
        yield "its act", statement.act.spans
    if statement.said is not None:
        yield "when it was said", statement.said.spans
    yield from (("its chain", relay.spans) for relay in statement.via or ())
    yield from (("its targets", target.spans) for target in statement.targets or ())


def _inside(text: str, spans: Spans) -> bool:
    return all(0 <= start < end <= len(text) for start, end in spans)


def _words(text: str) -> list[str]:
    # A title may be wrapped over lines on the page and stand in one line in the article.
    return text.split()
