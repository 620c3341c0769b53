"""Bytes for which a page's encoding has no character: each ill-formed sequence stands as U+FFFD in its text.

What is one sequence is what the Unicode standard recommends (the maximal subpart, section 3.9,
"U+FFFD Substitution of Maximal Subparts") and Python's ``errors="replace"`` does.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final, NamedTuple

from onrecord.schema import Page

REPLACEMENT: Final = "\ufffd"

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python copies what it was given into the error, so that long pieces with many errors take squares of time.
_PIECE: Final = 1024


class Damage(NamedTuple):
    """An ill-formed sequence: its bytes, and where its U+FFFD stands in the decoded page without its mark."""

    position: int
    start: int
    end: int


def bom_length(data: bytes) -> int:
    """Return how many bytes the byte order mark at the start of `data` takes, 0 without one."""
    return next((len(bom) for bom, _ in BOMS if data.startswith(bom)), 0)


def decoded(page: Page) -> str:
    """Return the bytes of a text or HTML page as they read, without the byte order mark.

    Raises `LookupError` where there is no encoding of that name.
    """
    return page.data[bom_length(page.data) :].decode(page.encoding, "replace")


def is_sound(data: bytes, encoding: str) -> bool:
    """Tell whether all bytes are valid in an encoding. Raises `LookupError` as `decoded` does."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def find_damage(data: bytes, encoding: str) -> Iterator[Damage]:
    """Yield the ill-formed sequences of a page in order.

    The encoding must be one whose characters do not depend on those before, as those of all pages are.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    position, place = 0, bom_length(data)
    while place < len(data):
        piece = data[place : place + _PIECE]
        decoder.reset()
        try:
            position += len(decoder.decode(piece, place + len(piece) == len(data)))
            place += len(piece) - len(decoder.getstate()[0])
        except UnicodeDecodeError as error:
            position += len(piece[: error.start].decode(encoding))
            yield Damage(position, place + error.start, place + error.end)
            position += 1
            place += error.end
