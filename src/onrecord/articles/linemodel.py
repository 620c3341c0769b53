"""The learned part of reading a text dump: how likely each block is a paragraph of an article.

Two logistic regressions over numbers that `traits` and `starts` make of the blocks. The
weights are made by ``make lines`` and stand in ``model/lines.json`` beside their card.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np

from onrecord.articles.kinds import Kind
from onrecord.articles.lines import Block
from onrecord.articles.outline import Outline
from onrecord.articles.starts import START_TRAITS
from onrecord.articles.traits import SISTERLY, Matrix, read_traits, trait_names

RULE_WEIGHT: Final = 0.7
"""Log odds that the rules' word counts within an article that they see, beside what was learned.

The weights come from some forty sites in English; the rules hold for pages unlike these, too.
"""


AT_ONCE: Final = 5000
"""Blocks that are looked at together: more than any page has, few enough for the memory."""

MARGIN: Final = 60
HOPELESS: Final = -10.0
"""The log odds of what stands far from any sentence."""


class Odds(NamedTuple):
    """Log odds of each block: with what sister pages tell, and without it; without sisters the same."""

    told: list[float]
    alone: list[float]


@dataclass(frozen=True, slots=True)
class LineModel:
    """The weights.

    Args:
        words: how much more a word is used in news than around it, negative: less.
        lines: a weight for each of `trait_names`, `line_bias` what is added to their sum.
        starts: the same for each of `START_TRAITS`, with `start_bias`.
    """

    words: Mapping[str, float]
    lines: Matrix
    line_bias: float
    starts: Matrix
    start_bias: float

    def weigh(
        self,
        lines: tuple[Sequence[Block], Sequence[Kind]],
        outline: Outline,
        shared: Sequence[float] | None = None,
    ) -> Odds:
        """Return for each block the log odds that it is a paragraph of an article.

        `shared` says of each block how many sister pages have it; None: no sister is known.
        """
        count = len(lines[0])
        told: list[float] = []
        alone: list[float] = []
        for first in range(0, count, AT_ONCE):
            end = min(first + AT_ONCE, count)
            start, stop = max(first - MARGIN, 0), min(end + MARGIN, count)
            part = lines[0][start:stop], lines[1][start:stop]
            if count > AT_ONCE and "paragraph" not in part[1]:
                told += [HOPELESS] * (end - first)
                alone += [HOPELESS] * (end - first)
                continue
            odds = self._weigh(part, outline.cut(start, stop), None if shared is None else shared[start:stop])
            told += odds.told[first - start : end - start]
            alone += odds.alone[first - start : end - start]
        return Odds(told, alone)

    def _weigh(
        self,
        lines: tuple[Sequence[Block], Sequence[Kind]],
        outline: Outline,
        shared: Sequence[float] | None,
    ) -> Odds:
        table = read_traits(lines, outline, self.words, shared)
        sisterly = table[:, -len(SISTERLY) :] @ self.lines[-len(SISTERLY) :]
        alone = table @ self.lines - sisterly + self.line_bias + RULE_WEIGHT * outline.votes
        return Odds((alone + sisterly).tolist(), alone.tolist())

    def weigh_starts(self, gaps: Sequence[Sequence[float]]) -> list[float]:
        """Return for each row of `starts.Gaps.traits` the log odds that an article begins there."""
        table = np.asarray(gaps, np.float32).reshape(len(gaps), len(START_TRAITS))
        odds: list[float] = (table @ self.starts + self.start_bias).tolist()
        return odds


@cache
def line_model() -> LineModel:
    """Return the shipped weights."""
    told = files("onrecord.articles").joinpath("model", "lines.json").read_text("utf-8")
    return model_of(json.loads(told))


def model_of(told: Mapping[str, Any]) -> LineModel:
    """Return the weights as the file has them: by the names of the traits."""
    return LineModel(
        words=told["words"],
        lines=np.asarray([told["lines"][name] for name in trait_names()], np.float32),
        line_bias=told["line_bias"],
        starts=np.asarray([told["starts"][name] for name in START_TRAITS], np.float32),
        start_bias=told["start_bias"],
    )
