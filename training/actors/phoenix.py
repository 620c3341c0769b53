"""Persons in government, places and titles from the Open Event Data Alliance's dictionaries (MIT)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from entries import Entry, cased

NAME = re.compile(r"^(\+?)([A-Z][^\[;#\t]*?)_*\s*(?:\[(\w+)[^\]]*\].*)?(?:[;#].*)?$")
ROLE = re.compile(r"\[(\w{3})(\w*)\s*([^\]]*)\]")
TITLED = re.compile(r"((?:VICE_)?PRESIDENT|PRIME_MINISTER|CHANCELLOR|PREMIER|FOREIGN_MINISTER)_")
GOVERNS = re.compile(r"\[\w{3}GOV\s+(\d{6}(?:\d\d)?)-(\d{6}(?:\d\d)?)\]")
DATED = re.compile(r"\[\w+\s*[<>]?\d{6}")
BODY = re.compile(
    r"\b(?:Army|Forces?|Military|Ministry|Police|Guards?|Union|Court|Council|Congress|Senate|House|Party|Agency"
    r"|Department|Office|Bank|Front|Movement|Government|Parliament|Republic|United|National|States)\b"
)
PERSON_HEAD = re.compile(r"(?:er|or|ist|ian|ant|ent|man|woman|person|ee|ate|eon|ess|ent|ef|ic|iot)$")
# Heads with a person's ending that name a thing, a body or nothing a newsroom would call a speaker.
NOT_PERSONS = """
    agreement answer bomber border center charter chamber christian commission consulate contractor
    corner cruiser destroyer department detachment disaster directorate electorate emirate
    establishment fighter freighter frontier government govenment helicopter hornet hunter liner
    launcher legislature member newspaper order ordinary party parliament quarter raptor reactor
    regiment regular sector secretariat secretariate settlement tanker tractor weather continent
    jetfighter supertanker container conveyancer airliner jetliner battlecruiser carrier twister
    senate corporate apparatus missionaire garrison public movement state power press labor
    enforcement for committee business congress conglomerate islamic humvee minist agrobusiness
    branokker brigaider frigate person chief maker procuratorate minster newswriter monitor cantor
    conflict extraordinary force syndicate protectorate indictment element water other master
"""
NO_PERSON = frozenset(NOT_PERSONS.split())


def _title_case(name: str) -> str:
    return cased(name.replace("_", " ").strip())


def _is_recent(codes: list[str]) -> bool:
    """Tell whether any role in government, party or opposition reaches past 1999."""
    for code in codes:
        found = ROLE.search(code)
        if found is None or not re.match(r"GOV|OPP|PTY|MIL|LEG", found[2]):
            continue
        end = re.search(r"-(\d{6,8})", found[3])
        if found[3].startswith("<"):
            continue
        if end is None or int(end[1][-6:-4]) < 30:
            return True
    return False


def _day(digits: str) -> str:
    """Return the ISO date of ``811014`` or ``20120515``."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < 30 else "19") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _terms(names: list[str], codes: list[str]) -> set[tuple[str, str, str]]:
    """Return when the bearer of the one title that stands among the names held it, where the end is known."""
    titles = {found[1] for name in names if (found := TITLED.match(name))}
    spans = [found for code in codes if (found := GOVERNS.match(code))]
    if len(titles) != 1 or not spans:
        return set()
    title = titles.pop().replace("_", " ").title()
    terms: list[tuple[str, str, str]] = []
    for since, until in sorted((_day(span[1]), _day(span[2])) for span in spans):
        # Two ways of counting one term stand beside each other.
        if not terms or since > terms[-1][2]:
            terms.append((title, since, until))
    return set(terms)


def _blocks(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the names of each actor with its role codes; a dated code is a person's."""
    names: list[str] = []
    codes: list[str] = []
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace():
            codes.append(line.strip())
            continue
        if not line.startswith("+"):
            if names:
                yield names, codes
            names, codes = [], []
            codes += re.findall(r"\[[^\]]+\]", line)
        names.append(re.split(r"[;#\[\t]", line.lstrip("+"))[0].strip().strip("_"))
    if names:
        yield names, codes


def read_actors(path: Path) -> Iterator[Entry]:
    """Yield persons who held office after 1999, and countries with the names of their places."""
    for names, codes in _blocks(path):
        code = ROLE.search(codes[0]) if codes else None
        if code is None:
            continue
        words = [_title_case(name) for name in names if re.fullmatch(r"[A-Z'_.-]+", name)]
        if not code[2] and not code[3]:
            places = {word for word in words if len(word) > 3 and "." not in word}
            yield Entry(words[0] if words else "", "places", code[1], places=places)
        elif _is_recent(codes) and any(DATED.search(code) for code in codes):
            full = [word for word in words if 2 <= len(word.split()) <= 4 and "." not in word]
            people = [
                word for word in full if not re.search(r"\b(?:President|Minister|Of|The|Party)\b", word)
            ]
            if people and people[0] == words[0] and not any(BODY.search(name) for name in people):
                yield Entry(people[0], "person", code[1], set(people), roles=_terms(names, codes))


def read_titles(path: Path) -> Iterator[Entry]:
    """Yield the nouns that can head the title of a person who speaks."""
    seen: set[str] = set()
    for line in path.read_text(encoding="latin-1").splitlines():
        found = re.match(r"([A-Z!][^\[{#]*?)\s*(?:\{[^}]*\})?\s*\[~(\w+)\]", line)
        if found is None:
            continue
        words = found[1].replace("!PERSON!", "_man").replace("!MINIST!", "minister").replace("_", " ")
        head = re.split(r" (?:of|for|in|to|without|on|de) ", words.lower().strip())[0].split()[-1]
        if head in seen or head in NO_PERSON or not PERSON_HEAD.search(head) or not head.isalpha():
            continue
        seen.add(head)
        yield Entry(head, "title")
