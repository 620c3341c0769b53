"""The lines of an HTML page's text, each with the element it stands in.

The page text is the rendering; it has no markup left. Here the tree is walked once more by the same
rules, and each line of the text gets its place in the tree: in what block, among what siblings, how
much of it is links, and whether around it there is a menu, a box or a footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from onrecord.pages.rendering import BLOCKS, CELLS, LINE_END, UNSEEN
from onrecord.schema import Span

LEVELS: Final = 4
"""How many elements around a line are kept, the nearest first."""

LONGEST_NAME: Final = 400
"""Characters of an element's classes that are looked at."""

FARTHEST: Final = 40
"""Lines of the text that are looked at for the next line of the tree, where the two differ."""

_ASIDE: Final = frozenset({"nav", "footer", "aside", "menu", "button", "select", "dialog", "form"})
_CAPTIONS: Final = frozenset({"figure", "figcaption", "caption"})
HEADINGS: Final = frozenset({"h2", "h3", "h4"})
_LINED: Final = BLOCKS | CELLS
_TOLD: Final = _LINED | UNSEEN | {"a", "q", "time"}
"""Elements at which more happens than that their text is taken."""

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_BARE: Final = re.compile(r"[\W_]+")
_GLUE: Final = "\u200b\ufeff\u00ad"
# Parts of class names and ids by which page builders call what stands beside an article.
_BOXES: Final = re.compile(
    r"related|recirc|recommend|newsletter|sign-?up|subscri(?:be|ption)-|share|social|(?<!no-)comments?(?:$|[^a-z])|"
    r"disqus|advert|(?:^|[\s_-])ads?(?:$|[\s_-])|sponsor|side-?bar|footer|(?:^|[\s_-])nav|navigation|menu|bread-?crumb|"
    r"caption|credit|byline|author|(?:^|[\s_-])tags?(?:$|[\s_-])|cookie|consent|popular|trending|most-?read|"
    r"more-?(?:on|from|stories|in)(?:$|[^a-z])|read-?(?:more|next)|teaser|outbrain|taboola|copyright|disclaimer|"
    r"time-?stamp|dateline|(?:^|[\s_-])meta(?:$|[\s_-])|toolbar|tooltip|modal|pop-?up|promo|visually-?hidden|sr-only",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """One line of the page text.

    `span` is its place; `key` is the line without white space; `around` the numbers of the
    elements around it and `tags` their names, the nearest first; `linked` how much of it
    is links, from 0 to 1. `boxed` says that it stands in a menu, a footer, a form or in what its class
    or id calls related, shared, advertised and the like; `captioned` that it stands in a figure.
    `time` is the ``datetime`` of the first time element in it or right before it.
    """

    span: Span
    key: str
    words: int
    around: tuple[int, ...]
    tags: tuple[str, ...]
    linked: float
    boxed: bool
    captioned: bool
    time: str | None = None

    @property
    def heading(self) -> bool:
        """Whether the line is a heading of the second to the fourth order."""
        return not HEADINGS.isdisjoint(self.tags[:2])


class _Drawn(NamedTuple):
    """A line as the text has it."""

    span: Span
    key: str
    words: int


class _Open(NamedTuple):
    """An element whose end has not come."""

    number: int
    tag: str
    boxed: bool
    captioned: bool


@dataclass(slots=True)
class _Draft:
    """A line while it is being put together."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    around: tuple[_Open, ...] = ()
    time: str | None = None


def read_lines(tree: etree._Element, text: str) -> list[Line]:
    """Return the lines of the page text with their places in its `tree`.

    A line that the tree has elsewhere or not at all is left out; time is linear.
    """
    lines: list[Line] = []
    drawn = list(_text_lines(text))
    at = 0
    for draft in _drafts(tree):
        key = condense("".join(draft.pieces))
        if at < len(drawn) and drawn[at].key == key:
            index: int | None = at
        else:
            index = _place(drawn[at : at + FARTHEST], key)
            index = None if index is None else at + index
        if index is not None:
            lines.append(_line(drawn[index], draft))
            at = index + 1
    return lines


def _place(ahead: Sequence[_Drawn], key: str) -> int | None:
    """Return which of the next lines is the one with that key, or else with its letters and digits."""
    found = next((index for index, line in enumerate(ahead) if line.key == key), None)
    if found is None and (bare := _BARE.sub("", key)):
        return next((index for index, line in enumerate(ahead) if _BARE.sub("", line.key) == bare), None)
    return found


def condense(text: str) -> str:
    """Return a text without white space, and without what is printed as nothing: lines are compared so."""
    if not text.isascii():
        for glue in _GLUE:
            text = text.replace(glue, "")
    return "".join(text.split())


def count_words(text: str) -> int:
    """Return how many words a line has; of scripts that put no space between them, two letters are one."""
    spaced = text.count(" ") + text.count("\t") + 1
    return spaced if text.isascii() else spaced + len(_UNSPACED.findall(text)) // 2


def _text_lines(text: str) -> Iterator[_Drawn]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield _Drawn((start, end), condense(line), count_words(line))
        start = end + 1


def _line(drawn: _Drawn, draft: _Draft) -> Line:
    around = draft.around
    own = around[0]
    return Line(
        drawn.span,
        drawn.key,
        drawn.words,
        tuple([element.number for element in around]),
        tuple([element.tag for element in around]),
        min(1.0, draft.linked / len(drawn.key)),
        own.boxed,
        own.captioned,
        draft.time,
    )


class _Walk:
    """The walk over a tree: what is open where it is, and the line that is being put together."""

    def __init__(self) -> None:
        self.opened = [_Open(0, "html", boxed=False, captioned=False)]
        self.draft = _Draft()
        self.links = self.preformatted = self._number = 0
        self._time: str | None = None

    def pass_by(self, tag: str, node: etree._Element | None) -> None:
        """Go into an element of `_TOLD`, or leave it: then `node` is None."""
        if node is None:
            self._close(tag)
            return
        if tag in _LINED:
            self._number += 1
            self.opened.append(_opening(self._number, tag, node, self.opened[-1]))
            self.preformatted += tag == "pre"
        elif tag == "a":
            self.links += 1
        elif tag == "time":
            self._time = node.get("datetime") or self._time

    def _close(self, tag: str) -> None:
        if tag in _LINED:
            self.opened.pop()
            self.preformatted -= tag == "pre"
        elif tag == "a":
            self.links -= 1

    def add(self, text: str) -> None:
        draft = self.draft
        if not draft.pieces:
            draft.around = tuple(self.opened[: -LEVELS - 1 : -1])
        draft.time, self._time = draft.time or self._time, None
        draft.pieces.append(text)
        if self.links:
            draft.linked += len(condense(text))

    def take(self) -> _Draft:
        """Return the line, which has ended, and begin another."""
        draft, self.draft = self.draft, _Draft()
        return draft


def _drafts(tree: etree._Element) -> Iterator[_Draft]:
    """Yield the lines as the rendering parts them."""
    walk = _Walk()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, node in events:
        tag = node.tag
        starts = event == "start"
        if tag in _TOLD:
            if starts and tag in UNSEEN:
                events.skip_subtree()
                continue
            walk.pass_by(tag, node if starts else None)
            if walk.draft.pieces and tag in BLOCKS:
                yield walk.take()
            if tag == "q":  # as browsers and the rendering do
                walk.add("“" if starts else "”")
        text = node.text if starts else node.tail
        if text and not text.isspace() and (starts or node is not tree):
            first, *others = LINE_END.split(text) if walk.preformatted else (text,)
            walk.add(first)
            for other in others:
                yield walk.take()
                walk.add(other)
    if walk.draft.pieces:
        yield walk.take()


def _opening(number: int, tag: str, node: etree._Element, parent: _Open) -> _Open:
    boxed = parent.boxed or tag in _ASIDE or _names_a_box(node.get("class"), node.get("id"), tag)
    return _Open(number, tag, boxed=boxed, captioned=parent.captioned or tag in _CAPTIONS)


@lru_cache(maxsize=4096)
def _names_a_box(classes: str | None, name: str | None, tag: str) -> bool:
    if tag in {"body", "html", "main", "article"}:  # what a whole page is called tells of no box
        return False
    return any(said and _BOXES.search(said, 0, LONGEST_NAME) for said in (classes, name))
