"""The packaged actor file: countries, bodies, persons in office, and the nouns of titles."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from onrecord.actors.tokens import words_of
from onrecord.schema import ActorKind

_LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One entry: canonical name, kind, ISO country, roles as (title, ISO date it began)."""

    name: str
    kind: ActorKind
    country: str | None
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ActorFile:
    """Lookups over the actor file; every key is a name in the form of `key`."""

    countries: dict[str, KnownActor] = field(default_factory=dict)
    bodies: dict[str, KnownActor] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    by_code: dict[str, KnownActor] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    people: dict[str, list[tuple[str, str | None, list[list[str]]]]] = field(default_factory=dict)
    official: dict[str, list[tuple[tuple[str, ...], KnownActor]]] = field(default_factory=dict)
    """Names with small words or a possessive inside, by their first word, the longest first."""

    def person(self, name: str) -> KnownActor | None:
        """Return the person of this name, or None where none or several bear it."""
        found = self.people.get(key(name), ())
        if len({row[1] for row in found}) != 1:
            return None
        best = max(found, key=lambda row: len(row[2]))
        return KnownActor(best[0], "person", best[1], tuple((role, since) for role, since in best[2]))

    def known(self, name: str) -> KnownActor | None:
        """Return the country or body of this name."""
        return self.countries.get(name) or self.bodies.get(name)

    def country_of(self, word: str) -> str | None:
        """Return the ISO code that a demonym, country or place name gives."""
        found = self.demonyms.get(word)
        if found is None and word in self.countries:
            found = self.countries[word].country
        return found or self.places.get(word)


def key(name: str) -> str:
    """Return `name` without accents, case and hyphens, as the file's names are looked up."""
    if name.isascii():
        return name.replace("-", " ").lower()
    bare = unicodedata.normalize("NFKD", name).replace("’", "'").replace("-", " ")
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def _read_country(actors: ActorFile, row: dict[str, list[str]], known: KnownActor) -> None:
    assert known.country is not None
    actors.by_code[known.country] = known
    for name in (known.name, *row.get("aliases", ())):
        actors.countries[name] = known
    for name in row.get("demonyms", ()):
        actors.demonyms[name] = known.country
        # "Russians", "Turks": a people is named by its plural.
        if not name.isupper() and "." not in name and name[-1] in "nikb" and not name.endswith("ish"):
            actors.demonyms[name + "s"] = known.country
    for name in row.get("places", ()):
        actors.places[name] = known.country


@cache
def load() -> ActorFile:
    """Read the packaged file once a process; countries and bodies keep their case, it tells US from us."""
    actors = ActorFile()
    people: dict[str, list[tuple[str, str | None, list[list[str]]]]] = defaultdict(list)
    text = resources.files("onrecord.actors").joinpath("actors.jsonl").read_text(encoding="utf-8")
    # As one array it is read in half the time that line by line takes.
    for row in json.loads(f"[{text.strip().replace(_LINE_END, ',')}]"):
        kind = row["kind"]
        if kind == "title":
            actors.titles.add(row["name"])
            continue
        if kind == "person":
            person = (row["name"], row.get("country"), row.get("roles", []))
            for name in {key(name) for name in (row["name"], *row.get("aliases", ()))}:
                people[name].append(person)
            continue
        known = KnownActor(row["name"], kind, row.get("country"))
        if kind == "country":
            _read_country(actors, row, known)
        else:
            for name in (known.name, *row.get("aliases", ())):
                actors.bodies[name] = known
    actors.people = dict(people)
    _read_official(actors)
    return actors


def _read_official(actors: ActorFile) -> None:
    for name, known in (*actors.countries.items(), *actors.bodies.items()):
        parts = name.split()
        breaks = any(part[0].islower() or part[-2:] in {"'s", "’s"} for part in parts[:-1])
        if breaks and parts[0][0].isupper():
            words = words_of(name)
            actors.official.setdefault(words[0], []).append((words, known))
    for names in actors.official.values():
        names.sort(key=lambda entry: (-len(entry[0]), entry[0]))
