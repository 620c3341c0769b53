"""How a page is spoiled: by byte, by tag, by line, by encoding. Every mutation is drawn from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final, TypeAlias

Mutation: TypeAlias = Callable[[bytes, random.Random], bytes]

MOST_BYTES: Final = 4 * 1024 * 1024
"""A mutation that repeats parts of a page stops about here."""

_TAG: Final = re.compile(rb"<[^<>]{1,300}>")
_ODD: Final = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"&", b"&#", b"&#x110000;", b"&amp;amp;", b"<", b">",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml", b"<script>", b"</script>", b"<style>", b"</p>",
    b"<p>", b"<table>", b"<tr><td>", b"<svg>", b"<template>", b"<plaintext>", b"<textarea>", b"<q>",
    b"<br/>", b"\r", b"\r\n", b"\n\n", b"\t", b"\x0c", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\x8b",
    b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xf0\x9f\x87\xba\xf0\x9f\x87\xb8", b"e\xcc\x81", "“".encode(),
    "”".encode(), b"''", b'"', b"...",
)  # fmt: skip
_ENCODINGS: Final = ("utf-16", "utf-16-le", "cp1252", "shift_jis", "koi8-r", "utf-8-sig", "gb18030", "utf-7")
_WIDTHS: Final = (20, 40, 72, 80, 120)


def flip(data: bytes, rng: random.Random) -> bytes:
    """Change up to twenty bytes."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(data: bytes, rng: random.Random) -> bytes:
    """Keep one end, or lose the middle."""
    first, last = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return rng.choice((data[:last], data[first:], data[:first] + data[last:]))


def insert(data: bytes, rng: random.Random) -> bytes:
    """Put odd bytes into up to ten places."""
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(_ODD) * rng.choice((1, 1, 1, 2, 50)) + data[at:]
    return data


def repeat(data: bytes, rng: random.Random) -> bytes:
    """Repeat one part many times."""
    first = rng.randrange(len(data))
    part = data[first : first + rng.choice((1, 10, 100, 1000, 20000))]
    times = min(rng.choice((2, 10, 1000, 100000)), max(1, MOST_BYTES // len(part)))
    return data[:first] + part * times + data[first:]


def move(data: bytes, rng: random.Random) -> bytes:
    """Swap two parts."""
    a, b, c = sorted(rng.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def untag(data: bytes, rng: random.Random) -> bytes:
    """Lose, double or exchange some of the tags."""
    tags = _TAG.findall(data)
    if not tags:
        return insert(data, rng)
    share = rng.choice((0.01, 0.1, 0.5))

    def other(found: re.Match[bytes]) -> bytes:
        if rng.random() >= share:
            return found[0]
        return rng.choice((b"", found[0] * 2, rng.choice(tags), b"<" + found[0], found[0][:-1]))

    return _TAG.sub(other, data)


def nest(data: bytes, rng: random.Random) -> bytes:
    """Open one element very often."""
    tag = rng.choice((b"div", b"span", b"b", b"table", b"ul><li", b"blockquote", b"a href=x", b"font"))
    at = rng.randrange(len(data) + 1)
    return data[:at] + (b"<" + tag + b">") * rng.choice((10, 200, 300, 5000)) + data[at:]


def shuffle(data: bytes, rng: random.Random) -> bytes:
    """Bring the lines of a part into another order."""
    lines = data.split(b"\n")
    first = rng.randrange(len(lines))
    part = lines[first : first + rng.choice((5, 50, 5000))]
    rng.shuffle(part)
    lines[first : first + len(part)] = part
    return b"\n".join(lines)


def rewrap(data: bytes, rng: random.Random) -> bytes:
    """Break lines at a width, or join them all."""
    if rng.random() < 0.3:
        return data.replace(b"\n", rng.choice((b" ", b"", b"\r", b"\r\n", b"\n\n")))
    width = rng.choice(_WIDTHS)
    return b"\n".join(data[at : at + width] for at in range(0, len(data), width))


def recode(data: bytes, rng: random.Random) -> bytes:
    """Write the page in another encoding than it says."""
    return data.decode("utf-8", "replace").encode(rng.choice(_ENCODINGS), "replace")


def recase(data: bytes, rng: random.Random) -> bytes:
    """Write all in one case."""
    return data.upper() if rng.random() < 0.5 else data.lower()


MUTATIONS: Final[tuple[Mutation, ...]] = (
    flip, cut, insert, repeat, move, untag, nest, shuffle, rewrap, recode, recase
)  # fmt: skip


def spoil(data: bytes, rng: random.Random) -> bytes:
    """Apply one to four mutations."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        if data:
            data = rng.choice(MUTATIONS)(data, rng)
    return data[: 2 * MOST_BYTES]
