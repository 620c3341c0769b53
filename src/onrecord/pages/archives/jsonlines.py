"""Pages out of JSON Lines: one object a line, with the page's `text` or `html` and what is known of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from onrecord.pages.archives.tape import Tape
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.pages.sites import without_password
from onrecord.schema import Blob, Given, Outcome, Problem

Entry: TypeAlias = dict[str, Any]

NAMES: Final[Mapping[str, str]] = {
    "html": "html",
    "text": "text maintext body content",
    "url": "url link",
    "title": "title headline",
    "outlet": "outlet publisher sitename source sourcename",
    "byline": "byline authors author",
    "published": "published publishedat datepublished publishdate publishingdate datepublish publicationdate "
    "pubdate date",
    "updated": "updated updatedat dateupdated modified modifiedat datemodified datemodify",
    "language": "language lang",
    "tags": "tags keywords",
    "fetched": "fetched fetchedat datedownload crawled crawledat retrieved",
}
"""The names a field may have, the first that is set counts. Case, ``_`` and ``-`` make no difference."""

_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
_HAS_PAGE: Final = re.compile(rb'"(?:html|text|maintext|body|content)"\s*:\s*"', re.IGNORECASE)
_BOM: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_LONGEST_VALUE: Final = 2000
_MOST_VALUES: Final = 200
_EARLIEST, _LATEST = 100_000_000, 4_102_444_800
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+|www\.\S+", re.IGNORECASE)


def is_json_lines(head: bytes, name: str) -> bool:
    """Tell JSON Lines by the first line, an object with a page in it, or by the file's name."""
    if PurePosixPath(name.lower().removesuffix(".gz")).suffix in _SUFFIXES:
        return True
    line, end, _ = head.removeprefix(_BOM).lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    entry = _object(line)
    if not isinstance(entry, str):
        return _content(entry) is not None
    # A first line longer than the head cannot be read yet, but shows what it is.
    return not end and _HAS_PAGE.search(line) is not None


def read_json_lines(tape: Tape, uri: str) -> Iterator[Outcome[Blob]]:
    """Yield the page of each line; empty lines are passed over.

    A page's `archive` is ``pages.jsonl#12``, the line counted from 1; that is its address too where
    the line has no `url`. Where it has both `html` and `text`, the page is the `html`.
    Problems: `page.json` for a line that is no JSON object or holds no page, `page.too_large`
    for one of more than `LARGEST_PAGE` bytes; the others are read.
    """
    for number, line in _lines(tape):
        address = f"{uri}#{number}"
        if line is None:
            yield Problem("page.too_large", f"The line has more than {LARGEST_PAGE:,} bytes.", address)
        elif text := line.removeprefix(_BOM if number == 1 else b"").strip():
            yield _page(text, address)


def _lines(tape: Tape) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number, None in place of one that is too long."""
    number = 1
    while tape.fill(1):
        scanned, too_long = 0, False
        while (end := tape.ahead.find(b"\n", scanned)) < 0:
            scanned = len(tape.ahead)
            if scanned > LARGEST_PAGE:
                tape.drop(scanned)
                scanned, too_long = 0, True
            if not tape.fill(scanned + 1):
                break
        if end < 0 and tape.damage:
            return
        line = tape.take(end + 1 if end >= 0 else len(tape.ahead))
        yield number, None if too_long or len(line) > LARGEST_PAGE else line
        number += 1


def _page(line: bytes, address: str) -> Outcome[Blob]:
    entry = _object(line)
    if isinstance(entry, str):
        return Problem("page.json", entry, address)
    content = _content(entry)
    if content is None:
        return Problem("page.json", "The line has neither a text nor an html that is not empty.", address)
    kind, text = content
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return Problem(
            "page.json", f"The line's {kind} holds half of a character (a lone surrogate).", address
        )
    url = _text(_value(entry, "url"))
    # An address makes versions of what has the same one: "n/a" is none.
    url = without_password(url) if url and _ADDRESS.fullmatch(url) else None
    given = Given(
        media_type="text/html; charset=utf-8" if kind == "html" else "text/plain; charset=utf-8",
        url=url,
        title=_text(_value(entry, "title")),
        outlet=_name(_value(entry, "outlet")),
        byline=_names(_value(entry, "byline")),
        published=_date(_value(entry, "published")),
        updated=_date(_value(entry, "updated")),
        language=_text(_value(entry, "language")),
        tags=tuple(part for tag in _names(_value(entry, "tags")) for part in _parts(tag)),
    )
    return Blob(url or address, data, _fetched(entry), address, given)


def _object(line: bytes) -> Entry | str:
    """Return the object in a line, its names in one form, or the sentence that says why there is none."""
    try:
        value = json.loads(line)
    except RecursionError:
        return "The line's JSON is nested too deep."
    except ValueError as error:
        # The error quotes neither the line nor its place in the file, only the column.
        reason = (
            f"column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else "bad data"
        )
        return f"The line is no JSON object ({reason})."
    if not isinstance(value, dict):
        return "The line is JSON, but no object with names."
    return {name.lower().replace("_", "").replace("-", ""): value[name] for name in reversed(value)}


def _value(entry: Entry, field: str) -> object:
    """Return the first value of a field that is set, under any of its names."""
    return next((value for name in NAMES[field].split() if (value := entry.get(name)) is not None), None)


def _content(entry: Entry) -> tuple[str, str] | None:
    for kind in ("html", "text"):
        for name in NAMES[kind].split():
            value = entry.get(name)
            if isinstance(value, str) and value.strip():
                return kind, value
    return None


def _text(value: object) -> str | None:
    """Return a value as one line of text, None where it is none."""
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        return None
    return " ".join(_CONTROLS.sub(" ", value).split()) or None


def _name(value: object) -> str | None:
    """Return a name that stands as a text, or in an object with a name or title, as news APIs have it."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    text = _text(value)
    # Some tools put the page's address where others put the outlet.
    return None if text is None or "://" in text else text


def _names(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(name for one in listed[:_MOST_VALUES] if (name := _name(one)))


def _parts(tag: str) -> list[str]:
    return [part for piece in re.split(r"[,;]", tag) if (part := piece.strip())]


def _date(value: object) -> str | None:
    """Return a date as it was given; a number that counts since 1970 as ISO 8601."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        moment = _moment(value)
        # What is too small or too large to count from 1970 has the digits of a date: 2024, 20240126.
        return moment.isoformat(timespec="seconds") if moment else _text(str(value))
    return _text(value)


def _moment(number: float) -> datetime | None:
    """Return the moment so many seconds or milliseconds after 1970, in the years 1973 to 2100."""
    for unit in (1, 1000):
        if _EARLIEST * unit <= number < _LATEST * unit:
            return datetime.fromtimestamp(number / unit, UTC)
    return None


def _fetched(entry: Entry) -> datetime | None:
    value = _value(entry, "fetched")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _moment(value)
    text = _text(value)
    if text is None:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
