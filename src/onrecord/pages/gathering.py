"""All that a command names, files and addresses, to pages in the order of naming."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

from onrecord.pages.feeds import Kind, carried_pages, is_address, is_list, page_of, read_list
from onrecord.pages.sources import Source, list_sources, open_source
from onrecord.schema import Blob, Outcome, Problem

if TYPE_CHECKING:
    from onrecord.pages.fetching import Fetched, Rounds


@dataclass(frozen=True, slots=True)
class Link:
    """A page or a list of pages on the web, not fetched yet."""

    address: str


Place: TypeAlias = Source | Link

MOST_AHEAD: Final = 64
"""Pages that are asked for before the first of them is taken."""

_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]+://|www\.\S+\.", re.IGNORECASE)
"""How an address begins that a browser takes, and that is none to us."""

_DEEPEST: Final = 2
"""Lists that may stand in each other: an index, and its sitemaps."""


class Watcher:
    """What happens while pages come in; this one does nothing of it."""

    def awaits(self, host: str) -> None:
        """Hear whose answer is waited for."""

    def expects(self, more: int) -> None:
        """Hear that a list names so many pages, beside all that was named before."""

    def done(self) -> None:
        """Hear that one of what was named, by a person or a list, is taken."""

    def went(self, way: Sequence[str]) -> None:
        """Hear by which addresses a page was reached, when it was not at the first."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far gathering goes.

    Args:
        follow: whether links in lists on disk are fetched.
        most: how many pages and problems are taken at most.
        pause: seconds between two requests to one host.
    """

    follow: bool = False
    most: int | None = None
    pause: float = 1.0


def list_places(names: Sequence[str | Path]) -> list[Outcome[Place]]:
    """Return the files and addresses that `names` stand for, in order, as `list_sources` does.

    What begins with ``http://`` or ``https://`` is an address. Problems: `fetch.address` for one that
    begins with another scheme, and those of `list_sources`.
    """
    places: list[Outcome[Place]] = []
    for name in names:
        if isinstance(name, str) and is_address(name):
            places.append(Link(name))
        elif isinstance(name, str) and _ELSEWHERE.match(name) and not Path(name).exists():
            message = "It is no file, and only addresses that begin with http:// or https:// are fetched."
            places.append(Problem("fetch.address", message, name))
        else:
            places += list_sources([name])
    return places


def gather(
    places: Sequence[Outcome[Place]], reach: Reach | None = None, watcher: Watcher | None = None
) -> Generator[Outcome[Blob], None, None]:
    """Yield the pages of all places in order; addresses are fetched ahead, several hosts at once.

    An address of a feed or sitemap stands for the pages that it names; a list on disk for
    the articles that it carries and, where they are followed, the pages it names. Problems:
    those of `open_source`, `Fetcher.fetch` and `carried_pages`, and `feed.depth`.

    Args:
        places: what `list_places` found.
        reach: how far to go.
        watcher: is told what happens.
    """
    reach = reach or Reach()
    watcher = watcher or Watcher()
    if not reach.follow and not any(isinstance(place, Link) for place in places):
        yield from _Gathering(None, reach, watcher).pages(places)
        return
    # Loaded only here: who reads files alone needs none of it.
    from onrecord.pages.fetching import Fetcher, Manners, Rounds  # noqa: PLC0415

    with Rounds(Fetcher(Manners(pause=reach.pause))) as rounds:
        yield from _Gathering(rounds, reach, watcher).pages(places)


def _opened(place: Outcome[Source]) -> Iterator[Outcome[Blob]]:
    """Open a file, and take from a list what it carries."""
    for blob in open_source(place):
        if _is_list(blob):
            yield from carried_pages(blob.data, blob.uri)
        else:
            yield blob


def _is_list(blob: Outcome[Blob]) -> TypeGuard[Blob]:
    # What an archive holds was a page to whoever packed it.
    return isinstance(blob, Blob) and blob.archive is None and is_list(blob.data)


class _Gathering:
    """One run over named places; without `rounds` none of them leads to the web."""

    def __init__(self, rounds: Rounds | None, reach: Reach, watcher: Watcher) -> None:
        self.rounds = rounds
        self.reach = reach
        self.watcher = watcher
        self.left = reach.most

    def pages(self, places: Sequence[Outcome[Place]]) -> Iterator[Outcome[Blob]]:
        """Yield the pages of all places."""
        addresses = [place.address for place in places if isinstance(place, Link)][: self.left]
        fetched = self._fetched(addresses, private=True)
        for place in places:
            if self.left == 0:
                return
            for page in self._at(place, fetched):
                yield page
                if self.left is not None:
                    self.left -= 1
                    if self.left == 0:
                        return
            self.watcher.done()

    def _at(self, place: Outcome[Place], fetched: Iterator[Outcome[Fetched]]) -> Iterator[Outcome[Blob]]:
        if not isinstance(place, Link):
            for blob in open_source(place) if self.reach.follow else _opened(place):
                if _is_list(blob):
                    yield from self._listed(blob, private=False)
                else:
                    yield blob
            return
        found = next(fetched)
        if isinstance(found, Problem):
            yield found
        elif is_list(found.blob.data):
            yield from self._listed(found.blob, private=not found.public)
        else:
            yield found.blob

    def _listed(self, source: Blob, *, private: bool, depth: int = 1) -> Iterator[Outcome[Blob]]:
        """Yield the pages of a list: fetched, or as a list on disk carries them."""
        listing = read_list(source.data, source.uri)
        if isinstance(listing, Problem):
            yield listing
            return
        if listing.kind == "index" and depth == _DEEPEST:
            yield _nested(source)
            return
        entries = listing.entries if listing.kind == "index" else listing.entries[: self.left]
        self.watcher.expects(len(entries))
        on_disk = source.fetched is None
        carried = [
            page_of(entry, source.uri, number) if on_disk else None for number, entry in enumerate(entries, 1)
        ]
        links = [entry.link or "" for entry, page in zip(entries, carried, strict=True) if page is None]
        # Pages of a site stand in one line: those of the first sitemap before all other sitemaps.
        ahead = 1 if listing.kind == "index" else MOST_AHEAD
        fetched = self._fetched(links, private=private, ahead=ahead)
        for page in carried:
            if page is not None:
                yield page
            else:
                yield from self._entry(next(fetched), listing.kind, depth)
            self.watcher.done()
        if listing.problem is not None:
            yield listing.problem

    def _entry(self, found: Outcome[Fetched], kind: Kind, depth: int) -> Iterator[Outcome[Blob]]:
        """Yield what an entry of a list of that kind stands for."""
        if isinstance(found, Problem):
            yield found
        elif is_list(found.blob.data):
            if kind == "index":
                yield from self._listed(found.blob, private=not found.public, depth=depth + 1)
            else:
                yield _nested(found.blob)
        elif kind == "index":
            message = "An index of sitemaps names it as a sitemap, and it is none."
            yield Problem("feed.broken", message, found.blob.uri)
        else:
            yield found.blob

    def _fetched(
        self, addresses: Sequence[str], *, private: bool, ahead: int = MOST_AHEAD
    ) -> Iterator[Outcome[Fetched]]:
        from onrecord.pages.fetching import Errand, host_of  # noqa: PLC0415 - see gather

        assert self.rounds is not None, "who names the web has the means"
        found = self.rounds.run((Errand(address, private) for address in addresses), ahead=ahead)
        for address in addresses:
            self.watcher.awaits(host_of(address))
            outcome = next(found)
            if not isinstance(outcome, Problem) and len(outcome.way) > 1:
                self.watcher.went(outcome.way)
            yield outcome


def _nested(source: Blob) -> Problem:
    message = "It is a list of pages that another list names; name it itself to have its pages."
    return Problem("feed.depth", message, source.uri)
