"""Those who stand beside each other: ``Lee and Ruiz``, afterwards ``they`` or ``the two leaders``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.actors import lexicon
from onrecord.actors.figures import Cast, Figure, Sighting
from onrecord.actors.mentions import Mention
from onrecord.actors.tokens import Token

LINKS = lexicon.words("and & , both as well with the")
JOINING = frozenset({"and", "&"})
NAMING = frozenset({"person", "name", "known", "body"})
COUNTS = {"two": 2, "both": 2, "three": 3, "pair": 2, "duo": 2, "trio": 3, "couple": 2}
LANDS = lexicon.words("country countries nation nations state states government governments side sides")
BODIES = lexicon.words("company companies party parties firm firms agency agencies group groups side sides")
DEFINITE = lexicon.words("the these those both")
LEADERS = lexicon.words("leader president premier minister chancellor king chairman ruler")
REACH = 8
"""Sentences that ``the two leaders`` looks back for the pair."""
APART = 2
"""Sentences in which two may stand apart and be a pair: ``Lee met Ruiz. The two men …``."""
NEAR = 40
"""How many figures back a pair is looked for."""


class Parties:
    """Makes figures of those who are named together, and finds them again."""

    def __init__(self, tokens: Sequence[Token], cast: Cast) -> None:
        self.tokens = tokens
        self.cast = cast
        self._run: list[tuple[Mention, Figure]] = []
        self._joined = False

    def meet(self, mention: Mention, figure: Figure | None) -> None:
        """Take the next mention of the article; who stands beside another makes a party with it."""
        if figure is None or figure.members or not (mention.sort in NAMING or mention.sort == "nominal"):
            return
        last = self._run[-1][0] if self._run else None
        if last is not None and not last.possessive and last.last < mention.first:
            between = [token.lower for token in self.tokens[last.last + 1 : mention.first]]
            if between and len(between) <= len(COUNTS) and all(word in LINKS for word in between):
                self._run.append((mention, figure))
                if JOINING & set(between):
                    self._gather()
                return
        self._run = [(mention, figure)]

    def _gather(self) -> None:
        """Sight the party of the mentions that stand beside each other."""
        figures = tuple({figure.number: figure for _, figure in self._run}.values())
        personal = {figure.personal or figure.kind == "person" for figure in figures}
        named = all(mention.sort in NAMING for mention, _ in self._run)
        alike = len(personal) == 1 and (named or personal == {True})
        if len(figures) > 1 and alike and not any(figure.plural for figure in figures):
            party = self.cast.party(figures)
            seen = [figure.sightings[-1] for figure in figures]
            self.cast.sight(
                party,
                Sighting(
                    seen[0].token,
                    seen[0].sentence,
                    seen[0].paragraph,
                    any(sighting.subject for sighting in seen),
                    any(sighting.source for sighting in seen),
                    seen[0].quoted,
                ),
            )

    def named(self, mention: Mention) -> Figure | None:
        """Return the party that ``the two leaders`` or ``both countries`` stands for."""
        words = [token.lower for token in self.tokens[mention.first : mention.last + 1]]
        number = next((COUNTS[word] for word in words if word in COUNTS), None)
        before = self.tokens[mention.first - 1].lower if mention.first else ""
        after = [token.lower for token in self.tokens[mention.last + 1 : mention.last + 3]]
        if number is None:
            return self._alike(mention) if mention.definite else None
        definite = mention.definite or before in DEFINITE or words[0] in DEFINITE
        if not definite or after in (["of", "you"], ["of", "us"]):
            return None
        return self._counted(mention, number)

    def _counted(self, mention: Mention, number: int) -> Figure | None:
        """Return the party of so many, made of those last told of where none was named."""
        here = self.tokens[mention.first].sentence
        kind = _kind(mention.head)
        found: list[Figure] = []
        for figure in islice(self.cast.recent(), NEAR):
            distance = here - figure.sightings[-1].sentence
            if distance > REACH:
                break
            if figure.members:
                if len(figure.members) == number and all(_fits(one, kind) for one in figure.members):
                    titled = all(one.heads & LEADERS for one in figure.members)
                    holding = [] if titled else self._holding(mention.head)
                    return self.cast.party(tuple(reversed(holding))) if len(holding) == number else figure
            elif distance <= APART and _fits(figure, kind) and not figure.plural and figure.name:
                found.append(figure)
        if len(found) != number:
            found = self._holding(mention.head)
        return self.cast.party(tuple(reversed(found))) if len(found) == number else None

    def _alike(self, mention: Mention) -> Figure | None:
        """Return those just named beside each other who are all ``the ministers``."""
        title, here = mention.head.removesuffix("s"), self.tokens[mention.first].sentence
        for figure in islice(self.cast.recent(), NEAR):
            if here - figure.sightings[-1].sentence > APART:
                return None
            if figure.members and all(title in one.heads for one in figure.members):
                return figure
        return None

    def _holding(self, head: str) -> list[Figure]:
        """Return all whom the article has called by a leader's title so far, the last seen first."""
        title = head.removesuffix("s")
        if title not in LEADERS:
            return []
        wanted = LEADERS if title == "leader" else {title}
        recent = islice(self.cast.recent(), NEAR)
        return [f for f in recent if f.personal and f.name and f.heads & wanted]


def _kind(head: str) -> str:
    """Return what a pair is made of: ``land``, ``side`` (land or body), ``body`` or ``person``."""
    if head in LANDS and head in BODIES:
        return "side"
    if head in LANDS:
        return "land"
    return "body" if head in BODIES else "any" if head in COUNTS else "person"


def _fits(figure: Figure, kind: str) -> bool:
    if kind == "land":
        return figure.kind == "country"
    if kind == "person":
        return figure.personal
    if kind == "any":
        return figure.personal or figure.kind == "country"
    return figure.kind == "organization" or (kind == "side" and figure.kind == "country")
