"""All tallies of one article: the headline figures, and the two main ones by trait.

Traits: *mode* (`mode_of` of the package over the content and the text's quotation
marks), *source* type (see `sources.py`), *publisher* and *half* where the file gives
them. By mode and source type, recall goes by the gold relation's trait and precision
by the predicted relation's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import TypeAlias

from attribution.goldfile import GoldArticle
from attribution.score import AGREEING, Comparison, Pair, Relation, Tally, compare, headline
from attribution.sources import Sources
from onrecord.statements.quotation import mode_of, quoted_spans

Key: TypeAlias = tuple[str, str, str]
"""What is counted, the trait and its value; the last two are empty over all relations."""
Tallies: TypeAlias = dict[Key, Tally]
Traits: TypeAlias = Mapping[str, str]

QUOTATION = f"quotation ≥ {AGREEING}"
RELATION = f"relation ≥ {AGREEING}"


def tally(article: GoldArticle, gold: Sequence[Relation], predicted: Sequence[Relation]) -> Tallies:
    """Count one article: what is predicted against what is gold."""
    compared = compare(gold, predicted)
    counted = headline(article.text, gold, predicted, compared)
    tallies = {(name, "", ""): one for name, one in counted.items()}
    traits = _traits_of(article)
    left = [traits(gold[number]) for number in compared.kept_gold]
    right = [traits(predicted[number]) for number in compared.kept_predicted]
    for name, hits in _hits(compared):
        for key, one in _by_trait(name, hits, left, right):
            tallies[key] = tallies.get(key, Tally()) + one
    return tallies


def firm(gold: Sequence[Relation], predicted: Sequence[Relation]) -> tuple[list[Relation], list[Relation]]:
    """Leave out the debatable gold, and the predictions that match it at Jaccard >= .5."""
    compared = compare(gold, predicted)
    spared = {
        compared.kept_predicted[pair[2]]
        for pair in compared.pairs
        if pair[0] >= AGREEING and gold[compared.kept_gold[pair[1]]].debatable
    }
    kept = [one for one in gold if not one.debatable]
    return kept, [one for number, one in enumerate(predicted) if number not in spared]


def human_agreement(articles: Sequence[GoldArticle]) -> list[Tallies]:
    """Count how humans agree: every ordered pair of annotators, one as gold, one as predicted.

    One entry an article with several annotators, its pairs added up: they are read
    from the same text and stand or fall together when articles are drawn.
    """
    found = []
    for article in articles:
        total: Tallies = {}
        for gold, predicted in permutations(article.annotations, 2):
            for key, one in tally(article, gold, predicted).items():
                total[key] = total.get(key, Tally()) + one
        if total:
            found.append(total)
    return found


def _hits(compared: Comparison) -> Iterator[tuple[str, list[Pair]]]:
    quotations = [pair for pair in compared.pairs if pair[0] >= AGREEING]
    yield QUOTATION, quotations
    yield RELATION, [pair for pair in quotations if compared.source_agreement(pair) >= AGREEING]


def _by_trait(
    name: str, hits: Sequence[Pair], gold: Sequence[Traits], predicted: Sequence[Traits]
) -> Iterator[tuple[Key, Tally]]:
    found, right = {pair[1] for pair in hits}, {pair[2] for pair in hits}
    for number, traits in enumerate(gold):
        for trait, value in traits.items():
            yield (name, trait, value), Tally(found=number in found, gold=1)
    for number, traits in enumerate(predicted):
        for trait, value in traits.items():
            yield (name, trait, value), Tally(right=number in right, predicted=1)


def _traits_of(article: GoldArticle) -> Callable[[Relation], dict[str, str]]:
    text = article.text
    quoted, sources = quoted_spans(text), Sources(text)
    given = {"publisher": article.publisher, "half": article.half}

    def traits(relation: Relation) -> dict[str, str]:
        content = tuple(sorted((start, end) for start, end in relation.content))
        own = {"mode": mode_of(text, content, quoted), "source": sources.type_of(relation.source)}
        return own | {trait: value for trait, value in given.items() if value}

    return traits
