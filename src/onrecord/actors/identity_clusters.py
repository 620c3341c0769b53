"""Makes groups of ids from judgements: which actors of a record are one.

Constrained agglomeration in the order of scores: two groups are joined by a judgement only if no
member of one is in conflict with a member of the other, so that "A is B" and "B is C" never join A
and C where A is not C; the stronger of the two stands. The groups follow from the judgements alone,
whatever the order they come in: a judgement taken back or added gives the groups anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.actors.identity import (
    SURE,
    Judgement,
    fullness,
    identity_keys,
    is_in_file,
    is_lesser,
    same_actor,
)
from onrecord.schema import Actor, Problem

LARGEST: Final = 200
"""How many actors may share a key; more and their names tell nothing of who is who."""
SHOWN: Final = 5
MARGIN: Final = 0.05
"""How much better than the next the best of several bearers of a name must be."""
ONE_BEARER: Final = ("family:", "initial:")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Ids that are one actor: the `canonical` one, all `members` sorted, and what holds them together."""

    canonical: str
    members: tuple[str, ...]
    judgements: tuple[Judgement, ...] = ()


def gathered(actors: Iterable[Actor]) -> dict[str, Actor]:
    """Return one actor an id, in the order of ids.

    Where an id's actors differ in country or role, as articles tell more or less of them, what
    most of them have stands, and None where two are as frequent.
    """
    found: defaultdict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        found[actor.id].append(actor)
    return {
        number: same[0]
        if len(same) == 1
        else replace(
            same[0],
            country=_usual([actor.country for actor in same]),
            role=_usual([actor.role for actor in same]),
            aliases=tuple(sorted({alias for actor in same for alias in actor.aliases})),
        )
        for number, same in sorted(found.items())
    }


def _usual(values: Sequence[str | None]) -> str | None:
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def judgements(actors: Iterable[Actor]) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """Judge all pairs of actors that share a key.

    Returns:
        The judgements, sorted, and a problem ``actor.crowded`` for each key that too many share:
        its pairs are not compared.
    """
    people = gathered(actors)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for number, actor in people.items():
        for key in identity_keys(actor):
            groups[key].append(number)
    pairs: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for key, members in sorted(groups.items()):
        if len(members) == 1:
            continue
        found = compared(key, [people[number] for number in members])
        if isinstance(found, Problem):
            problems.append(found)
        else:
            pairs.update(found)
    judged = (same_actor(people[left], people[right]) for left, right in sorted(pairs))
    return tuple(judgement for judgement in judged if judgement is not None), tuple(problems)


def compared(key: str, sharing: Sequence[Actor]) -> list[tuple[str, str]] | Problem:
    """Return the pairs of ids under one key that are worth comparing, the smaller id first.

    Args:
        key: a key of `identity_keys`.
        sharing: the actors that have it, one an id.

    Returns:
        The pairs, sorted, or the problem ``actor.crowded`` where too many share the key.
    """
    members = [actor.id for actor in sharing]
    asking = [actor for actor in sharing if not key.startswith(ONE_BEARER) or is_lesser(actor)]
    if not asking or len(members) == 1:
        return []
    if len(members) > LARGEST:
        names = sorted({actor.name for actor in asking})[:SHOWN]
        return Problem(
            "actor.crowded",
            f"{len(members)} actors may be meant by names like {', '.join(names)}, more than {LARGEST}: "
            "which of them is was not asked. Say it by a judgement where it matters.",
        )
    return sorted({(min(one.id, b), max(one.id, b)) for one in asking for b in members if one.id != b})


def cluster(
    actors: Iterable[Actor], judged: Iterable[Judgement], statements: Mapping[str, int] | None = None
) -> tuple[Cluster, ...]:
    """Return the groups of ids that judgements make; an id that is nobody else's is a group of one.

    Args:
        actors: those of the record, or of any part of it that no judgement leaves.
        judged: the judgements in any order. Of two on one pair the higher score stands, and
            "different" before "same" at one score; a person's have 1.0.
        statements: how many statements each id has. Canonical is the name that the actor file has,
            else the one with the most statements; a full name before a family name alone.

    Returns:
        The groups, sorted by their first member. No group holds a pair that is judged different,
        nor one that `same_actor` finds in conflict, unless a person said that they are one.
    """
    people = gathered(actors)
    standing = _standing(judged, people)
    edges = _edges(standing)
    counts = statements or {}
    found = [
        group
        for component in _components(people, edges)
        for group in _Desk(people, component, standing, edges).groups(counts)
    ]
    return tuple(sorted(found, key=lambda group: group.members))


def _standing(judged: Iterable[Judgement], people: Mapping[str, Actor]) -> dict[tuple[str, str], Judgement]:
    """Return the judgement that stands for each pair."""
    found: dict[tuple[str, str], Judgement] = {}
    for judgement in judged:
        pair = (min(judgement.left, judgement.right), max(judgement.left, judgement.right))
        if pair[0] == pair[1] or pair[0] not in people or pair[1] not in people:
            continue
        before = found.get(pair)
        if before is None or _rank(judgement) < _rank(before):
            found[pair] = judgement
    return found


def _rank(judgement: Judgement) -> tuple[float, bool, str, str, str]:
    same = judgement.verdict == "same"
    return (-judgement.score, same, judgement.left, judgement.right, judgement.reason)


def _edges(standing: Mapping[tuple[str, str], Judgement]) -> dict[str, list[Judgement]]:
    """Return the "same" judgements of each id."""
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for (left, right), judgement in standing.items():
        if judgement.verdict == "same":
            found[left].append(judgement)
            found[right].append(judgement)
    return dict(found)


def _components(people: Mapping[str, Actor], edges: Mapping[str, list[Judgement]]) -> Iterator[list[str]]:
    """Yield the ids that "same" judgements connect; groups never reach across."""
    seen: set[str] = set()
    for start in people:
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for number in component:
            for judgement in edges.get(number, ()):
                other = _other(judgement, number)
                if other not in seen:
                    seen.add(other)
                    component.append(other)
        yield sorted(component)


class _Desk:
    """Groups the ids of one component."""

    def __init__(
        self,
        people: Mapping[str, Actor],
        component: Sequence[str],
        standing: Mapping[tuple[str, str], Judgement],
        edges: Mapping[str, list[Judgement]],
    ) -> None:
        self.people = people
        self.component = component
        self.standing = standing
        self.group_of = {number: number for number in component}
        self.members = {number: [number] for number in component}
        self.held: defaultdict[str, list[Judgement]] = defaultdict(list)
        self.edges = {number: edges.get(number, []) for number in component}
        self._clash: dict[tuple[str, str], bool] = {}

    def groups(self, counts: Mapping[str, int]) -> Iterator[Cluster]:
        """Yield the groups."""
        if len(self.component) == 1:
            yield Cluster(self.component[0], (self.component[0],))
            return
        self._join()
        for name, members in self.members.items():
            best = min(members, key=lambda number: self._standing_of(number, counts))
            held = tuple(sorted(self.held[name], key=_rank))
            yield Cluster(best, tuple(sorted(members)), held)

    def _standing_of(self, number: str, counts: Mapping[str, int]) -> tuple[bool, bool, int, float, str, str]:
        actor = self.people[number]
        kept = not is_in_file(actor)
        return is_lesser(actor), kept, -counts.get(number, 0), -fullness(actor), actor.name, number

    def _join(self) -> None:
        same = sorted({j for number in self.component for j in self.edges[number]}, key=_rank)
        for judgement in same:
            if judgement.score >= SURE and not self._is_open(judgement):
                self._merge(judgement)
        self._join_lesser(same)
        self._join_asking()

    def _is_open(self, judgement: Judgement) -> bool:
        """Tell whether the lesser name is as much another's: George Bush is either of two."""
        if judgement.score >= 1.0:
            return False
        left, right = self.people[judgement.left], self.people[judgement.right]
        if fullness(left) == fullness(right):
            return False
        short, long = sorted((left, right), key=fullness)
        return any(
            other.score > judgement.score - MARGIN and self._clashes(number, long.id)
            for other in self.edges[short.id]
            if (number := _other(other, short.id)) != long.id
            and fullness(self.people[number]) > fullness(short)
        )

    def _join_lesser(self, same: Sequence[Judgement]) -> None:
        """Join family names alone with each other before they ask for a bearer."""
        for judgement in same:
            pair = self.people[judgement.left], self.people[judgement.right]
            if (
                judgement.score < SURE
                and all(map(is_lesser, pair))
                and fullness(pair[0]) == fullness(pair[1])
            ):
                self._merge(judgement, of_one_country=True)

    def _join_asking(self) -> None:
        """Join what is left of weak judgements where the lesser name has one best bearer."""
        for asker in sorted(self.component, key=lambda n: (-fullness(self.people[n]), n)):
            best: dict[str, Judgement] = {}
            for judgement in self.edges[asker]:
                other = _other(judgement, asker)
                if self._asks_less(asker, other) or judgement.score >= SURE:
                    continue
                group = self.group_of[other]
                if group != self.group_of[asker] and (
                    group not in best or _rank(judgement) < _rank(best[group])
                ):
                    best[group] = judgement
            ranked = sorted(best.values(), key=_rank)
            if ranked and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= MARGIN):
                self._merge(ranked[0], of_one_country=True)

    def _asks_less(self, asker: str, other: str) -> bool:
        one, two = self.people[asker], self.people[other]
        return fullness(two) < fullness(one) or (is_lesser(two) and fullness(two) == fullness(one))

    def _merge(self, judgement: Judgement, *, of_one_country: bool = False) -> None:
        one, other = self.group_of[judgement.left], self.group_of[judgement.right]
        if one == other:
            self.held[one].append(judgement)
            return
        if of_one_country and len(self._countries(one) | self._countries(other)) > 1:
            return
        direct = {judgement.left, judgement.right} if judgement.score >= 1.0 else set[str]()
        for a in self.members[one]:
            for b in self.members[other]:
                if {a, b} != direct and self._clashes(a, b):
                    return
        kept, gone = sorted((one, other))
        for number in self.members[gone]:
            self.group_of[number] = kept
        self.members[kept] += self.members.pop(gone)
        self.held[kept] += [*self.held.pop(gone, []), judgement]

    def _countries(self, group: str) -> set[str]:
        return {country for number in self.members[group] if (country := self.people[number].country)}

    def _clashes(self, left: str, right: str) -> bool:
        pair = (min(left, right), max(left, right))
        found = self._clash.get(pair)
        if found is None:
            judgement = self.standing.get(pair) or same_actor(self.people[left], self.people[right])
            found = self._clash[pair] = judgement is not None and judgement.verdict == "different"
        return found


def _other(judgement: Judgement, number: str) -> str:
    return judgement.right if judgement.left == number else judgement.left
