"""Bytes to text: which encoding a page is in. Nothing is ever replaced silently.

The order: byte order mark; UTF-16 told by its NULs; UTF-8 where the bytes hold; what the
server or mail that sent the page says; what an HTML page declares; the Western encodings
of English text; at last what charset-normalizer detects. The HTML standard has the server
before all but the mark; but what holds as UTF-8 is so, and servers are wrong about it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DETECTION_SAMPLE: Final = 64 * 1024
LEAST_COHERENCE: Final = 0.3
WESTERN_SHARE: Final = 0.1
"""Above this share of bytes beyond ASCII a text is not English in a Western encoding."""

_DECLARATION: Final = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_PARAMETER: Final = re.compile(r""";\s*charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# The codecs a page may be in. Left out on purpose: codecs that are no character sets
# (punycode, unicode_escape) and stateful ones, whose bytes have no place of their own.
_CHARACTER_SETS: Final = re.compile(
    r"utf-8|cp\d{3,5}|iso8859-\d+|koi8-[rut]|gb18030|gbk|big5(hkscs)?|euc_(jp|kr)|mac-(roman|cyrillic|latin2)|tis-620"
)
# What the WHATWG Encoding Standard makes of a label, where Python differs.
_AS_BROWSERS_READ: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "utf-16": "utf-8", "utf-16-le": "utf-8",
}  # fmt: skip
_WESTERN: Final = ("cp1252", "mac-roman")
# What a wrong Western guess looks like: "donÕt", "caf‚", "Erdoðan", stray accents, control codes.
_MISREAD: Final = re.compile(
    r"[a-z][À-ÖØ-ÞŠŽŒŸ]|\w[‚„†‡ˆ‰¨¸¯¬]\w|[a-z][‚„†‡ˆ‰]|[\x80-\x9fðÞþ\uf8ff◊˛ˇ˘˙˚˝ﬁﬂ]|[¹²³]\w|\w[¿¡]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, and the Python codec that read it."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a page cannot be read: a problem's code and sentence, before its place is known."""

    code: str
    message: str


_UNSURE: Final = Fault(
    "page.encoding", "Its encoding cannot be told for certain; save the page again as UTF-8."
)


def bom_length(data: bytes) -> int:
    """Return how many bytes the byte order mark at the start of `data` takes, 0 without one."""
    return next((len(bom) for bom, _ in BOMS if data.startswith(bom)), 0)


def read_text(data: bytes, *, declares: bool, sent: str | None = None) -> Decoded | Fault:
    """Decode `data`, or return why it cannot be done with certainty.

    With `declares` a ``<meta charset>`` or XML declaration counts. `sent` is the media type it
    came with, whose charset goes before that.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, f"Its byte order mark says {encoding}")
    if b"\0" in data:
        return _without_bom(data)
    utf8 = _strict(data, "utf-8", "It looks like UTF-8")
    # Text beyond ASCII that is valid UTF-8 is UTF-8, whatever a stale declaration says:
    # in any other encoding it would be so only by an odd chance.
    if isinstance(utf8, Decoded) or _mostly_utf8(data):
        return utf8
    declared = _declared(data) if declares else None
    for named in (_charset(sent), declared):
        if named and isinstance(read := _strict(data, named, ""), Decoded):
            return read
    if declared == "utf-8":
        return utf8
    return _western(data) if _beyond_ascii(data) <= WESTERN_SHARE * len(data) + 2 else _detected(data)


def told(data: bytes, encoding: str, *, declares: bool, sent: str | None = None) -> bool:
    """Tell whether `encoding` was said of a page: by mark, form, declaration or who sent it."""
    if encoding == "utf-8" or bom_length(data) > 0:
        return True
    return _charset(sent) == encoding or (declares and _declared(data) == encoding)


def _strict(data: bytes, encoding: str, reason: str) -> Decoded | Fault:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start:,} is not valid in it"
        return Fault("page.encoding", f"{reason}, but {place}; save the page again as UTF-8.")


def _without_bom(data: bytes) -> Decoded | Fault:
    """Read UTF-16 without a byte order mark: of English text nearly every second byte is NUL."""
    units = len(data) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = data[first::2].count(0), data[1 - first :: 2].count(0)
        if others == 0 and zeros >= 0.7 * units and len(data) % 2 == 0:
            return _strict(data, encoding, f"It looks like {encoding}")
    return Fault("page.binary", "It holds NUL bytes, which no text has.")


def _declared(data: bytes) -> str | None:
    found = _DECLARATION.search(data[:4096])
    if found is None:
        return None
    return _character_set((found[1] or found[2]).decode("ascii", "replace"))


def _charset(media_type: str | None) -> str | None:
    """Return the character set that a media type names, ``text/html; charset=utf-8``."""
    found = _PARAMETER.search(media_type or "")
    return _character_set(found[1]) if found else None


def _character_set(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    name = _AS_BROWSERS_READ.get(name, name)
    return name if _CHARACTER_SETS.fullmatch(name) else None


def _mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 text, which no other encoding may claim."""
    kept = data.decode("utf-8", "ignore").encode()
    return _beyond_ascii(kept) * 2 > _beyond_ascii(data)


def _beyond_ascii(data: bytes) -> int:
    return sum(map(len, re.findall(rb"[\x80-\xff]+", data)))


def _western(data: bytes) -> Decoded | Fault:
    """Read a text that is nearly all ASCII, for which a statistical detector has too little to go by.

    charset-normalizer takes English in Windows-1252 for Hungarian in cp1257.
    """
    for encoding in _WESTERN:
        read = _strict(data, encoding, "")
        if isinstance(read, Decoded) and not _MISREAD.search(read.text):
            return read
    return _UNSURE


def _detected(data: bytes) -> Decoded | Fault:
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, (first.start() if first else 0) - 1024)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and the last resort

    best = from_bytes(data[start : start + DETECTION_SAMPLE]).best()
    if best is None:
        return _UNSURE
    name = codecs.lookup(best.encoding).name
    sure = best.coherence >= LEAST_COHERENCE or best.language in {"Chinese", "Japanese", "Korean"}
    if not sure or not _CHARACTER_SETS.fullmatch(name):
        return _UNSURE
    return _strict(data, name, f"It looks like {name}")
