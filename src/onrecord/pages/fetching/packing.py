"""Unpacking what a server sent packed, so that what unpacks without end is stopped early."""

from __future__ import annotations

import zlib
from typing import Final

PACKINGS: Final = frozenset({"gzip", "x-gzip", "deflate"})

_GZIP: Final = 16 + zlib.MAX_WBITS
_GZIP_MAGIC: Final = b"\x1f\x8b"


class DamagedError(Exception):
    """The packed bytes are cut off or damaged."""


class TooLargeError(Exception):
    """More came out than was allowed."""


def unpack(data: bytes, packing: str, most: int) -> bytes:
    """Return what is packed in `data`.

    Args:
        data: all packed bytes.
        packing: one of `PACKINGS`; ``deflate`` is with the header of RFC 1950, or bare as
            some servers send it.
        most: how many bytes may come out.

    Raises:
        DamagedError: the bytes are not of that packing, or end before their end.
        TooLargeError: more than `most` bytes would come out; no more than that was unpacked.
    """
    if not data:
        return b""
    window = _GZIP if packing != "deflate" else _deflate_window(data)
    out = bytearray()
    while True:
        box = zlib.decompressobj(window)
        try:
            out += box.decompress(data, most + 1 - len(out))
        except zlib.error as error:
            raise DamagedError from error
        if len(out) > most:
            raise TooLargeError
        if not box.eof:
            raise DamagedError
        data = box.unused_data
        # A gzip file may have several members; what pads it after the last is no part of it.
        if window != _GZIP or not data.startswith(_GZIP_MAGIC):
            return bytes(out)


def _deflate_window(data: bytes) -> int:
    # RFC 1950: the header names the method, and its two bytes are a multiple of 31.
    headed = data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if headed else -zlib.MAX_WBITS
