"""Build the actor file that ships in the package. One command, the same bytes every time.

    python training/actors/build.py SOURCES [TARGET]

`SOURCES` is a folder with these files; all three may be redistributed:

- ``factbook_governments.jsonl``: names, capitals, nationalities and leaders from
  the World Factbook. Public domain (CC0).
- ``country-codes.csv``: ISO codes and names from the datasets/country-codes
  package. Public Domain Dedication and License (PDDL).
- ``Phoenix.Countries.actors.txt`` and ``PLOVER_agents.txt``: persons, places and
  titles, copyright 2014 Open Event Data Alliance. MIT; the notice stands in NOTICE.

Beside this script stand tables written for this project: ``bodies.csv`` (international
organizations, agencies, state bodies, armed groups), ``countries.csv`` (the names that news use
for governments: capitals, seats, demonyms) and ``leaders.csv`` (who held which office from when
until when). The news agencies and outlets are those that ``statements/data/carriers.jsonl`` knows as
carriers of statements.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from entries import Entry, people_line, plain
from factbook import read_factbook
from phoenix import read_actors, read_titles

HERE = Path(__file__).parent
CARRIERS = HERE.parents[1] / "src" / "onrecord" / "statements" / "data" / "carriers.jsonl"
TARGET = HERE.parents[1] / "src" / "onrecord" / "actors" / "actors.jsonl"
SOVEREIGN = ("GBR", "USA", "FRA", "DNK", "NLD", "NOR", "AUS", "NZL", "CHN")
"""Countries whose heads the Factbook names for other countries and territories too."""
# Capitals and places that are far more often a person's name or a common word.
NOT_A_SEAT = frozenset({"Victoria", "Stanley", "Douglas", "Hamilton", "Kingston", "Georgetown", "Jamestown"})


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _split(words: str | None) -> set[str]:
    return {word for word in (words or "").split("|") if word}


def _countries(sources: Path, found: Iterable[Entry]) -> dict[str, Entry]:
    """Merge the sources' country entries by ISO code; the project's own table names them."""
    merged: dict[str, Entry] = {}
    for entry in found:
        assert entry.country is not None
        known = merged.setdefault(entry.country, entry)
        known.aliases |= entry.aliases | {entry.name}
        known.demonyms |= entry.demonyms
    for row in _table(sources / "country-codes.csv"):
        country = merged.get(row["ISO3166-1-Alpha-3"])
        if country is not None:
            short = row["UNTERM English Short"].replace("(the)", "").strip()
            official = row["official_name_en"].removeprefix("the ")
            country.aliases |= {plain(short), plain(official), row["CLDR display name"], row["Capital"]}
    for row in _table(HERE / "countries.csv"):
        country = merged.setdefault(row["country"], Entry(row["name"], "country", row["country"]))
        country.aliases |= {country.name} | _split(row["aliases"])
        country.name = row["name"]
        country.demonyms = _split(row["demonyms"]) or country.demonyms
    return merged


def _names_a_country(word: str, own: set[str]) -> bool:
    """Tell names from the sources' codes, remarks and words that mean something else."""
    if word in own:
        return True
    remark = re.search(r"[*(/;,]|\bnote\b| in [A-Z]", word)
    return word not in NOT_A_SEAT and len(word) > 2 and not remark


def _once(countries: dict[str, Entry]) -> None:
    """Leave out what two countries share: an alias or demonym must name one."""
    own = {
        row["country"]: _split(row["aliases"]) | _split(row["demonyms"]) | {row["name"]}
        for row in _table(HERE / "countries.csv")
    }
    for field in ("aliases", "demonyms", "places"):
        owners: dict[str, set[str]] = defaultdict(set)
        for iso, entry in countries.items():
            for word in getattr(entry, field) | ({entry.name} if field == "aliases" else set()):
                owners[word].add(iso)
        for iso, entry in countries.items():
            kept = {
                word for word in getattr(entry, field) if len(owners[word]) == 1 or word in own.get(iso, ())
            }
            setattr(entry, field, {word for word in kept if _names_a_country(word, own.get(iso, set()))})
    named = {word for entry in countries.values() for word in entry.aliases | entry.demonyms | {entry.name}}
    for entry in countries.values():
        entry.places -= named


def _people(found: Iterable[Entry]) -> list[Entry]:
    """Merge persons of one name and country; a family name alone stays only where it is one person's."""
    merged: dict[tuple[str | None, str], Entry] = {}
    alias: dict[tuple[str | None, str], tuple[str | None, str]] = {}
    for entry in found:
        forms = {entry.name} | entry.aliases
        key = next(
            (alias[entry.country, form] for form in sorted(forms) if (entry.country, form) in alias), None
        )
        key = key or (entry.country, entry.name)
        known = merged.setdefault(key, entry)
        known.aliases |= forms
        # What the first source says of an office stands: sources date and word it differently.
        held = {title for title, _, _ in known.roles}
        known.roles |= {term for term in entry.roles if term[0] not in held} if known is not entry else set()
        for form in forms:
            if " " in form:
                alias[entry.country, form] = key
    families: dict[str, int] = defaultdict(int)
    for entry in merged.values():
        for family in {form.split()[-1] for form in entry.aliases} | {entry.name.split()[0]}:
            families[family] += 1
    for entry in merged.values():
        entry.aliases = {form for form in entry.aliases if " " in form or families[form.split()[-1]] == 1}
    return list(merged.values())


def _leaders() -> list[Entry]:
    """Return who held which office when, one entry a person."""
    found: dict[tuple[str, str], Entry] = {}
    for row in _table(HERE / "leaders.csv"):
        known = found.setdefault(
            (row["country"], row["name"]), Entry(row["name"], "person", row["country"] or None)
        )
        known.aliases |= _split(row["aliases"])
        known.roles.add((row["role"], row["since"], row["until"]))
    return list(found.values())


def _all_people(found: Iterable[Entry], countries: dict[str, Entry]) -> list[Entry]:
    """Merge all persons; the table of leaders says what each of them is called, family names included."""
    leaders = _leaders()
    called = {(leader.country, leader.name): set(leader.aliases) for leader in leaders}
    homes: dict[str, set[str | None]] = defaultdict(set)
    for leader in leaders:
        for form in leader.aliases | {leader.name}:
            homes[form].add(leader.country)
    # Who leads one country, or none, is the bearer of the name that another's list has too.
    others = [
        entry
        for entry in found
        if entry.country in countries
        and all(
            entry.country in homes.get(form, {entry.country})
            for form in entry.aliases | {entry.name}
            if " " in form
        )
    ]
    led = {(leader.country, form) for leader in leaders for form in leader.aliases | {leader.name}}
    for entry in others:
        # The sources that end in 2013 and the one that knows only today date a leader's terms in part.
        if any((entry.country, form) in led for form in entry.aliases | {entry.name}):
            entry.roles = set()
    people = _people([*leaders, *others])
    taken = {form for forms in called.values() for form in forms if " " not in form}
    for person in people:
        # A family name alone means the leader, in whose time one looks it up.
        own = called.get((person.country, person.name), set())
        person.aliases = {form for form in person.aliases if form not in taken} | own
    return people


def _at_home(people: Iterable[Entry]) -> Iterable[Entry]:
    """Leave who is head of several countries to one: the Factbook names a king for each of his realms."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for person in people:
        by_name[person.name].append(person)
    for same in by_name.values():
        home = next((country for country in SOVEREIGN if any(one.country == country for one in same)), None)
        yield from (one for one in same if home is None or one.country == home)


def _bodies() -> list[Entry]:
    return [
        Entry(row["name"], row["kind"], row["country"] or None, _split(row["aliases"]))
        for row in _table(HERE / "bodies.csv")
    ]


def _carriers(bodies: Iterable[Entry], taken: set[str]) -> Iterable[Entry]:
    """Yield the agencies and outlets that carry statements, for they speak too; `taken` are other names.

    Forms that are words or persons' names too are left to whoever sees the words around them.
    """
    named = taken | {form for body in bodies for form in body.aliases | {body.name}}
    for line in CARRIERS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        forms = {row["name"], *row.get("aliases", ())} - set(row.get("plain", ()))
        if row["kind"] == "platform" or row["name"] in named or row["name"] not in forms:
            continue
        yield Entry(
            row["name"], "organization", row.get("country"), {form for form in forms if form not in named}
        )
        named |= forms


def build(sources: Path) -> str:
    """Return the actor file's text from the folder of sources."""
    fips = {
        row["FIPS"].strip().lower(): row["ISO3166-1-Alpha-3"] for row in _table(sources / "country-codes.csv")
    }
    book = list(read_factbook(sources / "factbook_governments.jsonl", fips))
    phoenix = list(read_actors(sources / "Phoenix.Countries.actors.txt"))
    countries = _countries(sources, (entry for entry in book if entry.kind == "country"))
    for entry in phoenix:
        if entry.kind == "places" and entry.country in countries:
            countries[entry.country].places |= entry.places
    _once(countries)
    titles = list(read_titles(sources / "PLOVER_agents.txt"))
    bodies = _bodies()
    people = _all_people(
        (
            *_at_home(entry for entry in book if entry.kind == "person"),
            *(entry for entry in phoenix if entry.kind == "person"),
        ),
        countries,
    )
    taken = {form for person in people for form in person.aliases | {person.name}}
    taken |= {form for country in countries.values() for form in country.aliases | country.demonyms}
    taken |= {word for person in people for word in person.name.split()}
    taken |= {title.name.capitalize() for title in titles}
    bodies += _carriers(bodies, taken)
    plain_people: defaultdict[str, list[Entry]] = defaultdict(list)
    for person in people:
        if not person.roles:
            assert person.country is not None
            plain_people[person.country].append(person)
    entries = [
        *countries.values(),
        *bodies,
        *(person for person in people if person.roles),
        *titles,
    ]
    lines = [entry.line() for entry in entries]
    lines += [people_line(country, members) for country, members in plain_people.items()]
    return "\n".join(sorted(lines)) + "\n"


def main() -> None:
    """Write the actor file."""
    if len(sys.argv) < 2:
        sys.exit("usage: build.py SOURCES [TARGET]")
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    text = build(Path(sys.argv[1]))
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"{target.name}: {text.count(chr(10))} entries, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
