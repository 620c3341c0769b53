"""Whether an actor speaks for its state: the state itself, its bodies, whoever holds office in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from onrecord.actors.actorfile import load
from onrecord.actors.lexicon import words
from onrecord.schema import Actor

OFFICES = words(
    """
    president vice-president premier minister chancellor king queen prince princess sultan emir
    secretary undersecretary governor
    ambassador envoy diplomat diplomats consul commissioner senator congressman congresswoman
    lawmaker lawmakers legislator legislators parliamentarian mp official officials officer officers
    commander commanders general colonel captain lieutenant admiral marshal brigadier major sergeant
    negotiator negotiators prosecutor prosecutors judge justice attorney-general ministers
    government authorities military police army navy adviser advisor attache attaché
    """
)
SPEAKERS = words("spokesman spokeswoman spokesperson spokesmen spokespeople spox")
HEADS = words("director chief head chairman chairwoman chair deputy member")
AGENCIES = words(
    """
    cia fbi nsa fsb svr gru sbu mossad mi5 mi6 idf police army navy military intelligence ministry
    department pentagon kremlin parliament congress senate duma
    """
)
BODIES = words(
    """
    ministry department government administration parliament congress senate duma assembly house
    cabinet army navy military force forces police embassy consulate mission kremlin pentagon
    presidency court intelligence authority authorities guard guards office
    """
)
COUNCILS = words("council councils committee commission")
OF_STATE = words(
    "security ministers state federation supreme federal judicial sovereign armed national-security"
)
"""Words that make a council one of the state: ``Federation Council``, but not ``Transitional Council``."""
STRONG = words(
    """
    minister ministers premier ambassador senator congressman congresswoman lawmaker lawmakers
    legislator legislators parliamentarian mp governor judge prosecutor prosecutors chancellor king queen
    """
)
"""Offices that a member of a party, or an expert, can hold beside: ``Likud lawmaker``."""
CAUSES = words(
    """
    party parties movement brotherhood front coalition union unions association alliance society foundation
    institute university college league club church mosque militia militias brigade brigades company
    corporation bank organization organizations faction tribe tribal campaign
    """
)
"""What has officials, leaders and spokesmen of its own and is no body of the state."""
PRIVATE = words(
    """
    analyst analysts expert experts activist activists journalist journalists reporter reporters professor
    scholar protester protesters resident residents witness witnesses blogger student students lawyer
    """
)
PRIVATE_TYPES: Final = words(
    """
    witness resident fighter analyst doctor activist journalist executive relative supporter critic victim
    student person
    """
)
LEADERS = words("leader leaders ruler rulers")
LEADING = words("the a of and de facto longtime long-time embattled veteran")
AT_HEAD = words(
    """
    supreme paramount military junta coup government majority minority house senate parliamentary
    country nation
    """
)
"""What a leader leads, the names of countries beside: a mere ``leader`` may lead anything."""
SENT = re.compile(
    r"\b(?:ambassador|envoy|representative|coordinator|consul|diplomat|emissary|chargé)\b", re.IGNORECASE
)
TOWARDS = re.compile(r"\b(?:to|at|with|before)(?: the)?\s*$", re.IGNORECASE)
SHORT = 2  # words of a role that tells no more than whose spokesman it is: "Russian spokesman"
PAST = words("former ex then-former late ousted deposed exiled retired")
AGAINST = words(
    """
    opposition rebel rebels dissident candidate nominee company corporate transitional insurgent insurgents
    separatist separatists liberation resistance supporter supporters wife widow son daughter brother
    """
)


def speaks_for_state(actor: Actor) -> bool:
    """Tell whether an actor is a country, a body of one, or a person or group in its service.

    Of a person the role counts, of an anonymous one also what it is called: ``official``,
    ``Defense Ministry source``. Who once held an office does not speak for the state any more,
    and who is sent by another organization speaks for that.
    """
    if actor.kind == "country":
        return True
    if actor.country is None or actor.kind == "document":
        return False
    if actor.kind == "organization":
        return _is_of_state(actor.name)
    if actor.organization and not _is_of_state(actor.organization):
        return False
    return holds_office(actor) and not _serves_another(actor)


def is_in_service(forms: Iterable[tuple[Actor, int]], country: str) -> bool:
    """Tell from all that is told of one actor whether it speaks for a state.

    Args:
        forms: the actor as each article has it, and how often it speaks so. That an article
            does not tell the country says nothing.
        country: ISO 3166-1 alpha-3 code of the state.
    """
    met = [(form, 1 + count) for form, count in forms]
    lands: Counter[str] = Counter()
    for form, count in met:
        if form.country is not None:
            lands[form.country] += count
    if lands[country] < max(lands.values(), default=0):
        return False
    serves = sum(count for form, count in met if speaks_for_state(replace(form, country=country)))
    told = sum(count for form, count in met if form.role is not None)
    return bool(serves) and 2 * serves >= told


def is_out_of_office(actor: Actor) -> bool:
    """Tell whether an actor is met as one who expressly does not speak for its state."""
    if actor.kind == "country" or actor.role is None:
        return False
    return bool(_said_of(actor.role) & (PAST | AGAINST)) or _serves_another(actor)


def holds_office(actor: Actor) -> bool:
    """Tell whether a person or group, named or not, is met in an office, of whatever body."""
    told = _said_of(" ".join(filter(None, (actor.role, actor.type))))
    if actor.anonymous:
        if actor.type in PRIVATE_TYPES:
            return False
        told |= _said_of(f"{actor.name} {actor.organization or ''}")
        serves = bool(told & (OFFICES | BODIES | SPEAKERS))
    else:
        # A company has a spokesman too, and says so: "American Airlines spokesman".
        speaks = told & SPEAKERS and (told & BODIES or len(told) <= SHORT)
        serves = bool(told & OFFICES or speaks or (told & HEADS and told & AGENCIES) or _leads(told))
    if told & (CAUSES | PRIVATE):
        serves = bool(told & STRONG or (told & HEADS and told & AGENCIES))
    return serves and not told & (PAST | AGAINST)


def _leads(told: frozenset[str]) -> bool:
    """Tell the leader of a country, ``longtime Egyptian leader``, from those of all else."""
    led = AT_HEAD | _country_words()
    return bool(told & LEADERS and told & led) and told - LEADERS <= LEADING | led


def _is_of_state(name: str) -> bool:
    """Tell whether a name is that of a country or of a body of its state."""
    told = _said_of(name)
    if told & (AGAINST | (CAUSES - {"bank", "union"})) or _others().search(name):
        return False
    return bool(told & (BODIES | AGENCIES) or (told & COUNCILS and told & OF_STATE)) or (
        told <= _country_words() | LEADING
    )


def _serves_another(actor: Actor) -> bool:
    """Tell whether a role is in another organization, or is that of one sent to this very country."""
    role = " ".join(filter(None, (actor.role, actor.name if actor.anonymous else None)))
    if any(not _is_sent_to(role, found.start(), found.end()) for found in _others().finditer(role)):
        return True
    sent = SENT.search(role)
    return sent is not None and _into(actor.country).search(role, sent.end()) is not None


def _is_sent_to(role: str, start: int, end: int) -> bool:
    """Tell a state's man at another body, named from `start` to `end`: ``Russia's UN Ambassador``."""
    before = role[:start]
    of_state = _said_of(before.strip().rpartition(" ")[2]) & _country_words()
    return TOWARDS.search(before) is not None or bool(of_state and SENT.search(role, end))


@cache
def _others() -> re.Pattern[str]:
    """Return what finds the names of bodies that are of no country: ``U.N.``, ``World Bank``."""
    names = [name for name, known in load().bodies.items() if known.country is None]
    return _any_of(names)


@cache
def _into(country: str | None) -> re.Pattern[str]:
    names = [name for name, known in load().countries.items() if known.country == country]
    return re.compile(rf"\b(?:to|for)\s+(?:the\s+)?{_any_of(names).pattern}")


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(ordered) or '(?!)'})(?!\w)")


@cache
def _country_words() -> frozenset[str]:
    known = load()
    return frozenset(word for name in (*known.countries, *known.demonyms) for word in _said_of(name))


def _said_of(name: str) -> frozenset[str]:
    plain = name.casefold().replace("’", "'").replace("'s", "").split()
    return frozenset(word.strip(',;:()"“”') for word in plain) - {""}
