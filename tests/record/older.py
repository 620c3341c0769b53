"""A record as an older version of the tables made it, from the rows that it wrote.

Both hold four pages with two statements each, one of the pages met twice; version 2 has a
fifth one that came in an archive with metadata.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

from onrecord.schema import Act, Actor, PageReading, Problem, Said, Statement, Target

FOLDER = Path(__file__).parent


def build(path: Path, version: int = 1) -> Path:
    """Make the record at a path where nothing is."""
    kept = json.loads((FOLDER / f"version{version}.json").read_text("utf-8"))
    raw = sqlite3.connect(path)
    for command in kept["tables"]:
        raw.execute(command)
    for table, rows in kept["rows"].items():
        for row in rows:
            cells = [bytes.fromhex(cell["hex"]) if isinstance(cell, dict) else cell for cell in row.values()]
            places = ", ".join("?" * len(cells))
            raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", cells)  # noqa: S608 - our own names
    raw.commit()
    raw.close()
    return path


def known_then(reading: PageReading | Problem) -> PageReading | Problem:
    """Return a reading without what version 3 was the first to keep."""
    if isinstance(reading, Problem):
        return reading
    return replace(reading, statements=tuple(map(_statement, reading.statements)))


def _statement(statement: Statement) -> Statement:
    act, said, speaker = statement.act, statement.said, statement.speaker
    return replace(
        statement,
        named=(),
        act=None if act is None else Act(act.label, act.score),
        said=None if said is None or said.date is None else Said(said.date, said.text, said.basis),
        speaker=None if speaker is None else _actor(speaker),
        targets=None
        if statement.targets is None
        else tuple(Target(_actor(target.actor), ()) for target in statement.targets),
    )


def _actor(actor: Actor) -> Actor:
    return replace(actor, type=None, organization=None, reason=None)
