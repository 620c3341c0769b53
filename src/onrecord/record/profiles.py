"""All that the record tells of one actor: its names, roles, acts, and what it was joined with and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from onrecord.actors.identity_clusters import cluster
from onrecord.record import identity, lookup, rows, tables
from onrecord.record.entries import Merge, Profile, RoleMet, Tally
from onrecord.record.names import plain
from onrecord.record.portions import among
from onrecord.record.portraits import judgement_of
from onrecord.record.provenance import Row, spans_of
from onrecord.schema import GAP, Actor

_MOST: Final = 10
"""How many of the most frequent names, targets and links of chains a profile has."""
_NEVER: Final = "~"  # sorts after all dates
_DAY: Final = 10
"""Letters of a date."""

_statement, _actor = tables.statement, tables.actor


def profile(connection: Connection, actor_id: str) -> Profile | None:
    """Return what the record tells of the actor of that whole id, and of those that are one with it."""
    members = identity.mates(connection, actor_id)
    said = (
        select(_actor.c.id, func.count())
        .join_from(_statement, _actor, _statement.c.speaker_key == _actor.c.key)
        .where(_actor.c.id.in_(members))
        .group_by(_actor.c.id)
    )
    counts = {str(number): int(count) for number, count in connection.execute(said)}
    people = identity.portraits(connection, members)
    judged = identity.standing(connection, people)
    group = next((one for one in cluster(people.values(), judged, counts) if actor_id in one.members), None)
    canonical = actor_id if group is None else group.canonical
    actor = lookup.actor(connection, canonical)
    if actor is None:
        return None
    roles = _roles(connection, members)
    latest = max(
        (met for met in roles if met.last), key=lambda met: (met.last or "", met.count), default=None
    )
    return Profile(
        actor=_whole(connection, actor, members, latest.role if latest else actor.role),
        members=tuple(members),
        statements=sum(counts.values()),
        names=_names(connection, members),
        roles=roles,
        acts=_tallies(connection, members, _statement.c.act, select(_statement.c.act, func.count())),
        targets=_targets(connection, members),
        vias=_vias(connection, members),
        merges=_merges(connection, members),
    )


def _by(found: Select[Any], members: Sequence[str]) -> Select[Any]:
    """Narrow a select over statements to those of these actors."""
    forms = select(_actor.c.key).where(_actor.c.id.in_(members))
    return found.where(_statement.c.speaker_key.in_(forms))


def _whole(connection: Connection, actor: Actor, members: Sequence[str], role: str | None) -> Actor:
    """Return an actor with the aliases of all that are one with it, and with the role it had last."""
    others = [lookup.actor(connection, member) for member in members if member != actor.id]
    known = [actor, *(other for other in others if other is not None)]
    names = dict.fromkeys(name for one in known for name in (*one.aliases, one.name))
    names.pop(actor.name, None)
    country = next((one.country for one in known if one.country), None)
    return Actor(
        *(actor.id, actor.name, actor.kind, role, country, actor.anonymous, tuple(names)),
        *(actor.type, actor.organization, actor.reason),
    )


def _roles(connection: Connection, members: Sequence[str]) -> tuple[RoleMet, ...]:
    """Return the roles that the actor was met in, the first one met first; capitals make no other role."""
    moment = func.substr(_statement.c.moment, 1, _DAY)
    found = (
        select(_actor.c.role, func.min(moment), func.max(moment), func.count())
        .join_from(_statement, _actor, _statement.c.speaker_key == _actor.c.key)
        .where(_actor.c.id.in_(members), _actor.c.role.is_not(None))
        .group_by(_actor.c.role)
    )
    alike: dict[str, list[RoleMet]] = {}
    for row in connection.execute(found):
        alike.setdefault(plain(row[0]), []).append(RoleMet(*row))
    roles = [
        RoleMet(
            role=min(same, key=lambda met: (-met.count, met.role)).role,
            first=min((met.first for met in same if met.first), default=None),
            last=max((met.last for met in same if met.last), default=None),
            count=sum(met.count for met in same),
        )
        for same in alike.values()
    ]
    return tuple(sorted(roles, key=lambda met: (met.first or _NEVER, -met.count, met.role)))


def _names(connection: Connection, members: Sequence[str]) -> tuple[Tally, ...]:
    """Count the words by which pages name the actor, where it speaks."""
    found = _by(select(_statement.c.page_key, _statement.c.named), members)
    places: dict[str, list[str]] = {}
    for key, named in connection.execute(found.where(_statement.c.named.is_not(None))):
        places.setdefault(str(key), []).append(named)
    told: Counter[str] = Counter()
    pages = select(tables.page.c.key, tables.page.c.text)
    for row in among(connection, pages, tables.page.c.key, places):
        text = rows.unpacked(row["text"]).decode("utf-8")
        for cell in places[str(row["key"])]:
            told[" ".join(GAP.join(text[a:b] for a, b in spans_of(cell)).split())] += 1
    return _most(told)


def _tallies(
    connection: Connection, members: Sequence[str], column: Any, found: Select[Any], most: int | None = None
) -> tuple[Tally, ...]:
    counted = _by(found, members).where(column.is_not(None)).group_by(column)
    told = Counter({str(name): int(count) for name, count in connection.execute(counted)})
    return _most(told, most)


def _vias(connection: Connection, members: Sequence[str]) -> tuple[Tally, ...]:
    name = tables.relay.c.name
    found = select(name, func.count(_statement.c.key.distinct())).join_from(
        tables.relay, _statement, tables.relay.c.statement_key == _statement.c.key
    )
    return _tallies(connection, members, name, found, _MOST)


def _targets(connection: Connection, members: Sequence[str]) -> tuple[Tally, ...]:
    """Count whom the actor's statements are aimed at; what is one actor counts under its usual name."""
    of_target, portrait = tables.actor.alias("of_target"), tables.portrait
    group = func.coalesce(portrait.c.cluster, of_target.c.id)
    found = (
        select(group, of_target.c.name, func.count())
        .select_from(
            tables.target.join(_statement, tables.target.c.statement_key == _statement.c.key)
            .join(of_target, tables.target.c.actor_key == of_target.c.key)
            .outerjoin(portrait, portrait.c.actor_id == of_target.c.id)
        )
        .group_by(group, of_target.c.name)
    )
    told: dict[str, Counter[str]] = {}
    for actor_id, name, count in connection.execute(_by(found, members)):
        told.setdefault(actor_id, Counter())[name] += count
    usual: Counter[str] = Counter()
    for names in told.values():
        usual[min(names, key=lambda name: (-names[name], name))] += names.total()
    return _most(usual, _MOST)


def _most(told: Counter[str], most: int | None = _MOST) -> tuple[Tally, ...]:
    found = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tally(name, count) for name, count in found[:most])


def _merges(connection: Connection, members: Sequence[str]) -> tuple[Merge, ...]:
    """Return the judgements that hold the group together, then what persons decided on its members."""
    table = tables.judgement
    found = [
        row
        for row in among(connection, select(table).where(table.c.verdict == "same"), table.c.left_id, members)
        if row["right_id"] in members
    ]
    found.sort(key=lambda row: (-row["score"], row["left_id"], row["right_id"]))
    return tuple(_merge(connection, row) for row in (*found, *identity.decisions(connection, members)))


def _merge(connection: Connection, row: Row) -> Merge:
    names = {
        number: actor.name if (actor := lookup.actor(connection, number)) else number
        for number in (row["left_id"], row["right_id"])
    }
    judged = judgement_of(row)
    return Merge(
        left_id=judged.left,
        left=names[judged.left],
        right_id=judged.right,
        right=names[judged.right],
        verdict=judged.verdict,
        score=judged.score,
        reason=judged.reason,
        made_by=row["made_by"],
        made=row["made"],
        by_person="key" in row,
    )
