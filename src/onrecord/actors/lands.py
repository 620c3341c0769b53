"""When a country speaks and when it is only where something happens, and whose seat a city is."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.actorfile import ActorFile, KnownActor
from onrecord.actors.figures import Cast, Figure
from onrecord.actors.mentions import Mention
from onrecord.actors.tokens import Token

SEATS = {"Brussels": "European Union"}
HALVES = (("North",), ("South",))
LOCATING = lexicon.words("in at near inside outside across throughout around within")


class Lands:
    """Reads the countries of one article."""

    def __init__(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], cast: Cast, actors: ActorFile
    ) -> None:
        self.tokens = tokens
        self.mentions = mentions
        self.cast = cast
        self.actors = actors

    def is_where(self, mention: Mention) -> bool:
        """Tell ``talks in Moscow`` from ``Moscow``: a place is nobody that it or they stands for."""
        if mention.sort != "known" or mention.known is None or mention.known.kind != "country":
            return False
        after = self.tokens[mention.last + 1 : mention.last + 2]
        speaks = bool(after) and after[0].lower in lexicon.SPEECH_VERBS
        return mention.first > 0 and self.tokens[mention.first - 1].lower in LOCATING and not speaks

    def seated(self, known: KnownActor, name: Sequence[str]) -> KnownActor:
        """Return whose seat a city is here: ``Brussels`` is the Union's where the article is about it."""
        union = self.actors.bodies.get(SEATS.get(" ".join(name), ""))
        if union is None or known.kind != "country":
            return known
        told = {token.text for token in self.tokens if token.capital} - set(SEATS)
        own = any(self.actors.country_of(word) == known.country for word in told)
        unions = any(mention.known == union for mention in self.mentions)
        return union if unions and not own else known

    def half(self, mention: Mention) -> Figure | None:
        """Return the country that ``the North`` is half the name of, where the article has that country."""
        if mention.name[-1:] not in HALVES:
            return None
        return next(
            (f for f in self.cast if f.kind == "country" and f.label.split()[0] == mention.name[-1]), None
        )
