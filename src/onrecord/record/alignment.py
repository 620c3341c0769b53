"""What two sequences have in common, in order, at a bounded cost.

`difflib` is quadratic at worst. Here it sees squares of at most `SQUARE` pairs: equal ends
are cut off first, and what is larger is cut at the elements that both sides have exactly
once, in their longest common order (patience diff, as Bazaar and Git have it), and again
within the pieces, at most `DEEPEST` times. What is still larger then has nothing in common.
Sequences of n elements so cost O(n log n + n √SQUARE).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from onrecord.record.names import plain

SQUARE: Final = 40_000
DEEPEST: Final = 8
ALIKE: Final = 0.5
MOST_PAIRS: Final = 400
LARGEST: Final = 20_000_000

Mark: TypeAlias = Literal["same", "gone", "new"]
Piece: TypeAlias = tuple[Mark, str]
Block: TypeAlias = tuple[bool, int, int, int, int]

_WORD: Final = re.compile(r"\s*(\w+(?:[’'-]\w+)*|[^\w\s])")


def blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Cut both sequences into blocks, in order: (equal, start and end in `old`, start and end in `new`)."""
    found: list[Block] = []
    left = right = 0
    for start, other, length in [*_joined(_runs(old, new)), (len(old), len(new), 0)]:
        if left < start or right < other:
            found.append((False, left, start, right, other))
        if length:
            found.append((True, start, start + length, other, other + length))
        left, right = start + length, other + length
    return found


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of both texts, those that only one of them has marked; white space is single."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for equal, a, b, c, d in blocks([word.strip() for word in before], [word.strip() for word in after]):
        if equal:
            pieces.append(("same", "".join(after[c:d])))
        else:
            pieces += [("gone", "".join(before[a:b]))] if a < b else []
            pieces += [("new", "".join(after[c:d]))] if c < d else []
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Cut a text into words and marks, each with the one space before it where there is any."""
    return [
        (" " if match.start(1) > match.start() and match.start() else "") + match[1]
        for match in _WORD.finditer(text)
    ]


def _joined(runs: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Make one of runs that touch on both sides."""
    held: tuple[int, int, int] | None = None
    for run in runs:
        if held is not None and (held[0] + held[2], held[1] + held[2]) == run[:2]:
            held = (held[0], held[1], held[2] + run[2])
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _runs(old: Sequence[str], new: Sequence[str], depth: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield runs that both have in one order: their places in `old` and `new`, and their length."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    if first:
        yield 0, 0, first
    middle, other = old[first : len(old) - last], new[first : len(new) - last]
    for start, place, length in _inner_runs(middle, other, depth):
        yield first + start, first + place, length
    if last:
        yield len(old) - last, len(new) - last, last


def _inner_runs(old: Sequence[str], new: Sequence[str], depth: int) -> Iterator[tuple[int, int, int]]:
    if not old or not new:
        return
    if len(old) * len(new) <= SQUARE:
        for start, place, length in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            if length:
                yield start, place, length
        return
    if depth >= DEEPEST:
        return
    left = right = 0
    anchors = _anchors(old, new)
    for start, place in [*anchors, (len(old), len(new))] if anchors else []:
        for inner, other, length in _runs(old[left:start], new[right:place], depth + 1):
            yield left + inner, right + other, length
        if start < len(old):
            yield start, place, 1
        left, right = start + 1, place + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the elements that both have once, in the longest order that both keep."""
    here, there = Counter(old), Counter(new)
    places = {word: place for place, word in enumerate(new) if there[word] == 1}
    pairs = [(start, places[word]) for start, word in enumerate(old) if here[word] == 1 and word in places]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, (_, place) in enumerate(pairs):
        rank = bisect_left(tails, place)
        before.append(ends[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [place]
        ends[rank : rank + 1] = [position]
    kept: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.append(pairs[at])
        at = before[at]
    return kept[::-1]


def alike(
    old: Sequence[str], new: Sequence[str], fits: Callable[[int, int], bool] = lambda _left, _right: True
) -> dict[int, int]:
    """Return which text of `new` became of which of `old`, by place, where both keep one order.

    Texts are alike that share half of their words; of all such pairings the one that shares
    the most is taken. More than `MOST_PAIRS` pairs, or pairs with more than `LARGEST` characters
    in all, are not compared: nothing became of them.

    Args:
        old: the texts of the older side.
        new: the texts of the newer side.
        fits: further condition on a pair of places.
    """
    size = sum(map(len, old)) * len(new) + sum(map(len, new)) * len(old)
    if not old or not new or len(old) * len(new) > MOST_PAIRS or size > LARGEST:
        return {}
    before, after = ([_vocabulary(text) for text in side] for side in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[0.0] * len(new) for _ in old]
    for left in range(len(old) - 1, -1, -1):
        for right in range(len(new) - 1, -1, -1):
            share = _share(before[left], after[right]) if fits(left, right) else 0.0
            likeness[left][right] = share if share >= ALIKE else 0.0
            best[left][right] = max(
                best[left + 1][right],
                best[left][right + 1],
                best[left + 1][right + 1] + likeness[left][right],
            )
    found: dict[int, int] = {}
    left = right = 0
    while left < len(old) and right < len(new):
        if likeness[left][right] and best[left][right] == best[left + 1][right + 1] + likeness[left][right]:
            found[left] = right
            left, right = left + 1, right + 1
        elif best[left][right] == best[left + 1][right]:
            left += 1
        else:
            right += 1
    return found


def _vocabulary(text: str) -> Counter[str]:
    return Counter(plain(text).split())


def _share(left: Counter[str], right: Counter[str]) -> float:
    both = left.total() + right.total()
    return 2 * (left & right).total() / both if both else 0.0
