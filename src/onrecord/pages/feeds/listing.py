"""Reading a list of pages: what it names, and of each entry what it carries itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from onrecord.pages.feeds.entries import Entry, read_entry
from onrecord.pages.feeds.kinds import Kind, declares_entities, is_address, kind_of
from onrecord.pages.feeds.markup import BrokenError, children, parse, plain, text_of
from onrecord.schema import Outcome, Problem

MOST_ENTRIES: Final = 50_000
"""Entries that are taken of one list: as many as the sitemap protocol allows."""

_ADDRESS: Final = re.compile(r"^[ \t]*(https?://\S+)[ \t\r]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of pages.

    `entries` of an index are further lists. `problem` says what of the list was not taken.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    problem: Problem | None = None


def read_list(data: bytes, uri: str) -> Outcome[Listing]:
    """Read what `is_list` found to be a list; each address in it counts once, where it first stands.

    Problems: `feed.broken` when nothing of it can be read, or it declares entities. Of a
    listing: `feed.broken` when it breaks off, `feed.long` with more than `MOST_ENTRIES`.

    Args:
        data: the list, unpacked.
        uri: where it comes from; relative links start there when it is an address.
    """
    kind = kind_of(data)
    if kind is None or declares_entities(data):
        return Problem("feed.broken", "It declares XML entities, which a feed must not.", uri)
    fault = None
    if kind == "addresses":
        found = _ADDRESS.findall(data.decode("utf-8-sig", "replace"))
        entries: Iterable[Entry] = (Entry(address) for address in found)
    else:
        try:
            root, fault = parse(data)
        except BrokenError as error:
            return Problem("feed.broken", f"The feed or sitemap is no XML, from {error} on.", uri)
        entries = _feed(root, uri) if kind == "feed" else _sitemap(root)
    once = _once(entries)
    problem = None
    if fault is not None:
        message = f"Its XML is broken at {fault}; what could be read of it was taken."
        problem = Problem("feed.broken", message, uri)
    elif len(once) > MOST_ENTRIES:
        message = f"It has more than {MOST_ENTRIES:,} entries; the others were left out."
        problem = Problem("feed.long", message, uri)
    return Listing(kind, tuple(once[:MOST_ENTRIES]), problem)


def _feed(root: etree._Element, uri: str) -> Iterator[Entry]:
    """Yield the entries of an RSS or Atom feed."""
    # RSS 2.0 has its items in the channel, RSS 1.0 beside it; Atom's feed is its own channel.
    channel = next(children(root, "channel"), root)
    title = next(filter(None, map(text_of, children(channel, "title"))), None)
    base = _home(channel, uri)
    for holder in dict.fromkeys((channel, root)):
        for element in children(holder, "item", "entry"):
            yield read_entry(element, base, plain(title) if title else None)


def _home(channel: etree._Element, uri: str) -> str:
    """Return the address of a feed, or of its site: what relative links start from."""
    own = [child.get("href") for child in children(channel, "link") if child.get("rel") == "self"]
    site = [text_of(child) or child.get("href") for child in children(channel, "link")]
    return next((address for address in (uri, *own, *site) if address and is_address(address)), "")


def _sitemap(root: etree._Element) -> Iterator[Entry]:
    for element in children(root, "url", "sitemap"):
        address = next(filter(None, map(text_of, children(element, "loc"))), None)
        if address:
            yield Entry(address)


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out entries whose address stood before, and those without anything."""
    seen: set[str] = set()
    once: list[Entry] = []
    for entry in entries:
        if entry.link is None:
            if entry.text is not None:
                once.append(entry)
        elif entry.link not in seen:
            seen.add(entry.link)
            once.append(entry)
        if len(once) > MOST_ENTRIES:
            break
    return once
