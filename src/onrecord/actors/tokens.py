"""The words of an article with their offsets, sentence by sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.actors.lexicon import PRONOUNS
from onrecord.schema import Article

WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Brig|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Cpl|Maj|Capt|Adm|Cmdr|Prof|Rev|Hon|Pres|Jr|Sr|St|Inc|Corp|Ltd|Co)\."
    r"(?=\s)|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W\d_]\.(?=\s[^\W\d_])"
    r"|\w+(?:[-'’`](?!(?:re|ll|ve|d|m|RE|LL|VE|D|M)\b)\w+)*"
    r"(?:(?<=\d)(?:,\d{3}(?!\w))+|\.(?:com|org|net|gov|edu|tv|info|io|ru|cn|de|fr)\b)?|[^\w\s]"
)
ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|ad|ed|ez|az)-[^\W\d_a-z]")
PLURAL_OWNER = re.compile(r"['’]\s\w")
STAFFS = frozenset({"staff", "writer", "reporter", "correspondent"})
STAFF = re.compile(r"(?:\s+(?:Writer|Reporter|Correspondent)s?\b)?", re.IGNORECASE)
BYLINE = 8
"""Words from the ``By`` of a byline to its ``Staff``."""
ENDS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’)]»")


class Token(NamedTuple):
    """A word or mark. `text` is without a possessive ending; `start` and `end` cover it whole.

    `opens` is true of the first word of a sentence, where a capital says little.
    """

    text: str
    lower: str
    start: int
    end: int
    paragraph: int
    sentence: int
    opens: bool = False
    possessive: bool = False
    capital: bool = False


def _bare(word: str) -> tuple[str, bool]:
    if word[2:] and word[-1] in "sS" and word[-2] in "'’`":
        bare = word[:-2]
        return bare, bare.lower() not in PRONOUNS
    return word, False


def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words as tokens of a text have them."""
    return tuple(_bare(word)[0] for word in WORD.findall(name))


class _Reader:
    """Cuts paragraphs into tokens, counting sentences over the whole article."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.sentence = -1

    def read(self, text: str, start: int, end: int, paragraph: int) -> None:
        opens = ended = True
        tokens = self.tokens
        for found in WORD.finditer(text, start, end):
            word = found[0]
            first, last = found.span()
            if word[0].isalnum():
                if ended:
                    self.sentence += 1
                bare, owns = _bare(word)
                owns = owns or (word[-1] in "sS" and PLURAL_OWNER.match(text, last) is not None)
                capital = word[0].isupper() or ("-" in word and ARTICLE.match(word) is not None)
                low = bare.lower()
                tokens.append(Token(bare, low, first, last, paragraph, self.sentence, opens, owns, capital))
                opens = ended = low in STAFFS and self._ends_byline(text, last)
                continue
            if word in "'’" and tokens and tokens[-1].possessive and tokens[-1].end == first:
                continue
            if word in ENDS:
                ended = opens = True
            elif not (word in CLOSERS and ended):
                # A colon or an opening quotation mark also lets a capital in.
                opens = opens or word in '":“‘«—•'
            tokens.append(Token(word, word, first, last, paragraph, max(self.sentence, 0)))

    def _ends_byline(self, text: str, end: int) -> bool:
        """Tell where a byline stops that the text runs on from: ``By the Hill News Staff Rebels said``."""
        here = self.tokens[-1]
        before = self.tokens[-BYLINE:]
        names = any(t.text in {"By", "BY"} and t.sentence == here.sentence for t in before)
        follow = STAFF.match(text, end)
        return here.capital and names and follow is not None and not follow[0]


def tokenize(text: str, article: Article) -> list[Token]:
    """Return the tokens of title and body in page order; the title is paragraph 0."""
    reader = _Reader()
    spans = [(span, number) for number, span in enumerate(article.body, start=1)]
    if article.title_span is not None:
        spans.append((article.title_span, 0))
    for (start, end), number in sorted(spans):
        reader.read(text, start, end, number)
    return reader.tokens
