"""Makes the weights that tell speech acts: ``python -m acts.train --data FOLDER --out FILE``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from acts.fit import LABELS, Matrix, Row, fit, softmax, table, vocabulary
from acts.gold import ROOT, Marked, read_marks, read_pages
from acts.sentences import read_sentences, scene_of_sentence
from onrecord.statements.acts_scene import Scene
from onrecord.statements.acts_traits import traits_of
from onrecord.statements.acts_words import lists

FEWEST = 2
RIDGE = 0.3
UNIT = 100
LEAST = 0.03
"""A weight below this is left out of the file."""


def row_of(scene: Scene, acts: Iterable[Any], weight: float = 1.0) -> Row:
    """Return the traits of a scene with the acts that it may be."""
    return Row(tuple(name for name, _, _ in traits_of(scene, lists())), frozenset(acts), weight)


def marked(data: Path) -> list[Marked]:
    """Return all statements that were marked to learn from."""
    return [
        *read_marks(Path(__file__).with_name("marks.jsonl"), data),
        *read_marks(ROOT / "quality" / "gold" / "deny.jsonl", data, "tune"),
        *read_pages("tune"),
    ]


def rows(data: Path) -> list[Row]:
    """Return everything to learn from."""
    sentences = read_sentences(data / "plover" / "train.tsv")
    return [
        *(row_of(scene_of_sentence(one), one.acts) for one in sentences),
        *(row_of(one.scene, one.acts) for one in marked(data)),
    ]


def told(names: dict[str, int], weights: Matrix, calm: float) -> dict[str, Any]:
    """Return the weights as the package's file has them."""
    kept = [name for name, at in names.items() if np.abs(weights[at]).max() >= LEAST]
    columns = {
        label: [round(float(weights[names[name], at]) * UNIT) for name in kept]
        for at, label in enumerate(LABELS)
    }
    return {"unit": UNIT, "calm": round(calm, 3), "traits": kept, "weights": columns}


def main() -> None:
    """Train on everything and write the weights."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the folder with plover, polnear, stories")
    options.add_argument("--out", type=Path, required=True, help="the file to write")
    chosen = options.parse_args()
    learned: Sequence[Row] = rows(chosen.data)
    names = vocabulary(learned, FEWEST)
    weights = fit(learned, names, RIDGE)
    right = np.mean(
        [
            LABELS[at] in row.acts
            for at, row in zip(softmax(table(learned, names) @ weights).argmax(1), learned, strict=True)
        ]
    )
    file = told(names, weights, 1.0)
    chosen.out.write_text(
        json.dumps(file, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(
        f"{len(learned)} examples, {right:.3f} fitted; {len(file['traits'])} traits, "
        f"{chosen.out.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
