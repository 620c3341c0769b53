"""Outlet, byline and dates of an article, out of the text of its page, each with where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onrecord.articles.dates import Usage, find_dates, month_alone, usage_of
from onrecord.articles.frames import Found, Frame, beside, lead, noted, span_in, tail
from onrecord.articles.headings import Title, fold
from onrecord.articles.kinds import ends_sentence, kind_of
from onrecord.articles.lines import Block, read_blocks
from onrecord.articles.outlets import after_title, mastheads, read_site
from onrecord.articles.signatures import read_signature
from onrecord.schema import Evidence, Page, Span, Spans

_UPDATED: Final = re.compile(
    r"\b(?:updated?|modified|edited|revised|amended|last (?:changed|reviewed))\b", re.IGNORECASE
)
_PUBLISHED: Final = re.compile(
    r"\b(?:published?|publication date|posted|created|issued|date|dated|released?|first appeared)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"©|\(c\)|\b(?:copyright|since|expires?|ends?|until|till|accessed|retrieved|archived|taken|event|deadline|today"
    r"|before|born|died|founded|est|valid|from|captured|filmed|recorded|aired|next|season|founded|on sale)\b",
    re.IGNORECASE,
)
_DATE_WORDS: Final = 18
_LABEL_WORDS: Final = 5
_SHORT_LINE: Final = 12
_LINE: Final = 400
_LABEL: Final = 60
_REST: Final = 24
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
_TO_THE_DAY: Final = len("2024-01-27")
_APART: Final = timedelta(days=2)
_ISSUE: Final = timedelta(days=31)
_DATELINE: Final = re.compile(r"[\s|]+[A-Z][A-Z\\/.,' -]{2,40}\s\([A-Z][\w .]{1,30}\)\s?[-–—]")
_TOP: Final = 8
_MENU: Final = 200
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b|\b(?:tue|wed|thu|sat)\b", re.IGNORECASE
)
_LABELLED, _CLOCKED, _PLAIN, _SETTLED, _MONTH, _OVER = 0.97, 0.95, 0.9, 0.85, 0.8, 0.8
_SIGNS: Final = 0.9
# Measured on 156 pages: of titles with a byline or date beside them .89 were right, of others .35.
_SIGNED_TITLE, _TITLE = 0.9, 0.4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the same for all articles of a page: whose page it is, and what it settles about dates."""

    url: str | None
    site: Found | None
    mastheads: frozenset[str]
    usage: Usage


@dataclass(frozen=True, slots=True)
class Credits:
    """Who published and signed an article, and when; `evidence` of all that is known."""

    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    """A date with the place it was read from."""

    iso: str
    span: Span
    score: float
    labelled: bool = False


def address_of(page: Page) -> str | None:
    """Return the address of a page where it is known."""
    if page.given is not None and page.given.url:
        return page.given.url
    return page.uri if re.match(r"https?://", page.uri) else None


def read_surroundings(page: Page, blocks: Sequence[Block]) -> Surroundings:
    """Read once for a page what its articles share; time is linear in the blocks."""
    url = address_of(page)
    usage = usage_of(block.text for block in blocks if block.words <= _SHORT_LINE)
    day = url_day(url)
    if day is not None:
        usage = Usage(usage.day_first, usage.days | {day})
    return Surroundings(url, read_site(page.text, blocks, url), mastheads(blocks), usage)


def read_credits(frame: Frame, around: Surroundings, title: Title | None) -> Credits:
    """Return outlet, byline and dates of an article of a text dump, and evidence of these and its title.

    A date counts only where it dates this article: on a line beside the title or the byline, or
    behind a label ("Published"), right before the title or behind the body.
    """
    site = around.site
    if title is not None and (suffix := after_title(frame.text, frame.blocks, title.text, title.block)):
        site = suffix
    byline, places, sure = read_signature(frame, site.value if site else None, around.mastheads)
    signed = next((index for index, name in enumerate(byline) if fold(name) in around.mastheads), None)
    outlet = Found(byline[signed], places[0], _SIGNS) if signed is not None else site
    published, updated = _dates(frame, around)
    beside_title = bool(places) or published is not None
    evidence = [
        *(
            [noted(frame.text, "title", title.span, _SIGNED_TITLE if beside_title else _TITLE)]
            if title
            else []
        ),
        *([noted(frame.text, "outlet", outlet.span, outlet.score)] if outlet else []),
        *(noted(frame.text, "byline", span, sure) for span in places),
        *([noted(frame.text, "published", published.span, published.score)] if published else []),
        *([noted(frame.text, "updated", updated.span, updated.score)] if updated else []),
    ]
    return Credits(
        outlet.value if outlet else None,
        byline,
        published.iso if published else None,
        updated.iso if updated else None,
        tuple(evidence),
    )


def credits_around(page: Page, title_span: Span | None, body: Spans) -> Credits:
    """Return the credits that the text of a page of any kind shows beside an article's title and body.

    For pages whose markup says less. `body` holds at least one span; spans are of `page.text`.
    """
    blocks = read_blocks(page.text)
    starts = [block.start for block in blocks]
    at = sorted({min(max(0, bisect_left(starts, start + 1) - 1), len(blocks) - 1) for start, _ in body})
    heading = None
    title = None
    if title_span is not None and blocks:
        heading = min(max(0, bisect_left(starts, title_span[0] + 1) - 1), len(blocks) - 1)
        title = Title(heading, " ".join(page.text[slice(*title_span)].split()), title_span)
        at = [index for index in at if index > heading] or at
    if not at or not blocks:
        return Credits()
    frame = Frame(page.text, blocks, [kind_of(block) for block in blocks], heading, at)
    return read_credits(frame, read_surroundings(page, blocks), title)


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


def _dates(frame: Frame, around: Surroundings) -> tuple[_Day | None, _Day | None]:
    """Return when an article was published and last changed.

    An unlabelled date that the page's address contradicts is dropped: it is that of an update, or of
    another article. The address alone dates nothing: where it was the only date, 2 of 7 were wrong.
    """
    published, updated = _days(frame, beside(frame), around.usage)
    for zone in (lead(frame), tail(frame)):
        if published is None:
            first, second = _days(frame, zone, around.usage, only_labelled=True)
            published, updated = first, updated or (second if first else None)
    if published is None and updated is None:
        published = _over_title(frame) or _at_dateline(frame)
    if published is not None and not published.labelled and not _agrees(published, url_day(around.url)):
        published = None
    if updated is not None and published is not None and updated.iso == published.iso:
        updated = None
    return published, updated


def _agrees(day: _Day, address: date | None) -> bool:
    """Say whether a date may be that of an address: of the day, or up to a month before a magazine's."""
    if address is None:
        return True
    return -_ISSUE <= date.fromisoformat(day.iso[:_TO_THE_DAY]) - address <= _APART


def _over_title(frame: Frame) -> _Day | None:
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
    return _Day(iso, span_in(frame.text, block, start, stop), _OVER)


def _at_dateline(frame: Frame) -> _Day | None:
    """Return the date with a clock time that runs into the dateline of the first paragraph.

    "TRIPOLI | Thu Aug 4, 2011 3:51 pm EDT TRIPOLI (Reuters) - …": lines that were joined into one.
    """
    block = frame.blocks[frame.body[0]]
    text = block.text[:_LINE]
    for iso, start, stop in find_dates(text):
        if "T" in iso and _DATELINE.match(text, stop):
            return _Day(iso, span_in(frame.text, block, start, stop), _CLOCKED)
    return None


def _days(
    frame: Frame, zone: Sequence[int], usage: Usage, *, only_labelled: bool = False
) -> tuple[_Day | None, _Day | None]:
    published: _Day | None = None
    updated: _Day | None = None
    before = ""
    for index in zone:
        block = frame.blocks[index]
        if frame.kinds[index] != "caption" and index not in frame.body[2:]:
            for day, label in _on_line(frame, index, usage, before):
                if _UPDATED.search(label):
                    updated = updated or day
                elif day.labelled or not only_labelled:
                    published = published or day
        before = block.text if block.words <= _LABEL_WORDS else ""
    return published, updated


def _on_line(frame: Frame, index: int, usage: Usage, before: str) -> Iterator[tuple[_Day, str]]:
    """Yield the dates of a line that dates the article, each with the label before it."""
    block = frame.blocks[index]
    text = block.text[:_LINE]
    sure = find_dates(text)
    dates = sure or find_dates(text, usage)
    if not dates:
        month = month_alone(_PUBLISHED.sub("", text)) if block.words <= _LABEL_WORDS else None
        if month is not None and _PUBLISHED.search(text + before):
            span = span_in(frame.text, block, 0, len(text))
            yield _Day(month, span, _MONTH, labelled=True), before
        return
    labels = [
        text[end:start][-_LABEL:]
        for end, (_, start, _) in zip((0, *(stop for *_, stop in dates)), dates, strict=False)
    ]
    named = [label or (before if not at else "") for at, label in enumerate(labels)]
    whole = frame.kinds[index] in ("byline", "date") or _is_date_line(text, dates)
    for (iso, start, stop), label in zip(dates, named, strict=True):
        labelled = _UPDATED.search(label) is not None or _PUBLISHED.search(label) is not None
        if not (labelled or whole) or block.words > 2 * _DATE_WORDS or _OTHER.search(label):
            continue
        if not labelled and block.words > _DATE_WORDS:
            continue
        span = span_in(frame.text, block, start, stop)
        score = _LABELLED if labelled else _CLOCKED if "T" in iso else _PLAIN
        yield _Day(iso, span, score if sure else _SETTLED, labelled), label


def _is_date_line(text: str, dates: Sequence[tuple[str, int, int]]) -> bool:
    """Say whether a line is dates with no more about them than labels, names, counts or a section."""
    if ends_sentence(text) and not text.endswith("m."):
        return False
    rest = f"{text[: dates[0][1]]} {text[dates[-1][2] :]}"
    return len(rest) <= _REST or all(
        word[0].isupper() or _BESIDE.fullmatch(word.strip(".,:|()")) or not word[0].isalnum()
        for word in rest.split()
    )
