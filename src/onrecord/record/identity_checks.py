"""Whether what the record knows of who is who is what its actors, judgements and decisions make."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from onrecord.actors.identity import identity_keys
from onrecord.actors.identity_clusters import cluster, judgements
from onrecord.record import identity, tables
from onrecord.record.entries import Mismatch
from onrecord.record.portraits import judgement_of, judgement_seal, of_forms, portrait_cells, portrayed
from onrecord.record.provenance import FIRST_HEAD
from onrecord.schema import Actor

_ALTERED = "it is not what was judged"
_BROKEN = "this decision, or one just before, is not what was written down"
_UNLIKE = "what is known of the actor is not what its articles tell"
_UNKEYED = "the actor is not compared with those that share its names"
_UNJUDGED = "the two are not judged by what is known of them"
_UNGROUPED = "the actor is not in the group that judgements and decisions make"


def mismatches(connection: Connection) -> Iterator[Mismatch]:
    """Yield what was altered, and what does not follow.

    What follows is left out where another version of onrecord compared the actors: its rules
    are not known any more.
    """
    for judged in connection.execute(select(tables.judgement)).mappings():
        if judgement_seal(judged) != judged["seal"]:
            yield Mismatch("judgement", f"{judged['left_id']} {judged['right_id']}", _ALTERED)
    head = FIRST_HEAD
    for link in connection.execute(select(tables.decision).order_by(tables.decision.c.key)).mappings():
        if judgement_seal(link, head) != link["seal"]:
            yield Mismatch("decision", f"{link['left_id']} {link['right_id']}", _BROKEN)
        head = link["seal"]
    if identity.decided(connection) != head:
        yield Mismatch("decision", "", "the last decisions that were written down are not there any more")
    if identity.is_current(connection):
        people = of_forms(connection.execute(select(tables.actor)).mappings())
        yield from _portraits(connection, people)
        yield from _judgements(connection, people)


def _portraits(connection: Connection, people: dict[str, Actor]) -> Iterator[Mismatch]:
    held = {row["actor_id"]: row for row in connection.execute(select(tables.portrait)).mappings()}
    keys: dict[str, set[str]] = {}
    for key in connection.execute(select(tables.portrait_key)).mappings():
        keys.setdefault(key["actor_id"], set()).add(key["value"])
    for number in sorted(people.keys() | held.keys() | keys.keys(), key=str):
        actor, row = people.get(number), held.get(number)
        known = None if actor is None else portrait_cells(actor)
        if known is None or row is None or known != {name: row[name] for name in known}:
            yield Mismatch("search", str(number), _UNLIKE)
        elif keys.get(number, set()) != set(identity_keys(portrayed(row))):
            yield Mismatch("search", str(number), _UNKEYED)


def _judgements(connection: Connection, people: dict[str, Actor]) -> Iterator[Mismatch]:
    held = {judgement_of(row) for row in connection.execute(select(tables.judgement)).mappings()}
    for judgement in sorted(held ^ set(judgements(people.values())[0]), key=repr):
        yield Mismatch("judgement", f"{judgement.left} {judgement.right}", _UNJUDGED)
    groups = cluster(people.values(), identity.standing(connection, people))
    named = {member: group.members[0] for group in groups for member in group.members}
    for row in connection.execute(select(tables.portrait.c.actor_id, tables.portrait.c.cluster)).mappings():
        if named.get(row["actor_id"], row["cluster"]) != row["cluster"]:
            yield Mismatch("search", str(row["actor_id"]), _UNGROUPED)
