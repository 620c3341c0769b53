"""WARC files out of a WACZ, the ZIP archive in which web archiving tools hand collections on.

After the WACZ format 1.1.1 (webrecorder): the WARC files stand in its folder ``archive/``. What else
it holds (indexes, lists of pages) says nothing that the records do not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from onrecord.pages.archives.tape import open_tape
from onrecord.pages.archives.warc import read_warc
from onrecord.schema import Blob, Outcome, Problem

_FOLDER: Final = "archive/"
_SUFFIXES: Final = (".warc", ".warc.gz")
_ENCRYPTED: Final = 1
_PACKINGS: Final = (ZIP_STORED, ZIP_DEFLATED)
_START: Final = b"PK\x03\x04"


def is_wacz(file: IO[bytes], name: str) -> bool:
    """Tell a WACZ by its name, and by its first bytes, in a file that can be read at any place."""
    if not name.lower().endswith(".wacz") or not file.seekable():
        return False
    head = file.read(len(_START))
    file.seek(0)
    return head == _START


def read_wacz(file: IO[bytes], uri: str) -> Iterator[Outcome[Blob]]:
    """Yield the pages of all WARC files in a WACZ, in the order of their names, see `read_warc`.

    A page's `archive` is ``pages.wacz/archive/data.warc.gz@18233``. Problems: those of `read_warc`,
    and `page.wacz` for what cannot be unpacked.
    """
    damaged = Problem("page.wacz", "The WACZ file is damaged, cut off or encrypted; get it again.", uri)
    try:
        with ZipFile(file) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
            for entry in entries:
                if not entry.filename.startswith(_FOLDER) or not entry.filename.lower().endswith(_SUFFIXES):
                    continue
                if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKINGS:
                    yield damaged
                    continue
                with archive.open(entry) as packed:
                    yield from read_warc(open_tape(packed, entry.filename), f"{uri}/{entry.filename}")
    except (BadZipFile, EOFError, zlib.error):
        yield damaged
