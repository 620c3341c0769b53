"""How often a gold source gets the right speaker, on GUM's Wikinews articles.

    python quality/speakers/measure.py [--errors]

Right: the speaker's name is a mention of the source's gold entity, and where that
entity is named anywhere in the article, one of its names. The even half of the
articles (by sorted file name) was read while the rules were written; the odd half
was only measured.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

from gum import GoldMention, Sample, read_sample

from onrecord.actors import Resolver
from onrecord.actors.actorfile import key
from onrecord.schema import Actor, Problem

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[3] / "shared")) / "data" / "gum"
ARTICLES = frozenset({"the", "a", "an", "this", "that"})
KINDS = ("name", "nominal", "pronoun")


def _plain(text: str) -> str:
    words = key(text).replace("'s", "").replace("’s", "").split()
    return " ".join(word for word in words if word not in ARTICLES).strip(" .,")


def is_right(speaker: Actor | None, gold: GoldMention, entity: list[GoldMention]) -> bool:
    """Tell whether the speaker's name is one of the gold entity's."""
    if speaker is None:
        return False
    names = [m for m in entity if m.kind == "name"]
    wanted = names or [m for m in entity if m.kind != "pronoun"] or [gold]
    forms = {_plain(form) for form in (speaker.name, *speaker.aliases)}
    return any(
        form and (f" {form} " in f" {_plain(mention.text)} " or f" {_plain(mention.text)} " in f" {form} ")
        for form in forms
        for mention in wanted
    )


def measure(samples: list[Sample], *, errors: bool) -> tuple[Counter[str], Counter[str], float]:
    """Return the right and all counts by kind of source, and the CPU seconds an article took."""
    resolver = Resolver()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    resolver.resolve([(samples[0].page, samples[0].article, samples[0].statements)])
    began = time.process_time()
    outcomes = resolver.resolve([(s.page, s.article, s.statements) for s in samples])
    seconds = (time.process_time() - began) / len(samples)
    for sample, outcome in zip(samples, outcomes, strict=True):
        if isinstance(outcome, Problem):
            raise TypeError(outcome.message)
        for statement, gold in zip(outcome, sample.gold, strict=True):
            hit = is_right(statement.speaker, gold, sample.entities[gold.entity])
            total[gold.kind] += 1
            right[gold.kind] += hit
            if errors and not hit:
                name = statement.speaker.name if statement.speaker else None
                forms = sorted({m.text for m in sample.entities[gold.entity] if m.kind != "pronoun"})[:4]
                print(f"{sample.name[9:]:14} {gold.kind:8} {gold.text[:60]!r} -> {name!r}, gold {forms}")
    return right, total, seconds


def main() -> None:
    """Print right of total by kind of source for both halves."""
    paths = sorted(DATA.glob("*.conllu"))
    if not paths:
        sys.exit(f"no GUM articles in {DATA}")
    for half, chosen in (("read (even)", paths[::2]), ("only measured (odd)", paths[1::2])):
        errors = "--errors" in sys.argv and half.startswith("read")
        right, total, seconds = measure([read_sample(path) for path in chosen], errors=errors)
        parts = [f"{kind} {right[kind]}/{total[kind]}" for kind in KINDS]
        print(
            f"{half}: {', '.join(parts)}, all {right.total()}/{total.total()} = "
            f"{right.total() / max(total.total(), 1):.3f}; {1000 * seconds:.1f} CPU-ms an article"
        )


if __name__ == "__main__":
    main()
