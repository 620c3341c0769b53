"""The lines of a text dump as blocks: a paragraph, a heading, a menu entry each.

A block is a line that is not blank, without its bullet and the space around it.
In a dump that was wrapped at a fixed width, the lines of a paragraph are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_BLANK = (
    "".join(map(chr, range(33)))
    + "\x7f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
    + "".join(map(chr, range(0x2000, 0x2010)))
)
_BULLET = re.compile(r"(?:[•·▪▫●■◦‣⁃∙○►▸➤✓–*+-]{1,3}[\s\u200b]+|o[ \t]+|[•▪●■◦‣⁃∙►▸➤]+)+")
_FIRST_WORD = re.compile(r"\S+")

_NARROWEST, _WIDEST = 40, 130
_FEWEST_LINES = 6
_FULL = 0.6
_MOSTLY = 0.4
_OUTLIERS = 0.01


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page text that stands on lines of its own.

    `start` and `end` are code points into the page text; `text` is that stretch
    on one line. `bullet`: a list bullet stood before it. `apart`: a blank line
    stands before it, or nothing.
    """

    start: int
    end: int
    text: str
    bullet: bool
    apart: bool
    words: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    width: int
    bullet: bool
    apart: bool


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of a page text in order, in time linear in its length."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    first = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and width and _continues(text, lines[index - 1], lines[index], width):
            continue
        blocks.append(_block(text, lines[first], lines[index - 1]))
        first = index
    return blocks


def _block(text: str, first: _Line, last: _Line) -> Block:
    words = text[first.start : last.end].split()
    return Block(first.start, last.end, " ".join(words), first.bullet, first.apart, len(words))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    offset = 0
    apart = True
    for raw in text.splitlines(keepends=True):
        line = raw.strip(_BLANK)
        if not line:
            offset += len(raw)
            apart = True
            continue
        start = offset + len(raw) - len(raw.lstrip(_BLANK))
        end = start + len(line)
        mark = _BULLET.match(line)
        bullet = mark is not None and mark.end() < len(line)
        if mark is not None and bullet:
            start += mark.end()
        found.append(_Line(start, end, start - offset, end - offset, bullet, apart))
        offset += len(raw)
        apart = False
    return found


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """Return the width a dump was wrapped at, or None where each paragraph is one line."""
    widths = sorted(line.width for line in lines)
    if len(widths) < _FEWEST_LINES:
        return None
    width = widths[-1 - int(_OUTLIERS * len(widths))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [(left, right) for left, right in pairwise(lines) if not _opens(left, right)]
    full = [(left, right) for left, right in pairs if left.width >= _FULL * width]
    wrapped = sum(_continues(text, left, right, width) for left, right in full)
    return width if wrapped >= _FEWEST_LINES - 1 and wrapped >= _MOSTLY * len(full) else None


def _opens(left: _Line, right: _Line) -> bool:
    """Say whether `right` shows that it begins a block: by a blank line, a bullet or an indent."""
    return right.apart or right.bullet or right.indent > left.indent


def _continues(text: str, left: _Line, right: _Line, width: int) -> bool:
    """Say whether `right` goes on with `left`: its first word did not fit there any more."""
    if _opens(left, right):
        return False
    word = _FIRST_WORD.match(text, right.start, right.start + width)
    return word is not None and left.width + 1 + word.end() - word.start() > width
