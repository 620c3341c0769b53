"""The whole way from page to speaker against the gold: `python quality/gold/score.py [--errors]`.

Printed twice: over all gold statements, and without those the gold calls debatable
(there, one that is found costs no precision, one that is missed no recall). A gold
statement is *found* when a statement's content overlaps it at Jaccard >= .5
(one to one), and its *speaker* is right when the name is the gold's or one of its
`also`. Recall counts the gold that is found; precision counts what was printed for
the same articles, so a statement that the reader did not mark costs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

import onrecord
from onrecord.schema import Statement

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from score import characters, match

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "examples" / "pages"
OVERLAP = 0.5

Pair: TypeAlias = tuple[float, int, int]
"""Jaccard index, number in the gold, number among the printed."""


def speaker_is_right(gold: dict[str, Any], statement: Statement) -> bool:
    """Compare names without case; a gold without a speaker wants none."""
    names = {name.casefold() for name in (gold["speaker"], *gold["also"]) if name}
    if not names:
        return statement.speaker is None or statement.speaker.anonymous
    return statement.speaker is not None and statement.speaker.name.casefold() in names


def statements_of(line: dict[str, Any]) -> tuple[list[Statement], str]:
    """Read the page, or the clean text, that a gold line stands on."""
    if "page" in line:
        reading = onrecord.read(PAGES / line["page"])
    else:
        reading = onrecord.read(line["text"], whole=True)
    titles = {article.id: article.title for page in reading.pages for article in page.articles}
    own = [one for one in reading.statements if "page" not in line or titles[one.article_id] == line["title"]]
    return own, reading.pages[0].page.text


def show(kind: str, text: str, spans: list[Any], note: str = "") -> None:
    """Print one error to read."""
    print(f"  {kind:8} {' … '.join(text[s:e] for s, e in spans)[:150]!r} {note}")


def tally(count: Counter[str], gold: list[dict[str, Any]], found: list[Statement], pairs: list[Pair]) -> None:
    """Add one article, over all gold (``all``) and without the debatable (``firm``)."""
    for kind in ("all", "firm"):
        counted = {n for n, one in enumerate(gold) if kind == "all" or not one["debatable"]}
        hits = [(g, p) for _, g, p in pairs if g in counted]
        count[f"{kind} gold"] += len(counted)
        count[f"{kind} printed"] += len(found) - (len(pairs) - len(hits))
        count[f"{kind} found"] += len(hits)
        count[f"{kind} speaker"] += sum(speaker_is_right(gold[g], found[p]) for g, p in hits)
        count[f"{kind} mode"] += sum(gold[g]["mode"] == found[p].mode for g, p in hits)


def score(lines: list[dict[str, Any]], *, verbose: bool) -> Counter[str]:
    """Count found, right speakers, gold and printed statements."""
    count: Counter[str] = Counter()
    for line in lines:
        found, text = statements_of(line)
        gold = line["annotations"][0]
        pairs = match(
            [characters(one["content"]) for one in gold],
            [characters(one.content.spans) for one in found],
        )
        pairs = [pair for pair in pairs if pair[0] >= OVERLAP]
        tally(count, gold, found, pairs)
        if verbose:
            print(line["title"])
            list_errors(text, gold, found, pairs)
    return count


def list_errors(text: str, gold: list[dict[str, Any]], found: list[Statement], pairs: list[Pair]) -> None:
    """Print what was missed, what nobody marked, and wrong speakers."""
    for number in sorted(set(range(len(gold))) - {g for _, g, _ in pairs}):
        show("missed", text, gold[number]["content"], "(debatable)" if gold[number]["debatable"] else "")
    for number in sorted(set(range(len(found))) - {p for _, _, p in pairs}):
        show("extra", text, list(found[number].content.spans))
    for _, g, p in pairs:
        if not speaker_is_right(gold[g], found[p]):
            speaker = found[p].speaker
            note = f"gold {gold[g]['speaker']!r}, got {speaker.name if speaker else None!r}"
            show("speaker", text, gold[g]["content"], note)


def row(name: str, count: Counter[str], kind: str) -> str:
    """Return one line of the table."""
    gold, found = count[f"{kind} gold"], max(1, count[f"{kind} found"])
    shares = {
        "found": count[f"{kind} found"] / gold,
        "precision": count[f"{kind} found"] / max(1, count[f"{kind} printed"]),
        "speaker": count[f"{kind} speaker"] / gold,
        "of found": count[f"{kind} speaker"] / found,
        "mode": count[f"{kind} mode"] / found,
    }
    return f"{name:22} {kind:5} gold {gold:4}  " + "  ".join(f"{k} {v:.3f}" for k, v in shares.items())


def main() -> None:
    """Score each file and half; errors are listed for the half that may be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the errors of the tune half")
    arguments = parser.parse_args()
    for name in ("pages", "wikinews"):
        lines = [
            json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        both: Counter[str] = Counter()
        for half in ("tune", "held"):
            own = [line for line in lines if line["half"] == half]
            count = score(own, verbose=arguments.errors and half == "tune")
            both += count
            print(row(f"{name} {half}", count, "all"))
            print(row(f"{name} {half}", count, "firm"))
        print(row(f"{name} both", both, "all"))
        print(row(f"{name} both", both, "firm"))


if __name__ == "__main__":
    main()
