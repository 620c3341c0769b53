"""Rows of the record back to what came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, func, select

from onrecord.record import rows, tables
from onrecord.record.entries import (
    AmbiguousIdError,
    Counts,
    PageEntry,
    QueryError,
    Sighting,
    StoredArticle,
    StoredStatement,
    Version,
)
from onrecord.record.portions import chunks
from onrecord.record.provenance import Row, in_order, time_of
from onrecord.schema import Actor, Article, Page, Problem

_CHUNK = 500
_FEW = 8
_LATEST = 1000
_LONG_AGO = datetime.min  # noqa: DTZ901 - what has no time comes before all that has one
LAST = "\x7f"
"""Sorts after all that an id is made of."""

_ENTRY = tuple(tables.page.c[name] for name in ("id", "uri", "kind", "encoding", "fetched", "archive"))

Hanging = dict[int, list[Row]]


def statements(connection: Connection, found: Select[tuple[Any, ...]]) -> Iterator[StoredStatement]:
    """Yield the statements of a select made by `search`, a few hundred in memory at a time."""
    result = connection.execute(found, execution_options={"yield_per": _CHUNK})
    for part in result.mappings().partitions():
        relays, targets = hanging(connection, part)
        articles: dict[int, tuple[Article, PageEntry]] = {}
        for row in part:
            rows.refuse_bytes(row)
            key = row["article_key"]
            if key not in articles:
                entry = rows.page_entry_of(row, "page_")
                articles[key] = (rows.article_of(row, "article_", entry.id), entry)
            article, entry = articles[key]
            statement = rows.statement_of(
                row,
                None if row["speaker_key"] is None else rows.actor_of(row, "speaker_"),
                [rows.relay_of(relay) for relay in relays.get(row["key"], ())],
                [rows.target_of(target) for target in targets.get(row["key"], ())],
            )
            start, end = row["byte_start"], row["byte_end"]
            yield StoredStatement(statement, article, entry, None if start is None else (start, end))


def hanging(connection: Connection, part: Sequence[Row] | Sequence[RowMapping]) -> tuple[Hanging, Hanging]:
    """Return the relays and the targets of statements' rows, in order, by the statement's key."""
    relays: Hanging = {}
    targets: Hanging = {}
    relay, target, actor = tables.relay, tables.target, tables.actor
    if keys := [row["key"] for row in part if row["relay_count"]]:
        found = select(relay).where(relay.c.statement_key.in_(keys)).order_by(*relay.primary_key)
        for row in connection.execute(found).mappings():
            relays.setdefault(row["statement_key"], []).append(row)
    if keys := [row["key"] for row in part if row["target_count"]]:
        found = (
            select(target.c.statement_key, target.c.spans, actor)
            .join_from(target, actor)
            .where(target.c.statement_key.in_(keys))
            .order_by(*target.primary_key)
        )
        for row in connection.execute(found).mappings():
            targets.setdefault(row["statement_key"], []).append(row)
    return relays, targets


def articles(connection: Connection, page_id: str | None = None) -> Iterator[StoredArticle]:
    """Yield all articles, or a page's, by page id and in the order of the page."""
    found = select(tables.page).order_by(tables.page.c.id)
    if page_id is not None:
        found = found.where(tables.page.c.id == page_id)
    for row in connection.execute(found, execution_options={"yield_per": 20}).mappings():
        of_page = select(tables.article).where(tables.article.c.page_key == row["key"])
        entry, text = rows.page_entry_of(row), rows.unpacked(row["text"]).decode("utf-8")
        for article in connection.execute(of_page.order_by(tables.article.c.ordinal)).mappings():
            rows.refuse_bytes(article)
            yield StoredArticle(rows.article_of(article, page_id=entry.id), entry, text)


def article(connection: Connection, article_id: str) -> StoredArticle | None:
    """Return the article of that whole id."""
    page = tables.page.join(tables.article)
    found = select(tables.page.c.id).select_from(page).where(tables.article.c.id == article_id)
    page_id = connection.execute(found).scalar()
    if page_id is None:
        return None
    return next(item for item in articles(connection, page_id) if item.article.id == article_id)


def page(connection: Connection, page_id: str) -> Page | None:
    """Return the page of that whole id, with bytes and text."""
    row = connection.execute(select(tables.page).where(tables.page.c.id == page_id)).mappings().first()
    return None if row is None else rows.page_of(row)


def pages(connection: Connection) -> Iterator[PageEntry]:
    """Yield all pages by id, without bytes and text."""
    for row in connection.execute(select(*_ENTRY).order_by(tables.page.c.id)).mappings():
        yield rows.page_entry_of(row)


def sightings(connection: Connection, page_id: str) -> list[Sighting]:
    """Return where and when a page's bytes were met, first of all where they came from."""
    sighting = tables.sighting
    found = select(sighting).where(sighting.c.page_id == page_id).order_by(sighting.c.key)
    return [_sighting_of(row) for row in connection.execute(found).mappings()]


def versions(connection: Connection, page_id: str) -> tuple[Version, ...]:
    """Return the pages that stood at an address of this page, itself among them, the oldest first."""
    sighting = tables.sighting
    own = select(sighting.c.address).where(sighting.c.page_id == page_id, sighting.c.address != "")
    at_them = sighting.c.address.in_(own) | (sighting.c.page_id == page_id)
    met: dict[str, list[Sighting]] = {}
    for row in connection.execute(select(sighting).where(at_them).order_by(sighting.c.key)).mappings():
        met.setdefault(str(row["page_id"]), []).append(_sighting_of(row))
    found = []
    for chunk in chunks(met):
        entries = connection.execute(select(*_ENTRY).where(tables.page.c.id.in_(chunk))).mappings()
        found += [_version(rows.page_entry_of(row), met[row["id"]]) for row in entries]
    # What was met first counts where a time is not known; sorting keeps it.
    place = {known: position for position, known in enumerate(met)}
    found.sort(key=lambda version: place[version.page.id])
    return tuple(sorted(found, key=lambda version: in_order(version.first or _LONG_AGO)))


def recent_texts(connection: Connection, site: str, limit: int, beside: str | None) -> list[str]:
    """Return the texts of the latest text pages of a site, one of each address."""
    page = tables.page
    # A site may have met a hundred thousand pages of other kinds: only the latest are looked at.
    of_site = select(tables.sighting).where(tables.sighting.c.site == site)
    latest = of_site.order_by(tables.sighting.c.key.desc()).limit(_LATEST).subquery("latest")
    found = (
        select(latest.c.address, page.c.id, page.c.text)
        .join_from(latest, page, page.c.id == latest.c.page_id)
        .where(latest.c.address != beside, page.c.kind == "text")
        .order_by(latest.c.key.desc())
    )
    texts: dict[str, bytes] = {}
    with connection.execute(found, execution_options={"yield_per": _FEW}) as result:
        for address, page_id, text in result:
            if len(texts) >= limit:
                break
            texts.setdefault(address or page_id, text)
    return [rows.unpacked(text).decode("utf-8") for text in texts.values()]


def _sighting_of(row: Row) -> Sighting:
    return Sighting(row["uri"], time_of(row["fetched"]), row["archive"], time_of(row["added"]))


def _version(entry: PageEntry, met: list[Sighting]) -> Version:
    times = sorted((time for item in met if (time := item.fetched or item.added) is not None), key=in_order)
    return Version(entry, times[0] if times else None, times[-1] if times else None, len(met))


def actor(connection: Connection, actor_id: str) -> Actor | None:
    """Return the actor of that whole id.

    Articles may know it in several forms: the first one counts, with the role and
    country that another knows where it knows none, and with the aliases of all.
    """
    found = select(tables.actor).where(tables.actor.c.id == actor_id).order_by(tables.actor.c.key)
    forms = [rows.actor_of(row) for row in connection.execute(found).mappings()]
    if not forms:
        return None
    first = forms[0]
    names = dict.fromkeys(name for form in forms for name in (*form.aliases, form.name))
    names.pop(first.name)
    return Actor(
        id=first.id,
        name=first.name,
        kind=first.kind,
        role=next((form.role for form in forms if form.role), None),
        country=next((form.country for form in forms if form.country), None),
        anonymous=first.anonymous,
        aliases=tuple(names),
        type=first.type,
        organization=first.organization,
        reason=first.reason,
    )


def somebody(connection: Connection, actor_id: str) -> str:
    """Return the whole id of an actor that can be met again.

    Raises:
        QueryError: there is none.
        AmbiguousIdError: more than one id begins so.
    """
    whole = whole_id(connection, tables.actor.c.id, actor_id)
    if whole is None:
        raise QueryError(f"The record holds no actor with the id {actor_id}.")
    if connection.execute(select(tables.portrait).where(tables.portrait.c.actor_id == whole)).first() is None:
        raise QueryError(f"{whole} is a document or has no name: it is met in one article alone.")
    return whole


def problems(connection: Connection, page_id: str | None = None) -> Iterator[Problem]:
    """Yield all problems, or a page's, by where they arose."""
    problem = tables.problem
    found = select(problem).order_by(problem.c.uri, problem.c.key)
    if page_id is not None:
        found = found.where(problem.c.page_id == page_id)
    for row in connection.execute(found).mappings():
        yield rows.problem_of(row)


def whole_id(connection: Connection, column: Column[Any], beginning: str) -> str | None:
    """Return the id that is `beginning` or the only one that begins so; None without one.

    Raises:
        AmbiguousIdError: more than one begins so.
    """
    if not beginning or not beginning.isascii() or "\0" in beginning:
        return None
    found = select(column).where(column >= beginning, column < beginning + LAST).distinct()
    ids = [str(value) for value in connection.execute(found.order_by(column).limit(2)).scalars()]
    if len(ids) > 1 and ids[0] != beginning:
        raise AmbiguousIdError(f"More than one id begins with {beginning!r}; give more of it.")
    return ids[0] if ids else None


def counts(connection: Connection) -> Counts:
    """Count what the record holds; the forms of an actor count once."""
    of = tables
    numbers = (
        select(func.count()).select_from(of.page),
        select(func.count()).select_from(of.article),
        select(func.count()).select_from(of.statement),
        select(func.count(of.actor.c.id.distinct())),
        select(func.count()).select_from(of.problem),
    )
    return Counts(*(int(connection.execute(number).scalar_one()) for number in numbers))
