"""The stage that says what each statement does, when it was said and through whom it came."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements.marked import Case, build, moved

from onrecord.schema import Problem
from onrecord.statements import Describer

CASES = [
    build("⟦Ana Ruiz⟧ ‹told› reporters on Friday {that it was safe}.", "2024-01-27"),
    build("LIMA (AP) — ⟦The ministry⟧ ‹denied› {the charges} in a statement.", None),
    build("Nobody spoke.", "2024-01-27"),
]


def test_a_statement_gets_its_act_its_day_and_its_chain() -> None:
    (told,) = Describer().describe(CASES[:1])
    assert not isinstance(told, Problem)
    assert told[0].act is not None
    assert told[0].said is not None
    assert told[0].said.date == "2024-01-26"
    assert [relay.name for relay in told[0].via or ()] == ["reporters"]


def test_statements_keep_their_order_and_all_else() -> None:
    page, article, statements = build("⟦Bo Ek⟧ ‹said› {no}.\n⟦Ana Ruiz⟧ ‹said› {yes}.", "2024-01-27")
    (told,) = Describer().describe([(page, article, statements[::-1])])
    assert not isinstance(told, Problem)
    assert [one.id for one in told] == [one.id for one in statements[::-1]]
    assert [one.content for one in told] == [one.content for one in statements[::-1]]


@given(st.lists(st.sampled_from(CASES), max_size=5))
def test_one_article_at_a_time_reads_as_a_batch_does(batch: list[Case]) -> None:
    assert Describer().describe(batch) == [told for one in batch for told in Describer().describe([one])]


@pytest.mark.parametrize("span", [(0, 10_000), (-3, 2), (9, 4)])
def test_a_statement_outside_its_page_is_a_problem(span: tuple[int, int]) -> None:
    (problem,) = Describer().describe([moved(CASES[0], span)])
    assert isinstance(problem, Problem)
    assert (problem.code, problem.uri) == ("statements.span", "a.txt")


def test_a_text_without_full_stops_is_read_in_parts() -> None:
    line = "⟦Ana Ruiz⟧ ‹said› on Friday {that it was safe} and " * 3
    case = build(line + "on X, in a statement, told reporters, " * 30_000, "2024-01-27")
    (told,) = Describer().describe([case])
    assert not isinstance(told, Problem)
    assert [one.said.date for one in told if one.said] == ["2024-01-26"] * 3


@pytest.mark.parametrize("published", [None, "", "0000", "2024-13-99", "soon", "2024-01-27T99"])
def test_odd_dates_of_publication_break_nothing(published: str | None) -> None:
    page, article, statements = build("⟦Ana Ruiz⟧ ‹said› on Friday {that it was safe}.", published)
    (told,) = Describer().describe([(page, article, statements)])
    assert not isinstance(told, Problem)


def test_the_stage_travels_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(Describer())).describe(CASES) == Describer().describe(CASES)  # noqa: S301 - our own
