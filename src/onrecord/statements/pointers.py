"""Pointers between words: scaled dot products with a learned weight for how near two words stand.

The class of a pair joins how many paragraphs lie between the two (none, one, more)
with how many pieces, signed and rounded on a logarithmic scale, as relative position
biases are (Raffel et al., 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]

EDGES = (1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 42, 60, 85, 120, 170)
"""Where each class of distances begins, in pieces; the first one holds 0 alone."""

DISTANCES = 2 * len(EDGES) + 1
APART = 3
"""Paragraphs apart: none, one, more."""

CLASSES = APART * DISTANCES

REACH = 254
"""Pieces a pointer can reach: what stands further apart never shared a window in training."""


def _by_distance() -> Ints:
    away = np.searchsorted(EDGES, np.arange(REACH + 1), side="right")
    return np.concatenate((len(EDGES) - away[:0:-1], len(EDGES) + away)).astype(np.intp)


_CLASS_OF_DISTANCE = _by_distance()
_NEVER = -1e4
_SMALLEST = -87.0
_BLOCK = 64


def classes(at: Ints, to: Ints, paragraph_at: Ints, paragraph_to: Ints) -> Ints:
    """Return the classes (len(at), len(to)) of pieces at the places `at` and `to`, distance clipped."""
    gap = np.clip(to[None, :] - at[:, None], -REACH, REACH)
    apart = np.minimum(np.abs(paragraph_to[None, :] - paragraph_at[:, None]), APART - 1)
    found: Ints = apart * DISTANCES + _CLASS_OF_DISTANCE[gap + REACH]
    return found


@dataclass(frozen=True, slots=True)
class Pointer:
    """One kind of pointer over the words of a text.

    `vectors` (2, words, 64) are queries and keys, `nearness` (classes,) the learned
    weights, `places` (words,) where each word's first piece stands among the pieces,
    `paragraphs` (words,) the number of its paragraph.
    """

    vectors: Floats
    nearness: Floats
    places: Ints
    paragraphs: Ints

    def log(self, at: Sequence[int], nothing: Floats) -> Floats:
        """Return log probabilities (len(at), words + 1) of where the words `at`, in order, point.

        By `nothing` (words,) the last column is the probability of pointing nowhere.
        """
        out = np.full((len(at), len(self.places) + 1), _NEVER, dtype=np.float32)
        rows = np.asarray(at, dtype=np.intp)
        gains = self._gains()
        for first in range(0, len(rows), _BLOCK):
            block = rows[first : first + _BLOCK]
            reach = self._reach(block)
            scores = self._scores(block, reach, gains)
            none = nothing[block, None]
            top = np.maximum(scores.max(axis=1, keepdims=True), none)
            norm = top + np.log(_exp(scores - top).sum(axis=1, keepdims=True) + _exp(none - top))
            np.subtract(scores, norm, out=out[first : first + _BLOCK, reach])
            out[first : first + _BLOCK, -1:] = none - norm
        return out

    def means(self, spans: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
        """Return where the words of each span point, as two means over them of shape (spans, words).

        The first is of probabilities, the second of their logarithms. A span is its first word
        and the word after its last; spans come in order.
        """
        likely = np.zeros((len(spans), len(self.places)), dtype=np.float32)
        log = np.full_like(likely, _NEVER)
        gains = self._gains()
        for first, stop in _blocks(spans):
            lengths = [end - begin for begin, end in spans[first:stop]]
            rows = np.concatenate([np.arange(*span) for span in spans[first:stop]])
            of = np.repeat(np.arange(len(lengths)), lengths) == np.arange(len(lengths))[:, None]
            share = of.astype(np.float32) / np.array(lengths, dtype=np.float32)[:, None]
            reach = self._reach(rows)
            scores = self._scores(rows, reach, gains)
            scores -= scores.max(axis=1, keepdims=True)
            odds = _exp(scores)
            total = odds.sum(axis=1, keepdims=True)
            likely[first:stop, reach] = share @ (odds / total)
            log[first:stop, reach] = share @ (scores - np.log(total))
        return likely, log

    def _gains(self) -> Floats:
        """Return what a pair gains by the paragraphs between and by the distance, one more on either end.

        What stands beyond reach loses more than any pointer can gain.
        """
        gaps, nowhere = np.arange(-REACH, REACH + 1), np.zeros(1, dtype=np.intp)
        paragraphs = np.repeat(np.arange(APART), len(gaps))
        gains: Floats = np.full((APART, len(gaps) + 2), 2 * _NEVER, dtype=np.float32)
        found = classes(nowhere, np.tile(gaps, APART), nowhere, paragraphs)
        gains[:, 1:-1] = self.nearness[found].reshape(APART, -1)
        return gains

    def _reach(self, rows: Ints) -> slice:
        """Return the words that words in order can reach; work and memory in the cache stay within."""
        ends = self.places[rows[0]] - REACH, self.places[rows[-1]] + REACH + 1
        return slice(*np.searchsorted(self.places, ends))

    def _scores(self, rows: Ints, columns: slice, gains: Floats) -> Floats:
        queries, keys = self.vectors
        at, to = self.places[rows].astype(np.int32), self.places[columns].astype(np.int32)
        pair = to[None, :] - (at[:, None] - REACH - 1)
        np.clip(pair, 0, gains.shape[1] - 1, out=pair)
        paragraph = self.paragraphs.astype(np.int32)
        apart = np.abs(paragraph[columns] - paragraph[rows, None])
        pair += np.minimum(apart, APART - 1, out=apart) * np.int32(gains.shape[1])
        scores: Floats = (queries[rows] / np.sqrt(np.float32(keys.shape[1]))) @ keys[columns].T
        scores += gains.take(pair)
        return np.maximum(scores, _NEVER, out=scores)


def _exp(scores: Floats) -> Floats:
    """Return the exponential; below what float32 holds, where it is seven times slower, next to nothing."""
    out: Floats = np.exp(np.maximum(scores, _SMALLEST))
    return out


def _blocks(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield runs of spans, as their first and the one after their last, of about `_BLOCK` words."""
    first = words = 0
    for number, (begin, end) in enumerate(spans):
        words += end - begin
        if words >= _BLOCK or number == len(spans) - 1:
            yield first, number + 1
            first, words = number + 1, 0
