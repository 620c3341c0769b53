"""Makes the weights of the line model: ``python -m lines.train --data FOLDER --out FILE``.

Two logistic regressions (ridge, by Newton's method): is a block a paragraph of an article, and
does an article begin at a paragraph.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from corpus import Known, load
from numpy.typing import NDArray

from lines.pages import Marked, articles_of, clean, joined, rendered, single
from onrecord.articles.language import ENGLISH, identify
from onrecord.articles.outline import read_outline
from onrecord.articles.starts import START_TRAITS, Gaps
from onrecord.articles.traits import WORD, read_traits, trait_names

Vector = NDArray[np.float64]

FEWEST_SITES = 3
MOST_WORDS = 1500
LEAST_SHARE = 1e-4
SMOOTHING = 5e-5
LEAST_WEIGHT = 0.5
GREATEST_WEIGHT = 3.0
PAGE_WEIGHT = 50.0
LINE_RIDGE = 300.0
START_RIDGE = 10.0
SHOWN = 0.5
FORMS = 4
MOST_STEPS = 10
LEAST_STEP = 1e-2


def word_weights(pages: Sequence[Marked], news: Counter[str]) -> dict[str, float]:
    """Return how much more often words stand in news than on pages around it, as log ratios."""
    by_site: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for site in page.sites if len(page.parts) == 1 else ():
            for block, marked in zip(page.blocks, page.marks, strict=True):
                if not marked and block.words >= 5:
                    by_site[site].update(WORD.findall(block.text.lower()))
    share: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    for counted in by_site.values():
        total = sum(counted.values())
        for word, times in counted.items():
            share[word] += times / total / len(by_site)  # type: ignore[assignment]
            sites[word] += 1
    all_news = sum(news.values())
    weights: dict[str, float] = {}
    for word in sorted({*news, *share}):
        here = news[word] / all_news
        around = share[word] if sites[word] >= FEWEST_SITES else 0.0
        weight = float(np.log((here + SMOOTHING) / (around + SMOOTHING)))
        known = max(here, around) >= LEAST_SHARE and (weight > 0 or sites[word] >= FEWEST_SITES)
        if known and abs(weight) > LEAST_WEIGHT:
            weights[word] = round(max(-GREATEST_WEIGHT, min(GREATEST_WEIGHT, weight)), 2)
    strongest = sorted(weights, key=lambda word: (-abs(weights[word]), word))[:MOST_WORDS]
    return {word: weights[word] for word in sorted(strongest)}


def fit(rows: NDArray[np.float32], marks: Vector, weights: Vector, ridge: float) -> tuple[Vector, float]:
    """Return weights and bias of a ridge logistic regression, for the columns as they are."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    table = np.concatenate([(rows - mean) / spread, np.ones((len(rows), 1), np.float32)], axis=1)
    found = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], ridge)
    penalty[-1] = 0.0
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ found.astype(np.float32), -30, 30)))
        slope = table.T @ (weights * (chance - marks)).astype(np.float32) + penalty * found
        bend = (weights * chance * (1 - chance) + 1e-9).astype(np.float32)
        curve = (table * bend[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < LEAST_STEP:
            break
    scaled = found[:-1] / spread
    return scaled, float(found[-1] - (scaled * mean).sum())


def train(pages: Sequence[Marked], news: Counter[str], seed: int = 1) -> dict[str, Any]:
    """Return the weights as the package's file has them."""
    words = word_weights(pages, news)
    tables: list[NDArray[np.float32]] = []
    marks: list[Vector] = []
    weights: list[Vector] = []
    chance = random.Random(seed)
    for page in pages:
        # Half of those that have sisters are read without them, so that the model does both.
        shared = page.shared if chance.random() < SHOWN else None
        outline = read_outline(page.blocks, page.kinds)
        weight = np.sqrt([block.words for block in page.blocks])
        tables.append(read_traits((page.blocks, page.kinds), outline, words, shared))
        marks.append(np.asarray([float(mark > 0) for mark in page.marks]))
        weights.append(weight / weight.sum() * PAGE_WEIGHT)
    lines, line_bias = fit(np.concatenate(tables), np.concatenate(marks), np.concatenate(weights), LINE_RIDGE)
    starts, start_bias = _fit_starts(pages)
    return {
        "words": words,
        "lines": {name: float(f"{weight:.5g}") for name, weight in zip(trait_names(), lines, strict=True)},
        "line_bias": round(line_bias, 4),
        "starts": {name: float(f"{weight:.5g}") for name, weight in zip(START_TRAITS, starts, strict=True)},
        "start_bias": round(start_bias, 4),
    }


def _fit_starts(pages: Sequence[Marked]) -> tuple[Vector, float]:
    rows: list[tuple[float, ...]] = []
    marks: list[float] = []
    weights: list[float] = []
    for page in pages:
        body = [index for index, mark in enumerate(page.marks) if mark and page.kinds[index] != "heading"]
        lines = (page.blocks, page.kinds)
        gaps = Gaps(lines, body, read_outline(*lines).starts)
        places = list(gaps.places())
        for at in places:
            begins = 2 in page.marks[body[at - 1] + 1 : body[at] + 1]
            rows.append(gaps.traits(at))
            marks.append(float(begins))
            weights.append(1.0 if begins else 1 / (1 + len(places) / 10))
    return fit(np.asarray(rows, np.float32), np.asarray(marks), np.asarray(weights), START_RIDGE)


def read_news(files: Sequence[Path]) -> Counter[str]:
    """Count the words of news articles."""
    counted: Counter[str] = Counter()
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                counted.update(WORD.findall(json.loads(line)["text"].lower()))
    return counted


def gather(pages: Sequence[Known], data: Path, seed: int, joins: int = 6) -> list[Marked]:
    """Return all marked texts to learn from."""
    chance = random.Random(seed)
    texts = rendered(pages)
    by_page: dict[str, list[Marked]] = defaultdict(list)
    for marked in single(pages, texts, chance):
        by_page[marked.name].append(marked)
    return [
        *(form for forms in by_page.values() for form in chance.sample(forms, FORMS)),
        *joined(pages, texts, joins, chance),
        *clean(articles_of(data / "polnear" / "train.jsonl"), 120, chance),
        *clean(articles_of(data / "stories" / "egypt.jsonl"), 30, chance),
        *clean([(page.title, *page.body) for page in pages if page.title and page.body], 60, chance),
    ]


def main() -> None:
    """Train on all tuning pages and write the weights."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--data", type=Path, required=True, help="the folder with polnear, stories and pages"
    )
    options.add_argument("--out", type=Path, required=True, help="the file to write")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    pages = [page for page in load() if page.half == "tuning" and is_english(page)]
    marked = gather(pages, chosen.data, chosen.seed)
    files = ("polnear/train.jsonl", "stories/libya.jsonl", "stories/egypt.jsonl")
    weights = train(marked, read_news([chosen.data / name for name in files]), chosen.seed)
    chosen.out.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(pages)} pages, {len(marked)} texts; {chosen.out.stat().st_size} bytes")


def is_english(page: Known) -> bool:
    """Say whether a page is in the language that articles are read in."""
    return identify(" ".join(page.body)[:600]) == ENGLISH


if __name__ == "__main__":
    main()
