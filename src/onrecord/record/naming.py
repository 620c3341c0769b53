"""Which actors and names a question means."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, exists, false, func, or_, select, union

from onrecord.actors.actorfile import ActorFile, load
from onrecord.actors.offices import holds_office, is_in_service, is_out_of_office
from onrecord.record import lookup, rows, sqlite
from onrecord.record.entries import QueryError
from onrecord.record.names import LETTERS, plain, typed
from onrecord.record.tables import actor, actor_name, portrait, statement
from onrecord.schema import Actor

_OFFICIALS: Final = re.compile(
    r"(?:the )?(.+?)(?:['’]s?)? (?:officials?|government|authorities)", re.IGNORECASE
)
_ID: Final = re.compile(r"ac_\w+", re.ASCII)
_PARTS: Final = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_SHORTEST: Final = 4
"""Letters of a name that stands for its bearer in running text: ``US`` is ``us`` there."""


def speakers(connection: Connection, name: str) -> Select[tuple[int]]:
    """Return the keys of the actors that a name means, with all that are the same actor.

    ``Russian officials`` and ``Russian government`` mean whoever speaks for that state, ``NATO
    officials`` whoever speaks for that body, and an id, or its beginning, the actor that has it.
    A country's own name means the country and what it says together with others, and nobody else
    who has that word in the name.
    """
    if _ID.fullmatch(name):
        return _whole(select(actor.c.key).where(actor.c.id >= name, actor.c.id < name + lookup.LAST))
    officials = _OFFICIALS.fullmatch(" ".join(name.split()))
    if officials is None:
        country = _country(load(), name)
        return named(connection, name) if country is None else _as_country(connection, country)
    code = _code(load(), officials[1])
    if code is not None:
        return _for_state(connection, code)
    # "Transitional Government" is itself a name.
    own, told = named(connection, name), _for_body(connection, officials[1])
    return select(actor.c.key).where(or_(actor.c.key.in_(own), actor.c.key.in_(told)))


def named(connection: Connection, name: str) -> Select[tuple[int]]:
    """Return the keys of the actors that bear a name, with all that are the same actor."""
    return _whole(select(actor_name.c.actor_key).where(spelled(connection, actor_name.c.plain, name)))


def of_country(country: str) -> Select[tuple[int]]:
    """Return the keys of a country's actors, itself among them.

    Raises:
        QueryError: no country is called so.
    """
    code = _code(load(), country)
    if code is None:
        raise QueryError(f"No country is called {country!r}: give its name or its three letters, like RUS.")
    return _whole(select(actor.c.key).where(actor.c.country == code))


def spelled(connection: Connection, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Compare plain names: whole words, and only where nobody has them, any part of a name.

    So ``US`` finds no Russia, and ``zakh`` still finds Zakharova, ``orsted`` Ørsted. What the
    actor file knows by this very name is found by its other names too: ``KCNA`` finds Korean
    Central News Agency.
    """
    words = plain(name)
    if not words.strip():
        return false()
    as_typed = column
    for letter, instead in LETTERS.items():
        as_typed = func.replace(as_typed, letter, instead)
    whole = or_(sqlite.contains(as_typed, typed(words)), column.in_(sorted(_others(load(), words))))
    if connection.execute(select(exists().where(whole))).scalar():
        return whole
    return sqlite.contains(as_typed, typed(words.strip()))


def in_text(name: str) -> list[str]:
    """Return the names by which running text speaks of what bears this very name, itself first."""
    others = sorted(other.strip() for other in _others(load(), plain(name)) - {plain(name)})
    return [name, *(other for other in others if len(other) >= _SHORTEST)]


def _as_country(connection: Connection, code: str) -> Select[tuple[int]]:
    """Find a country itself, and groups that it is one of: ``Russia and China``."""
    known = load()
    names = {plain(name) for name, bearer in known.countries.items() if bearer.country == code}
    near = or_(*(sqlite.contains(actor_name.c.plain, name) for name in sorted(names)))
    found = connection.execute(
        select(actor.c.key, actor.c.name, actor.c.kind, actor_name.c.plain)
        .join_from(actor, actor_name)
        .where(actor.c.kind.in_(("country", "group")), actor.c.anonymous.is_(False), near)
    )
    keys = {
        key
        for key, name, kind, called in found
        if (kind == "country" and called in names)
        or (kind == "group" and any(plain(part) in names for part in _PARTS.split(name)))
    }
    return _whole(sqlite.listed(json.dumps(sorted(keys))))


def _for_state(connection: Connection, code: str) -> Select[tuple[int]]:
    """Find who speaks for a state.

    An actor is judged by all that the record tells of it: ``spokesman`` is one of this state
    where another article says of which. Where it is met as a former one it does not speak for it.
    """
    group = func.coalesce(portrait.c.cluster, actor.c.id).label("cluster")
    spoken = select(func.count()).where(statement.c.speaker_key == actor.c.key).scalar_subquery()
    found = (
        select(actor, group, spoken.label("spoken"))
        .outerjoin(portrait, portrait.c.actor_id == actor.c.id)
        .where(actor.c.key.in_(_whole(select(actor.c.key).where(actor.c.country == code))))
    )
    groups: dict[str, list[tuple[int, Actor, int]]] = {}
    for row in connection.execute(found).mappings():
        groups.setdefault(row["cluster"], []).append((row["key"], rows.actor_of(row), row["spoken"]))
    keys = [
        key
        for forms in groups.values()
        if is_in_service(((form, count) for _, form, count in forms), code)
        for key, form, _ in forms
        if not is_out_of_office(form)
    ]
    return sqlite.listed(json.dumps(keys))


def _for_body(connection: Connection, body: str) -> Select[tuple[int]]:
    """Find who speaks for a body that is no state: itself, and who is met in an office of it."""
    words = plain(body)
    names = {words, *_others(load(), words)} - {plain("")}
    told = (actor.c.role, actor.c.organization, actor.c.name)
    near = or_(*(sqlite.contains(func.lower(part), name.strip()) for part in told for name in names), false())
    found = connection.execute(select(actor).where(near)).mappings()
    keys = [
        row["key"]
        for row in found
        if holds_office(rows.actor_of(row))
        and any(name in plain(row[part.name] or "") for part in told for name in names)
    ]
    bodies = select(actor_name.c.actor_key).where(actor_name.c.plain.in_(sorted(names)))
    return select(actor.c.key).where(
        actor.c.key.in_(_whole(bodies)) | actor.c.key.in_(sqlite.listed(json.dumps(keys)))
    )


def _whole(keys: Select[tuple[int]]) -> Select[tuple[int]]:
    """Return the keys of all forms of the actors that have one of these forms, or are one with them."""
    met = select(actor.c.id).where(actor.c.key.in_(keys)).distinct().cte()
    own, mate = portrait.alias("own"), portrait.alias("mate")
    mates = select(mate.c.actor_id).join_from(own, mate, own.c.cluster == mate.c.cluster)
    same = union(select(met.c.id), mates.join(met, met.c.id == own.c.actor_id))
    return select(actor.c.key).where(actor.c.id.in_(same))


def _others(known: ActorFile, words: str) -> set[str]:
    """Return all plain names of the country or body that has this one."""
    bearers = {
        bearer.name
        for names in (known.countries, known.bodies)
        for name, bearer in names.items()
        if plain(name) == words
    }
    if not bearers:
        return set()
    return {
        plain(name)
        for names in (known.countries, known.bodies)
        for name, bearer in names.items()
        if bearer.name in bearers
    }


def _code(known: ActorFile, name: str) -> str | None:
    """Return the ISO code of the country of a name or demonym, or of a code itself."""
    if name.upper() in known.by_code:
        return name.upper()
    words = plain(name)
    for word, code in known.demonyms.items():
        if plain(word) == words:
            return code
    return _country(known, name)


def _country(known: ActorFile, name: str) -> str | None:
    """Return the ISO code of the country of this very name."""
    words = plain(name)
    return next((bearer.country for word, bearer in known.countries.items() if plain(word) == words), None)
