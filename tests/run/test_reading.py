"""One call for a path, bytes, text, or several of these."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from run import standin

from onrecord.run import Reading, read_with

READER = standin.reader()
TEXT = standin.page("a", '"It is so," Ann Lee said.').decode()


def _contents(reading: Reading) -> list[str]:
    return [statement.content.text for statement in reading.statements]


def test_a_file_a_folder_bytes_and_text_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "news" / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    monkeypatch.chdir(tmp_path)
    assert _contents(read_with(READER, Path("news/a.txt"))) == ['"It is so,"']
    assert _contents(read_with(READER, "news/a.txt")) == ['"It is so,"']
    assert _contents(read_with(READER, TEXT)) == ['"It is so,"']
    assert _contents(read_with(READER, TEXT.encode())) == ['"It is so,"']
    assert _contents(read_with(READER, "news")) == ['"It is so,"'] * 2
    assert _contents(read_with(READER, [TEXT, Path("news/a.txt"), b"\0"])) == ['"It is so,"'] * 2


@pytest.mark.parametrize("text", ["", "no such file", "x" * 5000, "nul\0"])
def test_text_that_names_no_file_is_a_page_and_raises_nothing(text: str) -> None:
    assert len(read_with(READER, text).problems) == 1


def test_a_path_that_is_not_there_is_a_problem() -> None:
    (problem,) = read_with(READER, Path("no/such/file")).problems
    assert (problem.code, problem.uri) == ("page.missing", "no/such/file")


def test_problems_of_pages_are_among_the_problems() -> None:
    reading = read_with(READER, [b"one paragraph", b"\x89PNG", TEXT])
    assert [problem.code for problem in reading.problems] == ["article.none", "page.binary"]
    assert len(reading.pages) == 2
    assert len(reading.articles) == 1


def test_rows_have_the_public_format() -> None:
    (row,) = read_with(READER, TEXT).rows()
    assert json.loads(json.dumps(row)) == row
    assert row["schema"] == "onrecord.statement/1"
    start, end = row["page"]["bytes"]
    assert TEXT.encode()[start:end].decode() == row["content"]["text"]


def test_what_is_no_source_is_refused() -> None:
    with pytest.raises(TypeError, match="not int"):
        read_with(READER, [3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="not float"):
        read_with(READER, 0.5)  # type: ignore[arg-type]
