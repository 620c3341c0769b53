"""The definitions of the attribution figures, on cases counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from attribution.score import (
    Relation,
    Tally,
    characters,
    compare,
    headline,
    jaccard,
    match,
    pieces,
    share,
)

TEXT = "Ann said the dam is safe. It held, she added, all night.\n“Good,” said Bo."


def relation(
    content: list[tuple[int, int]],
    source: list[tuple[int, int]] | None = None,
    cue: list[tuple[int, int]] | None = None,
) -> Relation:
    return Relation(source or [], cue or [], content)


def counts(gold: Sequence[Relation], predicted: Sequence[Relation], text: str = TEXT) -> dict[str, Tally]:
    return headline(text, gold, predicted, compare(gold, predicted))


def test_two_empty_sets_agree_and_an_empty_and_a_filled_one_do_not() -> None:
    assert jaccard(frozenset(), frozenset()) == 1.0
    assert jaccard(frozenset(), characters([(0, 3)])) == 0.0
    assert jaccard(characters([(0, 4)]), characters([(2, 6)])) == pytest.approx(2 / 6)


def test_a_share_is_of_the_gold_alone() -> None:
    assert share(characters([(0, 10)]), characters([(5, 100)])) == 0.5
    assert share(frozenset(), characters([(0, 1)])) == 0.0


@pytest.mark.parametrize(
    ("end", "at_3", "at_5", "at_8"),
    [(2, 0, 0, 0), (3, 1, 0, 0), (4, 1, 0, 0), (5, 1, 1, 0), (7, 1, 1, 0), (8, 1, 1, 1), (10, 1, 1, 1)],
)
def test_a_quotation_counts_from_its_threshold_on(end: int, at_3: int, at_5: int, at_8: int) -> None:
    """The gold content has ten characters, the predicted one holds the first `end` of them."""
    counted = counts([relation([(0, 10)])], [relation([(0, end)])])
    found = [counted[f"quotation ≥ {threshold}"].found for threshold in (0.3, 0.5, 0.8)]
    assert found == [at_3, at_5, at_8]


def test_contents_are_matched_one_to_one_the_best_pair_first() -> None:
    """The second prediction fits the first gold content better than the first one does."""
    gold = [characters([(0, 10)]), characters([(10, 20)])]
    predicted = [characters([(0, 12)]), characters([(0, 10)]), characters([(30, 40)])]
    assert match(gold, predicted) == [(1.0, 0, 1), (pytest.approx(2 / 20), 1, 0)]


def test_one_prediction_over_two_contents_finds_one_of_them() -> None:
    counted = counts([relation([(0, 10)]), relation([(10, 20)])], [relation([(0, 20)])])
    assert counted["quotation ≥ 0.5"] == Tally(1, 2, 1, 1)
    assert counted["covered ≥ 0.8"] == Tally(1, 2, 1, 1)


def test_a_relation_wants_the_source_too() -> None:
    gold = relation([(10, 20)], source=[(0, 4)])
    for source, right in (([(0, 4)], 1), ([(0, 2)], 1), ([(0, 1)], 0), ([(4, 8)], 0), ([], 0)):
        counted = counts([gold], [relation([(10, 20)], source=source)])
        assert counted["quotation ≥ 0.5"].found == 1
        assert counted["relation ≥ 0.5"].found == right, source


def test_two_relations_without_a_source_agree() -> None:
    counted = counts([relation([(10, 20)])], [relation([(10, 20)])])
    assert counted["relation ≥ 0.8"] == Tally(1, 1, 1, 1)


def test_a_relation_without_content_counts_for_its_source_and_cue_alone() -> None:
    counted = counts([relation([], source=[(0, 3)]), relation([(5, 9)])], [relation([(5, 9)])])
    assert counted["quotation ≥ 0.5"] == Tally(1, 1, 1, 1)
    assert counted["exact source"] == Tally(0, 1, 0, 0)


def test_coverage_forgives_what_is_too_much_and_jaccard_does_not() -> None:
    counted = counts([relation([(0, 10)])], [relation([(0, 100)])])
    assert counted["covered ≥ 0.8"].recall() == 1.0
    assert counted["quotation ≥ 0.3"].recall() == 0.0


def test_coverage_matches_by_coverage() -> None:
    """By Jaccard the short prediction is the better match, by coverage the long one."""
    counted = counts([relation([(0, 10)])], [relation([(0, 7)]), relation([(0, 40)])])
    assert counted["covered ≥ 0.8"] == Tally(1, 1, 1, 2)
    assert compare([relation([(0, 10)])], [relation([(0, 7)]), relation([(0, 40)])]).pairs[0][2] == 0


def test_exact_takes_a_discontinuous_content_as_one_set_and_a_shared_source_once() -> None:
    gold = [relation([(5, 9), (12, 15)], source=[(0, 3)]), relation([(20, 25)], source=[(0, 3)])]
    predicted = [relation([(12, 15), (5, 9)], source=[(0, 3)]), relation([(20, 24)], source=[(0, 2)])]
    counted = counts(gold, predicted)
    assert counted["exact content"] == Tally(1, 2, 1, 2)
    assert counted["exact source"] == Tally(1, 1, 1, 2)


def test_independent_spans_take_each_piece_by_itself_and_a_shared_source_once() -> None:
    first, second = (26, 34), (46, 56)
    gold = [
        relation([(9, 24)], source=[(0, 3)], cue=[(4, 8)]),
        relation([first, second], source=[(0, 3)], cue=[(39, 44)]),
    ]
    predicted = [relation([first], source=[(0, 3)], cue=[(35, 44)])]
    counted = counts(gold, predicted)
    assert counted["spans content"] == Tally(1, 3, 1, 1)
    assert counted["spans source"] == Tally(1, 1, 1, 1)
    assert counted["spans cue"] == Tally(0, 2, 0, 1)
    assert counted["spans micro"] == Tally(2, 6, 2, 3)


def test_a_piece_is_trimmed_and_joined_over_spaces_but_not_over_a_line_end() -> None:
    assert pieces(TEXT, [(8, 25)]) == [(9, 25)]
    assert pieces(TEXT, [(13, 16), (9, 12)]) == [(9, 16)]
    assert pieces(TEXT, [(9, 12), (12, 16)]) == [(9, 16)]
    assert pieces(TEXT, [(46, 56), (57, 64)]) == [(46, 56), (57, 64)]
    assert pieces(TEXT, [(3, 4)]) == []


def test_figures_come_from_added_counts() -> None:
    total = Tally(3, 4, 3, 6) + Tally(1, 6, 1, 2)
    assert (total.precision(), total.recall()) == (4 / 8, 4 / 10)
    assert total.f1() == pytest.approx(2 * 4 / 18)
    assert Tally().f1() == Tally().precision() == Tally().recall() == 0.0


def test_an_annotation_agrees_with_itself_wholly() -> None:
    both = [relation([(9, 24)], source=[(0, 3)], cue=[(4, 8)]), relation([(26, 34), (46, 56)])]
    assert {one.f1() for one in counts(both, both).values()} == {1.0}


def test_an_empty_article_counts_nothing() -> None:
    assert set(counts([], [], "").values()) == {Tally()}
