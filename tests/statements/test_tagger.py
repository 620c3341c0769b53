"""The shipped weights as they are loaded."""

import hashlib

import numpy as np
from threadpoolctl import ThreadpoolController

from onrecord.statements import tagger
from onrecord.statements.decode import relations
from onrecord.statements.pieces import WINDOW, windows
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


def test_scores_run_over_the_words_and_do_not_depend_on_the_company() -> None:
    model = tagger.load()
    texts = ["“No,” the denuclearisation minister said.\n\n" * number for number in (1, 60)]
    one, many = model.cut(texts)
    assert len(many) > WINDOW
    scores = model.score(many)
    words = 60 * len(["“", "No", ",", "”", "the", "denuclearisation", "minister", "said", "."])
    assert words < len(many)
    assert scores.tags.shape == (words, 7)
    assert scores.link.shape == scores.source_start.shape == scores.source_end.shape == (2, words, 64)
    assert scores.nothing.shape == (words, 2)
    assert np.array_equal(model.score(one).tags, model.score(model.cut(texts[:1])[0]).tags)


def test_matrix_products_keep_to_one_thread_and_get_theirs_back() -> None:
    def threads() -> list[int]:
        pools = ThreadpoolController().select(user_api="blas")
        return [pool["num_threads"] for pool in pools.info()]

    before = threads()
    with tagger.load().one_thread():
        assert set(threads()) <= {1}
    assert threads() == before


def test_every_word_is_read_in_one_window() -> None:
    model = tagger.load()
    (pieces,) = model.cut(["Zakharova reiterated that Pyongyang's denuclearisation was unthinkable. " * 60])
    fed = [(window, tagger.feed(pieces, window)) for window in windows(pieces)]
    assert len(fed) > 1
    read = np.concatenate([one["read"] + window.start - 1 for window, one in fed])
    assert read.tolist() == np.flatnonzero(pieces.first).tolist()
    assert {int(one["ids"][0, at]) for _, one in fed for at in one["read"]}.isdisjoint({101, 102})


def test_a_text_of_no_words_has_no_scores() -> None:
    model = tagger.load()
    (pieces,) = model.cut([" "])
    assert model.score(pieces).tags.shape == (0, 7)
    assert relations(pieces, model.score(pieces), model.weights) == []
