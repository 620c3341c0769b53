"""Which actors are worth comparing: those who share a key, as `onrecord.actors.identity` gives keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, func, select

from onrecord.actors.identity_clusters import LARGEST, ONE_BEARER, compared
from onrecord.record.portions import among
from onrecord.record.portraits import portrayed
from onrecord.record.tables import portrait, portrait_key
from onrecord.schema import Problem

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shares each of some keys; `lesser` are those whose names ask for a fuller one."""

    members: dict[str, list[str]]
    lesser: frozenset[str]

    def crowded(self) -> set[str]:
        """Return the keys that too many share: by them nobody is compared."""
        return {key for key in self.members if self._is_crowded(key)}

    def pairs(self, actor_ids: set[str]) -> Iterator[Pair]:
        """Yield whom these actors are to be compared with, the smaller id first, some more than once."""
        for key, members in self.members.items():
            if self._is_crowded(key):
                continue
            asked = members if not key.startswith(ONE_BEARER) else self._askers(members)
            for one in actor_ids.intersection(members):
                others = members if one in self.lesser else asked
                yield from ((min(one, other), max(one, other)) for other in others if other != one)

    def _is_crowded(self, key: str) -> bool:
        members = self.members[key]
        return len(members) > LARGEST and (not key.startswith(ONE_BEARER) or bool(self._askers(members)))

    def _askers(self, members: list[str]) -> list[str]:
        return [member for member in members if member in self.lesser]


def sharing(connection: Connection, keys: Iterable[str]) -> Sharing:
    """Find who shares these keys."""
    found = select(portrait_key.c.value, portrait_key.c.actor_id, portrait.c.lesser).join_from(
        portrait_key, portrait, portrait.c.actor_id == portrait_key.c.actor_id
    )
    members: defaultdict[str, list[str]] = defaultdict(list)
    lesser: set[str] = set()
    for row in among(connection, found, portrait_key.c.value, keys):
        members[row["value"]].append(row["actor_id"])
        if row["lesser"]:
            lesser.add(row["actor_id"])
    return Sharing(dict(members), frozenset(lesser))


def crowds(connection: Connection) -> Iterator[Problem]:
    """Yield a problem for each key that too many actors share."""
    value = portrait_key.c.value
    large = select(value).group_by(value).having(func.count() > LARGEST).order_by(value)
    found = sharing(connection, connection.execute(large).scalars())
    people = portrait
    for key in sorted(found.crowded()):
        rows = among(connection, select(people), people.c.actor_id, found.members[key])
        problem = compared(key, [portrayed(row) for row in rows])
        assert isinstance(problem, Problem), "both count the same actors"
        yield problem
