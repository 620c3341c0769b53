from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.chain import best_tags, constrain, runs

TAGS = 7


def brute_force(scores: np.ndarray, transitions: np.ndarray) -> float:
    best = -np.inf
    for path in product(range(TAGS), repeat=len(scores)):
        if path[0] in (2, 4, 6):
            continue
        total = sum(scores[i, tag] for i, tag in enumerate(path))
        total += sum(transitions[a, b] for a, b in pairwise(path))
        best = max(best, total)
    return float(best)


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_best_path_of_each_paragraph_is_found(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(sum(lengths), TAGS)).astype(np.float32)
    transitions = constrain(rng.normal(size=(TAGS, TAGS)).astype(np.float32))
    starts = np.cumsum([0, *lengths[:-1]])
    tags = best_tags(scores, starts, transitions)
    for start, length in zip(starts, lengths, strict=True):
        path = tags[start : start + length]
        own = scores[start : start + length]
        total = sum(own[i, tag] for i, tag in enumerate(path))
        total += sum(transitions[a, b] for a, b in pairwise(path))
        assert path[0] not in (2, 4, 6)
        assert np.isclose(total, brute_force(own, transitions), atol=1e-4)


def test_spans_are_runs_that_begin_with_their_own_tag() -> None:
    tags = np.array([1, 2, 0, 3, 5, 6, 6, 5, 6, 1], dtype=np.int8)
    assert runs(tags, 0) == [(0, 2), (9, 10)]
    assert runs(tags, 1) == [(3, 4)]
    assert runs(tags, 2) == [(4, 7), (7, 9)]


def test_no_words_give_no_tags() -> None:
    empty = np.zeros((0, TAGS), dtype=np.float32)
    assert len(best_tags(empty, np.array([], dtype=np.intp), np.zeros((TAGS, TAGS), dtype=np.float32))) == 0
