"""Expressions of time, and the days that they mean.

The expressions and their reading follow TimeML's TIMEX3 and HeidelTime's rules for news (Strötgen and
Gertz, 2013), narrowed to what dates an utterance in the past: a weekday is the last one on or before
the day of publication, a day and month without a year the last such day. What can be read in two ways
stays without a date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onrecord.schema import SaidBasis

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SMALL: Final = {word: number for number, word in enumerate(_NUMBERS, start=1)} | {"a": 1, "an": 1}

_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR: Final = r"(?:19|20)\d\d(?![\d–-])"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:.]\d|\s?[-–/]\s?\d|\s?(?:percent|per cent|%|million|billion))"
_HALF: Final = r"(?:[Mm]orning|[Aa]fternoon|[Ee]vening|[Nn]ight)"
_LEAD: Final = (
    r"(?:(?P<lead>(?:[Ll]ate|[Ee]arly|[Ee]arlier|[Ll]ater)(?: on)?)\s+)?(?:(?P<on>[Oo]n)\s+)?(?:the\s+)?"
)
_TIME: Final = re.compile(
    rf"\b{_LEAD}(?:"
    rf"(?:(?P<which>[Ll]ast|[Tt]his past|[Nn]ext|[Tt]his|[Tt]he)\s+)?(?P<weekday>{_WEEKDAY})(?P<owner>['’]s)?"
    rf"(?:\s+{_HALF}\b)?(?:\s+(?:of\s+)?(?P<ofweek>last|this|next)\s+week\b)?"
    rf"(?:,?\s+\(?(?:the\s+)?(?:(?P<wmonth>{_MONTH})\s+(?P<wday>{_DAY})"
    rf"|(?P<wday2>{_DAY})\s+(?:of\s+)?(?P<wmonth2>{_MONTH}))"
    rf"(?:,?\s+(?P<wyear>{_YEAR}))?\)?"
    rf"|\s+\((?P<one>\d{{1,2}})[/.](?P<two>\d{{1,2}})(?:[/.](?P<yy>\d{{4}}))?\))?"
    rf"|(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?"
    rf"|(?P<day2>{_DAY})\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR}))?"
    rf"|(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    rf"|(?P<beside>[Yy]esterday|[Tt]oday|[Tt]onight|[Ll]ast night|[Oo]vernight|this (?:morning|afternoon"
    rf"|evening)"
    rf"|(?:the )?day before yesterday)(?:\s+{_HALF}\b)?"
    rf"|(?P<count>\d{{1,3}}|(?i:an?|{'|'.join(_NUMBERS)})\b|(?:(?:[Aa] )?few|[Ss]everal|[Ss]ome)\b)"
    rf"\s+(?P<unit>day|week|month|year)s?\s+ago"
    rf"|(?P<rel>[Ll]ast|[Tt]his|[Tt]he past|past)\s+(?P<stretch>week|weekend|month|year)"
    rf"|(?:[Oo]ver|[Aa]t|[Dd]uring)\s+the\s+(?P<weekend>weekend)"
    rf"|(?P<inside>[Ii]n\s+)?(?:(?P<part>early|mid|late)[- ])?(?P<lastmonth>last\s+)?(?P<monthonly>{_MONTH})"
    rf"(?:,?\s+(?P<monthyear>{_YEAR}))?"
    rf"|(?P<inyear>[Ii]n\s+)(?:(?:early|mid|late)[- ])?(?P<yearonly>{_YEAR})"
    rf")(?![\w-])",
)
_WORD: Final = re.compile(
    rf"{_WEEKDAY[:-3]}day|\b(?:{'|'.join(name[:3].title() for name in _MONTHS)})|yesterday|today|night|week"
    rf"|month"
    r"|year|ago\b|(?:19|20)\d\d|[Yy]esterday|[Tt]oday|[Tt]onight|overnight|Overnight|this (?:mor|aft|eve)"
)
_ABOUT_A_YEAR: Final = 330
_NAME_BEFORE: Final = re.compile(r"[\w’'] $")
_DAYS_BEFORE_TOMORROW: Final = 6
_EVENING: Final = 19
"""From this hour on a page may be tomorrow's paper: its "yesterday" may be the day of publication."""


@dataclass(frozen=True, slots=True)
class Issue:
    """When an article was published: its day, the hour if known, what is sure of it, the years it names.

    `latest` is the last day on which it can have been published, as ISO 8601; `day` is None where
    the page says no more than a month or a year.
    """

    day: date | None
    hour: int | None
    latest: str | None
    years: tuple[int, ...] = ()


_YEARS: Final = range(2, 9999)
"""Years from which days can be counted back and on; no page is of another."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """An expression of time in a text: its place and its parts."""

    start: int
    end: int
    parts: dict[str, str]

    is_name: bool = False
    """Whether it may be part of a name: ``Russia Today``."""

    @property
    def owns(self) -> bool:
        """Tell whether it is a possessive, ``Friday's``."""
        return "owner" in self.parts


@dataclass(frozen=True, slots=True)
class Day:
    """What days an expression means: one day, or all from `earliest` to `latest`, ISO 8601 or open."""

    basis: SaidBasis
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None


def read_issue(published: str | None, years: tuple[int, ...] = ()) -> Issue:
    """Return what a published date in ISO 8601 says, in the time zone in which it is printed."""
    if not published:
        return Issue(None, None, None, years)
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return Issue(None, None, _end_of(published), years)
    if day.year not in _YEARS:
        return Issue(None, None, day.isoformat(), years)
    clock = published[11:13]
    return Issue(day, int(clock) if clock.isdigit() else None, day.isoformat(), years)


def _end_of(published: str) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?", published)
    if match is None or not 1 <= int(match[2] or 1) <= len(_MONTHS) or not int(match[1]):
        return None
    year, month = int(match[1]), int(match[2] or len(_MONTHS))
    return date(year, month, monthrange(year, month)[1]).isoformat()


def find_times(text: str, start: int, end: int) -> Iterator[TimeWords]:
    """Yield the expressions of time between two places of a text."""
    if _WORD.search(text, start, end) is None:
        return
    for match in _TIME.finditer(text, start, end):
        parts = {name: words for name, words in match.groupdict().items() if words}
        # "May" and "march" are words too; a month alone counts where words of time stand before it.
        if "monthonly" in parts and not parts.keys() & {"inside", "lastmonth", "monthyear", "lead", "part"}:
            continue
        is_name = parts.get("beside", "a")[0].isupper() and _NAME_BEFORE.search(text, start, match.start())
        yield TimeWords(match.start(), match.end(), parts, bool(is_name))


def days_of(words: TimeWords, issue: Issue) -> Day:
    """Return the days that an expression means in an article; without a date or bounds where none is sure."""
    parts = words.parts
    if "weekday" in parts:
        return _weekday(parts, issue)
    for number in ("", "2"):
        if f"month{number}" in parts:
            month, day = _month(parts[f"month{number}"]), _number(parts[f"day{number}"])
            return _dated(month, day, parts.get(f"year{number}"), issue)
    if "iso" in parts:
        found = _real(*map(int, parts["iso"].split("-")))
        return _on("explicit", None if found is None or _is_ahead(found, issue) else found)
    if "monthonly" in parts:
        return _whole_month(parts, issue)
    return _stretch(parts, issue)


def _on(basis: SaidBasis, day: date | None) -> Day:
    if day is None:
        return Day(basis)
    return Day(basis, day.isoformat(), day.isoformat(), day.isoformat())


def _between(basis: SaidBasis, first: date, last: date) -> Day:
    if first > last:
        return Day(basis)
    return Day(basis, None, first.isoformat(), last.isoformat())


def _not_after(day: date, issue: Issue) -> date:
    return min(day, issue.day) if issue.day else day


def _is_ahead(day: date, issue: Issue) -> bool:
    """Tell whether a day lies behind that of publication, but for the date line: nobody spoke on it."""
    return issue.day is not None and day > issue.day + timedelta(days=1)


def _real(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= len(_MONTHS) and year and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _month(name: str) -> int:
    return next(
        n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3])
    )


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _dated(month: int, day: int, year: str | None, issue: Issue, weekday: int | None = None) -> Day:
    """Return a day of a month; its year is the page's, or the last that fits, or unknown."""
    if year:
        found = _real(int(year), month, day)
        right = found is not None and weekday in {None, found.weekday()} and not _is_ahead(found, issue)
        return _on("explicit", found if right else None)
    if issue.day is not None:
        near = (_real(issue.day.year - back, month, day) for back in (0, 1))
        known = [d for d in near if d and d <= issue.day and weekday in {None, d.weekday()}]
        fits = [d for d in known if (issue.day - d).days <= _ABOUT_A_YEAR]
        return _on("relative", fits[0] if fits else None)
    if weekday is None:
        return Day("relative")
    years = (_real(year, month, day) for year in issue.years)
    sure = [d for d in years if d and d.weekday() == weekday]
    return _on("explicit", sure[0] if len(sure) == 1 else None)


def _weekday(parts: dict[str, str], issue: Issue) -> Day:
    number = _DAYS.index(parts["weekday"].lower())
    for month, day in (("wmonth", "wday"), ("wmonth2", "wday2")):
        if month in parts:
            return _dated(_month(parts[month]), _number(parts[day]), parts.get("wyear"), issue, number)
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        orders = {(one, two), (two, one)}
        readings = [_dated(month, day, parts.get("yy"), issue, number) for day, month in orders]
        dated = [reading for reading in readings if reading.date]
        return dated[0] if len(dated) == 1 else Day("relative")
    if issue.day is None or "next" in {parts.get("which", "").lower(), parts.get("ofweek")}:
        return Day("relative")
    return _bare_weekday(number, parts, issue.day)


def _bare_weekday(number: int, parts: dict[str, str], today: date) -> Day:
    last = today - timedelta(days=(today.weekday() - number) % 7)
    week = today - timedelta(days=today.weekday())
    if parts.get("ofweek"):
        there = week + timedelta(days=number - (7 if parts["ofweek"] == "last" else 0))
        return _on("relative", there if there <= today else None)
    if parts.get("which", "").lower() == "last":
        if last == today:
            last -= timedelta(days=7)
        # "Last Monday" on a Thursday is three days back or ten.
        return _on("relative", last) if last < week else _between("relative", last - timedelta(days=7), last)
    if (today - last).days == _DAYS_BEFORE_TOMORROW:
        # Across a date line the page's tomorrow may be somebody's today: six days back, or one ahead.
        return _between("relative", last, today + timedelta(days=1))
    return _on("relative", last)


def _beside(words: str, today: date, hour: int | None) -> Day:
    before = today - timedelta(days=1)
    if words.endswith("before yesterday"):
        return _on("relative", before - timedelta(days=1))
    if words in {"yesterday", "last night"}:
        if hour is not None and hour >= _EVENING:
            return _between("relative", before, today)
        return _on("relative", before)
    if words == "overnight":
        return _between("relative", before, today)
    return _on("relative", today)


def _ago(count: str, unit: str, today: date) -> Day:
    number = int(count) if count.isdigit() else _SMALL.get(count)
    if number is None:
        return Day("relative", None, None, today.isoformat())
    length = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit]
    away = round(number * length)
    if away >= today.toordinal() - 366:
        return Day("relative")
    middle = today - timedelta(days=away)
    if unit == "day":
        return _on("relative", middle)
    slack = timedelta(days=round(length / 2))
    return _between("relative", middle - slack, min(middle + slack, today))


def _stretch(parts: dict[str, str], issue: Issue) -> Day:
    """Read what is about the day of publication: days beside it, times ago, weeks, months and years."""
    if "yearonly" in parts:
        year = int(parts["yearonly"])
        return _between("explicit", date(year, 1, 1), _not_after(date(year, 12, 31), issue))
    today = issue.day
    if today is None:
        return Day("relative")
    if "beside" in parts:
        return _beside(parts["beside"].lower(), today, issue.hour)
    if "unit" in parts:
        return _ago(parts["count"].lower(), parts["unit"], today)
    if "weekend" in parts:
        return _weekend("the", today)
    unit, which = parts["stretch"], parts["rel"].lower()
    return _weekend(which, today) if unit == "weekend" else _unit(which, unit, today)


def _weekend(which: str, today: date) -> Day:
    saturday = today - timedelta(days=today.weekday() + 2)
    if today.weekday() >= _DAYS.index("saturday"):
        if which == "last":
            return Day("relative", None, saturday.isoformat(), today.isoformat())
        saturday += timedelta(days=7)
    return _between("relative", saturday, min(saturday + timedelta(days=1), today))


def _unit(which: str, unit: str, today: date) -> Day:
    """Read ``this week``, ``last month``, ``the past year``."""
    week = today - timedelta(days=today.weekday())
    if "past" in which:
        length = {"week": 7, "month": 31, "year": 366}[unit]
        return _between("relative", today - timedelta(days=length), today)
    if unit == "week":
        return _between("relative", *((week, today) if which == "this" else _week_before(week)))
    first = date(today.year, 1, 1) if unit == "year" else today.replace(day=1)
    if which == "this":
        return _between("relative", first, today)
    end = first - timedelta(days=1)
    return _between("relative", end.replace(day=1) if unit == "month" else date(end.year, 1, 1), end)


def _week_before(week: date) -> tuple[date, date]:
    """Return the week before; it may begin on Sunday, as American weeks do."""
    return week - timedelta(days=8), week - timedelta(days=1)


def _whole_month(parts: dict[str, str], issue: Issue) -> Day:
    month = _month(parts["monthonly"])
    if "monthyear" in parts:
        first = date(int(parts["monthyear"]), month, 1)
        basis: SaidBasis = "explicit"
    elif issue.day is None:
        return Day("relative")
    else:
        same = month > issue.day.month or ("lastmonth" in parts and month == issue.day.month)
        first = date(issue.day.year - same, month, 1)
        basis = "relative"
    last = first.replace(day=monthrange(first.year, month)[1])
    return _between(basis, first, _not_after(last, issue))
