"""Statements and articles as rows of the public formats, described in docs/format.md.

Every key is always there; what is unknown is None.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol, TypeAlias

from onrecord.schema import (
    Actor,
    Article,
    Evidence,
    Excerpt,
    Relay,
    Said,
    Span,
    Spans,
    Statement,
    Target,
    body_text,
)

STATEMENT_SCHEMA = "onrecord.statement/1"
ARTICLE_SCHEMA = "onrecord.article/1"

Row: TypeAlias = dict[str, Any]


class PageSource(Protocol):
    """Where a page came from: a `Page`, or its entry in the record."""

    @property
    def id(self) -> str:
        """The hash of its bytes."""

    @property
    def uri(self) -> str:
        """The path or address."""

    @property
    def fetched(self) -> datetime | None:
        """When it was fetched, where that is known."""

    @property
    def archive(self) -> str | None:
        """In what file and where in it the page was packed, where it was."""


def statement_row(page: PageSource, article: Article, statement: Statement, byte_range: Span | None) -> Row:
    """Return a statement as a row of `onrecord.statement/1`.

    Args:
        page: the page it stands on.
        article: the article it stands in.
        statement: the statement.
        byte_range: where the content stands in the page's bytes, from its first start
            to its last end; None where that cannot be told.
    """
    act, speaker = statement.act, statement.speaker
    return {
        "schema": STATEMENT_SCHEMA,
        "id": statement.id,
        "page": {**_page(page), "bytes": None if byte_range is None else list(byte_range)},
        "article": {
            "id": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "byline": _names(article.byline),
            "published": article.published,
            "url": article.url,
            "language": article.language,
        },
        "content": _excerpt(statement.content),
        "cue": None if statement.cue is None else _excerpt(statement.cue),
        "source": None if statement.source is None else _excerpt(statement.source),
        "mode": statement.mode,
        "speaker": None if speaker is None else _speaker(speaker, statement.named),
        "via": None if statement.via is None else [_relay(relay) for relay in statement.via],
        "act": None if act is None else {"label": act.label, "score": act.score, "spans": _spans(act.spans)},
        "targets": None if statement.targets is None else [_target(target) for target in statement.targets],
        "said": None if statement.said is None else _said(statement.said),
        "score": statement.score,
        "review": statement.review,
        "made_by": statement.made_by,
    }


def article_row(page: PageSource, article: Article, page_text: str) -> Row:
    """Return an article as a row of `onrecord.article/1`.

    Args:
        page: the page it stands on.
        article: the article.
        page_text: the text of the page, which the article's spans index into.
    """
    return {
        "schema": ARTICLE_SCHEMA,
        "id": article.id,
        "page": _page(page),
        "title": article.title,
        "outlet": article.outlet,
        "byline": _names(article.byline),
        "published": article.published,
        "updated": article.updated,
        "url": article.url,
        "language": article.language,
        "tags": list(article.tags),
        "text": body_text(page_text, article),
        "body": _spans(article.body),
        "evidence": [_evidence(item) for item in article.evidence],
    }


def _page(page: PageSource) -> Row:
    return {
        "id": page.id,
        "uri": page.uri,
        "fetched": None if page.fetched is None else page.fetched.isoformat(),
        "archive": page.archive,
    }


def _evidence(item: Evidence) -> Row:
    return {
        "field": item.field,
        "basis": item.basis,
        "text": item.text,
        "span": None if item.span is None else list(item.span),
        "score": item.score,
    }


def _names(names: tuple[str, ...]) -> list[str] | None:
    return list(names) or None


def _excerpt(excerpt: Excerpt) -> Row:
    return {"text": excerpt.text, "spans": _spans(excerpt.spans)}


def _spans(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def actor_facts(actor: Actor) -> Row:
    """Return what every row that holds an actor tells of it."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "country": actor.country,
        "anonymous": actor.anonymous,
        "type": actor.type,
        "organization": actor.organization,
        "reason": actor.reason,
    }


def _speaker(actor: Actor, named: Spans) -> Row:
    return {**actor_facts(actor), "spans": _spans(named)}


def _target(target: Target) -> Row:
    actor = target.actor
    return {"id": actor.id, "name": actor.name, "country": actor.country, "spans": _spans(target.spans)}


def _said(said: Said) -> Row:
    return {
        "date": said.date,
        "text": said.text,
        "basis": said.basis,
        "from": said.earliest,
        "to": said.latest,
        "spans": _spans(said.spans),
    }


def _relay(relay: Relay) -> Row:
    return {"name": relay.name, "kind": relay.kind, "spans": _spans(relay.spans)}
