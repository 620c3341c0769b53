"""Bytes out of a file, plain or gzip, piece by piece; damage is a value that says where."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

GZIP_MAGIC: Final = b"\x1f\x8b"

_MEMBER_START: Final = b"\x1f\x8b\x08"
_FEED: Final = 64 * 1024
_LARGEST_PIECE: Final = 1024 * 1024
_HELD: Final = 32 * 1024 * 1024
"""Packed bytes of one gzip member that are kept, to look in them for the next one if it is damaged."""
_TRIED: Final = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """Unpacked bytes: the gzip member they are of, by its offset in the file, and where in it they begin.

    A plain file counts as one member at 0.
    """

    data: bytes
    member: int
    inside: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A gzip member that is damaged or cut off, by its offset in the file."""

    member: int


Unpacked: TypeAlias = Iterator[Piece | Damage]


def plain(chunks: Iterator[bytes]) -> Unpacked:
    """Yield the pieces of a file that is not packed."""
    offset = 0
    for chunk in chunks:
        yield Piece(chunk, 0, offset)
        offset += len(chunk)


def gunzip(chunks: Iterator[bytes], *, resume: bytes) -> Unpacked:
    """Yield the unpacked bytes of a gzip file, at most 1 MiB at a time.

    After a `Damage` it goes on at the next member whose unpacked bytes begin with `resume`.
    Zero bytes between and after members are padding, as gzip has it.
    """
    packed = _Packed(chunks)
    while packed.rest or packed.more():
        damage = yield from _member(packed)
        if damage is None:
            packed.drop_padding()
            continue
        yield damage
        if not packed.find_member(resume):
            return


class _Packed:
    """The bytes of a gzip file from `offset` on, as far as they were read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.rest = bytearray()
        self.offset = 0

    def more(self) -> bool:
        chunk = next(self.chunks, b"")
        self.rest += chunk
        return bool(chunk)

    def drop(self, size: int) -> None:
        del self.rest[:size]
        self.offset += size

    def drop_padding(self) -> None:
        while self.rest or self.more():
            padding = len(self.rest) - len(self.rest.lstrip(b"\0"))
            self.drop(padding)
            if self.rest:
                return

    def find_member(self, begins: bytes) -> bool:
        """Go to the next member after this offset; False where there is none."""
        position = 1
        while True:
            found = self.rest.find(_MEMBER_START, position)
            if found < 0:
                self.drop(max(position, len(self.rest) - len(_MEMBER_START) + 1))
                position = 0
                if not self.more():
                    return False
                continue
            while len(self.rest) < found + _TRIED and self.more():
                pass
            if _unpacks_to(bytes(self.rest[found : found + _TRIED]), begins):
                self.drop(found)
                return True
            position = found + 1


def _unpacks_to(data: bytes, begins: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, len(begins)) == begins
    except zlib.error:
        return False


def _member(packed: _Packed) -> Generator[Piece, None, Damage | None]:
    start = packed.offset
    unpacker = zlib.decompressobj(wbits=31)
    fed = inside = 0
    while not unpacker.eof:
        if fed == len(packed.rest) and not packed.more():
            return Damage(start)
        feed = bytes(packed.rest[fed : fed + _FEED])
        fed += len(feed)
        while feed and not unpacker.eof:
            try:
                data = unpacker.decompress(feed, _LARGEST_PIECE)
            except zlib.error:
                return Damage(start)
            if data:
                yield Piece(data, start, inside)
                inside += len(data)
            feed = unpacker.unconsumed_tail
        if fed > _HELD and not unpacker.eof:
            packed.drop(fed)
            fed = 0
    packed.drop(fed - len(unpacker.unused_data))
    return None
