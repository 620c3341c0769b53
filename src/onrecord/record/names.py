"""Names as a search compares them: without case, accents and punctuation."""

from __future__ import annotations

import unicodedata


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
