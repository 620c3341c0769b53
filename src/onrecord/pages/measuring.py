"""Where the characters of a decoded page stand in its bytes."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.pages.encoding import bom_length
from onrecord.schema import Page

Numbers: TypeAlias = NDArray[np.int32]

_UTF8_STEPS: Final = (0x80, 0x800, 0x10000)


class Ruler:
    """Measures the bytes of a page along its source: its bytes decoded, without the byte order mark."""

    def __init__(self, page: Page, source: str) -> None:
        self._source, self._encoding = source, page.encoding
        mark = bom_length(page.data)
        self._even = len(source) == len(page.data) - mark
        self._table: Numbers | None = None
        if not self._even and not _is_encoded(source, page.encoding, page.data[mark:]):
            self._table = _decoded_places(page.data, page.encoding)
        self._last = 0, mark

    def places(self, positions: Sequence[int]) -> Numbers:
        """Return the bytes at which characters begin; positions ascend, from one call to the next too."""
        if self._table is not None:
            return self._table[np.array(positions, np.int32)]
        position, place = self._last
        if self._even:
            return np.array(positions, np.int32) + np.int32(place)
        steps = (
            len(self._source[start:end].encode(self._encoding))
            for start, end in pairwise([position, *positions])
        )
        places = np.cumsum([place, *steps], dtype=np.int32)[1:]
        self._last = positions[-1], int(places[-1])
        return places

    def widths(self, codes: Numbers) -> Numbers:
        """Return how many bytes each character takes, as the encoding writes it."""
        widths = np.ones(len(codes), np.int32)
        if self._even:
            return widths
        if self._encoding == "utf-8":
            for step in _UTF8_STEPS:
                widths += codes >= step
            return widths
        characters, which = np.unique(codes, return_inverse=True)
        # Replaced are characters that stand here as references only, which are measured by themselves.
        sizes = [len(chr(code).encode(self._encoding, "replace")) for code in characters.tolist()]
        return np.array(sizes, np.int32)[which]


def _is_encoded(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False


def _decoded_places(data: bytes, encoding: str) -> Numbers:
    """Return the first byte of each character, and the end of the last, by decoding byte after byte.

    For bytes that their text does not tell: encodings of East Asia write some characters in two ways.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    places, start = [], bom_length(data)
    for position in range(start, len(data)):
        if made := len(decoder.decode(data[position : position + 1])):
            places += [start] * made
            start = position + 1
    return np.array([*places, len(data)], np.int32)
