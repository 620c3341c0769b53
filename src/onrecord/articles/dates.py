"""Dates as news pages print them, to ISO 8601, as precise as the page says.

A date that can be read in two ways ("03/04/2024") is no date, unless the page
settles which; nor is one that needs to know today ("2 months ago", "Friday"). A
weekday that contradicts its date, a range of days, a day that its month does not have: none is a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.articles.timezones import ZONE, offset_of

_NAMES: Final = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![a-z])"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_CLOCK: Final = (
    r"(?P<hour>[01]?\d|2[0-3])(?:(?:[:.](?P<minute>[0-5]\d)(?![\d/])(?::[0-5]\d(?:\.\d+)?)?)"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?|\s?(?P<only>[ap])\.?m\b\.?)"
)
_ZONED: Final = rf"{_CLOCK}(?:\s?\(?(?P<zone>{ZONE})\)?)?"
_AFTER: Final = rf"(?:(?:[\s,|·•–—-]|at\b|T){{0,4}}{_ZONED})?"
# A clock or the date once more may follow without a space where two elements were joined.
_END: Final = r"(?!\d(?!\d?:\d\d|\d?\s[a-z]{3}))"
_FORMS: Final = tuple(
    re.compile(rf"(?<![\w/]){form}{_END}{_AFTER}", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![/\d])",
        rf"{_YEAR}[\s./-]+{_MONTH}\.?[\s./-]+{_DAY}",
        rf"{_DAY}[\s./-]+(?:of\s+)?{_MONTH}[.,]?[\s,./-]+{_YEAR}",
        rf"{_MONTH}(?:\.?\s+(?:the\s+)?|[/-]){_DAY}(?:,\s*|\s+|[/-]){_YEAR}",
        rf"(?P<one>\d{{1,2}})(?P<sep>[/.-])(?P<two>\d{{1,2}})(?P=sep){_YEAR}(?![-.]\d)",
    )
)
_YEARLESS: Final = tuple(
    re.compile(rf"(?<![\w/.,:-]){form}(?![\w/-])(?!\.?,?\s*(?:19|20)\d\d\b){_AFTER}", re.IGNORECASE)
    for form in (rf"{_DAY}\s+(?:of\s+)?{_MONTH}", rf"{_MONTH}\.?\s+{_DAY}")
)
_CLOCK_FIRST: Final = re.compile(
    rf"(?<![\d:.])(?:{_ZONED}|(?P<whole>(?:[01]\d|2[0-3])[0-5]\d)\s?(?P<zone4>(?-i:GMT|UTC)))"
    rf"(?:\s?\([^()]{{1,12}}\))?[\s,|·•–—-]{{1,4}}(?:on\s+)?(?:{_WEEKDAY}[,.]?\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE: Final = re.compile(rf"\b({_WEEKDAY})[.,]?\s+(?:the\s+)?$", re.IGNORECASE)
_RANGE: Final = re.compile(r"(?<![\d:.])\d{1,2}(?:st|nd|rd|th)?\s?(?:[-–—/&]|to|and)\s?$", re.IGNORECASE)
_HAS_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d")
_HAS_MONTH: Final = re.compile(rf"\b(?:{'|'.join(name[:3] for name in _MONTHS)})", re.IGNORECASE)
_MONTH_ALONE: Final = re.compile(rf"{_MONTH}\.?,?\s+{_YEAR}", re.IGNORECASE)
_OTHER_DIGIT: Final = re.compile(r"[^\D0-9]")
_NOON, _MONTHS_IN_YEAR = 12, 12
_LONGEST: Final = 400
_BEFORE: Final = 40


@dataclass(frozen=True, slots=True)
class Usage:
    """What a page settles about its dates.

    `day_first` says of "03/04/2024" whether the page counts days first, None where it does not
    show; `days` are the days that the page names in full and beyond doubt.
    """

    day_first: bool | None = None
    days: frozenset[date] = frozenset()


def find_dates(text: str, usage: Usage | None = None) -> list[tuple[str, int, int]]:
    """Return the dates in a short text: ISO 8601, and where each stands in `text`.

    Only full dates with a year that no reader can take for another one. With the
    `usage` of the page they stand on, also those that it settles: which number
    is the day, and the year of a day and month that the page names with its year
    elsewhere. The first 400 characters are read.
    """
    text = _plain_digits(text[:_LONGEST])
    matches = [match for form in _FORMS for match in form.finditer(text)] if _HAS_YEAR.search(text) else []
    if usage is not None and usage.days and _HAS_MONTH.search(text):
        matches += [match for form in _YEARLESS for match in form.finditer(text)]
    found: list[tuple[str, int, int]] = []
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() < end:
            continue
        stamp = _stamp(match, end, usage or Usage())
        if stamp is not None:
            found.append(stamp)
            end = stamp[2]
    return found


def month_alone(text: str) -> str | None:
    """Return the month that is all a text says ("January 2024"), as ``2024-01``."""
    match = _MONTH_ALONE.fullmatch(text.strip(" .:,|"))
    return f"{match['year']}-{_MONTHS[match['month'].lower()]:02d}" if match else None


def usage_of(lines: Iterable[str]) -> Usage:
    """Return what the lines of a page, its address among them, settle about its dates."""
    days: set[date] = set()
    first: set[bool] = set()
    for line in lines:
        text = _plain_digits(line[:_LONGEST])
        if not _HAS_YEAR.search(text):
            continue
        for match in (match for form in _FORMS for match in form.finditer(text)):
            readings = _readings(match)
            if len(readings) == 1:
                days |= readings
                if match.groupdict().get("one") and match["one"] != match["two"]:
                    first.add(int(match["one"]) == next(iter(readings)).day)
    return Usage(first.pop() if len(first) == 1 else None, frozenset(days))


def _plain_digits(text: str) -> str:
    """Return a text with the digits of all scripts as ASCII ones, no longer and no shorter."""
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def _stamp(match: re.Match[str], floor: int, usage: Usage) -> tuple[str, int, int] | None:
    readings = _readings(match, usage.days)
    if len(readings) > 1:
        readings = _settled(readings, int(match.groupdict().get("one") or 0), usage)
    if len(readings) != 1:
        return None
    day = next(iter(readings))
    start, clock = match.start(), match.groupdict()
    if clock.get("hour") is None:
        before = _CLOCK_FIRST.search(match.string, max(floor, match.start() - _BEFORE), match.start())
        if before is not None:
            start, clock = before.start(), before.groupdict()
    return day.isoformat() + _time(clock, day), start, match.end()


def _settled(readings: set[date], first_number: int, usage: Usage) -> set[date]:
    """Return what a page leaves of the two readings of a date; where it speaks for both, both."""
    if not first_number:
        return readings
    named = readings & usage.days
    if usage.day_first is not None:
        counted = {day for day in readings if (day.day == first_number) == usage.day_first}
        return readings if named - counted else counted
    return named


def _readings(match: re.Match[str], days: frozenset[date] = frozenset()) -> set[date]:
    """Return the days that a match may mean; none where its surroundings contradict it."""
    parts = match.groupdict()
    text = match.string
    if _RANGE.search(text, max(0, match.start() - _BEFORE), match.start()):
        return set()
    possible: set[date] = set()
    for year, month, day in _numbers(parts, days):
        try:
            possible.add(date(year, month, day))
        except ValueError:
            continue
    weekday = _WEEKDAY_BEFORE.search(text, max(0, match.start() - _BEFORE), match.start())
    if weekday is None:
        return possible
    return {day for day in possible if _WEEKDAYS[day.weekday()] == weekday[1][:3].lower()}


def _numbers(parts: dict[str, str | None], days: frozenset[date]) -> Iterator[tuple[int, int, int]]:
    one, two = parts.get("one"), parts.get("two")
    if one and two:
        year = int(parts["year"] or 0)
        yield year, int(two), int(one)
        yield year, int(one), int(two)
        return
    name = (parts["month"] or "").lower()
    month, day = int(name) if name.isdigit() else _MONTHS[name], int(parts["day"] or 0)
    if parts.get("year"):
        yield int(parts["year"] or 0), month, day
    else:
        yield from ((known.year, month, day) for known in days if (known.month, known.day) == (month, day))


def _time(parts: dict[str, str | None], day: date) -> str:
    whole, hour = parts.get("whole"), parts.get("hour")
    if whole:
        return f"T{whole[:2]}:{whole[2:]}+00:00"
    if hour is None:
        return ""
    number, half = int(hour), parts.get("half") or parts.get("only")
    if half:
        if not 1 <= number <= _NOON:
            return ""
        number = number % _NOON + (_NOON if half.lower() == "p" else 0)
    zone = parts.get("zone")
    return f"T{number:02d}:{parts.get('minute') or '00'}{(offset_of(zone, day) if zone else None) or ''}"
