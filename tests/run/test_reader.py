"""The stages in a row: order, problems, crashes, one and many."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run import standin

from onrecord.run import CRASHED, BrokenInstallError, Reader
from onrecord.run.reader import Attributed, Describe
from onrecord.schema import Article, Blob, Outcome, Page, PageReading, Problem, Statement

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


def test_statements_are_described_before_their_speakers_are_sought() -> None:
    order: list[str] = []

    def stage(name: str) -> Describe:
        def told(batch: Sequence[Attributed]) -> Sequence[Outcome[tuple[Statement, ...]]]:
            order.append(name)
            return [
                tuple(replace(one, made_by=f"{one.made_by}, {name}") for one in told) for *_, told in batch
            ]

        return told

    reader = replace(READER, describe=stage("described"), resolve=stage("resolved"))
    (reading,) = reader.read(INPUTS[:1])
    assert isinstance(reading, PageReading)
    assert order == ["described", "resolved"]
    assert reading.statements[0].made_by.endswith(", described, resolved")


def test_a_crash_while_describing_costs_no_other_page() -> None:
    def describe(batch: Sequence[Attributed]) -> Sequence[Outcome[tuple[Statement, ...]]]:
        if any("Bo Ek" in page.text for page, *_ in batch):
            raise ZeroDivisionError
        return [told for *_, told in batch]

    outcomes = replace(READER, describe=describe).read([INPUTS[0], INPUTS[3]])
    assert _told(outcomes) == [['"It is so,"'], CRASHED]


CUT = Problem("article.truncated", "The article is cut after 40 words.")
FOREIGN = Problem("article.language", "The text looks like French.")


def _doubting(*doubts: Problem) -> Reader:
    def extract(pages: Sequence[Page]) -> list[Outcome[tuple[Article, ...]]]:
        return [
            found
            if isinstance(found, Problem)
            else tuple(replace(article, doubts=doubts) for article in found)
            for found in READER.extract(pages)
        ]

    return replace(READER, extract=extract)


def test_the_doubts_of_articles_become_problems_of_their_page() -> None:
    (reading,) = _doubting(CUT, CUT).read(INPUTS[:1])
    assert isinstance(reading, PageReading)
    (problem,) = reading.problems
    assert (problem.code, problem.uri, problem.page_id) == (CUT.code, "a", reading.page.id)
    assert [article.doubts for article in reading.articles] == [()]
    assert len(reading.statements) == 1


def test_from_an_article_in_another_language_no_statements_are_read() -> None:
    asked: list[Article] = []

    def attribute(pairs: Sequence[tuple[Page, Article]]) -> Sequence[Outcome[tuple[Statement, ...]]]:
        asked.extend(article for _, article in pairs)
        return [()] * len(pairs)

    (reading,) = replace(_doubting(FOREIGN), attribute=attribute).read(INPUTS[:1])
    assert isinstance(reading, PageReading)
    assert len(reading.articles) == 1
    assert [problem.code for problem in reading.problems] == ["article.language"]
    assert asked == []


def test_a_stage_that_cannot_be_imported_stops_all_with_its_name() -> None:
    def attribute(_: Sequence[tuple[Page, Article]]) -> Sequence[Outcome[tuple[Statement, ...]]]:
        raise ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime")

    with pytest.raises(BrokenInstallError, match="onnxruntime cannot be imported") as fault:
        replace(READER, attribute=attribute).read(INPUTS)
    assert str(pickle.loads(pickle.dumps(fault.value))) == str(fault.value)  # noqa: S301 - it crosses processes
