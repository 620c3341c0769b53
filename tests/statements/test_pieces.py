from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.statements.pieces import CAPITAL, LOWER, OTHER, UPPER, WINDOW, cut, stretches, windows

UNKNOWN = "[UNK]"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    vocabulary = [UNKNOWN, *letters, *("##" + c for c in letters), ".", ",", '"', "“", "”"]
    built = Tokenizer(WordPiece({p: i for i, p in enumerate(vocabulary)}, unk_token=UNKNOWN))
    built.normalizer = BertNormalizer()
    built.pre_tokenizer = BertPreTokenizer()
    return built


def test_a_word_keeps_its_pieces_together(tokenizer: Tokenizer) -> None:
    pieces = cut(tokenizer, ["ab c."])[0]
    assert pieces.first.tolist() == [True, False, True, True]
    assert pieces.starts.tolist() == [0, 1, 3, 4]


def test_case_quotation_and_paragraph_are_features_of_the_whole_word(tokenizer: Tokenizer) -> None:
    pieces = cut(tokenizer, ['The UN "yes" a\n\nÉa 1 x'])[0]
    words = pieces.features[pieces.first]
    assert words[:, 0].tolist() == [CAPITAL, UPPER, OTHER, LOWER, OTHER, LOWER, CAPITAL, OTHER, LOWER]
    assert words[:, 1].tolist() == [0, 0, 1, 1, 1, 0, 0, 0, 0]
    assert words[:, 2].tolist() == [1, 0, 0, 0, 0, 0, 1, 0, 0]


def test_an_empty_text_has_no_pieces(tokenizer: Tokenizer) -> None:
    pieces = cut(tokenizer, ["", " \n"])
    assert [len(one) for one in pieces] == [0, 0]
    assert windows(pieces[0]) == []


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=12),
    st.integers(1, 8),
    st.integers(0, 40),
    st.none() | st.integers(40, WINDOW - 80),
)
def test_each_piece_is_in_one_core_and_no_window_is_too_long(
    paragraphs: list[int], word: int, margin: int, first_core: int | None
) -> None:
    tokenizer_text = "\n\n".join(" ".join(["abcdefgh"[:word]] * count) for count in paragraphs)
    tokenizer = Tokenizer(
        WordPiece({UNKNOWN: 0, "a": 1, **{"##" + c: 2 for c in "bcdefgh"}}, unk_token=UNKNOWN)
    )
    tokenizer.pre_tokenizer = BertPreTokenizer()
    pieces = cut(tokenizer, [tokenizer_text])[0]
    laid = windows(pieces, margin, first_core)
    covered = np.concatenate([np.arange(w.core_start, w.core_end) for w in laid])
    assert covered.tolist() == list(range(len(pieces)))
    for window in laid:
        assert window.start <= window.core_start < window.core_end <= window.end
        assert window.end - window.start <= WINDOW
        assert pieces.first[window.core_start]
        assert pieces.first[window.start]


@given(st.lists(st.integers(1, 60), min_size=0, max_size=12), st.integers(1, 50))
def test_stretches_are_the_text_in_order_and_cut_at_paragraphs_where_they_can(
    paragraphs: list[int], longest: int
) -> None:
    tokenizer = Tokenizer(WordPiece({UNKNOWN: 0, "a": 1}, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    pieces = cut(tokenizer, ["\n".join(" ".join("a" * count) for count in paragraphs)])[0]
    parts = stretches(pieces, longest)
    assert [at for part in parts for at in part.starts.tolist()] == pieces.starts.tolist()
    assert all(0 < len(part) <= longest for part in parts)
    for part, after in pairwise(parts):
        if not after.features[0, 2]:
            assert len(part) == longest
            assert not part.features[1:, 2].any()
