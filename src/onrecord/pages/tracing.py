"""From the characters of a rendered page to the bytes that they are written with.

Three streams of characters are laid side by side, white space and what a rendering drops left
out: what the markup says (`stretches`), what the parser made of it, hidden text included, and
the page text. The parser keeps the order of the source, so that equal streams are one.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from onrecord.pages.encoding import bom_length
from onrecord.pages.rendering import BLANK, UNSEEN, parse
from onrecord.pages.scanning import CODE, Stretch, stretches
from onrecord.schema import Page, Span

Numbers: TypeAlias = NDArray[np.int32]
Codes: TypeAlias = NDArray[np.uint32]

_HIDDEN, _SHOWN, _ADDED = range(3)
_UNPLACED: Final = -1
_UTF8_STEPS: Final = (0x80, 0x800, 0x10000)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the visible characters of a page text stand in its bytes, as runs.

    A run begins at the character `starts[k]` of the text and the byte `places[k]`, and has
    `widths[k]` bytes a character: 0 where the rendering added it, `_UNPLACED` where its place
    could not be found.
    """

    starts: Numbers
    places: Numbers
    widths: Numbers

    def place(self, position: int) -> Span | None:
        """Return the bytes of the visible character at `position` of the text, or None without a place.

        What the rendering added has an empty range.
        """
        run = int(np.searchsorted(self.starts, position, side="right")) - 1
        width = int(self.widths[run])
        if width == _UNPLACED:
            return None
        start = int(self.places[run]) + (position - int(self.starts[run])) * width
        return start, start + width


@lru_cache(maxsize=2)
def trace(page: Page) -> Trace | None:
    """Trace the text of an HTML page to its bytes; None where it is not what its bytes render to.

    Takes time and memory in proportion to the page's text, and as long as reading its markup.
    """
    source = page.data[bom_length(page.data) :].decode(page.encoding)
    tree = parse(source)
    if tree is None:
        return None
    text = _codes(page.text)
    positions = np.flatnonzero(_visible(text)).astype(np.int32)
    parsed, kinds = _parsed(tree)
    if not np.array_equal(text[positions], parsed[kinds != _HIDDEN]):
        return None
    written, places, widths = _written(page, source)
    which = np.full(len(parsed), _UNPLACED - 1, np.int32)
    own = kinds != _ADDED
    which[own] = matched(parsed[own], written)
    which = which[kinds != _HIDDEN]
    # Taken from the end: what has no place, and what was added.
    places = np.append(places, np.array([0, 0], np.int32))[which]
    widths = np.append(widths, np.array([0, _UNPLACED], np.int32))[which]
    return _runs(positions, places, widths)


def _runs(positions: Numbers, places: Numbers, widths: Numbers) -> Trace:
    """Join characters whose bytes go on as the text does, white space between them included."""
    goes_on = (widths[1:] == widths[:-1]) & (np.diff(places) == np.diff(positions) * widths[1:])
    first = np.flatnonzero(np.append(True, ~goes_on))[: len(positions)]
    return Trace(positions[first], places[first], widths[first])


def matched(parsed: Codes, written: Codes) -> Numbers:
    """Return which written character each parsed one is, `_UNPLACED` where that is not sure.

    Where a parser that does not keep to the standard dropped or changed something, what
    stands before the first and after the last difference is sure.
    """
    shorter = min(len(parsed), len(written))
    before = _common(parsed[:shorter], written[:shorter])
    found = np.full(len(parsed), _UNPLACED, np.int32)
    found[:before] = np.arange(before)
    if before < len(parsed) or before < len(written):
        after = _common(parsed[::-1][:shorter], written[::-1][:shorter])
        # What both sides claim belongs to neither: it may be the one or the other of two equal pieces.
        disputed = max(0, before + after - shorter)
        found[before - disputed :] = _UNPLACED
        kept = after - disputed
        found[len(parsed) - kept :] = np.arange(len(written) - kept, len(written))
    return found


def _common(left: Codes, right: Codes) -> int:
    differing = np.flatnonzero(left != right)
    return int(differing[0]) if len(differing) else len(left)


def _parsed(tree: etree._Element) -> tuple[Codes, NDArray[np.uint8]]:
    """Return the visible characters of a tree in reading order, and of which kind each is."""
    pieces = list(_pieces(tree))
    codes = _codes("".join(text for text, _ in pieces))
    lengths = np.array([len(text) for text, _ in pieces], np.intp)
    kinds = np.repeat(np.array([kind for _, kind in pieces], np.uint8), lengths)
    visible = _visible(codes)
    return codes[visible], kinds[visible]


def _pieces(tree: etree._Element) -> Iterator[tuple[str, int]]:
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag
        if event == "start":
            hidden += tag in UNSEEN
            text = None if tag in CODE else node.text
        else:
            hidden -= tag in UNSEEN
            text = None if node is tree else node.tail
        if tag == "q" and not hidden:
            yield "“" if event == "start" else "”", _ADDED
        if text:
            yield text, _HIDDEN if hidden else _SHOWN


def _written(page: Page, source: str) -> tuple[Codes, Numbers, Numbers]:
    """Return the visible characters of the markup, with the first byte of each and how many it takes."""
    found = list(stretches(source))
    codes = _codes("".join(stretch.text for stretch in found))
    lengths = np.array([len(stretch.text) for stretch in found], np.intp)
    starts, sizes, widths = _measured(page, source, found, codes)
    references = np.repeat(np.array([stretch.reference for stretch in found], np.bool_), lengths)
    steps = np.where(references, 0, widths)
    offsets = np.cumsum(steps, dtype=np.int32) - steps
    places = offsets + np.repeat(starts - offsets[np.cumsum(lengths) - lengths], lengths)
    widths = np.where(references, np.repeat(sizes, lengths), widths)
    visible = _visible(codes)
    return codes[visible], places[visible], widths[visible]


def _measured(
    page: Page, source: str, found: Sequence[Stretch], codes: Codes
) -> tuple[Numbers, Numbers, Numbers]:
    """Return the first byte and the bytes of each stretch, and the bytes of each of their characters."""
    mark = bom_length(page.data)
    ends = np.array([end for stretch in found for end in (stretch.start, stretch.end)], np.int32)
    if len(source) == len(page.data) - mark:
        ends += mark
        widths = np.ones(len(codes), np.int32)
    elif _encoded(source, page.encoding) == page.data[mark:]:
        between = pairwise([0, *ends.tolist()])
        steps = [len(source[start:end].encode(page.encoding)) for start, end in between]
        ends = np.cumsum(np.array(steps, np.int32), dtype=np.int32) + np.int32(mark)
        widths = _widths(codes, page.encoding)
    else:
        places = _decoded_places(page.data, page.encoding)
        each = [np.arange(stretch.start, stretch.start + len(stretch.text)) for stretch in found]
        widths = np.diff(places, append=len(page.data))[np.concatenate([[], *each]).astype(np.intp)]
        ends = places[ends]
    return ends[::2], ends[1::2] - ends[::2], widths


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def _widths(codes: Codes, encoding: str) -> Numbers:
    """Return how many bytes each character takes in an encoding."""
    if encoding == "utf-8":
        widths = np.ones(len(codes), np.int32)
        for step in _UTF8_STEPS:
            widths += codes >= step
        return widths
    sizes = np.zeros(int(codes.max(initial=0)) + 1, np.int32)
    for code in np.unique(codes).tolist():
        # Replaced are only characters that references stand for, whose bytes are those of the reference.
        sizes[code] = len(chr(code).encode(encoding, "replace"))
    return sizes[codes]


def _decoded_places(data: bytes, encoding: str) -> Numbers:
    """Return the first byte of each character, and the end of the last: for bytes their text does not tell.

    Some encodings of East Asia have two ways to write a character.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    places, start = [], bom_length(data)
    for position in range(start, len(data)):
        if made := len(decoder.decode(data[position : position + 1])):
            places += [start] * made
            start = position + 1
    return np.array([*places, len(data)], np.int32)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _visible(codes: Codes) -> NDArray[np.bool_]:
    """Tell of each character whether it can be seen in a rendering."""
    table = _visibility()
    return table[np.minimum(codes, len(table) - 1)]


@cache
def _visibility() -> NDArray[np.bool_]:
    table = np.ones(0x10000, np.bool_)
    for found in BLANK.finditer("".join(map(chr, range(len(table))))):
        table[found.start() : found.end()] = False
    return table
