"""The whole way from page to speaker against the gold: `python quality/gold/score.py [--half tune|held]`.

A gold statement is *found* when a statement's content overlaps it at Jaccard >= .5
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
from typing import Any

import onrecord
from onrecord.schema import Statement

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from score import characters, match

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "examples" / "pages"
OVERLAP = 0.5


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
        right = [pair for pair in pairs if speaker_is_right(gold[pair[1]], found[pair[2]])]
        count.update(gold=len(gold), printed=len(found), found=len(pairs), speaker=len(right))
        count["mode"] += sum(gold[g]["mode"] == found[p].mode for _, g, p in pairs)
        if verbose:
            print(line["title"])
            for number in sorted(set(range(len(gold))) - {g for _, g, _ in pairs}):
                show("missed", text, gold[number]["content"])
            for number in sorted(set(range(len(found))) - {p for _, _, p in pairs}):
                show("extra", text, list(found[number].content.spans))
            for _, g, p in pairs:
                if (_, g, p) not in right:
                    name = found[p].speaker.name if found[p].speaker else None
                    show("speaker", text, gold[g]["content"], f"gold {gold[g]['speaker']!r}, got {name!r}")
    return count


def main() -> None:
    """Score each file and half; errors are listed for the half that may be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "held"))
    parser.add_argument("--errors", action="store_true", help="list the errors of the tune half")
    arguments = parser.parse_args()
    for name in ("pages.jsonl", "wikinews.jsonl"):
        lines = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
        for half in ("tune", "held"):
            if arguments.half in (None, half):
                own = [line for line in lines if line["half"] == half]
                count = score(own, verbose=arguments.errors and half == "tune")
                found, gold = count["found"], count["gold"]
                precision = found / max(1, count["printed"])
                named, mode = count["speaker"], count["mode"]
                print(
                    f"{name:15} {half:5} gold {gold:3}  found {found / gold:.3f}  precision {precision:.3f}"
                    f"  speaker {named / gold:.3f} of gold, {named / max(1, found):.3f} of found"
                    f"  mode {mode / max(1, found):.3f}"
                )


if __name__ == "__main__":
    main()
