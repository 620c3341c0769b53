"""Whether a paragraph begins another article than the one before it: what stands between the two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from onrecord.articles.datelines import begins_with_dateline
from onrecord.articles.headings import fold, kinship
from onrecord.articles.kinds import Kind
from onrecord.articles.lines import Block

START_TRAITS: Final = (
    *(
        "blocks",
        "headings",
        "bullets",
        "furniture",
        "sides",
        "stops",
        "bylines",
        "dates",
        "captions",
        "others",
    ),
    *(
        "dateline",
        "titled",
        "titled_before",
        "titled_more",
        "signed_title",
        "apart",
        "near_title",
        "repeated",
    ),
    *("topic_kept", "topic_new", "signed_dateline", "long", "very_long", "title_alone"),
    *("names_kept", "names_back", "ruled", "titled_unlike", "dateline_unlike", "signed_unlike"),
)
_TITLE_WORDS: Final = range(4, 31)
_SAMPLE: Final = 5
_BACK: Final = 10
_LONG_GAP, _VERY_LONG_GAP = 15, 50
_NEAR: Final = 3
_MOST: Final = 400
_LATEST: Final = 60
_KIN: Final = 0.35
_TEXT: Final = 1500
_KEPT: Final = 0.15
_STEM: Final = 6
_NAME: Final = re.compile(r"\b[A-Z][\w’']{3,}")


def find_gaps(body: Sequence[int], blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where in `body` another article may begin: behind what is no paragraph, and at a dateline."""
    for at in range(1, len(body)):
        if body[at] - body[at - 1] > 1 or begins_with_dateline(blocks[body[at]].text):
            yield at


def count_lines(blocks: Sequence[Block]) -> Counter[str]:
    """Return how often the page has each of its lines."""
    return Counter(fold(block.text) for block in blocks)


def read_gap(
    lines: tuple[Sequence[Block], Sequence[Kind]],
    body: Sequence[int],
    at: int,
    times: Mapping[str, int],
    ruled: Collection[int],
) -> tuple[float, ...]:
    """Return numbers, as `START_TRAITS` names them, on what lies before the paragraph `body[at]`.

    `times` says how often the page has a line, see `count_lines`; `ruled` are the blocks at
    which the rules let an article begin.
    """
    blocks, kinds = lines
    gap = range(body[at - 1] + 1, body[at])
    near = gap[-_MOST:]
    counted = Counter(kinds[index] for index in near)
    named = ("heading", "bullet", "furniture", "side", "stop", "byline", "date", "caption")
    others = len(near) - sum(counted[kind] for kind in named)
    behind = [blocks[index].text[:_TEXT] for index in body[at : at + _SAMPLE]]
    before = [blocks[index].text[:_TEXT] for index in body[max(0, at - _SAMPLE) : at]]
    title = _title(blocks, kinds, gap[-_LATEST:], behind)
    dateline = begins_with_dateline(behind[0])
    titled = before_titled = 0.0
    signed = near_title = alone = False
    if title is not None:
        titled, before_titled = kinship(blocks[title].text, behind), kinship(blocks[title].text, before)
        signed = any(kinds[index] in ("byline", "date") for index in gap if index > title)
        near_title = body[at] - title <= _NEAR
        alone = len(gap) == 1
    kept = kinship(" ".join(behind[:2])[:_TEXT], before)
    new = kinship(" ".join(behind[:1]), behind[1:]) if len(behind) > 1 else 0.5
    told = _names(behind)
    earlier = _names([blocks[index].text[:_TEXT] for index in body[max(0, at - _BACK) : at]])
    both = len(told & earlier)
    unlike = both <= _KEPT * len(told)
    repeated = sum(times[fold(blocks[index].text)] > 1 for index in near) / (len(near) + 3)
    return (
        float(np.log1p(len(gap))),
        *(min(float(np.log1p(counted[kind])), 3.0) for kind in named),
        float(np.log1p(others)),
        dateline,
        titled,
        before_titled,
        titled - before_titled,
        signed and titled >= _KIN,
        bool(gap) and blocks[gap[0]].apart,
        near_title and titled >= _KIN,
        repeated,
        kept,
        new - kept,
        dateline and bool(gap),
        len(gap) > _LONG_GAP,
        len(gap) > _VERY_LONG_GAP,
        alone and blocks[body[at]].apart,
        both / (len(told) + 1),
        both / (min(len(told), len(earlier)) + 1),
        any(index in ruled for index in (*gap[-1:], body[at], body[at] + 1)),
        unlike and titled >= _KIN,
        unlike and dateline,
        unlike and counted["byline"] + counted["date"] > 0,
    )


def _names(paragraphs: Sequence[str]) -> set[str]:
    """Return the capitalised words of paragraphs that are long enough to tell one topic from another."""
    return {name[:_STEM] for paragraph in paragraphs for name in _NAME.findall(paragraph)}


def _title(
    blocks: Sequence[Block], kinds: Sequence[Kind], gap: Sequence[int], behind: Sequence[str]
) -> int | None:
    """Return the heading of a gap that has most words in common with what follows it."""
    best, most = None, -1.0
    for index in gap:
        if kinds[index] != "heading" or blocks[index].bullet or blocks[index].words not in _TITLE_WORDS:
            continue
        kin = kinship(blocks[index].text, behind)
        if kin >= most:
            best, most = index, kin
    return best
