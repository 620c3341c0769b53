"""Bootstrap intervals over articles: how far a figure would move with other articles of the kind.

Articles are drawn with replacement, as many as there are, a thousand times, and the
figure is computed anew from the sums of their counts; the interval runs from the 2.5th
to the 97.5th percentile (Efron's percentile bootstrap). The seed is fixed, so the same
counts give the same interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from attribution.score import Tally

RESAMPLES = 1000
SEED = 20160926
TAILS = (2.5, 97.5)

Floats: TypeAlias = NDArray[np.float64]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval. Where there is nothing to count, all three are 0."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of one figure over all articles, and what they come to."""

    tally: Tally
    precision: Figure
    recall: Figure
    f1: Figure


def measure(articles: Sequence[Mapping[Key, Tally]], resamples: int = RESAMPLES) -> dict[Key, Measured]:
    """Add up the tallies of the articles and give each figure its interval."""
    chance = np.random.default_rng(SEED)
    size = len(articles)
    drawn = chance.multinomial(size, np.full(size, 1 / size), resamples).astype(np.float64) if size else None
    keys = {key: None for article in articles for key in article}
    return {key: _measured([article.get(key, Tally()) for article in articles], drawn) for key in keys}


def _measured(tallies: Sequence[Tally], drawn: Floats | None) -> Measured:
    total = sum(tallies, Tally())
    counts = np.array([(one.found, one.gold, one.right, one.predicted) for one in tallies], dtype=np.float64)
    found, gold, right, predicted = (drawn @ counts).T if drawn is not None else np.zeros((4, 0))
    recall, precision = _ratio(found, gold), _ratio(right, predicted)
    both = np.nan_to_num(recall), np.nan_to_num(precision)
    f1 = np.where(
        gold + predicted > 0, np.nan_to_num(_ratio(2 * both[0] * both[1], both[0] + both[1])), np.nan
    )
    return Measured(
        total,
        _figure(total.precision(), precision),
        _figure(total.recall(), recall),
        _figure(total.f1(), f1),
    )


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def _figure(value: float, samples: Floats) -> Figure:
    """Leave out the samples that drew no article with anything to count."""
    counted = samples[~np.isnan(samples)]
    if not counted.size:
        return Figure(value, 0.0, 0.0)
    low, high = np.percentile(counted, TAILS)
    return Figure(value, float(low), float(high))
