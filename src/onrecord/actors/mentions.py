"""Where actors are mentioned in an article: names with the titles beside them, bare titles, pronouns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from onrecord.actors import lexicon
from onrecord.actors.actorfile import ActorFile, KnownActor, load
from onrecord.actors.tokens import Token

COMPOUND = re.compile(
    r"^(?:Pro|Anti|Non|Post|Pre|Ex|pro|anti)-|-(?:based|led|backed|born|owned|run|trained)$"
)
"""Adjectives that hold a name without being one: ``Pro-Clinton``, ``Florida-based``."""

Sort: TypeAlias = Literal["person", "name", "known", "body", "place", "people", "nominal", "pronoun"]
"""`name` is a lone capitalised word of which nothing is known yet; `people` a demonym used as a noun."""


@dataclass(slots=True)
class Mention:
    """One mention. `first` and `last` are token indexes, both inclusive, of the phrase with its title.

    `name` holds the words of the name without titles; `head` the noun that a nominal
    is built on; `owner` the mention whose possessive stands before it; `heading` tells that nearly
    all words around it have a capital, so that its end is unsure.
    """

    sort: Sort
    first: int
    last: int
    name: tuple[str, ...] = ()
    role: str | None = None
    head: str = ""
    modifiers: tuple[str, ...] = ()
    country: str | None = None
    gender: str | None = None
    known: KnownActor | None = None
    definite: bool = False
    plural: bool = False
    owner: Mention | None = None
    possessive: bool = False
    heading: bool = False


def gender_of(words: Sequence[str]) -> str | None:
    """Return ``m`` or ``f`` where a title, a role noun or a given name tells, else None."""
    for word in words:
        low = word.lower()
        if low in lexicon.HONORIFICS_FEMALE or low.endswith("woman"):
            return "f"
        if low in lexicon.HONORIFICS_MALE or (low.endswith("man") and low in lexicon.PERSON_ROLES):
            return "m"
    return None


def given_gender(name: Sequence[str]) -> str | None:
    """Return the gender that a full name's first word is borne by, None where it is unknown."""
    if not name[1:]:
        return None
    first = name[0].lower()
    male, female = first in lexicon.GIVEN_MALE, first in lexicon.GIVEN_FEMALE
    if male == female:
        return None
    return "m" if male else "f"


class Vocabulary:
    """Which nouns head a title, a group, a body or a document, and where a word points on the map."""

    def __init__(self, actors: ActorFile) -> None:
        self.actors = actors
        self._heads: dict[str, tuple[str, bool] | None] = {}
        self.persons = lexicon.PERSON_ROLES | actors.titles | frozenset(lexicon.ABBREVIATED_ROLES)
        self.singular = self.persons | lexicon.PLAIN_PERSONS
        self.heads = self.singular | lexicon.GROUP_HEADS | lexicon.ORGANIZATION_HEADS | lexicon.DOCUMENT_HEADS

    def knows(self, word: str) -> bool:
        """Tell whether a word is a country, body or demonym by itself."""
        return self.actors.known(word) is not None or word in self.actors.demonyms

    def head(self, word: str) -> tuple[str, bool] | None:
        """Return a noun's head form and whether it is plural, None where it heads no mention."""
        if word not in self._heads:
            self._heads[word] = self._head(word)
        return self._heads[word]

    def _head(self, word: str) -> tuple[str, bool] | None:
        if word in lexicon.GROUP_HEADS or word in lexicon.PEOPLES:
            return word, True
        if word in self.heads:
            return word, False
        if word.endswith("s") and word[:-1] in lexicon.GROUP_HEADS:
            # "Teams" are not "the team".
            return word, True
        for plural, singular in (("ies", "y"), ("s", ""), ("men", "man")):
            if word.endswith(plural) and word.removesuffix(plural) + singular in self.heads:
                return word.removesuffix(plural) + singular, True
        # "The 45-year-old"
        return ("individual", word.endswith("s")) if word[0].isdigit() and "-year-old" in word else None

    def country(self, words: Sequence[str]) -> str | None:
        """Return the first country that a demonym, name or place among the words gives."""
        for start in range(len(words)):
            for size in range(min(3, len(words) - start), 0, -1):
                found = self.actors.country_of(" ".join(words[start : start + size]))
                if found is not None:
                    return found
        return None


@cache
def common_words() -> Vocabulary:
    """Return the vocabulary over the packaged actor file, made once a process."""
    return Vocabulary(load())


FRONT = lexicon.words("for in on by of despite amid among between against without within")
"""Prepositions that no name opens with."""
NO_STARTS = lexicon.PRONOUNS | lexicon.FUNCTION_WORDS | FRONT
MOST_PARTICLES = 3
PARTICIPLE_LETTERS = 6
HEADLINE_SHARE = 0.7
HEADLINE_WORDS = 4


def _headlines(tokens: Sequence[Token]) -> set[int]:
    """Return the paragraphs in which nearly every longer word has a capital, so that it tells nothing."""
    words: dict[int, int] = {}
    capitals: dict[int, int] = {}
    ended: set[int] = set()
    for token in tokens:
        if token.text in {".", "!", "?"}:
            ended.add(token.paragraph)
        if len(token.text) >= HEADLINE_WORDS and token.text[0].isalpha():
            words[token.paragraph] = words.get(token.paragraph, 0) + 1
            capitals[token.paragraph] = capitals.get(token.paragraph, 0) + token.capital
    return {
        p
        for p, n in words.items()
        if n >= HEADLINE_WORDS and p not in ended and capitals[p] >= HEADLINE_SHARE * n
    }


def _is_function_word(token: Token) -> bool:
    """Tell of a capitalised word whether it joins words; ``IT`` and ``WHO`` are names."""
    low = token.lower
    return token.text in {"The", "the", "THE", "I", "A"} or (
        low in lexicon.FUNCTION_WORDS and not token.text.isupper()
    )


class Chunks:
    """Runs of capitalised words, with the particles that names hold."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.plain = {token.lower for token in tokens if not token.capital}
        self.headlines = _headlines(tokens)
        self.proper = Counter(
            t.text for t in tokens if t.capital and not t.opens and t.paragraph not in self.headlines
        )

    def _is_common(self, token: Token) -> bool:
        """Tell of a word in a headline of capitals whether it is no name."""
        if token.paragraph not in self.headlines or token.text in self.proper:
            return False
        low = token.lower
        verbal = low in lexicon.SPEECH_VERBS or low in lexicon.STOPS or low in lexicon.SENTENCE_OPENERS
        given = low in lexicon.GIVEN_MALE or low in lexicon.GIVEN_FEMALE
        return verbal or low in self.plain or not (given or self.vocabulary.knows(token.text))

    def _starts(self, index: int) -> bool:
        token = self.tokens[index]
        if self._is_common(token):
            return False
        low = token.lower
        shouted = token.text in {"US", "IT", "WHO"}
        compound = "-" in token.text and COMPOUND.search(token.text)
        party = low in lexicon.PARTY_NAMES and self._alone(index)
        pronoun = low in NO_STARTS and not shouted
        if not token.capital or low in lexicon.CALENDAR or low == "the" or compound or party or pronoun:
            return False
        return not token.opens or self._may_open(index, low)

    def _may_open(self, index: int, low: str) -> bool:
        """Tell whether a sentence's first word can be a name."""
        if low in lexicon.SENTENCE_OPENERS or low in lexicon.SPEECH_VERBS:
            return False
        return not (self._alone(index) and (low in self.plain or self.vocabulary.head(low)))

    def _alone(self, index: int) -> bool:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return following is None or not following.capital or self.tokens[index].possessive

    def _joins(self, index: int, *, has_body: bool) -> int:
        """Return how many tokens after `index - 1` carry the chunk on, 0 to end it."""
        tokens = self.tokens
        if index >= len(tokens) or tokens[index].paragraph != tokens[index - 1].paragraph:
            return 0
        token = tokens[index]
        if token.capital and not token.opens:
            if self._is_common(token) and not (token.text.istitle() and self._follows_given(index)):
                return 0
            return 0 if token.lower in lexicon.CALENDAR or _is_function_word(token) else 1
        if token.opens and token.capital and tokens[index - 1].text.endswith("."):
            return 1 if token.lower not in lexicon.SENTENCE_OPENERS else 0
        reach = self._bridge(index, has_body=has_body)
        if not reach or index + reach >= len(tokens):
            return 0
        carried = tokens[index + reach]
        nearby = carried.paragraph == token.paragraph and carried.capital
        return reach + 1 if nearby and carried.lower not in lexicon.CALENDAR else 0

    def _bridge(self, index: int, *, has_body: bool) -> int:
        """Return how many small words here may lead on to the rest of a name."""
        tokens, token, reach = self.tokens, self.tokens[index], 0
        if token.lower in lexicon.PARTICLES:
            while (
                index + reach < len(tokens)
                and reach < MOST_PARTICLES
                and tokens[index + reach].lower in lexicon.PARTICLES
            ):
                reach += 1
        elif has_body and token.lower in {"of", "for", "and", "&", "on"}:
            # "The School District and the Police Department" are two; "Health and Safety Board" is one.
            if token.lower in {"and", "&"} and self._parts_two(index):
                return 0
            reach = 1
            if index + 1 < len(tokens) and tokens[index + 1].lower == "the":
                reach = 2
        return reach

    def _parts_two(self, index: int) -> bool:
        """Tell of an ``and`` whether it stands between two names: behind a body or person, before a land."""
        before, after = self.tokens[index - 1], self.tokens[index + 1 : index + 2]
        given = self.tokens[index - 2].lower if index > 1 else ""
        lands = bool(after) and self.vocabulary.knows(after[0].text)
        return before.lower in lexicon.ORGANIZATION_HEADS or given in lexicon.GIVEN or lands

    def _is_adjective(self, index: int) -> bool:
        """Tell of a sentence's first word before a name whether it is a common word."""
        token = self.tokens[index]
        if not token.opens or self._alone(index) or token.text in self.proper:
            return False
        if token.lower in lexicon.GIVEN_MALE or token.lower in lexicon.GIVEN_FEMALE:
            return False
        if token.lower in lexicon.PARTICIPLES:
            return True
        if token.lower in self.vocabulary.heads:
            return False
        return token.lower in self.plain or self._is_participle(index)

    def _is_participle(self, index: int) -> bool:
        """Tell ``Praising Oslo`` from ``Boeing``, ``Housing Minister`` and ``Banking Committee``."""
        token, following = self.tokens[index], self.tokens[index + 1].lower
        if not token.lower.endswith("ing") or len(token.lower) < PARTICIPLE_LETTERS:
            return False
        placed = self.vocabulary.knows(token.text) or token.text in self.vocabulary.actors.places
        titled = following in self.vocabulary.heads or following in lexicon.HONORIFICS
        within = self.tokens[index + 1 : index + 4]
        # A lone word may be the family name of somebody called Sterling.
        rest = self.tokens[index + 1].text
        named = self.proper[rest] > 1 or self.vocabulary.knows(rest) or (within[1:2] and within[1].capital)
        if not named:
            return False
        return not (placed or titled or any(t.lower in lexicon.ORGANIZATION_HEADS for t in within))

    def _follows_given(self, index: int) -> bool:
        before = self.tokens[index - 1].lower
        return before in lexicon.GIVEN_MALE or before in lexicon.GIVEN_FEMALE

    def read(self) -> list[tuple[int, int]]:
        """Return the chunks as token ranges, end exclusive."""
        found: list[tuple[int, int]] = []
        index, tokens = 0, self.tokens
        while index < len(tokens):
            if not self._starts(index):
                index += 1
                continue
            if self._is_adjective(index):
                index += 1
                continue
            end = index + 1
            has_body = tokens[index].lower in lexicon.ORGANIZATION_HEADS
            while not tokens[end - 1].possessive:
                step = self._joins(end, has_body=has_body)
                if not step:
                    break
                end += step
                has_body = has_body or tokens[end - 1].lower in lexicon.ORGANIZATION_HEADS
            found.append((index, end))
            index = end
        return found
