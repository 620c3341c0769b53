"""Who is who in the whole record: what the actors of all articles are to each other.

All of it follows from the actors that came in and from what persons decided: whatever the order
and the batches in which pages came, the groups are the same. Of a new page only those actors are
compared that are new, or of whom it tells something else than was known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Final

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from onrecord.actors.identity import Judgement, identity_keys, same_actor
from onrecord.actors.identity_clusters import cluster
from onrecord.record import tables
from onrecord.record.candidates import sharing
from onrecord.record.portions import among, chunks
from onrecord.record.portraits import (
    judgement_cells,
    judgement_of,
    of_forms,
    portrait_cells,
    portrayed,
)
from onrecord.record.provenance import FIRST_HEAD, Cells, Row
from onrecord.schema import Actor

RULES: Final = "identity"
"""The name of the rules by which the record's actors were compared, among the record's own values."""

DECIDED: Final = "decisions"
"""The name of the last decision's seal there."""


@cache
def made_by() -> str:
    """Return what names the rules in force: the version, and a hash of what names are compared by."""
    digest = hashlib.sha256()
    parts = {part.name: part for part in resources.files("onrecord.actors").iterdir()}
    for name in sorted(parts):
        if name.endswith((".py", ".jsonl")):
            digest.update(name.encode() + parts[name].read_bytes())
    return f"onrecord {version('onrecord')}, actors {digest.hexdigest()[:12]}"


def decided(connection: Connection) -> str:
    """Return the seal of the last decision that was written down."""
    last = select(tables.meta.c.value).where(tables.meta.c.name == DECIDED)
    return str(connection.execute(last).scalar() or FIRST_HEAD)


def is_current(connection: Connection) -> bool:
    """Tell whether the record's actors were compared by the rules in force."""
    rules = select(tables.meta.c.value).where(tables.meta.c.name == RULES)
    return connection.execute(rules).scalar() == made_by()


def renew(connection: Connection, actor_ids: Iterable[str], now: datetime | None = None) -> None:
    """Bring up to date what the record knows of who is who.

    Args:
        connection: one that holds the write lock.
        actor_ids: the actors of which forms came in. All are looked at where another version of
            onrecord compared them.
        now: when that is, in UTC.
    """
    ids = set(actor_ids)
    if not is_current(connection):
        for table in (tables.portrait_key, tables.portrait, tables.judgement):
            connection.execute(table.delete())
        connection.execute(delete(tables.meta).where(tables.meta.c.name == RULES))
        connection.execute(tables.meta.insert(), {"name": RULES, "value": made_by()})
        ids = set(connection.execute(select(tables.actor.c.id).distinct()).scalars())
    altered, doubtful = _portray(connection, ids)
    touched = _judge(connection, doubtful, now or datetime.now(UTC).replace(microsecond=0))
    regroup(connection, altered | touched)


def regroup(connection: Connection, actor_ids: Iterable[str]) -> None:
    """Group anew all actors that judgements or decisions connect with these."""
    people = portraits(connection, _connected(connection, set(actor_ids)))
    groups = cluster(people.values(), standing(connection, people))
    named = {member: group.members[0] for group in groups for member in group.members}
    table = tables.portrait
    found = among(connection, select(table.c.actor_id, table.c.cluster), table.c.actor_id, named)
    moved = [
        {"of_actor": row["actor_id"], "now": named[row["actor_id"]]}
        for row in found
        if named[row["actor_id"]] != row["cluster"]
    ]
    if moved:
        change = update(table).where(table.c.actor_id == bindparam("of_actor"))
        connection.execute(change.values(cluster=bindparam("now")), moved)


def decide(connection: Connection, judgement: Judgement, who: str, now: datetime) -> Judgement | None:
    """Write down what a person decided on two actors, and group anew.

    Args:
        connection: one that holds the write lock.
        judgement: the decision; its reason is theirs.
        who: decides.
        now: when that is, in UTC.

    Returns:
        None, or what stands against it, and nothing is written down: two who are to become one
        by it are not, by their names or by an earlier decision, which has to be changed first.
    """
    if judgement.verdict == "same":
        against = _conflict(connection, (judgement.left, judgement.right))
        if against is not None:
            return against
    cells = judgement_cells(judgement, who, now, decided(connection))
    connection.execute(tables.decision.insert(), cells)
    connection.execute(delete(tables.meta).where(tables.meta.c.name == DECIDED))
    connection.execute(tables.meta.insert(), {"name": DECIDED, "value": cells["seal"]})
    regroup(connection, (judgement.left, judgement.right))
    return None


def _conflict(connection: Connection, pair: tuple[str, str]) -> Judgement | None:
    """Return what keeps the groups of two actors apart, the two themselves aside."""
    left, right = (set(mates(connection, number)) for number in pair)
    if left == right:
        return None
    people = portraits(connection, left | right)
    judged: dict[tuple[str, str], Judgement] = {}
    for item in standing(connection, people):  # decisions come last
        judged[item.left, item.right] = item
    for one in sorted(left):
        for other in sorted(right):
            ends = (min(one, other), max(one, other))
            found = judged.get(ends) or same_actor(people[one], people[other])
            if ends != pair and found is not None and found.verdict == "different":
                return found
    return None


def mates(connection: Connection, actor_id: str) -> list[str]:
    """Return the ids that are the same actor as this one, itself among them, sorted."""
    table = tables.portrait
    own = select(table.c.cluster).where(table.c.actor_id == actor_id).scalar_subquery()
    found = select(table.c.actor_id).where(table.c.cluster == own).order_by(table.c.actor_id)
    return list(connection.execute(found).scalars()) or [actor_id]


def decisions(connection: Connection, actor_ids: Iterable[str]) -> list[Row]:
    """Return all decisions on these actors and any other, in the order they were made."""
    table = tables.decision
    ids = set(actor_ids)
    found = {
        row["key"]: row
        for column in (table.c.left_id, table.c.right_id)
        for row in among(connection, select(table), column, ids)
    }
    return [found[key] for key in sorted(found)]


def portraits(connection: Connection, actor_ids: Iterable[str]) -> dict[str, Actor]:
    """Return what is known of these actors from all articles, of those that can be met again."""
    table = tables.portrait
    return {
        row["actor_id"]: portrayed(row)
        for row in among(connection, select(table), table.c.actor_id, actor_ids)
    }


def standing(connection: Connection, actor_ids: Iterable[str]) -> list[Judgement]:
    """Return the judgements on pairs of these actors, and the last decision on each pair."""
    ids = set(actor_ids)
    judged, decided = tables.judgement, tables.decision
    found = [
        judgement_of(row)
        for row in among(connection, select(judged), judged.c.left_id, ids)
        if row["right_id"] in ids
    ]
    last = {
        (row["left_id"], row["right_id"]): judgement_of(row)
        for row in among(connection, select(decided).order_by(decided.c.key), decided.c.left_id, ids)
        if row["right_id"] in ids
    }
    return [*found, *last.values()]


def _portray(connection: Connection, actor_ids: set[str]) -> tuple[set[str], set[str]]:
    """Write down what is known of actors now; return of whom that changed, and whom to compare anew."""
    people = of_forms(among(connection, select(tables.actor), tables.actor.c.id, actor_ids))
    before = portraits(connection, people)
    altered = {number for number, actor in people.items() if before.get(number) != actor}
    keys = {number: identity_keys(people[number]) for number in altered}
    table, key = tables.portrait, tables.portrait_key
    concerned = {value for own in keys.values() for value in own}
    concerned |= {row["value"] for row in among(connection, select(key), key.c.actor_id, altered)}
    crowded = sharing(connection, concerned).crowded()
    for chunk in chunks(sorted(altered)):
        connection.execute(delete(key).where(key.c.actor_id.in_(chunk)))
    for number in sorted(altered & before.keys()):
        cells = portrait_cells(people[number])
        connection.execute(update(table).where(table.c.actor_id == number).values(cells))
    new = [portrait_cells(people[number]) | {"cluster": number} for number in sorted(altered - before.keys())]
    _insert(connection, table, new)
    _insert(connection, key, [{"value": value, "actor_id": n} for n in sorted(keys) for value in keys[n]])
    # Where a key came to be shared by too many, or is not any more, all who share it are asked anew.
    found = sharing(connection, concerned)
    turned = crowded ^ found.crowded()
    return altered, altered | {number for value in turned for number in found.members.get(value, ())}


def _judge(connection: Connection, actor_ids: set[str], now: datetime) -> set[str]:
    """Compare actors with all who share a key; return whom a judgement concerns that is new or gone."""
    key, table = tables.portrait_key, tables.judgement
    values = {row["value"] for row in among(connection, select(key), key.c.actor_id, actor_ids)}
    pairs = set(sharing(connection, values).pairs(actor_ids))
    people = portraits(connection, {number for pair in pairs for number in pair})
    judged = (same_actor(people[left], people[right]) for left, right in sorted(pairs))
    found = {(item.left, item.right): item for item in judged if item is not None}
    held = {
        (row["left_id"], row["right_id"]): judgement_of(row)
        for column in (table.c.left_id, table.c.right_id)
        for row in among(connection, select(table), column, actor_ids)
    }
    gone = [pair for pair, judgement in held.items() if found.get(pair) != judgement]
    new = [judgement for pair, judgement in found.items() if held.get(pair) != judgement]
    if gone:
        one = (table.c.left_id == bindparam("one")) & (table.c.right_id == bindparam("other"))
        connection.execute(delete(table).where(one), [{"one": a, "other": b} for a, b in gone])
    _insert(connection, table, [judgement_cells(item, made_by(), now) for item in new])
    return {number for pair in gone for number in pair} | {n for item in new for n in (item.left, item.right)}


def _connected(connection: Connection, actor_ids: set[str]) -> set[str]:
    """Return these actors with all that chains of judgements or decisions of sameness lead to."""
    reached, asked = set(actor_ids), set(actor_ids)
    while asked:
        found: set[str] = set()
        for table in (tables.judgement, tables.decision):
            ends = (table.c.left_id, table.c.right_id)
            for here, there in (ends, ends[::-1]):
                same = select(there.label("other")).where(table.c.verdict == "same")
                found |= {row["other"] for row in among(connection, same, here, asked)}
        asked = found - reached
        reached |= asked
    return reached


def _insert(connection: Connection, table: Table, cells: list[Cells]) -> None:
    for chunk in chunks(cells):
        connection.execute(table.insert(), chunk)
