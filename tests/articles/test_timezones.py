"""Time zones: an offset where the letters mean one, none where they mean several."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.timezones import offset_of

WINTER, SUMMER = date(2024, 1, 27), date(2024, 7, 4)


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("GMT", "+00:00", "+00:00"),
        ("UTC", "+00:00", "+00:00"),
        ("Z", "+00:00", "+00:00"),
        ("GMT+3", "+03:00", "+03:00"),
        ("UTC-5", "-05:00", "-05:00"),
        ("UTC+05:30", "+05:30", "+05:30"),
        ("+0900", "+09:00", "+09:00"),
        ("-03:30", "-03:30", "-03:30"),
        ("EST", "-05:00", None),
        ("EDT", None, "-04:00"),
        ("ET", "-05:00", "-04:00"),
        ("PT", "-08:00", "-07:00"),
        ("BST", None, "+01:00"),
        ("CET", "+01:00", None),
        ("CEST", None, "+02:00"),
        ("KST", "+09:00", "+09:00"),
        ("MSK", "+03:00", "+03:00"),
        ("IST", None, None),
        ("CST", None, None),
        ("PST", None, None),
        ("AST", None, None),
        ("GMT+27", None, None),
        ("THAT", None, None),
    ],
)
def test_letters_mean_an_offset_by_the_day(zone: str, winter: str | None, summer: str | None) -> None:
    assert (offset_of(zone, WINTER), offset_of(zone, SUMMER)) == (winter, summer)


def test_moscow_s_offset_is_not_told_before_it_settled() -> None:
    assert offset_of("MSK", date(2012, 1, 1)) is None


PLACES = {
    "ET": "America/New_York",
    "PT": "America/Los_Angeles",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EEST": "Europe/Athens",
    "BST": "Europe/London",
}


@given(st.dates(date(1996, 1, 1), date(2037, 12, 31)), st.sampled_from(sorted(PLACES)))
def test_what_is_told_is_what_the_zone_database_says(day: date, zone: str) -> None:
    try:
        place = ZoneInfo(PLACES[zone])
    except ZoneInfoNotFoundError:
        pytest.skip("there is no time zone database here")
    told = offset_of(zone, day)
    if told is not None:
        assert f"{datetime(day.year, day.month, day.day, 12, tzinfo=place):%z}" == told.replace(":", "")
