"""Pages into the record: nothing twice, nothing lost, and it goes on where it ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from run import standin

from onrecord.record import open_record
from onrecord.run import Reader, Step, add_all
from onrecord.schema import Blob, Outcome, Page, Problem

READER = standin.reader()
MISSING = Problem("page.missing", "There is no such file or folder.", "gone.txt")


def _inputs(count: int = 90) -> list[Outcome[Blob]]:
    pages: list[Outcome[Blob]] = [
        standin.blob(f"p{number}", f'"Word {number}," Ann Lee said.') for number in range(count)
    ]
    return [*pages, MISSING, Blob("bare", b"one paragraph alone"), standin.blob("crash", "CRASH")]


def test_all_inputs_come_in_and_every_step_is_told(tmp_path: Path) -> None:
    steps: list[Step] = []
    with open_record(str(tmp_path / "a.db")) as record:
        added = add_all(record, _inputs(), READER, tell=steps.append)
        counts = record.counts()
    assert (added.pages, added.statements, added.problems) == (91, 90, 3)
    assert (counts.pages, counts.statements, counts.problems) == (91, 90, 3)
    assert sum(step.inputs for step in steps) == 93
    assert [item.code for step in steps for item in step.problems] == [
        "page.missing",
        "article.none",
        "page.crashed",
    ]
    assert steps[0].inputs == 1


def test_a_second_run_adds_nothing_and_reads_no_known_page(tmp_path: Path) -> None:
    read: list[str] = []

    def decode(blobs: Sequence[Blob]) -> Sequence[Outcome[Page]]:
        read.extend(blob.uri for blob in blobs)
        return READER.decode(blobs)

    watched = Reader(decode, READER.extract, READER.attribute)
    with open_record(str(tmp_path / "a.db")) as record:
        add_all(record, _inputs(), READER)
        before = record.digest()
        added = add_all(record, _inputs(), watched)
        assert record.digest() == before
    # A page that crashed is tried again: the fault may be mended.
    assert set(read) == {"crash"}
    assert (added.pages, added.statements, added.problems, added.known) == (0, 0, 0, 91)


def test_a_known_page_met_elsewhere_leaves_its_other_place(tmp_path: Path) -> None:
    here = standin.blob("same", "Words.")
    there = Blob("copy/of/same", here.data)
    with open_record(str(tmp_path / "a.db")) as record:
        add_all(record, [here], READER)
        added = add_all(record, [there], READER)
        (page,) = record.pages()
        assert [sighting.uri for sighting in record.sightings(page.id)] == ["same", "copy/of/same"]
    assert (added.pages, added.sightings) == (0, 1)


def test_an_interrupted_run_keeps_whole_batches_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "whole.db")) as record:
        add_all(record, _inputs(), READER)
        whole = record.digest()

    def stop(step: Step) -> None:
        if step.inputs > 4:
            raise KeyboardInterrupt

    with open_record(str(tmp_path / "cut.db")) as record:
        with pytest.raises(KeyboardInterrupt):
            add_all(record, _inputs(), READER, tell=stop)
        assert 0 < record.counts().pages < 91
        assert list(record.verify()) == []
        add_all(record, _inputs(), READER)
        assert record.digest() == whole
