"""Time zones as pages print them, to an offset from UTC; none where the letters mean several.

"IST" is India, Israel and Ireland, "CST" China, Cuba and Chicago, "AST" Arabia and the
Atlantic: such a time is left without a zone. A summer zone in winter ("EDT" in January),
or a winter zone in summer, is a slip of the pen that leaves open which hour is meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

Season: TypeAlias = Literal["winter", "summer", "changing"]

ZONE: Final = (
    r"(?-i:(?:GMT|UTC)\s?[+−-]\d{1,2}(?::?\d\d)?(?!\d|\s?(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec))"
    r"|[+−-]\d\d:?\d\d(?!\d)"
    r"|[A-Z]{1,4}T(?!\w|\s?[+−-]\d)|(?:Z|UTC(?!\s?[+−-]\d)|MSK|BdST|WIB|WITA)(?!\w))"
)
"""A pattern of what may be a time zone behind a clock time, capitals as they are printed."""

_FIXED: Final = {
    "Z": 0, "UTC": 0, "GMT": 0, "SAST": 120, "EAT": 180, "CAT": 120, "WAT": 60,
    "TRT": 180, "PKT": 300, "NPT": 345, "UZT": 300, "ICT": 420, "WIB": 420, "WITA": 480, "WIT": 540,
    "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480, "KST": 540, "JST": 540,
    "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "NZST": 720, "NZDT": 780, "BdST": 360,
    "IDT": 180, "IRST": 210, "BRT": -180, "HST": -600,
}  # fmt: skip
_AMERICAN: Final = {"E": -300, "C": -360, "M": -420, "P": -480}
_AMERICAN_WINTER: Final = frozenset({"EST", "AKST"})
_AMERICAN_SUMMER: Final = frozenset({"EDT", "CDT", "MDT", "PDT", "AKDT"})
_AMERICAN_EITHER: Final = frozenset({"ET", "CT", "MT", "PT"})
_ALASKAN: Final = -540
_EUROPEAN_WINTER: Final = {"CET": 60, "EET": 120, "WET": 0}
_EUROPEAN_SUMMER: Final = {"BST": 60, "CEST": 120, "EEST": 180, "WEST": 60}
_MOSCOW: Final = (date(2014, 10, 27), 180)
_TURKEY: Final = date(2016, 9, 8)
_LATER_RULE: Final = 2007
_FARTHEST: Final = 14 * 60
_SUNDAY: Final = 6
_NUMERIC: Final = re.compile(r"(?:GMT|UTC)?\s?(?P<sign>[+−-])(?P<hours>\d{1,2}?)(?::?(?P<minutes>\d\d))?")


def offset_of(zone: str, day: date) -> str | None:
    """Return the offset of a printed time zone on a day, ``+03:00``, or None where it is not sure."""
    zone = zone.strip()
    numeric = _NUMERIC.fullmatch(zone)
    if numeric is not None:
        ahead = int(numeric["hours"]) * 60 + int(numeric["minutes"] or 0)
        return _written(ahead if numeric["sign"] == "+" else -ahead) if ahead <= _FARTHEST else None
    minutes = _named(zone, day)
    return None if minutes is None else _written(minutes)


def _named(zone: str, day: date) -> int | None:
    if zone == "MSK":
        return _MOSCOW[1] if day >= _MOSCOW[0] else None
    if zone == "TRT" and day < _TURKEY:
        return None
    if zone in _EUROPEAN_WINTER:
        return _EUROPEAN_WINTER[zone] if _european(day) == "winter" else None
    if zone in _EUROPEAN_SUMMER:
        return _EUROPEAN_SUMMER[zone] if _european(day) == "summer" else None
    if zone in _FIXED:
        return _FIXED[zone]
    return _american_minutes(zone, _american(day))


def _american_minutes(zone: str, season: Season) -> int | None:
    if season == "changing":
        return None
    standard = _ALASKAN if zone.startswith("AK") else _AMERICAN.get(zone[0])
    if standard is None:
        return None
    winter = season == "winter"
    if zone in _AMERICAN_EITHER or zone in (_AMERICAN_WINTER if winter else _AMERICAN_SUMMER):
        return standard if winter else standard + 60
    return None


def _american(day: date) -> Season:
    later = day.year >= _LATER_RULE
    begins = _sunday(day.year, 3, 2) if later else _sunday(day.year, 4, 1)
    ends = _sunday(day.year, 11, 1) if later else _last_sunday(day.year, 10)
    return _season(day, begins, ends)


def _european(day: date) -> Season:
    return _season(day, _last_sunday(day.year, 3), _last_sunday(day.year, 10))


def _season(day: date, begins: date, ends: date) -> Season:
    if day in {begins, ends}:
        return "changing"
    return "summer" if begins < day < ends else "winter"


def _sunday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_SUNDAY - first.weekday()) % 7 + 7 * (which - 1))


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)


def _written(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
