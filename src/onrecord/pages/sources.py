"""Where pages come from: files, folders and standard input, and the pages packed in a file.

Everything is lazy: one page is in memory at a time. What cannot be read becomes
a `Problem` in its place, and the rest is read.
"""

from __future__ import annotations

import os
import select
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from onrecord.schema import Blob, Outcome, Problem

STDIN: Final = "-"

_PIPE_PATIENCE: Final = 5.0
"""Seconds that a named pipe may stay without anyone who writes to it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that holds a page or many (`path` is None for standard input), not opened yet."""

    uri: str
    path: Path | None


def list_sources(paths: Sequence[str | Path]) -> list[Outcome[Source]]:
    """Return all files that `paths` stand for, in reading order, without opening one.

    A folder stands for the files below it, sorted by name, hidden ones left out;
    ``-`` for standard input. A path that cannot be read has a `Problem` in its place.
    """
    return list(_walk(paths))


def open_blobs(paths: Sequence[str | Path]) -> Iterator[Outcome[Blob]]:
    """Yield the pages in all files that `paths` stand for, see `list_sources` and `open_source`."""
    for source in _walk(paths):
        yield from open_source(source)


def open_source(source: Outcome[Source]) -> Iterator[Outcome[Blob]]:
    """Yield the pages in one file, one in memory at a time; a problem comes out as it went in.

    A file is one page, plain or gzip, or holds many: WARC, WACZ, JSON Lines; or one that has to be
    unpacked: a saved mail or MHTML. Problems: `page.missing`, `page.unreadable`, `page.empty`,
    `page.too_large` (more than 32 MiB, before or after unpacking), `page.gzip`, `page.warc`,
    `page.wacz`, `page.json`, `page.mail`.
    """
    if isinstance(source, Problem):
        yield source
        return
    # Slow to import, and a list needs no doors.
    from onrecord.pages.archives import unpack  # noqa: PLC0415
    from onrecord.pages.archives.wacz import is_wacz, read_wacz  # noqa: PLC0415

    try:
        if source.path is None:
            yield from unpack(sys.stdin.buffer, source.uri)
        else:
            with _opened(source.path) as file:
                read = read_wacz if is_wacz(file, source.uri) else unpack
                yield from read(file, source.uri)
    except OSError as error:
        yield _unreadable(source.uri, error)


def _opened(path: Path) -> BinaryIO:
    """Open a file; a pipe that nobody comes to write to reads as empty instead of holding us up for ever."""
    if not path.is_fifo():
        return path.open("rb")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    select.select([descriptor], [], [], _PIPE_PATIENCE)
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "rb")


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
