"""The actors that a statement could be aimed at, as they stand in its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.actors import lexicon
from onrecord.actors.actorfile import load
from onrecord.actors.figures import Figure
from onrecord.actors.mentions import Mention
from onrecord.actors.portraits import Portraits
from onrecord.actors.scene import AND, LINKS, Scene
from onrecord.actors.voices import Voice
from onrecord.schema import Actor, Span

PRESS = lexicon.words(
    "reporter reporters journalist journalists media press newspaper news agency television"
)
"""Who only takes down what is said."""
LOCATING = lexicon.words("in at near inside outside across throughout around within")
NO_ACTORS = lexicon.QUANTIFIERS | lexicon.words("people those everyone others each")
OWN = lexicon.words("its their theirs")
"""What mostly points back to the speaker: "reaffirmed their commitment"."""
BEFORE = lexicon.DETERMINERS | lexicon.INDEFINITES | lexicon.TITLE_ADJECTIVES


@dataclass(frozen=True, slots=True)
class Aim:
    """One actor in the words of a statement: tokens (inclusive), place on the page, figure if it has one."""

    first: int
    last: int
    actor: Actor
    span: Span
    figure: Figure | None = None
    press: bool = False
    located: bool = False

    def is_of(self, voice: Voice) -> bool:
        """Tell whether it is the speaker, or one of those who speak together."""
        mine = {figure.number for figure in voice.figures}
        members = {member.number for figure in voice.figures for member in figure.members}
        own = [self.figure, *self.figure.members] if self.figure is not None else []
        return self.actor.id == voice.actor.id or any(figure.number in mine | members for figure in own)


class Aims:
    """Finds the actors between two tokens of an article."""

    def __init__(self, scene: Scene, portraits: Portraits) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.portraits = portraits
        self.actors = load()

    def between(self, first: int, last: int) -> Iterator[Aim]:
        """Yield the actors that begin between two tokens, both inclusive, in the order of the text."""
        first, last = max(first, 0), min(last, len(self.tokens) - 1)
        mentions = self.scene.between(first, last)
        at = first
        for number, mention in enumerate(mentions):
            yield from self._adjectives(at, mention.first)
            at = max(at, mention.last + 1)
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            if following is not None and following.owner is mention and self._of(following) is not None:
                continue
            aim = self._of(mention)
            if aim is not None:
                yield aim
        yield from self._adjectives(at, last + 1)

    def _of(self, mention: Mention) -> Aim | None:
        """Return the actor of a mention, None where it is nobody that can be accused or asked."""
        figure = self.scene.figure(mention)
        anybody = mention.head in NO_ACTORS and mention.country is None
        if figure is None or figure.kind == "document" or anybody:
            return None
        if mention.sort == "pronoun" and (figure.kind == "unknown" or mention.head in OWN):
            return None
        if mention.sort == "name" and self.tokens[mention.first].opens and len(figure.sightings) == 1:
            # A lone capital at the start of a quotation: "Hoping to see you".
            return None
        actor = self.portraits.actor(figure)
        press = mention.head in PRESS
        first = mention.owner.first if mention.owner is not None else mention.first
        located = self._before(first) in LOCATING
        span = (self.tokens[first].start, self.scene.span(mention)[1])
        return Aim(first, mention.last, actor, span, figure, press, located)

    def _adjectives(self, first: int, end: int) -> Iterator[Aim]:
        """Yield the countries that adjectives tell: ``an Armenian proposal``."""
        for index in range(first, end):
            token = self.tokens[index]
            code = self.actors.demonyms.get(token.text) if token.capital else None
            known = self.actors.by_code.get(code) if code else None
            if known is not None:
                span = (token.start, token.start + len(token.text))
                figure = self.scene.casting.cast.keyed(known.name, known.country)
                actor = self.portraits.actor(figure) if figure else self.portraits.named(known.name)
                if actor is not None:
                    yield Aim(index, index, actor, span, figure)

    def _at(self, index: int) -> int:
        """Return where the word before a phrase stands, its articles and adjectives left out."""
        at = index - 1
        while at > 0 and self.tokens[at].lower in BEFORE:
            at -= 1
        return max(at, 0)

    def _before(self, index: int) -> str:
        at = self._at(index)
        same = at < index and self.tokens[at].sentence == self.tokens[index].sentence
        return self.tokens[at].lower if same else ""

    def link(self, aim: Aim) -> int:
        """Return the index of the word that leads to an actor."""
        return self._at(aim.first)

    def preposition(self, aim: Aim) -> str:
        """Return the word that leads to an actor: ``against`` in ``against the former US president``."""
        return self._before(aim.first)

    def is_linked(self, last: Aim, other: Aim) -> bool:
        """Tell whether ``and`` or a comma puts one actor beside another."""
        between = [token.lower for token in self.tokens[last.last + 1 : other.first]]
        return (
            bool(between)
            and all(word in LINKS for word in between)
            and bool(AND & set(between) or between == [","])
        )
