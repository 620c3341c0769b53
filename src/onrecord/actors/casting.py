"""Gives every mention of an article its figure, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.actors import lexicon
from onrecord.actors.actorfile import load
from onrecord.actors.bodies import Bodies
from onrecord.actors.figures import Cast, Figure, Sighting, holds
from onrecord.actors.lands import Lands
from onrecord.actors.mentions import Mention, common_words
from onrecord.actors.parties import Parties
from onrecord.actors.reference import MEMORY, OPENING, Reference, head_of
from onrecord.actors.tokens import Token
from onrecord.schema import ActorKind, Article

AUXILIARIES = lexicon.words("is was are were has had have will would can could may might must should did")
NAMEABLE = lexicon.words(
    "agency movement group newspaper daily network channel website magazine outlet broadcaster station"
)
UNSAID = lexicon.SECRECY | lexicon.words("the a an this that these said")
"""What opens a phrase and is no part of what somebody is called."""
FULL = 2
"""Words of a full name."""
SOMEONE = lexicon.PLAIN_PERSONS | {"republican", "democrat", "conservative", "liberal", "politician"}
ADVERBS = lexicon.words("also then later still now never always often again once even just not soon")
PREPOSITIONS = lexicon.words(
    "of with by for to in from at on against about between over toward towards under like"
)


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
        self.lands = Lands(tokens, mentions, self.cast, self.actors)
        self.bodies = Bodies(tokens, self.cast, self.actors, self._describe)
        self.parties = Parties(tokens, self.cast)
        self._possessors: dict[int, Figure] = {}

    def heads_title(self, token: Token) -> bool:
        """Tell whether a word is a common noun for who bears a title: ``member``, ``ally``."""
        return not token.capital and common_words().head(token.lower) is not None

    def read(self, sources: frozenset[int]) -> None:
        """Assign all mentions. `sources` are the tokens that lie in source spans."""
        self.sources = sources
        people = [m for m in self.mentions if m.sort == "person" and len(m.name) > 1]
        # Headings come last: there a verb may look like the end of a name.
        for mention in sorted(people, key=lambda mention: mention.heading):
            self._introduce(mention)
        for mention in self.mentions:
            figure = self._figure(mention)
            if figure is not None:
                self.figure_at[id(mention)] = figure
                self.mentions_of.setdefault(figure.number, []).append(mention)
                self._sight(figure, mention)
                if mention.head in lexicon.POSSESSIVES:
                    self._possessors[mention.first] = figure
            self.parties.meet(mention, figure)

    def words(self, first: int, last: int) -> str:
        """Return the page's words from one token to another, white space made single, no 's at their end."""
        end = self.tokens[last].start + len(self.tokens[last].text)
        return " ".join(self.text[self.tokens[first].start : end].split())

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
        held = known.held(self.published)
        if held:
            figure.country = known.country
            figure.heads.update(term.title.split()[-1].lower() for term in held)

    def _describe(self, figure: Figure, mention: Mention) -> None:
        form = " ".join(mention.name)
        if form and form not in figure.forms:
            figure.forms.append(form)
        if len(mention.name) > len(figure.name) and not mention.heading:
            self.cast.extend(figure, mention.name)
        elif figure.sort == "person":
            self.cast.shorten(figure, mention.name)
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
        if figure.sightings and self.lands.is_where(mention):
            return
        source = not self.sources.isdisjoint(range(mention.first, mention.last + 1))
        subject, quoted = self._is_subject(mention), self.quoted[mention.first]
        self.cast.sight(
            figure, Sighting(mention.first, token.sentence, token.paragraph, subject, source, quoted)
        )

    def _is_subject(self, mention: Mention) -> bool:
        tokens, after = self.tokens, mention.last + 1
        first = mention.owner.first if mention.owner is not None else mention.first
        before = tokens[first - 1] if first else None
        if (
            mention.possessive
            or mention.head in lexicon.POSSESSIVES
            or (before is not None and before.lower in PREPOSITIONS)
        ):
            return False
        while after < len(tokens) and (tokens[after].lower in ADVERBS or tokens[after].lower.endswith("ly")):
            after += 1
        if after < len(tokens):
            word = tokens[after].lower
            told = word == "," and [token.lower for token in tokens[after + 1 : after + 2]] == ["who"]
            if (
                told
                or word in lexicon.SPEECH_VERBS
                or word in AUXILIARIES
                or word in lexicon.PAST
                or word.endswith("ed")
            ):
                return True
        if before is not None and before.lower in lexicon.DETERMINERS and first > 1:
            before = tokens[first - 2]
        if before is None or before.sentence != tokens[first].sentence:
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
            return self.bodies.of(mention)
        if sort in {"nominal", "people"}:
            return self._nominal(mention) if sort == "nominal" else self._labelled(mention, "group")
        if sort == "place" and self.cast.bearers(mention.name[-1]):
            return self._short_name(mention)
        return self._pronoun(mention) if sort == "pronoun" else None

    def _short_name(self, mention: Mention) -> Figure:
        whole = self.lands.half(mention) or self.bodies.short(mention)
        if whole is not None:
            return whole
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
            holder = self.actors.bearer(" ".join(mention.name), self.published)
            if mention.sort == "name" and holder is not None and holder.terms:
                # Who holds an office is somebody, though the article gives no more than "Trump".
                figure.sort, figure.kind = "person", "person"
        if mention.sort == "person" and figure.sort == "name":
            figure.sort, figure.kind = "person", "person"
        before = self.tokens[mention.first - 1] if mention.first else None
        if figure.sort == "name" and before is not None and before.lower in NAMEABLE and not before.capital:
            # "the magazine Stern"
            figure.kind = "organization"
            figure.heads.add(before.lower)
        self._describe(figure, mention)
        return figure

    def _known(self, mention: Mention) -> Figure:
        assert mention.known is not None
        known = mention.known = self.lands.seated(mention.known, mention.name)
        if len(mention.name) == 1:
            bearers = [f for f in self.cast.bearers(mention.name[0]) if len(f.name) > 1]
            # Michael Jordan, but not "Present-day Jordan".
            bearers = [f for f in bearers if f.gender or f.roles or known.kind != "country"]
            bearers = [f for f in bearers if not holds(f, mention.name[0])]
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

    def body(self, mention: Mention) -> Figure | None:
        """Return the body that a name inside another mention stands for: ``an FBI official``."""
        if mention.sort == "known":
            return self._known(mention)
        return self.bodies.of(mention) if mention.sort == "body" else None

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
            return self.bodies.of(mention)
        party = self.parties.named(mention) if mention.plural else None
        if party is not None:
            return party
        if kind == "person" and self._heads_title(mention):
            ahead = self.reference.titled(mention) or self._ahead(mention)
            if ahead is not None:
                return ahead
        if mention.definite and not (mention.owner and kind == "person" and not mention.modifiers):
            figure = self.reference.titled(mention, self._owner(mention))
            if figure is None and mention.head in SOMEONE and not mention.plural and not mention.owner:
                figure = self.reference.someone(mention, source=mention.first in self.sources)
            if figure is not None:
                figure.gender = figure.gender or mention.gender
                if mention.owner is not None and figure.label.split()[0].lower() in lexicon.POSSESSIVES:
                    # "His advisers" are better told as "Rubio's advisers".
                    figure.label = self._label(mention)
                return figure
        return self._labelled(mention, kind)

    def _heads_title(self, mention: Mention) -> bool:
        """Tell ``Man held after robbery`` in a headline, where there are no articles."""
        first = self.tokens[mention.first]
        bare = first.lower not in lexicon.DETERMINERS | lexicon.INDEFINITES
        return first.paragraph == 0 and bare and not mention.plural and mention.owner is None

    def _ahead(self, mention: Mention) -> Figure | None:
        """Return the first person whom the article then names, if a headline's noun may mean anybody."""
        if mention.head not in SOMEONE:
            return None
        for other in self.mentions:
            if other.sort != "person" or len(other.name) < FULL or not self.tokens[other.first].paragraph:
                continue
            if self.tokens[other.first].paragraph > OPENING:
                return None
            figure = self.cast.full(other.name)
            clash = figure is None or (mention.gender and figure.gender and mention.gender != figure.gender)
            if not clash:
                return figure
        return None

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
        owner = self._owner(mention)
        if figure is not None and owner is not None and figure.owner is not owner:
            figure = None
        if figure is None and kind == "person" and not mention.definite:
            figure = self._foretold(mention, label)
        if figure is None:
            figure = self.cast.add("nominal", mention, label)
            told = mention.definite or self._is_bare(mention)
            figure.foretold = told and owner is None and kind == "person"
            national = self.bodies.is_national(mention)
            figure.kind = "organization" if national else kind
            figure.anonymous = mention.sort == "nominal" and not national
            figure.modifiers.update(word for word in mention.modifiers if word not in lexicon.SECRECY)
            figure.owner = owner
            self.cast.keep(label.casefold(), "", figure)
        if mention.head:
            figure.heads.add(mention.head)
        figure.country = figure.country or mention.country
        figure.gender = figure.gender or mention.gender
        return figure

    def _is_bare(self, mention: Mention) -> bool:
        """Tell ``Defense official accuses …``, as summaries have it."""
        opens = self.tokens[mention.first].opens and not mention.plural
        return opens and self.tokens[mention.first].lower not in lexicon.INDEFINITES

    def _foretold(self, mention: Mention, label: str) -> Figure | None:
        """Return whom a summary called ``the source`` before the text introduces ``a military source``."""
        for figure in islice(self.cast.recent(), MEMORY):
            if figure.foretold and mention.head in figure.heads:
                new = not figure.modifiers - set(mention.modifiers)
                figure.foretold = False
                if new:
                    figure.label = label
                    figure.modifiers.update(mention.modifiers)
                    return figure
        return None

    def _owner(self, mention: Mention) -> Figure | None:
        """Return whose a nominal is: of the possessive before it, or of the ``his`` that it opens with."""
        if mention.owner is not None:
            return self.figure_at.get(id(mention.owner))
        return self._possessors.get(mention.first)

    def _label(self, mention: Mention) -> str:
        first = mention.first
        if mention.owner is not None:
            first = mention.owner.first
        while first < mention.last and self.tokens[first].lower in UNSAID:
            first += 1
        return self.words(first, mention.last)

    def _pronoun(self, mention: Mention) -> Figure | None:
        word = mention.head
        source = mention.first in self.sources
        if word in lexicon.FIRST or word in lexicon.RELATIVE or (word in lexicon.NEUTER and not source):
            return None
        after = self.tokens[mention.last + 1 : mention.last + 2]
        # Where a closing mark is missing, "he said" is told all the same.
        tells = source and bool(after) and after[0].lower in lexicon.SPEECH_VERBS
        quoted = self.quoted[mention.first] and not tells
        figure = self.reference.pronoun(mention, source=source, quoted=quoted)
        if figure is not None and mention.gender and source:
            figure.called = figure.called or mention.gender
            if figure.sort == "name":
                figure.sort, figure.kind = "person", "person"
        return figure


def _quoted(tokens: Sequence[Token]) -> list[bool]:
    """Tell of each token whether it stands inside double quotation marks."""
    found: list[bool] = []
    inside, paragraph = False, -1
    double = -1
    for token in tokens:
        if token.paragraph != paragraph:
            inside, paragraph = False, token.paragraph
        mark = token.text
        if mark in "'`" and mark:
            # Two single marks are a double one, as old news wires write it.
            mark, double = ('"', -1) if double == token.start else ("", token.end)
        if mark == "“" or (mark == '"' and not inside):
            inside = True
        elif mark in {"”", '"'}:
            inside = False
        found.append(inside)
    return found
