"""A whole record into a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from onrecord.exports.jsonlines import to_jsonl
from onrecord.exports.rows import Row, article_row, statement_row
from onrecord.record import StoredArticle, StoredStatement

if TYPE_CHECKING:
    from onrecord.record import Record

Lines: TypeAlias = Iterator[str]


class ExportError(Exception):
    """An export that cannot be made; its text is a sentence for the user."""


class Output(Protocol):
    """Where text goes: a file opened for text in UTF-8, standard output."""

    def write(self, text: str, /) -> Any:
        """Take a piece of the text."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows were written of how many that the record holds."""

    written: int
    total: int


def _statement_lines(record: Record) -> Lines:
    return to_jsonl(_of_statement(item) for item in record.statements())


def _article_lines(record: Record) -> Lines:
    return to_jsonl(_of_article(item) for item in record.articles())


def _of_statement(item: StoredStatement) -> Row:
    return statement_row(item.page, item.article, item.statement, item.byte_range)


def _of_article(item: StoredArticle) -> Row:
    return article_row(item.page, item.article, item.page_text)


def _statement_total(record: Record) -> int:
    return record.counts().statements


def _article_total(record: Record) -> int:
    return record.counts().articles


FORMATS: dict[str, tuple[Callable[[Record], Lines], Callable[[Record], int]]] = {
    "jsonl": (_statement_lines, _statement_total),
    "articles-jsonl": (_article_lines, _article_total),
}


def export(record: Record, to: str, out: Output, *, limit: int | None = None) -> Exported:
    """Write the record to `out` in the format `to`, one of `FORMATS`.

    Rows come in an order that depends on what the record holds alone: two records
    that hold the same give the same bytes.

    Args:
        record: what to write.
        to: ``jsonl`` for all statements, ``articles-jsonl`` for all articles.
        out: where to.
        limit: how many rows at most.

    Raises:
        ExportError: there is no such format.
    """
    if to not in FORMATS:
        raise ExportError(f"There is no format {to!r}; there are {', '.join(sorted(FORMATS))}.")
    lines, total = FORMATS[to]
    written = 0
    for line in lines(record):
        if limit is not None and written >= limit:
            break
        out.write(line)
        written += 1
    return Exported(written, total(record))
