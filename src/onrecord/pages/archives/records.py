"""WARC records out of a tape, each checked to be whole; a broken one costs itself alone.

After the WARC Format 1.1 (ISO 28500): a head of named fields, an empty line, as many bytes as
its Content-Length says, and two line ends. What is not followed by the next record or by the
end is no whole record: its length or its bytes are damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.pages.archives.tape import WARC_START, Tape
from onrecord.pages.limits import LARGEST_PAGE

LARGEST_HEAD: Final = 64 * 1024
"""Bytes that the fields before a record's block, or before an HTTP body, may have."""

LARGEST_RECORD: Final = LARGEST_PAGE + 2 * LARGEST_HEAD

HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_LENGTH: Final = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_RECORD_START: Final = re.compile(rb"WARC/\d\.\d{1,3}\r?\n[\w-]{1,40}:")
_LONGEST_START: Final = 56
_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """The bytes of a record from its first field on, and where they stand in the file.

    `place` is the offset of its gzip member, and how far in it; of a plain file 0 and the offset.
    Of a record larger than `LARGEST_RECORD` `data` is the beginning, and `whole` is False.
    """

    place: tuple[int, int]
    data: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that is damaged or cut off."""

    place: tuple[int, int]


def read_records(tape: Tape) -> Iterator[Record | Broken]:
    """Yield the records of a WARC file in order, and a `Broken` for each that is damaged."""
    more = tape.fill(1)
    while more or tape.damage:
        last: Record | Broken | None = None
        for last in _stretch(tape):
            yield last
        damage = tape.damage
        # Where the damage left nothing of a record to be seen, it is told here.
        if damage and not (isinstance(last, Broken) and last.place[0] == damage.member):
            yield Broken((damage.member, 0))
        more = tape.resume()


def _stretch(tape: Tape) -> Iterator[Record | Broken]:
    """Yield the records up to the end of the file or to a place where it does not unpack."""
    while _to_text(tape):
        place = tape.place()
        length = _length(tape)
        record = None if length is None else _whole(tape, place, length)
        if record is not None:
            yield record
            continue
        yield Broken(place)
        _to_next(tape)


def _to_text(tape: Tape) -> bool:
    """Pass the line ends between records; False at the end."""
    while tape.fill(1):
        if tape.ahead[0] not in b"\r\n":
            return True
        tape.drop(1)
    return False


def _length(tape: Tape) -> int | None:
    """Return how many bytes the record has that begins here, or None where none does."""
    tape.fill(LARGEST_HEAD)
    if not tape.ahead.startswith(WARC_START):
        return None
    end = HEAD_END.search(tape.ahead, 0, LARGEST_HEAD)
    # A head that runs into the next record's, or holds what is no text, is damaged.
    if (
        end is None
        or _RECORD_START.search(tape.ahead, 1, end.start())
        or tape.ahead.find(0, 0, end.end()) >= 0
    ):
        return None
    length = _LENGTH.search(tape.ahead, 0, end.start() + 1)
    return end.end() + int(length[1]) if length else None


def _whole(tape: Tape, place: tuple[int, int], length: int) -> Record | None:
    """Take a record of this length off the tape, or None, and leave it there, where it is not whole."""
    if length <= LARGEST_RECORD:
        if not tape.fill(length) or not _is_followed(tape, place, length):
            return None
        return Record(place, tape.take(length), whole=True)
    head = bytes(tape.ahead[: 2 * LARGEST_HEAD])
    if not _pass(tape, length) or not _is_followed(tape, place, 0):
        return None
    return Record(place, head, whole=False)


def _pass(tape: Tape, length: int) -> bool:
    """Pass a large record in little memory; False, and before the next one, where it is not so long."""
    passed = 1
    while tape.fill(min(length, 2 * LARGEST_HEAD)):
        if _RECORD_START.search(tape.ahead, passed, length):
            return False
        if length <= len(tape.ahead):
            tape.drop(length)
            return True
        step = len(tape.ahead) - _LONGEST_START
        tape.drop(step)
        length -= step
        passed = 0
    return False


def _is_followed(tape: Tape, place: tuple[int, int], position: int) -> bool:
    """Tell whether the two line ends behind a record, the next record or the end stand at this position."""
    tape.fill(position + len(_END))
    if not tape.ahead.startswith(_END, position):
        while tape.fill(position + 1) and tape.ahead[position] in b"\r\n":
            position += 1
        if tape.fill(position + 1):
            return tape.fill(position + len(WARC_START)) and tape.ahead.startswith(WARC_START, position)
    # A gzip member's checksum stands behind its bytes: until it was read, they may be wrong.
    tape.fill(position + len(_END) + 1)
    return len(tape.ahead) > position + len(_END) or tape.damage is None or tape.damage.member != place[0]


def _to_next(tape: Tape) -> None:
    """Go to where the next record begins, or to the end."""
    tape.drop(1)
    while (found := _RECORD_START.search(tape.ahead)) is None:
        tape.drop(max(0, len(tape.ahead) - _LONGEST_START))
        if not tape.fill(len(tape.ahead) + 1):
            tape.drop(len(tape.ahead))
            return
    tape.drop(found.start())
