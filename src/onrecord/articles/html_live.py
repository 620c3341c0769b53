"""The entries of a live blog: each a short article of its own, with its time and mostly a headline.

Where they begin is told by what the page says of them in JSON-LD (schema.org's LiveBlogPosting), or by
the time elements that stand one above each entry. Without the former a page is a live blog only when it
calls itself one, because lists of teasers and readers' comments look the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from onrecord.articles.html_blocks import Line, condense
from onrecord.articles.html_body import is_credit
from onrecord.articles.html_metadata import Metadata, Update, iso_date

FEWEST_ENTRIES: Final = 3
HEADING_LINES: Final = 4
"""Lines between an entry's time and its heading at most."""

OPENING_LETTERS: Final = 30
"""Letters of an entry's text by which its first line is found."""

FEWEST_WORDS: Final = 3
LONG_LINE: Final = 12
MOST_LINKED: Final = 0.5
ENDS: Final = ".!?…”\"'’:)"

MEDIAN_WORDS: Final = 20
"""Words of running text that half the entries have at least."""

_CALLED_LIVE: Final = re.compile(
    r"^live\b|\blive(?:blog)?\s*(?:[:|–—-]|updates?\b|blog\b|coverage\b|reports?\b|$)|[|:–—-]\s*live\b"
    r"|\bas it happened\b|/live(?:blog)?s?/",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"T\d\d:\d\d")


@dataclass(slots=True)
class Entry:
    """An entry: its first line, the line of its heading, its body's lines and what is said of it."""

    start: int
    heading: int | None = None
    published: str | None = None
    said: Update | None = None
    body: list[int] = field(default_factory=list)


def find_entries(text: str, lines: Sequence[Line], said: Metadata, begin: int) -> list[Entry]:
    """Return the entries of a live blog in page order, none for another page.

    Args:
        text: the page text.
        lines: its lines.
        said: what the page says of itself.
        begin: where the page's own headline ends.
    """
    entries = _told(lines, said.updates, begin)
    told = len(entries) >= FEWEST_ENTRIES
    if not told:
        names = [*said.titles, said.url or ""]
        if not said.live and not any(_CALLED_LIVE.search(name) for name in names):
            return []
        entries = _timed(lines, begin)
        headed = sum(entry.heading is not None for entry in entries)
        # Readers' comments have times too, and no headings.
        if len(entries) < FEWEST_ENTRIES or (not said.live and 2 * headed < len(entries)):
            return []
    _fill(text, lines, entries)
    sizes = [sum(lines[number].words for number in entry.body) for entry in entries if entry.body]
    if not sizes or (not told and (len(sizes) < FEWEST_ENTRIES or median(sizes) < MEDIAN_WORDS)):
        return []
    return entries


def _told(lines: Sequence[Line], said: Sequence[Update], begin: int) -> list[Entry]:
    """Place the updates by their headings, or by how their text begins."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line.span[0] >= begin:
            places.setdefault(line.key, []).append(number)
            if len(line.key) > OPENING_LETTERS:
                places.setdefault(line.key[:OPENING_LETTERS], []).append(number)
    entries: dict[int, Entry] = {}
    for update in said:
        headings = places.get(condense(update.headline or ""), [])
        openings = places.get(condense(update.text or "")[:OPENING_LETTERS], [])
        # A heading may stand in a list of key events too: the one with the text below it is meant.
        pairs = [(to - at, at) for at in headings for to in openings if 0 < to - at <= 2 * HEADING_LINES]
        heading = (
            min(pairs)[1] if pairs else next((at for at in reversed(headings) if lines[at].heading), None)
        )
        start = heading if heading is not None else next(iter(openings), None)
        if start is not None and start not in entries:
            entries[start] = Entry(start, heading, update.published, update)
    return [entries[start] for start in sorted(entries)]


def _timed(lines: Sequence[Line], begin: int) -> list[Entry]:
    """Begin an entry at each time element that stands like most others do."""
    timed = [
        number
        for number, line in enumerate(lines)
        if line.span[0] >= begin and line.time and _CLOCK.search(line.time) and iso_date(line.time)
    ]
    if not timed:
        return []
    usual = Counter(lines[number].tags for number in timed).most_common(1)[0][0]
    timed = [number for number in timed if lines[number].tags == usual]
    before = [_heading(lines, number, -1) for number in timed]
    after = [_heading(lines, number, 1) for number in timed]
    above = _distance(timed, before) < _distance(timed, after)
    entries = []
    for number, heading in zip(timed, before if above else after, strict=True):
        start = heading if above and heading is not None else number
        entries.append(Entry(start, heading, iso_date(lines[number].time)))
    return entries


def _distance(timed: Sequence[int], headings: Sequence[int | None]) -> int:
    """Return how many lines lie between times and headings; a heading that is missing counts as far."""
    return sum(
        abs(heading - number) if heading is not None else 2 * HEADING_LINES
        for number, heading in zip(timed, headings, strict=True)
    )


def _heading(lines: Sequence[Line], number: int, step: int) -> int | None:
    for at in range(number, number + step * (HEADING_LINES + 1), step):
        if 0 <= at < len(lines) and lines[at].heading:
            return at
        if at != number and 0 <= at < len(lines) and lines[at].time:
            return None
    return None


def _fill(text: str, lines: Sequence[Line], entries: list[Entry]) -> None:
    """Give each entry the running lines up to the next one; the last has those that stand as theirs do."""
    for entry, following in pairwise(entries):
        entry.body = _body(text, lines, entry, range(entry.start, following.start))
    last = entries[-1]
    paths = {lines[number].tags for entry in entries for number in entry.body}
    stop = next(
        (
            number
            for number in range(last.start + HEADING_LINES + 1, len(lines))
            if lines[number].heading or (lines[number].tags not in paths and lines[number].words >= LONG_LINE)
        ),
        len(lines),
    )
    last.body = [
        number
        for number in _body(text, lines, last, range(last.start, stop))
        if not paths or lines[number].tags in paths
    ]


def _body(text: str, lines: Sequence[Line], entry: Entry, numbers: range) -> list[int]:
    return [number for number in numbers if number != entry.heading and _is_running(text, lines[number])]


def _is_running(text: str, line: Line) -> bool:
    """Tell a line of an entry's text: what is linked, boxed or captioned is none, nor a time with a name."""
    if line.captioned or line.boxed or line.words < FEWEST_WORDS or is_credit(text[slice(*line.span)]):
        return False
    if line.words < LONG_LINE:
        return not line.time and line.linked <= MOST_LINKED and text[line.span[1] - 1] in ENDS
    return line.linked <= MOST_LINKED or text[line.span[1] - 1] in ENDS
