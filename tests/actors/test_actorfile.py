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


def test_case_tells_the_country_from_the_pronoun() -> None:
    assert load().country_of("us") is None


def test_a_bare_spokesperson_is_a_title_and_no_body() -> None:
    assert load().known("Spokesperson") is None
    assert load().person("spokesperson") is None
