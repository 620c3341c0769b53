"""An entry of a feed: its link, and what it says of its article beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from onrecord.pages.feeds.kinds import is_address
from onrecord.pages.feeds.markup import children, markup_of, namespace_of, plain, text_of
from onrecord.pages.sites import without_password
from onrecord.schema import Given

LEAST_TEXT: Final = 600
"""Characters from which on the text of an entry counts as its article; what is shorter is a teaser."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
_ISO: Final = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?)?)?"
)
_DAY: Final = len("2024-01-31")
_NAMED: Final = re.compile(r"\S+@\S+\s+\((?P<name>[^()]+)\)")
_HTML: Final = "text/html; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Args:
        link: the address of its page, where it names one.
        text: its article, where the list carries it itself.
        given: what the list says of the article.
    """

    link: str | None
    text: str | None = None
    given: Given = Given()  # noqa: RUF009 - it is frozen


def read_entry(element: etree._Element, base: str, outlet: str | None) -> Entry:
    """Read an item of RSS or an entry of Atom.

    Args:
        element: the item.
        base: the address that relative links start from, or nothing.
        outlet: who publishes the feed.
    """
    link = _link(element, base)
    text, media = _text(element)
    title = next(filter(None, map(_words, _own(element, "title"))), None)
    given = Given(
        media_type=media if text else None,
        url=without_password(link) if link else None,
        title=title,
        outlet=_source(element) or outlet,
        byline=tuple(dict.fromkeys(_authors(element))),
        published=_date(element, "pubDate", "published", "issued", "date", "created"),
        updated=_date(element, "updated", "modified"),
        tags=tuple(dict.fromkeys(_tags(element))),
    )
    return Entry(link, text, given)


def _own(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of one of the names, but not what speaks of a picture or film in the entry."""
    return (child for child in children(element, *names) if namespace_of(child) != _MEDIA)


def _words(element: etree._Element) -> str | None:
    """Return the words of a title, author or category; RSS does not say whether they are HTML."""
    words = text_of(element)
    return (plain(words) if words and ("<" in words or "&" in words) else words) or None


def _link(element: etree._Element, base: str) -> str | None:
    """Return the address of an entry's page."""
    found = [
        (child.get("href") or text_of(child) or "", child)
        for child in children(element, "link")
        if child.get("rel", "alternate") == "alternate"
    ]
    # Of several, the one for readers.
    found.sort(key=lambda pair: "html" not in pair[1].get("type", "html"))
    found += [
        (text_of(guid) or "", guid)
        for guid in children(element, "guid")
        if guid.get("isPermaLink", "true").lower() != "false"
    ]
    for address, child in found:
        try:
            whole = urljoin(_base(child, base), " ".join(address.split()))
        except ValueError:
            continue
        if address and is_address(whole):
            return whole
    return None


def _base(element: etree._Element, base: str) -> str:
    own = element.base  # what xml:base says, through all that stand around it
    return urljoin(base, own) if own else base


def _text(element: etree._Element) -> tuple[str | None, str]:
    """Return the article that an entry carries, and its media type; None where it is a teaser or none."""
    for child in _bodies(element):
        kind = child.get("type", "html")
        media = _HTML
        if kind == "xhtml":
            text = "".join(markup_of(div) for div in children(child, "div"))
        else:
            text = text_of(child) or ""
            if namespace_of(child) == _ATOM and kind in {"text", "text/plain"}:
                media = _TEXT
        if len(text if media == _TEXT else plain(text)) >= LEAST_TEXT:
            return text, media
    return None, _HTML


def _bodies(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what can hold an entry's text, the fullest first."""
    yield from (child for child in children(element, "encoded") if namespace_of(child) == _CONTENT)
    yield from (child for child in children(element, "content") if namespace_of(child) == _ATOM)
    yield from _own(element, "description", "summary")


def _source(element: etree._Element) -> str | None:
    """Return whom an entry was taken over from, in a feed that collects those of others."""
    for source in _own(element, "source"):
        titled = next(children(source, "title"), None)
        words = _words(source if titled is None else titled)
        if words:
            return words
    return None


def _authors(element: etree._Element) -> Iterator[str]:
    for child in _own(element, "author", "creator"):
        named = next(children(child, "name"), None)
        words = _words(child if named is None else named)
        if words is None:
            continue
        # RSS asks for a mail address, and has the name in brackets behind it.
        mail = _NAMED.fullmatch(words)
        if mail is not None:
            yield mail["name"].strip()
        elif "@" not in words:
            yield words


def _tags(element: etree._Element) -> Iterator[str]:
    for child in _own(element, "category", "subject"):
        words = child.get("label") or child.get("term") or _words(child)
        if words:
            yield words


def _date(element: etree._Element, *names: str) -> str | None:
    """Return the first date of these names, ISO 8601, as precise as it is given."""
    for name in names:
        for child in _own(element, name):
            found = read_date(text_of(child) or "")
            if found is not None:
                return found
    return None


def read_date(words: str) -> str | None:
    """Read a date as feeds write it, RFC 822 or W3C; None when it is neither."""
    try:
        if not _ISO.fullmatch(words):
            if ":" in words:
                return parsedate_to_datetime(words).isoformat()
            return parsedate_to_datetime(f"{words} 00:00").date().isoformat()
        if len(words) > _DAY:
            return datetime.fromisoformat(words.upper()).isoformat()
        date.fromisoformat((words + "-01-01")[:_DAY])
    except (ValueError, OverflowError):
        return None
    return words
