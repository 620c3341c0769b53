"""A record of an older version made one of this version, in place and in one transaction.

A newer version has more columns, which are empty for what was there before: no sealed row is
written anew, so what was altered by hand in the old record is still found in the new one.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, Table, Text, func, select, text, update

from onrecord.record import chain, identity, tables
from onrecord.record.portions import chunks
from onrecord.record.provenance import FIRST_HEAD, time_of
from onrecord.schema import Page

OLDER = ("1", "2")
"""The versions of the tables that can be upgraded, the oldest first."""

LAST_OLDER = "last page of an older version"
"""The name of the key of the last page that was in at the upgrade, among the record's own values."""

_ADDED = {
    "1": (("page", "archive"), ("page", "given"), ("article", "evidence")),
    "2": (
        *(("actor", name) for name in ("type", "organization", "reason")),
        *(("statement", name) for name in ("act_spans", "said_earliest", "said_latest", "said_spans")),
        *(("statement", name) for name in ("named", "moment_last")),
        ("target", "spans"),
    ),
}
_TABLES_SINCE_3 = (tables.portrait, tables.portrait_key, tables.judgement, tables.decision)
_INDEXED_SINCE_3 = ("statement_moment_last", "actor_country")

# What version 1 knew of pages that were met again: one time for each place, and no order.
_places = Table(
    "sighting_1", MetaData(), Column("page_key", Text), Column("uri", Text), Column("fetched", Text)
)


def upgrade(connection: Connection, version: str) -> None:
    """Make a record of an older version one of this version.

    Args:
        connection: one that holds the write lock.
        version: which of `OLDER` it is of.
    """
    for older in OLDER[OLDER.index(version) :]:
        for table, column in _ADDED[older]:
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} TEXT"))
    if version == "1":
        _link_sightings(connection)
    for new in _TABLES_SINCE_3:
        new.create(connection)
    for index in (*tables.statement.indexes, *tables.actor.indexes):
        if index.name in _INDEXED_SINCE_3:
            index.create(connection)
    identity.renew(connection, ())
    last = connection.execute(select(func.max(tables.page.c.key))).scalar() or 0
    connection.execute(tables.meta.insert(), {"name": LAST_OLDER, "value": str(last)})
    now = {"value": str(tables.SCHEMA_VERSION)}
    connection.execute(update(tables.meta).where(tables.meta.c.name == "schema").values(now))


def pages_without_acts(connection: Connection) -> int:
    """Count the pages that an older version read, and of whose statements it kept no more than words."""
    mark = select(tables.meta.c.value).where(tables.meta.c.name == LAST_OLDER)
    last = int(connection.execute(mark).scalar() or 0)
    statement = tables.statement
    described = select(statement.c.page_key).where(
        statement.c.act.is_not(None)
        | statement.c.relay_count.is_not(None)
        | statement.c.said_basis.is_not(None)
    )
    page = tables.page.c.key
    found = select(func.count()).where(page <= last, page.not_in(described)) if last else None
    return 0 if found is None else int(connection.execute(found).scalar() or 0)


def _link_sightings(connection: Connection) -> None:
    """Make the chain of what came in from the places that version 1 knew."""
    connection.execute(text("ALTER TABLE sighting RENAME TO sighting_1"))
    tables.sighting.create(connection)
    connection.execute(tables.meta.insert(), {"name": chain.HEAD, "value": FIRST_HEAD})
    page = tables.page
    own = (page.c.id, page.c.kind, page.c.encoding)
    pages = select(*own, page.c.uri, page.c.fetched).order_by(page.c.key)
    places = (
        select(*own, _places.c.uri, _places.c.fetched)
        .join_from(_places, page, page.c.key == _places.c.page_key)
        .order_by(page.c.key, _places.c.uri)
    )
    for found, comes_in in ((pages, True), (places, False)):
        for part in chunks(connection.execute(found)):
            met = [
                (Page(page_id, uri, b"", "", kind, encoding, time_of(fetched)), comes_in)
                for page_id, kind, encoding, uri, fetched in part
            ]
            chain.extend(connection, met, None)
    connection.execute(text("DROP TABLE sighting_1"))
