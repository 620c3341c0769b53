"""A tree that decoding made is kept for who reads the page next, and taken once."""

from __future__ import annotations

from lxml import etree

from onrecord.articles import extract
from onrecord.pages import decode, render, tree_of
from onrecord.pages.trees import SHELF, Shelf
from onrecord.schema import Blob, Page

PARAGRAPH = "The harbour will be closed for three weeks in spring, the council said in a letter on Monday."
MARKUP = f"<html><body><h1>Harbour to close</h1><!-- x --><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></body></html>"


def pages_of(*bodies: str) -> list[Page]:
    read = decode([Blob("page.html", body.encode()) for body in bodies])
    assert all(isinstance(page, Page) for page in read)
    return [page for page in read if isinstance(page, Page)]


def test_a_kept_tree_is_the_one_that_is_made_anew() -> None:
    [page] = pages_of(MARKUP)
    kept, anew = tree_of(page), tree_of(page)
    assert kept is not None
    assert anew is not None
    assert kept is not anew
    assert etree.tostring(kept) == etree.tostring(anew)
    assert render(kept) == page.text


def test_articles_are_the_same_whether_the_tree_is_still_there_or_not() -> None:
    [page] = pages_of(MARKUP)
    first = extract([page])
    assert extract([page]) == first
    pages_of("<html><body><p>Another</p></body></html>")
    assert extract([page]) == first


def test_a_batch_forgets_the_trees_of_the_one_before() -> None:
    [page] = pages_of(MARKUP)
    pages_of("<html><body><p>Another</p></body></html>")
    assert SHELF.take(page.id, page.encoding) is None
    assert tree_of(page) is not None


def test_the_shelf_keeps_no_more_than_it_has_room_for() -> None:
    shelf = Shelf()
    shelf.clear()
    shelf.put("a", "utf-8", etree.Element("html"), 5_000_000)
    shelf.put("b", "utf-8", etree.Element("html"), 5_000_000)
    assert shelf.take("a", "utf-8") is not None
    assert shelf.take("a", "utf-8") is None
    assert shelf.take("b", "utf-8") is None
