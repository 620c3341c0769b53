"""A question to the record as a select over the statements."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Select, false, or_, select, union

from onrecord.record import naming, sqlite
from onrecord.record.entries import Query, QueryError
from onrecord.record.tables import actor, article, page, relay, statement, target
from onrecord.schema import ActLabel

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_FIRST_DAY = "0001-01-01"
# Any longer text that begins with a date sorts before the date and this.
_AFTER = "\U0010ffff"
_PRECISIONS = (4, 7)

# The keys stand among the statement's columns, and both ids have labels of their own.
_LEFT_OUT = frozenset({"key", "id", "page_key", "ordinal", "seal"})

Selected = Select[tuple[Any, ...]]


def statements() -> Selected:
    """Return the select of all that a stored statement is made of."""
    return select(
        *statement.columns,
        *(
            column.label(f"article_{column.name}")
            for column in article.columns
            if column.name not in _LEFT_OUT
        ),
        article.c.id.label("article_id"),
        page.c.id.label("page_id"),
        *(page.c[name].label(f"page_{name}") for name in ("uri", "kind", "encoding", "fetched", "archive")),
        *(column.label(f"speaker_{column.name}") for column in actor.columns if column.name != "key"),
    ).select_from(
        statement.join(page, statement.c.page_key == page.c.key)
        .join(article, statement.c.article_key == article.c.key)
        .outerjoin(actor, statement.c.speaker_key == actor.c.key)
    )


def asked(connection: Connection, query: Query) -> Selected:
    """Return the select of what `query` asks for, in its order.

    Raises:
        QueryError: a date, act or country that is none, or an order by rank without words.
    """
    # Keys are found, sorted and cut first, and only what is left is read in full: sorting
    # whole rows took five times as long on 100,000 statements.
    keys = select(statement.c.key)
    order: tuple[ColumnElement[Any], ...]
    if query.order == "rank":
        if query.words is None:
            raise QueryError("Only a search for words can be ordered by rank.")
        ranked = sqlite.ranked(query.words)
        if ranked is None:
            return statements().where(false())
        keys = keys.add_columns(ranked.c.rank).join(ranked, ranked.c.rowid == statement.c.key)
        keys = keys.order_by(ranked.c.rank, statement.c.key)
    else:
        if query.words is not None and query.words.strip():
            keys = keys.where(_with_words(query.words))
        keys = keys.order_by(statement.c.moment.desc().nulls_last(), statement.c.key.desc())
    for condition in _conditions(connection, query):
        keys = keys.where(condition)
    found = (keys if query.limit is None else keys.limit(max(query.limit, 0))).subquery("found")
    if query.order == "rank":
        order = (found.c.rank, found.c.key)
    else:
        order = (statement.c.moment.desc().nulls_last(), statement.c.key.desc())
    return statements().join(found, found.c.key == statement.c.key).order_by(*order)


def _conditions(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.by is not None:
        found.append(statement.c.speaker_key.in_(naming.speakers(connection, query.by)))
    if query.country is not None:
        found.append(statement.c.speaker_key.in_(naming.of_country(query.country)))
    if query.about is not None:
        found.append(_about(connection, query.about))
    if query.act is not None:
        found.append(statement.c.act.in_(_acts(query.act)))
    if query.outlet is not None:
        called = naming.spelled(connection, article.c.outlet_plain, query.outlet)
        found.append(statement.c.article_key.in_(select(article.c.key).where(called)))
    if query.via is not None:
        carried = naming.spelled(connection, relay.c.plain, query.via)
        found.append(statement.c.key.in_(select(relay.c.statement_key).where(carried)))
    if query.anonymous is not None:
        speakers = select(actor.c.key).where(actor.c.anonymous.is_(query.anonymous))
        found.append(statement.c.speaker_key.in_(speakers))
    if query.since is not None:
        since = _date("since", query.since)
        wider = [since[:length] for length in _PRECISIONS if length < len(since)]
        ends = (statement.c.moment, statement.c.moment_last)
        found.append(or_(*(end >= since for end in ends), *(end.in_(wider) for end in ends)))
    if query.until is not None:
        found.append(statement.c.moment <= _date("until", query.until) + _AFTER)
    return found


def _acts(asked: str | tuple[str, ...]) -> tuple[str, ...]:
    acts = (asked,) if isinstance(asked, str) else asked
    labels = get_args(ActLabel)
    for act in acts:
        if act not in labels:
            raise QueryError(f"There is no act {act!r}; there are {', '.join(labels)}.")
    return acts


def _date(name: str, value: str) -> str:
    value = value.strip()
    try:
        whole = date.fromisoformat(value + _FIRST_DAY[len(value) :])
    except ValueError:
        whole = None
    if whole is None or not _DATE.fullmatch(value):
        raise QueryError(f"`{name}` must be a date like 2024, 2024-01 or 2024-01-31, not {value!r}.")
    return value


def _with_words(words: str) -> ColumnElement[bool]:
    matching = sqlite.matching(words)
    return false() if matching is None else statement.c.key.in_(matching)


def _about(connection: Connection, about: str) -> ColumnElement[bool]:
    actors = naming.named(connection, about)
    found = [select(target.c.statement_key).where(target.c.actor_key.in_(actors))]
    for name in naming.in_text(about):
        matching = sqlite.matching(f'"{name.replace(chr(34), " ")}"')
        found += [] if matching is None else [matching]
    return statement.c.key.in_(union(*found))
