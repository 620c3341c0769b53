"""The store of what was read: search, history of every entry, verification. The only room with SQL."""

from onrecord.record.entries import (
    Added,
    AmbiguousIdError,
    Counts,
    DamagedRecordError,
    Mismatch,
    NoRecordError,
    PageEntry,
    Query,
    QueryError,
    RecordBusyError,
    RecordError,
    SchemaMismatchError,
    Sighting,
    StoredArticle,
    StoredStatement,
)
from onrecord.record.store import Record, open_record

__all__ = [
    "Added",
    "AmbiguousIdError",
    "Counts",
    "DamagedRecordError",
    "Mismatch",
    "NoRecordError",
    "PageEntry",
    "Query",
    "QueryError",
    "Record",
    "RecordBusyError",
    "RecordError",
    "SchemaMismatchError",
    "Sighting",
    "StoredArticle",
    "StoredStatement",
    "open_record",
]
