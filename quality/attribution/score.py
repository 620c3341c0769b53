"""Score attribution relations against gold, as sets of characters.

The definitions, each per article and added up over articles (micro):

*Quotation >= t*: the relations that have content are matched one to one, the pair of
contents with the highest Jaccard index first; a matched pair counts when its index is
>= t. Precision over predicted relations with content, recall over gold ones.

*Relation >= t*: a quotation at t whose sources agree too, at Jaccard >= .5; two empty
sources agree, an empty and a filled one don't.

*Covered >= t*: the share of a gold content's characters that one predicted content
holds, matched one to one, the highest share first (a tie goes to the higher Jaccard
index). So the Gender Gap Tracker counts (Asr et al., PLOS ONE 16(1), 2021, and its
``evaluate_quotes.py``), with two differences: it goes through the gold in text order
and wants more than t. A prediction that holds too much costs nothing here: read it
as recall, beside the Jaccard figures.

*Exact*: per role the set of an article's filled character sets, all pieces of a
discontinuous content as one set. A source that several relations share is one set.

*Spans*: independent exact spans, as CofeNet counts (Wang et al., COLING 2022): every
unbroken span of a role is an item of its own, whichever relation it belongs to. Outer
white space is trimmed; pieces of one relation that touch or have but spaces between
them are one span, a line end parts them. A discontinuous content is several items;
a source that several relations share is one item, as in a row of BIO tags. *Micro*
adds the three roles up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Spans: TypeAlias = Sequence[Sequence[int]]
Characters: TypeAlias = frozenset[int]
Role: TypeAlias = Literal["source", "cue", "content"]
Pair: TypeAlias = tuple[float, int, int]
"""How well two contents agree, the number of the gold one, of the predicted one."""

ROLES: tuple[Role, ...] = ("source", "cue", "content")
THRESHOLDS = (0.3, 0.5, 0.8)
SHARES = (0.3, 0.8)
AGREEING = 0.5


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation: spans of each role, and the confidence in it, 1 for a human's.

    A gold relation that its reader calls `debatable` may well be left out.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float = 1.0
    debatable: bool = False

    def spans(self, role: Role) -> Spans:
        """Return the spans of one role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up: `found` of `gold`, and `right` of `predicted`.

    The two first are the same number but where gold and predictions are sorted by a
    trait of their own, as by mode.
    """

    found: int = 0
    gold: int = 0
    right: int = 0
    predicted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found,
            self.gold + other.gold,
            self.right + other.right,
            self.predicted + other.predicted,
        )

    def precision(self) -> float:
        """Return the share of the predicted that is right, 0 when nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    def recall(self) -> float:
        """Return the share of the gold that is found, 0 when there is none."""
        return self.found / self.gold if self.gold else 0.0

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 when nothing is right."""
        precision, recall = self.precision(), self.recall()
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The relations with content of one article, as character sets, matched by Jaccard index.

    `pairs` holds every matched pair that overlaps at all, the best first. `kept_gold`
    and `kept_predicted` are the numbers of the relations in the lists they came from.
    """

    gold: Sequence[Mapping[Role, Characters]]
    predicted: Sequence[Mapping[Role, Characters]]
    kept_gold: Sequence[int]
    kept_predicted: Sequence[int]
    pairs: Sequence[Pair]

    def source_agreement(self, pair: Pair) -> float:
        """Return the Jaccard index of a pair's sources."""
        return jaccard(self.gold[pair[1]]["source"], self.predicted[pair[2]]["source"])


def characters(spans: Spans) -> Characters:
    """Return the characters that spans cover."""
    return frozenset(at for start, end in spans for at in range(start, end))


def jaccard(left: Characters, right: Characters) -> float:
    """Return the Jaccard index; two empty sets agree."""
    return len(left & right) / len(left | right) if left or right else 1.0


def share(gold: Characters, predicted: Characters) -> float:
    """Return the share of the gold characters that the predicted ones hold."""
    return len(gold & predicted) / len(gold) if gold else 0.0


def match(
    gold: Sequence[Characters],
    predicted: Sequence[Characters],
    agreement: Callable[[Characters, Characters], float] = jaccard,
) -> list[Pair]:
    """Pair contents that overlap one to one, the highest agreement first."""
    owners: dict[int, list[int]] = {}
    for number, content in enumerate(predicted):
        for at in content:
            owners.setdefault(at, []).append(number)
    pairs = [
        (agreement(content, predicted[other]), number, other)
        for number, content in enumerate(gold)
        for other in {p for at in content for p in owners.get(at, ())}
    ]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    matched = []
    for pair in sorted(pairs, key=lambda pair: (-pair[0], -jaccard(gold[pair[1]], predicted[pair[2]]), pair)):
        if pair[1] not in used_gold and pair[2] not in used_predicted:
            used_gold.add(pair[1])
            used_predicted.add(pair[2])
            matched.append(pair)
    return matched


def compare(gold: Sequence[Relation], predicted: Sequence[Relation]) -> Comparison:
    """Match the relations of one article that have content."""
    kept_gold = [number for number, one in enumerate(gold) if characters(one.content)]
    kept_predicted = [number for number, one in enumerate(predicted) if characters(one.content)]
    left = [_sets(gold[number]) for number in kept_gold]
    right = [_sets(predicted[number]) for number in kept_predicted]
    pairs = match([one["content"] for one in left], [one["content"] for one in right])
    return Comparison(left, right, kept_gold, kept_predicted, pairs)


def headline(
    text: str, gold: Sequence[Relation], predicted: Sequence[Relation], compared: Comparison
) -> dict[str, Tally]:
    """Return the tallies of one article, by the name of the figure."""
    sizes = len(compared.gold), len(compared.predicted)
    tallies: dict[str, Tally] = {}
    for threshold in THRESHOLDS:
        hits = [pair for pair in compared.pairs if pair[0] >= threshold]
        agreeing = sum(compared.source_agreement(pair) >= AGREEING for pair in hits)
        tallies[f"quotation ≥ {threshold}"] = _tally(len(hits), *sizes)
        tallies[f"relation ≥ {threshold}"] = _tally(agreeing, *sizes)
    covering = match(
        [one["content"] for one in compared.gold], [one["content"] for one in compared.predicted], share
    )
    for least in SHARES:
        tallies[f"covered ≥ {least}"] = _tally(sum(pair[0] >= least for pair in covering), *sizes)
    for role in ROLES:
        left = {characters(one.spans(role)) for one in gold} - {frozenset()}
        right = {characters(one.spans(role)) for one in predicted} - {frozenset()}
        tallies[f"exact {role}"] = _tally(len(left & right), len(left), len(right))
    micro = Tally()
    for role in ROLES:
        ours = {piece for one in gold for piece in pieces(text, one.spans(role))}
        theirs = {piece for one in predicted for piece in pieces(text, one.spans(role))}
        tallies[f"spans {role}"] = _tally(len(ours & theirs), len(ours), len(theirs))
        micro += tallies[f"spans {role}"]
    return tallies | {"spans micro": micro}


def pieces(text: str, spans: Spans) -> list[tuple[int, int]]:
    """Return the unbroken spans of one role of one relation, in text order, trimmed."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((start, end) for start, end in spans):
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if first >= last:
            continue
        between = text[found[-1][1] : first] if found else "\n"
        if not between.strip() and "\n" not in between:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _sets(relation: Relation) -> dict[Role, Characters]:
    return {role: characters(relation.spans(role)) for role in ROLES}


def _tally(right: int, gold: int, predicted: int) -> Tally:
    return Tally(right, gold, right, predicted)
