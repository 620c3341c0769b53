"""Tells whether two names of persons can be one person's, by the structure of the names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.actors.identity_given import lemmas
from onrecord.actors.identity_names import LATIN, WESTERN, PersonName
from onrecord.actors.identity_spelling import likeness, skeleton

FULL: Final = 0.97
BARE: Final = 0.55
BARE_BOTH: Final = 0.74
SPELLED: Final = 0.1
"""How little the spelling of a family name tells of which of its bearers is meant."""
INITIAL: Final = 0.6
PART: Final = 0.62
LONG_PART: Final = 0.78
SWAPPED: Final = 0.86
NICKNAME: Final = 0.93
MIDDLE_MISSING: Final = 0.97
SUFFIX_MISSING: Final = 0.85
REGNAL: Final = 0.66
CONFLICT: Final = 0.95
MIDDLE_CONFLICT: Final = 0.8
SERVED: Final = 4
NEARLY: Final = 0.98
BARE_LONG: Final = 0.9
LONG_BONES: Final = 3
"""A short name alone must be spelled alike: Isa is not Aswey. A long one tells more by its consonants."""
TURNED: Final = 0.98
PART_WORDS: Final = 2
UMLAUTS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("mac", "mc"))


@dataclass(frozen=True, slots=True)
class Kinship:
    """What two names tell of each other: one person's or two persons', how sure, and why.

    `weak` is of a name that others may bear too: a family name alone, an initial, a part.
    """

    same: bool
    score: float
    why: str
    weak: bool = False


def is_latin(left: PersonName, right: PersonName, countries: set[str | None]) -> bool:
    """Tell whether a name is written in Latin letters at home, so that its spelling stands fast."""
    if countries - {None}:
        return bool(countries & LATIN)
    return any(name.given and name.given[0] in WESTERN for name in (left, right))


def compare_persons(left: PersonName, right: PersonName, *, latin: bool) -> Kinship | None:
    """Compare two readings of names that share a key; None where they tell nothing of each other."""
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return Kinship(same=False, score=CONFLICT, why=f"{left.suffix} is not {right.suffix}")
    found = _compare(left, right, latin=latin)
    if found is not None and found.same and left.suffix != right.suffix and not found.weak:
        # "George Bush Sr" may well not be "George W. Bush".
        crossed = len(left.given) != len(right.given)
        score = PART if crossed else found.score * SUFFIX_MISSING
        return Kinship(same=True, score=score, why=found.why, weak=crossed)
    return found


def _compare(left: PersonName, right: PersonName, *, latin: bool) -> Kinship | None:
    if not left.family or not right.family:
        return _compare_regnal(left, right)
    if left.eastern or right.eastern:
        # Of the few and short family names of the East each is another.
        family = float(left.family[-1] == right.family[-1])
    else:
        family = _alike(left.family[-1], right.family[-1], latin=latin)
    if family:
        if not left.given or not right.given:
            return _compare_bare(left, right, family)
        return _compare_given(left, right, family, latin=latin)
    if left.given and right.given:
        return _compare_turned(left, right, latin=latin) or _compare_part(left, right, latin=latin)
    return None


def _compare_regnal(left: PersonName, right: PersonName) -> Kinship | None:
    """Compare who is called by an own name alone, as sovereigns are."""
    if left.family or right.family:
        return None
    score = _own_alike(left.given[0], right.given[0], latin=False)
    return Kinship(same=True, score=REGNAL * score, why="one own name", weak=True) if score else None


def _compare_bare(left: PersonName, right: PersonName, family: float) -> Kinship | None:
    if family < (BARE_LONG if len(skeleton(left.family[-1])) >= LONG_BONES else NEARLY):
        return None
    if not left.given and not right.given:
        if len(left.family) > 1 and len(right.family) > 1 and not _alike(left.family[0], right.family[0]):
            return None
        return Kinship(same=True, score=BARE_BOTH * family, why="one family name", weak=True)
    bare, full = (right, left) if left.given else (left, right)
    if len(bare.family) > len(full.family):
        # "López Obrador" beside "Andrés Manuel López Obrador"
        missing = bare.family[: -len(full.family)]
        if not all(any(_alike(word, own) for own in full.given) for word in missing):
            return None
    return Kinship(same=True, score=BARE - SPELLED * (1.0 - family), why="the family name alone", weak=True)


def _compare_given(left: PersonName, right: PersonName, family: float, *, latin: bool) -> Kinship | None:
    """Compare the own names of two who bear one family name."""
    a, b = left.given[0], right.given[0]
    if len(a) == 1 or len(b) == 1:
        return _compare_initials(left, right, family)
    own = _own_alike(a, b, latin=latin)
    if not own and (_runs_together(left.given, right.given) or _runs_together(right.given, left.given)):
        return Kinship(same=True, score=FULL * family, why="own and family name agree")
    if not own and latin and likeness(a, b) >= NEARLY and not (lemmas(a) and lemmas(b)):
        return Kinship(same=True, score=PART, why="their own names are spelled nearly alike", weak=True)
    if not own:
        return _compare_unlike(left, right, family)
    middle = _compare_middle(left.given[1:], right.given[1:])
    if middle is None:
        return Kinship(same=False, score=MIDDLE_CONFLICT, why="their middle names differ")
    why = "own and family name agree" if own * family == 1.0 else "own and family name are spellings of one"
    return Kinship(same=True, score=FULL * family * own * middle, why=why)


def _compare_unlike(left: PersonName, right: PersonName, family: float) -> Kinship | None:
    """Compare own names that differ: two persons, unless one goes by a middle name or it is a slip."""
    a, b = left.given[0], right.given[0]
    if b in left.given[1:] or a in right.given[1:]:
        return Kinship(same=True, score=BARE * family, why="one goes by a middle name", weak=True)
    named = bool(lemmas(a)) and bool(lemmas(b))
    if skeleton(a) == skeleton(b) and not named:
        return None
    return Kinship(same=False, score=CONFLICT, why=f"{a.capitalize()} is not {b.capitalize()}")


def _compare_initials(left: PersonName, right: PersonName, family: float) -> Kinship:
    """Compare an initial with a name or an initial."""
    a, b = left.given[0], right.given[0]
    letters = {a[0], *(lemma[0] for lemma in lemmas(a))} & {b[0], *(lemma[0] for lemma in lemmas(b))}
    if letters:
        middle = _compare_middle(left.given[1:], right.given[1:])
        if middle is None:
            return Kinship(same=False, score=MIDDLE_CONFLICT, why="their middle names differ")
        same = left.given == right.given
        score = (FULL if same else INITIAL) * family * middle
        return Kinship(same=True, score=score, why="initial and family name agree", weak=not same)
    if (len(a) == 1 and left.given[1:2] == (b,)) or (len(b) == 1 and right.given[1:2] == (a,)):
        return Kinship(same=True, score=LONG_PART * family, why="one leaves the first initial out")
    return Kinship(same=False, score=CONFLICT, why=f"{a.capitalize()} is not {b.capitalize()}")


def _compare_middle(left: tuple[str, ...], right: tuple[str, ...]) -> float | None:
    """Return how well middle names agree, None where they contradict each other."""
    if left == right:
        return 1.0
    if not left or not right:
        return MIDDLE_MISSING
    if len(left[0]) == 1 or len(right[0]) == 1:
        return MIDDLE_MISSING if left[0][0] == right[0][0] else None
    short, long = sorted((left, right), key=len)
    agree = all(any(_own_alike(word, other, latin=False) for other in long) for word in short)
    return MIDDLE_MISSING if agree else None


def _compare_turned(left: PersonName, right: PersonName, *, latin: bool) -> Kinship | None:
    """Compare ``Mubarak Hosni`` with ``Hosni Mubarak``."""
    if len(left.words) != PART_WORDS or len(right.words) != PART_WORDS or left.eastern or right.eastern:
        return None
    one = _own_alike(left.given[0], right.family[0], latin=latin)
    other = _own_alike(left.family[0], right.given[0], latin=latin)
    if len(left.given[0]) == 1 or len(right.given[0]) == 1 or min(one, other) < TURNED:
        return None
    return Kinship(same=True, score=SWAPPED * one * other, why="the same words in the other order")


def _compare_part(left: PersonName, right: PersonName, *, latin: bool) -> Kinship | None:
    """Compare ``Nicolás Maduro`` with ``Nicolás Maduro Moros``: all words of one open the other."""
    short, long = sorted((left.words, right.words), key=lambda words: (len(words), words))
    if len(short) == len(long) or len(short) < PART_WORDS or len(short[0]) == 1:
        return None
    score = 1.0
    position = 0
    for word in short:
        likes = 0.0
        while position < len(long) - 1 and not likes:
            likes = _own_alike(word, long[position], latin=latin)
            position += 1
            if not likes and word == short[0]:
                return None
        score *= likes
    if not score:
        return None
    sure = len(short) > PART_WORDS
    return Kinship(
        same=True, score=(LONG_PART if sure else PART) * score, why="one opens the other", weak=not sure
    )


def _runs_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two own names stand in one word: ``Jean-Claude`` and ``Jean Claude``."""
    return len(other) > 1 and one[0] == "".join(other[:2]) and len(other[1]) > 1


def _own_alike(left: str, right: str, *, latin: bool) -> float:
    """Return how well two own names agree: by spelling, or as forms of one name."""
    if left == right:
        return 1.0
    if len(left) == 1 or len(right) == 1:
        return 0.0
    shared = lemmas(left) & lemmas(right)
    if shared:
        return 0.99 if likeness(left, right) else NICKNAME
    if lemmas(left) and lemmas(right):
        return 0.0
    served = left.startswith("abd"), right.startswith("abd")
    if any(served) and min(len(left), len(right)) > SERVED:
        # "Hafiz Ghoga" for "Abdel Hafiz Ghoga"
        own = _own_alike(left.removeprefix("abd"), right.removeprefix("abd"), latin=latin)
        return own if all(served) else NICKNAME * own
    return _alike(left, right, latin=latin)


def _alike(left: str, right: str, *, latin: bool = False) -> float:
    if left == right:
        return 1.0
    if not latin:
        return likeness(left, right)
    return 0.98 if _plain(left) == _plain(right) else 0.0


def _plain(word: str) -> str:
    """Return a Latin name without what papers write otherwise for want of a letter: ``Billstroem``."""
    for long, short in UMLAUTS:
        word = word.replace(long, short)
    return word
