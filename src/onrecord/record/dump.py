"""A record as lines of text that depend on what it holds alone.

Two records that hold the same give the same lines, in whatever order, batches and
number of runs their pages came in; keys, which live in one file only, are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, select

from onrecord.record import rows, tables
from onrecord.record.provenance import Row

_PACKED = ("data", "text")


def lines(connection: Connection) -> Iterator[str]:
    """Yield every row of the record as a line of JSON, a table after the other."""
    page, article, statement, actor = tables.page, tables.article, tables.statement, tables.actor
    page_id, speaker = page.c.id.label("of_page"), actor.c.seal.label("speaker")
    for row in connection.execute(select(page).order_by(page.c.id)).mappings():
        packed = {name: hashlib.sha256(rows.unpacked(row[name])).hexdigest() for name in _PACKED}
        yield _line("page", {**row, **packed})
    # When a record came to know a place, and so the chain, is its own.
    places = [column for column in tables.sighting.c if column.name not in {"added", "seal"}]
    judged, decided = (
        [column for column in table.columns if column.name not in {"made", "seal"}]
        for table in (tables.judgement, tables.decision)
    )
    own_articles = select(article, page_id).join_from(article, page).order_by(page.c.id, article.c.ordinal)
    own_statements = (
        select(statement, page_id, article.c.id.label("of_article"), speaker)
        .join_from(statement, page)
        .join(article, article.c.key == statement.c.article_key)
        .outerjoin(actor, actor.c.key == statement.c.speaker_key)
        .order_by(page.c.id, statement.c.ordinal)
    )
    seal = actor.c.seal.label("actor")
    own_names = select(tables.actor_name, seal).join_from(tables.actor_name, actor)
    own_targets = _of_statements(tables.target, tables.target.join(actor), seal)
    ordered = (
        ("sighting", select(*places).order_by(*(column for column in places if column.name != "key"))),
        ("article", own_articles),
        ("actor", select(actor).order_by(actor.c.seal)),
        ("actor_name", own_names.order_by(actor.c.seal, tables.actor_name.c.plain)),
        ("statement", own_statements),
        ("relay", _of_statements(tables.relay, tables.relay)),
        ("target", own_targets),
        ("portrait", select(tables.portrait).order_by(tables.portrait.c.actor_id)),
        ("portrait_key", select(tables.portrait_key).order_by(*tables.portrait_key.primary_key)),
        ("judgement", select(*judged).order_by(*tables.judgement.primary_key)),
        ("decision", select(*decided).order_by(tables.decision.c.key)),
        ("problem", select(tables.problem).order_by(tables.problem.c.seal)),
    )
    for name, found in ordered:
        for row in connection.execute(found, execution_options={"yield_per": 500}).mappings():
            yield _line(name, row)


def _of_statements(table: Table, source: FromClause, *more: ColumnElement[Any]) -> Select[Any]:
    statement = tables.statement
    return (
        select(table, statement.c.id.label("of_statement"), *more)
        .select_from(source.join(statement, statement.c.key == table.c.statement_key))
        .order_by(statement.c.id, table.c.ordinal)
    )


def _line(table: str, row: Row) -> str:
    kept = {name: value for name, value in row.items() if name != "key" and not name.endswith("_key")}
    return json.dumps([table, kept], sort_keys=True, separators=(",", ":"))
