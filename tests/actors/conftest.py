from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TypeAlias

import pytest

from onrecord.actors import Resolver
from onrecord.schema import Actor, Article, Page, Problem, Statement, content_id, excerpt

Case: TypeAlias = tuple[Page, Article, tuple[Statement, ...]]
MARK = re.compile(r"\[(.+?)\]")


def build(marked: str, *, published: str | None = None, name: str = "a") -> Case:
    """Build an article: a line a paragraph, the first its title; sources stand in [brackets]."""
    spans: list[tuple[int, int]] = []
    text, at = "", 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    text += marked[at:]
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    data = text.encode()
    page = Page("sha256:" + hashlib.sha256(data).hexdigest(), f"{name}.txt", data, text, "text", "utf-8")
    article = Article(
        content_id("ar", page.id, name),
        page.id,
        tuple(paragraphs[1:]),
        text[slice(*paragraphs[0])],
        paragraphs[0],
        published=published,
    )
    statements = tuple(
        Statement(
            content_id("st", page.id, number),
            page.id,
            article.id,
            excerpt(text, ((end, min(end + 20, len(text))),)),
            None,
            excerpt(text, ((start, end),)),
            "indirect",
            1.0,
            "hand",
        )
        for number, (start, end) in enumerate(spans)
    )
    return page, article, statements


@pytest.fixture(scope="session")
def speakers() -> Callable[..., list[Actor | None]]:
    """Return a function from a marked article to the speakers of its marked sources."""
    resolver = Resolver()

    def resolve(marked: str, *, published: str | None = None, name: str = "a") -> list[Actor | None]:
        outcome = resolver.resolve([build(marked, published=published, name=name)])[0]
        assert not isinstance(outcome, Problem)
        return [statement.speaker for statement in outcome]

    return resolve


@pytest.fixture(scope="session")
def named(speakers: Callable[..., list[Actor | None]]) -> Callable[..., list[str | None]]:
    """Return a function from a marked article to the names of its speakers."""

    def names(marked: str, **more: str) -> list[str | None]:
        return [actor.name if actor else None for actor in speakers(marked, **more)]

    return names
