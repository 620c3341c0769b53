"""Whether the record still is what came in.

Three things hold a row: a page's id is the hash of its bytes; every span is cut
out of the page text again; and each row's seal covers all its cells and the seals
of what hangs on it, a page's those of its articles and statements. Seals find an
accident and a hand in the database, not a forger who writes new ones. That a page came
in at all, and when, stands in the `chain`; of problems, nothing tells that one is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from onrecord.record import chain, identity_checks, lookup, rows, sqlite, tables
from onrecord.record.entries import Mismatch
from onrecord.record.faults import article_faults, byte_faults, page_faults, statement_faults
from onrecord.record.provenance import Row
from onrecord.schema import Article, Page

_ALTERED = "a field is not what it was when it came in"
_UNREADABLE = (*rows.UNREADABLE, DBAPIError)


def mismatches(connection: Connection) -> Iterator[Mismatch]:
    """Yield all that is not as it came in. Needs the write lock, and changes nothing."""
    try:
        for message in sqlite.database_faults(connection):
            yield Mismatch("database", "", message)
        found = connection.execute(select(tables.page.c.key, tables.page.c.id).order_by(tables.page.c.key))
        pages = list(found)
    except _UNREADABLE as fault:
        reason = fault.orig if isinstance(fault, DBAPIError) else fault
        yield Mismatch("database", "", f"the database file is damaged: {reason}")
        return
    for key, page_id in pages:
        try:
            yield from _page(connection, key, str(page_id))
        except _UNREADABLE as fault:
            yield Mismatch("page", str(page_id), f"the page cannot be read back: {fault}")
    try:
        yield from chain.mismatches(connection)
        yield from _actors(connection)
        yield from _problems(connection)
        yield from identity_checks.mismatches(connection)
    except _UNREADABLE as fault:
        yield Mismatch("database", "", f"actors or problems cannot be read back: {fault}")
    for message in sqlite.index_faults(connection):
        yield Mismatch("search", "", message)


def _page(connection: Connection, key: int, page_id: str) -> Iterator[Mismatch]:
    row = connection.execute(select(tables.page).where(tables.page.c.key == key)).mappings().one()
    page = rows.page_of(row)
    for fault in page_faults(page):
        yield Mismatch("page", page_id, fault)
    if rows.text_hash(page.text) != row["text_hash"]:
        yield Mismatch("page", page_id, "the page text is not the one that came in")
    seals: list[str] = []
    article_ids: dict[int, str] = {}
    for cells in _of_page(connection, key, "article"):
        article_ids[cells["key"]] = cells["id"]
        seals.append(cells["seal"])
        try:
            faults = list(_article(page.text, page_id, cells))
        except _UNREADABLE as fault:
            faults = [f"it cannot be read back: {fault}"]
        yield from (Mismatch("article", str(cells["id"]), fault) for fault in faults)
    statements = _of_page(connection, key, "statement")
    relays, targets = lookup.hanging(connection, statements)
    speakers = _speakers(connection, key)
    for cells in statements:
        seals.append(cells["seal"])
        own = (
            speakers.get(cells["speaker_key"]),
            relays.get(cells["key"], []),
            targets.get(cells["key"], []),
        )
        ids = (page_id, article_ids.get(cells["article_key"], ""))
        try:
            faults = list(_statement(page, cells, ids, own))
        except _UNREADABLE as fault:
            faults = [f"it cannot be read back: {fault}"]
        yield from (Mismatch("statement", str(cells["id"]), fault) for fault in faults)
    if rows.seal("page", row, seals) != row["seal"]:
        yield Mismatch(
            "page", page_id, "a field, or which articles and statements it has, is not what came in"
        )


def _of_page(connection: Connection, key: int, name: str) -> list[Row]:
    table = tables.metadata.tables[name]
    found = select(table).where(table.c.page_key == key).order_by(table.c.ordinal)
    return list(connection.execute(found).mappings())


def _speakers(connection: Connection, page_key: int) -> dict[int, Row]:
    actor, statement = tables.actor, tables.statement
    keys = select(statement.c.speaker_key).where(statement.c.page_key == page_key)
    return {
        row["key"]: row for row in connection.execute(select(actor).where(actor.c.key.in_(keys))).mappings()
    }


def _article(text: str, page_id: str, cells: Row) -> Iterator[str]:
    article: Article = rows.article_of(cells, page_id=page_id)
    yield from article_faults(text, article)
    if rows.seal("article", cells, page_id) != cells["seal"]:
        yield _ALTERED


def _statement(
    page: Page, cells: Row, ids: tuple[str, str], own: tuple[Row | None, list[Row], list[Row]]
) -> Iterator[str]:
    speaker, relays, targets = own
    statement = rows.statement_of(
        {**cells, "page_id": ids[0], "article_id": ids[1]},
        None if speaker is None else rows.actor_of(speaker),
        [rows.relay_of(relay) for relay in relays],
        [rows.target_of(target) for target in targets],
    )
    yield from statement_faults(page.text, statement)
    if cells["byte_start"] is not None:
        yield from byte_faults(page, statement, (cells["byte_start"], cells["byte_end"]))
    hanging = (
        None if speaker is None else speaker["seal"],
        rows.relays_sealed(relays),
        rows.targets_sealed(targets),
    )
    if rows.statement_seal(cells, ids, hanging) != cells["seal"]:
        yield _ALTERED


def _actors(connection: Connection) -> Iterator[Mismatch]:
    names: dict[int, set[str]] = {}
    for key, name in connection.execute(select(tables.actor_name.c.actor_key, tables.actor_name.c.plain)):
        names.setdefault(key, set()).add(name)
    for row in connection.execute(select(tables.actor)).mappings():
        try:
            faulty = rows.seal("actor", row) != row["seal"]
            unnamed = names.get(row["key"]) != rows.actor_names(rows.actor_of(row))
        except _UNREADABLE:
            faulty, unnamed = True, False
        if faulty:
            yield Mismatch("actor", str(row["id"]), _ALTERED)
        elif unnamed:
            yield Mismatch("search", str(row["id"]), "the actor is not found under its own names")


def _problems(connection: Connection) -> Iterator[Mismatch]:
    for row in connection.execute(select(tables.problem)).mappings():
        try:
            faulty = rows.seal("problem", row) != row["seal"]
        except _UNREADABLE:
            faulty = True
        if faulty:
            yield Mismatch("problem", str(row["key"]), _ALTERED)
