"""PDF to page text: what the document itself carries as text. Nothing is recognised from pictures."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

from onrecord.pages.encoding import Fault

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES: Final = 1000
MOST_OPERATIONS: Final = 300_000
"""Drawing operations of all pages together: a page of a newspaper takes hundreds, and each up to 60 µs."""

_START: Final = re.compile(rb"[\xef\xbb\xbf\0\s]{0,1024}%PDF-")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\f")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BROKEN_WORD: Final = re.compile(r"([^\W\d_]+)[-‐]$")
_SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”’»)\]]*\s*$")
_BULLETS: Final = frozenset("•◦▪■●‣")
_SAME_SIZE: Final = 0.08
_WIDER: Final = 1.2
_INDENT: Final = 0.7
_FAR: Final = 6
_FULL: Final = 0.8
_AROUND: Final = 7
_BROKEN: Final = Fault("page.pdf", "The PDF is damaged; get it again.")
_LOCKED: Final = Fault("page.pdf", "The PDF is encrypted; save it without a password.")
_PICTURES: Final = Fault(
    "page.pdf", "The PDF holds no text, only pictures; run it through a program that recognises text."
)
_TOO_LONG: Final = Fault(
    "page.too_large",
    f"The PDF has more than {MOST_PAGES:,} pages or {MOST_OPERATIONS:,} drawing operations; split it.",
)


class _TooLongError(Exception):
    """The pages take more operations than are allowed."""


# What the parser lets out of a damaged document, beside its own errors (PyPdfError).
_PARSING: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def is_pdf(data: bytes) -> bool:
    """Tell a PDF by its mark, which may have white space before it."""
    return _START.match(data) is not None


def read_pdf(data: bytes) -> str | Fault:
    """Return the text of a PDF, or why it cannot be read.

    Each paragraph stands on a line of its own. A word that is broken at a line's end is made whole
    where it has a soft hyphen, or where the document has it whole elsewhere; else it keeps its hyphen.
    """
    import pypdf  # noqa: PLC0415 - slow to import, and many readers meet no PDF
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    # What it finds odd, it logs; what it cannot read, we say.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            return _LOCKED
        text = _laid_out(_lines(document))
    except DependencyError:
        return _LOCKED
    except _TooLongError:
        return _TOO_LONG
    except (PyPdfError, *_PARSING):
        return _BROKEN
    return text if re.search(r"\w", text) else _PICTURES


@dataclass(slots=True)
class _Line:
    """A line as it is laid out: where it begins, in points from left and bottom, and its letters' size."""

    text: str = ""
    left: float = 0.0
    bottom: float = 0.0
    size: float = 0.0


def _lines(document: PdfReader) -> list[_Line]:
    """Return the lines of all pages in the order in which the document has them."""
    if len(document.pages) > MOST_PAGES:
        raise _TooLongError
    lines = [_Line()]
    operations = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > MOST_OPERATIONS:
            raise _TooLongError

    def put(text: str, page: list[float], place: list[float], _font: object, size: float) -> None:
        for number, piece in enumerate(_LINE_ENDS.sub("\n", text).split("\n")):
            if number:
                lines.append(_Line())
            if piece.strip() and not lines[-1].text.strip():
                lines[-1].left = place[4] * page[0] + place[5] * page[2] + page[4]
                lines[-1].bottom = place[4] * page[1] + place[5] * page[3] + page[5]
                lines[-1].size = abs(size * hypot(place[2], place[3]) * hypot(page[2], page[3]))
            lines[-1].text += _UNPRINTABLE.sub("", piece)

    for page in document.pages:
        page.extract_text(visitor_operand_before=count, visitor_text=put)
        lines.append(_Line())
    # The parser keeps to itself what is raised inside a form.
    if operations > MOST_OPERATIONS:
        raise _TooLongError
    return [line for line in lines if line.text.strip()]


def _laid_out(lines: list[_Line]) -> str:
    """Return the paragraphs, one a line, as space, size, indentation and short lines part them."""
    leads = Counter(
        (round(upper.bottom - lower.bottom), round(lower.size)) for upper, lower in pairwise(lines)
    )
    usual: dict[int, int] = {}
    for (lead, size), _ in sorted(leads.items(), key=lambda entry: (-entry[1], entry[0])):
        if size <= lead <= 2 * size:
            usual.setdefault(size, lead)
    words = set(_WORD.findall("\n".join(line.text for line in lines).lower()))
    paragraphs: list[str] = []
    for place, line in enumerate(lines):
        upper = lines[place - 1]
        around = lines[max(0, place - _AROUND) : place + _AROUND]
        widest = max(len(other.text) for other in around if abs(other.size - upper.size) < 1 or other is line)
        lead = usual.get(round(line.size), round(1.5 * line.size))
        if not paragraphs or _fits_above(upper, line, widest) or _begins_paragraph(upper, line, lead):
            paragraphs.append(line.text.strip())
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.text.strip(), words)
    return "\n".join(paragraphs)


def _joined(above: str, below: str, words: set[str]) -> str:
    """Join two lines of a paragraph: a word is made whole only where the document has it whole elsewhere."""
    if above.endswith("\u00ad"):
        return above[:-1] + below
    broken = _BROKEN_WORD.search(above)
    if not broken or not below[:1].isalpha():
        return f"{above} {below}"
    rest = _WORD.match(below)
    whole = (broken[1] + rest[0]).lower() if rest else ""
    return (above[:-1] if below[:1].islower() and whole in words else above) + below


def _fits_above(upper: _Line, lower: _Line, widest: int) -> bool:
    """Tell whether the first word of a line had room on the line above, which then was ended on purpose."""
    return len(upper.text) + 1 + len(lower.text.partition(" ")[0]) < _FULL * widest


def _begins_paragraph(upper: _Line, lower: _Line, usual_lead: int) -> bool:
    if lower.text.lstrip()[:1] in _BULLETS or abs(upper.size - lower.size) > _SAME_SIZE * lower.size:
        return True
    lead = upper.bottom - lower.bottom
    if lead <= 0 or lead > _FAR * lower.size:
        # A new column or page: a sentence may go on in it.
        return _SENTENCE_END.search(upper.text) is not None or not lower.text.lstrip()[:1].islower()
    indented = lower.left - upper.left >= _INDENT * lower.size and _SENTENCE_END.search(upper.text)
    return bool(indented) or lead > usual_lead * _WIDER + 1
