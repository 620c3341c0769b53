"""Cells that say where things come from, and back.

What came with a page, where and when it was met, where an article's values stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import RowMapping

from onrecord.pages.sites import address_of, site_of
from onrecord.schema import Evidence, Given, Page, Span, Spans

Cells: TypeAlias = dict[str, Any]
Row: TypeAlias = Mapping[str, Any] | RowMapping

SEAL_DIGITS = 32
FIRST_HEAD = ""
"""What the first link of the chain of sightings covers in place of the seal before it."""

_CHAINED = ("page_id", "uri", "fetched", "archive", "added", "address", "site")


def given_cell(given: Given | None) -> str | None:
    """Return what came with a page as JSON, only what is set."""
    if given is None:
        return None
    return packed({name: value for name, value in asdict(given).items() if value not in (None, ())})


def given_of(cell: str | None) -> Given | None:
    """Return what came with a page."""
    if cell is None:
        return None
    found = json.loads(cell)
    lists = {name: tuple(found[name]) for name in ("byline", "tags") if name in found}
    return Given(**{**found, **lists})


def evidence_cell(evidence: Sequence[Evidence]) -> str | None:
    """Return where an article's values stand, as JSON; None where nothing is told."""
    found = [[item.field, item.basis, item.text, item.span, float(item.score)] for item in evidence]
    return packed(found) if found else None


def evidence_of(cell: str | None) -> tuple[Evidence, ...]:
    """Return where an article's values stand."""
    if cell is None:
        return ()
    return tuple(
        Evidence(field, basis, text, None if span is None else span_of(span), score)
        for field, basis, text, span, score in json.loads(cell)
    )


def span_of(pair: Sequence[int]) -> Span:
    """Return a span of a cell; ValueError where it is none."""
    start, end = pair
    if type(start) is not int or type(end) is not int:
        raise ValueError("a span of no whole numbers")
    return start, end


def spans_cell(spans: Spans) -> str:
    """Return spans as JSON."""
    return packed(spans)


def spans_of(cell: str) -> Spans:
    """Return the spans of a cell; ValueError where it holds none."""
    return tuple(span_of(pair) for pair in json.loads(cell))


def later_spans_cell(spans: Spans) -> str | None:
    """Return spans for a column that older tables did not have: without any it stays unset."""
    return packed(spans) if spans else None


def later_spans_of(cell: str | None) -> Spans:
    """Return the spans of such a column."""
    return () if cell is None else spans_of(cell)


def sighting_cells(page: Page, added: datetime | None) -> Cells:
    """Return the row of a meeting with a page, without key and seal.

    Half characters, which UTF-8 cannot hold, are written as escapes.
    """
    return {
        "page_id": page.id,
        "uri": legible(page.uri),
        "fetched": time_cell(page.fetched),
        "archive": None if page.archive is None else legible(page.archive),
        "added": time_cell(added),
        "address": legible(address_of(page.uri, page.given, page.archive)),
        "site": legible(site_of(page.uri, page.given)),
    }


def sighting_seal(row: Row, before: str) -> str:
    """Return the seal of a sighting: the hash of its cells and of the seal `before` it."""
    written = packed(["sighting", [row[name] for name in _CHAINED], before])
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:SEAL_DIGITS]


def time_cell(moment: datetime | None) -> str | None:
    """Return a point in time as ISO 8601, its offset kept."""
    return None if moment is None else moment.isoformat()


def time_of(cell: str | None) -> datetime | None:
    """Return the point in time of a cell."""
    return None if cell is None else datetime.fromisoformat(cell)


def in_order(moment: datetime) -> datetime:
    """Return a point in time that can be compared; what names no offset is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def legible(text: str) -> str:
    """Return a text with half characters written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def packed(value: object) -> str:
    """Return a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
