"""Compares spellings of one name: the sounds that letters of another script may be written with.

A word becomes consonants and, between them, runs of vowels. Two words are one name where their
consonants may stand for one letter (``q``, ``g`` and ``gh`` of Qaddafi, Gaddafi and Gadhafi) and
their vowels may (``o`` and ``u`` of Hosni and Husni). Likeness by edit distance would join Hassan
with Hussein and part Gaddafi from Kadhafi.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, TypeAlias

Sounds: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Consonants, and one more runs of vowels than consonants."""

LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)
APOSTROPHES: Final = re.compile(r"['’‘`ʼʻʿʾ.]")
UNIT: Final = re.compile(
    r"(?P<vowel>[aeiouyw]+)|tsch|tch|sch|ch|sh|zh|kh|gh|dhdh|dh|th|ph|ck|dj|ts|tz|cz|qu(?=[ei])|[a-z]"
)
ENDINGS: Final = (
    (re.compile(r"(?:skyy|skiy|skyi|skii|skyj|sky|skij)$"), "ski"),
    (re.compile(r"(?:off|ow)$"), "ov"),
    (re.compile(r"(?:eff|ew)$"), "ev"),
    (re.compile(r"(?<=[aeiou])vic$"), "vich"),
    (re.compile(r"enka$"), "enko"),
)
"""Slavic endings, of which every language that borrows them has its own."""

CLASSES: Final = {
    **dict.fromkeys(("k", "q", "g", "ck", "gh", "kh", "qu", "j", "dj", "zh"), "K"),
    **dict.fromkeys(("t", "d", "th", "dh", "dhdh"), "T"),
    **dict.fromkeys(("s", "z", "ts", "tz"), "S"),
    **dict.fromkeys(("ch", "sh", "sch", "tch", "tsch", "cz"), "X"),
    **dict.fromkeys(("f", "ph", "v"), "F"),
}
PAIRS_CLEAR: Final = """
    k-q k-ck q-ck q-g q-gh g-gh qu-k j-dj j-zh dj-zh t-th d-dh d-dhdh dh-dhdh dh-th f-ph sh-sch
    ch-tch ch-tsch ch-cz ts-tz
"""
PAIRS_RARE: Final = """
    k-g k-gh kh-k kh-q kh-g kh-gh g-j g-dj th-dhdh s-z sh-ch v-f d-th
"""
RARE: Final = 0.93
UNALIKE: Final = 0.0
MUTE: Final = 0.97
"""What an h more or less, or a vowel that a script leaves out, takes from the likeness."""
ENOUGH: Final = 0.75
VOWELS: Final = str.maketrans("yow", "iuu")
NEAR_VOWELS: Final = frozenset({"ae", "ea", "ei", "ie"})


def fold(word: str) -> str:
    """Return a word as spellings are compared: no accents, case, marks and apostrophes."""
    low = word.casefold()
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.translate(LETTERS))
        low = "".join(letter for letter in low if not unicodedata.combining(letter))
    return APOSTROPHES.sub("", low)


@lru_cache(maxsize=262144)
def sounds(word: str) -> Sounds:
    """Return the sounds of a folded word; doubled consonants count once, an h inside is mute."""
    for ending, plain in ENDINGS:
        word = ending.sub(plain, word)
    word = re.sub(r"([b-df-hj-np-tv-xz])\1+", r"\1", word).replace("x", "ks")
    word = re.sub(r"c(?=[aourl]|[^\W_aeiouyh]|$)", "k", re.sub(r"ch(?=r)", "k", word)).replace("kk", "k")
    word = re.sub(r"(dhd|dd)(?=h)", "d", word)
    consonants: list[str] = []
    vowels = [""]
    for found in UNIT.finditer(word):
        unit = found[0]
        if found["vowel"]:
            vowels[-1] += _vowels(unit)
        elif unit == "h" and found.start() > 0:
            # The h of Fahd and Mahdi is written or not; the vowels around it stay apart.
            vowels[-1] += "h"
        else:
            consonants.append("s" if unit == "c" else unit)
            vowels.append("")
    return tuple(consonants), tuple(vowels)


def _vowels(run: str) -> str:
    run = run.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("eo", "u").replace("eu", "u")
    return re.sub(r"(.)\1+", r"\1", run.translate(VOWELS))


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """Return what all spellings of a folded word share: the classes of its consonants.

    A word of vowels alone has them as its skeleton.
    """
    consonants, vowels = sounds(word)
    found = "".join(CLASSES.get(unit, unit) for unit in consonants)
    found = re.sub(r"(.)\1+", r"\1", found)
    return found or vowels[0].translate(str.maketrans("e", "i"))


def _pairs() -> dict[frozenset[str], float]:
    clear = {frozenset(pair.split("-")): 1.0 for pair in PAIRS_CLEAR.split()}
    return clear | {frozenset(pair.split("-")): RARE for pair in PAIRS_RARE.split()}


LIKENESS: Final = _pairs()


@lru_cache(maxsize=262144)
def likeness(left: str, right: str) -> float:
    """Return how well two folded words can be spellings of one name, in [0, 1]; 0 is not at all."""
    if left == right:
        return 1.0
    if left > right:
        left, right = right, left
    (a, between_a), (b, between_b) = sounds(left), sounds(right)
    if len(a) != len(b) or not a:
        return UNALIKE
    score = 0.99
    for one, other in zip(a, b, strict=True):
        score *= 1.0 if one == other else LIKENESS.get(frozenset((one, other)), UNALIKE)
    for number, (one, other) in enumerate(zip(between_a, between_b, strict=True)):
        score *= _vowel_likeness(one, other, inside=0 < number < len(a))
    return score if score >= ENOUGH else UNALIKE


def _vowel_likeness(one: str, other: str, *, inside: bool) -> float:
    if one == other:
        return 1.0
    bare, plain = one.replace("h", ""), other.replace("h", "")
    mute = MUTE if bare != one or plain != other else 1.0
    if len(bare) > len(plain):
        bare, plain = plain, bare
    if not bare:
        # "Fahd" and "Fahad", "Nasr" and "Nasser"; at an end a vowel more is another name.
        return mute * MUTE**2 if not plain or (inside and plain in {"a", "e"}) else UNALIKE
    position = 0
    for letter in plain:
        if position < len(bare) and _are_near(bare[position], letter):
            position += 1
    if position < len(bare):
        return UNALIKE
    return mute * (MUTE if len(bare) != len(plain) or bare != plain else 1.0)


def _are_near(one: str, other: str) -> bool:
    return one == other or one + other in NEAR_VOWELS
