"""Whether an actor speaks for its state: the state itself, its bodies, whoever holds office in them."""

from __future__ import annotations

from onrecord.actors.lexicon import words
from onrecord.schema import Actor

OFFICES = words(
    """
    president vice-president premier minister chancellor king queen prince princess sultan emir
    secretary undersecretary governor
    ambassador envoy diplomat diplomats consul commissioner senator congressman congresswoman
    lawmaker lawmakers legislator legislators parliamentarian mp official officials officer officers
    commander commanders general colonel captain lieutenant admiral marshal brigadier major sergeant
    negotiator negotiators prosecutor prosecutors judge justice attorney-general leader ruler ministers
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
    council cabinet army navy military force forces police embassy consulate mission kremlin pentagon
    presidency court intelligence authority authorities guard guards office
    """
)
SHORT = 2  # words of a role that tells no more than whose spokesman it is: "Russian spokesman"
PAST = words("former ex then-former late ousted deposed exiled retired")
AGAINST = words("opposition rebel dissident candidate nominee company corporate")


def speaks_for_state(actor: Actor) -> bool:
    """Tell whether an actor is a country, a body of one, or a person or group in its service.

    Of a person the role counts, of an anonymous one also what it is called: ``official``,
    ``Defense Ministry source``. Who once held an office does not speak for the state any more.
    """
    if actor.kind == "country":
        return True
    if actor.country is None or actor.kind == "document":
        return False
    if actor.kind == "organization":
        return bool(_said_of(actor.name) & BODIES)
    return holds_office(actor)


def holds_office(actor: Actor) -> bool:
    """Tell whether a person or group, named or not, is met in an office, of whatever body."""
    told = _said_of(" ".join(filter(None, (actor.role, actor.type))))
    if actor.anonymous:
        told |= _said_of(f"{actor.name} {actor.organization or ''}")
        serves = bool(told & (OFFICES | BODIES | SPEAKERS))
    else:
        # A company has a spokesman too, and says so: "American Airlines spokesman".
        speaks = told & SPEAKERS and (told & BODIES or len(told) <= SHORT)
        serves = bool(told & OFFICES or speaks or (told & HEADS and told & AGENCIES))
    return serves and not told & (PAST | AGAINST)


def _said_of(name: str) -> set[str]:
    return set(name.casefold().replace("’", "'").replace("'s", "").split())
