"""The store of what was read: search, history of every entry, verification. The only room with SQL."""

from typing import TYPE_CHECKING

from onrecord.record.changes import ArticleChanges, FieldChange, PageChanges, ParagraphChange, compare
from onrecord.record.entries import (
    Added,
    AmbiguousIdError,
    Counts,
    DamagedRecordError,
    Merge,
    Mismatch,
    NoRecordError,
    PageEntry,
    Profile,
    Query,
    QueryError,
    RecordBusyError,
    RecordError,
    RoleMet,
    SchemaMismatchError,
    Sighting,
    StoredArticle,
    StoredStatement,
    Tally,
    Version,
)
from onrecord.record.retold import StatementChange, Told

if TYPE_CHECKING:
    from onrecord.record.store import Record, open_record

__all__ = [
    "Added",
    "AmbiguousIdError",
    "ArticleChanges",
    "Counts",
    "DamagedRecordError",
    "FieldChange",
    "Merge",
    "Mismatch",
    "NoRecordError",
    "PageChanges",
    "PageEntry",
    "ParagraphChange",
    "Profile",
    "Query",
    "QueryError",
    "Record",
    "RecordBusyError",
    "RecordError",
    "RoleMet",
    "SchemaMismatchError",
    "Sighting",
    "StatementChange",
    "StoredArticle",
    "StoredStatement",
    "Tally",
    "Told",
    "Version",
    "compare",
    "open_record",
]


def __getattr__(name: str) -> object:
    """Import the store when it is first asked for: the commands that need no record start without it."""
    if name not in {"Record", "open_record"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from onrecord.record import store  # noqa: PLC0415 - SQL takes a quarter of a second to import

    return getattr(store, name)
