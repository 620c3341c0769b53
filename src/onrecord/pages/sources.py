"""Where pages come from: files, folders and standard input, plain or gzip.

Everything is lazy: one file is in memory at a time. What cannot be read becomes
a `Problem` in its place, and the rest is read.
"""

from __future__ import annotations

import gzip
import io
import os
import select
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from onrecord.schema import Blob, Outcome, Problem

LARGEST_PAGE: Final = 32 * 1024 * 1024
"""Bytes a page may have after unpacking. The largest of 156 news pages measured has 1.7 MB."""

STDIN: Final = "-"

_GZIP_MAGIC: Final = b"\x1f\x8b"
_CHUNK: Final = 1024 * 1024
_PIPE_PATIENCE: Final = 5.0
"""Seconds that a named pipe may stay without anyone who writes to it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that holds a page (`path` is None for standard input), not opened yet."""

    uri: str
    path: Path | None


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def list_sources(paths: Sequence[str | Path]) -> list[Outcome[Source]]:
    """Return all files that `paths` stand for, in reading order, without opening one.

    A folder stands for the files below it, sorted by name, hidden ones left out;
    ``-`` for standard input. A path that cannot be read has a `Problem` in its place.
    """
    return list(_walk(paths))


def open_blobs(paths: Sequence[str | Path]) -> Iterator[Outcome[Blob]]:
    """Yield the bytes of each file that `paths` stand for, unpacked, one at a time.

    Problems: `page.missing`, `page.unreadable`, `page.empty`, `page.too_large`
    (more than `LARGEST_PAGE` bytes, before or after unpacking), `page.gzip`.
    """
    for source in _walk(paths):
        yield source if isinstance(source, Problem) else open_blob(source)


def open_blob(source: Source) -> Outcome[Blob]:
    """Read one source whole and unpack it. Problems as in `open_blobs`."""
    try:
        data = _read(source)
    except OSError as error:
        return _unreadable(source.uri, error)
    if data.startswith(_GZIP_MAGIC) and len(data) <= LARGEST_PAGE:
        try:
            data = _unpack(data)
        except (EOFError, OSError, zlib.error):
            return Problem("page.gzip", "The gzip file is cut off or damaged; get it again.", source.uri)
    if len(data) > LARGEST_PAGE:
        return Problem(
            "page.too_large",
            f"The page has more than {LARGEST_PAGE:,} bytes; split it into single pages.",
            source.uri,
        )
    if not data:
        return Problem("page.empty", "The file holds no bytes.", source.uri)
    return Blob(source.uri, data)


def _read(source: Source) -> bytes:
    if source.path is None:
        return _read_some(sys.stdin.buffer)
    with _opened(source.path) as file:
        # A sparse file of any size is turned down by its size alone.
        if stat.S_ISREG((status := os.fstat(file.fileno())).st_mode) and status.st_size > LARGEST_PAGE:
            return b"\0" * (LARGEST_PAGE + 1)
        return _read_some(file)


def _opened(path: Path) -> BinaryIO:
    """Open a file; a pipe that nobody comes to write to reads as empty instead of holding us up for ever."""
    if not path.is_fifo():
        return path.open("rb")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    select.select([descriptor], [], [], _PIPE_PATIENCE)
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "rb")


def _read_some(file: _Readable) -> bytes:
    """Read to the end, or to one byte past the largest page: enough to tell that it is too large."""
    buffer = io.BytesIO()
    while (left := LARGEST_PAGE + 1 - buffer.tell()) > 0 and (piece := file.read(min(_CHUNK, left))):
        buffer.write(piece)
    return buffer.getvalue()


def _unpack(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        return _read_some(file)


def _walk(paths: Sequence[str | Path]) -> Iterator[Outcome[Source]]:
    for path in paths:
        if str(path) == STDIN:
            yield Source(STDIN, None)
        elif path == "":
            # As a path it would be the folder we are in.
            yield Problem("page.missing", "The name of the file or folder is empty.")
        else:
            yield from _walk_path(Path(path))


def _walk_path(named: Path) -> Iterator[Outcome[Source]]:
    """Yield the files at and below `named`, depth first, each folder sorted by name."""
    # Each path with the folders above it, so that no link leads round in a ring.
    pending: list[tuple[Path, tuple[tuple[int, int], ...]]] = [(named, ())]
    while pending:
        path, above = pending.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if (identity := (status.st_dev, status.st_ino)) not in above:
                    below = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
                    pending += [(entry, (*above, identity)) for entry in reversed(below)]
            elif stat.S_ISREG(status.st_mode) or not above:
                # A path given by name may be a pipe: the shell's <(…) is one.
                yield Source(_uri(path), path)
            else:
                yield Problem("page.unreadable", "It is neither a file nor a folder.", _uri(path))
        except OSError as error:
            yield _unreadable(_uri(path), error)
        except ValueError:  # a NUL, which no name has
            yield _missing(_uri(path))


def _uri(path: str | Path) -> str:
    # A name that is not valid UTF-8 must still be storable and printable.
    return os.fsencode(Path(path).as_posix()).decode("utf-8", "backslashreplace")


def _unreadable(uri: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return _missing(uri)
    reason = error.strerror or type(error).__name__
    return Problem("page.unreadable", f"It cannot be read: {reason}.", uri)


def _missing(uri: str) -> Problem:
    return Problem("page.missing", "There is no such file or folder.", uri)
