"""What kind of phrase a source is: a name, another nominal, a pronoun, or none.

The rules, in this order:

- *none*: no visible character.
- *pronoun*: every word is a personal, possessive, reflexive, relative or demonstrative
  pronoun, or goes with one ("they both", "he himself"). Indefinite ones ("some",
  "others") head phrases like nouns do and are nominals.
- *name*: a capitalised word that is no article, title or function word ("the
  President" alone is no name). At the start of a sentence a capital says nothing: there
  the word must stand capitalised inside a sentence elsewhere in the text.
- *nominal*: everything else.

Where every word is capitalised, as in the headlines of many papers, every nominal
reads as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from onrecord.actors import lexicon

SourceType: TypeAlias = Literal["name", "nominal", "pronoun", "none"]

TYPES: tuple[SourceType, ...] = ("name", "nominal", "pronoun", "none")
PRONOUNS: Final = frozenset(
    """
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    who whom whose which that this these those one's oneself
    """.split()  # noqa: SIM905 - a word list reads best as words
)
COMPANIONS: Final = frozenset(["both", "all", "also", "too", "each", "alone", "and", "or", "s"])
NO_NAMES: Final = (
    PRONOUNS
    | COMPANIONS
    | lexicon.FUNCTION_WORDS
    | lexicon.DETERMINERS
    | lexicon.PERSON_ROLES
    | lexicon.HONORIFICS
)
_WORD: Final = re.compile(r"[^\W\d_][\w-]*")
_OPENING: Final = re.compile(r"(?:^|[\n.!?:…•—|][\"'”’)\]]*)\s*[\"'“‘(\[«]*\s*\Z")
_SHORTENED: Final = re.compile(r"([^\W\d_]+)\.\s+\Z")
_ABBREVIATIONS: Final = lexicon.HONORIFICS | frozenset(lexicon.ABBREVIATED_ROLES)
_BACK: Final = 12
"""Characters before a word that can tell whether it opens a sentence."""


class Sources:
    """Tells the types of the sources in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._inside = {
            found[0]
            for found in _WORD.finditer(text)
            if found[0][0].isupper() and not _opens(text, found.start())
        }

    def type_of(self, spans: Sequence[Sequence[int]]) -> SourceType:
        """Return the type of a source by the rules above."""
        words = list(self._words(spans))
        if not words:
            return "nominal" if any(self.text[start:end].strip() for start, end in spans) else "none"
        lowered = {word.lower() for word, _ in words}
        if lowered & PRONOUNS and lowered <= PRONOUNS | COMPANIONS:
            return "pronoun"
        return "name" if any(self._is_name(word, at) for word, at in words) else "nominal"

    def _words(self, spans: Sequence[Sequence[int]]) -> Iterator[tuple[str, int]]:
        for start, end in spans:
            for found in _WORD.finditer(self.text, start, end):
                yield found[0], found.start()

    def _is_name(self, word: str, at: int) -> bool:
        if not word[0].isupper() or word.lower() in NO_NAMES:
            return False
        return not _opens(self.text, at) or word in self._inside


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - _BACK) : at]
    shortened = _SHORTENED.search(before)
    if shortened is not None and (len(shortened[1]) == 1 or f"{shortened[1].lower()}." in _ABBREVIATIONS):
        return False
    return _OPENING.search(before) is not None
