"""Turns a figure of an article into an actor that other articles can meet again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors import lexicon
from onrecord.actors.actorfile import ActorFile, KnownActor
from onrecord.actors.figures import Figure
from onrecord.actors.scene import Scene
from onrecord.actors.unnamed import UnnamedSpeakers, type_of
from onrecord.schema import Actor, ActorKind, Article, content_id

SHORT = 3
COMPOUND_NAME = re.compile(r"(?!Ma?c|De|Di|La|Le|Fitz|Van|Du)[A-Z][a-z]{2,}[A-Z]\w+$")
"""How companies and sites write themselves: ``SurveyMonkey``."""
ARTICLE = re.compile(r"^(?:the|an?) (?=\w)", re.IGNORECASE)


class Portraits:
    """Makes one actor a figure, with the same id wherever the actor is named the same."""

    def __init__(self, scene: Scene, article: Article, actors: ActorFile) -> None:
        self.article = article
        self.actors = actors
        self.unnamed = UnnamedSpeakers(scene, lambda figure: self.actor(figure).name)
        self._made: dict[int, Actor] = {}

    def actor(self, figure: Figure) -> Actor:
        """Return the actor of a figure."""
        made = self._made.get(figure.number)
        if made is None:
            made = self._made[figure.number] = self._make(figure)
        return made

    def _make(self, figure: Figure) -> Actor:
        if figure.members:
            return self.group(figure.members)
        if figure.known is not None:
            return self._of_file(figure, figure.known)
        if figure.sort == "nominal":
            return self._unnamed(figure)
        if figure.sort == "body":
            return self._actor(figure, figure.label, "organization", None, figure.country)
        return self._person(figure)

    def _of_file(self, figure: Figure, known: KnownActor) -> Actor:
        return self._actor(figure, known.name, known.kind, None, known.country)

    def _person(self, figure: Figure) -> Actor:
        name = _in_case(figure)
        role, country = _best_role(figure)
        country = country or figure.country
        known = self._in_file(figure)
        if known is not None and country in {None, known.country}:
            # "UN chief" lies outside the country of an earlier office.
            country = known.country if known.roles or not self._is_international(role) else country
            name = known.name
            role = role or self._role_then(known)
        kind: ActorKind = (
            "person" if figure.sort == "person" or known or self._acts_as_person(figure) else "unknown"
        )
        if kind == "unknown" and (COMPOUND_NAME.match(name) or figure.kind == "organization"):
            kind = "organization"
        return self._actor(figure, name, kind, role, country)

    def _is_international(self, role: str | None) -> bool:
        words = (role or "").split()
        runs = (" ".join(words[i : i + size]) for size in (1, 2, 3) for i in range(len(words)))
        return any(run in self.actors.bodies and self.actors.bodies[run].country is None for run in runs)

    def _in_file(self, figure: Figure) -> KnownActor | None:
        """Look a person up: a full name by itself, a family name only for who holds office at the time."""
        for form in (" ".join(figure.name), *figure.forms):
            if " " in form:
                known = self.actors.person(form)
                if known is not None:
                    return known
        if len(figure.name) != 1:
            return None
        published = self.article.published
        known = self.actors.bearer(figure.name[0], published)
        if known is None or not known.roles:
            return None
        if published is not None and published < min(since for _, since in known.roles):
            return None
        titles = {word.lower() for role, _ in known.roles for word in role.split()}
        return known if not figure.heads or figure.heads & titles else None

    def _role_then(self, known: KnownActor) -> str | None:
        """Return the title that a person of the file held on the article's date."""
        published = self.article.published
        if published is None:
            return None
        held = known.held(published)
        return held[0].title if held else None

    def _acts_as_person(self, figure: Figure) -> bool:
        return bool(figure.gender) or len(figure.name) > 1

    def _unnamed(self, figure: Figure) -> Actor:
        told = figure.heads - lexicon.PLAIN_PERSONS - {"source", "someone", "somebody"}
        role = figure.label if figure.kind == "person" and told else None
        actor = self._actor(figure, figure.label, figure.kind, role, figure.country)
        if not actor.anonymous or actor.kind not in {"person", "group"}:
            return actor
        more = self.unnamed.of(figure)
        return replace(
            actor, type=more.type, organization=more.organization, country=more.country, reason=more.reason
        )

    def _actor(
        self, figure: Figure, name: str, kind: ActorKind, role: str | None, country: str | None
    ) -> Actor:
        anonymous = figure.anonymous and kind != "document" and not is_party(name)
        unnamed = figure.sort == "nominal" and (anonymous or kind == "document")
        scope = (self.article.id, figure.number) if unnamed else ()
        aliases = tuple(form for form in figure.forms if form != name)
        return Actor(content_id("ac", kind, name, *scope), name, kind, role, country, anonymous, aliases)

    def group(self, figures: Sequence[Figure]) -> Actor:
        """Return the group that figures speak as, named by its members; one member speaks alone."""
        members = list({actor.id: actor for actor in map(self.actor, figures)}.values())
        if len(members) == 1:
            return members[0]
        names = [member.name for member in members]
        name = f"{', '.join(names[:-1])} and {names[-1]}"
        countries = {member.country for member in members}
        country = countries.pop() if len(countries) == 1 else None
        anonymous = all(member.anonymous for member in members)
        # An unnamed member makes it this article's group: "Lee and an official".
        scope = (self.article.id,) if any(member.anonymous for member in members) else ()
        return Actor(content_id("ac", "group", name, *scope), name, "group", None, country, anonymous)

    def named(self, text: str, kind: ActorKind | None = None) -> Actor | None:
        """Return an actor for a source in which no mention was recognised: its words, of this kind."""
        name = ARTICLE.sub("", " ".join(text.split()).strip(' ,:;—-"“”'))
        if not name:
            return None
        known = self.actors.known(name) or self.actors.known(f"The {name}")
        if known is not None:
            return Actor(
                content_id("ac", known.kind, known.name), known.name, known.kind, None, known.country
            )
        kind = kind or _crowd(name)
        told = type_of([name.rsplit(maxsplit=1)[-1].lower()]) if kind != "unknown" else None
        return Actor(content_id("ac", kind, name, self.article.id), name, kind, anonymous=True, type=told)


def _in_case(figure: Figure) -> str:
    """Return a person's name; one in capitals only, as interviews label speakers, gets small letters."""
    words = figure.name
    if len(words) == 1 or not all(word.isupper() for word in words):
        return " ".join(words)
    return " ".join(word if len(word) < SHORT or "." in word else _small(word) for word in words)


def _small(word: str) -> str:
    """Return a capitalised word in small letters: ``O'Neil``, ``McCabe``, ``El-Sayed``."""
    pieces = re.split(r"(['’-])", word)
    return "".join(
        f"Mc{piece[2:].capitalize()}" if piece.startswith("MC") and piece[SHORT:] else piece.capitalize()
        for piece in pieces
    )


def _best_role(figure: Figure) -> tuple[str | None, str | None]:
    """Return the first role that tells a country, else the first."""
    for role, country in figure.roles:
        if country:
            return role, country
    return figure.roles[0] if figure.roles else (None, None)


def is_party(name: str) -> bool:
    """Tell whether a group is named by its party: ``Democrats``, ``House Republicans``."""
    return name.rsplit(maxsplit=1)[-1] in {
        "Democrats",
        "Republicans",
        "Conservatives",
        "Liberals",
        "Tories",
        "Greens",
    }


def _crowd(name: str) -> ActorKind:
    """Return the kind of a source without a known noun: shares and plurals are groups."""
    last = name.rsplit(maxsplit=1)[-1]
    if (
        last.casefold() in lexicon.QUANTIFIERS | {"percent", "%"}
        or name[0].isdigit()
        or re.search(r"[a-z]s$", last)
    ):
        return "group"
    return "person" if re.search(r"[a-z](?:man|woman|person)$", last) else "unknown"
