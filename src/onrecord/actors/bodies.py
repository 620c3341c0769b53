"""Which ministry, firm or agency an article speaks of, by its name or its initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from onrecord.actors import lexicon
from onrecord.actors.actorfile import ActorFile
from onrecord.actors.figures import Cast, Figure, holds
from onrecord.actors.mentions import Mention
from onrecord.actors.tokens import Token

BODIES = lexicon.ORGANIZATION_HEADS - lexicon.words(
    """
    state nation country city house opposition team service services industry district international news
    radio television tv press post times news media partners industries systems trust site front resistance
    """
)
BEFORE_BODIES = lexicon.DETERMINERS | lexicon.INDEFINITES | lexicon.TITLE_ADJECTIVES | {"young", "local"}
BODY_NAMES = {
    "ministry of foreign affairs": "Foreign Ministry",
    "foreign affairs ministry": "Foreign Ministry",
    "ministry of foreign": "Foreign Ministry",
    "ministry of defense": "Defense Ministry",
    "ministry of defence": "Defense Ministry",
    "ministry of national defense": "Defense Ministry",
    "ministry of national defence": "Defense Ministry",
    "defence ministry": "Defense Ministry",
    "ministry of interior": "Interior Ministry",
    "ministry of the interior": "Interior Ministry",
    "ministry of health": "Health Ministry",
    "ministry of finance": "Finance Ministry",
}

NATIONAL = lexicon.STATE_BODY_HEADS | lexicon.words(
    "office media television tv radio broadcaster cabinet presidency administration authority"
)
"""Nouns of which a country has one, or one that is meant."""
MEMORY = 200
"""How many figures back the whole name of a body is looked for."""


class Bodies:
    """Finds the figures of bodies. `describe` notes what a mention adds to a figure."""

    def __init__(
        self,
        tokens: Sequence[Token],
        cast: Cast,
        actors: ActorFile,
        describe: Callable[[Figure, Mention], None],
    ) -> None:
        self.tokens = tokens
        self.cast = cast
        self.actors = actors
        self.describe = describe

    def of(self, mention: Mention) -> Figure:
        """Return the figure of a body that is named."""
        if len(mention.name) == 1 and mention.name[0].isupper() and not mention.head:
            # In capitals as a transcript labels its speakers, but not the NASA of "NASA T-shirt".
            word = mention.name[0]
            bearers = [f for f in self.cast.bearers(word) if not holds(f, word)]
            if bearers:
                self.describe(bearers[0], mention)
                return bearers[0]
        name = self._name(mention)
        figure = (
            self.cast.keyed(name.casefold(), None) or self._initialled(mention.name) or self.short(mention)
        )
        if figure is None:
            figure = self.cast.add("body", mention, name)
            figure.kind = "organization"
        self.cast.keep(name.casefold(), None, figure)
        self.describe(figure, mention)
        return figure

    def in_small_letters(self, mention: Mention) -> Figure | None:
        """Return the body in small letters inside a mention: ``a senior defense ministry official``."""
        heads = range(mention.first, mention.last)
        end = next((i for i in reversed(heads) if self.tokens[i].lower in BODIES), None)
        if end is None or (self.tokens[end].capital and not self.tokens[end].opens):
            return None
        start = mention.first
        while start < end and (
            (self.tokens[start].capital and not self.tokens[start].opens)
            or self.tokens[start].lower in BEFORE_BODIES
        ):
            start += 1
        name = tuple(token.text for token in self.tokens[start : end + 1])
        return self.of(
            Mention("body", start, end, name, head=self.tokens[end].lower, country=mention.country)
        )

    def is_national(self, mention: Mention) -> bool:
        """Tell the one body of a country from any: ``Oslo's state media``, but not ``an Oslo office``."""
        if mention.sort != "nominal" or mention.head not in NATIONAL or mention.country is None:
            return False
        owner, opening = mention.owner, self.tokens[mention.first]
        if owner is not None:
            return self.actors.country_of(" ".join(owner.name)) == mention.country
        at = mention.first + (opening.lower == "the")
        return self.actors.country_of(self.tokens[at].text) is not None

    def short(self, mention: Mention) -> Figure | None:
        """Return the body told of last that ``the Council`` or ``the Church`` is short for."""
        word = mention.name[-1] if len(mention.name) == 1 else ""
        if word.lower() not in lexicon.ORGANIZATION_HEADS or word.isupper() or not word.istitle():
            return None
        for figure in islice(self.cast.recent(), MEMORY):
            if figure.kind == "organization" and word in figure.label.split():
                return figure
        return None

    def _initialled(self, name: Sequence[str]) -> Figure | None:
        """Return the body whose initials an acronym is."""
        if len(name) != 1 or not name[0].isupper():
            return None
        for figure in self.cast:
            initials = "".join(word[0] for word in figure.name if word[0].isupper())
            if figure.sort == "body" and len(initials) > 1 and initials == name[0]:
                return figure
        return None

    def _name(self, mention: Mention) -> str:
        """Return a state body's name the same way however it is printed: ``Foreign Ministry of Russia``."""
        words = list(mention.name)
        country = self.actors.by_code.get(mention.country or "")
        if country is None or mention.head not in lexicon.STATE_BODY_HEADS:
            return " ".join(words)
        for size in (2, 1):
            if self.actors.country_of(" ".join(words[:size])) == country.country and len(words) > size:
                words = words[size:]
                break
        bare = " ".join(words)
        if bare.endswith(f" of {country.name}"):
            bare = bare.removesuffix(f" of {country.name}")
        return f"{BODY_NAMES.get(bare.lower(), bare[0].upper() + bare[1:])} of {country.name}"
