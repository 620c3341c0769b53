"""The record: opening it, and what can be asked of it and done to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from onrecord.actors.identity import Judgement, Verdict
from onrecord.record import (
    candidates,
    chain,
    checks,
    dump,
    identity,
    intake,
    lookup,
    opening,
    profiles,
    rows,
    search,
    sqlite,
    tables,
    upgrade,
)
from onrecord.record.entries import (
    Added,
    Counts,
    Mismatch,
    PageEntry,
    Profile,
    Query,
    QueryError,
    RecordBusyError,
    RecordError,
    Sighting,
    StoredArticle,
    StoredStatement,
    Version,
)
from onrecord.schema import Actor, Page, PageReading, Problem


class Record:
    """A record of who said what. Made by `open_record`; a context manager.

    What yields reads from one moment of the record: what others add meanwhile is
    not in it. Every method raises `RecordError` where the database cannot be read.
    """

    def __init__(self, engine: Engine, place: str, upgraded_from: int | None = None) -> None:
        self._engine = engine
        self._place = place
        self._grown = upgraded_from is not None
        self.upgraded_from = upgraded_from
        """The older version of the tables that opening the record has upgraded, or None."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def files(self) -> tuple[Path, ...]:
        """Where the record is kept: the database, its log and the log's index, whole paths."""
        path = Path(self._place).resolve()
        return tuple(path.with_name(path.name + ending) for ending in ("", *sqlite.BESIDE))

    def close(self) -> None:
        """Close the record. Nothing is lost without it; later searches may be slower."""
        if self._grown:
            # Another writer will do it when it closes.
            with suppress(RecordBusyError), self._writing() as connection:
                sqlite.tidy(connection)
            self._grown = False
        self._engine.dispose()

    def known(self, ids: Iterable[str]) -> set[str]:
        """Return which of these page ids are in the record."""
        with self._reading() as connection:
            return set(intake.keys_of(connection, tables.page.c.id, ids))

    def add(self, readings: Sequence[PageReading | Problem]) -> Added:
        """Bring a batch in, all of it or, on an exception, none; return what was new.

        A page that is in already adds nothing but where and when it was met again. A
        reading whose spans are not verbatim in its page stays out and leaves the
        problem `record.unfit`. A second call with the same batch adds nothing. What a page
        has in `shared` is not kept: it tells of the record as it was, not of the page.

        Raises:
            RecordBusyError: another process was writing for longer than we wait.
        """
        if not readings:
            return Added()
        with self._writing() as connection:
            added = intake.add(connection, readings, datetime.now(UTC).replace(microsecond=0))
        self._grown = self._grown or added.pages > 0
        return added

    def find(self, query: Query) -> Iterator[StoredStatement]:
        """Yield the statements that `query` asks for, in its order.

        Raises:
            QueryError: the question has no meaning; raised at the first step.
        """
        with self._reading() as connection:
            yield from lookup.statements(connection, search.asked(connection, query))

    def statements(self) -> Iterator[StoredStatement]:
        """Yield all statements, by page id and in the order of the page."""
        table = tables.statement
        with self._reading() as connection:
            found = search.statements().order_by(tables.page.c.id, table.c.ordinal)
            yield from lookup.statements(connection, found)

    def statements_of(
        self, *, page_id: str | None = None, article_id: str | None = None, actor_id: str | None = None
    ) -> Iterator[StoredStatement]:
        """Yield the statements of a page, of an article, by an actor, or all that of these; whole ids."""
        found = search.statements().order_by(tables.page.c.id, tables.statement.c.ordinal)
        given = (
            (tables.page.c.id, page_id),
            (tables.article.c.id, article_id),
            (tables.actor.c.id, actor_id),
        )
        for column, wanted in given:
            if wanted is not None:
                found = found.where(column == wanted)
        with self._reading() as connection:
            yield from lookup.statements(connection, found)

    def statement(self, statement_id: str) -> StoredStatement | None:
        """Return the statement of that id, or of the only id that begins so.

        Raises:
            AmbiguousIdError: several ids begin so.
        """
        column = tables.statement.c.id
        with self._reading() as connection:
            whole = lookup.whole_id(connection, column, statement_id)
            if whole is None:
                return None
            return next(lookup.statements(connection, search.statements().where(column == whole)))

    def article(self, article_id: str) -> StoredArticle | None:
        """Return the article of that id, or of the only id that begins so, with the page text.

        Raises:
            AmbiguousIdError: several ids begin so.
        """
        with self._reading() as connection:
            whole = lookup.whole_id(connection, tables.article.c.id, article_id)
            return None if whole is None else lookup.article(connection, whole)

    def page(self, page_id: str) -> Page | None:
        """Return the page of that id, or of the only id that begins so; ``sha256:`` may be left out.

        Raises:
            AmbiguousIdError: several ids begin so.
        """
        named = page_id if page_id.startswith("sha256:") else f"sha256:{page_id}"
        with self._reading() as connection:
            whole = lookup.whole_id(connection, tables.page.c.id, named) if page_id else None
            return None if whole is None else lookup.page(connection, whole)

    def actor(self, actor_id: str) -> Actor | None:
        """Return the actor of that id, or of the only id that begins so, with all its aliases.

        Raises:
            AmbiguousIdError: several ids begin so.
        """
        with self._reading() as connection:
            whole = lookup.whole_id(connection, tables.actor.c.id, actor_id)
            return None if whole is None else lookup.actor(connection, whole)

    def profile(self, actor_id: str) -> Profile | None:
        """Return all that is told of the actor of that id, or of the only id that begins so.

        Raises:
            AmbiguousIdError: several ids begin so.
        """
        with self._reading() as connection:
            whole = lookup.whole_id(connection, tables.actor.c.id, actor_id)
            return None if whole is None else profiles.profile(connection, whole)

    def merge(self, left: str, right: str, *, why: str, who: str) -> Judgement | None:
        """Decide that two actors are one, until somebody decides otherwise.

        Args:
            left: an actor's id, or a beginning that no other has.
            right: another's.
            why: a reason for those who come after.
            who: decides.

        Returns:
            None, or what stands against it, and nothing is decided: somebody who is one with
            the one is held to be another than the other, which has to be changed first.

        Raises:
            QueryError: an id that no actor has, one and the same actor, an anonymous one.
            AmbiguousIdError: several ids begin so.
        """
        return self._decide(left, right, "same", (why, who))

    def part(self, left: str, right: str, *, why: str, who: str) -> None:
        """Decide that two actors are two, until somebody decides otherwise; see `merge`."""
        self._decide(left, right, "different", (why, who))

    def articles(self, page_id: str | None = None) -> Iterator[StoredArticle]:
        """Yield all articles, or a page's, by page id and in the order of the page."""
        with self._reading() as connection:
            yield from lookup.articles(connection, page_id)

    def pages(self) -> Iterator[PageEntry]:
        """Yield all pages by id, without bytes and text."""
        with self._reading() as connection:
            yield from lookup.pages(connection)

    def sightings(self, page_id: str) -> list[Sighting]:
        """Return where and when the bytes of a page were met, first where they came from; a whole id."""
        with self._reading() as connection:
            return lookup.sightings(connection, page_id)

    def versions(self, page_id: str) -> tuple[Version, ...]:
        """Return the pages that stood at an address of this page, itself among them; a whole id.

        Every page has at least one version, itself. They are ordered by when they were first
        seen: by fetch times, or where one is not known by when they were added.
        """
        with self._reading() as connection:
            return lookup.versions(connection, page_id)

    def reading(self, page_id: str) -> PageReading | None:
        """Return a page with its articles, statements and problems; a whole id."""
        with self._reading() as connection:
            page = lookup.page(connection, page_id)
            if page is None:
                return None
            own = search.statements().where(tables.page.c.id == page_id).order_by(tables.statement.c.ordinal)
            return PageReading(
                page,
                tuple(item.article for item in lookup.articles(connection, page_id)),
                tuple(item.statement for item in lookup.statements(connection, own)),
                tuple(lookup.problems(connection, page_id)),
            )

    def recent_texts(self, site: str, limit: int = 8, *, beside: str | None = None) -> list[str]:
        """Return the texts of the latest text pages of a site, the latest first, one of each address.

        Args:
            site: as `onrecord.pages.sites.site_of` names it; ``""`` has none.
            limit: how many at most.
            beside: an address (`onrecord.pages.sites.address_of`) to leave out: the earlier
                versions of a page are no sisters of it.
        """
        if not site:
            return []
        with self._reading() as connection:
            return lookup.recent_texts(connection, site, limit, beside)

    def pages_without_acts(self) -> int:
        """Count the pages that an older onrecord read, without acts, days, targets and carriers."""
        with self._reading() as connection:
            return upgrade.pages_without_acts(connection)

    def problems(self, page_id: str | None = None) -> Iterator[Problem]:
        """Yield all problems, or a page's, by where they arose; last those of no page."""
        with self._reading() as connection:
            yield from lookup.problems(connection, page_id)
            if page_id is None:
                yield from candidates.crowds(connection)

    def counts(self) -> Counts:
        """Count what the record holds."""
        with self._reading() as connection:
            return lookup.counts(connection)

    def verify(self) -> Iterator[Mismatch]:
        """Yield all that is no longer as it came in; nothing means that the record holds.

        Rehashes every page's bytes, compares its text with them, cuts out every span
        again, and checks each row's seal, the chain of what came in, the references and the
        word index. A problem that was deleted is not missed. Others can read meanwhile,
        but not write.
        """
        with self._connected(sqlite.for_writing(self._engine)) as connection:
            connection.begin()
            yield from checks.mismatches(connection)
            connection.rollback()

    def head(self) -> str:
        """Return the seal of the last link in the chain of what came in: note it elsewhere."""
        with self._reading() as connection:
            return chain.end_of(connection)

    def had(self, head: str) -> bool:
        """Tell whether a head that was noted earlier is in the chain, so that all before it still is.

        With `verify` this finds even a record that was written anew without some pages.
        """
        with self._reading() as connection:
            return chain.holds(connection, head)

    def dump(self) -> Iterator[str]:
        """Yield the whole record as lines that depend on what it holds alone: see `dump`."""
        with self._reading() as connection:
            yield from dump.lines(connection)

    def digest(self) -> str:
        """Return the SHA-256 of the dump: equal for two records that hold the same."""
        digest = hashlib.sha256()
        for line in self.dump():
            digest.update(line.encode("ascii") + b"\n")
        return digest.hexdigest()

    def _decide(self, left: str, right: str, verdict: Verdict, reason: tuple[str, str]) -> Judgement | None:
        why, who = reason
        with self._reading() as connection:
            one, other = sorted(lookup.somebody(connection, actor_id) for actor_id in (left, right))
        if one == other:
            raise QueryError(f"{left} and {right} are one id already: a decision is on two.")
        now = datetime.now(UTC).replace(microsecond=0)
        with self._writing() as connection:
            return identity.decide(connection, Judgement(one, other, verdict, 1.0, why), who, now)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._connected(self._engine) as connection:
            try:
                yield connection
            except rows.UNREADABLE as fault:
                raise opening.unreadable(self._place, fault) from fault

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._connected(sqlite.for_writing(self._engine)) as connection, connection.begin():
            yield connection

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.connect() as connection:
                yield connection
        except DatabaseError as fault:
            raise opening.failure(self._place, fault) from fault


def open_record(url: str, *, create: bool = True, wait: float = 30.0) -> Record:
    """Open the record at a path or ``sqlite:///`` URL.

    Args:
        url: where it is.
        create: make an empty record where there is none, and upgrade one of an older version.
        wait: seconds to wait for another writer.

    Raises:
        NoRecordError: nothing is there and `create` is false, or what is there is no record.
        DamagedRecordError: what is there is damaged.
        SchemaMismatchError: another version of onrecord wrote it, and it is newer or `create` is false.
        RecordError: the place cannot be used.
    """
    path = opening.place_of(url, create=create)
    engine = sqlite.engine_at(path, wait)
    try:
        upgraded_from = opening.settle(engine, path, wait, create=create)
    except DatabaseError as fault:
        engine.dispose()
        raise opening.failure(str(path), fault) from fault
    except rows.UNREADABLE as fault:
        engine.dispose()
        raise opening.unreadable(str(path), fault) from fault
    except RecordError:
        engine.dispose()
        raise
    return Record(engine, str(path), upgraded_from)
