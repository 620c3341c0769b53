"""Pages into the record: known ones are skipped before anything costly is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from onrecord.record import Added
from onrecord.run.crew import PATIENCE, batches, read_all
from onrecord.run.neighbours import beside_neighbours
from onrecord.run.reader import Reader
from onrecord.schema import Blob, Outcome, Page, PageReading, Problem

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Step:
    """One batch that is in the record now.

    Args:
        added: what was new in it.
        inputs: how many inputs it had.
        problems: what could not be done, known from an earlier run or not.
        unfit: how many pages were kept out; the record holds the problems why.
    """

    added: Added
    inputs: int
    problems: tuple[Problem, ...] = ()
    unfit: int = 0


def add_all(
    record: Record,
    blobs: Iterable[Outcome[Blob]],
    reader: Reader,
    *,
    jobs: int = 1,
    tell: Callable[[Step], None] = lambda _: None,
) -> Added:
    """Bring pages into the record, one transaction a batch; return what was new.

    Interrupted at any moment, the record holds whole batches, and the same call goes
    on where that one ended.

    Args:
        record: where to.
        blobs: pages and problems; problems are stored too.
        reader: what reads them.
        jobs: see `read_all`.
        tell: called after each batch that is in.
    """
    total = Added()

    def put(readings: list[Outcome[PageReading]]) -> None:
        nonlocal total
        step = _step(readings, record.add(readings))
        total += step.added
        tell(step)

    def earlier(site: str, address: str) -> list[str]:
        return record.recent_texts(site, beside=address)

    pages = beside_neighbours(_unknown(record, blobs, put), earlier)
    readings: list[Outcome[PageReading]] = []
    most = 1
    end = monotonic() + PATIENCE
    try:
        for reading in read_all(pages, reader, jobs=jobs):
            readings.append(reading)
            if len(readings) >= most or monotonic() > end:
                batch, readings = readings, []
                put(batch)
                most = min(2 * most, 32)
                end = monotonic() + PATIENCE
    except KeyboardInterrupt:
        if readings:
            put(readings)
        raise
    if readings:
        put(readings)
    return total


def _unknown(
    record: Record, blobs: Iterable[Outcome[Blob]], put: Callable[[list[Outcome[PageReading]]], None]
) -> Iterator[Outcome[Blob]]:
    """Yield what the record does not have; of what it has, only the place goes in."""
    for batch in batches(blobs):
        ids = [None if isinstance(blob, Problem) else _page_id(blob) for blob in batch]
        known = record.known(page_id for page_id in ids if page_id is not None)
        met: list[Outcome[PageReading]] = []
        for blob, page_id in zip(batch, ids, strict=True):
            if isinstance(blob, Problem) or page_id is None or page_id not in known:
                yield blob
            else:
                met.append(_met(blob, page_id))
        if met:
            put(met)


def _page_id(blob: Blob) -> str:
    return f"sha256:{hashlib.sha256(blob.data).hexdigest()}"


def _met(blob: Blob, page_id: str) -> PageReading:
    # Of a known page the record looks at the id, the place and the time alone.
    page = Page(page_id, blob.uri, b"", "", "text", "utf-8", blob.fetched, blob.archive, blob.given)
    return PageReading(page, (), ())


def _step(readings: list[Outcome[PageReading]], added: Added) -> Step:
    problems: list[Problem] = []
    pages = 0
    for reading in readings:
        if isinstance(reading, Problem):
            problems.append(reading)
        else:
            pages += 1
            problems += reading.problems
    return Step(added, len(readings), tuple(problems), pages - added.pages - added.known)
