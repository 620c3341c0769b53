"""The best sequence of tags: Viterbi over many paragraphs at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
_IMPOSSIBLE = -1e4


def begins(role: int) -> int:
    """Return the tag that begins a span of the role with this number."""
    return 2 * role + 1


def constrain(transitions: NDArray[np.float32]) -> NDArray[np.float32]:
    """Forbid that a span goes on which has not begun (BIO tagging, Ramshaw & Marcus 1995)."""
    allowed = transitions.copy()
    for role in range(len(ROLES)):
        begin = begins(role)
        for tag in range(len(transitions)):
            if tag not in (begin, begin + 1):
                allowed[tag, begin + 1] = _IMPOSSIBLE
    return allowed


def best_tags(
    scores: NDArray[np.float32], starts: NDArray[np.intp], transitions: NDArray[np.float32]
) -> NDArray[np.int8]:
    """Return the best tag of each word.

    `scores` (words, tags) holds all paragraphs one after the other, `starts` the
    first word of each. All paragraphs take a step together, the longest first, so
    that the loop runs as often as the longest paragraph has words.
    """
    words = len(scores)
    tags = np.zeros(words, dtype=np.int8)
    if not words:
        return tags
    lengths = np.diff(np.append(starts, words))
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    active = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
    ends = np.cumsum(active)
    # Words in the order of the steps: what a step takes stands together.
    laid = np.repeat(np.arange(len(active)), active)
    laid += starts[np.arange(words) - np.repeat(ends - active, active)]
    local = scores[laid]
    back = np.zeros(local.shape, dtype=np.intp)
    best = local[: active[0]]
    best[:, 2::2] += _IMPOSSIBLE
    into = np.ascontiguousarray(transitions.T)
    for begin, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        moved = best[: end - begin, None, :] + into
        moved.argmax(axis=2, out=back[begin:end])
        best[: end - begin] = moved.max(axis=2) + local[begin:end]
    current = best.argmax(axis=1)
    chosen = np.empty(words, dtype=np.int8)
    rows = np.arange(len(current))
    for begin, end in zip((ends - active).tolist()[::-1], ends.tolist()[::-1], strict=True):
        count = end - begin
        chosen[begin:end] = current[:count]
        current[:count] = back[begin:end][rows[:count], current[:count]]
    tags[laid] = chosen
    return tags


def runs(tags: NDArray[np.int8], role: int) -> list[tuple[int, int]]:
    """Return the spans of one role as (first word, word after the last)."""
    begin = begins(role)
    at = np.flatnonzero(tags == begin)
    inside = tags == begin + 1
    ends = np.flatnonzero(~inside)
    stops = np.append(ends, len(tags))[np.searchsorted(ends, at + 1)]
    return [(int(start), int(stop)) for start, stop in zip(at, stops, strict=True)]
