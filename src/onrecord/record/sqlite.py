"""All that is SQLite's own: opening, locking, word search, integrity.

Another database needs a module with the same functions; the rest of the room
speaks SQLAlchemy Core.
"""

from __future__ import annotations

import sqlite3
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    create_engine,
    event,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from onrecord.record.entries import RecordError

BESIDE = ("-wal", "-shm")
"""What the database's name is followed by in the names of the log and its index."""

_WRITES = "onrecord_writes"
_PAUSE = 0.02  # seconds

# An index over `statement.content_text`, kept by triggers; it holds no text itself.
_words = Table(
    "statement_words",
    MetaData(),
    Column("rowid", Integer, primary_key=True),
    Column("content_text", Text),
)

_WORD_INDEX = (
    """CREATE VIRTUAL TABLE statement_words USING fts5(
        content_text, content='statement', content_rowid='key', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER statement_words_added AFTER INSERT ON statement BEGIN
        INSERT INTO statement_words(rowid, content_text) VALUES (new.key, new.content_text);
    END""",
    """CREATE TRIGGER statement_words_removed AFTER DELETE ON statement BEGIN
        INSERT INTO statement_words(statement_words, rowid, content_text)
        VALUES ('delete', old.key, old.content_text);
    END""",
    """CREATE TRIGGER statement_words_altered AFTER UPDATE OF content_text ON statement BEGIN
        INSERT INTO statement_words(statement_words, rowid, content_text)
        VALUES ('delete', old.key, old.content_text);
        INSERT INTO statement_words(rowid, content_text) VALUES (new.key, new.content_text);
    END""",
)


def engine_at(path: Path, wait: float) -> Engine:
    """Return an engine for the database file; nothing is opened yet.

    Args:
        path: the file.
        wait: seconds a writer waits for another one.
    """
    # No connection outlives its use: one that is open when a pool forks would be
    # closed by the child too, which can damage the file.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": wait, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin transactions by its own rules, and never for a read.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log, NORMAL loses no consistency, at most the last commits
    # when the power fails; a killed process loses nothing.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    # Taking the lock first makes a second writer wait; upgrading later would fail at once.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def for_writing(engine: Engine) -> Engine:
    """Return the engine with connections that hold the write lock from their start."""
    return engine.execution_options(**{_WRITES: True})


def use_log(engine: Engine, wait: float) -> bool:
    """Let readers read while one process writes: a property of the file, set once.

    Returns False where others held the file for longer than `wait` seconds.
    """
    connection = engine.raw_connection()
    # The database does not wait by itself here, so several processes that make one
    # record at once would fail.
    until = time.monotonic() + wait
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL").close()
            except sqlite3.OperationalError as fault:
                if not _names_a_lock(fault):
                    raise RecordError(f"The record cannot be made: {fault}.") from fault
                if time.monotonic() >= until:
                    return False
                time.sleep(_PAUSE)
            else:
                return True
    finally:
        connection.close()


def make_word_index(connection: Connection) -> None:
    """Create the word index and what keeps it."""
    for command in _WORD_INDEX:
        connection.execute(text(command))


def contains(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """Tell whether a column's text holds `part`, letter by letter."""
    return func.instr(column, part) > 0


def listed(keys: str) -> Select[tuple[int]]:
    """Return the keys of a JSON array as a select: a command takes only so many values by themselves."""
    return select(func.json_each(keys).table_valued(Column("value", Integer)).c.value)


def matching(words: str) -> Select[tuple[int]] | None:
    """Return the keys of the statements whose content has `words`; None if none can.

    All words must match. Any string is safe: words go to the index in quotation marks.
    """
    expression = match_expression(words)
    if expression is None:
        return None
    return select(_words.c.rowid).where(literal_column("statement_words").match(expression))


def ranked(words: str) -> Any | None:
    """Return the keys with their rank, the best match lowest, as a subquery; None if none can match."""
    found = matching(words)
    if found is None:
        return None
    return found.add_columns(literal_column("bm25(statement_words)").label("rank")).subquery("ranked")


def match_expression(words: str) -> str | None:
    """Return what the index is asked for; None where `words` holds no word at all.

    ``peace "exact words" sanction*`` asks for all three.
    """
    pieces: list[str] = []
    for number, part in enumerate(_quoted(words)):
        if number % 2:
            pieces.append(part)
        else:
            pieces.extend(part.split())
    asked: list[str] = []
    for piece in pieces:
        core = piece.rstrip("*")
        if any(unicodedata.category(mark)[0] in "LN" for mark in core):
            asked.append(f'"{core}"' + ("*" if piece.endswith("*") else ""))
    return " ".join(asked) if asked else None


def _quoted(words: str) -> list[str]:
    """Cut at quotation marks: every second part stood inside them.

    A mark that is never closed quotes nothing.
    """
    legible = "".join(
        " " if unicodedata.category(mark) in {"Cc", "Cs"} else '"' if mark in "“”„«»" else mark
        for mark in words
    )
    parts = legible.split('"')
    if len(parts) % 2 == 0:
        parts[-2:] = [" ".join(parts[-2:])]
    return parts


def index_faults(connection: Connection) -> Iterator[str]:
    """Compare the word index with the statements' contents. Needs the write lock."""
    try:
        # The rank of 1 compares with the contents; without it only the index is looked at.
        connection.execute(
            text("INSERT INTO statement_words(statement_words, rank) VALUES ('integrity-check', 1)")
        )
    except DatabaseError as fault:
        if not is_damage(fault):
            raise
        yield "the word index is not that of the stored contents"


def database_faults(connection: Connection) -> Iterator[str]:
    """Let the database check its own pages, indexes and references."""
    for (finding,) in connection.execute(text("PRAGMA integrity_check")):
        if finding != "ok":
            yield f"the database file is damaged: {finding}"
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row} of {table} refers to a {parent} that is not there"


def is_busy(fault: DatabaseError) -> bool:
    """Tell whether the fault is that another process held the lock."""
    return fault.orig is not None and _names_a_lock(fault.orig)


def is_damage(fault: DatabaseError) -> bool:
    """Tell whether the fault is that the file is no sound database."""
    # What is no UTF-8 the driver itself refuses, without a code.
    return _code(fault) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or "decode" in str(fault.orig)


def is_shut(fault: DatabaseError) -> bool:
    """Tell whether the fault is that the file or its folder may not be written."""
    return _code(fault) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def _code(fault: DatabaseError) -> int:
    return int(getattr(fault.orig, "sqlite_errorcode", 0)) & 0xFF


def _names_a_lock(fault: BaseException) -> bool:
    return "locked" in str(fault) or "busy" in str(fault)


def tidy(connection: Connection) -> None:
    """Renew what the query planner knows; it looks at a sample, whatever the size."""
    connection.execute(text("PRAGMA analysis_limit = 1000"))
    connection.execute(text("ANALYZE"))
