"""Bringing readings in: one transaction a batch, a page in whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from onrecord.record import chain, identity, rows, tables
from onrecord.record.entries import Added
from onrecord.record.faults import reading_faults
from onrecord.record.portions import chunks
from onrecord.record.provenance import Cells
from onrecord.schema import Actor, Page, PageReading, Problem, Statement

_ORDER = (
    tables.page,
    tables.article,
    tables.actor,
    tables.actor_name,
    tables.statement,
    tables.relay,
    tables.target,
    tables.problem,
)


def keys_of(connection: Connection, column: Column[Any], values: Iterable[str]) -> dict[str, int]:
    """Return the keys of the rows whose `column` holds one of `values`."""
    key = column.table.c.key
    found: dict[str, int] = {}
    for chunk in chunks(sorted(set(values))):
        rows_of_chunk = connection.execute(select(column, key).where(column.in_(chunk)))
        found |= {row[0]: row[1] for row in rows_of_chunk}
    return found


def add(connection: Connection, readings: Sequence[PageReading | Problem], now: datetime) -> Added:
    """Bring a batch in, inside the caller's transaction.

    A reading whose spans are not verbatim in its page never comes in; it leaves a
    problem `record.unfit`.

    Args:
        connection: one that holds the write lock: keys are given out from the highest.
        readings: pages with all that was read from them, and problems of inputs that
            never became a page.
        now: when that is, in UTC.
    """
    intake = _Intake(connection)
    known = keys_of(
        connection, tables.page.c.id, (item.page.id for item in readings if isinstance(item, PageReading))
    )
    met: list[tuple[Page, bool]] = []
    for reading in readings:
        if isinstance(reading, Problem):
            intake.take_problem(reading)
            continue
        page = reading.page
        comes_in = page.id not in known
        if comes_in:
            key = intake.take_page(reading)
            if key is None:
                continue
            known[page.id] = key
        met.append((page, comes_in))
    intake.write()
    identity.renew(connection, intake.new_actors, now)
    links, versions = chain.extend(connection, met, now)
    return Added(
        pages=intake.count(tables.page),
        articles=intake.count(tables.article),
        statements=intake.count(tables.statement),
        problems=intake.count(tables.problem),
        known=len(met) - intake.count(tables.page),
        sightings=links - intake.count(tables.page),
        versions=versions,
    )


@dataclass(slots=True)
class _Intake:
    """The rows of one batch, by table, before they are written at once."""

    connection: Connection
    waiting: dict[str, list[Cells]] = field(default_factory=dict)
    next_keys: dict[str, int] = field(default_factory=dict)
    actor_keys: dict[str, int] = field(default_factory=dict)
    actors: dict[str, tuple[Cells, Actor]] = field(default_factory=dict)
    problems: dict[str, Cells] = field(default_factory=dict)
    new_actors: set[str] = field(default_factory=set)

    def take_problem(self, problem: Problem) -> None:
        cells = rows.problem_cells(problem)
        self.problems.setdefault(cells["seal"], cells)

    def take_page(self, reading: PageReading) -> int | None:
        """Take a page in and return its key, or take the problem in why it is unfit."""
        fault = next(reading_faults(reading), None)
        if fault is not None:
            uri, page_id = reading.page.uri, reading.page.id
            message = f"The page was not added, because {fault}."
            self.take_problem(Problem("record.unfit", message, uri, page_id))
            return None
        cells = rows.page_cells(reading.page)
        key = cells["key"] = self._next_key(tables.page)
        article_keys: dict[str, int] = {}
        seals: list[str] = []
        for ordinal, article in enumerate(reading.articles):
            row = rows.article_cells(article) | {"ordinal": ordinal, "page_key": key}
            row["key"] = article_keys[article.id] = self._next_key(tables.article)
            row["seal"] = rows.seal("article", row, reading.page.id)
            seals.append(row["seal"])
            self._put(tables.article, row)
        articles = {article.id: article for article in reading.articles}
        for ordinal, statement in enumerate(reading.statements):
            article = articles[statement.article_id]
            row = rows.statement_cells(statement, article, reading.page)
            row |= {"ordinal": ordinal, "page_key": key, "article_key": article_keys[article.id]}
            seals.append(self._take_statement(statement, row))
        cells["seal"] = rows.seal("page", cells, seals)
        self._put(tables.page, cells)
        for problem in (*reading.problems, *_doubts(reading)):
            self.take_problem(problem)
        return key

    def _take_statement(self, statement: Statement, row: Cells) -> str:
        """Take a statement's row in with all that hangs on it; return its seal."""
        row["key"] = self._next_key(tables.statement)
        speaker = None if statement.speaker is None else self._take_actor(statement.speaker)
        relays = [rows.relay_cells(relay) for relay in statement.via or ()]
        targets = [
            rows.target_cells(target, self._take_actor(target.actor)) for target in statement.targets or ()
        ]
        ids = (statement.page_id, statement.article_id)
        hanging = (speaker, rows.relays_sealed(relays), rows.targets_sealed(targets))
        row["seal"] = rows.statement_seal(row, ids, hanging)
        row["speaker_key"] = speaker
        self._put(tables.statement, row)
        for ordinal, relay in enumerate(relays):
            self._put(tables.relay, relay | {"statement_key": row["key"], "ordinal": ordinal})
        for ordinal, target in enumerate(targets):
            place = {"statement_key": row["key"], "ordinal": ordinal}
            self._put(tables.target, place | {"actor_key": target["seal"], "spans": target["spans"]})
        return str(row["seal"])

    def _take_actor(self, actor: Actor) -> str:
        """Keep an actor's form; its seal stands for its key until all are written."""
        cells = rows.actor_cells(actor)
        seal = str(cells["seal"])
        self.actors.setdefault(seal, (cells, actor))
        return seal

    def write(self) -> None:
        """Write all rows that wait."""
        self._settle_actors()
        known = keys_of(self.connection, tables.problem.c.seal, self.problems)
        for seal, cells in self.problems.items():
            if seal not in known:
                self._put(tables.problem, cells | {"key": self._next_key(tables.problem)})
        for table in _ORDER:
            for chunk in chunks(self.waiting.get(table.name, ())):
                self.connection.execute(table.insert(), chunk)

    def count(self, table: Table) -> int:
        return len(self.waiting.get(table.name, ()))

    def _settle_actors(self) -> None:
        """Give new forms of actors their keys, and statements and targets those keys."""
        keys = keys_of(self.connection, tables.actor.c.seal, self.actors)
        for seal, (cells, actor) in self.actors.items():
            if seal in keys:
                continue
            keys[seal] = self._next_key(tables.actor)
            self.new_actors.add(actor.id)
            self._put(tables.actor, cells | {"key": keys[seal]})
            for name in sorted(rows.actor_names(actor)):
                self._put(tables.actor_name, {"actor_key": keys[seal], "plain": name})
        for row in self.waiting.get("statement", ()):
            row["speaker_key"] = keys.get(row["speaker_key"])
        for row in self.waiting.get("target", ()):
            row["actor_key"] = keys[row["actor_key"]]

    def _put(self, table: Table, row: Mapping[str, Any]) -> None:
        self.waiting.setdefault(table.name, []).append(dict(row))

    def _next_key(self, table: Table) -> int:
        if table.name not in self.next_keys:
            highest = self.connection.execute(select(func.max(table.c.key))).scalar()
            self.next_keys[table.name] = (highest or 0) + 1
        key = self.next_keys[table.name]
        self.next_keys[table.name] += 1
        return key


def _doubts(reading: PageReading) -> Iterator[Problem]:
    """Yield what a reader has not lifted out of the articles yet: an article is kept without its doubts."""
    for article in reading.articles:
        for doubt in article.doubts:
            yield replace(doubt, uri=reading.page.uri, page_id=reading.page.id)
