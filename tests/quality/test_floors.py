"""The floors hold, and the gate that checks them does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribution.bootstrap import Figure
from attribution.tallies import QUOTATION, RELATION
from floors.check import FLOORS, Checked, Gate, check, gates, raised, sets_here, table


def row(name: str, **floors: float) -> dict[str, object]:
    names = {"quotation": QUOTATION, "relation": RELATION}
    return {
        "name": name,
        "file": f"{name}.jsonl",
        "floors": {names[key]: floor for key, floor in floors.items()},
    }


def test_no_figure_lies_below_its_floor() -> None:
    present, absent = sets_here(json.loads(FLOORS.read_text(encoding="utf-8")))
    assert {gate.name for gate in present} >= {"pages", "wikinews"}
    checked = list(check(present))
    assert all(one.holds for one in checked), "\n" + table(checked, absent)


def test_a_figure_below_its_floor_is_shown() -> None:
    checked = [Checked("a", RELATION, 0.7, Figure(0.68, 0.6, 0.75))]
    assert not checked[0].holds
    assert table(checked, []).endswith("0.600 to 0.750   BELOW by 0.020")


def test_a_floor_rises_to_the_figure_less_half_its_interval_and_never_falls() -> None:
    better = Figure(0.85, 0.80, 0.88)
    checked = [Checked("a", QUOTATION, 0.7, better), Checked("a", RELATION, 0.83, better)]
    assert checked[0].proposed == pytest.approx(0.81)
    (after,) = raised([row("a", quotation=0.7, relation=0.83)], checked)
    assert after["floors"] == {QUOTATION: pytest.approx(0.81), RELATION: 0.83}


def test_a_set_that_was_not_read_keeps_its_floors() -> None:
    rows = [row("a", quotation=0.7, relation=0.6)]
    assert raised(rows, []) == rows


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path) -> None:
    (gate,) = gates([{"name": "far", "data": "data/far.jsonl", "floors": {}}], tmp_path)
    assert gate.path == tmp_path / "data" / "far.jsonl"
    assert "far.jsonl is not there" in table([], [gate])


def test_a_named_article_must_be_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    lines = [json.dumps({"id": name, "text": "Nothing.", "annotations": [[]]}) for name in "ab"]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [article.id for article in Gate("x", path, ("b",), {}).articles()] == ["b"]
    with pytest.raises(LookupError, match=r"gold\.jsonl has no article c"):
        Gate("x", path, ("b", "c"), {}).articles()
