"""Dates as pages print them: right where no reader could read another one, else none."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.dates import Usage, find_dates, month_alone, usage_of


def read(text: str, usage: Usage | None = None) -> list[str]:
    return [iso for iso, _, _ in find_dates(text, usage)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        # British
        ("27 Jan 2024 09:39", "2024-01-27T09:39"),
        ("Saturday, 27th January 2024", "2024-01-27"),
        ("Sat 2 Mar 2024 17.00 CET", "2024-03-02T17:00+01:00"),
        ("Published: 15:56 BST, 27 April 2024", "2024-04-27T15:56+01:00"),
        ("16 September 2024 9:33pm", "2024-09-16T21:33"),
        ("Friday 22 November 2024 08:49 GMT", "2024-11-22T08:49+00:00"),
        ("27 of January, 2024", "2024-01-27"),
        ("27/01/2024 10:00", "2024-01-27T10:00"),
        # American
        ("January 27, 2024", "2024-01-27"),
        ("Jan 27,2024", "2024-01-27"),
        ("Jan. 27, 2024 at 9:39 p.m. ET", "2024-01-27T21:39-05:00"),
        ("Sept. 3, 2021, 12:05 AM", "2021-09-03T00:05"),
        ("Published February 29, 2024 8:38am EST", "2024-02-29T08:38-05:00"),
        ("July 4, 2024 10:15 p.m. EDT", "2024-07-04T22:15-04:00"),
        ("March 1, 2024 4 AM PT", "2024-03-01T04:00-08:00"),
        ("Updated 1756 GMT (0156 HKT) March 3, 2014", "2014-03-03T17:56+00:00"),
        ("01/27/2024", "2024-01-27"),
        ("11:20 AM, January 5, 2023", "2023-01-05T11:20"),
        # German
        ("27.01.2024", "2024-01-27"),
        ("27.01.2024 14:05", "2024-01-27T14:05"),
        # East Asian and South Asian
        ("2024.01.27 10:15 KST", "2024-01-27T10:15+09:00"),
        ("27-Jan-2024 | 10:15AM", "2024-01-27T10:15"),
        ("Jan 27, 2024 10:15 GMT+3", "2024-01-27T10:15+03:00"),
        ("Sun 25 Feb 2024 at 14:01 (UTC+5:30)", "2024-02-25T14:01+05:30"),
        # ISO and mail
        ("2024-01-27", "2024-01-27"),
        ("2024-01-27T09:39:12Z", "2024-01-27T09:39+00:00"),
        ("2024-01-27T09:39+02:00", "2024-01-27T09:39+02:00"),
        ("2024/1/7", "2024-01-07"),
        ("Sat, 27 Jan 2024 10:15:33 +0100", "2024-01-27T10:15+01:00"),
        # other digits
        ("٢٧/٠١/٢٠٢٤ 10:15", "2024-01-27T10:15"),
        # others beside it
        ("January 27, 2024 | 09:39", "2024-01-27T09:39"),
        ("2 minute read April 25, 2023 2:26 PM GMT+2 Last Updated 9 min ago", "2023-04-25T14:26+02:00"),
        ("10:15 GMT - 27 January 2024", "2024-01-27T10:15+00:00"),
        ("Published On 27 Jan 202427 Jan 2024", "2024-01-27"),
        ("January 27, 202410:15 AM GMT+1Updated 2 days ago", "2024-01-27T10:15+01:00"),
        ("January 27, 20243 min read", "2024-01-27"),
        ("Source: Xinhua| 2018-04-18 21:44:57|Editor: ZX", "2018-04-18T21:44"),
        ("05/05/2024", "2024-05-05"),
        ("Friday 01/03/2024", "2024-03-01"),
    ],
)
def test_a_full_date_is_read_as_precisely_as_it_is_printed(text: str, iso: str) -> None:
    assert read(text) == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "03.04.2024",
        "03-04-2024",
        "2 months ago",
        "Friday (26/1)",
        "January 2024",
        "May 5",
        "31 February 2024",
        "30 Feb 2024",
        "12:30",
        "99/99/2024",
        "26-27 January 2024",
        "Jan 27-28, 2024",
        "Sunday, January 27, 2024",
        "Thursday 03/04/2023",
        "27/01/24",
        "27 Jan 20241 of 3",
        "1402/11/07",
        "",
    ],
)
def test_what_two_readers_could_read_differently_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("27 Jan 2024 10:15 IST", "2024-01-27T10:15"),
        ("27 Jan 2024 10:15 CST", "2024-01-27T10:15"),
        ("4 July 2024 10:15 EST", "2024-07-04T10:15"),
        ("27 Jan 2024 10:15 BST", "2024-01-27T10:15"),
        ("10 March 2024 01:30 ET", "2024-03-10T01:30"),
        ("27 Jan 2024 10:15 that day", "2024-01-27T10:15"),
    ],
)
def test_a_zone_that_several_readers_place_differently_is_left_out(text: str, iso: str) -> None:
    assert read(text) == [iso]


def test_two_dates_are_given_in_order_with_their_places() -> None:
    text = "Published 27 January 2024 Updated January 28, 2024"
    found = find_dates(text)
    assert [iso for iso, _, _ in found] == ["2024-01-27", "2024-01-28"]
    assert [text[start:end] for _, start, end in found] == ["27 January 2024", "January 28, 2024"]


def test_the_clock_before_a_date_belongs_to_it_and_not_to_the_one_before() -> None:
    text = "Published: 15:56 BST, 27 April 2024 | Updated: 16:57 BST, 28 April 2024"
    assert [text[start:end] for _, start, end in find_dates(text)] == [
        "15:56 BST, 27 April 2024",
        "16:57 BST, 28 April 2024",
    ]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("27/01/2024", "2024-02-01"),  # elsewhere a number that can only be the day comes first
        ("01/27/2024", "2024-01-02"),
        ("1 February 2024", "2024-02-01"),  # elsewhere the month is a word
        ("Jan. 2, 2024", "2024-01-02"),
    ],
)
def test_the_page_settles_which_number_is_the_day(line: str, iso: str) -> None:
    assert read("01/02/2024", usage_of([line])) == [iso]


@pytest.mark.parametrize(
    "lines",
    [
        ["03/04/2024"],
        ["27/01/2024", "01/27/2024"],
        ["27/01/2024", "Jan. 2, 2024"],
        ["1 February 2024", "January 2, 2024"],
        ["5 March 2024"],
    ],
)
def test_a_page_that_does_not_settle_the_order_leaves_a_date_unread(lines: list[str]) -> None:
    assert read("01/02/2024", usage_of(lines)) == []


def test_a_day_and_month_take_their_year_from_the_same_day_elsewhere_on_the_page() -> None:
    usage = usage_of(["Sat 27 Jan 2024", "© 2025 The Courier"])
    assert read("27 January, 10:15", usage) == ["2024-01-27T10:15"]
    assert read("Saturday, January 27", usage) == ["2024-01-27"]
    assert read("Friday, January 27", usage) == []
    assert read("28 January", usage) == []
    assert read("27 January", usage_of(["27 Jan 2024", "27 Jan 2023"])) == []
    assert read("27 January") == []


def test_a_month_is_read_where_it_is_all_that_is_said() -> None:
    assert month_alone("January 2024") == "2024-01"
    assert month_alone("in January 2024") is None
    assert month_alone("5 January 2024") is None


DAYS = st.dates(date(1990, 1, 1), date(2039, 12, 31))
CLOCKS = st.times().map(lambda clock: time(clock.hour, clock.minute))
WORDED = (
    "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%A, %d %B %Y", "%a %d %b %Y", "%d-%b-%Y",
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%a, %d %b %Y", "%A %B %d %Y", "%d/%b/%Y", "%Y %B %d",
    "the %dth of %B %Y",
)  # fmt: skip
NUMBERED = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y")
TIMED = ("{} %H:%M", "{}, %H:%M", "{} at %I:%M %p", "{} | %H.%M", "%H:%M, {}", "%I:%M%p {}", "%H:%M {}")
AROUND = ("{}", "Published {}", "Posted on {} by Jane Doe", "By Jane Doe | {}", "{} | 5 min read", "({})")


@given(DAYS, st.sampled_from(WORDED), st.sampled_from(AROUND))
def test_every_unambiguous_form_of_any_day_is_read_right(day: date, form: str, around: str) -> None:
    assert read(around.format(day.strftime(form))) == [day.isoformat()]


@given(DAYS, CLOCKS, st.sampled_from(WORDED), st.sampled_from(TIMED))
def test_a_clock_time_beside_any_day_is_read_right(day: date, clock: time, form: str, timed: str) -> None:
    text = clock.strftime(timed).format(day.strftime(form))
    assert read(text) == [f"{day.isoformat()}T{clock:%H:%M}"]


@given(DAYS, st.sampled_from(NUMBERED), st.sampled_from(AROUND))
def test_days_in_numbers_are_read_right_or_not_at_all(day: date, form: str, around: str) -> None:
    sure = day.day > 12 or day.day == day.month
    assert read(around.format(day.strftime(form))) == ([day.isoformat()] if sure else [])


@given(DAYS, st.sampled_from(NUMBERED), st.lists(DAYS, max_size=4), st.sampled_from(WORDED))
def test_a_page_of_one_habit_never_settles_a_date_wrongly(
    day: date, form: str, others: list[date], worded: str
) -> None:
    mirror = (day.year, day.day, day.month)
    lines = [other.strftime(form) for other in others]
    lines += [other.strftime(worded) for other in others if (other.year, other.month, other.day) != mirror]
    assert read(day.strftime(form), usage_of(lines)) in ([], [day.isoformat()])
    assert read(day.strftime(form), usage_of([*lines, day.strftime(worded)])) == [day.isoformat()]


@given(DAYS, st.integers(1, 6), st.sampled_from(("%A, %d %B %Y", "%a %d/%m/%Y", "%a, %d %b %Y")))
def test_a_weekday_that_contradicts_its_date_leaves_none(day: date, shift: int, form: str) -> None:
    weekday = (day + timedelta(days=shift)).strftime("%A")
    text = f"{weekday} " + day.strftime(form).split(" ", 1)[1]
    assert day.isoformat() not in read(text)


@given(st.text(alphabet="0123456789/-.: JanMayuryZTpm,GMT+", max_size=80))
def test_any_text_gives_valid_dates_or_none(text: str) -> None:
    for iso, start, end in find_dates(text, Usage(day_first=True, days=frozenset({date(2024, 1, 27)}))):
        date.fromisoformat(iso[:10])
        assert 0 <= start < end <= len(text)
