"""Reads a person's name by its structure: which words are the family's, which are the person's own.

``Kim Jong Un`` has its family name first, ``el-Qaddafi`` an article, ``Vladimir Vladimirovich
Putin`` a father's name, ``George H. W. Bush`` initials, ``Ursula von der Leyen`` a family name of
several words. Where two readings are possible, both are given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.actors import lexicon
from onrecord.actors.figures import FAMILY_FIRST
from onrecord.actors.identity_spelling import fold

ARAB: Final = lexicon.words(
    "DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM ESH"
)
EASTERN: Final = lexicon.words("PRK KOR CHN TWN HKG MAC SGP VNM KHM")
LATIN: Final = lexicon.words(
    """
    USA GBR IRL CAN AUS NZL DEU AUT CHE FRA BEL NLD LUX ITA ESP PRT SWE NOR DNK FIN ISL POL CZE SVK HUN
    ROU HRV SVN EST LVA LTU MLT MEX GTM HND SLV NIC CRI PAN CUB DOM PRI COL VEN ECU PER BOL CHL ARG URY
    PRY BRA ZAF VAT ALB XKX TUR PHL
    """
)
"""Where names are written in Latin letters, so that another spelling is another name."""

OTHER_SCRIPTS: Final = lexicon.words(
    """
    ahmed mohammed muhammad mohamed mahmoud ali hassan hussein ibrahim khalid abdullah yusuf mustafa tariq
    bashar vladimir sergei sergey dmitry dmitri alexander aleksandr alexei mikhail nikolai igor oleg boris
    yuri andrei viktor anatoly konstantin pavel vassily vasily omar imran narendra rahul sanjay rashid
    hosni ban ziyad mohamad fatima aisha khadija maryam zainab leila layla nadia amina svetlana natalia
    olga tatiana irina ekaterina elena galina lyudmila yulia oksana maria
    """
)
WESTERN: Final = lexicon.GIVEN - OTHER_SCRIPTS
SUFFIXES: Final = {"jr": "jr", "sr": "sr", "junior": "jr", "senior": "sr"}
ORDINAL: Final = re.compile(r"(?:II|III|IV|VI{0,3}|IX|X|XI{0,3}|XIV|XV|XVI{1,3})$")
REGAL: Final = lexicon.words(
    "king queen pope prince princess emir amir sultan sheikh sheik emperor shah saint"
)
TITLES: Final = lexicon.PERSON_ROLES | lexicon.HONORIFICS | lexicon.words("ex-president crown vice prime")
ARTICLES: Final = frozenset({"al", "el", "as", "ash", "ad", "ar", "an", "at", "az", "ed", "es", "ul", "ez"})
CHILD_OF: Final = frozenset({"bin", "ibn", "bint", "ben", "ould", "binti"})
OF_FAMILY: Final = (
    lexicon.PARTICLES - ARTICLES - CHILD_OF - {"abu", "y", "e", "i", "al-", "el-", "d'", "die"}
) | {"st"}
SERVANT: Final = re.compile(r"abd(?:ul|el|al|ol|ou|il)?$")
SERVANT_JOINED: Final = re.compile(r"abd(?:ul|el|al|ol|ur|er|ar|us|es|as)(?!lah$|lla$)(\w{3,})$")
PARTED: Final = re.compile(
    r"-(?:(?:al|el|ul|ur|ad|as|ash|ar|an|at|az)-)|^(?:al|el|as|ash|ad|ar|an|at|az|ed|es)[-‐](?=\w{3})",
    re.IGNORECASE,
)
FUSED: Final = re.compile(r"^(?:El|Al)(?=[A-Z][a-z]{2})")
LONG_FUSED: Final = re.compile(r"^el(?=[b-df-hj-np-tv-z]\w{4})")
FATHER: Final = re.compile(r"\w(?:vich|vych|evna|ovna|ivna|yevna|vna|ogly|oglu|kyzy)$")
INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$|[A-Z]$|[BCDFGHJKLMNPRSTVWZ]{2,3}$")
SYLLABLE: Final = r"[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouyw]{1,3}(?:ng|n|m|k|l|p|h|r|t|b|g)?"
SYLLABLES: Final = re.compile(rf"{SYLLABLE}(?:[- ]?{SYLLABLE})?$")
POSSESSIVE: Final = re.compile(r"['’]s?$")
QUOTED: Final = re.compile(r"[\"“(][^\"”)]*[\"”)]")
EAST: Final = """
    lee ri yi rhee, park pak bak, choi choe, roh no noh, jung chung jeong chong, yoon yun youn, moon mun,
    kang gang, lim im rim, shin sin, cho jo, jang chang, ban pan, song, oh o, kim gim, chun jeon,
    chiang jiang, tsai cai, kwon gwon, paik baek paek, ryu yoo yu
"""
KOREAN: Final = {form: group.split()[0] for group in EAST.split(",") for form in group.split()}
"""Family names of the East by the form they are kept under here; the others stand for themselves."""
FULL: Final = 2
"""Words of a full name."""
LONGEST_EASTERN: Final = 4
"""Words of the longest name of the East that is read as one."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words: own names, or initials, and the family's, the main one last.

    A bare family name has no `given`; one who is called by a title and own name (King Abdullah)
    has no `family`. `suffix` is what parts namesakes: ``jr``, ``sr``, ``xvi``.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""
    eastern: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All words, own names first."""
        return (*self.given, *self.family)

    @property
    def fullness(self) -> float:
        """How much the name tells: a word counts one, an initial a half."""
        return sum(1.0 if len(word) > 1 else 0.5 for word in self.words)


@lru_cache(maxsize=262144)
def person_names(name: str, country: str | None = None, role: str | None = None) -> tuple[PersonName, ...]:
    """Return how a person's name may be read, the likelier reading first; none where nothing is left of it.

    Args:
        name: as printed; a title before it and what stands in quotation marks are left out.
        country: ISO 3166-1 alpha-3 code, None where it is unknown.
        role: the person's title; a sovereign's tells that the one name is no family name.
    """
    tokens = _ordered(POSSESSIVE.sub("", QUOTED.sub(" ", name))).replace(",", " ").split()
    tokens, suffix = _without_suffix(tokens)
    tokens, title = _without_title(tokens)
    regal = title in REGAL or (role or "").split(" of ")[0].rpartition(" ")[2].lower() in REGAL
    tokens = [piece for token in tokens for piece in _pieces(token)]
    if not tokens:
        return ()
    opens = fold(tokens[0])
    if len(tokens) > 1 and opens in ARTICLES | CHILD_OF | OF_FAMILY:
        return _opened(tokens, opens, country, suffix)
    found = _read(tokens, country, suffix)
    if regal and all(len(reading.words) == 1 for reading in found):
        return tuple(PersonName(reading.words, (), suffix) for reading in found)
    return found


def _ordered(name: str) -> str:
    """Put ``Gaddafi, Muammar`` in the order of speech."""
    family, comma, given = name.partition(",")
    if not comma or fold(given.strip()) in SUFFIXES or not given.strip() or "," in given:
        return name
    return f"{given} {family}"


def _without_suffix(tokens: list[str]) -> tuple[list[str], str]:
    if len(tokens) > 1:
        last = fold(tokens[-1])
        if last in SUFFIXES:
            return tokens[:-1], SUFFIXES[last]
        if ORDINAL.match(tokens[-1]):
            return tokens[:-1], last
    return tokens, ""


def _without_title(tokens: list[str]) -> tuple[list[str], str]:
    """Cut ``Russian Foreign Ministry spokeswoman`` off, and return its last word."""
    for at in range(len(tokens) - 2, -1, -1):
        low = tokens[at].lower()
        if low not in TITLES:
            continue
        if at == 0 and len(tokens) == FULL and low in lexicon.GIVEN:
            # "Dean Baker"
            break
        return tokens[at + 1 :], low.strip(".")
    return tokens, ""


def _pieces(token: str) -> list[str]:
    """Part initials, articles and the hyphens that stand before them."""
    if INITIALS.match(token):
        return [letter for letter in token if letter.isalpha()]
    served, hyphen, master = token.partition("-")
    if hyphen and SERVANT.match(fold(served)):
        return [served, *(piece for piece in re.split("-", master) if fold(piece) not in ARTICLES)]
    parts = [FUSED.sub("", part) for part in PARTED.split(token) if part]
    if len(parts) == 1 and parts[0] != token.strip("-"):
        # Its article tells that it is no own name: "el-Qaddafi".
        return ["al", parts[0]]
    return parts


def _opened(tokens: list[str], opens: str, country: str | None, suffix: str) -> tuple[PersonName, ...]:
    """Read a name that a small word opens: ``von der Leyen``, ``Al Gore``, ``Ben Ali``, ``Le Duc Tho``."""
    words = _joined([fold(token) for token in tokens])
    family = tuple(word for word in words if word not in ARTICLES | CHILD_OF | OF_FAMILY)
    bare = PersonName((), family, suffix)
    own = _read(tokens, country, suffix, opened=True)
    if tokens[0][0].islower() or opens not in {"al", "ben", "van", "le", "du", "an", "di", "da", "as", "el"}:
        return (bare,) if family else own
    if opens in {"al", "ben", "el"} and country is not None:
        return (bare,) if country in ARAB and family else own
    if opens in {"le", "du", "an", "as", "di", "da"} and country not in EASTERN:
        return (bare,) if family else own
    return (*own, bare) if family else own


def _joined(words: Sequence[str]) -> list[str]:
    """Join what is one name in several words: ``abd al-rahman``, ``abu mazen``."""
    found: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        joins = SERVANT.match(word) or word in {"abu", "abou", "umm"}
        if joins and at + 1 < len(words):
            at += 1
            if words[at] in ARTICLES and at + 1 < len(words):
                at += 1
            found.append(("abd" if SERVANT.match(word) else "abu") + words[at])
        else:
            served = SERVANT_JOINED.match(word)
            found.append("abd" + served[1] if served else word)
        at += 1
    return found


def _read(
    tokens: Sequence[str], country: str | None, suffix: str, *, opened: bool = False
) -> tuple[PersonName, ...]:
    readings: list[PersonName] = []
    eastern = _eastern(tokens, country, suffix)
    if eastern is not None:
        readings.append(eastern)
        if country in EASTERN or len(tokens) > FULL or any("-" in token for token in tokens):
            return tuple(readings)
    words = [fold(token) for token in tokens]
    start = len(words)
    for at in range(1, len(words) - 1):
        if words[at] in OF_FAMILY and len(words[at]) > 1:
            start = at
            break
    head = _joined([word.replace("-", "") for word in words[:start]])
    tail = [piece for word in words[start:] for piece in word.split("-")]
    if start == len(words) and "-" in words[-1]:
        *head, _ = head
        tail = words[-1].split("-")
    if not tail:
        *head, last = head
        tail = [last]
    small = (ARTICLES | CHILD_OF) - ({head[0]} if opened and head else set())
    given = [word for word in head if word and word not in small] or head[:1]
    if len(given) > 1:
        given = [given[0], *(word for word in given[1:] if not FATHER.search(word))]
    family = [word for word in tail if word and word not in OF_FAMILY | ARTICLES]
    if country in ARAB or (given and country not in LATIN and given[0] not in WESTERN):
        family = [LONG_FUSED.sub("", word) for word in family]
    if family or given:
        name = PersonName(tuple(given), tuple(family), suffix)
        readings.append(name if family else PersonName((), name.given, suffix))
    return tuple(readings)


def _eastern(tokens: Sequence[str], country: str | None, suffix: str) -> PersonName | None:
    """Read a name of the East, its family name first or, as some papers turn it, last."""
    if not FULL <= len(tokens) <= LONGEST_EASTERN or country in LATIN | ARAB:
        return None
    words = [fold(token) for token in tokens]
    first, last = words[0], words[-1]
    if FAMILY_FIRST.match(first) or first in KOREAN:
        given, family = words[1:], first
    elif (FAMILY_FIRST.match(last) or last in KOREAN) and (country in EASTERN or "-" in words[0]):
        given, family = words[:-1], last
    else:
        return None
    if country not in EASTERN and not SYLLABLES.match(" ".join(given)):
        return None
    own = "".join(given).replace("-", "")
    return PersonName((own,), (KOREAN.get(family, family),), suffix, eastern=True)
