"""Which errors there are in an article, of what kind, and which to read first.

A gold and a predicted relation that overlap at all are one pair, and a pair is at
most one error, the first that holds: wrong extent (contents agree below .5), wrong
source (sources below .5), wrong cue (cues below .5). What has no pair is missed or
spurious.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from attribution.goldfile import GoldArticle
from attribution.score import AGREEING, Comparison, Pair, Relation, compare, jaccard
from onrecord.statements.quotation import mode_of, quoted_spans

MISSED = "missed content"
SPURIOUS = "spurious content"
EXTENT = "wrong extent of content"
NO_SOURCE = "wrong source: none predicted"
OTHER_SOURCE = "wrong source: another"
NEEDLESS_SOURCE = "wrong source: gold has none"
SOURCE_BOUNDARY = "wrong source: boundary"
CUE = "wrong cue"
PLAINNESS = {"direct": 2, "mixed": 1, "indirect": 0}


@dataclass(frozen=True, slots=True)
class Error:
    """One error. The higher `weight`, the sooner it is worth reading within its kind.

    The weight is the tagger's own confidence; of a missed relation, which has none,
    it is how plain it was: with a source, a cue, in quotation marks, long.
    """

    kind: str
    weight: float
    article: GoldArticle
    gold: Relation | None
    predicted: Relation | None


def errors_in(article: GoldArticle, predicted: Sequence[Relation]) -> Iterator[Error]:
    """Yield the errors of one article."""
    gold = article.gold
    compared = compare(gold, predicted)
    for pair in compared.pairs:
        left, right = gold[compared.kept_gold[pair[1]]], predicted[compared.kept_predicted[pair[2]]]
        kind = _kind(compared, pair)
        if kind:
            yield Error(kind, right.score, article, left, right)
    met = {pair[1] for pair in compared.pairs}, {pair[2] for pair in compared.pairs}
    for number, place in enumerate(compared.kept_gold):
        if number not in met[0]:
            yield Error(MISSED, _plainness(article.text, gold[place]), article, gold[place], None)
    for number, place in enumerate(compared.kept_predicted):
        if number not in met[1]:
            yield Error(SPURIOUS, predicted[place].score, article, None, predicted[place])


def kinds(errors: Sequence[Error]) -> Counter[str]:
    """Count the errors by kind."""
    return Counter(error.kind for error in errors)


def worst(errors: Sequence[Error], number: int) -> list[Error]:
    """Return so many errors, the kinds taking turns, the frequent kind first, each by weight."""
    rows = [
        sorted((error for error in errors if error.kind == kind), key=lambda error: -error.weight)
        for kind, _ in kinds(errors).most_common()
    ]
    turns = chain.from_iterable(zip_longest(*rows))
    return [error for error in turns if error is not None][:number]


def _kind(compared: Comparison, pair: Pair) -> str | None:
    if pair[0] < AGREEING:
        return EXTENT
    gold, predicted = compared.gold[pair[1]], compared.predicted[pair[2]]
    if compared.source_agreement(pair) < AGREEING:
        if not predicted["source"]:
            return NO_SOURCE
        if not gold["source"]:
            return NEEDLESS_SOURCE
        return SOURCE_BOUNDARY if gold["source"] & predicted["source"] else OTHER_SOURCE
    return CUE if jaccard(gold["cue"], predicted["cue"]) < AGREEING else None


def _plainness(text: str, relation: Relation) -> float:
    content = tuple(sorted((start, end) for start, end in relation.content))
    length = sum(end - start for start, end in content)
    filled = bool(relation.source) + bool(relation.cue)
    return filled + PLAINNESS[mode_of(text, content, quoted_spans(text))] + min(length, 999) / 1000
