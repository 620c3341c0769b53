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
    steps = int(lengths[0])
    active = np.searchsorted(-lengths, -np.arange(steps), side="left")
    back = np.zeros((words, scores.shape[1]), dtype=np.int8)
    best = scores[starts].copy()
    best[:, 2::2] += _IMPOSSIBLE
    for step in range(1, steps):
        rows = active[step]
        moved = best[:rows, :, None] + transitions
        back[starts[:rows] + step] = moved.argmax(axis=1)
        best[:rows] = moved.max(axis=1) + scores[starts[:rows] + step]
    current = best.argmax(axis=1).astype(np.int8)
    for step in range(steps - 1, -1, -1):
        rows = active[step]
        tags[starts[:rows] + step] = current[:rows]
        if step:
            current[:rows] = back[starts[:rows] + step, current[:rows]]
    return tags


def runs(tags: NDArray[np.int8], role: int) -> list[tuple[int, int]]:
    """Return the spans of one role as (first word, word after the last)."""
    begin = begins(role)
    at = np.flatnonzero(tags == begin)
    inside = tags == begin + 1
    ends = np.flatnonzero(~inside)
    stops = np.append(ends, len(tags))[np.searchsorted(ends, at + 1)]
    return [(int(start), int(stop)) for start, stop in zip(at, stops, strict=True)]
