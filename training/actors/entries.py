"""One entry of the actor file, and how names are brought into one form."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Entry:
    """A line of the actor file; empty fields are left out when it is written."""

    name: str
    kind: str
    country: str | None = None
    aliases: set[str] = field(default_factory=set)
    demonyms: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    roles: set[tuple[str, str, str]] = field(default_factory=set)
    """Title, ISO date it began, ISO date it ended or an empty text."""

    def line(self) -> str:
        """Return the entry as one line of JSON with sorted members."""
        row: dict[str, object] = {"name": self.name, "kind": self.kind}
        if self.country:
            row["country"] = self.country
        for key, words in (("aliases", self.aliases), ("demonyms", self.demonyms), ("places", self.places)):
            kept = sorted(word for word in words if word and (word != self.name or key == "demonyms"))
            if kept:
                row[key] = kept
        if self.roles:
            terms = sorted(self.roles, key=lambda term: (term[1], term))
            row["roles"] = [[role, since, *([until] if until else [])] for role, since, until in terms]
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def people_line(country: str | None, people: Iterable[Entry]) -> str:
    """Return the people of one country who have no dated role as one line: names joined by ``|``."""
    names = sorted("|".join([one.name, *sorted(one.aliases - {one.name})]) for one in people)
    row = {"kind": "people", **({"country": country} if country else {}), "names": names}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def plain(text: str | None) -> str:
    """Return a Factbook text without markup, entities and doubled space."""
    bare = re.sub(r"<[^>]+>", " ", html.unescape(text or ""))
    return re.sub(r"\s+", " ", bare).strip()


def cased(shouted: str) -> str:
    """Return ``VLADIMIR PUTIN`` or ``TEBBOUNE`` as names are written in running text."""
    words = []
    for word in shouted.split():
        parts = [part.capitalize() for part in re.split(r"(?<=[-'])", word)]
        words.append(re.sub(r"^Mc(\w)", lambda m: "Mc" + m[1].upper(), "".join(parts)))
    words = [
        word.upper() if re.fullmatch(r"(?:[Ii]{2,3}|[Ii]v|[Vv]i{1,3}|[Xx]?[Ii]x)", word) else word
        for word in words
    ]
    joined = re.sub(r"(?<=\w\w)'S\b", "'s", " ".join(words))
    return re.sub(
        r"\b(?:Al|El|Bin|Bint|Ibn|De|Da|Dos|Der|Den|Von|Van|Ould)(?=[- ]\w)", lambda m: m[0].lower(), joined
    )
