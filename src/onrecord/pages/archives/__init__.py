"""The doors: each kind of file in which pages are packed has one, that yields its pages in a stream.

What kind a file is, its first bytes say before its name does. A file that no door knows is one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.pages.archives.jsonlines import is_json_lines, read_json_lines
from onrecord.pages.archives.mail import is_mail, read_mail
from onrecord.pages.archives.tape import Readable, Tape, open_tape
from onrecord.pages.archives.warc import is_warc, read_warc
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.schema import Blob, Outcome, Problem

__all__ = ["DOORS", "Door", "Readable", "Tape", "open_tape", "unpack"]

_HEAD: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of file with pages in it.

    Args:
        knows: tells it by its first 64 KiB, unpacked, and by its name.
        read: yields its pages; it stops where `Tape.damage` is met, which is told by `unpack`.
    """

    knows: Callable[[bytes, str], bool]
    read: Callable[[Tape, str], Iterator[Outcome[Blob]]]


DOORS: Final = (
    Door(is_warc, read_warc),
    Door(is_json_lines, read_json_lines),
    Door(is_mail, read_mail),
)


def unpack(file: Readable, uri: str) -> Iterator[Outcome[Blob]]:
    """Yield the pages in a file, one in memory at a time. Raises `OSError` as the file does.

    Problems: those of its door, `page.empty`, `page.too_large`, and `page.gzip` where a gzip
    file is damaged: a page that is not whole is left out.
    """
    tape = open_tape(file, uri)
    tape.fill(_HEAD)
    head = bytes(tape.ahead[:_HEAD])
    if not head and not tape.damage:
        yield Problem("page.empty", "The file holds no bytes.", uri)
        return
    read = next((door.read for door in DOORS if door.knows(head, uri)), _read_page)
    yield from read(tape, uri)
    if tape.damage:
        yield Problem("page.gzip", "The gzip file is cut off or damaged; get it again.", uri)


def _read_page(tape: Tape, uri: str) -> Iterator[Outcome[Blob]]:
    """Yield a file that is one page, whole."""
    data = tape.take(LARGEST_PAGE + 1)
    if tape.damage:
        return
    if len(data) > LARGEST_PAGE:
        message = f"The page has more than {LARGEST_PAGE:,} bytes; split it into single pages."
        yield Problem("page.too_large", message, uri)
    else:
        yield Blob(uri, data)
