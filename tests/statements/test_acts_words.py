"""Words as the reader of acts sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.acts_words import lists, lists_of, stem, words_of


@pytest.mark.parametrize(
    "forms",
    [
        "deny denies denied denying",
        "accuse accuses accused accusing",
        "slam slams slammed slamming",
        "criticise criticises criticize criticized",
        "tell tells told telling",
        "agree agrees agreed agreeing",
        "press presses pressed pressing",
        "seek seeks sought",
    ],
)
def test_all_inflections_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_a_contraction_is_a_verb_and_not() -> None:
    text = "It won’t, and didn't."
    assert [word.stem for word in words_of(text, 0, len(text))] == [
        "it",
        "wil",
        "not",
        ",",
        "and",
        "do",
        "not",
        ".",
    ]


def test_a_list_names_words_and_runs_of_words_in_any_inflection() -> None:
    own = lists_of("# nothing\nreject: turn down, rebuff\nmust: *end")
    text = "She turned down and rebuffed the end of ending"
    found = own.find(list(words_of(text, 0, len(text))))
    assert found == [("reject", 1, 2), ("reject", 4, 4), ("must", 6, 6)]


def test_the_packaged_lists_hold_words() -> None:
    assert "deni" in lists().stems


@given(st.text(max_size=60))
def test_words_stand_in_the_text_one_after_the_other(text: str) -> None:
    end = 0
    for word in words_of(text, 0, len(text)):
        assert end <= word.start < word.end <= len(text)
        end = word.end
