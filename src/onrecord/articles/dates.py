"""Dates as news pages print them, to ISO 8601, as precise as the page says.

A date that can be read in two ways ("03/04/2024") is no date; nor is one that
needs to know today ("2 months ago", "Friday").
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK = (
    r"(?:[\s,|·•–—-]|at\b|T){0,4}(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d/])(?::[0-5]\d(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\w]))?"
)
_FORMS = tuple(
    re.compile(rf"(?<![\w/]){form}(?!\d)(?:{_CLOCK})?", re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_YEAR}/(?P<month>\d\d)/(?P<day>\d\d)(?!/)",
        rf"{_DAY}[\s.-]+(?:of\s+)?{_MONTH}\.?[\s,.-]+{_YEAR}",
        rf"{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}",
        rf"(?P<one>\d{{1,2}})(?P<sep>[/.])(?P<two>\d{{1,2}})(?P=sep){_YEAR}",
    )
)
_CLOCK_FIRST = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?!\w))?[\s,|·•–—-]{1,4}(?:on\s+)?(?:[a-z]{3,9}[,.]?\s+)?$",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOON, _MONTHS_IN_YEAR = 12, 12
_LONGEST = 400


def find_dates(text: str) -> list[tuple[str, int, int]]:
    """Return the dates in a short text: ISO 8601, and where each stands in `text`.

    Only full dates with a year that no reader can take for another one. The
    first 400 characters are read.
    """
    text = text[:_LONGEST]
    if not _HAS_YEAR.search(text):
        return []
    found: list[tuple[str, int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for _, start, end in found):
                continue
            iso = _iso(match, text)
            if iso is not None:
                found.append((iso, match.start(), match.end()))
    return sorted(found, key=lambda entry: entry[1])


def _iso(match: re.Match[str], text: str) -> str | None:
    parts = match.groupdict()
    day_month = _day_and_month(parts)
    if day_month is None:
        return None
    clock = parts
    if parts.get("hour") is None:
        before = _CLOCK_FIRST.search(text, max(0, match.start() - 40), match.start())
        clock = before.groupdict() if before else parts
    try:
        day = date(int(parts["year"]), day_month[1], day_month[0])
    except ValueError:
        return None
    return day.isoformat() + _time(clock)


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int] | None:
    one, two = parts.get("one"), parts.get("two")
    if one and two:
        left, right = int(one), int(two)
        if left > _MONTHS_IN_YEAR >= right or left == right:
            return left, right
        return (right, left) if right > _MONTHS_IN_YEAR >= left else None
    day, month = parts["day"] or "", (parts["month"] or "").lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    return (int(day), number) if number else None


def _time(parts: dict[str, str | None]) -> str:
    hour, minute, half, zone = (parts.get(name) for name in ("hour", "minute", "half", "zone"))
    if hour is None or minute is None:
        return ""
    number = int(hour)
    if half:
        if not 1 <= number <= _NOON:
            return ""
        number = number % _NOON + (_NOON if half.lower() == "p" else 0)
    return f"T{number:02d}:{minute}{_offset(zone)}"


def _offset(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone[0] in "+-":
        return f"{zone[:3]}:{zone[-2:]}"
    return "+00:00"
