"""A page out of a saved mail (.eml) or a page saved whole by a browser (.mhtml, RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Final

from onrecord.pages.archives.tape import Tape
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.pages.sites import without_password
from onrecord.schema import Blob, Given, Outcome, Problem

MOST_PARTS: Final = 2000
MOST_LEVELS: Final = 100
"""Multiparts and mails inside a mail."""
MOST_LOOKS: Final = 5_000_000
"""Lines of a mail times the levels above them, each of which is looked for in each line at about 1 µs."""

_SUFFIXES: Final = frozenset({".eml", ".mht", ".mhtml"})
_SAVED_SUFFIXES: Final = frozenset({".mht", ".mhtml"})
_HEAD: Final = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")
_LEVEL: Final = re.compile(rb"\bboundary\s*\*?(?:0\*?)?=|message/rfc822", re.IGNORECASE)
_FORWARDED: Final = re.compile(r"\s*(?:fwd?|wg|tr|rv)\s*:", re.IGNORECASE)
_REPLY: Final = re.compile(r"^(?:\s*(?:re|aw)\s*:)+\s*", re.IGNORECASE)
_LIST_HEADERS: Final = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID")
_WEB: Final = re.compile(r"(?:https?|file|ftp)://", re.IGNORECASE)


def is_mail(head: bytes, name: str) -> bool:
    """Tell a mail by its head, which says that it is MIME, or by the file's name."""
    if PurePosixPath(name.lower().removesuffix(".gz")).suffix in _SUFFIXES:
        return True
    found = _HEAD.match(head)
    if found is None:
        return False
    names = {line.partition(b":")[0].strip().lower() for line in found[0].splitlines()}
    return {b"mime-version", b"content-type"} <= names


def read_mail(tape: Tape, uri: str) -> Iterator[Outcome[Blob]]:
    """Yield the page in a mail: its HTML, or else its text; of a saved page that of the page itself.

    A saved page has its own address and the time when it was saved (`fetched`). A mail has
    the file's address; its subject is the title and its date the published date, unless it was
    forwarded, and of a mail from a list the sender is the outlet. Problems: `page.mail`,
    `page.too_large`.
    """
    data = tape.take(LARGEST_PAGE + 1)
    if tape.damage:
        return
    if len(data) > LARGEST_PAGE:
        yield Problem("page.too_large", f"The mail has more than {LARGEST_PAGE:,} bytes.", uri)
        return
    levels = len(_LEVEL.findall(data))
    if levels > MOST_LEVELS or (levels + 1) * data.count(b"\n") > MOST_LOOKS:
        yield Problem("page.mail", "The mail has more parts or lines than any mail for readers has.", uri)
        return
    message = message_from_bytes(data)
    page = _main_part(message)
    content = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        yield Problem("page.mail", "The mail holds neither HTML nor text: it has attachments only.", uri)
    elif _is_saved(message, uri):
        yield _saved(message, page, content, uri)
    else:
        received = (_header(message, "Received") or "").rpartition(";")[2]
        yield Blob(uri, content, _date(received), uri, _given(message, page))


def _main_part(message: Message) -> Message | None:
    """Return the part that is the page: the root of a saved page, the first HTML, the first text."""
    parts: list[Message] = []
    for part in message.walk():
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            parts.append(part)
        if len(parts) > MOST_PARTS:
            break
    address = _header(message, "Snapshot-Content-Location")
    start = message.get_param("start")
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        found = [part for part in parts if part.get_content_type() == kind]
        roots = [
            part
            for part in found
            if (address and _header(part, "Content-Location") == address)
            or (start and _header(part, "Content-ID") == start)
        ]
        if found:
            return (roots or found)[0]
    return None


def _is_saved(message: Message, uri: str) -> bool:
    """Tell a page that a browser saved from a mail, whose form it has."""
    if PurePosixPath(uri.lower().removesuffix(".gz")).suffix in _SAVED_SUFFIXES:
        return True
    if _header(message, "Snapshot-Content-Location"):
        return True
    return re.match(r"<saved by", _header(message, "From") or "", re.IGNORECASE) is not None


def _saved(message: Message, page: Message, content: bytes, uri: str) -> Blob:
    named = (_header(message, "Snapshot-Content-Location"), _header(page, "Content-Location"))
    url = next((without_password(name) for name in named if name and _WEB.match(name)), None)
    given = Given(media_type=_media_type(page), url=url if url and url.lower().startswith("http") else None)
    return Blob(url or uri, content, _date(_header(message, "Date")), uri, given)


def _given(message: Message, page: Message) -> Given:
    """Return what a mail's head says of its text; of a forwarded one it says when it was forwarded."""
    subject = _header(message, "Subject") or ""
    if _FORWARDED.match(subject):
        return Given(media_type=_media_type(page))
    sent = _date(_header(message, "Date"))
    from_list = any(name in message for name in _LIST_HEADERS)
    return Given(
        media_type=_media_type(page),
        title=_REPLY.sub("", subject) or None,
        outlet=(parseaddr(_header(message, "From") or "")[0] or None) if from_list else None,
        published=sent.isoformat(timespec="seconds") if sent else None,
    )


def _media_type(part: Message) -> str:
    charset = part.get_content_charset()
    return part.get_content_type() + (f"; charset={charset}" if charset else "")


def _header(message: Message, name: str) -> str | None:
    """Return a header as one line of text, its encoded words decoded where they can be."""
    value = message.get(name)
    if value is None:
        return None
    try:
        text = str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode().split()) or None


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
