"""The packaged actor file: what it knows, and that its script makes it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.actors.actorfile import load

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "src" / "onrecord" / "actors" / "actors.jsonl"
SOURCES = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data" / "actors"


def test_the_script_makes_the_packaged_file_byte_for_byte(tmp_path: Path) -> None:
    if not SOURCES.is_dir():
        pytest.skip(f"the actor file's sources are not at {SOURCES}")
    made = tmp_path / "actors.jsonl"
    script = ROOT / "training" / "actors" / "build.py"
    subprocess.run([sys.executable, str(script), str(SOURCES), str(made)], check=True)
    assert made.read_bytes() == PACKAGED.read_bytes()


def test_the_file_is_sorted_and_small() -> None:
    lines = PACKAGED.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert PACKAGED.stat().st_size < 1_500_000


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Turkish", "TUR"),
        ("US", "USA"),
        ("Swiss", "CHE"),
        ("South Korean", "KOR"),
        ("Kosovo", "XKX"),
        ("UK", "GBR"),
    ],
)
def test_demonyms_and_names_give_the_country(word: str, code: str) -> None:
    assert load().country_of(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("French", "FRA"), ("Chinese", "CHN"), ("Dutch", "NLD"), ("Congolese", "COD"), ("Filipino", "PHL")],
)
def test_a_demonym_that_sources_give_to_several_countries_is_its_own_countrys(word: str, code: str) -> None:
    assert load().country_of(word) == code


@pytest.mark.parametrize(
    ("name", "date", "titles"),
    [
        ("Hosni Mubarak", "2011-01-25", ["President"]),
        ("Hosni Mubarak", "2011-03-01", []),
        ("Mubarak", "2011-02-11", ["President"]),
        ("Vladimir Putin", "2010", ["Prime Minister"]),
        ("Vladimir Putin", "2013-01-01", ["President"]),
        ("Donald Trump", "2022-06-01", []),
        ("Donald Trump", None, ["President"]),
        ("Nobody At All", "2020-01-01", []),
    ],
)
def test_an_office_is_held_from_its_begin_until_its_end(
    name: str, date: str | None, titles: list[str]
) -> None:
    assert [term.title for term in load().roles_at(name, date)] == titles


def test_a_family_name_of_two_means_the_one_in_office() -> None:
    assert load().person("Clinton") is None
    then, later = load().bearer("Clinton", "1998-05-01"), load().bearer("Clinton", "2011-05-01")
    assert then is not None
    assert later is not None
    assert (then.name, later.name) == ("Bill Clinton", "Hillary Clinton")


def test_no_term_ends_before_it_begins_and_no_name_has_two_bodies() -> None:
    file = load()
    terms = [term for rows in file.people.values() for row in rows for term in row[2]]
    assert terms
    assert all(not term.until or term.since < term.until for term in terms)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Foggy Bottom", "US State Department"),
        ("Quai d'Orsay", "Foreign Ministry of France"),
        ("Zhongnanhai", "China"),
        ("FARC", "FARC"),
        ("al-Shabab", "Al-Shabaab"),
        ("Houthi rebels", "Houthis"),
        ("Moncloa", "Spain"),
        ("Kuwait News Agency", "KUNA"),
    ],
)
def test_seats_groups_and_agencies_are_known_by_their_other_names(name: str, found: str) -> None:
    known = load().known(name)
    assert known is not None
    assert known.name == found


def test_case_tells_the_country_from_the_pronoun() -> None:
    assert load().country_of("us") is None


def test_a_bare_spokesperson_is_a_title_and_no_body() -> None:
    assert load().known("Spokesperson") is None
    assert load().person("spokesperson") is None
