"""WARC files for tests, made by fastwarc's own writer."""

from __future__ import annotations

import io
from dataclasses import dataclass

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

DATE = "2024-01-28T09:30:00Z"


@dataclass(frozen=True)
class Entry:
    """A record to be written: of a response its HTTP head and body."""

    url: str
    body: bytes
    head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    kind: str = "response"
    media_type: str = "application/http; msgtype=response"


def response(url: str, body: bytes, *fields: str, status: str = "200 OK") -> Entry:
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *fields))
    return Entry(url, body, head.encode() + b"\r\n")


def resource(url: str, body: bytes, media_type: str, kind: str = "resource") -> Entry:
    return Entry(url, body, b"", kind, media_type)


def written(entry: Entry, *, packed: bool = False) -> bytes:
    """Return one record as it stands in a file, with the digest of its block."""
    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, entry.kind))
    record.headers["WARC-Target-URI"] = entry.url
    record.headers["WARC-Date"] = DATE
    record.headers["Content-Type"] = entry.media_type
    record.set_bytes_content(entry.head + entry.body)
    record.is_http = bool(entry.head)
    out = io.BytesIO()
    if packed:
        writer = GzipWriter(out)
        record.write(writer, checksum_data=True)
        writer.close()
    else:
        record.write(out, checksum_data=True)
    return out.getvalue()


def warc(*entries: Entry, packed: bool = False) -> bytes:
    return b"".join(written(entry, packed=packed) for entry in entries)
