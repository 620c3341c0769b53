"""How much of a body was found: runs of four words, as the public article-extraction benchmark counts."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

WORD: Final = re.compile(r"\w+")
SHINGLE: Final = 4


class Scores(NamedTuple):
    """F1, precision and recall of a found body."""

    f1: float
    precision: float
    recall: float


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of four words of a text, in lower case; of a shorter one all its words."""
    words = WORD.findall(text.lower())
    return set(zip(*(words[at:] for at in range(SHINGLE)), strict=False)) or {tuple(words)}


def scores(found: str, given: str) -> Scores:
    """Compare a found body with the given one; an empty one scores 0."""
    left, right = shingles(found), shingles(given)
    both = len(left & right) if found else 0
    precision, recall = both / len(left), both / len(right)
    return Scores(2 * precision * recall / (precision + recall) if both else 0.0, precision, recall)
