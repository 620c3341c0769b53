"""Pointers on hand-made vectors: no model takes part."""

import numpy as np

from onrecord.statements.pointers import CLASSES, DISTANCES, EDGES, REACH, Pointer, classes

NOWHERE = np.zeros(CLASSES, dtype=np.float32)


def pointer(
    places: list[int], nearness: np.ndarray = NOWHERE, paragraphs: list[int] | None = None
) -> Pointer:
    vectors = np.zeros((2, len(places), 64), dtype=np.float32)
    return Pointer(vectors, nearness, np.array(places), np.array(paragraphs or [0] * len(places)))


def test_each_distance_has_one_class_and_its_mirror_another() -> None:
    places = np.arange(2 * REACH)
    zero = np.zeros(len(places), dtype=np.intp)
    found = classes(places, places, zero, zero)
    middle = len(EDGES)
    assert (np.diag(found) == middle).all()
    assert (found - middle == -(found.T - middle)).all()
    assert sorted(set(found[0])) == list(range(middle, DISTANCES))
    assert found[0, 5] == found[0, 6] != found[0, 7]  # the class that begins at 5 ends before 7


def test_paragraphs_between_make_another_class() -> None:
    at = np.array([0])
    to = np.array([1])
    found = [int(classes(at, to, np.array([0]), np.array([n]))[0, 0]) for n in (0, 1, 2, 9)]
    assert found[1] - found[0] == found[2] - found[1] == DISTANCES
    assert found[2] == found[3]
    assert max(found) < CLASSES


def test_probabilities_sum_to_one_and_stop_at_the_reach() -> None:
    found, _ = pointer([0, 10, REACH, REACH + 1]).means([(0, 1), (3, 4)])
    assert np.allclose(found.sum(axis=1), 1.0)
    assert np.allclose(found[0], [1 / 3, 1 / 3, 1 / 3, 0.0])
    assert np.allclose(found[1], [0.0, 1 / 3, 1 / 3, 1 / 3])


def test_nearness_draws_a_pointer_to_the_neighbour() -> None:
    nearness = NOWHERE.copy()
    nearness[len(EDGES) + 1] = 9.0  # one piece ahead, same paragraph
    _, found = pointer([0, 1, 2, 3], nearness, [0, 0, 0, 1]).means([(0, 1), (1, 2), (2, 3)])
    assert [int(row.argmax()) for row in found[:2]] == [1, 2]
    assert found[2].max() < np.log(0.3)  # its neighbour stands in another paragraph


def test_nothing_takes_part_as_the_last_column() -> None:
    nothing = np.array([20.0, -20.0], dtype=np.float32)
    found = np.exp(pointer([0, 1]).log([0, 1], nothing))
    assert found.shape == (2, 3)
    assert found[0, 2] > 0.99
    assert found[1, 2] < 0.01


def test_a_span_points_where_its_words_do_on_average_however_many_spans_there_are() -> None:
    chance = np.random.default_rng(3)
    places = np.cumsum(chance.integers(1, 4, 400))
    vectors = chance.normal(size=(2, 400, 64)).astype(np.float32)
    nearness = chance.normal(size=CLASSES).astype(np.float32)
    points = Pointer(vectors, nearness, places, np.arange(400) // 30)
    alone = [points.means([(word, word + 1)]) for word in range(400)]
    spans = [(0, 3), (3, 90), (95, 96), (120, 310), (399, 400)]
    likely, log = points.means(spans)
    for number, together in enumerate((likely, np.maximum(log, -50.0))):  # below: out of reach of a word
        words = np.concatenate([found[number] for found in alone])
        expected = np.array([words[slice(*span)].mean(axis=0) for span in spans])
        assert np.allclose(together, np.maximum(expected, -50.0), rtol=1e-4, atol=1e-6)
