"""Countries and their leaders from the World Factbook's government section (public domain)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from entries import Entry, cased, plain

# Factbook file codes are FIPS codes; these are not in country-codes.csv or share a row there.
FIPS = {"kv": "XKX", "ri": "SRB", "we": "PSE", "gz": "PSE"}
NAMES_OF_MONTHS = "january february march april may june july august september october november december"
MONTHS = {month: number for number, month in enumerate(NAMES_OF_MONTHS.split(), start=1)}
LEADER = re.compile(r"(?P<words>[^();]+?)\s*\((?:since )?(?P<since>[^)]*)\)")
TITLE = re.compile(
    r"^(?:.*\b)?(?:President|Premier|Minister|Chancellor|King|Queen|Sultan|Amir|Emir|Prince|Governor|General"
    r"|Chairperson|Chair|Chairman|Leader|Pope|Taoiseach|Administrator|Commissioner|Executive|Prefect|Mayor"
    r"|Council|Ambassador|Col\.|Gen\.|Dr\.|Sir|\(vacant\))[,.]?\s+"
)


def _codes(fips: dict[str, str], row: dict[str, Any]) -> str | None:
    code = Path(str(row["file"])).stem
    return FIPS.get(code) or fips.get(code)


def _text(row: dict[str, Any], section: str, field: str) -> str:
    found = (row.get(section) or {}).get(field) or {}
    return plain(found.get("text"))


def _date(words: str) -> str:
    """Return an ISO date, as precise as given, of ``12 December 2019``, ``April 2018`` or ``1997``."""
    found = re.search(r"(?:(\d{1,2})\s+)?(?:([A-Z][a-z]+)\s+)?(\d{4})", words)
    if found is None:
        return ""
    day, month, year = found.groups()
    number = MONTHS.get((month or "").lower()) or next(
        (n for name, n in MONTHS.items() if month and name.startswith(month.lower())), None
    )
    if number is None:
        return year
    return f"{year}-{number:02}-{int(day):02}" if day else f"{year}-{number:02}"


def _person(words: str) -> tuple[str, set[str]] | None:
    """Return the name and other forms of a person whose family name stands in capitals."""
    words = re.sub(r"\"[^\"]*\"|\s+Jr\.?|,\s*Jr\.?|\s+\w\.(?=\s)", " ", words)
    parts = words.split()
    shouted = [i for i, part in enumerate(parts) if re.sub(r"[^\w]", "", part).isupper() and len(part) > 1]
    if not shouted or len(parts) < 2:
        return None
    given = [part for part in parts if not re.search(r"(?:vich|ovna|evna)$", part)]
    name = " ".join(cased(part) if i in shouted else part for i, part in enumerate(parts) if part in given)
    family = cased(" ".join(parts[i] for i in shouted))
    forms = {name, family}
    if shouted[0] > 0:
        forms.add(f"{given[0]} {family}")
        after = parts[shouted[-1] + 1 :]
        # A mother's family name follows in the Spanish way; news leave it out.
        if after and after[0][0].isupper():
            name = name.removesuffix(" " + " ".join(after))
            forms.add(name)
    return name, forms


def _leaders(text: str, iso: str) -> Iterator[Entry]:
    for found in LEADER.finditer(text):
        words = found["words"].split("represented by")[0].split("also spelled")[0].strip(" ;,")
        title = TITLE.match(words)
        if title is None:
            continue
        person = _person(words[title.end() :])
        if person is None or re.search(r"^of\b|\b(?i:[ivx]+)$|[.,]", person[0]):
            continue
        role = re.sub(r"\s+(?:Dr|Gen|Col|Sir)\.?$|,$", "", title[0].strip(" ,"))
        role = re.sub(r"\s+of the .*|,.*", "", role)
        yield Entry(person[0], "person", iso, person[1], roles={(role, _date(found["since"]), "")})


def _demonyms(row: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for word in re.split(r"[;,/]| or ", _text(row, "nationality", "adjective")):
        bare = re.sub(r"\(.*|\bnote\b.*", "", word).strip(" .)")
        if re.fullmatch(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?", bare) and bare != "NA":
            found.add(bare)
    return found


def read_factbook(path: Path, fips: dict[str, str]) -> Iterator[Entry]:
    """Yield a country entry for each entity with an ISO code, then its leaders."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        iso = _codes(fips, row)
        short = _text(row, "country_name", "conventional short form")
        long = _text(row, "country_name", "conventional long form")
        if iso is None or not (short or long):
            continue
        name = re.sub(r"\s*\(.*|^The (?=\w+$)", "", short if short not in {"none", ""} else long)
        country = Entry(name.split(",")[0], "country", iso, {name, long} - {"none"})
        for word in re.split(r" or |, ", _text(row, "country_name", "abbreviation")):
            country.aliases.add(re.sub(r"[()]", "", word).strip())
        for capital in re.split(r"[;,]|\band\b", re.sub(r"\([^)]*\)", "", _text(row, "capital", "name"))):
            if re.fullmatch(r"\s*[A-Z][\w'’. -]+", capital) and len(capital) < 30 and " is " not in capital:
                country.aliases.add(capital.strip())
        country.demonyms |= _demonyms(row)
        yield country
        for field in ("chief of state", "head of government"):
            yield from _leaders(_text(row, "executive", field), iso)
        for envoy in _leaders(_text(row, "diplomats", "chief of mission"), iso):
            envoy.aliases = {form for form in envoy.aliases if " " in form}
            yield envoy
