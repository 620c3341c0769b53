"""The progress bar: what it counts, and what it says of a file with many pages."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.cli.arrivals import arriving
from onrecord.cli.desk import Desk
from onrecord.pages import Reach, list_places


def bars(names: list[str]) -> list[tuple[str, float]]:
    """Return what the bar says, and how far it is, with each page that comes in, and at the end."""
    desk = Desk(err=Console(file=io.StringIO(), force_terminal=True))
    with desk.progress() as progress:
        pages = arriving(desk, progress, list_places(names), Reach(), "Adding")
        told = [(progress.tasks[0].description, progress.tasks[0].completed) for _ in pages]
        return [*told, (progress.tasks[0].description, progress.tasks[0].completed)]


def test_of_a_file_with_many_pages_they_are_counted(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"Page {number}"}) + "\n" for number in range(3))
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.txt").write_text("A page.")
    counted = [("Adding", 0), ("Adding page 2", 0), ("Adding page 3", 0), ("Adding", 1), ("Adding", 2)]
    assert bars([str(tmp_path)]) == counted


@pytest.mark.parametrize("count", [1, 3])
def test_files_that_are_pages_are_counted_by_the_bar_alone(tmp_path: Path, count: int) -> None:
    for number in range(count):
        (tmp_path / f"{number}.txt").write_text("A page.")
    assert bars([str(tmp_path)]) == [("Adding", done) for done in range(count + 1)]
