"""How far a second reader agrees with the gold: `python quality/gold/second/agreement.py [--differences]`.

The definitions are those of `quality/attribution/score.py`, the first reader taken as
gold and the second as predicted (F1 is the same both ways). Only what both have read
is compared: of the pages deck and body, of Wikinews the whole text. *firm* leaves out
what either reader calls debatable, and what the other one has in its place.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
from attribution.score import AGREEING, ROLES, Relation, Tally, characters, compare, headline, jaccard

HERE = Path(__file__).parent
GOLD = HERE.parent
PAGES = HERE.parents[2] / "examples" / "pages"
FIGURES = ("quotation ≥ 0.5", "relation ≥ 0.5", *(f"exact {role}" for role in ROLES))


@dataclass(frozen=True, slots=True)
class Marked:
    """A relation as one reader marked it."""

    relation: Relation
    debatable: bool


@dataclass(frozen=True, slots=True)
class Twice:
    """One article with what both readers marked in it."""

    id: str
    group: str
    text: str
    first: Sequence[Marked]
    second: Sequence[Marked]


def lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def marked(rows: list[dict[str, Any]]) -> list[Marked]:
    """Read the relations of one reader."""
    return [Marked(Relation(row["source"], row["cue"], row["content"]), row["debatable"]) for row in rows]


def read_twice() -> Iterator[Twice]:
    """Yield each article that has a second reader."""
    pages = {Path(row["page"]).stem: row for row in lines(GOLD / "pages.jsonl")}
    wikinews = {row["id"]: row for row in lines(GOLD / "wikinews.jsonl")}
    for row in lines(HERE / "relations.jsonl"):
        second = marked(row["annotations"][0])
        if row["id"] in wikinews:
            gold = wikinews[row["id"]]
            yield Twice(row["id"], "wikinews", gold["text"], marked(gold["annotations"][0]), second)
        else:
            gold = pages[row["id"]]
            text = (PAGES / gold["page"]).read_bytes().decode("utf-8")
            first = [one for one in gold["annotations"][0] if one["where"] in {"deck", "body"}]
            yield Twice(row["id"], "pages", text, marked(first), second)


def pairs(article: Twice) -> list[tuple[int, int]]:
    """Pair the relations whose contents agree at Jaccard >= .5, one to one."""
    compared = compare([one.relation for one in article.first], [one.relation for one in article.second])
    return [
        (compared.kept_gold[left], compared.kept_predicted[right])
        for overlap, left, right in compared.pairs
        if overlap >= AGREEING
    ]


def firm(article: Twice) -> Twice:
    """Leave out the debatable of either reader, each with its counterpart."""
    first = {number for number, one in enumerate(article.first) if one.debatable}
    second = {number for number, one in enumerate(article.second) if one.debatable}
    for left, right in pairs(article):
        if left in first or right in second:
            first.add(left)
            second.add(right)
    return Twice(
        article.id,
        article.group,
        article.text,
        [one for number, one in enumerate(article.first) if number not in first],
        [one for number, one in enumerate(article.second) if number not in second],
    )


def figures(articles: Sequence[Twice]) -> dict[str, Tally]:
    """Add up the tallies of some articles."""
    totals: dict[str, Tally] = {}
    for article in articles:
        first = [one.relation for one in article.first]
        second = [one.relation for one in article.second]
        for name, tally in headline(article.text, first, second, compare(first, second)).items():
            totals[name] = totals.get(name, Tally()) + tally
    return totals


def words(text: str, one: Marked) -> str:
    """Return a relation on one line: source | cue | content."""
    parts = (" … ".join(text[start:end] for start, end in one.relation.spans(role)) for role in ROLES)
    return " | ".join(" ".join(part.split()) for part in parts) + (" (debatable)" if one.debatable else "")


def list_differences(article: Twice) -> None:
    """Print what one reader alone has, and where the spans of one statement differ."""
    matched = pairs(article)
    for name, side, used in (("first", article.first, 0), ("second", article.second, 1)):
        for number in sorted(set(range(len(side))) - {pair[used] for pair in matched}):
            print(f"  {name} only: {words(article.text, side[number])}")
    for left, right in matched:
        first, second = article.first[left], article.second[right]
        for role in ROLES:
            one, other = characters(first.relation.spans(role)), characters(second.relation.spans(role))
            if one != other:
                print(f"  {role} {jaccard(one, other):.2f}")
                print(f"    first:  {words(article.text, first)}")
                print(f"    second: {words(article.text, second)}")


def main() -> None:
    """Print the agreement a group and over all, with and without the debatable."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--differences", action="store_true", help="list where the readers differ")
    arguments = parser.parse_args()
    articles = list(read_twice())
    for article in articles:
        print(f"{article.id}: first reader {len(article.first)}, second {len(article.second)}")
        if arguments.differences:
            list_differences(article)
    print(f"{'':16}{'first':>6}{'second':>7}" + "".join(f"{name:>17}" for name in FIGURES))
    for kind in ("all", "firm"):
        for group in ("pages", "wikinews", "both"):
            own = [one for one in articles if group in {one.group, "both"}]
            own = [firm(one) for one in own] if kind == "firm" else own
            sizes = sum(len(one.first) for one in own), sum(len(one.second) for one in own)
            totals = figures(own)
            cells = "".join(f"{totals[name].f1():>17.3f}" for name in FIGURES)
            print(f"{kind + ', ' + group:16}{sizes[0]:>6}{sizes[1]:>7}{cells}")


if __name__ == "__main__":
    main()
