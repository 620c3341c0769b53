"""Which earlier figure a pronoun or a bare title stands for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.actors import lexicon
from onrecord.actors.figures import Cast, Figure, Sighting
from onrecord.actors.mentions import Mention
from onrecord.actors.tokens import Token

REACH = 12
"""Sentences that a pronoun looks back. Longer gaps are another topic."""

NEARBY = 4
"""Sentences within which ``the man`` is somebody just told of."""
MEMORY = 400
"""How many figures back a bare title is looked for; it bounds the work on very long pages."""
OPENING = 2
"""Paragraphs in which a title may stand before the name it belongs to."""

LEADERS = lexicon.words("leader president premier minister chancellor king chairman ruler head")
SAME_HEAD = {
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "spox": "spokesperson",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "congressman": "representative",
    "congresswoman": "representative",
    "adviser": "advisor",
    "premier": "minister",
    "policeman": "officer",
    "attorney": "lawyer",
    "frontrunner": "candidate",
    "front-runner": "candidate",
    "nominee": "candidate",
    "contender": "candidate",
    "hopeful": "candidate",
}
# What stands before a title without telling which one it is.
NEUTRAL = lexicon.words(
    "the this that these those said a an senior top former new same unnamed anonymous high-ranking old young "
    "country's nation's current veteran then late longtime own outgoing incoming presumptive aging"
)
GENERIC_BODIES = lexicon.words(
    "organization organisation group body agency company firm network outlet institution"
)
NOBODY = lexicon.words("every no any each")
RANKS = frozenset({"vice", "deputy", "assistant", "prime"})


def head_of(word: str) -> str:
    """Return a title's noun in the form that spellings and near synonyms share."""
    return SAME_HEAD.get(word, word)


class Reference:
    """Ranks the figures that stand before a mention."""

    def __init__(self, tokens: Sequence[Token], cast: Cast) -> None:
        self.tokens = tokens
        self.cast = cast
        self.spoken = {token.lower for token in tokens if token.lower in lexicon.PRONOUNS}

    def pronoun(self, mention: Mention, *, source: bool, quoted: bool) -> Figure | None:
        """Return the figure that he, she, it or they stands for, None where nobody fits."""
        fits = (
            self._personal
            if mention.gender
            else self._several
            if mention.head in lexicon.PLURAL
            else self._thing
        )
        best, best_score = None, -99.0
        here = self.tokens[mention.first].sentence
        for figure in self.cast.recent():
            if here - figure.sightings[-1].sentence > REACH:
                break
            fit = fits(figure)
            if fit is None:
                continue
            score = self._score(figure, mention, source=source, quoted=quoted)
            if score is None:
                continue
            score += fit + self._agreement(figure, mention)
            if score > best_score:
                best, best_score = figure, score
        return best

    def _personal(self, figure: Figure) -> float | None:
        if not figure.personal:
            return None
        if figure.sort == "person" or figure.kind == "person":
            told = figure.gender or figure.roles or figure.heads or any(s.source for s in figure.sightings)
            return 0.0 if told else -0.8
        if not any(sighting.paragraph for sighting in figure.sightings):
            return None
        # A lone name that speaks is rather somebody than something.
        return -0.4 if any(sighting.source for sighting in figure.sightings) else -1.0

    def _several(self, figure: Figure) -> float | None:
        if figure.heads & lexicon.QUANTIFIERS:
            return None
        if figure.plural or figure.kind == "group":
            return 1.5
        if figure.kind == "organization":
            return 0.5
        if figure.kind == "country":
            return -0.5
        if not figure.personal:
            return None
        return -5.0 if figure.name else -1.0

    def _thing(self, figure: Figure) -> float | None:
        if figure.kind == "organization":
            return 1.0
        if figure.kind in {"document", "country"}:
            return 0.5
        return 0.0 if figure.sort == "name" and not figure.gender else None

    def _agreement(self, figure: Figure, mention: Mention) -> float:
        """Weigh gender softly: translated text calls a woman he, and then it never says she."""
        if not mention.gender:
            return 0.0
        if not figure.gender:
            if figure.called is None:
                return 0.0
            return 0.0 if figure.called == mention.gender else -2.5
        if figure.gender == mention.gender:
            return 1.0
        if figure.gender == "m":
            return -3.0
        return -4.0 if self.spoken & lexicon.FEMALE else -0.4

    def _score(self, figure: Figure, mention: Mention, *, source: bool, quoted: bool) -> float | None:
        if not figure.sightings:
            return None
        here = self.tokens[mention.first]
        recent = [s for s in figure.sightings[-6:] if s.token < mention.first]
        best: float | None = None
        for sighting in recent:
            distance = here.sentence - sighting.sentence
            if distance > REACH:
                continue
            score = -0.7 * distance
            score += 1.0 if sighting.subject else 0.0
            score += 0.7 if sighting.source else 0.0
            score -= 1.2 if sighting.quoted and not quoted else 0.0
            # In a quotation, he is rather somebody of whom the speaker tells than the speaker.
            score -= 1.0 if quoted and sighting.source and not sighting.quoted else 0.0
            score -= 0.3 if sighting.paragraph == 0 else 0.0
            best = score if best is None or score > best else best
        if best is None:
            return None
        spoke = source and any(sighting.source for sighting in figure.sightings)
        return best + 0.15 * min(len(figure.sightings), 6) + (0.8 if spoke else 0.0)

    def namesake(self, bearers: Sequence[Figure]) -> Figure | None:
        """Return which of several bearers a family name stands for: the one last spoken of."""
        seen = [figure for figure in bearers if figure.sightings]
        if not seen:
            return next(iter(bearers), None)
        return max(seen, key=lambda figure: max(_weight(sighting) for sighting in figure.sightings[-4:]))

    def titled(self, mention: Mention, owner: Figure | None = None) -> Figure | None:
        """Return whom ``the spokesperson`` or ``the ministry`` stands for, None where it is new.

        One that is somebody else's than `owner`'s is another.
        """
        wanted = {word for word in mention.modifiers if word not in NEUTRAL and not word[0].isdigit()}
        wanted -= self._country_words(mention)
        best, best_score = None, -99.0
        for figure in islice(self.cast.recent(), MEMORY):
            other = owner is not None and figure.owner is not None and figure.owner is not owner
            if not other and self._bears(figure, mention, wanted):
                score = self._nearness(figure, mention)
                score += 3.0 if mention.country and figure.country == mention.country else 0.0
                score -= 20.0 if (figure.modifiers & RANKS) - wanted else 0.0
                if score > best_score:
                    best, best_score = figure, score
        if best is not None:
            return best
        paragraph = self.tokens[mention.first].paragraph
        if paragraph > OPENING or not (wanted or paragraph == 0):
            return None
        ahead = [f for f in self.cast if not f.sightings and f.name and self._bears(f, mention, wanted)]
        return ahead[0] if len(ahead) == 1 else None

    def _nearness(self, figure: Figure, mention: Mention) -> float:
        """Weigh how lately a figure was told of, and how much the article is about it."""
        distance = self.tokens[mention.first].sentence - figure.sightings[-1].sentence
        weight = 0.1 if figure.kind == "person" else 0.4
        return weight * min(len(figure.sightings), 6) - 0.5 * distance

    def _country_words(self, mention: Mention) -> set[str]:
        if mention.country is None:
            return set()
        return {t.lower for t in self.tokens[mention.first : mention.last + 1] if t.capital}

    def _bears(self, figure: Figure, mention: Mention, wanted: set[str]) -> bool:
        bears = figure.heads or figure.kind == "organization"
        if figure.plural != mention.plural or not bears or figure.label.split(" ", 1)[0].lower() in NOBODY:
            return False
        if mention.country and figure.country and mention.country != figure.country:
            return False
        head = head_of(mention.head)
        borne = head in figure.heads or any(head_of(other) == head for other in figure.heads)
        if mention.head in lexicon.ORGANIZATION_HEADS and figure.kind == "organization":
            generic = mention.head in GENERIC_BODIES
            return (borne or generic) and not wanted - {w.lower() for w in figure.name} - figure.modifiers
        if not borne:
            leads = head == "leader" and mention.country is not None and figure.country == mention.country
            return leads and any(head_of(other) in LEADERS for other in figure.heads)
        if mention.gender and figure.gender and mention.gender != figure.gender:
            return False
        return not wanted - figure.modifiers - {w.lower() for w in figure.name}

    def someone(self, mention: Mention, *, source: bool) -> Figure | None:
        """Return the person that ``the man`` or ``the teenager`` stands for."""
        found = self.pronoun(
            Mention("pronoun", mention.first, mention.last, gender=mention.gender or "?"),
            source=source,
            quoted=False,
        )
        near = (
            found is not None and self.tokens[mention.first].sentence - found.sightings[-1].sentence <= NEARBY
        )
        return found if near else None


def _weight(sighting: Sighting) -> float:
    """Order sightings by text order; one that is no subject counts as if it stood two sentences earlier."""
    order = sighting.sentence + sighting.token / 1_000_000
    return order if sighting.subject or sighting.source else order - 2
