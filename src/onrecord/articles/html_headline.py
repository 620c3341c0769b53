"""The headline of an HTML page, where it stands in the page text, and the dates beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from onrecord.articles.html_metadata import LONGEST_TITLE, Metadata, iso_date, likeness, personal_names
from onrecord.pages import render
from onrecord.schema import Span

ALIKE: Final = 0.6
"""Share of common words from which on a main heading is the headline that the metadata names."""

SAME: Final = 0.8
"""The same of a second heading."""

KIN: Final = 0.25
"""The same of the only main heading there is."""

FEWEST_WORDS: Final = 4

MOST_HEADINGS: Final = 200

MOST_DATES: Final = 3
"""More dates than these around a headline are those of a list of articles."""

MOST_AUTHORS: Final = 12
LEVELS: Final = 4

_UPDATED: Final = re.compile(r"updat|modif|edited", re.IGNORECASE)
_PUBLISHED: Final = re.compile(r"publi|posted|created|issued", re.IGNORECASE)


class _Heading(NamedTuple):
    element: etree._Element
    words: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A page's title; the heading that readers see, with its place in the page text; each may be missing.

    `title` is what the metadata calls the article, `shown` the heading's words, which may be others.
    """

    title: str | None
    shown: str | None
    span: Span | None
    heading: etree._Element | None


def find_headline(tree: etree._Element, text: str, said: Metadata) -> Headline:
    """Return what the metadata calls the article, and the heading that readers see, checked against it.

    A main heading that bears out a title of the metadata is the heading; then the only main heading
    that has some words of theirs, since live pages call themselves one thing today and another
    tomorrow; then a second heading that says the same. Its words are the title where the metadata
    names none. Without a heading the title stands where a line of `text` says the same.
    """
    titles = said.titles
    main = _headings(tree, "h1")
    second = _headings(tree, "h2")
    chosen = _alike(main, titles, ALIKE) or _only(main, titles) or _alike(second, titles, SAME)
    if chosen is not None:
        return Headline(said.named or chosen.words, chosen.words, _place(text, chosen.words), chosen.element)
    if not titles:
        return Headline(None, None, None, None)
    place = _place(text, titles[0])
    return Headline(titles[0], titles[0] if place else None, place, None)


def _headings(tree: etree._Element, name: str) -> list[_Heading]:
    headings = [_Heading(element, _words(element)) for element in islice(tree.iter(name), MOST_HEADINGS)]
    return [heading for heading in headings if 0 < len(heading.words) <= LONGEST_TITLE]


def _alike(headings: list[_Heading], titles: tuple[str, ...], least: float) -> _Heading | None:
    """Return the heading that is most like the first title that any is like."""
    for title in titles:
        alike = [heading for heading in headings if _comparable(heading.words, title)]
        best = max(alike, key=lambda heading: likeness(heading.words, title), default=None)
        if best is not None and likeness(best.words, title) >= least:
            return best
    return None


def _only(main: list[_Heading], titles: tuple[str, ...]) -> _Heading | None:
    """Return the only main heading, unless it has nothing to do with what the page calls itself."""
    if len(main) != 1:
        return None
    if not titles:
        return main[0]
    words = main[0].words
    kin = max(likeness(words, title) for title in titles) >= KIN
    return main[0] if kin and len(words.split()) >= FEWEST_WORDS else None


def dates_beside(headline: Headline) -> tuple[str | None, str | None]:
    """Return the dates, published and updated, of the ``<time>`` elements that share the headline's block.

    Only the nearest block around the headline that holds such an element counts,
    and only where it holds few: many dates are those of a list of articles.
    """
    for block in _blocks_around(headline):
        times = [time for time in block.iter("time") if iso_date(time.get("datetime"))]
        if times:
            return _published_and_updated(times) if len(times) <= MOST_DATES else (None, None)
    return None, None


def byline_beside(headline: Headline) -> tuple[str, ...]:
    """Return the names marked up as authors (``rel`` or ``itemprop``) in the headline's block."""
    for block in _blocks_around(headline):
        marked = [
            element
            for element in block.iter("a", "span", "p", "div", "address")
            if "author" in f"{element.get('rel')} {element.get('itemprop')}".lower().split()
        ]
        if marked:
            return (
                personal_names([_words(element) for element in marked]) if len(marked) <= MOST_AUTHORS else ()
            )
    return ()


def _blocks_around(headline: Headline) -> Iterator[etree._Element]:
    block = headline.heading.getparent() if headline.heading is not None else None
    for _ in range(LEVELS):
        if block is None or block.tag in {"body", "html"}:
            return
        yield block
        block = block.getparent()


def _published_and_updated(times: list[etree._Element]) -> tuple[str | None, str | None]:
    published = updated = None
    for time in times:
        marks = " ".join(
            filter(None, (time.get("class"), time.get("itemprop"), time.get("id"), _before(time)))
        )
        date = iso_date(time.get("datetime"))
        if _UPDATED.search(marks) and not _PUBLISHED.search(marks):
            updated = updated or date
        else:
            published = published or date
    return published, updated


def _before(time: etree._Element) -> str:
    """Return the words right before a time element, and its own: "Updated", "Published on"."""
    previous = time.getprevious()
    parent = time.getparent()
    tail = previous.tail if previous is not None else parent.text if parent is not None else None
    return f"{(tail or '')[-40:]} {_words(time)}"


def _words(element: etree._Element) -> str:
    return " ".join(render(element).split())


def _comparable(heading: str, title: str) -> bool:
    """Tell a heading that says about as much as a title: "Key points" has its words and is another."""
    return 2 * len(heading.split()) >= min(len(title.split()), 2 * FEWEST_WORDS)


def _place(text: str, title: str) -> Span | None:
    """Return where `title` fills lines of the page text, else where it first stands, else None."""
    pattern = r"\s+".join(map(re.escape, title.split()))
    found = re.search(rf"^{pattern}$", text, re.MULTILINE) or re.search(pattern, text)
    return found.span() if found else None
