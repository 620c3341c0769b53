"""Finds the name at the end of a long title: ``Dean of Hill College Ann Lee said``."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from onrecord.actors import lexicon
from onrecord.actors.mentions import Vocabulary
from onrecord.actors.tokens import Token

NAME_WORDS = 2
FAR_WORDS = 24
"""How far from a name the title may begin that opens its sentence."""
TITLE_REACH = 6
"""Within how many words of the sentence's start its noun must stand."""
TITLE_LINKS = frozenset({"of", "for", "at", "to", "in"})
VERBS = lexicon.SPEECH_VERBS | lexicon.MODALS
NO_VERBS = lexicon.STOPS | lexicon.DETERMINERS | lexicon.CALENDAR | TITLE_LINKS


def full_name_in(words: Sequence[str]) -> tuple[int, int]:
    """Return where a full name stands in a run of words too long for one, as headings make them."""
    low = [word.lower() for word in words]
    if not lexicon.PARTICLES.intersection(low):
        for at, word in enumerate(low[:-1]):
            if word in lexicon.GIVEN:
                size = NAME_WORDS + (low[at + 1].endswith(".") or low[at + 1] in lexicon.GIVEN_MALE)
                return at, min(at + size, len(low))
    return 0, len(low)


def bound_head(tokens: Sequence[Token], index: int, persons: Container[str]) -> int | None:
    """Return the noun of ``chief of staff`` or ``professor of animal science`` that ends at `index`."""
    if tokens[index].lower in lexicon.ORGANIZATION_HEADS or tokens[index].lower == "and":
        # "The chief executive of the oil firm Acme" is not Acme.
        return None
    for step in range(index, max(index - TITLE_REACH, 1), -1):
        low = tokens[step].lower
        if low == "of":
            return step - 1 if step < index and tokens[step - 1].lower in persons else None
        if low == "the" and step > 1 and tokens[step - 1].lower == "of":
            # "The president of the Lombardy region, Ann Lee,"
            continue
        if not low.isalpha() or (low != "and" and (low in NO_VERBS or low in VERBS)):
            return None
    return None


def is_within_body(tokens: Sequence[Token], index: int) -> bool:
    """Tell of the ``on`` in ``Council on Foreign Relations``."""
    if tokens[index].lower != "on" or index + 1 >= len(tokens) or not tokens[index + 1].capital:
        return False
    heads_body = tokens[index - 1].lower in lexicon.ORGANIZATION_HEADS
    return heads_body and tokens[index + 1].lower not in lexicon.CALENDAR


def is_within_title(tokens: Sequence[Token], index: int, vocabulary: Vocabulary) -> bool:
    """Tell of the ``and`` in ``Health and Education Minister``, not in ``Ann Lee and Swedish Minister``."""
    if tokens[index].lower != "and" or not (tokens[index + 1].capital and tokens[index - 1].capital):
        return False
    named = index > 1 and tokens[index - 2].lower in lexicon.GIVEN
    return not (named or vocabulary.knows(tokens[index + 1].text))


class Bearers:
    """Cuts the bearer of a title off the body that the title names.

    `titles` tells afterwards, by the name's first token, where the title begins and has its noun.
    """

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.titles: dict[int, tuple[int, int]] = {}

    def cut(self, chunks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the chunks, the bearer of a title cut off the body: ``Dean of Hill College Ann Lee``."""
        for start, end in chunks:
            name = end - NAME_WORDS
            if name > start and self._is_named_after_body(start, name, end):
                yield start, name
                yield name, end
                continue
            if name > start and self._is_clause(end):
                head = self._far_head(start)
                if head is not None and not self._has_body(name, end):
                    self.titles[name] = head
                    yield name, end
                    continue
            yield start, end

    def _is_named_after_body(self, start: int, name: int, end: int) -> bool:
        """Tell whether a given name follows what a title is of: ``Secretary of State Ann Lee``."""
        tokens = self.tokens
        if start < NAME_WORDS or tokens[start - 1].lower not in TITLE_LINKS or self._has_body(name, end):
            return False
        titled = tokens[start - NAME_WORDS].lower in self.vocabulary.persons
        # The name of a body of one word ends with it: "Secretary of State Ann Lee".
        state = tokens[start].lower in {"state", "defense", "defence"} and end - start == NAME_WORDS + 1
        return titled and (tokens[name].lower in lexicon.GIVEN or state)

    def _is_clause(self, index: int) -> bool:
        """Tell whether a plain word that may be a verb stands here."""
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        return (
            token.text.isalpha()
            and not token.capital
            and (token.lower in lexicon.SPEECH_VERBS or token.lower not in NO_VERBS)
        )

    def _far_head(self, index: int) -> tuple[int, int] | None:
        """Return where a title without an article opens the sentence, and its noun, left of a body."""
        tokens, first = self.tokens, index
        while first > 0 and index - first < FAR_WORDS and not tokens[first].opens:
            first -= 1
            token = tokens[first]
            plain = token.capital or token.text == "-" or token.lower in TITLE_LINKS
            if not (plain or token.text.isalpha()) or token.lower in VERBS:
                return None
        if not tokens[first].opens or tokens[first].lower in lexicon.SENTENCE_OPENERS:
            return None
        for step in range(first, min(first + TITLE_REACH, index)):
            if tokens[step].lower in lexicon.STOPS or tokens[step].lower in TITLE_LINKS:
                return None
            if tokens[step].lower in self.vocabulary.persons and tokens[step + 1].lower in TITLE_LINKS:
                return first, step
        return None

    def _has_body(self, start: int, end: int) -> bool:
        return any(token.lower in lexicon.ORGANIZATION_HEADS for token in self.tokens[start:end])


def opens_clause(token: Token) -> bool:
    """Tell ``removing leader Ann Lee`` from ``acting mayor Ann Lee``."""
    bare = token.opens or not token.capital
    return bare and token.lower.endswith("ing") and token.lower not in lexicon.TITLE_PARTICIPLES
