"""The chain of sightings: every meeting with a page, each sealed together with the one before.

What came in cannot go unseen: a page that was deleted with all that hangs on it still
has its link, a link that was removed or altered breaks the next one, and the last one is
the record's `head`. Who writes all links and the head anew is found only by a head that
was noted elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from onrecord.record import tables
from onrecord.record.entries import Mismatch
from onrecord.record.provenance import FIRST_HEAD, Cells, Row, sighting_cells, sighting_seal
from onrecord.schema import Page

HEAD = "head"
"""The name of the last seal in the table of the record's own values."""

_CHUNK = 500
_LOST = "it came in from {uri}, and is not in the record any more"
_BROKEN = "this meeting with it, or one just before, is not what was written down"
_CUT = "the last meetings with pages that were written down are not there any more"
_SMUGGLED = "nothing is written down of how it came in"

_Place = tuple[str, str, str | None, str | None]


def extend(connection: Connection, met: Iterable[tuple[Page, bool]], now: datetime | None) -> tuple[int, int]:
    """Write down meetings with pages, in their order.

    Returns how many were not known yet, and how many pages came in at an address where
    another page had been met before.

    Args:
        connection: one that holds the write lock.
        met: pages, and of each whether it comes in now; what is known of it else is
            its place, fetch time and archive.
        now: when that is, in UTC.
    """
    pages = list(met)
    seen = _places(connection, {page.id for page, _ in pages})
    rows_of_it = [(sighting_cells(page, now), comes_in) for page, comes_in in pages]
    taken = _taken(connection, {cells["address"] for cells, comes_in in rows_of_it if comes_in} - {""})
    versions = 0
    links: list[Cells] = []
    head = end_of(connection)
    for cells, comes_in in rows_of_it:
        place = _place(cells)
        if place in seen and not comes_in:
            continue
        seen.add(place)
        versions += comes_in and cells["address"] in taken
        if cells["address"]:
            taken.add(cells["address"])
        cells["seal"] = head = sighting_seal(cells, head)
        links.append(cells)
    if links:
        connection.execute(tables.sighting.insert(), links)
        connection.execute(update(tables.meta).where(tables.meta.c.name == HEAD).values(value=head))
    return len(links), versions


def end_of(connection: Connection) -> str:
    """Return the record's head: the seal of the last link."""
    meta = tables.meta
    return str(connection.execute(select(meta.c.value).where(meta.c.name == HEAD)).scalar() or FIRST_HEAD)


def holds(connection: Connection, head: str) -> bool:
    """Tell whether a head that was noted earlier is one of the chain's seals."""
    sighting = tables.sighting
    found = select(func.count()).select_from(sighting).where(sighting.c.seal == head)
    return bool(connection.execute(found).scalar_one())


def mismatches(connection: Connection) -> Iterator[Mismatch]:
    """Yield where the chain is broken, and which pages it does not agree on."""
    sighting, page = tables.sighting, tables.page
    held = set(connection.execute(select(page.c.id)).scalars())
    named: set[str] = set()
    head = FIRST_HEAD
    for link in connection.execute(select(sighting).order_by(sighting.c.key)).mappings():
        page_id = str(link["page_id"])
        if not _follows(link, head):
            yield Mismatch("sighting", page_id, _BROKEN)
        if page_id not in held and page_id not in named:
            yield Mismatch("page", page_id, _LOST.format(uri=link["uri"]))
        named.add(page_id)
        head = link["seal"]
    if head != end_of(connection):
        yield Mismatch("sighting", "", _CUT)
    for page_id in sorted(map(str, held - named)):
        yield Mismatch("page", page_id, _SMUGGLED)


def _places(connection: Connection, page_ids: set[str]) -> set[_Place]:
    """Return where and when these pages were met before."""
    sighting = tables.sighting
    wanted = sorted(page_ids)
    seen: set[_Place] = set()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        found = connection.execute(select(sighting).where(sighting.c.page_id.in_(chunk)))
        seen.update(_place(row) for row in found.mappings())
    return seen


def _taken(connection: Connection, addresses: set[str]) -> set[str]:
    """Return at which of these addresses a page was met before."""
    address = tables.sighting.c.address
    wanted = sorted(addresses)
    found: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        found.update(connection.execute(select(address).where(address.in_(chunk)).distinct()).scalars())
    return found


def _follows(link: Row, head: str) -> bool:
    try:
        return bool(link["seal"] == sighting_seal(link, head))
    except TypeError:  # bytes in the place of a text
        return False


def _place(row: Row) -> _Place:
    return row["page_id"], row["uri"], row["fetched"], row["archive"]
