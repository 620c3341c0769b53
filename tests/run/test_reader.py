"""The stages in a row: order, problems, crashes, one and many."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from run import standin

from onrecord.run import CRASHED, Reader
from onrecord.schema import Blob, Outcome, Page, PageReading, Problem

READER = standin.reader()
MISSING = Problem("page.missing", "There is no such file or folder.", "gone.txt")

INPUTS: list[Outcome[Blob]] = [
    standin.blob("a", '"It is so," Ann Lee said.'),
    Blob("png", b"\x89PNG\r\n"),
    MISSING,
    standin.blob("b", '"It is not," Bo Ek said. "We go," Ann Lee warned.'),
    Blob("bare", b"one paragraph alone"),
    standin.blob("crash", '"CRASH now," Ann Lee said.'),
    Blob("empty", b""),
]


def _told(outcomes: Sequence[Outcome[PageReading]]) -> list[object]:
    return [
        outcome.code if isinstance(outcome, Problem) else [item.content.text for item in outcome.statements]
        for outcome in outcomes
    ]


def test_outcomes_stand_where_their_inputs_stood() -> None:
    assert _told(READER.read(INPUTS)) == [
        ['"It is so,"'],
        "page.binary",
        "page.missing",
        ['"It is not,"', '"We go,"'],
        [],
        CRASHED,
        "page.empty",
    ]


@given(st.lists(st.sampled_from(INPUTS), max_size=9))
def test_one_page_at_a_time_reads_as_a_batch_does(batch: list[Outcome[Blob]]) -> None:
    assert READER.read(batch) == [outcome for item in batch for outcome in READER.read([item])]


def test_a_crash_names_the_exception_its_place_and_the_page() -> None:
    (crash,) = READER.read([standin.blob("c.txt", "CRASH")])
    assert isinstance(crash, Problem)
    assert crash.uri == "c.txt"
    assert crash.page_id is not None
    assert "ZeroDivisionError (standin.py, line " in crash.message


def test_a_page_without_article_keeps_its_page_and_says_where_the_problem_arose() -> None:
    (reading,) = READER.read([Blob("bare", b"one paragraph alone")])
    assert isinstance(reading, PageReading)
    assert reading.problems == (
        Problem("article.none", "No article was found on the page.", "bare", reading.page.id),
    )


def test_a_stage_that_loses_an_item_is_a_crash_and_no_shifted_result() -> None:
    def loses(blobs: Sequence[Blob]) -> list[Outcome[Page]]:
        return list(READER.decode(blobs[1:]))

    outcomes = Reader(loses, READER.extract).read(INPUTS[:1])
    assert _told(outcomes) == [CRASHED]


def test_articles_are_read_without_the_stages_of_statements() -> None:
    (reading,) = Reader(READER.decode, READER.extract).read(INPUTS[:1])
    assert isinstance(reading, PageReading)
    assert len(reading.articles) == 1
    assert reading.statements == ()
