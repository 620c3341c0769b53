"""Paragraphs find their verbatim place in the page text, or are counted as lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.html_alignment import align

LONG = "The port authority said on Friday that the harbour would be closed."


def texts(text: str, paragraphs: list[str], begin: int = 0) -> list[str]:
    spans, lost = align(text, paragraphs, begin)
    assert lost == 0
    return [text[start:end] for start, end in spans]


def test_punctuation_and_space_may_differ() -> None:
    assert texts(f"Menu\n“{LONG}”\nShare", [LONG.replace(" ", "  ")]) == [f"“{LONG}”"]


def test_a_short_paragraph_is_placed_between_its_neighbours() -> None:
    other = LONG.replace("closed", "opened again in March")
    text = f"Read more\n{LONG}\nRead more\n{other}\nRead more"
    spans, _ = align(text, [LONG, "Read more", other])
    assert [text[start:end] for start, end in spans] == [LONG, "Read more", other]
    assert spans[1][0] > spans[0][1]


def test_a_teaser_before_the_headline_is_not_the_paragraph() -> None:
    text = f"{LONG}\nHeadline\n{LONG}"
    spans, _ = align(text, [LONG], begin=text.index("Headline"))
    assert spans == ((text.rindex("The"), len(text)),)


def test_a_paragraph_that_is_interrupted_on_the_page_is_placed_by_its_pieces() -> None:
    first, second = "The port authority said on Friday", "that the harbour would be closed."
    assert texts(f"{first}\nAdvertisement\n{second}", [LONG]) == [first, second]
    assert texts(f"{first} [sic] {second}", [LONG]) == [f"{first} [sic] {second}"]


def test_a_paragraph_that_stands_nowhere_is_counted_as_lost() -> None:
    assert align(f"{LONG}\nShare", ["Quite another text here"]) == ((), 4)


WORDS = st.lists(
    st.sampled_from(["the", "minister", "said", "no", "Ana", "5", "“x”", "won’t,", "end."]),
    min_size=1,
    max_size=14,
)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_spans_are_never_empty_and_stand_in_order(page: list[list[str]], wanted: list[list[str]]) -> None:
    text = "\n".join(" ".join(words) for words in page)
    spans, lost = align(text, [" ".join(words) for words in wanted])
    assert lost >= 0
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_lines_that_differ_are_all_found(page: list[list[str]]) -> None:
    lines = [" ".join(f"{word}{number}" for word in words) for number, words in enumerate(page)]
    _, lost = align("\n".join(lines), lines)
    assert lost == 0
