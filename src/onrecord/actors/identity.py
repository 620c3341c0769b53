"""One actor across articles: which names are one person's, body's or country's.

The match contract: `identity_keys` says with whom an actor may be compared, and the pure
`same_actor` judges a pair. A judgement says what two ids are to each other, how sure, and why;
`onrecord.actors.identity_clusters` makes groups of them, which a person's judgement can part.

What an id stands for is settled where articles are read: actors of one kind and printed name have
one id. Anonymous speakers and documents are nobody else: they have no keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final, Literal, TypeAlias

from onrecord.actors import lexicon
from onrecord.actors.actorfile import KnownActor, load
from onrecord.actors.identity_bodies import BodyName, body_name
from onrecord.actors.identity_given import lemmas, likely_lemmas
from onrecord.actors.identity_names import PersonName, person_names
from onrecord.actors.identity_persons import Kinship, compare_persons, is_latin
from onrecord.actors.identity_spelling import fold, skeleton
from onrecord.schema import Actor

Verdict: TypeAlias = Literal["same", "different"]

SURE: Final = 0.75
"""From here on a judgement joins by itself; below, only where it is the only best one."""
PERSONAL: Final = frozenset({"person", "unknown"})
BODILY: Final = frozenset({"organization", "country", "unknown"})
SAME_COUNTRY: Final = 0.1
SAME_ROLE: Final = 0.06
OTHER_COUNTRY: Final = 0.4
FULL_SCORE: Final = 0.9
SAME_FORM: Final = 0.95
SAME_WORDS: Final = 0.8
ITS_INITIALS: Final = 0.7
ROLE_LETTERS: Final = 4
SERVED: Final = 5
COMMON: Final = (
    lexicon.ORGANIZATION_HEADS
    | lexicon.GROUP_HEADS
    | lexicon.DOCUMENT_HEADS
    | lexicon.SENTENCE_OPENERS
    | lexicon.PERSON_ROLES
    | lexicon.PARTY_NAMES
    | lexicon.PROPER_ADJECTIVES
    | lexicon.words("east west north south eyewitnesses views elsewhere")
)
"""Words that a capital makes a name of unknown kind, and that are nobody's."""
MACHINE: Final = 0.99
"""No judgement of names is surer; 1.0 is a person's."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two actors are to each other: `left` and `right` are ids, `left` the smaller.

    `score` in [0, 1] says how sure; 1.0 is a person's word and outranks all others. `reason` is a
    sentence.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str


def identity_keys(actor: Actor) -> tuple[str, ...]:
    """Return the keys of an actor: two that can be one share a key. An anonymous one has none.

    Keys that begin with ``family:`` or ``initial:`` are shared by all who bear a family name, so
    that a name that tells no more finds them; there, two full names need no comparison.
    """
    if not is_somebody(actor):
        return ()
    keys: set[str] = set()
    if actor.kind in PERSONAL:
        keys.update(_person_keys(actor))
    if actor.kind in BODILY:
        keys.update(_body_keys(actor))
    if actor.kind == "group":
        keys.add(f"group:{_group_form(actor)}")
    return tuple(sorted(keys))


def same_actor(left: Actor, right: Actor) -> Judgement | None:
    """Judge whether two actors are one; None where their names tell nothing of each other.

    Symmetric and pure. Actors of one id, anonymous ones and documents are never judged.
    """
    if left.id == right.id or not is_somebody(left) or not is_somebody(right):
        return None
    if left.id > right.id:
        left, right = right, left
    kinds = {left.kind, right.kind}
    found: Kinship | None = None
    if kinds <= PERSONAL:
        found = _same_person(left, right)
    if found is None and kinds <= BODILY:
        found = _same_body(left, right)
    if kinds == {"group"} and _group_form(left) == _group_form(right):
        found = Kinship(same=True, score=MACHINE, why="the group has the same members")
    if found is None:
        return None
    verdict: Verdict = "same" if found.same else "different"
    linked = "are one" if found.same else "are two"
    reason = f"{left.name} and {right.name} {linked}: {found.why}."
    return Judgement(left.id, right.id, verdict, round(min(found.score, MACHINE), 4), reason)


def is_somebody(actor: Actor) -> bool:
    """Tell whether an actor can be met again in another article: named, and no document."""
    if actor.anonymous or actor.kind == "document" or not actor.name.strip():
        return False
    return actor.kind != "unknown" or actor.name.lower() not in COMMON


def readings(actor: Actor) -> tuple[PersonName, ...]:
    """Return how an actor's name may be read as a person's."""
    return person_names(actor.name, actor.country, actor.role)


def fullness(actor: Actor) -> float:
    """Return how much an actor's name tells: its words, an initial counted half."""
    if actor.kind in PERSONAL:
        return min((name.fullness for name in readings(actor)), default=0.0)
    return float(len(actor.name.split()))


def is_in_file(actor: Actor) -> bool:
    """Tell whether an actor has the name under which the actor file keeps it."""
    known = _body(actor).known if actor.kind in BODILY else None
    if known is None and actor.kind in PERSONAL:
        known = _known_person(actor.name, actor.country)
    return known is not None and known.name == actor.name


def is_lesser(actor: Actor) -> bool:
    """Tell whether a name asks for a fuller one: a family name alone, an own name alone, or initials."""
    return actor.kind in PERSONAL and any(
        not name.given or not name.family or len(name.given[0]) == 1 for name in readings(actor)
    )


def _person_keys(actor: Actor) -> Iterator[str]:
    known = _known_person(actor.name, actor.country)
    if known is not None:
        yield f"file:{known.name}:{known.country}"
    for name in readings(actor):
        if not name.family:
            yield from (f"own:{form}" for form in _forms(name.given[0]))
            continue
        family = skeleton(name.family[-1])
        yield f"family:{family}"
        if name.given:
            first = name.given[0]
            letters = {first[0], *(lemma[0] for lemma in lemmas(first))}
            yield from (f"initial:{letter}:{family}" for letter in sorted(letters))
            yield from _full_keys(name)


def _full_keys(name: PersonName) -> Iterator[str]:
    """Yield a key for the first own name with each other word, in either order, initials left out."""
    words = [word for word in name.given if len(word) > 1]
    if not words:
        return
    pairs = [(words[0], word) for word in (*words[1:], *name.family)]
    if len(words) > 1:
        # Some go by their middle name, and some papers write two own names as one word.
        pairs += [(words[1], name.family[-1]), (words[0] + words[1], name.family[-1])]
    for one, other in pairs:
        for forms in product(_forms(one), _forms(other)):
            yield f"name:{'|'.join(sorted(forms))}"


@lru_cache(maxsize=262144)
def _forms(word: str) -> tuple[str, ...]:
    """Return the forms of a word of a full name by which its pairs are kept."""
    found = {f"={lemma}" for lemma in likely_lemmas(word)}
    if word.startswith("abd") and len(word) > SERVED:
        found.update(_forms(word[3:]))
    return tuple(sorted(found if lemmas(word) else found | {skeleton(word)}))


@lru_cache(maxsize=262144)
def _known_person(name: str, country: str | None) -> KnownActor | None:
    """Return whom the actor file has under a full name, unless of another country than the page says."""
    known = load().person(name) if " " in name.strip() else None
    return known if known is None or None in {country, known.country} or known.country == country else None


def _same_person(left: Actor, right: Actor) -> Kinship | None:
    known = _known_person(left.name, left.country)
    if known is not None and known == _known_person(right.name, right.country):
        return Kinship(same=True, score=MACHINE, why=f"the actor file has both as {known.name}")
    countries = {left.country, right.country}
    found = [
        kinship
        for one, other in product(readings(left), readings(right))
        if (kinship := compare_persons(one, other, latin=is_latin(one, other, countries))) is not None
    ]
    if not found:
        return None
    best = max(found, key=lambda kinship: (kinship.same, kinship.score, kinship.why))
    return _beside(best, left, right) if best.same else best


def _beside(found: Kinship, left: Actor, right: Actor) -> Kinship | None:
    """Weigh what two names tell by country and role."""
    known = {left.country, right.country} - {None}
    if len(known) > 1:
        # A full name of the same spelling may be of a speaker whose country was read wrong.
        if found.weak or found.score < FULL_SCORE:
            return None
        return Kinship(
            same=True,
            score=found.score - OTHER_COUNTRY,
            why=f"{found.why}, but not their countries",
            weak=True,
        )
    in_one = left.country is not None and left.country == right.country
    if found.weak and not in_one and _is_own_name_alone(left, right):
        return None
    score, why = found.score, found.why
    if in_one and found.weak:
        score, why = score + SAME_COUNTRY, f"{why}, and they are of one country"
    shared = _role_words(left) & _role_words(right)
    if shared and found.weak:
        score, why = score + SAME_ROLE, f"{why}, both {', '.join(sorted(shared))}"
    return Kinship(same=True, score=score, why=why, weak=found.weak)


def _is_own_name_alone(left: Actor, right: Actor) -> bool:
    """Tell whether one is called by a word that many bear as their own name: Ahmed may be any Ahmed."""
    return any(
        not name.given and len(name.family) == 1 and lemmas(name.family[0])
        for actor in (left, right)
        for name in readings(actor)[:1]
    )


def _role_words(actor: Actor) -> set[str]:
    return {fold(word) for word in (actor.role or "").split() if len(word) >= ROLE_LETTERS}


def _body_keys(actor: Actor) -> Iterator[str]:
    name = _body(actor)
    forms = _body_forms(actor)
    yield from (f"body:{form}" for form in sorted(forms))
    if forms:
        yield f"words:{name.plain}"
    if name.acronym is not None:
        yield f"acronym:{name.acronym}"
    yield from (f"acronym:{initials}" for initials in sorted(name.initials))


def _body_forms(actor: Actor) -> frozenset[str]:
    """Return the forms of a body's name as printed, and of the name that the actor file has for it."""
    name = _body(actor)
    if name.known is None or name.known.name == actor.name:
        return name.forms
    return name.forms | body_name(name.known.name, name.known.country).forms


def _body(actor: Actor) -> BodyName:
    return body_name(actor.name, actor.country)


def _same_body(left: Actor, right: Actor) -> Kinship | None:
    a, b = _body(left), _body(right)
    if a.known is not None and b.known is not None:
        same = a.known == b.known
        why = f"the actor file has both as {a.known.name}" if same else "the actor file has two entries"
        return Kinship(same=same, score=MACHINE, why=why)
    forms = _body_forms(left), _body_forms(right)
    if forms[0] & forms[1]:
        return Kinship(same=True, score=SAME_FORM, why="their names have the same words and country")
    if len({a.country, b.country} - {None}) > 1:
        return None
    if all(forms) and a.plain == b.plain:
        return Kinship(same=True, score=SAME_WORDS, why="their names have the same words")
    if a.acronym in b.initials or b.acronym in a.initials:
        return Kinship(same=True, score=ITS_INITIALS, why="one is the other's initials", weak=True)
    return None


def _group_form(actor: Actor) -> str:
    """Return a group's members in one order, each as its name is compared."""
    members = actor.name.replace(" and ", ", ").split(", ")
    return "|".join(sorted(fold(member).removeprefix("the ").strip() for member in members))
