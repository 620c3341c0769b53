"""Pointers between words: scaled dot products with a learned weight for how near two words stand.

The class of a pair joins how many paragraphs lie between the two (none, one, more)
with how many pieces, signed and rounded on a logarithmic scale, as relative position
biases are (Raffel et al., 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]

EDGES = (1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 42, 60, 85, 120, 170)
"""Where each class of distances begins, in pieces; the first one holds 0 alone."""

DISTANCES = 2 * len(EDGES) + 1
CLASSES = 3 * DISTANCES

REACH = 254
"""Pieces a pointer can reach: what stands further apart never shared a window in training."""


def _by_distance() -> Ints:
    away = np.searchsorted(EDGES, np.arange(REACH + 1), side="right")
    return np.concatenate((len(EDGES) - away[:0:-1], len(EDGES) + away)).astype(np.intp)


_CLASS_OF_DISTANCE = _by_distance()
_NEVER = -1e4
_BLOCK = 64


def classes(at: Ints, to: Ints, paragraph_at: Ints, paragraph_to: Ints) -> Ints:
    """Return the classes (len(at), len(to)) of pieces at the places `at` and `to`, distance clipped."""
    gap = np.clip(to[None, :] - at[:, None], -REACH, REACH)
    apart = np.minimum(np.abs(paragraph_to[None, :] - paragraph_at[:, None]), 2)
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

    def log(self, at: Sequence[int], nothing: Floats | None = None) -> Floats:
        """Return log probabilities (len(at), words [+ 1]) of where the words `at`, in order, point.

        With `nothing` (words,) the last column is the probability of pointing nowhere.
        Work and memory in the cache stay within reach of each block of words.
        """
        words = len(self.places)
        out = np.full((len(at), words + (nothing is not None)), _NEVER, dtype=np.float32)
        rows = np.asarray(at, dtype=np.intp)
        for first in range(0, len(rows), _BLOCK):
            block = rows[first : first + _BLOCK]
            low, high = np.searchsorted(
                self.places, (self.places[block[0]] - REACH, self.places[block[-1]] + REACH + 1)
            )
            scores = self._scores(block, slice(low, high))
            top = scores.max(axis=1, keepdims=True)
            if nothing is not None:
                top = np.maximum(top, nothing[block, None])
            total = np.exp(scores - top).sum(axis=1, keepdims=True)
            if nothing is not None:
                total += np.exp(nothing[block, None] - top)
            norm = top + np.log(total)
            out[first : first + _BLOCK, low:high] = scores - norm
            if nothing is not None:
                out[first : first + _BLOCK, -1:] = nothing[block, None] - norm
        return out

    def _scores(self, rows: Ints, columns: slice) -> Floats:
        queries, keys = self.vectors
        at, to = self.places[rows], self.places[columns]
        near = classes(at, to, self.paragraphs[rows], self.paragraphs[columns])
        scores: Floats = queries[rows] @ keys[columns].T / np.sqrt(np.float32(keys.shape[1]))
        scores += self.nearness[near]
        scores[np.abs(to - at[:, None]) > REACH] = _NEVER
        return scores
