"""Brings what printed names of organizations and countries share into one form.

``Russian Foreign Ministry``, ``Foreign Ministry of Russia`` and ``Russia's Ministry of Foreign
Affairs`` are one: a country, and what is left of the words in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.actors import lexicon
from onrecord.actors.actorfile import ActorFile, KnownActor, load
from onrecord.actors.identity_spelling import fold

SMALL: Final = lexicon.words(
    "the of for and on in at to a an de del della des du la le les et y und der die das von & affairs"
)
SAME: Final = {
    "organisation": "organization",
    "programme": "program",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "dept": "department",
    "ministries": "ministry",
    "univ": "university",
    "corp": "corporation",
    "co": "company",
    "bros": "brothers",
    "organisations": "organizations",
    "intl": "international",
    "gov": "government",
    "info": "information",
}
LEGAL: Final = frozenset({"inc", "ltd", "llc", "plc", "company", "corporation", "group", "sa", "ag", "gmbh"})
DROPPED: Final = frozenset({"state", "states", "federal", "republic", "national"})
UNOWNED: Final = lexicon.words(
    """
    ministry department foreign defense interior finance health justice education information trade
    energy agriculture economy labor culture tourism transport environment oil planning police army
    military navy government cabinet parliament senate congress supreme court house assembly embassy
    council central bank air force election commission party opposition security intelligence
    representatives office high general public prosecution prosecutor attorney state television tv
    radio media news agency mission border guard coast treasury
    """
)
"""Words that name a body only with its country: every state has a foreign ministry."""
POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s?(?=\s|$)")
WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_][\w.&+]*(?:['’]\w+)*")
ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,7}$|(?:[A-Z]\.){2,}$")
LEAST_LETTERS: Final = 3
COUNTRY_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class BodyName:
    """An organization's or country's name: the actor file's name for it, or its country and words."""

    known: KnownActor | None
    country: str | None
    words: tuple[str, ...]
    initials: frozenset[str] = frozenset()
    acronym: str | None = None

    @property
    def forms(self) -> frozenset[str]:
        """What printings of one name share: its entry in the actor file, and its country and words.

        None are left of words that name no certain body: every state has a foreign ministry.
        """
        entry = {f"{self.known.kind}:{self.known.name}"} if self.known is not None else set()
        certain = self.country is not None or not set(self.words) <= UNOWNED
        return frozenset(entry | ({f"{self.country or ''}:{self.plain}"} if certain else set()))

    @property
    def plain(self) -> str:
        """The words in one order."""
        return " ".join(sorted(self.words))


def known_body(name: str, actors: ActorFile) -> KnownActor | None:
    """Return the country or body of the actor file that a printed name stands for."""
    plain = " ".join(name.split())
    bare = plain[4:] if plain.lower().startswith("the ") else plain
    return actors.known(plain) or actors.known(bare) or actors.known(f"The {bare}")


@lru_cache(maxsize=262144)
def body_name(name: str, country: str | None = None) -> BodyName:
    """Return the parts of an organization's or country's name.

    Args:
        name: as printed.
        country: ISO code of its country where that is known otherwise than by the name.
    """
    actors = load()
    known = known_body(name, actors)
    printed = WORD.findall(POSSESSIVE.sub("", name))
    kept, code = _without_country(printed, actors)
    if known is not None and country is not None and known.country not in {None, country}:
        # The Muslim Brotherhood of a Jordanian article is not Egypt's.
        known = None
    words = [SAME.get(word, word) for word in map(fold, kept) if word not in SMALL]
    if len(words) > 1:
        words = [word for word in words if word not in LEGAL] or words
    if "ministry" in words or "department" in words:
        words = [word for word in words if word not in DROPPED and word != "department"]
        words = sorted({*words, "ministry"})
    acronym = fold(printed[0]) if len(printed) == 1 and ACRONYM.match(printed[0]) else None
    country = code or (known.country if known is not None else None) or country
    return BodyName(known, country, tuple(words), _initials(printed), acronym)


def _without_country(printed: list[str], actors: ActorFile) -> tuple[list[str], str | None]:
    """Take a country's name or demonym out of a name; one that is nothing else keeps it."""
    for size in range(min(COUNTRY_WORDS, len(printed) - 1), 0, -1):
        for start in range(len(printed) - size + 1):
            run = " ".join(printed[start : start + size])
            country = actors.countries.get(run)
            # "Al Jazeera English" is told by its language.
            ends = start + size == len(printed)
            code = country.country if country else None if ends else actors.demonyms.get(run)
            if code is None:
                continue
            rest = printed[:start] + printed[start + size :]
            if any(fold(word) not in SMALL for word in rest):
                return rest, code
    return printed, None


def _initials(printed: list[str]) -> frozenset[str]:
    """Return the acronyms that a name of several words may have, small words counted or not."""
    if len(printed) < LEAST_LETTERS - 1:
        return frozenset()
    letters = [fold(word)[:1] for word in printed]
    longer = [fold(word)[:1] for word in printed if fold(word) not in SMALL - {"affairs"}]
    return frozenset("".join(run) for run in (letters, longer) if len(run) >= LEAST_LETTERS)
