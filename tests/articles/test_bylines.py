"""Bylines: who wrote it, and who is no person."""

from __future__ import annotations

import pytest

from onrecord.articles.bylines import (
    as_written,
    byline_text,
    is_agency,
    is_byline,
    is_byline_label,
    is_name,
    is_role,
    names_of,
    signers,
)


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


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By A Doe, B Roe and C Poe in Moscow", ("A Doe", "B Roe", "C Poe")),
        ("By Brooke Singman Fox News", ("Brooke Singman",)),
        ("By Jaclyn Cosgrove Staff Writer", ("Jaclyn Cosgrove",)),
        ("By Jane Doe @janedoe", ("Jane Doe",)),
        ("By Jane Doe jane@courier.example", ("Jane Doe",)),
        ("By Jane DoePublished May 5, 2023", ("Jane Doe",)),
        ("By Jane Doe (AP)", ("Jane Doe",)),
        ("Author: Jane Doe", ("Jane Doe",)),
        ("By Staff, Agencies", ("Staff", "Agencies")),
        ("By Our Correspondent", ("Our Correspondent",)),
        ("By THE ASSOCIATED PRESS", ("The Associated Press",)),
        ("By Jane Doe and agencies", ("Jane Doe",)),
        ("By Ana Blastland", ("Ana Blastland",)),
    ],
)
def test_persons_sign_before_organisations(line: str, who: tuple[str, ...]) -> None:
    assert signers(byline_text(line)) == who


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("JANE DOE", "Jane Doe"),
        ("MARY O'NEILL", "Mary O'Neill"),
        ("JOHN MCDONALD", "John McDonald"),
        ("MARIA DE LA CRUZ", "Maria de la Cruz"),
        ("AMELIA THOMSON-DEVEAUX", "Amelia Thomson-Deveaux"),
        ("AFP", "AFP"),
        ("Jane MacDoe", "Jane MacDoe"),
    ],
)
def test_names_in_capitals_are_written_as_names_are(name: str, written: str) -> None:
    assert as_written(name) == written


def test_lines_that_stand_around_names_are_known() -> None:
    assert all(map(is_byline_label, ("By", "Written by:", "Author of the article:", "The authors")))
    assert not any(map(is_byline_label, ("By Jane Doe", "Bypass", "Author of the book of the year")))
    assert all(map(is_role, ("Journalist", "Senior Political Correspondent", "Assistant Sports Editor")))
    assert not any(map(is_role, ("Jane Doe", "Political", "Sports")))
    assert all(map(is_agency, ("Reuters", "The Associated Press", "AFP")))
    assert all(map(is_name, ("Jane Doe", "Ana de la Cruz", "J. R. Doe-Roe")))
    assert not any(map(is_name, ("Share Article", "World News", "Jane", "What Jane Doe Said", "jane doe")))
