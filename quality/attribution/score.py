"""Score attribution relations against a gold file, as sets of characters.

*Quotation*: a gold relation whose content is matched one to one by a predicted
content at Jaccard >= t. *Relation*: the source agrees too, at Jaccard >= .5,
where two empty sources agree. Precision over predicted relations with content,
recall over gold relations with content. *Exact*: sets of character sets a role.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Spans = Sequence[Sequence[int]]
THRESHOLDS = (0.3, 0.5, 0.8)
ROLES = ("source", "cue", "content")


@dataclass
class Tally:
    """Right, predicted and gold counts, added up over articles."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def f1(self) -> float:
        """Return the F1 score, 0 when nothing is right."""
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0

    def precision(self) -> float:
        """Return the share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    def recall(self) -> float:
        """Return the share of the gold that is found."""
        return self.right / self.gold if self.gold else 0.0


@dataclass
class Scorecard:
    """All tallies of a run."""

    quotation: dict[float, Tally] = field(default_factory=lambda: {t: Tally() for t in THRESHOLDS})
    relation: dict[float, Tally] = field(default_factory=lambda: {t: Tally() for t in THRESHOLDS})
    exact: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    covered: dict[float, Tally] = field(default_factory=lambda: {t: Tally() for t in (0.3, 0.8)})


def characters(spans: Spans) -> frozenset[int]:
    """Return the characters that spans cover."""
    return frozenset(at for start, end in spans for at in range(start, end))


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the Jaccard index; two empty sets agree."""
    return len(left & right) / len(left | right) if left or right else 1.0


def match(
    gold: Sequence[frozenset[int]], predicted: Sequence[frozenset[int]]
) -> list[tuple[float, int, int]]:
    """Pair contents one to one, the best overlap first: (Jaccard, gold, predicted)."""
    owners: dict[int, list[int]] = {}
    for number, content in enumerate(predicted):
        for at in content:
            owners.setdefault(at, []).append(number)
    pairs = [
        (jaccard(content, predicted[other]), number, other)
        for number, content in enumerate(gold)
        for other in {p for at in content for p in owners.get(at, ())}
    ]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    matched = []
    for overlap, number, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if number not in used_gold and other not in used_predicted:
            used_gold.add(number)
            used_predicted.add(other)
            matched.append((overlap, number, other))
    return matched


def add(card: Scorecard, gold: Iterable[dict[str, Spans]], predicted: Iterable[dict[str, Spans]]) -> None:
    """Add one article to the scorecard."""
    gold = [{role: characters(relation[role]) for role in ROLES} for relation in gold]
    predicted = [{role: characters(relation[role]) for role in ROLES} for relation in predicted]
    for role in ROLES:
        left = {relation[role] for relation in gold if relation[role]}
        right = {relation[role] for relation in predicted if relation[role]}
        _count(card.exact[role], len(left & right), len(right), len(left))
    gold = [relation for relation in gold if relation["content"]]
    predicted = [relation for relation in predicted if relation["content"]]
    matched = match([r["content"] for r in gold], [r["content"] for r in predicted])
    for threshold in THRESHOLDS:
        hits = [(g, p) for overlap, g, p in matched if overlap >= threshold]
        with_source = [
            1 for g, p in hits if jaccard(gold[g]["source"], predicted[p]["source"]) >= THRESHOLDS[1]
        ]
        _count(card.quotation[threshold], len(hits), len(predicted), len(gold))
        _count(card.relation[threshold], len(with_source), len(predicted), len(gold))
    for share, tally in card.covered.items():
        hit = sum(
            any(len(g["content"] & p["content"]) >= share * len(g["content"]) for p in predicted)
            for g in gold
        )
        _count(tally, hit, len(predicted), len(gold))


def _count(tally: Tally, right: int, predicted: int, gold: int) -> None:
    tally.right += right
    tally.predicted += predicted
    tally.gold += gold


def table(card: Scorecard) -> str:
    """Return the scorecard as aligned lines."""
    lines = [f"{'':12}" + "".join(f"{'F1 ≥ ' + format(t, '.1f'):>10}" for t in THRESHOLDS) + "   P/R ≥ .5"]
    for name in ("quotation", "relation"):
        tallies = getattr(card, name)
        figures = "".join(f"{tallies[t].f1():>10.3f}" for t in THRESHOLDS)
        half = tallies[0.5]
        lines.append(f"{name:12}{figures}   {half.precision():.3f}/{half.recall():.3f}")
    lines.append(f"{'exact F1':12}" + "  ".join(f"{role} {card.exact[role].f1():.3f}" for role in ROLES))
    lines.append(
        f"{'covered':12}" + "  ".join(f"≥ {t}: {tally.recall():.3f}" for t, tally in card.covered.items())
    )
    return "\n".join(lines)
