"""The record in formats that other programs read."""

from onrecord.exports.jsonlines import to_jsonl
from onrecord.exports.rows import (
    ARTICLE_SCHEMA,
    STATEMENT_SCHEMA,
    PageSource,
    actor_facts,
    article_row,
    statement_row,
)
from onrecord.exports.writing import FORMATS, Exported, ExportError, export

__all__ = [
    "ARTICLE_SCHEMA",
    "FORMATS",
    "STATEMENT_SCHEMA",
    "ExportError",
    "Exported",
    "PageSource",
    "actor_facts",
    "article_row",
    "export",
    "statement_row",
    "to_jsonl",
]
