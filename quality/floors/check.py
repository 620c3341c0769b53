"""Floors under the accuracy: `python quality/floors/check.py [--raise]`, under a minute.

Reads the fixed articles that `floors.json` names through `onrecord.read(…, whole=True)`
and fails when the F1 of quotations or relations (Jaccard >= .5, see
`quality/attribution/score.py`) lies below its floor in any set. Sets whose gold stands
in this repository are always read; those from a corpus where the folder that
ONRECORD_DATA names (../shared by default) holds it, else the table says they were not.

How a floor is set: the F1 measured with the shipped weights, less half the width of its
95 % bootstrap interval, rounded down to the third place. So what other articles of the
kind could do by chance does not fail, and the loss of a trait does. When better
weights ship, ``--raise`` measures anew and writes each floor that comes out higher; it
lowers none. A floor that must come down, because the gold was corrected, is changed by
hand in `floors.json`, with the reason in the commit.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from attribution.bootstrap import Figure, measure
from attribution.goldfile import GoldArticle, load
from attribution.predictions import read_texts
from attribution.tallies import QUOTATION, RELATION, tally

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("floors.json")
MEASURES = (QUOTATION, RELATION)
PLACES = 1000


@dataclass(frozen=True, slots=True)
class Gate:
    """A set of gold articles with the floor of each measure."""

    name: str
    path: Path
    ids: tuple[str, ...]
    floors: dict[str, float]

    def articles(self) -> list[GoldArticle]:
        """Return the set's articles; LookupError when one of the named is not in the file."""
        articles = load(self.path)
        if not self.ids:
            return articles
        named = {article.id: article for article in articles}
        if missing := sorted(set(self.ids) - set(named)):
            raise LookupError(f"{self.path.name} has no article {', '.join(missing)}")
        return [named[one] for one in self.ids]


@dataclass(frozen=True, slots=True)
class Checked:
    """One measure of one set against its floor."""

    gate: str
    name: str
    floor: float
    f1: Figure

    @property
    def holds(self) -> bool:
        """Whether the floor is reached."""
        return self.f1.value >= self.floor

    @property
    def proposed(self) -> float:
        """The floor that this measurement would set."""
        return math.floor((self.f1.value - (self.f1.high - self.f1.low) / 2) * PLACES) / PLACES


def gates(rows: Sequence[dict[str, Any]], data: Path) -> list[Gate]:
    """Return the sets of `floors.json`, the corpora in the folder `data`."""
    return [
        Gate(
            row["name"],
            data / row["data"] if "data" in row else ROOT / row["file"],
            tuple(row.get("ids", ())),
            row["floors"],
        )
        for row in rows
    ]


def check(present: Sequence[Gate]) -> Iterator[Checked]:
    """Read all sets in one go and yield each measure of each."""
    sets = [gate.articles() for gate in present]
    found = iter(read_texts([article.text for articles in sets for article in articles]))
    for gate, articles in zip(present, sets, strict=True):
        results = measure([tally(article, article.gold, next(found)) for article in articles])
        for name in MEASURES:
            yield Checked(gate.name, name, gate.floors[name], results[name, "", ""].f1)


def table(checked: Sequence[Checked], absent: Sequence[Gate]) -> str:
    """Return a line a measure; what lies below its floor says so."""
    lines = [f"{'set':12}{'F1':18}{'floor':>7}{'now':>7}   95 % interval"]
    for one in checked:
        verdict = "" if one.holds else f"   BELOW by {one.floor - one.f1.value:.3f}"
        interval = f"{one.f1.low:.3f} to {one.f1.high:.3f}"
        lines.append(f"{one.gate:12}{one.name:18}{one.floor:7.3f}{one.f1.value:7.3f}   {interval}{verdict}")
    lines += [f"{gate.name:12}not read: {gate.path.name} is not there, see ONRECORD_DATA" for gate in absent]
    return "\n".join(lines)


def raised(rows: Sequence[dict[str, Any]], checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """Return the sets with each floor at the proposed one where that is higher."""
    higher = {(one.gate, one.name): max(one.floor, one.proposed) for one in checked}
    return [
        row | {"floors": {name: higher.get((row["name"], name), old) for name, old in row["floors"].items()}}
        for row in rows
    ]


def sets_here(rows: Sequence[dict[str, Any]]) -> tuple[list[Gate], list[Gate]]:
    """Return the sets that can be read on this machine, and the others."""
    data = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared"))
    every = gates(rows, data)
    return [gate for gate in every if gate.path.is_file()], [
        gate for gate in every if not gate.path.is_file()
    ]


def main() -> None:
    """Print the table; end with 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", dest="higher", action="store_true", help="write the floors that rise")
    higher = parser.parse_args().higher
    rows = json.loads(FLOORS.read_text(encoding="utf-8"))
    present, absent = sets_here(rows)
    checked = list(check(present))
    print(table(checked, absent))
    if higher:
        text = json.dumps(raised(rows, checked), indent=1, ensure_ascii=False)
        FLOORS.write_text(text + "\n", encoding="utf-8")
    elif not all(one.holds for one in checked):
        sys.exit(1)


if __name__ == "__main__":
    main()
