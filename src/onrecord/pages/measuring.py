"""Where the characters of a decoded page stand in its bytes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.pages.damage import bom_length, find_damage, is_sound
from onrecord.schema import Page

Numbers: TypeAlias = NDArray[np.int32]

_UTF8_STEPS: Final = (0x80, 0x800, 0x10000)


class Ruler:
    """Measures the bytes of a page along its source: its bytes decoded, without the byte order mark.

    `damage` are the characters of the source that stand for ill-formed sequences of more than a
    byte: how many bytes they take `places` tells, `widths` does not.
    """

    def __init__(self, page: Page, source: str) -> None:
        self._source, self._encoding = source, page.encoding
        mark = bom_length(page.data)
        self._even = len(source) == len(page.data) - mark
        self._table: Numbers | None = None
        self.damage: Sequence[int] = ()
        if not self._even and not _is_encoded(source, page.encoding, page.data[mark:]):
            self.damage, self._table = _table(page.data, source, page.encoding)
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
        return np.ones(len(codes), np.int32) if self._even else _widths(codes, self._encoding)


def _widths(codes: Numbers, encoding: str) -> Numbers:
    if encoding == "utf-8":
        widths = np.ones(len(codes), np.int32)
        for step in _UTF8_STEPS:
            widths += codes >= step
        return widths
    characters, which = np.unique(codes, return_inverse=True)
    # Replaced are characters that stand here as references only, which are measured by themselves.
    sizes = [len(chr(code).encode(encoding, "replace")) for code in characters.tolist()]
    return np.array(sizes, np.int32)[which]


def _is_encoded(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False


def _table(data: bytes, source: str, encoding: str) -> tuple[Sequence[int], Numbers]:
    """Return which characters stand for damage, and the first byte of every one with the end of the last.

    For bytes that their text does not tell: those of damage, and of encodings of East Asia,
    which write some characters in two ways.
    """
    found = () if is_sound(data, encoding) else tuple(find_damage(data, encoding))
    gaps = pairwise((bom_length(data), *(edge for one in found for edge in (one.start, one.end)), len(data)))
    sound = [data[start:end] for start, end in islice(gaps, 0, None, 2)]
    damage = [one.position for one in found]
    codes = np.frombuffer(source.encode("utf-32-le"), np.int32)
    rest = np.ones(len(codes), np.bool_)
    rest[damage] = False
    steps = np.zeros(len(codes), np.int32)
    steps[damage] = [one.end - one.start for one in found]
    if _is_encoded(codes[rest].tobytes().decode("utf-32-le"), encoding, b"".join(sound)):
        steps[rest] = _widths(codes[rest], encoding)
    else:
        steps[rest] = [step for piece in sound for step in _decoded_steps(piece, encoding)]
    return damage, np.cumsum(np.append(np.int32(bom_length(data)), steps), dtype=np.int32)


def _decoded_steps(data: bytes, encoding: str) -> Iterator[int]:
    """Yield how many bytes each character takes, by decoding byte after byte."""
    decoder = codecs.getincrementaldecoder(encoding)()
    start = 0
    for position in range(len(data)):
        if made := len(decoder.decode(data[position : position + 1])):
            # Two characters may be written as one: all bytes are the last one's.
            yield from [0] * (made - 1)
            yield position + 1 - start
            start = position + 1
