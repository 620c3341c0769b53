"""The shipped weights as they are loaded."""

import hashlib

import numpy as np
from threadpoolctl import ThreadpoolController

from onrecord.statements import tagger
from onrecord.statements.pieces import WINDOW
from onrecord.statements.pointers import CLASSES

SMALL_ENOUGH = 25_000_000  # bytes


def test_the_card_names_the_weights_that_are_there() -> None:
    weights = (tagger.MODEL / "tagger.onnx").read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    assert digest in (tagger.MODEL / "CARD.md").read_text(encoding="utf-8")
    assert tagger.load().made_by.endswith(f", tagger {digest[:12]}")
    assert len(weights) <= SMALL_ENOUGH


def test_the_weights_of_decoding_have_their_shapes() -> None:
    weights = tagger.load().weights
    assert weights.transitions.shape == (7, 7)
    assert weights.nearness.shape == (3, CLASSES)
    assert np.abs(weights.nearness).max() > 0


def test_scores_run_over_the_pieces_and_do_not_depend_on_the_company() -> None:
    model = tagger.load()
    texts = ["“No,” the minister said.\n\n" * number for number in (1, 60)]
    one, many = model.cut(texts)
    assert len(many) > WINDOW
    scores = model.score(many)
    assert scores.tags.shape == (len(many), 7)
    assert scores.link.shape == scores.source_start.shape == scores.source_end.shape == (2, len(many), 64)
    assert scores.nothing.shape == (len(many), 2)
    assert np.array_equal(model.score(one).tags, model.score(model.cut(texts[:1])[0]).tags)


def test_matrix_products_keep_to_one_thread_and_get_theirs_back() -> None:
    def threads() -> list[int]:
        pools = ThreadpoolController().select(user_api="blas")
        return [pool["num_threads"] for pool in pools.info()]

    before = threads()
    with tagger.load().one_thread():
        assert set(threads()) <= {1}
    assert threads() == before
