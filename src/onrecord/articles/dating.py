"""When an article of a text dump was published and last changed, by the dates that stand for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from onrecord.articles.dates import Usage, find_dates, month_alone, usage_of
from onrecord.articles.frames import Frame, beside, lead, span_in, tail
from onrecord.articles.headings import TITLE_WORDS
from onrecord.articles.kinds import ends_sentence
from onrecord.schema import Span

_UPDATED: Final = re.compile(
    r"\b(?:updated?|modified|edited|revised|amended|last (?:changed|reviewed))\b", re.IGNORECASE
)
_FIRMLY: Final = re.compile(
    r"\b(?:published?|publication date|posted|issued|first appeared|released)\b", re.IGNORECASE
)
_PUBLISHED: Final = re.compile(rf"{_FIRMLY.pattern}|\b(?:created|dated?)\b", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\b(?:published|publication date|first appeared)\b", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"©|\(c\)|\b(?:copyright|since|expires?|ends?|until|till|accessed|retrieved|archived|taken|event|deadline|today"
    r"|before|born|died|founded|est|valid|from|captured|filmed|recorded|aired|next|previous|season|on sale"
    r"|when|venue|where|starts?|begins?|opens?)\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:and|by|at|on|in|of|for|the|last|ago|views?|comments?|shares?|reads?|reading|mins?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|am|pm|time|edt|est|gmt|ist|updated|published|posted|\W+|\d[\d.,:]*\w{0,3})",
    re.IGNORECASE,
)
_URL_DAY: Final = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>\d\d?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[/-]?(?P<day>\d\d?)(?=[/_-]|$)"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATELINE: Final = re.compile(r"[\s|]+[A-Z][A-Z\\/.,' -]{2,40}\s\([A-Z][\w .]{1,30}\)\s?[-–—]")
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b|\b(?:tue|wed|thu|sat)\b", re.IGNORECASE
)
_BUTTON: Final = re.compile(r"(?:view|see|read|show|more|share|follow|add|sign|copy|listen)\b", re.IGNORECASE)
_SHORT_LINE: Final = 12
_DATE_WORDS: Final = 18
_LABEL_WORDS: Final = 5
_LINE: Final = 400
_LABEL: Final = 60
_REST: Final = 24
_TO_THE_DAY: Final = len("2024-01-27")
_APART: Final = timedelta(days=2)
_ISSUE: Final = timedelta(days=31)
_TOP: Final = 8
_MENU: Final = 200
_STANDFIRSTS: Final = 2
_LABELLED, _CLOCKED, _PLAIN, _SETTLED, _MONTH, _OVER = 0.97, 0.95, 0.9, 0.85, 0.8, 0.8


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a page tells of its dates: its usage, the day in its address, and the day it was fetched."""

    usage: Usage
    address: date | None
    fetched: date | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date of an article with the place it was read from; `labelled`: words say what it is."""

    iso: str
    span: Span
    score: float
    labelled: bool = False


def read_calendar(lines: Iterable[tuple[str, int]], url: str | None, fetched: datetime | None) -> Calendar:
    """Return what settles the dates of a page; `lines` are its lines with their numbers of words."""
    usage = usage_of(text for text, words in lines if words <= _SHORT_LINE)
    day = url_day(url)
    if day is not None:
        usage = Usage(usage.day_first, usage.days | {day})
    return Calendar(usage, day, fetched.date() if fetched else None)


def url_day(url: str | None) -> date | None:
    """Return the day that stands in an address, as folders or as a number (``/2024/01/27/``)."""
    found = _URL_DAY.search(url.lower()) if url else None
    if found is None:
        return None
    name = found["month"]
    try:
        month = _MONTHS.index(name) + 1 if name.isalpha() else int(name)
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def date_article(frame: Frame, calendar: Calendar) -> tuple[Stamp | None, Stamp | None]:
    """Return when an article was published and last changed; None where nothing says so for this article.

    An unlabelled date that the page's address contradicts is dropped: it is that of an update, or of
    another article. The address alone dates nothing: where it was the only date, 2 of 7 were wrong.
    """
    published, updated = _stamps(frame, beside(frame), calendar.usage)
    for zone, label in ((lead(frame), _FIRMLY), (tail(frame), _BEHIND)):
        if published is None:
            first, second = _stamps(frame, zone, calendar.usage, label)
            published, updated = first, updated or (second if first else None)
    if published is None and updated is None:
        published = _over_title(frame) or _at_dateline(frame)
    if published is not None and not _agrees(published, calendar):
        published = None
    if updated is not None and published is not None and updated.iso[: len(published.iso)] <= published.iso:
        updated = None
    return published, updated


def _agrees(stamp: Stamp, calendar: Calendar) -> bool:
    """Say whether a date is not later than the page was fetched and, unlabelled, fits the page's address.

    It may be up to a month before the date in a magazine's address.
    """
    if len(stamp.iso) < _TO_THE_DAY:
        return True
    day = date.fromisoformat(stamp.iso[:_TO_THE_DAY])
    if calendar.fetched is not None and day > calendar.fetched + _APART:
        return False
    return stamp.labelled or calendar.address is None or -_ISSUE <= day - calendar.address <= _APART


def _over_title(frame: Frame) -> Stamp | None:
    """Return the date on a line of its own right over the title, where it is no masthead's.

    A masthead gives today's date, with its weekday or at the top of the page, or more than once.
    """
    index = (frame.heading or 0) - 1
    if index < _TOP or frame.kinds[index] != "date":
        return None
    block = frame.blocks[index]
    dates = find_dates(block.text)
    if len(dates) != 1 or (_WEEKDAY.search(block.text) and "T" not in dates[0][0]):
        return None
    iso, start, stop = dates[0]
    reach = (*frame.blocks[max(0, index - _MENU) : index], *frame.blocks[index + 1 : index + _MENU])
    if _OTHER.search(block.text) or any(other.text == block.text for other in reach):
        return None
    return Stamp(iso, span_in(frame.text, block, start, stop), _OVER)


def _at_dateline(frame: Frame) -> Stamp | None:
    """Return the date with a clock time that runs into the dateline of the first paragraph.

    "TRIPOLI | Thu Aug 4, 2011 3:51 pm EDT TRIPOLI (Reuters) - …": lines that were joined into one.
    """
    block = frame.blocks[frame.body[0]]
    text = block.text[:_LINE]
    for iso, start, stop in find_dates(text):
        if "T" in iso and _DATELINE.match(text, stop):
            return Stamp(iso, span_in(frame.text, block, start, stop), _CLOCKED)
    return None


def _stamps(
    frame: Frame, zone: Sequence[int], usage: Usage, label_asked: re.Pattern[str] | None = None
) -> tuple[Stamp | None, Stamp | None]:
    """Return the first dates of a zone that say published and updated; published by `label_asked` alone."""
    published: Stamp | None = None
    updated: Stamp | None = None
    before = ""
    body = frozenset(frame.body[2:])
    for index in zone:
        block = frame.blocks[index]
        if frame.kinds[index] != "caption" and index not in body:
            for stamp, label in _on_line(frame, index, usage, before):
                if _UPDATED.search(label):
                    updated = updated or stamp
                elif (label_asked or _PUBLISHED).search(label) or (
                    label_asked is None
                    and not _under_teaser(frame, zone, index)
                    and not _may_be_masthead(frame, index, stamp)
                ):
                    published = published or stamp
        before = block.text if block.words <= _LABEL_WORDS else ""
    return published, updated


def _may_be_masthead(frame: Frame, index: int, stamp: Stamp) -> bool:
    """Say whether a date over an article without a title gives its weekday and no time, as mastheads do."""
    if frame.heading is not None or index >= frame.body[0] or "T" in stamp.iso:
        return False
    return _WEEKDAY.search(frame.blocks[index].text) is not None


def _under_teaser(frame: Frame, zone: Sequence[int], index: int) -> bool:
    """Say whether an unlabelled date stands under the heading of another article, a name between aside."""
    above = index - 1
    while above in zone and frame.blocks[above].words <= _LABEL_WORDS:
        above -= 1
    heading = frame.heading if frame.heading is not None else above
    if above not in zone or above <= heading + _STANDFIRSTS:
        return False
    block = frame.blocks[above]
    return (
        frame.kinds[above] in ("heading", "aside")
        and block.words in TITLE_WORDS
        and not _BUTTON.match(block.text)
    )


def _on_line(frame: Frame, index: int, usage: Usage, before: str) -> Iterator[tuple[Stamp, str]]:
    """Yield the dates of a line that dates the article, each with the label before it."""
    block = frame.blocks[index]
    text = block.text[:_LINE]
    sure = find_dates(text)
    dates = sure or find_dates(text, usage)
    if not dates:
        month = month_alone(_PUBLISHED.sub("", text)) if block.words <= _LABEL_WORDS else None
        if month is not None and _PUBLISHED.search(text + before):
            span = span_in(frame.text, block, 0, len(text))
            yield Stamp(month, span, _MONTH, labelled=True), before
        return
    ends = (0, *(stop for *_, stop in dates))
    labels = [text[end:start][-_LABEL:] for end, (_, start, _) in zip(ends, dates, strict=False)]
    if not _is_label(labels[0]) and _is_label(before):
        labels[0] = before
    whole = frame.kinds[index] in ("byline", "date") or _is_date_line(text, dates)
    for (iso, start, stop), label in zip(dates, labels, strict=True):
        labelled = _is_label(label)
        if not (labelled or whole) or block.words > 2 * _DATE_WORDS or _OTHER.search(label):
            continue
        if not labelled and block.words > _DATE_WORDS:
            continue
        span = span_in(frame.text, block, start, stop)
        score = _LABELLED if labelled else _CLOCKED if "T" in iso else _PLAIN
        yield Stamp(iso, span, score if sure else _SETTLED, labelled), label


def _is_label(text: str) -> bool:
    return _UPDATED.search(text) is not None or _PUBLISHED.search(text) is not None


def _is_date_line(text: str, dates: Sequence[tuple[str, int, int]]) -> bool:
    """Say whether a line is dates with no more about them than labels, names, counts or a section."""
    if ends_sentence(text) and not text.endswith("m."):
        return False
    rest = f"{text[: dates[0][1]]} {text[dates[-1][2] :]}"
    return len(rest) <= _REST or all(
        word[0].isupper() or _BESIDE.fullmatch(word.strip(".,:|()")) or not word[0].isalnum()
        for word in rest.split()
    )
