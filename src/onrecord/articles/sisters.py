"""What the pages of a site have in common: menus, appeals, footers, line by line.

A line is compared with its digits masked and its white space collapsed. A reprint, or a page
that shares much of another's running prose, says nothing of what its site repeats: it is no
sister.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.articles.lines import Block

MOST_SISTERS: Final = 4
_DIGITS: Final = re.compile(r"\d+")
_LONGEST: Final = 400


def line_keys(text: str) -> list[str]:
    """Return for each line of a text, cut at newlines, what it is compared by: of a blank one nothing."""
    return [_DIGITS.sub("0", " ".join(line.split())[:_LONGEST]) for line in text.split("\n")]


def count_shared(keys: Sequence[str], sisters: Iterable[frozenset[str]]) -> tuple[int, ...]:
    """Return for each line how many of the sisters have it; of a blank one none."""
    found = [0] * len(keys)
    for sister in sisters:
        for index, key in enumerate(keys):
            found[index] += key in sister and key != ""
    return tuple(found)


def shared_by_block(text: str, blocks: Sequence[Block], shared: Sequence[int]) -> list[float]:
    """Return how many sisters have a block: the mean over its lines. `shared` has a number for each line."""
    ends = [match.start() for match in re.finditer("\n", text)]
    means: list[float] = []
    for block in blocks:
        first = bisect_left(ends, block.start)
        own = shared[first : bisect_left(ends, block.end, first) + 1]
        means.append(sum(own) / len(own) if own else 0.0)
    return means
