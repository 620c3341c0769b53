"""Bytes to text: which encoding a page is in. Nothing is ever replaced silently.

The order: byte order mark; UTF-16 told by its NULs; UTF-8 where the bytes hold; what the
server or mail that sent the page says; what an HTML page declares; the Western encodings
of English text; at last what charset-normalizer detects. The HTML standard has the server
before all but the mark; but what holds as UTF-8 is so, and servers are wrong about it.

A page that is surely in an encoding but for a few bytes is read in it, each ill-formed
sequence as U+FFFD (`onrecord.pages.damage`). What such a byte was meant to be is never guessed.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from typing import Final

from onrecord.pages.damage import BOMS, bom_length, find_damage

DETECTION_SAMPLE: Final = 64 * 1024
LEAST_COHERENCE: Final = 0.3
WESTERN_SHARE: Final = 0.1
"""Above this share of bytes beyond ASCII a text is not English in a Western encoding."""

MOST_LOST: Final = 0.01
"""Share of a page's bytes that may be ill-formed where its encoding is sure.

Of UTF-8 it is sure where most bytes beyond ASCII are valid. Of texts in 15 languages, each in the
encodings that were used for it before, 41 % at most were.
"""

MOST_LOST_IF_SAID: Final = 0.001
MOST_SEQUENCES_IF_SAID: Final = 3
"""Of a page that only says to be UTF-8, all else being ASCII. It may well be in Windows-1252: in that, 152
of 156 news pages had more than three characters beyond ASCII."""

MOST_LOST_OF_OTHERS: Final = 0.005
"""Share of the bytes beyond ASCII that may be ill-formed in another encoding that the page says to be in.
Nearly all bytes are valid in these: of Russian in KOI8-R, read as Windows-31J, all but 0.56 %."""

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
_MULTIBYTE: Final = frozenset({"cp932", "cp949", "cp950", "gb18030", "big5", "big5hkscs", "euc_jp"})
# A quotation mark, a dash or an emoji without its last byte: no text in another encoding ends so.
_CUT: Final = re.compile(rb"(?:\xe2[\x80-\x84]|\xf0\x9f[\x80-\xbf]?)\Z")
_STEPS: Final = 64
_STRAY_STEPS: Final = 4
_MOST_MARKS: Final = 0.05
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


def read_text(data: bytes, *, declares: bool, sent: str | None = None) -> Decoded | Fault:
    """Decode `data`, or return why it cannot be done with certainty.

    With `declares` a ``<meta charset>`` or XML declaration counts. `sent` is the media type it
    came with, whose charset goes before that.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            marked = _strict(data, encoding, f"Its byte order mark says {encoding}")
            return marked if isinstance(marked, Decoded) else _mended_as_marked(data, encoding) or marked
    if b"\0" in data:
        return _without_bom(data)
    utf8 = _strict(data, "utf-8", "It looks like UTF-8")
    if isinstance(utf8, Decoded):
        return utf8
    # Text beyond ASCII that is valid UTF-8 is UTF-8, whatever a stale declaration says:
    # in any other encoding it would be so only by an odd chance.
    if _mostly_utf8(data):
        return _mended(data, "utf-8", MOST_LOST * len(data), one=True) or utf8
    declared = _declared(data) if declares else None
    said = [named for named in (_charset(sent), declared) if named]
    read: Decoded | Fault | None = _as_said(data, said)
    if read is None and declared != "utf-8":
        western = _beyond_ascii(data) <= WESTERN_SHARE * len(data) + 2
        read = _western(data) if western else _detected(data)
    if isinstance(read, Decoded):
        return read
    return _mended_as_said(data, said) or read or utf8


def _as_said(data: bytes, said: list[str]) -> Decoded | None:
    for named in said:
        if isinstance(read := _strict(data, named, ""), Decoded):
            return read
    # Before detection, which takes a text in East Asia's encodings, damaged, for one in another of them.
    return _mended_as_said(data, [named for named in said if named in _MULTIBYTE])


def _mended_as_marked(data: bytes, encoding: str) -> Decoded | None:
    # A mark that was put before a text in another encoding says no more than a declaration.
    if encoding == "utf-8" and not _mostly_utf8(data[bom_length(data) :]):
        return _mended_as_said(data, ["utf-8"])
    return _mended(data, encoding, MOST_LOST * len(data), one=True)


def _mended_as_said(data: bytes, said: list[str]) -> Decoded | None:
    for named in said:
        mended = (
            _mended(data, named, MOST_LOST_IF_SAID * len(data), sequences=MOST_SEQUENCES_IF_SAID)
            if named == "utf-8"
            else _mended(data, named, MOST_LOST_OF_OTHERS * _beyond_ascii(data))
        )
        if mended:
            return mended
    return None


def told(data: bytes, encoding: str, *, declares: bool, sent: str | None = None) -> bool:
    """Tell whether `encoding` was said of a page: by mark, form, declaration or who sent it."""
    if encoding == "utf-8" or bom_length(data) > 0:
        return True
    return _charset(sent) == encoding or (declares and _declared(data) == encoding)


def _strict(data: bytes, encoding: str, reason: str) -> Decoded | Fault:
    mark = bom_length(data)
    try:
        return Decoded(data[mark:].decode(encoding), encoding)
    except UnicodeDecodeError as error:
        damage = f"too many bytes are not valid in it, the first is byte {mark + error.start:,}"
        return Fault("page.encoding", f"{reason}, but {damage}; save the page again as UTF-8.")


def _mended(
    data: bytes, encoding: str, most: float, *, one: bool = False, sequences: float = math.inf
) -> Decoded | None:
    """Read each ill-formed sequence as U+FFFD; None where they have more than `most` bytes, or are too many.

    With `one` a single one may be in a page however short.
    """
    lost = 0
    for number, found in enumerate(find_damage(data, encoding), 1):
        lost += found.end - found.start
        if number > sequences or (lost > most and not (one and number == 1)):
            return None
    if encoding.startswith("utf-16") and _out_of_step(data, encoding):
        return None
    return Decoded(data[bom_length(data) :].decode(encoding, "replace"), encoding)


def _out_of_step(data: bytes, encoding: str) -> bool:
    """Tell whether part of a UTF-16 text has lost its step with a byte, and reads as quite another text.

    Letters, spaces and digits of ASCII then have their NULs in the wrong halves of the units.
    With no NULs at all they are spaces where UTF-16 has the block of a character: that of
    dashes and quotation marks, which are never so many.
    """
    first = bom_length(data)
    high = first + (encoding == "utf-16-le")
    right, wrong = data[high::2], data[2 * first + 1 - high :: 2]
    marks = right.count(b" ")
    return marks > max(_MOST_MARKS * len(right), right.count(0)) or any(
        wrong.count(0, start, start + _STEPS) > right.count(0, start, start + _STEPS) + _STRAY_STEPS
        for start in range(0, len(right), _STEPS)
    )


def _without_bom(data: bytes) -> Decoded | Fault:
    """Read UTF-16 without a byte order mark: of English text nearly every second byte is NUL."""
    units = len(data) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = data[first::2].count(0), data[1 - first :: 2].count(0)
        if others == 0 and zeros >= 0.7 * units:
            read = _strict(data, encoding, f"It looks like {encoding}")
            if isinstance(read, Fault):
                read = _mended(data, encoding, MOST_LOST * len(data)) or read
            if isinstance(read, Decoded) or len(data) % 2 == 0:
                return read
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
    beyond = _beyond_ascii(data)
    if (cut := _CUT.search(data)) and beyond == len(cut[0]):
        return True
    return _beyond_ascii(data.decode("utf-8", "ignore").encode()) * 2 > beyond


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
    read = _strict(data, name, f"It looks like {name}")
    if isinstance(read, Fault) and name in _MULTIBYTE:
        return _mended(data, name, MOST_LOST_OF_OTHERS * _beyond_ascii(data)) or read
    return read
