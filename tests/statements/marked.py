"""Articles written by hand: a line a paragraph, ⟦source⟧ ‹cue› {content}."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TypeAlias

from onrecord.schema import Article, Evidence, Page, Relay, Said, Span, Statement, content_id, excerpt
from onrecord.statements.quotation import mode_of, quoted_spans
from onrecord.statements.relays import read_relays
from onrecord.statements.said import read_said

Case: TypeAlias = tuple[Page, Article, tuple[Statement, ...]]
MARK = re.compile(r"⟦(?P<source>.+?)⟧|‹(?P<cue>.+?)›|\{(?P<content>.+?)\}")


def build(
    marked: str, published: str | None = None, outlet: str | None = None, byline: str | None = None
) -> Case:
    """Build an article; every cue is a statement, with the source and content nearest to it in its line.

    A `byline` is a line of the text that stands for one, and is no paragraph.
    """
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    text = _read(marked, spans)
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    page = Page(
        "sha256:" + hashlib.sha256(text.encode()).hexdigest(), "a.txt", text.encode(), text, "text", "utf-8"
    )
    evidence: tuple[Evidence, ...] = ()
    if byline is not None:
        at = text.index(byline)
        evidence = (Evidence("byline", "text", byline, (at, at + len(byline)), 1.0),)
        lines = [line for line in lines if not line[0] <= at < line[1]]
    article = Article(
        content_id("ar", page.id),
        page.id,
        tuple(lines),
        outlet=outlet,
        published=published,
        evidence=evidence,
    )
    made = [_statement(page, article, cue, spans, lines) for cue in spans["cue"]]
    return page, article, tuple(one for one in made if one is not None)


def _read(marked: str, spans: dict[str, list[Span]]) -> str:
    """Return a text without its marks, and note where they stood; a content may hold a cue."""
    text, at = "", 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        role = str(match.lastgroup)
        start = len(text)
        text += match[role]
        spans[role].append((start, len(text)))
        at = match.end()
    return text + marked[at:]


def _statement(
    page: Page, article: Article, cue: Span, spans: dict[str, list[Span]], lines: list[Span]
) -> Statement | None:
    line = next((line for line in lines if line[0] <= cue[0] < line[1]), (0, len(page.text)))

    def nearest(role: str) -> tuple[Span, ...]:
        own = [span for span in spans[role] if line[0] <= span[0] < line[1]]
        return (min(own, key=lambda span: _gap(span, cue)),) if own else ()

    content, source = nearest("content"), nearest("source")
    if not content:
        return None
    mode = mode_of(page.text, content, quoted_spans(page.text))
    return Statement(
        content_id("st", page.id, cue),
        page.id,
        article.id,
        excerpt(page.text, content),
        excerpt(page.text, (cue,)),
        excerpt(page.text, source) if source else None,
        mode,
        1.0,
        "hand",
    )


def _gap(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def dates(marked: str, published: str | None = "2024-01-27") -> list[Said | None]:
    """Return when the statements of an article were said."""
    return list(read_said(*build(marked, published)))


def chains(marked: str, outlet: str | None = None, byline: str | None = None) -> list[tuple[Relay, ...]]:
    """Return through whom the statements of an article came."""
    return list(read_relays(*build(marked, outlet=outlet, byline=byline)))


def moved(case: Case, span: Span) -> Case:
    """Return the article with the source of its statements at another place, be it on the page or not."""
    page, article, statements = case
    return (
        page,
        article,
        tuple(replace(one, source=replace(one.source, spans=(span,))) for one in statements if one.source),
    )
