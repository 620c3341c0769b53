"""What the pages of a site have in common: menus, appeals, footers, line by line.

A line is compared with its digits masked and its white space collapsed. Sisters are pages
of one site that share its menus. A reprint, or a page that shares much of another's running
prose, says nothing of what its site repeats: it is no sister.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.articles.lines import Block

MOST_SISTERS: Final = 4
_DIGITS: Final = re.compile(r"\d+")
_LONGEST: Final = 400
_PROSE_LENGTH: Final = 60
_FEWEST_SHARED: Final = 4
_LEAST_SHARED: Final = 0.1
_REPRINTED: Final = 0.3
_FEW_REPRINTED: Final = 3
_SITE_WIDE: Final = 3


@dataclass(frozen=True, slots=True)
class PageLines:
    """What a page is compared with others by.

    Args:
        keys: one for each line, cut at newlines; 0 of a blank one.
        short: the keys of the lines that are no prose by their length.
        prose: the keys of the others.
    """

    keys: tuple[int, ...]
    short: frozenset[int]
    prose: frozenset[int]


def read_lines(text: str) -> PageLines:
    """Return what the page of a text is compared by."""
    told = line_keys(text)
    keys = tuple(hash(key) if key else 0 for key in told)
    pairs = [(key, len(line) >= _PROSE_LENGTH) for key, line in zip(keys, told, strict=True) if key]
    return PageLines(
        keys, frozenset(key for key, long in pairs if not long), frozenset(key for key, long in pairs if long)
    )


def line_keys(text: str) -> list[str]:
    """Return for each line of a text, cut at newlines, what it is compared by: of a blank one nothing."""
    return [_DIGITS.sub("0", " ".join(line.split())[:_LONGEST]) for line in text.split("\n")]


def find_sisters(page: PageLines, others: Sequence[PageLines]) -> list[PageLines]:
    """Return up to `MOST_SISTERS` sisters of a page among other pages of its site, in their order."""
    near = [other for other in others if _shares_menus(page, other)]
    times = Counter(key for other in near for key in page.prose & other.prose)
    site_wide = {key for key, count in times.items() if count >= _SITE_WIDE}
    return [other for other in near if not _reprints(page, other, site_wide)][:MOST_SISTERS]


def _shares_menus(page: PageLines, other: PageLines) -> bool:
    shared = len(page.short & other.short)
    return shared >= max(_FEWEST_SHARED, _LEAST_SHARED * min(len(page.short), len(other.short)))


def _reprints(page: PageLines, other: PageLines, site_wide: set[int]) -> bool:
    """Say whether two pages share much of their prose, not counting what many pages of the site have."""
    shared = len((page.prose & other.prose) - site_wide)
    least = min(len(page.prose - site_wide), len(other.prose - site_wide))
    return shared >= max(_FEW_REPRINTED, _REPRINTED * least)


def share_lines(page: PageLines, others: Sequence[PageLines]) -> tuple[int, ...]:
    """Return for each line of a page how many of its sisters have it; nothing where it has no sister."""
    sisters = find_sisters(page, others)
    return count_shared(page.keys, [sister.short | sister.prose for sister in sisters]) if sisters else ()


def count_shared(keys: Sequence[int], sisters: Iterable[frozenset[int]]) -> tuple[int, ...]:
    """Return for each line how many of the sisters have it; of a blank one none."""
    found = [0] * len(keys)
    for sister in sisters:
        for index, key in enumerate(keys):
            found[index] += key != 0 and key in sister
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
