"""Blob -> Page: is it text, HTML or PDF, in which encoding, and can it be read at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from onrecord.pages.damage import find_damage, is_sound
from onrecord.pages.encoding import Decoded, Fault, read_text, told
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.pages.pdf import is_pdf, read_pdf
from onrecord.pages.rendering import TooDeepError, parse, render
from onrecord.pages.scanning import count_attributes, long_tags, tags
from onrecord.pages.trees import SHELF
from onrecord.schema import Blob, Outcome, Page, PageKind, Problem

LONGEST_LINE: Final = 1_000_000
"""Characters a line of a text page may have: more than any book has in a paragraph."""

MOST_LINES: Final = 60_000
"""Lines a text page may have. Finding articles takes 25 to 70 µs a line; real pages have hundreds."""

LARGEST_HTML: Final = 10_000_000
"""Bytes of UTF-8 above which the parser may find a text too long. The largest of 156 pages has 1.7 MB."""

MOST_ATTRIBUTES: Final = 2000
"""Attributes an HTML tag may have: parsers take time that grows with their square."""

MOST_TAGS: Final = 200_000
"""Tags an HTML page may open. Finding an article takes about 50 µs a tag; real pages have thousands."""

MOST_CONTROLS: Final = 0.01
"""Share of control characters (tab, line and page ends not counted) that a text may have: old
encodings read as newer ones leave some in real pages, other data a tenth and more."""

_SIGNATURES: Final = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a picture, sound or video file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)
# After the WHATWG MIME Sniffing Standard, with the tags of later HTML.
_HTML_START: Final = re.compile(
    r"\s*(?:(?><\?xml[^>]*>|<!--.*?-->)\s*)*+<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style"
    r"|article|main|section|header|nav|iframe|h[1-6]|div|font|table|a|b|br|p|ul|ol|span|base)(?=[\s>/]))",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE: Final = re.compile(
    r"</?(?:html|body|div|p|a|h[1-6]|span|br|ul|article|table)[\s>/]", re.IGNORECASE
)
_HTML_NAMES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
# As bytes of UTF-8: in a page of a megabyte these are found five times as fast as characters.
_CONTROLS: Final = bytes([*range(9), *range(14, 32), 0x7F])
_LATER_CONTROLS: Final = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_SNIFFED: Final = 64 * 1024


def decode(blobs: Sequence[Blob]) -> list[Outcome[Page]]:
    """Turn each blob into a page, or into the `Problem` that keeps it from being one.

    Text, HTML or PDF is told by the content; a media type that came with the page, or a name
    that ends in ``.html``, is a hint. A character set that came with it goes before the one it
    declares; see `onrecord.pages.encoding`.
    Limits: `LARGEST_PAGE` bytes, `LONGEST_LINE` characters in a line of text, `MOST_LINES` of them; of HTML,
    256 levels of nesting, `LARGEST_HTML` bytes in long texts, `MOST_ATTRIBUTES` of a tag,
    `MOST_TAGS` of a page.
    Problems: `page.empty`, `page.too_large`, `page.binary`, `page.encoding`, `page.nesting`, `page.pdf`.
    """
    SHELF.clear()
    return [_decode(blob) for blob in blobs]


def doubts(page: Page) -> tuple[Problem, ...]:
    """Return what is uncertain of a page that was read.

    Problems: `page.encoding_guessed` where it does not tell its encoding. The bytes fit the
    encoding, and the text looks right in it: no proof, so it is said. `page.encoding_damaged`
    where some bytes do not fit and stand as U+FFFD.
    """
    if page.kind == "pdf":
        return ()
    found = filter(None, (_guess(page), _damage(page)))
    return tuple(Problem(fault.code, fault.message, page.uri, page.id) for fault in found)


def _guess(page: Page) -> Fault | None:
    sent = page.given.media_type if page.given else None
    if told(page.data, page.encoding, declares=page.kind == "html", sent=sent):
        return None
    return Fault(
        "page.encoding_guessed",
        f"It does not tell its encoding and was read as {page.encoding}, as its bytes suggest; "
        "look at its accents and quotation marks.",
    )


def _damage(page: Page) -> Fault | None:
    if is_sound(page.data, page.encoding):
        return None
    found = list(find_damage(page.data, page.encoding))
    count, first = sum(damage.end - damage.start for damage in found), found[0].start
    name = page.encoding.upper()
    if count == 1:
        message = f"1 byte is not valid {name} and stands as U+FFFD: byte {first:,}."
    else:
        message = f"{count:,} bytes are not valid {name} and stand as U+FFFD; the first is byte {first:,}."
    return Fault("page.encoding_damaged", message)


def _decode(blob: Blob) -> Outcome[Page]:
    page_id = f"sha256:{hashlib.sha256(blob.data).hexdigest()}"
    read = _turned_down(blob.data) or _read(blob, page_id)
    if isinstance(read, Fault):
        return Problem(read.code, read.message, blob.uri, page_id)
    text, kind, encoding = read
    came = (blob.fetched, blob.archive, blob.given, blob.shared)
    return Page(page_id, blob.uri, blob.data, text, kind, encoding, *came)


def _turned_down(data: bytes) -> Fault | None:
    if not data:
        return Fault("page.empty", "The file holds no bytes.")
    if len(data) > LARGEST_PAGE:
        return Fault("page.too_large", f"The page has more than {LARGEST_PAGE:,} bytes.")
    for signature, thing in _SIGNATURES:
        if data.startswith(signature):
            return Fault("page.binary", f"The file looks like {thing}, not like a page of text.")
    return None


def _read(blob: Blob, page_id: str) -> tuple[str, PageKind, str] | Fault:
    if is_pdf(blob.data):
        # Its strings are each in an encoding of their own.
        read = read_pdf(blob.data)
        return read if isinstance(read, Fault) else (read, "pdf", "binary")
    sent = blob.given.media_type if blob.given else None
    # Tags are ASCII, so what the page is can be told before its encoding is known;
    # UTF-16 shows its tags only once it is decoded, and needs no declaration.
    head = blob.data[:_SNIFFED].decode("latin-1").removeprefix("ï»¿")
    found = read_text(blob.data, declares=_is_html(head, blob), sent=sent)
    if isinstance(found, Fault):
        return found
    kind: PageKind = "html" if _is_html(found.text[:_SNIFFED], blob) else "text"
    text = _fault(found.text, kind) or (_rendered(found, page_id) if kind == "html" else found.text)
    if isinstance(text, Fault):
        return text
    if not text.strip():
        return Fault("page.empty", "The page holds no text.")
    return text, kind, found.encoding


def _rendered(found: Decoded, page_id: str) -> str | Fault:
    try:
        tree = parse(found.text)
    except TooDeepError:
        if len(found.text.encode("utf-8", "replace")) > LARGEST_HTML:
            return Fault("page.too_large", f"Its HTML has more than {LARGEST_HTML:,} bytes, in long texts.")
        return Fault("page.nesting", "Its HTML is nested deeper than 256 levels, which no real page is.")
    if tree is None:
        return ""
    SHELF.put(page_id, found.encoding, tree, len(found.text))
    return render(tree)


def _is_html(head: str, blob: Blob) -> bool:
    if _HTML_START.match(head):
        return True
    named = PurePosixPath(blob.uri.removesuffix(".gz")).suffix.lower() in _HTML_NAMES
    return (named or _sent(blob) in _HTML_TYPES) and _HTML_INSIDE.search(head) is not None


def _sent(blob: Blob) -> str | None:
    """Return the media type that a page came with, without its charset."""
    sent = blob.given.media_type if blob.given else None
    return sent.partition(";")[0].strip().lower() if sent else None


def _fault(text: str, kind: PageKind) -> Fault | None:
    if "\0" in text:
        return Fault("page.binary", "It holds NUL characters, which no text has.")
    if _controls(text) > 2 + MOST_CONTROLS * len(text):
        return Fault("page.binary", "It holds too many control characters to be a text.")
    if kind == "text" and _longest_line(text) > LONGEST_LINE:
        return Fault("page.too_large", f"A line of it has more than {LONGEST_LINE:,} characters.")
    if kind == "text" and text.count("\n") > MOST_LINES:
        return Fault("page.too_large", f"It has more than {MOST_LINES:,} lines.")
    return _overgrown(text) if kind == "html" else None


def _controls(text: str) -> int:
    encoded = text.encode("utf-8", "surrogatepass")
    later = 0 if text.isascii() else sum(1 for _ in _LATER_CONTROLS.finditer(encoded))
    return len(encoded) - len(encoded.translate(None, _CONTROLS)) + later


def _overgrown(source: str) -> Fault | None:
    """Turn down, in linear time, what would keep the parser or the search for articles busy for ever."""
    if source.count("<") > MOST_TAGS and sum(1 for _ in islice(tags(source), MOST_TAGS + 1)) > MOST_TAGS:
        return Fault("page.too_large", f"Its HTML has more than {MOST_TAGS:,} tags.")
    # Each attribute takes two characters at least, so few tags need counting.
    if any(count_attributes(tag) > MOST_ATTRIBUTES for tag in long_tags(source, 2 * MOST_ATTRIBUTES)):
        return Fault("page.too_large", f"A tag of it has more than {MOST_ATTRIBUTES:,} attributes.")
    return None


def _longest_line(text: str) -> int:
    if len(text) <= LONGEST_LINE:
        return 0
    return max(map(len, text.splitlines()))
