"""Lists of pages: feeds (RSS 2.0, RSS 1.0, Atom), sitemaps and their indexes, and lists of addresses."""

from onrecord.pages.feeds.carried import carried_pages, page_of
from onrecord.pages.feeds.entries import Entry
from onrecord.pages.feeds.kinds import Kind, is_address, is_list
from onrecord.pages.feeds.listing import Listing, read_list

__all__ = ["Entry", "Kind", "Listing", "carried_pages", "is_address", "is_list", "page_of", "read_list"]
