"""merge and part, and the page of an actor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import Run

from onrecord.cli.actor_sheet import actor_row
from onrecord.record import Merge, Profile, RoleMet, Tally
from onrecord.schema import Actor


@pytest.fixture
def db(run: Run, news: Path, tmp_path: Path) -> Path:
    assert run("add", news.name, "--db", "r.db").status == 0
    return tmp_path / "r.db"


@pytest.fixture
def ids(run: Run, db: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in run("find", "--db", str(db)).out.splitlines()]
    return {row["speaker"]["name"]: row["speaker"]["id"] for row in rows}


def test_what_is_merged_is_found_under_both_names_until_it_is_parted(
    run: Run, db: Path, ids: dict[str, str]
) -> None:
    lee, ek = ids["Ann Lee"], ids["Bo Ek"]
    done = run("merge", lee[:12], ek, "--why", "a pen name", "--who", "ann", "--db", str(db))
    assert (done.status, done.out) == (0, "")
    assert lee in done.err
    assert ek in done.err
    assert len(run("find", "--by", "Bo Ek", "--db", str(db)).out.splitlines()) == 3
    assert run("part", ek, lee, "--why", "two\nafter all", "--who", "bo", "--db", str(db)).status == 0
    assert len(run("find", "--by", "Bo Ek", "--db", str(db)).out.splitlines()) == 1
    row = json.loads(run("show", ek, "--json", "--db", str(db)).out)
    assert [(one["verdict"], one["made_by"], one["reason"]) for one in row["judgements"]] == [
        ("same", "ann", "a pen name"),
        ("different", "bo", "two after all"),
    ]
    assert run("verify", "--db", str(db)).status == 0


def test_what_cannot_be_decided_is_a_wrong_command_line(run: Run, db: Path, ids: dict[str, str]) -> None:
    lee = ids["Ann Lee"]
    for arguments in (
        ["merge", lee, lee, "--why", "x"],
        ["merge", lee, "ac_none", "--why", "x"],
        ["merge", lee, ids["Bo Ek"]],
        ["part", lee, ids["Bo Ek"], "--why", "  "],
    ):
        assert run(*arguments, "--who", "ann", "--db", str(db)).status == 2


def test_an_actor_is_shown_with_names_acts_and_latest_statements(
    run: Run, db: Path, ids: dict[str, str]
) -> None:
    done = run("show", ids["Ann Lee"], "--db", str(db), COLUMNS="60")
    assert done.status == 0
    assert done.out.startswith("Ann Lee\n")
    assert "2 statements" in done.out
    assert "It is so" in done.out
    row = json.loads(run("show", ids["Ann Lee"], "--json", "--limit", "1", "--db", str(db)).out)
    assert row["schema"] == "onrecord.actor/1"
    assert (row["name"], row["statements"], row["ids"]) == ("Ann Lee", 2, [ids["Ann Lee"]])
    assert len(row["latest"]) == 1


def test_every_field_of_an_actors_row_is_documented() -> None:
    document = (Path(__file__).parent.parent.parent / "docs" / "format.md").read_text("utf-8")
    (told,) = (part for part in document.split("\n\n") if "`onrecord.actor/1`" in part)
    told += document.split(told, 1)[1].split("\n\nA page", 1)[0]
    actor = Actor("ac_0", "Ann Lee", "person")
    tally = (Tally("a", 1),)
    merge = Merge("ac_0", "Ann Lee", "ac_1", "A. Lee", "same", 0.9, "why", "me", "2024-01-01", by_person=True)
    profile = Profile(
        *(actor, ("ac_0", "ac_1"), 1, tally, (RoleMet("mayor", None, None, 1),), tally, tally, tally),
        merges=(merge,),
    )
    row = actor_row(profile, ["st_0"])
    names = {*row, *row["roles"][0], *row["judgements"][0], *row["acts"][0]} - {"schema"}
    assert {name for name in names if f"`{name}`" not in told and f"`{name}[]`" not in told} == set()
