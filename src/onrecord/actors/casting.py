"""Gives every mention of an article its figure, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.actorfile import load
from onrecord.actors.figures import Cast, Figure, Sighting
from onrecord.actors.mentions import Mention, common_words
from onrecord.actors.reference import Reference, head_of
from onrecord.actors.tokens import Token
from onrecord.schema import ActorKind, Article

AUXILIARIES = lexicon.words("is was are were has had have will would can could may might must should did")
NAMEABLE = lexicon.words(
    "agency movement group newspaper daily network channel website magazine outlet broadcaster station"
)
SOMEONE = lexicon.PLAIN_PERSONS | {"republican", "democrat", "conservative", "liberal", "politician"}
PREPOSITIONS = lexicon.words(
    "of with by for to in from at on against about between over toward towards under like"
)
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


class Casting:
    """Reads an article's mentions in order; afterwards `figure_at` tells who stands where."""

    def __init__(
        self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention], article: Article
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.mentions = mentions
        self.actors = load()
        self.published = article.published
        self.cast = Cast()
        self.reference = Reference(tokens, self.cast)
        self.quoted = _quoted(tokens)
        self.sources: frozenset[int] = frozenset()
        self.figure_at: dict[int, Figure] = {}
        self.mentions_of: dict[int, list[Mention]] = {}

    def heads_title(self, token: Token) -> bool:
        """Tell whether a word is a common noun for who bears a title: ``member``, ``ally``."""
        return not token.capital and common_words().head(token.lower) is not None

    def read(self, sources: frozenset[int]) -> None:
        """Assign all mentions. `sources` are the tokens that lie in source spans."""
        self.sources = sources
        for mention in self.mentions:
            if mention.sort == "person" and len(mention.name) > 1:
                self._introduce(mention)
        for mention in self.mentions:
            figure = self._figure(mention)
            if figure is not None:
                self.figure_at[id(mention)] = figure
                self.mentions_of.setdefault(figure.number, []).append(mention)
                self._sight(figure, mention)

    def words(self, first: int, last: int) -> str:
        """Return the page's words from one token to another, white space made single."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _introduce(self, mention: Mention) -> Figure:
        figure = self.cast.full(mention.name)
        if figure is None:
            figure = self.cast.add("person", mention, " ".join(mention.name))
            figure.kind = "person"
            self._recall_office(figure, mention.name)
        self._describe(figure, mention)
        return figure

    def _recall_office(self, figure: Figure, name: Sequence[str]) -> None:
        """Note an office that the actor file knows: ``the North Korean leader`` finds its holder."""
        known = self.actors.person(" ".join(name))
        if known is None:
            return
        held = [role for role, since in known.roles if not self.published or since <= self.published]
        if held:
            figure.country = known.country
            figure.heads.update(role.split()[-1].lower() for role in held)

    def _describe(self, figure: Figure, mention: Mention) -> None:
        form = " ".join(mention.name)
        if form and form not in figure.forms:
            figure.forms.append(form)
        if len(mention.name) > len(figure.name):
            self.cast.extend(figure, mention.name)
        if mention.role and (mention.role, mention.country) not in figure.roles:
            figure.roles.append((mention.role, mention.country))
            figure.modifiers.update(word.lower().strip("'’s") for word in mention.role.split())
            figure.modifiers.update(word.lower() for word in mention.role.split())
        if mention.head:
            figure.heads.add(mention.head)
        figure.country = figure.country or (mention.country if mention.sort != "known" else None)
        figure.gender = figure.gender or mention.gender

    def _sight(self, figure: Figure, mention: Mention) -> None:
        token = self.tokens[mention.first]
        source = not self.sources.isdisjoint(range(mention.first, mention.last + 1))
        subject, quoted = self._is_subject(mention), self.quoted[mention.first]
        self.cast.sight(
            figure, Sighting(mention.first, token.sentence, token.paragraph, subject, source, quoted)
        )

    def _is_subject(self, mention: Mention) -> bool:
        tokens, after = self.tokens, mention.last + 1
        before = tokens[mention.first - 1] if mention.first else None
        if (
            mention.possessive
            or mention.head in lexicon.POSSESSIVES
            or (before is not None and before.lower in PREPOSITIONS)
        ):
            return False
        if after < len(tokens):
            word = tokens[after].lower
            if word in lexicon.SPEECH_VERBS or word in AUXILIARIES or word.endswith("ed"):
                return True
        if before is not None and before.lower in lexicon.DETERMINERS and mention.first > 1:
            before = tokens[mention.first - 2]
        if before is None or before.sentence != tokens[mention.first].sentence:
            return True
        return before.lower in lexicon.SPEECH_VERBS and (
            after >= len(tokens) or not tokens[after].text[0].isalpha()
        )

    def _figure(self, mention: Mention) -> Figure | None:
        sort = mention.sort
        if sort in {"person", "name"}:
            full = sort == "person" and len(mention.name) > 1
            return self._introduce(mention) if full else self._short_name(mention)
        if sort == "known":
            return self._known(mention)
        if sort == "body":
            return self._body(mention)
        if sort in {"nominal", "people"}:
            return self._nominal(mention) if sort == "nominal" else self._labelled(mention, "group")
        if sort == "place" and self.cast.bearers(mention.name[-1]):
            return self._short_name(mention)
        return self._pronoun(mention) if sort == "pronoun" else None

    def _short_name(self, mention: Mention) -> Figure:
        bearers = self.cast.bearers(mention.name[-1]) if mention.name else []
        bearers = [
            f for f in bearers if not (mention.gender and f.gender and f.gender != mention.gender)
        ] or bearers
        if mention.role:
            fitting = [f for f in bearers if head_of(mention.head) in {head_of(h) for h in f.heads}]
            bearers = fitting or bearers
        figure = self.reference.namesake(bearers)
        if figure is None:
            figure = self.cast.add(mention.sort, mention, " ".join(mention.name))
        if mention.sort == "person" and figure.sort == "name":
            figure.sort, figure.kind = "person", "person"
        self._describe(figure, mention)
        return figure

    def _known(self, mention: Mention) -> Figure:
        known = mention.known
        assert known is not None
        if len(mention.name) == 1:
            bearers = [f for f in self.cast.bearers(mention.name[0]) if len(f.name) > 1]
            # Michael Jordan, but not "Present-day Jordan".
            bearers = [f for f in bearers if f.gender or f.roles or known.kind != "country"]
            if bearers:
                return self._short_name(mention)
        figure = self.cast.keyed(known.name, known.country)
        if figure is None:
            figure = self.cast.add("known", mention, known.name)
            figure.kind = known.kind
            figure.heads.update(
                w.lower() for w in known.name.split() if w.lower() in lexicon.ORGANIZATION_HEADS
            )
            self.cast.keep(known.name, known.country, figure)
        self._describe(figure, mention)
        return figure

    def _body(self, mention: Mention) -> Figure:
        if len(mention.name) == 1 and mention.name[0].isupper() and not mention.head:
            bearers = self.cast.bearers(mention.name[0])
            if bearers:
                self._describe(bearers[0], mention)
                return bearers[0]
        name = self._body_name(mention)
        figure = self.cast.keyed(name.casefold(), None) or self._initialled(mention.name)
        if figure is None:
            figure = self.cast.add("body", mention, name)
            figure.kind = "organization"
        self.cast.keep(name.casefold(), None, figure)
        self._describe(figure, mention)
        return figure

    def body(self, mention: Mention) -> Figure | None:
        """Return the body that a name inside another mention stands for: ``an FBI official``."""
        if mention.sort == "known":
            return self._known(mention)
        return self._body(mention) if mention.sort == "body" else None

    def lower_body(self, mention: Mention) -> Figure | None:
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
        return self._body(
            Mention("body", start, end, name, head=self.tokens[end].lower, country=mention.country)
        )

    def _initialled(self, name: Sequence[str]) -> Figure | None:
        """Return the body whose initials an acronym is."""
        if len(name) != 1 or not name[0].isupper():
            return None
        for figure in self.cast:
            initials = "".join(word[0] for word in figure.name if word[0].isupper())
            if figure.sort == "body" and len(initials) > 1 and initials == name[0]:
                return figure
        return None

    def _body_name(self, mention: Mention) -> str:
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

    def _kind(self, mention: Mention) -> ActorKind:
        head = mention.head
        if mention.plural or head in lexicon.GROUP_HEADS or head in lexicon.PEOPLES:
            return "document" if head in lexicon.DOCUMENT_HEADS else "group"
        if head in lexicon.DOCUMENT_HEADS:
            return "document"
        if head in lexicon.ORGANIZATION_HEADS and head not in lexicon.PERSON_ROLES:
            return "organization"
        return "person"

    def _nominal(self, mention: Mention) -> Figure | None:
        kind = self._kind(mention)
        named = self._named_body(mention) if kind == "organization" else None
        if named is not None:
            return named
        if kind == "organization" and mention.country and mention.head in lexicon.STATE_BODY_HEADS:
            first = mention.first + (self.tokens[mention.first].lower in lexicon.DETERMINERS)
            mention.name = tuple(token.text for token in self.tokens[first : mention.last + 1])
            return self._body(mention)
        if mention.definite and not (mention.owner and kind == "person" and not mention.modifiers):
            figure = self.reference.titled(mention)
            if figure is None and mention.head in SOMEONE and not mention.plural and not mention.owner:
                figure = self.reference.someone(mention, source=mention.first in self.sources)
            if figure is not None:
                figure.gender = figure.gender or mention.gender
                return figure
        return self._labelled(mention, kind)

    def _named_body(self, mention: Mention) -> Figure | None:
        """Return the body that a nominal only says more of: ``the Yonhap news agency``."""
        if mention.head not in NAMEABLE:
            return None
        words = [token.text for token in self.tokens[mention.first : mention.last]]
        if words and words[-1] in {"news", "wire", "militant", "armed"}:
            words.pop()
        for size in (3, 2, 1):
            known = self.actors.bodies.get(" ".join(words[-size:])) if len(words) >= size else None
            if known is not None:
                mention.known, mention.name = known, tuple(words[-size:])
                return self._known(mention)
        return None

    def _labelled(self, mention: Mention, kind: ActorKind) -> Figure:
        label = self._label(mention)
        again = mention.plural or mention.definite or kind == "document"
        figure = self.cast.keyed(label.casefold(), "") if again else None
        if figure is None:
            figure = self.cast.add("nominal", mention, label)
            figure.kind = kind
            figure.anonymous = mention.sort == "nominal"
            figure.modifiers.update(mention.modifiers)
            self.cast.keep(label.casefold(), "", figure)
        if mention.head:
            figure.heads.add(mention.head)
        figure.country = figure.country or mention.country
        figure.gender = figure.gender or mention.gender
        return figure

    def _label(self, mention: Mention) -> str:
        first = mention.first
        if mention.owner is not None:
            first = mention.owner.first
        while first < mention.last and self.tokens[first].lower in {
            "the",
            "a",
            "an",
            "this",
            "that",
            "these",
            "said",
        }:
            first += 1
        return self.words(first, mention.last)

    def _pronoun(self, mention: Mention) -> Figure | None:
        word = mention.head
        source = mention.first in self.sources
        if word in lexicon.FIRST or word in lexicon.RELATIVE or (word in lexicon.NEUTER and not source):
            return None
        figure = self.reference.pronoun(mention, source=source, quoted=self.quoted[mention.first])
        if figure is not None and mention.gender and source and figure.sort == "name":
            figure.sort, figure.kind = "person", "person"
        return figure


def _quoted(tokens: Sequence[Token]) -> list[bool]:
    """Tell of each token whether it stands inside double quotation marks."""
    found: list[bool] = []
    inside, paragraph = False, -1
    for token in tokens:
        if token.paragraph != paragraph:
            inside, paragraph = False, token.paragraph
        if token.text == "“" or (token.text == '"' and not inside):
            inside = True
        elif token.text in {"”", '"'}:
            inside = False
        found.append(inside)
    return found
