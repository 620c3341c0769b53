"""The trees of HTML pages that were decoded last: who finds articles in them need not parse them again.

A tree follows from the page's bytes and encoding alone; whether it was still there or is made anew
changes nothing but the time.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from onrecord.pages.damage import decoded
from onrecord.pages.rendering import parse
from onrecord.schema import Page

MOST_KEPT: Final = 8 * 1024 * 1024
"""Characters of markup whose trees are kept: a batch of pages has that many, and they take some 22 MB."""


class Shelf:
    """The trees of a batch, each until it is taken."""

    def __init__(self) -> None:
        self._trees: dict[tuple[str, str], etree._Element] = {}
        self._room = MOST_KEPT

    def clear(self) -> None:
        """Forget the last batch."""
        self._trees.clear()
        self._room = MOST_KEPT

    def put(self, page_id: str, encoding: str, tree: etree._Element, size: int) -> None:
        """Keep the tree of a page of `size` characters where there is room."""
        if size <= self._room:
            self._room -= size
            self._trees[page_id, encoding] = tree

    def take(self, page_id: str, encoding: str) -> etree._Element | None:
        """Return a tree, which the taker may change, or None where it is not there."""
        return self._trees.pop((page_id, encoding), None)


SHELF: Final = Shelf()


def tree_of(page: Page) -> etree._Element | None:
    """Return the tree of an HTML page for the caller to change; None where it has no element."""
    kept = SHELF.take(page.id, page.encoding)
    return parse(decoded(page)) if kept is None else kept
