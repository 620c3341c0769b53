"""Whether an article is cut off before a paywall, and whether a page is but a list of headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from onrecord.articles.html_blocks import Line
from onrecord.articles.html_metadata import Metadata
from onrecord.pages import render

FEWEST_HIDDEN: Final = 40
"""Words from which on the part that is said to be paid for is on the page all the same."""

TEASER_WORDS: Final = 200
"""Words that a cut article has at most where neither its length nor its last words tell of the cut."""

LEAST_GIVEN: Final = 0.6
"""Share of the words that an article is said to have, below which it is cut."""

MOST_GIVEN: Final = 0.8
"""Share of them from which on it is whole, whatever else is said."""

WALL_LINES: Final = 8
"""Lines after the body in which a wall says what it is."""

LONGEST_WALL: Final = 300
"""Characters of a line that is a wall's; a longer one is prose about paywalls."""

FEWEST_HEADLINES: Final = 5
HEADLINE_WORDS: Final = 4
LINKED: Final = 0.7

_WALL: Final = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|create an? (?:free )?account"
    r"|become a (?:member|subscriber)|start (?:a|your) (?:free )?trial|join)\b[^.!?]{0,60}"
    r"\b(?:to (?:continue|keep|read|unlock|access|view|finish|see the)|for (?:full )?access to)\b"
    r"|\bto (?:continue|keep|finish) reading\b"
    r"|\bcontinue reading (?:with|for|by|this (?:article|story))\b"
    r"|\b(?:this|the rest of this|the full) (?:article|story|content|post) is (?:only )?"
    r"(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to|restricted to)\b"
    r"[^.!?]{0,40}\b(?:subscribers|members|readers)"
    r"|\b(?:subscribers|members)[- ]only\b"
    r"|\bread the (?:full|rest of the|whole) (?:article|story) (?:with|by|for)\b"
    r"|\byou(?:'|’)?(?:ve| have) (?:reached|read) (?:your|the|all)\b[^.!?]{0,40}\b(?:limit|articles)",
    re.IGNORECASE,
)
_BROKEN_OFF: Final = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")


def is_wall(text: str) -> bool:
    """Tell the words by which a wall asks to pay, subscribe or sign in."""
    return len(text) < LONGEST_WALL and _WALL.search(text) is not None


def cut(text: str, lines: Sequence[Line], body: Sequence[int], said: Metadata, hidden: int | None) -> bool:
    """Tell an article of which the page holds the beginning only.

    That an article is for payment proves nothing: many a page holds all of it for who looks at its
    markup. What tells is the length it is said to have, an empty part that is said to be paid for, or
    a wall's own words behind a short or broken-off text. `hidden` are the words in the parts that
    the page says are not free, None where it names none.
    """
    given = sum(lines[number].words for number in body)
    whole = len(said.text.split()) or said.words or 0
    if not body or given >= MOST_GIVEN * whole > 0:
        return False
    # A count alone is often wrong; the text itself is not.
    if given < LEAST_GIVEN * whole and (said.text or not said.free):
        return True
    short = given < TEASER_WORDS
    if not said.free and hidden is not None and hidden < FEWEST_HIDDEN and short:
        return True
    after = lines[body[-1] + 1 : body[-1] + 1 + WALL_LINES]
    walled = any(is_wall(text[slice(*line.span)]) for line in after)
    broken = _BROKEN_OFF.search(text[slice(*lines[body[-1]].span)]) is not None
    return (walled and (short or broken)) or (not said.free and broken)


def hidden_words(tree: etree._Element, names: Sequence[str]) -> int | None:
    """Return how many words stand in the elements of these classes and ids; None where there are no names."""
    if not names:
        return None
    wanted = set(names)
    count = 0
    for element in tree.iter("div", "section", "article", "p", "span", "main"):
        if not wanted.isdisjoint((f"{element.get('class') or ''} {element.get('id') or ''}").split()):
            count += len(render(element).split())
            if count >= FEWEST_HIDDEN:
                break
    return count


def headlines(lines: Sequence[Line], body: Sequence[int], said: Metadata) -> int:
    """Return how many headlines a front or a list of results holds; 0 for an article's page.

    A list has about as many linked headlines as sentences, and says of itself no article's title.
    """
    if said.told or said.kind == "article" or said.published:
        return 0
    linked = [
        number
        for number, line in enumerate(lines)
        if line.linked >= LINKED and line.words >= HEADLINE_WORDS and (line.heading or not line.boxed)
    ]
    if not body:
        return len(linked) if len(linked) >= FEWEST_HEADLINES else 0
    among = sum(body[0] - 2 <= number <= body[-1] + 2 for number in linked)
    return len(linked) if among >= FEWEST_HEADLINES and 2 * among >= len(body) else 0
