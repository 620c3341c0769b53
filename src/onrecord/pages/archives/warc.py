"""Pages out of a WARC file: the HTML, text and PDF that a crawler or a browser archived."""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from onrecord.pages.archives.records import HEAD_END, LARGEST_HEAD, Broken, Record, read_records
from onrecord.pages.archives.tape import WARC_START, Tape
from onrecord.pages.archives.unpacking import GZIP_MAGIC
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.pages.sites import without_password
from onrecord.schema import Blob, Given, Outcome, Problem

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGE_TYPES: Final = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/x-pdf"}
)
_FLAGS: Final = re.IGNORECASE | re.MULTILINE
_KINDS: Final = rb"warcinfo|response|resource|request|metadata|revisit|conversion|continuation"
_KIND: Final = re.compile(rb"^warc-type:[ \t]*(%s)[ \t]*\r?$" % _KINDS, _FLAGS)
_PAGE_KINDS: Final = frozenset({b"response", b"resource", b"conversion"})
_HTTP: Final = b"HTTP/"
_DIGEST: Final = re.compile(rb"^warc-block-digest:[ \t]*(sha1|sha256|md5):([\w=]+)[ \t]*\r?$", _FLAGS)
_CHUNK_HEAD: Final = re.compile(rb"[0-9a-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n", re.IGNORECASE)
_PAGE_START: Final = re.compile(rb"\s*(?:<!doctype html|<html|%PDF-)", re.IGNORECASE)
_PACKED: Final = (GZIP_MAGIC, b"\x28\xb5\x2f\xfd")
_SUCCESS: Final = range(200, 300)
_PARTIAL: Final = 206
_UNDOING: Final[tuple[Literal["all", "transfer", "none"], ...]] = ("all", "transfer", "none")


def is_warc(head: bytes, name: str) -> bool:
    """Tell a WARC file by its first bytes, or where they are damaged by its name."""
    if head.startswith(GZIP_MAGIC):  # packed twice: what is in it is not damaged
        return False
    return head.startswith(WARC_START) or name.lower().removesuffix(".gz").endswith(".warc")


def read_warc(tape: Tape, uri: str) -> Iterator[Outcome[Blob]]:
    """Yield the pages of a WARC file, in little memory however long the file is.

    Pages are HTML, text and PDF: responses with a status of success, resources and
    conversions. What else there is (requests, images, redirects, errors, revisits,
    ``robots.txt``) is passed over. A page's `archive` is ``crawl.warc.gz@18233``: in gzip the
    offset of the member that holds its record, ``@18233+512`` where it holds others before it.
    Problems: `page.warc` for a record that is damaged, `page.too_large` for a page of more
    than `LARGEST_PAGE` bytes; the others are read.
    """
    for record in read_records(tape):
        address = f"{uri}@{_place(record.place, packed=tape.packed)}"
        found = _damaged(address) if isinstance(record, Broken) else _page(record, address)
        if found is not None:
            yield found


def _place(place: tuple[int, int], *, packed: bool) -> str:
    member, inside = place
    if packed:
        return f"{member}+{inside}" if inside else str(member)
    return str(inside)


def _damaged(address: str) -> Problem:
    message = "A record of the archive is damaged or cut off here and was left out; the others are read."
    return Problem("page.warc", message, address)


@dataclass(frozen=True, slots=True)
class _Head:
    """What the fields of a record, and of the HTTP response in it, say of its page."""

    url: str
    media_type: str | None
    fetched: datetime | None

    @property
    def is_page(self) -> bool:
        return (self.media_type or "").partition(";")[0].strip().lower() in PAGE_TYPES


def _page(record: Record, address: str) -> Outcome[Blob] | None:
    """Return the page that a record holds, None where it holds none."""
    try:
        kind = _kind(record)
        head = _head(record.data, kind, whole=record.whole) if kind in _PAGE_KINDS else None
        payload = _payload(record.data) if head and record.whole else b""
    except OSError:
        return _damaged(address)
    if head is None or not (head.is_page or _PAGE_START.match(payload)):
        return None
    if not record.whole or len(payload) > LARGEST_PAGE:
        message = f"The page {head.url} has more than {LARGEST_PAGE:,} bytes."
        return Problem("page.too_large", message, address)
    if payload.startswith(_PACKED):
        return _damaged(address)
    url = without_password(head.url)
    given = Given(media_type=head.media_type, url=url if "://" in url else None)
    return Blob(url or address, payload, head.fetched, address, given) if payload else None


def _kind(record: Record) -> bytes:
    """Return a record's type. Raises `OSError` where it has none or, with a page, is not as archived."""
    kind = _KIND.search(record.data, 0, LARGEST_HEAD)
    if kind is None:
        raise OSError("the record does not say its type")
    if kind[1].lower() in _PAGE_KINDS and record.whole and not _is_as_archived(record.data):
        raise OSError("the record is not what its digest says")
    return kind[1].lower()


def _head(data: bytes, kind: bytes, *, whole: bool) -> _Head | None:
    """Return the head of a record that may hold a page. Raises `OSError` where it is damaged."""
    warc = _record(data)
    end = HEAD_END.search(data)
    if whole and end and warc.content_length != len(data) - end.end():
        raise OSError("the fields of the record are damaged")
    url = (warc.headers.get("WARC-Target-URI") or "").strip("<> ")
    media_type = warc.headers.get("Content-Type")
    if warc.is_http:
        warc.parse_http()
        status = warc.http_headers.status_code or 0
        if status not in _SUCCESS or status == _PARTIAL:
            return None
        media_type = warc.http_headers.get("Content-Type")
    elif kind == b"response":
        if warc.reader.read(len(_HTTP)) == _HTTP:
            raise OSError("the record does not say that it holds a response of HTTP")
        return None
    head = _Head(url, (media_type or "").strip() or None, _date(warc.headers.get("WARC-Date")))
    # Crawlers keep their own logs as "metadata:" resources.
    is_note = url.startswith("metadata:") or _path(url) == "/robots.txt"
    return None if is_note or (head.media_type and not head.is_page) else head


def _payload(data: bytes) -> bytes:
    """Return what a record carries, without the chunks and the packing that HTTP puts on it.

    Some crawlers keep the header that names an encoding and archive the page without it:
    what does not unpack is taken as it stands. Raises `OSError` where chunks are damaged.
    """
    for undone in _UNDOING:
        warc = _record(data)
        try:
            if warc.is_http:
                warc.parse_http(auto_decode=undone)
            payload = warc.reader.read(LARGEST_PAGE + 1)
        except OSError:
            continue
        if undone == "none" and _CHUNK_HEAD.match(payload):
            break
        return payload if undone == "all" else _inflated(payload, warc.http_headers.get("Content-Encoding"))
    raise OSError("the chunks of the response are damaged")


def _inflated(payload: bytes, encoding: str | None) -> bytes:
    """Unpack gzip in spite of a wrong header, and "deflate" without the frame that RFC 9110 asks for."""
    raw = (encoding or "").strip().lower() == "deflate"
    if not raw and not payload.startswith(GZIP_MAGIC):
        return payload
    try:
        return zlib.decompressobj(wbits=-15 if raw else 31).decompress(payload, LARGEST_PAGE + 1)
    except zlib.error:
        return payload


def _record(data: bytes) -> WarcRecord:
    from fastwarc.warc import WarcRecord  # noqa: PLC0415 - few readers meet a WARC file

    return WarcRecord.from_bytes(data)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _date(text: str | None) -> datetime | None:
    try:
        date = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _is_as_archived(data: bytes) -> bool:
    """Check the digest of a record's block, where it has one."""
    end = HEAD_END.search(data)
    found = _DIGEST.search(data, 0, end.start() + 1) if end else None
    if end is None or found is None:
        return True
    name, value = found[1].decode().lower(), found[2].decode("ascii", "replace").rstrip("=")
    digest = hashlib.new(name, memoryview(data)[end.end() :], usedforsecurity=False).digest()
    return value.lower() == digest.hex() or value.upper() == b32encode(digest).decode().rstrip("=")
