"""What two sequences share is found in order, exactly, and at a bounded cost."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import alignment
from onrecord.record.alignment import alike, blocks, marked

_LETTERS = st.lists(st.sampled_from("abcdef"), max_size=30)


@given(_LETTERS, _LETTERS, st.sampled_from((4, 40, 40_000)))
def test_blocks_cover_both_sides_and_equal_ones_are_equal(
    old: list[str], new: list[str], square: int
) -> None:
    patch = pytest.MonkeyPatch()
    patch.setattr(alignment, "SQUARE", square)
    try:
        found = blocks(old, new)
    finally:
        patch.undo()
    left = right = 0
    for equal, a, b, c, d in found:
        assert (a, c) == (left, right)
        assert b > a or d > c
        assert not equal or old[a:b] == new[c:d]
        left, right = b, d
    assert (left, right) == (len(old), len(new))
    if old == new and old:
        assert found == [(True, 0, len(old), 0, len(new))]


def test_long_sequences_are_aligned_at_what_both_have_once() -> None:
    dice = random.Random(3)  # noqa: S311 - the same words every time
    old = [f"w{number}" if number % 3 else "the" for number in range(6000)]
    new = list(old)
    for place in sorted(dice.sample(range(6000), 50), reverse=True):
        new[place : place + 1] = ["x"] if place % 2 else []
    changed = sum(b - a for equal, a, b, _, _ in blocks(old, new) if not equal)
    assert 50 <= changed <= 60


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a"] * 100_000, ["a", "b"] * 50_000),
        (["a", "b"] * 50_000, ["b", "a", "c"] * 33_000),
        ([str(n) for n in range(60_000)], [str(n) for n in range(60_000, 0, -1)]),
        ([str(n // 2) for n in range(60_000)], [str(n // 3) for n in range(60_000)]),
        ([str(n % 150) for n in range(60_000)], [str(n * 7 % 151) for n in range(60_000)]),
    ],
)
def test_no_sequences_are_too_costly(old: list[str], new: list[str]) -> None:
    begun = time.process_time()
    blocks(old, new)
    assert time.process_time() - begun < 5


def test_words_are_marked_and_their_spaces_kept() -> None:
    assert marked("Mr. Lee said\nit is so.", "Mr. Lee said it was so, twice.") == (
        ("same", "Mr. Lee said it"),
        ("gone", " is"),
        ("new", " was"),
        ("same", " so"),
        ("new", ", twice"),
        ("same", "."),
    )


@given(st.text(), st.text())
def test_marked_words_make_up_both_texts(old: str, new: str) -> None:
    pieces = marked(old, new)
    for text, left_out in ((old, "new"), (new, "gone")):
        rebuilt = "".join(words for mark, words in pieces if mark != left_out)
        assert re.sub(r"\s", "", rebuilt) == re.sub(r"\s", "", text)


def test_texts_are_paired_in_order_by_their_words() -> None:
    old = ["The minister said no to all of it.", "Rain is expected.", "The talks go on in Vienna today."]
    new = [
        "Something else altogether.",
        "The minister said no to some of it.",
        "The talks end in Vienna today.",
    ]
    assert alike(old, new) == {0: 1, 2: 2}
    assert alike(old, new, lambda left, _right: left != 0) == {2: 2}
    assert alike(old * 10, new * 10) == {}
    assert alike([], new) == {}
