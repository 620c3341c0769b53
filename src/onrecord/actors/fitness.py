"""Whether what stands in a target's place is somebody: better no target than a wrong word."""

from __future__ import annotations

import re

from onrecord.actors import lexicon
from onrecord.actors.aims import Aim
from onrecord.actors.scene import Scene
from onrecord.actors.tokens import Token
from onrecord.actors.verbs import is_verb

VAGUE = lexicon.words(
    """
    country countries nation nations state states city house center centre star mission convention team
    news paper leader leaders member members crowd public man woman person men women people child children
    boy girl network site website channel station body campus group groups side sides parties power powers
    district systems services service campaign label school
    """
)
"""Nouns that tell of nobody until a name, a country or an owner stands with them."""
MEDIA = lexicon.words("television tv radio newspaper newspapers news media press magazine daily broadcaster")
CARRYING = lexicon.words("on in via through")
"""What leads to the medium of what is said: ``denied on state television``."""
CODED = re.compile(r"(?![A-Z]\d{1,2}$).*\d")
"""A name with a number in it, other than such as ``G20``."""
RUN_ON = re.compile(r"^[a-z]+-[A-Z]")
PREFIXES = lexicon.words(
    "pro anti non ex post pre mid un sub trans intra inter self al el an ar as ash ad ed ez az then now "
    "ultra neo all cross co vice far semi so once long out"
)
NO_FIRST = (
    (lexicon.SENTENCE_OPENERS | lexicon.FUNCTION_WORDS | lexicon.MODALS | lexicon.STOPS)
    - lexicon.GIVEN
    - lexicon.words("first second third march april may june august us it who")
)
NO_LAST = lexicon.words("on in at for of to with by from and or the as is was are were")


class Fitness:
    """Tells of an actor in a statement's words whether it can be a target."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self._plain: frozenset[str] | None = None

    def allows(self, aim: Aim, preposition: str, *, led: bool, from_there: bool, on_it: bool) -> bool:
        """Tell whether an actor behind a preposition is a target.

        `led` tells that the verb leads to it, as in ``lashed out at Oslo``, `from_there` lets
        ``from Oslo`` in, `on_it` the medium of ``lays blame on the press``.
        """
        figure = aim.figure
        there = (aim.located and not led) or (preposition == "from" and not from_there)
        if (there and aim.actor.kind == "country") or self._is_run_on(aim):
            return False
        if figure is None or figure.members:
            return True
        if figure.heads & MEDIA and preposition in CARRYING and not on_it:
            return False
        if figure.known is not None or aim.actor.role is not None:
            return figure.sort != "nominal" or self._is_phrase(aim)
        return self._is_phrase(aim) if figure.sort == "nominal" else self._is_name(aim)

    def _is_run_on(self, aim: Aim) -> bool:
        """Tell a run over the end of a sentence, or over a space that got lost."""
        words = self.tokens[aim.first : aim.last + 1]
        over = any(token.sentence != words[0].sentence for token in words)
        return over or any(self._is_broken(token) for token in words)

    def _is_broken(self, token: Token) -> bool:
        joined = RUN_ON.match(token.text) is not None
        return joined and token.text.split("-", 1)[0] not in PREFIXES

    def _is_phrase(self, aim: Aim) -> bool:
        """Tell ``the rebels`` and ``Libyan officials`` from ``the country`` and ``star``."""
        assert aim.figure is not None
        figure, first = aim.figure, self.tokens[aim.first]
        if is_verb(self.tokens, aim.first) and aim.first < aim.last:
            return False
        anybody = not figure.country and figure.owner is None
        if anybody and figure.heads & VAGUE:
            if any(token.capital and not token.opens for token in self.tokens[aim.first : aim.last + 1]):
                return True
            told = figure.modifiers - lexicon.INDEFINITES - lexicon.TITLE_ADJECTIVES
            return bool(told) and figure.kind != "organization"
        bare = aim.first == aim.last and not figure.plural
        return not (bare and anybody and first.lower not in lexicon.PRONOUNS)

    def _is_name(self, aim: Aim) -> bool:
        assert aim.figure is not None
        figure = aim.figure
        words = list(figure.name) or aim.actor.name.split()
        low = [word.lower() for word in words]
        if any(CODED.match(word) or word.endswith(("n't", "n’t")) for word in words):
            return False
        if low[0] in NO_FIRST or low[-1] in NO_LAST:
            return False
        if any(word.lower() in lexicon.PRONOUNS and not word.isupper() for word in words):
            return False
        if len(words) > 1 or figure.kind == "organization":
            return True
        return self._is_lone_name(aim, low[0])

    def _is_lone_name(self, aim: Aim, word: str) -> bool:
        """Tell of a lone capital whether the article uses it as a name."""
        assert aim.figure is not None
        if aim.figure.kind == "person":
            return True
        if word.endswith("ly") or word in lexicon.PROPER_ADJECTIVES:
            return False
        if word in self.plain:
            # "The West" is somebody, "Down" is not.
            return aim.first > 0 and self.tokens[aim.first - 1].lower == "the"
        known = self.scene.casting.mentions_of.get(aim.figure.number, ())
        return any(not (m.heading or self.tokens[m.first].opens) for m in known if m.sort != "pronoun")

    @property
    def plain(self) -> frozenset[str]:
        """The words that the article has in small letters."""
        if self._plain is None:
            self._plain = frozenset(token.lower for token in self.tokens if not token.capital)
        return self._plain
