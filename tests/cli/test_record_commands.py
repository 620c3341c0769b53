"""add, find, show, export and verify on a record."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from cli.conftest import Run, command, environment
from record.older import build
from run import standin

from onrecord.record import open_record


@pytest.fixture
def db(run: Run, news: Path, tmp_path: Path) -> Path:
    """A record of the two pages."""
    assert run("add", news.name, "--db", "r.db").status == 0
    return tmp_path / "r.db"


def test_add_says_what_came_in_and_twice_adds_nothing(run: Run, news: Path, tmp_path: Path) -> None:
    assert news.exists()
    first = run("add", "news", "--db", "r.db")
    assert (first.status, first.out) == (0, "")
    assert first.err == "Added 2 pages, 2 articles and 3 statements.\n"
    with open_record(str(tmp_path / "r.db")) as record:
        before = record.digest()
    second = run("add", "news", "--db", "r.db", "--json")
    counts = {"pages": 0, "articles": 0, "statements": 0, "known": 2, "versions": 0, "problems": 0}
    assert json.loads(second.out) == counts
    with open_record(str(tmp_path / "r.db")) as record:
        assert record.digest() == before


def test_add_stores_problems_and_exits_3(run: Run, news: Path, tmp_path: Path) -> None:
    (news / "bare.txt").write_bytes(b"one paragraph alone")
    done = run("add", "news", "gone", "--db", "r.db")
    assert done.status == 3
    assert "gone: " in done.err
    with open_record(str(tmp_path / "r.db")) as record:
        assert {problem.code for problem in record.problems()} == {"article.none", "page.missing"}


def test_find_prints_rows_or_a_listing_with_ids(run: Run, db: Path) -> None:
    rows = [json.loads(line) for line in run("find", "--by", "Lee", "--db", str(db)).out.splitlines()]
    assert {row["speaker"]["name"] for row in rows} == {"Ann Lee"}
    listing = run("find", "go", "--listing", ONRECORD_DB=str(db)).out
    assert "— Bo Ek warned · line 5 · st_" in listing
    assert run("find", "nothing such", "--db", str(db)).status == 0


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_date_that_is_none_is_a_wrong_option(run: Run, db: Path, option: str) -> None:
    done = run("find", option, "last week", "--db", str(db))
    assert (done.status, done.out) == (2, "")
    assert "2024-01-31" in done.err
    assert "last week" in done.err


def test_show_finds_every_kind_of_entry_by_the_beginning_of_its_id(run: Run, db: Path) -> None:
    row = json.loads(run("find", "go", "--db", str(db)).out)
    ids = (row["id"], row["article"]["id"], row["speaker"]["id"], row["page"]["id"])
    for whole in ids:
        short = whole[:-4]
        listing = run("show", short, "--db", str(db))
        assert listing.status == 0
        assert whole in listing.out
        assert json.loads(run("show", short, "--db", str(db), "--json").out)["id"] == whole
    assert "⟦“We – go,”⟧" in run("show", ids[0], "--db", str(db)).out.replace('"We – go,"', "“We – go,”")


def test_an_unknown_or_ambiguous_id_fails_with_a_word(run: Run, db: Path) -> None:
    unknown = run("show", "st_0000", "--db", str(db))
    assert (unknown.status, unknown.out) == (1, "")
    assert "st_0000" in unknown.err
    ambiguous = run("show", "st_", "--db", str(db))
    assert (ambiguous.status, ambiguous.out) == (1, "")
    assert "give more of it" in ambiguous.err


def test_without_a_record_the_commands_say_how_to_make_one(run: Run) -> None:
    for arguments in (["find", "x"], ["show", "st_1"], ["export"], ["verify"]):
        done = run(*arguments, "--db", "none.db")
        assert (done.status, done.out) == (1, "")
        assert "onrecord add" in done.err


def test_export_is_what_find_prints_and_says_how_much(run: Run, db: Path, tmp_path: Path) -> None:
    piped = run("export", "--db", str(db))
    assert piped.err == "Wrote 3 of 3 rows.\n"
    assert sorted(piped.out.splitlines()) == sorted(run("find", "--db", str(db)).out.splitlines())
    (tmp_path / "out.jsonl").write_text("older")
    done = run("export", "--to", "jsonl", "-o", "out.jsonl", "--limit", "2", "--db", str(db))
    assert (done.out, done.err) == ("", "Wrote 2 of 3 rows.\n")
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "".join(piped.out.splitlines(keepends=True)[:2])
    assert not list(tmp_path.glob("*.part"))
    assert run("export", "--to", "parquet", "--db", str(db)).status == 2
    assert run("export", "-o", "no/such/folder/out", "--db", str(db)).status == 1


def test_verify_finds_an_altered_word_and_exits_4(run: Run, db: Path) -> None:
    whole = run("verify", "--db", str(db))
    assert (whole.status, whole.out) == (0, "")
    with sqlite3.connect(db) as connection:
        connection.execute("""UPDATE statement SET content_text = '"Never,"' WHERE cue_text = 'warned'""")
    connection.close()
    done = run("verify", "--db", str(db))
    assert done.status == 4
    assert "the content is not what its spans hold" in done.out
    for line in run("verify", "--db", str(db), "--json").out.splitlines():
        assert set(json.loads(line)) == {"kind", "id", "message"}


def test_verify_exits_4_where_the_record_is_too_damaged_to_be_opened(run: Run, db: Path) -> None:
    db.write_bytes(db.read_bytes()[:5000])
    done = run("verify", "--db", str(db))
    assert done.status == 4
    assert done.out.startswith(f"database: The record {db} is damaged")
    assert run("find", "x", "--db", str(db)).status == 1


def test_the_record_in_the_folder_that_is_added_is_no_page_of_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(standin.page("a", '"Yes," Ann Lee said.'))
    for known in ("", "; 1 page known already"):
        done = run("add", ".")
        assert done.status == 0
        assert done.err.endswith(f"{known}.\n")


def test_finding_nothing_is_said_and_no_error(run: Run, db: Path) -> None:
    for asked in (("nowhere",), ("--via", "KCNA"), ("--anonymous",), ("--country", "PRK")):
        done = run("find", *asked, "--db", str(db))
        assert (done.status, done.out, done.err) == (0, "", "Nothing found.\n")


def test_an_act_or_country_that_is_none_is_a_wrong_option_and_told_what_there_is(run: Run, db: Path) -> None:
    done = run("find", "--act", "deny,shout", "--db", str(db))
    assert (done.status, done.out) == (2, "")
    assert "'shout'" in done.err
    assert all(label in " ".join(done.err.split()) for label in ("accuse", "criticise", "state"))
    assert run("find", "--act", "deny", "--act", "Reject", "--db", str(db)).status == 0
    done = run("find", "--country", "Atlantis", "--db", str(db))
    assert (done.status, done.out) == (2, "")
    assert "RUS" in done.err


@pytest.mark.parametrize(
    "asked",
    [
        *(("--by", ""), ("--by", " %"), ("--country", ""), ("--about", " "), ("--outlet", ""), ("--via", "")),
        *(("--act", ""), ("--since", ""), ("*",), ("",)),
    ],
)
def test_a_question_without_a_word_is_refused(run: Run, db: Path, asked: tuple[str, ...]) -> None:
    done = run("find", *asked, "--db", str(db))
    assert (done.status, done.out) == (2, "")


def test_an_empty_head_is_no_head(run: Run, db: Path) -> None:
    assert run("verify", "--head", "", "--db", str(db)).status == 2


def test_an_export_that_cannot_be_written_names_the_file_that_was_asked_for(run: Run, db: Path) -> None:
    done = run("export", "-o", "no/out", "--db", str(db))
    assert (done.status, done.err) == (1, "onrecord: no/out cannot be written: No such file or directory.\n")
    assert run("export", "-o", "", "--db", str(db)).status == 2


def test_an_export_never_takes_the_place_of_the_record(run: Run, db: Path) -> None:
    for name in ("r.db", "./r.db-wal"):
        assert run("export", "-o", name, "--db", str(db)).status == 2
    assert run("verify", "--db", str(db)).status == 0


def test_no_limit_is_too_large_for_a_sentence(run: Run, db: Path) -> None:
    assert run("find", "--db", str(db), "--limit", "9" * 30).status == 2
    assert len(run("find", "--db", str(db), "--limit", str(2**63 - 1)).out.splitlines()) == 3


def test_killed_at_random_moments_and_run_again_the_record_is_that_of_one_run(
    run: Run, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(150):
        said = f'"Word {number}," Ann Lee said.'
        (pages / f"{number:03}.txt").write_bytes(standin.page(str(number), said))
    (pages / "bare.txt").write_bytes(b"one paragraph alone")
    (pages / "crash.txt").write_bytes(standin.page("c", "CRASH"))
    run("add", "pages", "--db", "whole.db")
    dice = random.Random(11)  # noqa: S311 - the same moments every time
    kills = 0
    for _ in range(5):
        with subprocess.Popen(
            command("add", "pages", "--db", "cut.db", "--jobs", dice.choice("12")),
            cwd=tmp_path,
            # Slow enough that two workers on any machine are still at it when the first kill comes.
            env=environment(STANDIN_SECONDS="0.05"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(0.6 + dice.random())
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
    assert kills
    assert run("add", "pages", "--db", "cut.db").status == 3
    digests = []
    for name in ("whole.db", "cut.db"):
        with open_record(str(tmp_path / name)) as record:
            digests.append(record.digest())
            assert record.counts().pages == 151
            assert not list(record.verify())
    assert digests[0] == digests[1]


def test_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number}.txt").write_bytes(standin.page(str(number), '"Yes," Ann Lee said.'))
    with subprocess.Popen(
        command("add", str(tmp_path), "--jobs", "1", "-v", "--db", str(tmp_path / ".r.db")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(STANDIN_SECONDS="0.05"),
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"1 page more in the record\n"
        os.kill(process.pid, signal.SIGINT)
        assert b"the same command goes on" in process.stderr.read()
    assert process.returncode == 130
    with open_record(str(tmp_path / ".r.db")) as record:
        assert 0 < record.counts().pages < 100


def test_verify_names_a_head_that_later_proves_that_nothing_is_gone(
    run: Run, db: Path, tmp_path: Path
) -> None:
    head = run("verify", "--db", str(db)).err.split("The head is ")[1].removesuffix(".\n")
    (tmp_path / "c.txt").write_bytes(standin.page("c", '"Yes," Ann Lee said.'))
    assert run("add", "c.txt", "--db", str(db)).status == 0
    assert run("verify", "--head", head, "--db", str(db)).status == 0
    assert run("add", "c.txt", "news", "--db", "anew.db").status == 0
    done = run("verify", "--head", head, "--db", "anew.db")
    assert done.status == 4
    assert head in done.out


def test_a_record_of_an_older_version_is_upgraded_by_add_alone_and_said(run: Run, tmp_path: Path) -> None:
    build(tmp_path / "old.db")
    found = run("find", "--db", "old.db")
    assert (found.status, found.out) == (1, "")
    assert "the next `onrecord add` upgrades it" in found.err
    (tmp_path / "c.txt").write_bytes(standin.page("c", '"Yes," Ann Lee said.'))
    done = run("add", "c.txt", "--db", "old.db")
    assert done.status == 0
    assert "(schema 1); it is upgraded now" in done.err
    assert run("verify", "--db", "old.db").status == 0


def test_find_says_what_an_older_version_did_not_keep(run: Run, tmp_path: Path) -> None:
    build(tmp_path / "old.db")
    raw = sqlite3.connect(tmp_path / "old.db")
    raw.execute("UPDATE statement SET act = NULL, said_basis = NULL, relay_count = NULL WHERE page_key > 2")
    raw.commit()
    raw.close()
    (tmp_path / "c.txt").write_bytes(standin.page("c", '"Yes," Ann Lee said.'))
    assert run("add", "c.txt", "--db", "old.db").status == 0
    for asked in (("--act", "warn"), ("--via", "KCNA"), ("--about", "Russia")):
        done = run("find", *asked, "--db", "old.db")
        assert done.status == 0
        assert "2 pages in it were read by an older onrecord, without acts" in done.err
    assert "older onrecord" not in run("find", "Yes", "--db", "old.db").err
