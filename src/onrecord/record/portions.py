"""Long lists in portions: a command takes only so many values at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select

from onrecord.record.provenance import Row

SIZE = 500

V = TypeVar("V")


def chunks(values: Iterable[V], size: int = SIZE) -> Iterator[list[V]]:
    """Cut values into lists of at most `size`."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def among(
    connection: Connection, found: Select[Any], column: ColumnElement[Any], values: Iterable[str]
) -> Iterator[Row]:
    """Yield what a select finds where `column` holds one of `values`."""
    for chunk in chunks(sorted(set(values))):
        yield from connection.execute(found.where(column.in_(chunk))).mappings()
