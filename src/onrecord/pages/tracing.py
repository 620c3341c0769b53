"""From the characters of a rendered page to the bytes that they are written with.

Three streams of characters are laid side by side, white space and what a rendering drops left
out: what the markup says (`stretches`), what the parser made of it, hidden text included, and
the page text. The parser keeps the order of the source, so that equal streams are one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeVar

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from onrecord.pages.damage import REPLACEMENT, decoded
from onrecord.pages.measuring import Numbers, Ruler
from onrecord.pages.rendering import BLANK, UNSEEN, TooDeepError, parse
from onrecord.pages.scanning import CODE, Stretch, stretches
from onrecord.schema import Page, Span

Piece = TypeVar("Piece", bound=tuple[str, *tuple[object, ...]])

BLOCK: Final = 1 << 18
"""Characters that are laid side by side at once: of a page of 30 MB all of them would take a gigabyte."""

_HIDDEN, _SHOWN, _ADDED = range(3)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the visible characters of a page text stand in its bytes, as runs.

    A run begins at the character `starts[k]` of the text and the byte `places[k]`, and has
    `widths[k]` bytes a character: 0 where the rendering added it.
    """

    starts: Numbers
    places: Numbers
    widths: Numbers

    def place(self, position: int) -> Span:
        """Return the bytes of the visible character at `position` of the text: none where it was added."""
        run = int(np.searchsorted(self.starts, position, side="right")) - 1
        width = int(self.widths[run])
        start = int(self.places[run]) + (position - int(self.starts[run])) * width
        return start, start + width


@lru_cache(maxsize=2)
def trace(page: Page) -> Trace | None:
    """Trace the text of an HTML page to its bytes.

    None where the text is not what the bytes render to, and where the parser found other
    text in them than the standard does: libxml2 keeps to it since 2.14. Takes time in
    proportion to the page, about as much as reading it took.
    """
    try:
        source = decoded(page)
        tree = parse(source)
    except (TooDeepError, UnicodeError):
        return None
    if tree is None:
        return None
    parsed = _Stream(_parsed(tree), rows=2)
    written = _Stream(_written(page, source), rows=3)
    shown = _Stream(_shown(page.text), rows=2)
    runs: list[Numbers] = []
    while (piece := parsed.take(BLOCK)).size:
        codes, kinds = piece
        own, seen = kinds != _ADDED, kinds != _HIDDEN
        source_codes, *origin = written.take(int(np.count_nonzero(own)))
        text_codes, positions = shown.take(int(np.count_nonzero(seen)))
        if not np.array_equal(codes[own], source_codes) or not np.array_equal(codes[seen], text_codes):
            return None
        places = np.zeros((2, len(codes)), np.int32)
        places[:, own] = origin
        runs.append(_runs(np.vstack([positions, places[:, seen]])))
    if written.take(1).size or shown.take(1).size or not runs:
        return None
    return Trace(*np.concatenate(runs, axis=1))


def _runs(placed: Numbers) -> Numbers:
    """Join characters whose bytes go on as the text does, white space between them included."""
    positions, places, widths = placed
    breaks = (widths[1:] != widths[:-1]) | (np.diff(places) != np.diff(positions) * widths[1:])
    return placed[:, np.flatnonzero(np.append(np.ones(len(positions[:1]), np.bool_), breaks))]


class _Stream:
    """Characters in order, each a column of numbers, taken in pieces of any length."""

    def __init__(self, blocks: Iterator[Numbers], *, rows: int) -> None:
        self._blocks = blocks
        self._left = np.zeros((rows, 0), np.int32)

    def take(self, count: int) -> Numbers:
        """Return the next columns: `count`, or as many as are left."""
        pieces = [self._left[:, :count]]
        self._left = self._left[:, count:]
        while (missing := count - sum(piece.shape[1] for piece in pieces)) > 0:
            block = next(self._blocks, None)
            if block is None:
                break
            pieces.append(block[:, :missing])
            self._left = block[:, missing:]
        return np.concatenate(pieces, axis=1)


def _shown(text: str) -> Iterator[Numbers]:
    """Yield the visible characters of the page text, each with its position."""
    for start in range(0, len(text), BLOCK):
        codes = _codes(text[start : start + BLOCK])
        positions = np.flatnonzero(_visible(codes)).astype(np.int32)
        yield np.vstack([codes[positions], start + positions])


def _parsed(tree: etree._Element) -> Iterator[Numbers]:
    """Yield the visible characters of a tree in reading order, each with its kind."""
    for pieces in _batches(_pieces(tree)):
        codes = _codes("".join(text for text, _ in pieces))
        kinds = np.repeat(np.array([kind for _, kind in pieces], np.int32), [len(text) for text, _ in pieces])
        yield np.vstack([codes, kinds])[:, _visible(codes)]


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


def _written(page: Page, source: str) -> Iterator[Numbers]:
    """Yield the visible characters of the markup, with the first byte of each and how many it takes."""
    ruler = Ruler(page, source)
    written = stretches(source)
    for found in _batches(_parted(written, ruler.damage) if ruler.damage else written):
        codes = _codes("".join(stretch.text for stretch in found))
        lengths = [len(stretch.text) for stretch in found]
        ends = ruler.places([end for stretch in found for end in (stretch.start, stretch.end)])
        starts, sizes = ends[::2], ends[1::2] - ends[::2]
        # The characters of a reference all have its bytes, and that of damage has what is ill-formed.
        references = np.repeat([stretch.reference for stretch in found], lengths)
        widths = ruler.widths(codes)
        steps = np.where(references, 0, widths)
        offsets = np.cumsum(steps, dtype=np.int32) - steps
        places = offsets + np.repeat(starts - offsets[np.cumsum(lengths) - lengths], lengths)
        widths = np.where(references, np.repeat(sizes, lengths), widths)
        yield np.vstack([codes, places, widths])[:, _visible(codes)]


def _parted(written: Iterator[Stretch], damage: Sequence[int]) -> Iterator[Stretch]:
    """Yield stretches with each character that stands for damage by itself, as if it were a reference."""
    for stretch in written:
        start = stretch.start
        inside = slice(bisect_left(damage, start), bisect_left(damage, stretch.end))
        for position in damage[inside]:
            if start < position:
                yield Stretch(stretch.text[start - stretch.start : position - stretch.start], start, position)
            yield Stretch(REPLACEMENT, position, position + 1, reference=True)
            start = position + 1
        if start == stretch.start:
            yield stretch
        elif start < stretch.end:
            yield Stretch(stretch.text[start - stretch.start :], start, stretch.end)


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces of text, with what belongs to them, in lists of about `BLOCK` characters."""
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece[0])
        if size >= BLOCK:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _codes(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)


def _visible(codes: Numbers) -> NDArray[np.bool_]:
    """Tell of each character whether it can be seen in a rendering."""
    table = _visibility()
    return table[np.minimum(codes, len(table) - 1)]


@cache
def _visibility() -> NDArray[np.bool_]:
    table = np.ones(0x10000, np.bool_)
    for found in BLANK.finditer("".join(map(chr, range(len(table))))):
        table[found.start() : found.end()] = False
    return table
