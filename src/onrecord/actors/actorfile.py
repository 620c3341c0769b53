"""The packaged actor file: countries, bodies, persons in office, and the nouns of titles."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple, TypeAlias

from onrecord.actors.tokens import words_of
from onrecord.schema import ActorKind

_LINE_END = "\n"


class Term(NamedTuple):
    """An office and when it was held: ISO 8601 dates, empty where the sources do not say."""

    title: str
    since: str
    until: str = ""

    def covers(self, date: str) -> bool:
        """Tell whether the office was held on an ISO 8601 date, or on a day of a month or year."""
        return (not self.since or self.since[: len(date)] <= date[: len(self.since)]) and (
            not self.until or date[: len(self.until)] <= self.until[: len(date)]
        )


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One entry: canonical name, kind, ISO country, and the offices that a person held, by their begin."""

    name: str
    kind: ActorKind
    country: str | None
    terms: tuple[Term, ...] = ()

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """The offices as title and ISO date it began, those that have ended too."""
        return tuple((term.title, term.since) for term in self.terms)

    def held(self, date: str | None) -> tuple[Term, ...]:
        """Return the offices held on a date, the last begun first; without a date, those not ended."""
        found = [term for term in self.terms if (term.covers(date) if date else not term.until)]
        return tuple(sorted(found, key=lambda term: term.since, reverse=True))


_Row: TypeAlias = tuple[str, str | None, tuple[Term, ...]]


@dataclass(slots=True)
class ActorFile:
    """Lookups over the actor file; every key is a name in the form of `key`."""

    countries: dict[str, KnownActor] = field(default_factory=dict)
    bodies: dict[str, KnownActor] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    by_code: dict[str, KnownActor] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    people: dict[str, list[_Row]] = field(default_factory=dict)
    official: dict[str, list[tuple[tuple[str, ...], KnownActor]]] = field(default_factory=dict)
    """Names with small words or a possessive inside, by their first word, the longest first."""

    def person(self, name: str) -> KnownActor | None:
        """Return the person of this name, or None where none or several bear it.

        Several entries of one full name and country are one person's; of a family name alone
        every bearer counts.
        """
        found = self.people.get(key(name), ())
        told = {row[1] for row in found} if " " in name else {row[:2] for row in found}
        return _known(max(found, key=lambda row: len(row[2]))) if len(told) == 1 else None

    def bearer(self, name: str, date: str | None) -> KnownActor | None:
        """Return whom a name means at a time: its only bearer, or the only one in office then.

        Args:
            name: a full name or a family name alone.
            date: ISO 8601, as precise as it is known; None asks who is in office now.
        """
        only = self.person(name)
        if only is not None:
            return only
        known = [_known(row) for row in self.people.get(key(name), ())]
        holding = [person for person in known if person.held(date)]
        return holding[0] if len(holding) == 1 else None

    def roles_at(self, name: str, date: str | None) -> tuple[Term, ...]:
        """Return the offices that the person of a name held on a date, the last begun first.

        Args:
            name: a full name or a family name alone.
            date: ISO 8601, as precise as it is known; None asks for today's offices.
        """
        known = self.bearer(name, date)
        return known.held(date) if known is not None else ()

    def known(self, name: str) -> KnownActor | None:
        """Return the country or body of this name."""
        return self.countries.get(name) or self.bodies.get(name)

    def country_of(self, word: str) -> str | None:
        """Return the ISO code that a demonym, country or place name gives."""
        found = self.demonyms.get(word)
        if found is None and word in self.countries:
            found = self.countries[word].country
        return found or self.places.get(word)


def _known(row: _Row) -> KnownActor:
    return KnownActor(row[0], "person", row[1], row[2])


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


def _enter(people: dict[str, list[_Row]], person: _Row, forms: list[str]) -> None:
    seen: set[str] = set()
    for form in forms:
        name = form.lower() if form.isascii() and "-" not in form else key(form)
        if name not in seen:
            seen.add(name)
            people.setdefault(name, []).append(person)


@cache
def load() -> ActorFile:
    """Read the packaged file once a process; countries and bodies keep their case, it tells US from us."""
    actors = ActorFile()
    people: dict[str, list[_Row]] = {}
    text = resources.files("onrecord.actors").joinpath("actors.jsonl").read_text(encoding="utf-8")
    # As one array it is read in half the time that line by line takes.
    for row in json.loads(f"[{text.strip().replace(_LINE_END, ',')}]"):
        kind = row["kind"]
        if kind == "title":
            actors.titles.add(row["name"])
        elif kind == "people":
            country = row.get("country")
            for joined in row["names"]:
                forms = joined.split("|")
                _enter(people, (forms[0], country, ()), forms)
        elif kind == "person":
            terms = tuple(Term(*term) for term in row["roles"])
            person = (row["name"], row.get("country"), terms)
            _enter(people, person, [row["name"], *row.get("aliases", ())])
        else:
            known = KnownActor(row["name"], kind, row.get("country"))
            if kind == "country":
                _read_country(actors, row, known)
            else:
                for name in (known.name, *row.get("aliases", ())):
                    actors.bodies[name] = known
    actors.people = people
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
