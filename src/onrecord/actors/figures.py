"""The figures of one article: everybody and everything that could speak in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.actors import lexicon
from onrecord.actors.actorfile import KnownActor, key
from onrecord.actors.mentions import Mention
from onrecord.schema import ActorKind


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a figure stands: token and sentence index, and what it does there."""

    token: int
    sentence: int
    paragraph: int
    subject: bool
    source: bool
    quoted: bool


@dataclass(slots=True)
class Figure:
    """Somebody or something that the article mentions, gathered from its mentions.

    `members` are the figures of a party, those that ``and`` puts beside each other; `owner` is
    whose ``Lee's advisers`` and ``his campaign`` are. `foretold` is who was ``the source`` in a
    heading or summary before the text told of ``a military source``. `called` is the gender that
    a pronoun gave somebody of whom no name or title tells it.
    """

    sort: str
    number: int
    name: tuple[str, ...] = ()
    label: str = ""
    forms: list[str] = field(default_factory=list)
    roles: list[tuple[str, str | None]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    country: str | None = None
    gender: str | None = None
    known: KnownActor | None = None
    plural: bool = False
    kind: ActorKind = "unknown"
    anonymous: bool = False
    members: tuple[Figure, ...] = ()
    owner: Figure | None = None
    foretold: bool = False
    called: str | None = None
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def personal(self) -> bool:
        """Whether a he or she may stand for it."""
        return not self.plural and (self.sort in {"person", "name"} or self.kind == "person")


def fold(word: str) -> str:
    """Return a word of a name as names are compared: no accents, case, final mark."""
    return key(word).strip(".'`")


def same_name(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether one name can be a form of the other: last words agree, first ones do not clash."""
    a, b = [fold(w) for w in short], [fold(w) for w in full]
    if a == b or " ".join(a) == " ".join(b):
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return False
    if a[-1] != b[-1]:
        return a == b[: len(a)]
    return (
        a[0] == b[0]
        or (len(a[0]) == 1 and b[0].startswith(a[0]))
        or (len(b[0]) == 1 and a[0].startswith(b[0]))
    )


def _runs_on(name: Sequence[str], longer: Sequence[str]) -> bool:
    """Tell of a longer form whether it is a heading's clause: ``Marine Le Pen Backs Trump``."""
    full = len(name) > 1 and [fold(word) for word in longer[: len(name)]] == [fold(word) for word in name]
    return full and len(longer) - len(name) > 1


def holds(figure: Figure, word: str) -> bool:
    """Tell of a name whether it holds an acronym, as "NASA T-shirt" does, and not "Wolf Blitzer" WOLF."""
    return word.isupper() and word in figure.name and not all(part.isupper() for part in figure.name)


class Cast:
    """The figures of an article, found again by name, title or what they are."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._recent: dict[int, Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}
        self._parties: dict[frozenset[int], Figure] = {}
        self._by_key: dict[tuple[str, str | None], Figure] = {}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def add(self, sort: str, mention: Mention, label: str) -> Figure:
        """Make a new figure from a mention."""
        figure = Figure(
            sort, len(self.figures), mention.name, label, plural=mention.plural, known=mention.known
        )
        self.figures.append(figure)
        for word in mention.name:
            self._by_word.setdefault(fold(word), []).append(figure)
        return figure

    def party(self, members: tuple[Figure, ...]) -> Figure:
        """Return the figure that several make together: ``Lee and Ruiz``."""
        numbers = frozenset(member.number for member in members)
        figure = self._parties.get(numbers)
        if figure is None:
            figure = Figure("party", len(self.figures), plural=True, kind="group", members=members)
            self.figures.append(figure)
            self._parties[numbers] = figure
        return figure

    def sight(self, figure: Figure, sighting: Sighting) -> None:
        """Note where a figure stands; it is now the last one seen."""
        figure.sightings.append(sighting)
        self._recent.pop(figure.number, None)
        self._recent[figure.number] = figure

    def recent(self) -> Iterator[Figure]:
        """Yield the figures seen so far, the last seen first."""
        return reversed(self._recent.values())

    def keyed(self, name: str, country: str | None) -> Figure | None:
        """Return the figure kept under a canonical name."""
        return self._by_key.get((name, country))

    def keep(self, name: str, country: str | None, figure: Figure) -> None:
        """Keep a figure under its canonical name."""
        self._by_key[name, country] = figure

    def full(self, name: Sequence[str]) -> Figure | None:
        """Return the person that a name of several words belongs to."""
        for figure in self._by_word.get(fold(name[-1]), ()):
            if figure.sort == "person" and same_name(name, figure.name):
                return figure
        return None

    def extend(self, figure: Figure, name: tuple[str, ...]) -> None:
        """Take a longer form of a name as the figure's name."""
        if len(name) > len(figure.name) and not _runs_on(figure.name, name):
            figure.name = name
            for word in name:
                bearers = self._by_word.setdefault(fold(word), [])
                if figure not in bearers:
                    bearers.append(figure)

    def shorten(self, figure: Figure, name: tuple[str, ...]) -> None:
        """Take the form in the text for the name of who was first met in a heading that runs on."""
        if _runs_on(name, figure.name):
            figure.name = name

    def bearers(self, word: str) -> list[Figure]:
        """Return the persons with this word in their name; those who bear it as family name come first."""
        folded = fold(word)
        found = [f for f in self._by_word.get(folded, ()) if f.sort in {"person", "name"}]
        if fold(word) in lexicon.PARTICLES:
            return []
        last = [f for f in found if fold(f.name[-1]) == folded or _has_family_first(f.name, folded)]
        return last or found


FAMILY_FIRST = re.compile(
    r"^(?:kim|lee|park|choe|choi|ri|pak|jong|moon|yoon|han|xi|li|wang|zhang|chen|liu|yang|zhao|wu|hu|wen|mao|deng|lin"
    r"|qin|nguyen|tran|pham|le|vo|to|hun|hwang|kang|cho|jang|shin|so|an|no|mun|song|sun|ma|zhu|guo|he|luo|gao|xu|geng"
    r"|hua|cai|tsai|lai|ko|han|dong|cui|peng|jiang)$"
)


def _has_family_first(name: Sequence[str], folded: str) -> bool:
    """Tell whether a name opens with its family name, as Korean, Chinese and Vietnamese names do."""
    return len(name) > 1 and fold(name[0]) == folded and FAMILY_FIRST.match(folded) is not None
