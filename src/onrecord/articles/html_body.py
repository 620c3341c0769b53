"""Which lines of an HTML page's text are the article's body.

trafilatura chooses; a line of the page text is then in or out as a whole, so that no markup inside a
sentence costs a word. What trafilatura leaves out among the paragraphs that it keeps is put back: it
is known to drop paragraphs that begin with a quotation, and whole runs of siblings. Its quick mode is
asked first, its thorough one where the quick one finds less than the page's fullest element has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import trafilatura
from lxml import etree

from onrecord.articles.html_blocks import Line, condense, count_words

SENTENCE_WORDS: Final = 8

MOST_ELEMENTS: Final = 12_000
LONGEST_TEXT: Final = 1_000_000
"""A page of more elements or characters is read without trafilatura, whose time grows with their square.

Real pages of news have some 2,000 elements and 20,000 characters.
"""

LONGEST_DECLARED: Final = 100_000
"""Characters of a declared body that is compared."""

LEAST_SHARE: Final = 0.5
"""Share of a line that a found paragraph covers at least, or of a paragraph that a line covers."""

MOST_LINKED: Final = 0.5
KEY_LETTERS: Final = 12
"""Letters in a row by which a line and a paragraph that are not the same are compared."""

STANDFIRST_LINES: Final = 14
"""Lines before the body in which a standfirst is looked for: pictures, bylines and dates are there too."""

FEWEST_PICTURES: Final = 5
LITTLE_LINKED: Final = 0.3
MOSTLY_LINKED: Final = 0.7
MOST_PLAIN: Final = 0.7
"""Share of a body's words outside boxes, captions and links from which on what is inside them is dropped."""

LONGEST_CAPTION: Final = 12
"""Words of a line that says whose a picture is."""

MOST_BOXED: Final = 0.5

MOST_BEHIND: Final = 0.12
"""Share of a body's words that may be dropped behind the element that holds most of it."""

LEAST_COVERED: Final = 0.7
"""Share of the page's fullest element that the quick mode finds, or else the thorough one may be asked.

That takes twice as long, and found more on 6 of 156 pages: on all of these the quick mode had found fewer
words than the fullest element has.
"""

FEWEST_SURE: Final = 100
"""Words of a body from which on the quick mode is believed where it finds more than the fullest element."""

# What no body holds, dropped so that trafilatura need not look at it. An aside holds one now and then.
_DROPPED: Final = (
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "nav", "footer",
    "button", "select", "input", "textarea", "video", "audio", "img", "picture", "source",
)  # fmt: skip
_BOXES: Final = ("div", "section", "ul", "ol", "li", "figure", "aside", "header")
# Elements of trafilatura's tree that stand on lines of their own.
_LINES: Final = frozenset(
    {
        "body",
        "p",
        "head",
        "item",
        "list",
        "quote",
        "row",
        "cell",
        "table",
        "lb",
        "ab",
        "code",
        "div",
        "figure",
        "fw",
    }
)
_FULL_STOP: Final = re.compile(r"[.!?…。！？।۔؟:][\"'”’»)\]]*\s*$")
_STOP_INSIDE: Final = re.compile(r"[。！？।]|[.!?…۔؟][\"'”’»)\]]*(?:\s|$)")
_CREDIT: Final = re.compile(
    r"^(?:by|published|updated|posted|last|written)\b|\b(?:image|photo|picture|credit|source|photograph)s?\s?:"
    r"|\bphoto (?:by|credit)|\bgetty\b|\bnewsletters?\b|\bsubscribe\b|\bsign up\b|\bprivacy policy\b"
    r"|\d{1,2}:\d\d\b.*\d{4}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Declared:
    """The body and the summary of an article as its page's metadata have them; empty where they don't."""

    body: str = ""
    summary: str = ""


NOTHING: Final = Declared()


def find_body(
    tree: etree._Element, text: str, lines: Sequence[Line], begin: int, declared: Declared = NOTHING
) -> list[int]:
    """Return the numbers of the lines that are the body, in order.

    Args:
        tree: the page's; it loses what is no body in it.
        text: the page text.
        lines: its lines.
        begin: the headline's end; what stands after it is preferred where the same words stand twice.
        declared: what the page's metadata have, by which the body's completeness is checked.
    """
    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    if len(text) > LONGEST_TEXT or sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return sorted(_filled(text, lines, _fullest(text, lines)))
    _drop_hollow(tree)
    found = _matched(lines, _paragraphs(tree, fast=True), begin)
    if _words(lines, {number for number in found if lines[number].boxed}) > MOST_BOXED * _words(lines, found):
        # Here the whole page is in what is called a box.
        lines = [line._replace(boxed=False) for line in lines]
    fullest = _fullest(text, lines)
    held = _words(lines, fullest)
    doubted = _words(lines, found) < max(held, FEWEST_SURE)
    if not found or (doubted and _words(lines, fullest & found) < LEAST_COVERED * held):
        thorough = _matched(lines, _paragraphs(tree, fast=False), begin)
        found = max((thorough, found), key=lambda found: _words(lines, found))
    found = _without_boxes(lines, _filled(text, lines, found))
    found = _without_ends(lines, found, begin)
    found |= _missed(lines, found, declared.body)
    found |= _pictured(text, lines, found, begin)
    found |= _standfirst(text, lines, found, begin, condense(declared.summary))
    return [number for number in sorted(found) if not _is_caption(text, lines[number])]


def _missed(lines: Sequence[Line], found: set[int], declared: str) -> set[int]:
    """Return the lines of the body that the metadata declare, where many of them were not found."""
    whole = condense(declared[:LONGEST_DECLARED])
    if sum(len(lines[number].key) for number in found if lines[number].key in whole) >= LEAST_COVERED * len(
        whole
    ):
        return set()
    declared_lines = _alike(lines, [whole])
    if _words(lines, declared_lines & found) >= LEAST_COVERED * _words(lines, declared_lines):
        return set()
    return declared_lines


def is_sentence(text: str) -> bool:
    """Tell running text from menus and headlines: some words and a full stop."""
    return count_words(text) >= SENTENCE_WORDS and _STOP_INSIDE.search(text) is not None


def is_credit(text: str) -> bool:
    """Tell a picture's credit, a date line and an invitation to a newsletter from running text."""
    return _CREDIT.search(text) is not None


def _drop_hollow(tree: etree._Element) -> None:
    """Drop the boxes that hold nothing: a third of them, and trafilatura looks at each many times."""
    for box in reversed(list(tree.iter(*_BOXES))):
        parent = box.getparent()
        if parent is not None and not len(box) and _is_blank(box.text) and _is_blank(box.tail):
            parent.remove(box)


def _is_blank(text: str | None) -> bool:
    return text is None or text.isspace()


def _paragraphs(tree: etree._Element, *, fast: bool) -> list[str]:
    # As the format "txt", since it would make a text of its own of the tree for that of Python.
    found = trafilatura.bare_extraction(
        tree, fast=fast, favor_precision=True, include_comments=False, output_format="txt"
    )
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    paragraphs = map(condense, "".join(_pieces(found.body)).split("\n"))
    return [paragraph for paragraph in paragraphs if paragraph]


def _pieces(body: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _LINES:
            yield "\n"
        text = element.text if event == "start" else element.tail
        yield (text or "").replace("\n", " ")


def _matched(lines: Sequence[Line], paragraphs: list[str], begin: int) -> set[int]:
    """Return the lines that say what the paragraphs say; the words of some may differ a little."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        places.setdefault(line.key, []).append(number)
    after = next((number for number, line in enumerate(lines) if line.span[0] >= begin), 0)
    found: set[int] = set()
    rest: list[str] = []
    cursor = after
    for paragraph in paragraphs:
        numbers = places.get(paragraph)
        if numbers is None:
            rest.append(paragraph)
            continue
        at = bisect_left(numbers, cursor)
        at = at if at < len(numbers) else bisect_left(numbers, after)
        number = numbers[at if at < len(numbers) else 0]
        found.add(number)
        cursor = max(cursor, number + 1)
    return found | _alike(lines, rest) if rest else found


def _alike(lines: Sequence[Line], paragraphs: list[str]) -> set[int]:
    """Return the lines of which a paragraph holds a good part, or that hold a good part of one."""
    known: set[str] = set()
    for paragraph in paragraphs:
        known.update(_runs(paragraph))
    if not known:
        return set()
    return {
        number
        for number, line in enumerate(lines)
        if (runs := _runs(line.key)) and len(runs & known) >= LEAST_SHARE * len(runs)
    }


def _runs(key: str) -> set[str]:
    return {key[at : at + KEY_LETTERS] for at in range(len(key) - KEY_LETTERS + 1)}


def _fullest(text: str, lines: Sequence[Line]) -> set[int]:
    """Return the running lines of the element that directly holds most running words."""
    held: dict[int, set[int]] = {}
    for number, line in enumerate(lines):
        if not line.boxed and not line.captioned and line.linked < MOST_LINKED and _runs_on(text, line):
            held.setdefault(_holder(line), set()).add(number)
    return max(held.values(), key=lambda numbers: _words(lines, numbers), default=set())


def _holder(line: Line) -> int:
    # A paragraph's holder is the element around it; text in the element itself is held by that.
    at = 1 if line.tags[0] in {"p", "li", "blockquote"} and len(line.around) > 1 else 0
    return line.around[at]


def _runs_on(text: str, line: Line) -> bool:
    return line.words >= SENTENCE_WORDS and is_sentence(text[line.span[0] : line.span[1]])


def _words(lines: Sequence[Line], numbers: Iterable[int]) -> int:
    return sum(lines[number].words for number in numbers)


def _filled(text: str, lines: Sequence[Line], kept: set[int]) -> set[int]:
    """Add the lines that stand among the kept ones in the tree and read like them."""
    siblings = _siblings(text, lines, kept)
    if not siblings:
        return kept
    first, last = min(kept), max(kept)
    added = set()
    for number, line in enumerate(lines):
        if number in kept or line.boxed or line.captioned or line.linked > MOST_LINKED:
            continue
        if not any(mark in siblings for mark in _marks(line)):
            continue
        words = text[line.span[0] : line.span[1]]
        if is_sentence(words) or (first < number < last and _FULL_STOP.search(words)):
            added.add(number)
    return kept | added


def _siblings(text: str, lines: Sequence[Line], kept: set[int]) -> set[tuple[int, tuple[str, ...]]]:
    """Return the marks that two kept paragraphs share at least."""
    counted = Counter(
        mark for number in kept if _runs_on(text, lines[number]) for mark in _marks(lines[number])
    )
    return {mark for mark, count in counted.items() if count > 1}


def _marks(line: Line) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield what siblings have in common: an element, and the names of those down from it to the line."""
    for level in range(min(3, len(line.around))):
        yield line.around[level], line.tags[:level]


def _without_boxes(lines: Sequence[Line], kept: set[int]) -> set[int]:
    """Drop what stands in boxes and under pictures, unless much of the body does: as in a gallery."""
    kinds = (
        {number for number in kept if lines[number].boxed},
        {number for number in kept if lines[number].captioned},
        {number for number in kept if lines[number].linked > MOSTLY_LINKED},
    )
    for kind in kinds:
        if _words(lines, kept - kind) >= MOST_PLAIN * _words(lines, kept):
            kept = kept - kind
    return kept


def _without_ends(lines: Sequence[Line], kept: set[int], begin: int) -> set[int]:
    """Drop the little that stands before the headline or after the element that holds the body."""
    counted: Counter[int] = Counter()
    for number in kept:
        for element in lines[number].around:
            counted[element] += lines[number].words
    total = _words(lines, kept)
    # The elements are numbered in the order in which they open: the last is the innermost.
    own = max((element for element, words in counted.items() if words >= MOST_PLAIN * total), default=None)
    inside = [number for number in kept if own in lines[number].around]
    if not inside:
        return kept
    first, last = min(inside), max(inside)
    before = {number for number in kept if number < first and lines[number].span[0] < begin}
    behind = {number for number in kept if number > last}
    if _words(lines, behind) > MOST_BEHIND * total:
        behind = set()
    return kept - before - behind


def _standfirst(text: str, lines: Sequence[Line], kept: set[int], begin: int, summary: str) -> set[int]:
    """Return what stands between headline and body and is its summary, as declared or by its looks."""
    first = min(kept, default=0)
    return {
        number
        for number in range(max(0, first - STANDFIRST_LINES), first)
        if lines[number].span[0] >= begin > 0
        and (lines[number].key == summary or _may_be_standfirst(text, lines[number]))
    }


def _may_be_standfirst(text: str, line: Line) -> bool:
    """Tell what is as long as a sentence and no credit, caption or box."""
    return (
        not line.boxed
        and not line.captioned
        and line.time is None
        and line.linked < LITTLE_LINKED
        and line.words >= SENTENCE_WORDS
        and not is_credit(text[slice(*line.span)])
    )


def _is_caption(text: str, line: Line) -> bool:
    words = text[slice(*line.span)]
    return line.words < LONGEST_CAPTION and is_credit(words) and not is_sentence(words)


def _pictured(text: str, lines: Sequence[Line], kept: set[int], begin: int) -> set[int]:
    """Return the captions of a gallery: sentences under many pictures, more of them than there is body."""
    captions = {
        number
        for number, line in enumerate(lines)
        if line.captioned
        and not line.boxed
        and line.span[0] >= begin
        and is_sentence(text[slice(*line.span)])
    }
    many = len(captions) >= FEWEST_PICTURES and _words(lines, captions) > _words(lines, kept)
    return captions if many else set()
