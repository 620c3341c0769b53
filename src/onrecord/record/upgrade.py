"""A record of version 1 made one of version 2, in place and in one transaction.

Version 2 has more columns, which are empty for what was there before: no sealed row is
written anew, so what was altered by hand in the old record is still found in the new one.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, Table, Text, select, text, update

from onrecord.record import chain, intake, tables
from onrecord.record.provenance import FIRST_HEAD, time_of
from onrecord.schema import Page

OLDEST = 1
"""The oldest version of the tables that can be upgraded."""

_ADDED = (("page", "archive"), ("page", "given"), ("article", "evidence"))

# What version 1 knew of pages that were met again: one time for each place, and no order.
_places = Table(
    "sighting_1", MetaData(), Column("page_key", Text), Column("uri", Text), Column("fetched", Text)
)


def upgrade(connection: Connection) -> None:
    """Make a record of version 1 one of version 2.

    Args:
        connection: one that holds the write lock.
    """
    for table, column in _ADDED:
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} TEXT"))
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
        for part in intake.chunks(connection.execute(found)):
            met = [
                (Page(page_id, uri, b"", "", kind, encoding, time_of(fetched)), comes_in)
                for page_id, kind, encoding, uri, fetched in part
            ]
            chain.extend(connection, met, None)
    connection.execute(text("DROP TABLE sighting_1"))
    version = {"value": str(tables.SCHEMA_VERSION)}
    connection.execute(update(tables.meta).where(tables.meta.c.name == "schema").values(version))
