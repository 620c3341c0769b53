"""Whether a paragraph begins another article than the one before it: what stands between the two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from math import log1p
from typing import Final

from onrecord.articles.datelines import begins_with_dateline
from onrecord.articles.kinds import Kind
from onrecord.articles.lines import Block

_COUNTED: Final[tuple[Kind, ...]] = (
    *("heading", "bullet", "furniture", "side", "stop", "byline", "date", "caption"),
)
START_TRAITS: Final = (
    *("blocks", *_COUNTED, "others", "repeated", "apart", "long", "very_long"),
    *("titled", "titled_before", "titled_more", "signed_title", "near_title", "title_alone"),
    *("topic_kept", "topic_new", "names_kept", "names_back", "ruled"),
    *("dateline", "signed_dateline", "titled_unlike", "dateline_unlike", "signed_unlike"),
)
_TELLING: Final[frozenset[Kind]] = frozenset({"heading", "byline", "date", "stop", "side"})
_TITLE_WORDS: Final = range(4, 31)
_SAMPLE, _BACK = 5, 10
_LONG_GAP, _VERY_LONG_GAP = 15, 50
_NEAR: Final = 3
_MOST: Final = 400
_LATEST: Final = 60
_KIN: Final = 0.35
_TEXT: Final = 1500
_KEPT: Final = 0.15
_STEM, _LONG = 6, 4
_NAME: Final = re.compile(r"\b[A-Z][\w’']{3,}")


class Gaps:
    """The gaps of a page's prose.

    Args:
        lines: the blocks of the page, and what each is.
        body: all blocks that are paragraphs of articles, in order.
        ruled: the blocks at which the rules let an article begin.
    """

    def __init__(
        self, lines: tuple[Sequence[Block], Sequence[Kind]], body: Sequence[int], ruled: Collection[int]
    ) -> None:
        self._blocks, self._kinds = lines
        self._body = body
        self._ruled = ruled
        self._times = Counter(block.text for block in self._blocks)
        self._stems: dict[int, set[str]] = {}
        self._names: dict[int, set[str]] = {}

    def places(self) -> Iterator[int]:
        """Yield where in the body another article may begin: behind what tells of it, and at a dateline."""
        body, kinds = self._body, self._kinds
        for at in range(1, len(body)):
            gap = range(body[at - 1] + 1, body[at])
            told = {kinds[index] for index in gap[-_MOST:]}
            if "side" in told and "stop" not in told and len(gap) <= _LONG_GAP:
                continue  # a list of other stories, with a title and perhaps a date of theirs
            if len(gap) > _NEAR or told & _TELLING or begins_with_dateline(self._blocks[body[at]].text):
                yield at

    def traits(self, at: int) -> tuple[float, ...]:
        """Return numbers, as `START_TRAITS` names them, on what lies before the paragraph `body[at]`."""
        body = self._body
        gap = range(body[at - 1] + 1, body[at])
        ahead = self._bag(body[at : at + _SAMPLE])
        titled, *title = self._title(gap, body[at], ahead, self._bag(body[max(0, at - _SAMPLE) : at]))
        kept, new, names_kept, names_back = self._topic(at, ahead)
        dateline = begins_with_dateline(self._blocks[body[at]].text)
        signed = any(self._kinds[index] in ("byline", "date") for index in gap[-_MOST:])
        unlike = names_kept <= _KEPT
        ruled = any(index in self._ruled for index in (*gap[-1:], body[at], body[at] + 1))
        return (
            *self._counts(gap),
            titled,
            *title,
            kept,
            new,
            names_kept,
            names_back,
            ruled,
            dateline,
            dateline and bool(gap),
            unlike and titled >= _KIN,
            unlike and dateline,
            unlike and signed,
        )

    def _counts(self, gap: range) -> tuple[float, ...]:
        near = gap[-_MOST:]
        counted = Counter(self._kinds[index] for index in near)
        others = len(near) - sum(counted[kind] for kind in _COUNTED)
        repeated = sum(self._times[self._blocks[index].text] > 1 for index in near)
        return (
            log1p(len(gap)),
            *(min(log1p(counted[kind]), 3.0) for kind in _COUNTED),
            log1p(others),
            repeated / (len(near) + 3),
            bool(gap) and self._blocks[gap[0]].apart,
            len(gap) > _LONG_GAP,
            len(gap) > _VERY_LONG_GAP,
        )

    def _title(self, gap: range, first: int, ahead: set[str], back: set[str]) -> tuple[float, ...]:
        """Say how the heading of a gap that has most words in common with what follows stands to it."""
        best, most = None, -1.0
        for index in gap[-_LATEST:]:
            block = self._blocks[index]
            if self._kinds[index] == "heading" and not block.bullet and block.words in _TITLE_WORDS:
                kin = _share(self._stemmed(index), ahead)
                best, most = (index, kin) if kin >= most else (best, most)
        if best is None:
            return (0.0,) * 6
        before = _share(self._stemmed(best), back)
        signed = any(self._kinds[index] in ("byline", "date") for index in range(best + 1, first))
        near = first - best <= _NEAR and most >= _KIN
        alone = len(gap) == 1 and self._blocks[first].apart
        return most, before, most - before, signed and most >= _KIN, near, alone

    def _topic(self, at: int, ahead: set[str]) -> tuple[float, float, float, float]:
        """Say how much of the words and names from `body[at]` on stood there before."""
        body = self._body
        back = self._bag(body[max(0, at - _SAMPLE) : at])
        kept = _share(self._bag(body[at : at + 2]), back)
        new = _share(self._stemmed(body[at]), self._bag(body[at + 1 : at + _SAMPLE])) if ahead else 0.0
        told = self._named(body[at : at + _SAMPLE])
        earlier = self._named(body[max(0, at - _BACK) : at])
        both = len(told & earlier)
        return kept, new - kept, both / (len(told) + 1), both / (min(len(told), len(earlier)) + 1)

    def _stemmed(self, index: int) -> set[str]:
        if index not in self._stems:
            words = self._blocks[index].text[:_TEXT].lower().split()
            self._stems[index] = {word[:_STEM] for word in words if len(word) >= _LONG}
        return self._stems[index]

    def _bag(self, indices: Sequence[int]) -> set[str]:
        return set().union(*map(self._stemmed, indices))

    def _named(self, indices: Sequence[int]) -> set[str]:
        for index in indices:
            if index not in self._names:
                found = _NAME.findall(self._blocks[index].text[:_TEXT])
                self._names[index] = {name[:_STEM] for name in found}
        return set().union(*(self._names[index] for index in indices))


def _share(some: set[str], among: set[str]) -> float:
    return len(some & among) / len(some) if some else 0.0
