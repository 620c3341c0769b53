"""Bylines: who wrote it, and who is no person."""

from __future__ import annotations

import pytest

from onrecord.articles.bylines import byline_text, is_byline, names_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("By Jane Doe, John Roe & Ana de la Cruz", ("Jane Doe", "John Roe", "Ana de la Cruz")),
        ("By JANE DOE", ("Jane Doe",)),
        ("Written by Ole Müller-Østby", ("Ole Müller-Østby",)),
        ("By Jane Doe, Political Editor", ("Jane Doe",)),
        ("By Jane Doe | 27 January 2024", ("Jane Doe",)),
        ("By Jane Doe Published March 3, 2024", ("Jane Doe",)),
        ("By Staff, Agencies", ()),
        ("By Reuters", ()),
        ("By Associated Press", ()),
        ("By Jane Doe, Associated Press", ("Jane Doe",)),
        ("By Jane Doe for The Valley Courier", ("Jane Doe",)),
    ],
)
def test_a_byline_gives_its_persons(line: str, names: tuple[str, ...]) -> None:
    assert is_byline(line)
    assert names_of(byline_text(line)) == names


@pytest.mark.parametrize(
    "line",
    [
        "By the numbers: what the valley spends",
        "By Friday the bridge had been closed to all traffic.",
        "By and large",
        "Jane Doe",
        "Standby for news",
        "By Jane Doe said that the bridge would be closed",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert not is_byline(line)
