"""Bytes in, pages out: reading files, folders, standard input and the web, and decoding them."""

from onrecord.pages.decoding import LONGEST_LINE, MOST_LINES, decode, doubts
from onrecord.pages.gathering import Link, Place, Reach, Watcher, gather, list_places
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.pages.offsets import byte_range
from onrecord.pages.rendering import parse, render
from onrecord.pages.sites import ARROW
from onrecord.pages.sources import Source, list_sources, open_blobs, open_source
from onrecord.pages.trees import tree_of

__all__ = [
    "ARROW",
    "LARGEST_PAGE",
    "LONGEST_LINE",
    "MOST_LINES",
    "Link",
    "Place",
    "Reach",
    "Source",
    "Watcher",
    "byte_range",
    "decode",
    "doubts",
    "gather",
    "list_places",
    "list_sources",
    "open_blobs",
    "open_source",
    "parse",
    "render",
    "tree_of",
]
