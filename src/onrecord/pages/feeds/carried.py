"""The pages that a feed on disk carries itself."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.pages.feeds.entries import Entry
from onrecord.pages.feeds.listing import read_list
from onrecord.schema import Blob, Outcome, Problem


def carried_pages(data: bytes, uri: str) -> Iterator[Outcome[Blob]]:
    """Yield the entries of a list that carry their article; fetch nothing.

    Problems: as of `read_list`, and one `feed.link` for all entries that hold only a link.

    Args:
        data: what `is_list` found to be a list.
        uri: the file that it is.
    """
    listing = read_list(data, uri)
    if isinstance(listing, Problem):
        yield listing
        return
    bare = 0
    for number, entry in enumerate(listing.entries, 1):
        page = page_of(entry, uri, number)
        if page is None:
            bare += 1
        else:
            yield page
    if bare:
        hold, what = ("holds", "a link") if bare == 1 else ("hold", "links")
        which = f"Its only entry {hold}" if len(listing.entries) == 1 else f"{bare:,} of its entries {hold}"
        message = f"{which} no article, only {what}; with --follow they are fetched from the web."
        yield Problem("feed.link", message, uri)
    if listing.problem is not None:
        yield listing.problem


def page_of(entry: Entry, uri: str, number: int) -> Blob | None:
    """Return the page that an entry carries; None when it carries no article.

    Args:
        entry: the entry.
        uri: the feed.
        number: the place of the entry in it, from 1.
    """
    if entry.text is None:
        return None
    own = f"{uri}#{number}"
    return Blob(entry.given.url or own, entry.text.encode(), archive=own, given=entry.given)
