"""How often a statement's target is found, on the sentences that PLOVER codes.

    python quality/speakers/targets.py [--errors N] [--acts gold|read]

`plover/train.tsv` gives one source actor, one target and one category a sentence. Counted are
the sentences of the categories that onrecord has acts for, where a statement's source is the
gold's; with ``--acts gold`` the statement's act is the category's, else what the reader reads.
A target is *found* when one of the statement's targets overlaps the gold's words. The gold's
target is often no actor (*the meeting*), so it is also counted over those only in whose words
the reader sees an actor. *Of printed* is the share of the printed targets that overlap the
gold's. A sentence with two targets has one of them in the gold, so it cannot reach 1.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import onrecord
from onrecord.actors import Resolver
from onrecord.actors.actorfile import load
from onrecord.actors.aims import Aims
from onrecord.actors.portraits import Portraits
from onrecord.actors.scene import Scene
from onrecord.schema import Act, ActLabel, PageReading, Problem, Span, Spans, Statement

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[3] / "shared")) / "data" / "plover"
ACTS = {
    "ACCUSE": "accuse",
    "REJECT": "reject",
    "THREATEN": "warn",
    "REQUEST": "demand",
    "AGREE": "promise",
    "SUPPORT": "support",
}


def overlaps(spans: Spans, other: Span) -> bool:
    """Tell whether any of the spans shares a character with another."""
    return any(start < other[1] and other[0] < end for start, end in spans)


def place(text: str, words: str) -> Span | None:
    """Return where the gold's words stand in the sentence."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    return found.span() if found else None


def rows() -> Iterator[dict[str, str]]:
    """Yield the sentences of the categories that are acts."""
    path = DATA / "train.tsv"
    if not path.exists():
        sys.exit(f"no PLOVER sentences in {DATA}")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines, delimiter="\t") if row["plover"] in ACTS)


def acted(reading: PageReading, row: dict[str, str], *, gold: bool) -> Iterator[Statement]:
    """Yield the statements whose source is the gold's, with targets, their act the gold's if asked."""
    text = reading.page.text
    source = place(text, row["source"])
    label = cast("ActLabel", ACTS[row["plover"]])
    for article in reading.articles:
        own = tuple(s for s in reading.statements if s.article_id == article.id)
        if gold:
            own = tuple(replace(s, act=Act(label, 1.0)) for s in own)
        outcome = Resolver().resolve([(reading.page, article, own)])[0]
        assert not isinstance(outcome, Problem)
        for statement in outcome:
            if statement.source and source and overlaps(statement.source.spans, source):
                yield statement


def sees_actor(reading: PageReading, target: Span) -> bool:
    """Tell whether the gold's words, spoken by themselves, are an actor to the reader."""
    article = reading.articles[0]
    scene = Scene(reading.page, article, reading.statements)
    inside = scene.words_in((target,))
    aims = Aims(scene, Portraits(scene, article, load()))
    return bool(inside) and any(True for _ in aims.between(inside[0], inside[-1]))


def count(row: dict[str, str], tally: Counter[str], *, gold: bool) -> str | None:
    """Add one sentence to the tally; return what was wrong with it."""
    reading = onrecord.read(row["sentence"], whole=True).pages[0]
    target = place(reading.page.text, row["target"])
    statements = list(acted(reading, row, gold=gold)) if reading.articles else []
    if target is None or not statements:
        return None
    told = [one for statement in statements for one in statement.targets or ()]
    hits = [one for one in told if overlaps(one.spans, target)]
    actor = sees_actor(reading, target)
    for name in ("all", row["plover"]):
        tally[f"{name} sentences"] += 1
        tally[f"{name} found"] += bool(hits)
        tally[f"{name} actors"] += actor
        tally[f"{name} actors found"] += actor and bool(hits)
        tally[f"{name} printed"] += len(told)
        tally[f"{name} right"] += len(hits)
    if hits and len(hits) == len(told):
        return None
    names = [one.actor.name for one in told]
    shown = [f"{s.cue.text if s.cue else None} | {s.content.text}" for s in statements]
    return (
        f"{row['plover']:8} gold {row['target']!r}{'' if actor else ' (no actor)'}, got {names}\n    {shown}"
    )


def main() -> None:
    """Print found and right by category."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", choices=("gold", "read"), default="gold")
    parser.add_argument("--errors", type=int, default=0, help="how many to print")
    arguments = parser.parse_args()
    tally: Counter[str] = Counter()
    wrong = [w for row in rows() if (w := count(row, tally, gold=arguments.acts == "gold"))]
    for name in (*ACTS, "all"):
        sentences, printed = tally[f"{name} sentences"], max(tally[f"{name} printed"], 1)
        print(
            f"{name:9} sentences {sentences:4}  found {tally[f'{name} found'] / max(sentences, 1):.3f}  "
            f"of actors {tally[f'{name} actors found'] / max(tally[f'{name} actors'], 1):.3f}  "
            f"of printed right {tally[f'{name} right'] / printed:.3f}"
        )
    for line in wrong[: arguments.errors]:
        print(line)


if __name__ == "__main__":
    main()
