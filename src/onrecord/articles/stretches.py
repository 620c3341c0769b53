"""Where prose lies among the blocks of a text dump, by the log odds of each block.

A stretch begins and ends with a paragraph. What lies between two of its paragraphs and is
none costs a little a block, to begin a stretch costs more: so a list of related stories
interrupts an article, and a lone sentence of a footer makes none. The best division of the
page is found as a Viterbi path (Forney, 1973) over two states, in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

ENTRY: Final = 4.0
"""What a stretch has to be worth, in log odds."""

GAP: Final = 0.15
"""What a block inside costs that is no paragraph."""


class Stretch(NamedTuple):
    """Blocks `first` to `last`, both included, and the sum of the log odds of the paragraphs among them."""

    first: int
    last: int
    worth: float


def find_stretches(odds: Sequence[float], entry: float = ENTRY, gap: float = GAP) -> list[Stretch]:
    """Return the stretches of the best division, in order, in time linear in the blocks."""
    outside, inside = 0.0, float("-inf")
    came_in: list[bool] = []
    went_out: list[bool] = []
    for odd in odds:
        stay = inside + (odd if odd > 0 else -gap)
        begin = outside + odd - entry
        went_out.append(inside > outside)
        outside = max(outside, inside)
        came_in.append(begin > stay)
        inside = max(begin, stay)
    return _traced(odds, came_in, went_out, ends_inside=inside > outside)


def _traced(
    odds: Sequence[float], came_in: Sequence[bool], went_out: Sequence[bool], *, ends_inside: bool
) -> list[Stretch]:
    found: list[Stretch] = []
    last = len(odds) - 1 if ends_inside else -1
    for index in range(len(odds) - 1, -1, -1):
        if last < 0:
            last = index - 1 if went_out[index] else -1
        elif came_in[index]:
            worth = sum(odd for odd in odds[index : last + 1] if odd > 0)
            found.append(Stretch(index, last, worth))
            last = -1
    return found[::-1]
