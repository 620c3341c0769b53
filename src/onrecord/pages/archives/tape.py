"""A file that is read forwards once, with a look ahead, and knows where its bytes stand."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import Final, Protocol

from onrecord.pages.archives.unpacking import GZIP_MAGIC, Damage, Unpacked, gunzip, plain

_CHUNK: Final = 256 * 1024
WARC_START: Final = b"WARC/"


class Readable(Protocol):
    """Anything with a `read` that returns no bytes at the end."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


class Tape:
    """The unpacked bytes of a file: `ahead` is what was read and not yet taken.

    It runs to the end or to the first damage, which is then in `damage`; `resume` goes on behind it.
    `packed` says that the file is gzip.
    """

    def __init__(self, pieces: Unpacked, *, packed: bool = False) -> None:
        self.ahead = bytearray()
        self.packed = packed
        self.damage: Damage | None = None
        self._pieces = pieces
        self._position = 0
        # Where the pieces that are ahead begin: on the tape, and in the file.
        self._marks: deque[tuple[int, int, int]] = deque()

    def fill(self, size: int) -> bool:
        """Read until `size` bytes are ahead; False where there are not so many."""
        while len(self.ahead) < size and self.damage is None:
            piece = next(self._pieces, None)
            if piece is None:
                return False
            if isinstance(piece, Damage):
                self.damage = piece
                return False
            self._marks.append((self._position + len(self.ahead), piece.member, piece.inside))
            self.ahead += piece.data
        return len(self.ahead) >= size

    def drop(self, size: int) -> None:
        """Leave bytes behind, at most as many as are ahead."""
        size = min(size, len(self.ahead))
        del self.ahead[:size]
        self._position += size

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes, or as many as there are, and leave them behind."""
        self.fill(size)
        with memoryview(self.ahead) as ahead:
            data = bytes(ahead[:size])
        self.drop(size)
        return data

    def place(self) -> tuple[int, int]:
        """Return where the next byte stands: its gzip member's offset in the file, and how far in it."""
        while len(self._marks) > 1 and self._marks[1][0] <= self._position:
            self._marks.popleft()
        position, member, inside = self._marks[0] if self._marks else (self._position, 0, 0)
        return member, inside + self._position - position

    def resume(self) -> bool:
        """Forget what is ahead and go on behind the damage; False where nothing is left."""
        self.drop(len(self.ahead))
        self._marks.clear()
        self.damage = None
        return self.fill(1)


def open_tape(file: Readable, name: str) -> Tape:
    """Return the tape of a file, unpacked where its first bytes say that it is gzip.

    Of a WARC file the name may say so too: damage of its first bytes must not cost the others.
    """
    chunks = _chunks(file)
    head = next(chunks, b"")
    while 0 < len(head) < len(GZIP_MAGIC) and (more := next(chunks, b"")):
        head += more
    chunks = chain([head] if head else [], chunks)
    named = name.lower().endswith(".warc.gz") and not head.startswith(WARC_START)
    if head.startswith(GZIP_MAGIC) or named:
        return Tape(gunzip(chunks, resume=WARC_START), packed=True)
    return Tape(plain(chunks))


def _chunks(file: Readable) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
