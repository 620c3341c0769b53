"""Names as a search compares them: without case, accents and punctuation."""

from __future__ import annotations

import unicodedata
from typing import Final

LETTERS: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
"""Letters of plain names that are no base with an accent, and what is typed for them."""


def plain(name: str) -> str:
    """Return the words of `name`, folded, each between single spaces, one at either end.

    ``"Yoon Suk-yeol"`` becomes ``" yoon suk yeol "``: whole words of a name are then
    found as a substring with its spaces, parts of words as one without. A name
    without letters and digits becomes ``" "``.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = (mark for mark in decomposed if not unicodedata.combining(mark))
    words = "".join(mark if mark.isalnum() else " " for mark in letters).split()
    return f" {' '.join(words)} " if words else " "


def typed(words: str) -> str:
    """Return plain words as who has no such letters types them: ``ørsted`` as ``orsted``."""
    return words.translate(_TYPED)


_TYPED: Final = str.maketrans(LETTERS)
