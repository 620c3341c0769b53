"""Opening a record: the place of its file, its tables, and which version of them it has."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import DatabaseError

from onrecord.record import chain, sqlite, tables, upgrade
from onrecord.record.entries import (
    DamagedRecordError,
    NoRecordError,
    RecordBusyError,
    RecordError,
    SchemaMismatchError,
)
from onrecord.record.provenance import FIRST_HEAD

_SQLITE = "sqlite:///"
_SQLITE_MAGIC = b"SQLite format 3\0"


def place_of(url: str, *, create: bool) -> Path:
    """Return the file that a path or ``sqlite:///`` URL names.

    Raises:
        NoRecordError: nothing is there and `create` is false, or what is there is no database.
        RecordError: the place cannot be used.
    """
    path = _path(url)
    if not path.exists():
        if not create:
            raise NoRecordError(_nothing_at(path))
        if not path.parent.is_dir():
            raise NoRecordError(f"The folder {path.parent} for the record is not there.")
    elif _foreign(path):
        raise NoRecordError(f"{path} is no record of onrecord.")
    return path


def settle(engine: Engine, path: Path, wait: float, *, create: bool) -> int | None:
    """Make sure that the file is a record of this version; return the older one that was upgraded.

    Args:
        engine: of the file.
        path: the file.
        wait: seconds to wait for another process that makes it.
        create: make and upgrade what is not there; else it is an error.

    Raises:
        NoRecordError: there is no record, and `create` is false; or it is another's database.
        RecordBusyError: another process is making it for longer than `wait`.
        SchemaMismatchError: it is of another version.
    """
    found = _version(engine, path)
    if found is None and not create:
        raise NoRecordError(_nothing_at(path))
    if found is None:
        if not sqlite.use_log(engine, wait):
            raise RecordBusyError(f"Another process is making the record {path}; try again.")
        with sqlite.for_writing(engine).begin() as connection:
            # Another process may have made it while we waited for the lock.
            if not inspect(connection).has_table(tables.meta.name):
                tables.metadata.create_all(connection)
                sqlite.make_word_index(connection)
                written = {"schema": str(tables.SCHEMA_VERSION), chain.HEAD: FIRST_HEAD}
                rows_of_it = [{"name": name, "value": value} for name, value in written.items()]
                connection.execute(tables.meta.insert(), rows_of_it)
    elif create and found in upgrade.OLDER:
        with sqlite.for_writing(engine).begin() as connection:
            # Another process may have upgraded it while we waited for the lock.
            if _schema_of(connection) == found:
                upgrade.upgrade(connection, found)
        return int(found)
    version = _version(engine, path)
    if version != str(tables.SCHEMA_VERSION):
        raise SchemaMismatchError(_mismatch(path, version))
    return None


def _path(url: str) -> Path:
    if url.startswith(_SQLITE):
        url = url.removeprefix(_SQLITE)
    elif "://" in url:
        scheme = url.split("://", 1)[0]
        raise RecordError(f"A record is a file or a sqlite:/// URL; {scheme}:// is not supported.")
    if not url.strip() or url == ":memory:" or "\0" in url:
        raise RecordError("A record needs the path of a file.")
    return Path(url).expanduser()


def _foreign(path: Path) -> bool:
    """Tell from the first bytes that a file is no database; an empty file may become one."""
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE_MAGIC))
    except OSError as fault:
        raise RecordError(f"The record {path} cannot be read: {fault.strerror}.") from fault
    return head not in {b"", _SQLITE_MAGIC}


def _mismatch(path: Path, version: str | None) -> str:
    if version in upgrade.OLDER:
        return (
            f"The record {path} is of an older onrecord (schema {version}): the next `onrecord add` "
            "upgrades it in place; copy the file first if the older one must still read it."
        )
    return (
        f"The record {path} has schema {version}, and this onrecord reads schema "
        f"{tables.SCHEMA_VERSION}: use the version of onrecord that made it."
    )


def _version(engine: Engine, path: Path) -> str | None:
    """Return the schema version of the record, None for an empty database."""
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        if not names:
            return None
        if tables.meta.name not in names:
            raise NoRecordError(f"{path} is a database, but no record of onrecord.")
        return _schema_of(connection)


def _schema_of(connection: Connection) -> str:
    found = select(tables.meta.c.value).where(tables.meta.c.name == "schema")
    return str(connection.execute(found).scalar())


def _nothing_at(path: Path) -> str:
    return f"There is no record at {path}; `onrecord add` makes one."


def failure(place: str, fault: DatabaseError) -> RecordError:
    """Say what kept the database from doing what was asked."""
    if sqlite.is_busy(fault):
        message = f"Another process is writing to the record {place}; try again when it is done."
        return RecordBusyError(message)
    if sqlite.is_damage(fault):
        return DamagedRecordError(f"The record {place} is damaged: {fault.orig}.")
    advice = "; the file and its folder must be writable, even to read it" if sqlite.is_shut(fault) else ""
    return RecordError(f"The record {place} cannot be used: {fault.orig}{advice}.")


def unreadable(place: str, fault: BaseException) -> DamagedRecordError:
    """Say that the record's rows cannot be what onrecord wrote."""
    message = f"The record {place} holds what onrecord never wrote ({fault}); `onrecord verify` says where."
    return DamagedRecordError(message)
