"""What a page tells of speakers without a name: what they are, whom for, why they are not named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.actors import lexicon
from onrecord.actors.figures import Figure
from onrecord.actors.mentions import Mention
from onrecord.actors.scene import Scene

NOUNS = {
    "official": "official authorities administrator bureaucrat",
    "diplomat": "diplomat ambassador envoy consul negotiator",
    "source": "source insider",
    "witness": "witness eyewitness onlooker bystander passer-by",
    "resident": "resident villager local neighbor neighbour inhabitant citizen",
    "soldier": "soldier troops trooper serviceman",
    "fighter": "fighter rebel militant insurgent gunman",
    "analyst": """analyst expert economist observer strategist pollster scholar academic researcher
        scientist professor historian commentator consultant specialist""",
    "doctor": "doctor physician surgeon nurse medic paramedic",
    "activist": "activist campaigner protester protestor demonstrator dissident organizer organiser advocate",
    "spokesperson": "spokesperson spokesman spokeswoman spokesmen spokeswomen spokespeople spox",
    "lawmaker": """lawmaker senator congressman congresswoman legislator parliamentarian mp mep
        representative""",
    "lawyer": "lawyer attorney solicitor barrister prosecutor",
    "journalist": "journalist reporter correspondent editor columnist photographer anchor host",
    "aide": "aide adviser advisor staffer counselor counsellor",
    "police": "police policeman policewoman investigator detective inspector sheriff",
    "executive": "executive manager ceo boss founder owner",
    "worker": "worker employee staff volunteer crew",
    "relative": """relative family father mother mum mom dad parent son daughter brother sister wife husband
        widow cousin uncle aunt""",
    "supporter": "supporter ally backer donor",
    "critic": "critic opponent rival",
    "politician": "politician statesman republican democrat conservative liberal socialist tory green",
    "victim": "victim survivor patient hostage",
}
TYPES = {noun: kind for kind, nouns in NOUNS.items() for noun in nouns.split()}
PERSONS = frozenset({"person", "people", "man", "woman", "individual"})
KNOWING = re.compile(
    r"\W+(?:(?:who (?:is|are|was|were)|directly|intimately)\s)*"
    r"(?:familiar with|close to|briefed on|with (?:direct |first-hand )?knowledge|informed)\b"
)
PLACED = frozenset({"official", "witness", "resident", "doctor", "soldier", "activist", "police", "fighter"})
"""Whose country is the one where they are: an official in Tripoli, but not a diplomat."""
WORKING = lexicon.words("at of in from with for inside within to")
SEATS = lexicon.words("house palace kremlin street")
"""Words of seats that the actor file knows as their country: ``a White House official``."""
STATES = lexicon.words("country nation state city house")
NEAR = 4
"""Words between ``official`` and ``the Foreign Ministry``."""
SILENT = re.compile(
    r"""
    \b(?:(?:spoke|speak|speaking|speaks|talked|talking|agreed|insisted|insisting|described|discussed
        |confirmed|provided|commenting|commented)\b[^.;,"“”]{0,70}?\b)?
      on\s+(?:the\s+)?(?:strict\s+)?(?:condition\s+(?:of\s+(?:strict\s+)?anonymity
        |that\s+(?:he|she|they|his|her|their)\b[^.;,]{0,30}\bnot\b)|background\b)
    | \b(?:request|ask|demand|seek|insist)(?:ed|ing|s)?\s+(?:for\s+|on\s+)?anonymity
    | \b(?:granted|sought)\s+anonymity
    | \b(?:declin|refus|ask|request|preferr|prefer|wish|want)(?:ed|ing|e?s)?\s+(?:not\s+)?to\s+
        (?:be\s+(?:further\s+)?(?:named|identified|quoted\s+by\s+name)|give\s+(?:his|her|their)\s+(?:\w+\s+)?names?
        |remain\s+(?:anonymous|unnamed))
    | \b(?:did\s+not|didn['’]t)\s+want\s+(?:to\s+be|(?:his|her|their)\s+names?\s+to\s+be)\s+
        (?:named|identified|used|published)
    | \basked\s+that\s+(?:he|she|they|his|her|their)\b[^.;,]{0,20}\bnot\s+be\s+
        (?:named|identified|used|published)
    | \b(?:(?:(?:is|are|was|were)\s+)?not|(?:is|are|was|were)n['’]t)\s+authori[sz]ed\s+to\s+
        (?:speak|talk|discuss|comment|brief|reveal)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Ways to say that somebody will not be named."""
HINTS = (
    "anonym",
    "identified",
    "named",
    "authori",
    "background",
    "by name",
    "give h",
    "give their",
    "unnamed",
    "names ",
    "name ",
)
"""One of these stands in whatever `SILENT` finds: looking for them costs a tenth of looking for it."""
TAIL = re.compile(
    r"""(?:(?!\s(?:said|says|told|tells|reported|added|confirmed)\b)
    (?:[^.;,"“”()\[\]—]|\.(?=\w)|(?<=\b[A-Z])\.
    |,(?=\s(?:citing|because|fearing|since|for|due|saying)\b)))*""",
    re.VERBOSE,
)
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What is told of a speaker without a name; None is not told."""

    type: str | None = None
    organization: str | None = None
    country: str | None = None
    reason: str | None = None


class UnnamedSpeakers:
    """Reads what an article tells of its speakers without a name."""

    def __init__(self, scene: Scene, name_of: Callable[[Figure], str]) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.name_of = name_of
        self._reasons: dict[int, str] | None = None

    def of(self, figure: Figure) -> Unnamed:
        """Return what the page tells anywhere of a figure without a name."""
        known = [m for m in self.scene.casting.mentions_of.get(figure.number, ()) if m.sort == "nominal"]
        kind = self._type(figure, known)
        bodies = (self._body(mention) for mention in known)
        body = next((found for found in bodies if found is not None), None)
        country = figure.country or (body[1] if body else None)
        if country is None and kind in PLACED:
            places = (self._place(mention) for mention in known)
            country = next((place for place in places if place), None)
        return Unnamed(kind, body[0] if body else None, country, self.reasons.get(figure.number))

    def _type(self, figure: Figure, known: Sequence[Mention]) -> str | None:
        kind = type_of([*(mention.head for mention in known), *sorted(figure.heads)], figure)
        if kind in {None, "person"} and any(self._knows(mention) for mention in known):
            return "source"
        return kind

    def _knows(self, mention: Mention) -> bool:
        """Tell ``a person familiar with the talks``."""
        at = self.tokens[mention.last].end
        return mention.head in PERSONS and KNOWING.match(self.scene.text, at) is not None

    def _body(self, mention: Mention) -> tuple[str, str | None] | None:
        """Return the body, and its country, that a mention names: inside it, as its owner, or behind it."""
        figure_at = self.scene.casting.figure_at
        inside = self.scene.named_between(mention.first, mention.last)
        inside += [mention.owner] if mention.owner is not None else []
        for named in inside:
            figure = figure_at.get(id(named)) or self.scene.casting.body(named)
            if figure is not None and _employs(figure):
                return self._told(figure)
            if named.sort == "known" and SEATS & {word.lower() for word in named.name}:
                return " ".join(named.name), named.country
        after = mention.last + 1
        if after >= len(self.tokens) or self.tokens[after].lower not in WORKING:
            figure = self.scene.casting.bodies.in_small_letters(mention)
            return self._told(figure) if figure is not None else None
        for behind in self.scene.between(after, after + NEAR):
            figure = figure_at.get(id(behind))
            return self._told(figure) if figure is not None and _employs(figure) else None
        return None

    def _told(self, figure: Figure) -> tuple[str, str | None]:
        country = figure.known.country if figure.known is not None else figure.country
        return self.name_of(figure), country

    def _place(self, mention: Mention) -> str | None:
        after = self.tokens[mention.last + 1 : mention.last + 5]
        if not after or after[0].lower not in {"in", "from", "of"}:
            return None
        words = [token.text for token in after[1:] if token.capital]
        return self.scene.country(words)

    @property
    def reasons(self) -> dict[int, str]:
        """Why figures are not named, in the page's words, by figure."""
        if self._reasons is None:
            self._reasons = dict(reversed(list(self._read_reasons())))
        return self._reasons

    def _read_reasons(self) -> list[tuple[int, str]]:
        found = []
        for start, end in self.scene.body:
            words = self.scene.text[start:end]
            if not any(hint in words for hint in HINTS):
                continue
            for match in SILENT.finditer(self.scene.text, start, end):
                tail = TAIL.match(self.scene.text, match.end(), min(end, match.end() + LONGEST))
                last = tail.end() if tail else match.end()
                figure = self._silent(match.start())
                if figure is not None:
                    found.append((figure.number, " ".join(self.scene.text[match.start() : last].split())))
        return found

    def _silent(self, offset: int) -> Figure | None:
        """Return who will not be named: the nearest before in the sentence, else the first after."""
        at = self.scene.token_at(offset)
        sentence = self.tokens[at].sentence
        figure_at = self.scene.casting.figure_at
        before = [m for m in self.scene.between(at - 60, at - 1) if self.tokens[m.first].sentence == sentence]
        after = [m for m in self.scene.between(at, at + 60) if self.tokens[m.first].sentence == sentence]
        for mention in (*reversed(before), *after):
            figure = figure_at.get(id(mention))
            if figure is not None and figure.sort == "nominal" and figure.kind in {"person", "group"}:
                return figure
        return None


def _employs(figure: Figure) -> bool:
    """Tell a ministry or firm from ``the North African country``."""
    return figure.kind == "organization" and not (figure.sort == "nominal" and figure.heads & STATES)


def type_of(heads: Sequence[str], figure: Figure | None = None) -> str | None:
    """Return what an unnamed speaker is, from the nouns it is called by.

    A noun that is in no type is one itself; ``person`` is somebody of whom no more is told,
    and None a crowd told by its number only.
    """
    plain = False
    for head in heads:
        for form in (head, head.removesuffix("s"), f"{head.removesuffix('ies')}y", head.removesuffix("es")):
            if form in TYPES:
                return TYPES[form]
            if form in lexicon.PERSON_ROLES:
                return form
        plain = plain or head in PERSONS or head in lexicon.PLAIN_PERSONS
    return "person" if plain or (figure is not None and figure.kind == "person") else None
