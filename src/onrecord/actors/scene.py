"""One article read for its figures: words, mentions, and who stands where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.casting import Casting
from onrecord.actors.figures import Figure
from onrecord.actors.mentions import Mention, common_words
from onrecord.actors.names import Names
from onrecord.actors.nominals import Nominals
from onrecord.actors.tokens import tokenize
from onrecord.schema import Article, Page, Span, Spans, Statement

REACH = 60
"""Tokens that a mention may begin before a source that lies in it."""
AND = frozenset({"and", "or", "&"})
LINKS = frozenset(
    {"and", "&", "or", ",", "the", "both", "as", "well", "a", "an", "his", "her", "their", "its"}
)
MENTIONS = 60
"""How many mentions of a figure are looked at for the fullest; it stands among the first."""
NAMING = frozenset({"person", "name", "known", "body"})
"""The sorts of mentions that name a figure."""


class Scene:
    """The words and mentions of one article, found again by where they stand."""

    def __init__(self, page: Page, article: Article, statements: tuple[Statement, ...]) -> None:
        self.text = page.text
        self.statements = statements
        self.tokens = tokenize(page.text, article)
        self.starts = [token.start for token in self.tokens]
        vocabulary = common_words()
        inside = (i for s in statements if s.source for i in self.tokens_in(s.source.spans))
        sources = frozenset(inside)
        self.body = article.body
        self.named = Names(page.text, self.tokens, vocabulary).read()
        self.mentions = Nominals(self.tokens, vocabulary, self.named, sources).read()
        self.firsts = [mention.first for mention in self.mentions]
        self._named = [mention.first for mention in self.named]
        self.casting = Casting(page.text, self.tokens, self.mentions, article)
        self.casting.read(sources)

    def tokens_in(self, spans: Spans) -> list[int]:
        """Return the indexes of the tokens that spans of the page touch."""
        found: list[int] = []
        for start, end in spans:
            index = bisect_left(self.starts, start)
            if index > 0 and self.tokens[index - 1].end > start:
                index -= 1
            while index < len(self.tokens) and self.starts[index] < end:
                found.append(index)
                index += 1
        return found

    def words_in(self, spans: Spans) -> list[int]:
        """Return the indexes of the words that spans touch, marks left out."""
        return [index for index in self.tokens_in(spans) if self.tokens[index].text[0].isalnum()]

    def between(self, first: int, last: int) -> list[Mention]:
        """Return the mentions that begin between two tokens, both inclusive."""
        return self.mentions[bisect_left(self.firsts, first) : bisect_right(self.firsts, last)]

    def named_between(self, first: int, last: int) -> list[Mention]:
        """Return the names that stand between two tokens, those inside other mentions too."""
        at = bisect_left(self._named, first)
        return [m for m in self.named[at : bisect_right(self._named, last)] if m.last <= last]

    def token_at(self, offset: int) -> int:
        """Return the index of the token at or behind an offset of the page."""
        return min(bisect_left(self.starts, offset), len(self.tokens) - 1)

    def heads(self, index: int) -> bool:
        """Tell whether a word is a common noun for a person or body: ``the secularist magazine``."""
        return self.casting.heads_title(self.tokens[index])

    def country(self, words: Sequence[str]) -> str | None:
        """Return the country that a name or place among some words gives."""
        return common_words().country(words)

    def mentions_in(self, indexes: Sequence[int]) -> list[Mention]:
        """Return the mentions that end among some tokens, or else those that these tokens lie in."""
        low, high = indexes[0], indexes[-1]
        chosen = set(indexes)
        near = [m for m in self.between(low - REACH, high) if m.last >= low]
        # In a heading a name may run on behind the source: "France's Marine Le Pen Backs Trump".
        whole = [m for m in near if m.last in chosen or (m.sort == "person" and m.first in chosen)]
        while low < high and self.tokens[low].lower in lexicon.DETERMINERS:
            low += 1
        return whole or [m for m in near if m.first <= low]

    def figure(self, mention: Mention) -> Figure | None:
        """Return a mention's figure; whose statement or letter speaks is who wrote it."""
        author = self.author(mention)
        return self.casting.figure_at.get(id(author or mention))

    def author(self, mention: Mention) -> Mention | None:
        """Return the mention of whose utterance ``Kim's letter`` or ``her statement`` is."""
        if mention.head not in lexicon.UTTERANCES:
            return None
        inside = self.between(mention.first, mention.first)
        owner = mention.owner or next((m for m in inside if m.sort == "pronoun"), None)
        return owner if owner is not None and id(owner) in self.casting.figure_at else None

    def is_linked(self, last: Mention, mention: Mention) -> bool:
        """Tell whether only ``and``, commas and articles stand between two mentions."""
        between = self.tokens[last.last + 1 : mention.first]
        return bool(between) and all(token.lower in LINKS for token in between)

    def span(self, mention: Mention) -> Span:
        """Return where a mention stands on the page, without a possessive ending."""
        last = self.tokens[mention.last]
        return self.tokens[mention.first].start, last.start + len(last.text)

    def naming(self, figure: Figure, mention: Mention | None) -> Span | None:
        """Return where the page names a figure: the mention itself, the fullest name before it, or after.

        Of a figure without a name it is where it was first spoken of.
        """
        own = mention is not None and self.casting.figure_at.get(id(mention)) is figure
        if mention is not None and own and (mention.sort in NAMING or self._introduces(figure, mention)):
            return self.span(mention)
        known = self.casting.mentions_of.get(figure.number, ())[:MENTIONS]
        named = [m for m in known if m.sort in NAMING] or [m for m in known if m.sort != "pronoun"]
        if not named:
            return None
        at = mention.first if mention is not None else 0
        before = [m for m in named if m.first < at]
        if figure.sort == "nominal":
            return self.span(named[0])
        return self.span(max(before or named, key=lambda m: (len(m.name), m.role is not None)))

    def _introduces(self, figure: Figure, mention: Mention) -> bool:
        """Tell ``a senior official`` from ``the official`` who was told of before."""
        return figure.sort == "nominal" and mention.sort != "pronoun" and not mention.definite
