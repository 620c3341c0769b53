"""Dates as pages print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.dates import find_dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("27 Jan 2024 09:39", "2024-01-27T09:39"),
        ("22 Sep 2022 11:03", "2022-09-22T11:03"),
        ("January 27, 2024", "2024-01-27"),
        ("Jan. 27, 2024 at 9:39 p.m. ET", "2024-01-27T21:39-05:00"),
        ("Saturday, 27th January 2024", "2024-01-27"),
        ("27 of January, 2024", "2024-01-27"),
        ("Sept. 3, 2021, 12:05 AM", "2021-09-03T00:05"),
        ("Sat 2 Mar 2024 17.00 CET", "2024-03-02T17:00+01:00"),
        ("2024-01-27", "2024-01-27"),
        ("2024-01-27T09:39:12Z", "2024-01-27T09:39+00:00"),
        ("2024-01-27 09:39 GMT", "2024-01-27T09:39+00:00"),
        ("2024-01-27T09:39+02:00", "2024-01-27T09:39+02:00"),
        ("2024/01/27", "2024-01-27"),
        ("27.01.2024", "2024-01-27"),
        ("27/01/2024 10:00", "2024-01-27T10:00"),
        ("01/27/2024", "2024-01-27"),
        ("05/05/2024", "2024-05-05"),
        ("11:20 AM, January 5, 2023", "2023-01-05T11:20"),
        ("January 27, 2024 | 09:39", "2024-01-27T09:39"),
        ("27-Jan-2024", "2024-01-27"),
    ],
)
def test_a_full_date_is_read_as_precisely_as_it_is_printed(text: str, iso: str) -> None:
    assert [date for date, _, _ in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "2 months ago",
        "Friday (26/1)",
        "January 2024",
        "May 5",
        "31 February 2024",
        "12:30",
        "99/99/2024",
        "",
    ],
)
def test_what_two_readers_could_read_differently_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_two_dates_are_given_in_order_with_their_places() -> None:
    text = "Published 27 January 2024 Updated January 28, 2024"
    found = find_dates(text)
    assert [date for date, _, _ in found] == ["2024-01-27", "2024-01-28"]
    assert [text[start:end] for _, start, end in found] == ["27 January 2024", "January 28, 2024"]


@given(st.text(alphabet="0123456789/-.: JanMayuryZTpm,", max_size=80))
def test_any_text_gives_valid_dates_or_none(text: str) -> None:
    for iso, start, end in find_dates(text):
        assert len(iso) >= len("2024-01-27")
        assert 0 <= start < end <= len(text)
