"""Reads noun phrases that stand for a speaker without a name, and pronouns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.mentions import Mention, Vocabulary, gender_of
from onrecord.actors.tokens import Token
from onrecord.actors.verbs import is_verb

PHRASE_WORDS = 8
ENDERS = (
    lexicon.STOPS
    | lexicon.SPEECH_VERBS
    | lexicon.SPEECH_BASES
    | lexicon.MODALS
    | lexicon.PAST
    | lexicon.words(
        "of for to at what again further despite among across around near inside outside behind beyond "
        "alongside"
    )
)
# Nouns for a document that are verbs as well.
HOMOGRAPHS = lexicon.SPEECH_VERBS | {"estimate", "estimates", "forecasts", "projects"}
# Nouns for a person that are adjectives before another noun: "the last major stronghold".
ADJECTIVAL = lexicon.words(
    "major general principal executive chief head minor military international public individual "
    "conservative liberal"
)
NOUNS_IN_S = lexicon.words(
    "sanctions sports arms news affairs elections politics customs operations relations"
)
ADVERBS = lexicon.words("maybe perhaps even meanwhile however also then now still yet so")
VERBS = lexicon.SPEECH_VERBS | lexicon.SPEECH_BASES | lexicon.MODALS
OPENERS = lexicon.DETERMINERS | (lexicon.INDEFINITES - lexicon.SECRECY - {"most"})
CLOSED = ENDERS | OPENERS | lexicon.PRONOUNS


class Nominals:
    """Finds ``a senior official``, ``the ministry``, ``critics``, ``he`` around the named mentions."""

    def __init__(
        self,
        tokens: Sequence[Token],
        vocabulary: Vocabulary,
        named: Sequence[Mention],
        sources: frozenset[int],
    ) -> None:
        self.tokens = tokens
        self.sources = sources
        self.vocabulary = vocabulary
        self.named = named
        self.firsts = [mention.first for mention in named]

    def read(self) -> list[Mention]:
        """Return all mentions of the article, named ones included, in text order."""
        found: list[Mention] = []
        inside: set[int] = set()
        covered = {i for mention in self.named for i in range(mention.first, mention.last + 1)}
        for index, token in enumerate(self.tokens):
            if index in covered or (token.capital and not self._may_be_common(token)):
                continue
            if token.lower in lexicon.PRONOUNS:
                found.append(
                    Mention("pronoun", index, index, head=token.lower, gender=_pronoun_gender(token.lower))
                )
                continue
            mention = self._nominal(index)
            if mention is not None:
                if mention.owner is None and found and found[-1].last == mention.first - 1:
                    mention.owner = found[-1] if found[-1].possessive else None
                found.append(mention)
                inside.update(self._modifying(mention))
        found += [mention for mention in self.named if id(mention) not in inside]
        return sorted(found, key=lambda mention: (mention.first, mention.last))

    def _may_be_common(self, token: Token) -> bool:
        return token.opens or token.text.isupper() or token.lower in lexicon.PARTY_NAMES

    def _nominal(self, index: int) -> Mention | None:
        token = self.tokens[index]
        head = self.vocabulary.head(token.lower)
        if head is None or (token.lower in lexicon.QUANTIFIERS and self._determines(index)):
            return None
        if token.lower in HOMOGRAPHS and not self._is_noun(index):
            return None
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following is not None and following.paragraph == token.paragraph:
            before_name = following.capital and not following.opens and self._named_at(index + 1) is not None
            adjectival = token.lower in ADJECTIVAL and self._is_plain_noun(index + 1)
            if before_name or adjectival or self._is_compound(index, plural=head[1]):
                return None
        first = self._phrase_start(index)
        start = self.tokens[first]
        owner = self._named_at(first - 1) if first else None
        if owner is not None and not owner.possessive:
            owner = None
        owned = owner is not None or start.lower in lexicon.POSSESSIVES
        determined = owned or start.lower in lexicon.DETERMINERS or start.lower in lexicon.INDEFINITES
        word, plural = head
        if not (
            determined
            or plural
            or first < index
            or index in self.sources
            or self._speaks_at(index + 1)
            or self._stands_alone(index)
        ):
            return None
        words = [t.text for t in self.tokens[first : index + 1]]
        words += self._seat(index)
        content = [t.lower for t in self.tokens[first:index] if t.lower not in lexicon.DETERMINERS]
        return Mention(
            "nominal",
            first,
            index,
            head=word,
            modifiers=tuple(content),
            country=self.vocabulary.country(words) or (owner.country if owner else None),
            gender=gender_of([token.lower]),
            definite=start.lower in lexicon.DEMONSTRATIVES or owned,
            plural=plural
            or start.lower in lexicon.INDEFINITES - {"a", "an", "one", "another", "each", "every"},
            owner=owner,
            possessive=token.possessive,
        )

    def _is_compound(self, index: int, *, plural: bool) -> bool:
        """Tell whether a noun only modifies one after it: ``campaign manager``, ``party finance chief``."""
        if self.tokens[index].possessive:
            return False
        for step, token in enumerate(self.tokens[index + 1 : index + (2 if plural else 4)], index + 1):
            low = token.lower
            if low in HOMOGRAPHS and self.vocabulary.head(low) is not None:
                # "Media reports say" against "the official reports that".
                return step + 1 < len(self.tokens) and self.tokens[step + 1].lower in VERBS
            if not low.isalpha() or low in ENDERS or low in OPENERS:
                return False
            if self.vocabulary.head(low) is not None:
                return True
            if low.endswith(("ed", "s")):
                return False
        return False

    def _is_plain_noun(self, index: int) -> bool:
        """Tell of the word after an adjective whether it may be its noun."""
        token = self.tokens[index] if index < len(self.tokens) else None
        if token is None or token.capital or not token.text.isalpha():
            return False
        return token.lower not in CLOSED and not token.lower.endswith("ed")

    def _is_noun(self, index: int) -> bool:
        """Tell ``Media reports say`` and ``the report`` from ``Reuters reports that``."""
        tokens = self.tokens
        if index == 0 or tokens[index].opens or tokens[index].possessive:
            return True
        if index + 1 < len(tokens) and tokens[index + 1].lower in VERBS:
            return True
        before = self._named_at(index - 1)
        return before is None or before.possessive or index in self.sources

    def _phrase_start(self, index: int) -> int:
        first = index
        tokens = self.tokens
        if tokens[index].lower in lexicon.QUANTIFIERS:
            return first
        for step in range(index - 1, max(index - PHRASE_WORDS, -1), -1):
            token = tokens[step]
            if token.paragraph != tokens[index].paragraph or token.possessive or self._opens(step + 1):
                break
            if not token.text[0].isalnum():
                if token.text in "-/–" and step > 0 and tokens[step - 1].end == token.start:
                    continue
                break
            if token.lower in OPENERS or (token.capital and token.lower in lexicon.QUANTIFIERS):
                return step
            if self._ends_phrase(step) or is_verb(tokens, step):
                break
            if not token.lower.endswith("ly") or token.capital:
                first = step
        return first

    def _opens(self, step: int) -> bool:
        """Tell where a sentence begins, also behind a byline that no mark ends."""
        return self.tokens[step].opens and self.tokens[step].sentence != self.tokens[step - 1].sentence

    def _ends_phrase(self, step: int) -> bool:
        """Tell whether a word left of a noun belongs to the clause before it."""
        token = self.tokens[step]
        noun = self.vocabulary.head(token.lower) if self.tokens[step + 1].capital else None
        if noun is not None and noun[1] and not token.capital:
            # "They released the crew members Libyan officials said"
            return True
        if token.lower in ENDERS:
            return True
        if token.capital:
            # "On Monday state media said"
            return token.lower in lexicon.CALENDAR or (token.opens and token.lower in ADVERBS)
        before = self._named_at(step - 1) if step > 0 else None
        past = token.lower.endswith("ed") and before is not None
        # "Lee hires officials": behind a person's name a word in -s is the verb.
        present = token.lower.endswith("s") and not token.lower.endswith("ss") and before is not None
        named = before is not None and before.sort in {"person", "name", "body"}
        verbal = present and named and token.lower not in NOUNS_IN_S
        return past or verbal or token.lower.endswith("ing")

    def _determines(self, index: int) -> bool:
        """Tell whether a quantifier belongs to a noun after it, as in ``many local officials``."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        # "Both left", said of a source that ends here.
        ends = index in self.sources and index + 1 not in self.sources
        alone = ends and self.tokens[index].lower == "both"
        if after is None or alone or not after.text[0].isalnum():
            return False
        return after.lower not in lexicon.STOPS | {"of", "for"} and after.lower not in lexicon.SPEECH_VERBS

    def _stands_alone(self, index: int) -> bool:
        """Tell whether a noun opens its sentence and stops there: ``Poll: ...``."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return self.tokens[index].opens and after is not None and after.text in {":", ",", "—"}

    def _seat(self, index: int) -> list[str]:
        """Return where a state body sits: ``the government in Riyadh``, ``the army of Chad``."""
        after = self.tokens[index + 1 : index + 4]
        if not after[1:] or after[0].lower not in {"in", "of"}:
            return []
        if self.tokens[index].lower not in lexicon.STATE_BODY_HEADS | {"authorities"}:
            return []
        return [token.text for token in after[1:] if token.capital]

    def _named_at(self, index: int) -> Mention | None:
        at = bisect_right(self.firsts, index) - 1
        if at >= 0 and self.named[at].first <= index <= self.named[at].last:
            return self.named[at]
        return None

    def _speaks_at(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].lower in lexicon.SPEECH_VERBS

    def _modifying(self, mention: Mention) -> set[int]:
        found = set()
        for index in range(mention.first, mention.last + 1):
            named = self._named_at(index)
            if named is not None:
                found.add(id(named))
        return found


def _pronoun_gender(word: str) -> str | None:
    if word in lexicon.MALE:
        return "m"
    return "f" if word in lexicon.FEMALE else None
