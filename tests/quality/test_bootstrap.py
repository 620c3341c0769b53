"""The intervals, and the counts by trait and between humans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribution.bootstrap import measure
from attribution.goldfile import GoldArticle
from attribution.report import as_json, tables
from attribution.score import Relation, Tally
from attribution.tallies import QUOTATION, RELATION, firm, human_agreement, tally

TEXT = "Ann Lee said the dam is safe. “It held,” she added. Ruiz denied it."


def spans(*words: str) -> list[tuple[int, int]]:
    return [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


SAFE = Relation(spans("Ann Lee"), spans("said"), spans("the dam is safe"))
HELD = Relation(spans("she"), spans("added"), spans("“It held,”"))
DENIED = Relation([], spans("denied"), spans("it."))


def article(*annotations: tuple[Relation, ...], publisher: str = "", text: str = TEXT) -> GoldArticle:
    return GoldArticle("a", text, annotations, publisher)


def test_the_same_counts_give_the_same_interval() -> None:
    counts = [{"a": Tally(n % 4, 4, n % 4, 5)} for n in range(30)]
    assert measure(counts) == measure(counts)


def test_an_interval_holds_the_figure_and_narrows_with_more_articles() -> None:
    few = measure([{"a": Tally(n % 2, 1, n % 2, 1)} for n in range(20)])["a"].f1
    many = measure([{"a": Tally(n % 2, 1, n % 2, 1)} for n in range(2000)])["a"].f1
    assert few.low < few.value < few.high
    assert many.value == few.value == 0.5
    assert many.high - many.low < (few.high - few.low) / 5


def test_articles_that_are_all_alike_leave_nothing_to_chance() -> None:
    one = measure([{"a": Tally(2, 4, 2, 3)}] * 7)["a"]
    assert (one.recall.low, one.recall.high) == (0.5, 0.5)
    assert one.precision.low == one.precision.high == pytest.approx(2 / 3)
    assert one.f1.low == one.f1.high == pytest.approx(4 / 7)


def test_a_figure_that_few_articles_have_is_counted_where_it_stands() -> None:
    one = measure([{"a": Tally(1, 1, 1, 1)}, *({"b": Tally(0, 1, 0, 1)} for _ in range(9))])["a"]
    assert (one.recall.value, one.recall.low, one.recall.high) == (1.0, 1.0, 1.0)
    assert measure([]) == {}


def test_recall_goes_by_the_gold_trait_and_precision_by_the_predicted_one() -> None:
    """The gold content is direct; the prediction takes the cue with it and reads as mixed."""
    wide = Relation(spans("she"), [], spans("“It held,” she added"))
    counted = tally(article((HELD,)), (HELD,), (wide,))
    assert counted[QUOTATION, "mode", "direct"] == Tally(found=1, gold=1)
    assert counted[QUOTATION, "mode", "mixed"] == Tally(right=1, predicted=1)
    assert counted[RELATION, "source", "pronoun"] == Tally(1, 1, 1, 1)


def test_traits_add_up_to_the_whole() -> None:
    gold, read = (SAFE, HELD, DENIED), (SAFE, HELD)
    counted = tally(article(gold, publisher="p"), gold, read)
    for name in (QUOTATION, RELATION):
        for trait in ("mode", "source", "publisher"):
            parts = [one for key, one in counted.items() if key[:2] == (name, trait)]
            assert sum(parts, Tally()) == counted[name, "", ""]


def test_firm_figures_leave_out_the_debatable_and_what_matches_it() -> None:
    debatable = replace(HELD, debatable=True)
    assert firm((SAFE, debatable), (SAFE, HELD, DENIED)) == ([SAFE], [SAFE, DENIED])
    assert firm((SAFE, HELD), (SAFE, HELD)) == ([SAFE, HELD], [SAFE, HELD])


def test_humans_are_compared_in_every_ordered_pair() -> None:
    """One of three annotators leaves a relation out: of six pairs, two lose recall and two precision."""
    full, less = (SAFE, HELD), (SAFE,)
    counted = human_agreement([article(full, full, less), article(full)])
    assert len(counted) == 1
    assert counted[0][RELATION, "", ""] == Tally(found=8, gold=10, right=8, predicted=10)


def test_the_report_shows_each_figure_with_its_interval() -> None:
    results = measure([tally(article((SAFE, HELD, DENIED)), (SAFE, HELD, DENIED), (SAFE, HELD))])
    shown = tables(results, results)
    line = next(line for line in shown.splitlines() if line.startswith("relation ≥ 0.5"))
    assert line.split()[3:] == [*[".800"] * 3, *["1.000"] * 3, *[".667"] * 3, "3", "2", *[".800"] * 3]
    assert "by mode" in shown
    assert next(line for line in shown.splitlines() if line.startswith("none")).split()[1:3] == ["1", ".000"]
    assert "by publisher" not in shown
    assert as_json(results)["all"]["relation ≥ 0.5"]["recall"] == [0.6667, 0.6667, 0.6667]
