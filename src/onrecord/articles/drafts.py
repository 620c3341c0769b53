"""Which blocks of a text dump are the body of which article: the line model's odds, divided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.articles.bodies import FEWEST_WORDS, LINES_OF_A_NOTE, without_repeats
from onrecord.articles.kinds import Kind, ends_sentence
from onrecord.articles.linemodel import LineModel, Odds
from onrecord.articles.lines import Block
from onrecord.articles.outline import Outline
from onrecord.articles.starts import Gaps
from onrecord.articles.stretches import Stretch, find_stretches

DOUBT: Final = -1.0
"""A paragraph inside an article that the rules take for one stays one down to these odds."""

HEADING_ODDS: Final = 1.0
"""What a line without a full stop must have: it may be the next article's title."""

START_ODDS: Final = -0.5
"""From which on an article begins: on the tuning half boundaries are found best, and single pages not cut."""

_NEVER: Final = float("-inf")
_LEAST_SHARE: Final = 0.08
_MOST_COUNTED: Final = 60.0
"""Beside a long article a shorter one still is one: of 115 articles in joined pages 20 are lost without this
limit, and 12 with it."""

_LENIENCE: Final = 1.0
_MANY: Final = 6
_LONG_HEADLINE: Final = 16
_LONG_SENTENCE: Final = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """The blocks of one article's body, in order, at least one; and of its title where the rules saw it."""

    body: tuple[int, ...]
    heading: int | None = None


def find_drafts(
    lines: tuple[Sequence[Block], Sequence[Kind]],
    weighed: Odds,
    outline: Outline,
    model: LineModel,
) -> list[Draft]:
    """Return the bodies of the articles on a page, in order.

    `weighed` are the model's odds of each block, `outline` is what the rules make of them.
    """
    blocks, kinds = lines
    odds = weighed.told
    stretches = find_stretches(odds) or _best_of_little(odds)
    least = [_least(*one) for one in zip(blocks, kinds, outline.votes, weighed.alone, strict=True)]
    titles = set(outline.headed.values())
    stretches = [one for one in stretches if one.worth > 0]
    body = [
        index
        for one in stretches
        for index in range(one.first, one.last + 1)
        if (odds[index] > least[index] or one.last == one.first) and index not in titles
    ]
    parts = list(_divided(lines, body, outline, model))
    worths = [sum(max(odds[index], 0.0) for index in part) for part in parts]
    most = min(max(worths, default=0.0), _MOST_COUNTED)
    return [
        Draft(tuple(without_repeats(blocks, part)), outline.headed.get(part[0]))
        for part, worth in zip(parts, worths, strict=True)
        if worth >= _LEAST_SHARE * most and _is_article(blocks, kinds, part)
    ]


def _least(block: Block, kind: Kind, vote: float, alone: float) -> float:
    """Return the odds that a paragraph must have inside a stretch.

    What sister pages have too may be what one of them quotes: alone that takes no long
    sentence out of a body that goes on behind it.
    """
    if alone > 0 and block.words >= _LONG_SENTENCE and ends_sentence(block.text):
        return _NEVER
    if kind == "heading":
        return DOUBT if vote > 0 else HEADING_ODDS
    return DOUBT if vote > 0 else 0.0


def _best_of_little(odds: Sequence[float]) -> list[Stretch]:
    """Return the best stretch of a page on which none is worth its beginning: a note, a short article."""
    raised = [odd + _LENIENCE for odd in odds]
    return sorted(find_stretches(raised, entry=0.0), key=lambda one: -one.worth)[:1]


def _divided(
    lines: tuple[Sequence[Block], Sequence[Kind]], body: Sequence[int], outline: Outline, model: LineModel
) -> Iterator[tuple[int, ...]]:
    """Cut all paragraphs of a page where another article begins.

    What reads like a heading among them is the next article's title where one begins behind it.
    """
    prose = [index for index in body if lines[1][index] != "heading"]
    gaps = Gaps(lines, prose, outline.starts)
    traits = {at: gaps.traits(at) for at in gaps.places()}
    odds = dict(zip(traits, model.weigh_starts(list(traits.values())), strict=True)) if traits else {}
    first = 0
    for at in range(1, len(prose)):
        headed = any(index in outline.headed for index in range(prose[at - 1] + 1, prose[at] + 1))
        if headed or odds.get(at, _NEVER) > START_ODDS:
            last = bisect_right(body, prose[at - 1])
            yield tuple(body[first:last])
            first = bisect_left(body, prose[at])
    if body:
        yield tuple(body[first:])


def _is_article(blocks: Sequence[Block], kinds: Sequence[Kind], body: Sequence[int]) -> bool:
    """Say whether a body is some prose: not headlines one of which asks or exclaims."""
    if len(blocks) <= LINES_OF_A_NOTE:
        return True
    told = [blocks[index].words for index in body if kinds[index] in ("paragraph", "item", "caption")]
    words = sum(told)
    if words < FEWEST_WORDS or 2 * words < sum(blocks[index].words for index in body):
        return False
    return len(told) >= _MANY or words >= _LONG_HEADLINE * len(told)
