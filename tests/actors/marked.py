"""Articles with marked statements: a line a paragraph, `label | [source] <cue> {content}` in any order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TypeAlias, cast, get_args

from onrecord.actors import Resolver
from onrecord.schema import (
    Act,
    ActLabel,
    Article,
    Page,
    Problem,
    Spans,
    Statement,
    content_id,
    excerpt,
)

Case: TypeAlias = tuple[Page, Article, tuple[Statement, ...]]
MARK = re.compile(r"[\[<{]([^\[\]<>{}]+)[\]>}]")
LABEL = re.compile(r"(\w+) \| ")


def _unmarked(line: str, at: int) -> tuple[str, dict[str, Spans]]:
    text, spans, done = "", cast("dict[str, Spans]", {"[": (), "<": (), "{": ()}), 0
    for found in MARK.finditer(line):
        text += line[done : found.start()]
        start = at + len(text)
        text += found[1]
        spans[found[0][0]] += ((start, at + len(text)),)
        done = found.end()
    return text + line[done:], spans


def _lines(marked: str) -> Iterator[tuple[str | None, str]]:
    for line in marked.strip().split("\n"):
        label = LABEL.match(line.strip())
        known = label is not None and label[1] in get_args(ActLabel)
        yield (label[1], line.strip()[label.end() :]) if label and known else (None, line.strip())


def build(marked: str, *, published: str | None = None) -> Case:
    """Build an article; its first line is the title."""
    text, paragraphs = "", []
    parts: list[tuple[str | None, dict[str, Spans]]] = []
    for label, line in _lines(marked):
        words, spans = _unmarked(line, len(text))
        paragraphs.append((len(text), len(text) + len(words)))
        text += words + "\n"
        parts.append((label, spans))
    data = text.encode()
    page = Page("sha256:" + hashlib.sha256(data).hexdigest(), "m.txt", data, text, "text", "utf-8")
    article = Article(
        content_id("ar", page.id), page.id, tuple(paragraphs[1:]), None, paragraphs[0], published=published
    )
    statements = tuple(
        Statement(
            content_id("st", page.id, number),
            page.id,
            article.id,
            excerpt(text, spans["{"]),
            excerpt(text, spans["<"]) if spans["<"] else None,
            excerpt(text, spans["["]) if spans["["] else None,
            "indirect",
            1.0,
            "hand",
            act=Act(cast("ActLabel", label), 1.0) if label else None,
        )
        for number, (label, spans) in enumerate(parts)
        if spans["{"]
    )
    return page, article, statements


def resolved(marked: str, *, published: str | None = None) -> tuple[Page, tuple[Statement, ...]]:
    """Return the page and its statements, resolved."""
    case = build(marked, published=published)
    outcome = Resolver().resolve([case])[0]
    assert not isinstance(outcome, Problem)
    return case[0], outcome
