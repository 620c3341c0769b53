"""PDF to page text: what the document itself carries as text. Nothing is recognised from pictures."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from typing import TYPE_CHECKING, Final

from onrecord.pages.encoding import Fault

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES: Final = 1000
MOST_OPERATIONS: Final = 300_000
"""Drawing operations of all pages together: a page of a newspaper takes hundreds, and each up to 60 µs."""

_START: Final = re.compile(rb"[\xef\xbb\xbf\0\s]{0,1024}%PDF-")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_LINE_ENDS: Final = re.compile(r"[ \t]*(?:\r\n|\r|\f|\n)")
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
    """Return the text of a PDF, its pages parted by a blank line, or why it cannot be read.

    Lines stand as they are laid out; nothing of them is joined.
    """
    import pypdf  # noqa: PLC0415 - slow to import, and many readers meet no PDF
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    # What it finds odd, it logs; what it cannot read, we say.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            return _LOCKED
        pages = _texts(document)
    except DependencyError:
        return _LOCKED
    except _TooLongError:
        return _TOO_LONG
    except (PyPdfError, *_PARSING):
        return _BROKEN
    text = "\n\n".join(page for page in pages if page)
    return text if re.search(r"\w", text) else _PICTURES


def _texts(document: PdfReader) -> list[str]:
    """Return the text of each page."""
    operations = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > MOST_OPERATIONS:
            raise _TooLongError

    if len(document.pages) > MOST_PAGES:
        raise _TooLongError
    texts = [_tidy(page.extract_text(visitor_operand_before=count)) for page in document.pages]
    # The parser keeps to itself what is raised inside a form.
    if operations > MOST_OPERATIONS:
        raise _TooLongError
    return texts


def _tidy(text: str) -> str:
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text)).strip()
