"""show tells the versions of a page, what changed between them, and where an article's values stand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.conftest import Run
from record.samples import page_of, reading
from run import standin

from onrecord.record import open_record
from onrecord.schema import Evidence, Given, PageReading

FIRST = ("Talks begin", '"We sign on Friday at the latest," Ann Lee said.', "It rained in the city all day.")
SECOND = ("Talks go on", '"We sign on Monday at the latest," Ann Lee said.', '"Why so late," Bo Ek warned.')
LAYOUT = "Menu\n"


@pytest.fixture
def ids(run: Run, tmp_path: Path) -> list[str]:
    """Add a file as it was and as it is, and another; return the ids of the three pages."""
    found = []
    for name, lines in (("a.txt", FIRST), ("a.txt", SECOND), ("b.txt", ("Other", "Nothing at all."))):
        (tmp_path / name).write_bytes(standin.page(*lines))
        done = run("add", name, "--db", "r.db")
        assert done.status == 0
        assert ("; 1 page in a new version." in done.err) == (lines == SECOND)
        with open_record(str(tmp_path / "r.db")) as record:
            found += [entry.id for entry in record.pages() if entry.id not in found]
    return found


def test_a_page_is_shown_with_its_versions_and_what_changed(run: Run, ids: list[str]) -> None:
    for page_id in ids[:2]:
        out = run("show", page_id, "--db", "r.db", COLUMNS="100").out
        assert "2 versions\n" in out
        assert f"{page_id[:15]}  added " in out
        assert " · this one\n" in out
        assert f"From {ids[0][:15]} to {ids[1][:15]}\n" in out
        assert "title         News of Talks [-begin-] {+go on+}\n" in out
        assert 'changed       "We sign on [-Friday-] {+Monday+} at the latest," Ann Lee said.\n' in out
        assert "gone          [-It rained in the city all day.-]\n" in out
        assert 'new           {+"Why so late," Bo Ek warned.+}\n' in out
        assert 'reworded      Ann Lee: "We sign on [-Friday-] {+Monday+} at the latest," · st_' in out
        assert 'new quote     Bo Ek: "Why so late," · st_' in out
    listed = run("show", ids[0], "--db", "r.db", "--limit", "1").out
    assert f"2 versions, the latest 1:\n  {ids[1][:15]}" in listed
    alone = run("show", ids[2], "--db", "r.db").out
    assert "version" not in alone
    assert "From " not in alone


def test_what_changed_is_there_for_programs_too(run: Run, ids: list[str]) -> None:
    row = json.loads(run("show", ids[1], "--db", "r.db", "--json").out)
    assert [version["page"] for version in row["versions"]] == ids[:2]
    assert set(row["versions"][0]) == {"page", "first", "last", "seen"}
    changes = row["changes"]
    assert (changes["old"], changes["new"], changes["same_text"]) == (*ids[:2], False)
    (article,) = changes["articles"]
    assert article["fields"] == [
        {"field": "title", "old": "News of Talks begin", "new": "News of Talks go on"}
    ]
    assert [item["kind"] for item in article["paragraphs"]] == ["changed", "gone", "new"]
    assert ["gone", " Friday"] in article["paragraphs"][0]["pieces"]
    assert [item["kind"] for item in article["statements"]] == ["reworded", "new"]
    assert json.loads(run("show", ids[2], "--db", "r.db", "--json").out)["changes"] is None


def test_any_two_pages_can_be_compared(run: Run, ids: list[str]) -> None:
    out = run("show", ids[2], "--diff", ids[0][:20], "--db", "r.db").out
    assert f"From {ids[0][:15]} to {ids[2][:15]}\n" in out
    assert "gone article  News of Talks begin\n" in out
    assert "new article   News of Other\n" in out
    unknown = run("show", ids[2], "--diff", "sha256:00", "--db", "r.db")
    assert (unknown.status, unknown.out) == (1, "")
    assert run("show", "st_", "--diff", ids[0], "--db", "r.db").status == 2


def test_a_page_that_changed_around_its_article_alone_says_so(run: Run, tmp_path: Path) -> None:
    for tail in ("\n\n", "\n\n\n"):
        (tmp_path / "c.txt").write_bytes(standin.page(*FIRST) + tail.encode())
        assert run("add", "c.txt", "--db", "r.db").status == 0
    with open_record(str(tmp_path / "r.db")) as record:
        page_id = next(record.pages()).id
    assert "No article changed, only something around them." in run("show", page_id, "--db", "r.db").out


def test_a_statement_says_which_versions_have_it(run: Run, ids: list[str]) -> None:
    row = json.loads(run("find", "Friday", "--db", "r.db").out)
    assert f"not in    {ids[1][:15]} added " in run("show", row["id"], "--db", "r.db").out
    shown = json.loads(run("show", row["id"], "--db", "r.db", "--json").out)
    assert [(item["page"], item["has"]) for item in shown["versions"]] == [(ids[1], False)]
    assert {name: shown[name] for name in row} == row


def test_a_page_says_where_it_came_from_and_how_often_it_was_seen(run: Run, tmp_path: Path) -> None:
    item = reading(1)
    given = Given(url="https://news.example/a", byline=("Jane Doe",))
    page = replace(
        page_of(item.page.text, "https://news.example/a"), archive="crawl.warc.gz@18233", given=given
    )
    seen = [
        replace(item, page=replace(page, fetched=datetime(2026, 1, day, tzinfo=UTC))) for day in (3, 2, 9)
    ]
    with open_record(str(tmp_path / "r.db")) as record:
        record.add(seen)
    out = run("show", page.id, "--db", "r.db").out
    assert "from      https://news.example/a (in crawl.warc.gz@18233)\n" in out
    assert "seen      3 times, first 2026-01-02 00:00:00+00:00, last 2026-01-09" in out
    assert "given     url: https://news.example/a · byline: Jane Doe\n" in out
    row = json.loads(run("show", page.id, "--db", "r.db", "--json").out)
    assert row["given"]["byline"] == ["Jane Doe"]
    assert [item["fetched"][:10] for item in row["seen"]] == ["2026-01-03", "2026-01-02", "2026-01-09"]


def test_an_article_says_where_its_values_stand_and_how_sure(run: Run, tmp_path: Path) -> None:
    item = reading(1)
    (article,) = item.articles
    title = article.title or ""
    evidence = (
        Evidence("title", "text", title, (0, len(title)), 0.987),
        Evidence("published", "markup", "27 January, 10:00", None, 1.0),
    )
    whole = PageReading(item.page, (replace(article, evidence=evidence),), item.statements, item.problems)
    with open_record(str(tmp_path / "r.db")) as record:
        record.add([whole])
    lines = run("show", article.id, "--db", "r.db", COLUMNS="100").out.splitlines()
    (told,) = (line for line in lines if line.startswith("title "))
    (dated,) = (line for line in lines if line.startswith("published "))
    assert told.split("  ")[-2:] == ["text, line 1", "0.99"]
    assert dated.endswith("  1.00  “27 January, 10:00”")
    assert article.published is not None
    assert f"published  {article.published} " in dated
    assert told.index("text, line 1") == dated.index("markup")
    row = json.loads(run("show", article.id, "--db", "r.db", "--json").out)
    assert [found["span"] for found in row["evidence"]] == [[0, len(title)], None]
