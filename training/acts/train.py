"""Makes the weights that tell speech acts: ``python -m acts.train --data FOLDER --out FOLDER``."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from acts.fit import Calm, Calms, Fit, Matrix, Row, calibrate_both, fit
from acts.gold import ROOT, Marked, read_made, read_marks, read_pages
from acts.sentences import Sentence, folds, found_in, gold_traits, read_sentences, scene_of_sentence
from onrecord.schema import ActLabel
from onrecord.statements.acts_model import LABELS
from onrecord.statements.acts_scene import Scene
from onrecord.statements.acts_traits import is_plain, traits_of
from onrecord.statements.acts_words import lists

FOLDS = 5
NEVER = -1
"""The fold of invented statements: they are learned from in every fold, and looked at in none."""
DISPUTE = ("D=", "K=")
"""Traits of disputes, which no PLOVER category tells from refusals: sentences go without."""

STEP = 127
"""Weights are kept as whole numbers up to this."""

LEAST = 1
"""A trait none of whose numbers reaches this is left out of the file."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything to learn from; `folds` says of each row in which of five folds it stands.

    The rows of `sentences` come first, then those of `marked`, of `found` (statements that the
    tagger finds in the sentences, each with the place of its sentence), and the invented ones.
    """

    rows: list[Row]
    folds: list[int]
    sentences: list[Sentence]
    marked: list[Marked]
    found: list[tuple[int, Scene]]

    @property
    def statements(self) -> range:
        """The rows of `marked`."""
        return range(len(self.sentences), len(self.sentences) + len(self.marked))

    def parts(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield for each fold the rows to learn from and those to look at."""
        for fold in range(FOLDS):
            yield (
                [at for at, own in enumerate(self.folds) if own != fold],
                [at for at, own in enumerate(self.folds) if own == fold],
            )


def gather(data: Path) -> Material:
    """Read the sentences and the marked statements; what stands in one article is in one fold."""
    sentences = read_sentences(data / "plover" / "train.tsv")
    marked = [
        *read_marks(Path(__file__).with_name("marks.jsonl"), data),
        *read_marks(ROOT / "quality" / "gold" / "deny.jsonl", data, "tune"),
        *read_pages("tune"),
    ]
    made = list(read_made())
    scenes = [(at, found_in(sentence)) for at, sentence in enumerate(sentences)]
    found = [(at, scene) for at, scene in scenes if scene is not None]
    articles = sorted({one.group for one in marked})
    random.Random(3).shuffle(articles)
    fold_of = {article: at % FOLDS for at, article in enumerate(articles)}
    parts = {at: fold for fold, members in enumerate(folds(sentences, FOLDS)) for at in members}
    rows = [
        *(sentence_row(one) for one in sentences),
        *(scene_row(one.scene, one.acts) for one in marked),
        *(scene_row(scene, found_acts(sentences[at])) for at, scene in found),
        *(scene_row(one.scene, one.acts) for one in made),
    ]
    places = [
        *(parts[at] for at in range(len(sentences))),
        *(fold_of[one.group] for one in marked),
        *(parts[at] for at, _ in found),
        *([NEVER] * len(made)),
    ]
    return Material(rows, places, sentences, marked, found)


def found_acts(sentence: Sentence) -> frozenset[ActLabel]:
    """Return what a statement of a sentence may do: a rejection there may be one of a charge."""
    return frozenset((*sentence.acts, "deny")) if "reject" in sentence.acts else sentence.acts


def names(scene: Scene) -> Iterable[str]:
    """Return the names of a scene's traits."""
    return (name for name, _, _ in traits_of(scene, lists()))


def scene_row(scene: Scene, acts: frozenset[ActLabel]) -> Row:
    """Return a statement as an example."""
    return Row(tuple(names(scene)), acts, is_plain=is_plain(scene, lists()))


def sentence_row(sentence: Sentence) -> Row:
    """Return a sentence as an example."""
    own = (name for name in names(scene_of_sentence(sentence)) if not name.startswith(DISPUTE))
    return Row((*own, *gold_traits(sentence)), sentence.acts, is_sentence=True)


def crossed(material: Material) -> Matrix:
    """Return the scores of each row by a model that has not seen its fold."""
    scores = np.zeros((len(material.rows), len(LABELS)))
    for learn, look in material.parts():
        model = fit([material.rows[at] for at in learn])
        scores[look] = model.score([material.rows[at] for at in look])
    return scores


def write(folder: Path, model: Fit, calms: Calms) -> int:
    """Write what reading statements needs of a model; return how many traits."""
    own = {name for name in model.names if not name.startswith(("M:", "P:"))}
    kept: list[str] = []
    weights: list[Matrix] = []
    sizes: list[float] = []
    for name in sorted(own | {name[2:] for name in model.names if name.startswith("M:")}):
        places = [model.names[one] for one in (name, f"M:{name}") if one in model.names]
        kept.append(name)
        weights.append(np.sum([model.weights[at] * model.sizes[at] for at in places], axis=0))
        sizes.append(float(np.sum(model.sizes[places] ** 2)))
    table = np.array(weights)
    unit = float(np.abs(table).max()) / STEP
    whole = np.round(table / unit).astype(np.int8)
    told = np.abs(whole).max(axis=1) >= LEAST
    np.savez_compressed(
        folder / "acts.npz",
        weights=whole[told],
        sizes=np.round(np.array(sizes)[told]).astype(np.uint8),
        names=np.frombuffer("\n".join(n for n, k in zip(kept, told, strict=True) if k).encode(), np.uint8),
    )
    facts = {
        "unit": unit,
        "bias": model.weights[-1].round(4).tolist(),
        "cued": _told(calms.cued),
        "plain": _told(calms.plain),
    }
    (folder / "acts.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")
    return int(told.sum())


def _told(calm: Calm) -> dict[str, object]:
    return {"steep": round(calm.steep, 4), "shifts": [round(shift, 4) for shift in calm.shifts]}


def main() -> None:
    """Train on everything and write the weights."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the folder with plover, polnear, stories")
    options.add_argument("--out", type=Path, required=True, help="the folder to write into")
    chosen = options.parse_args()
    material = gather(chosen.data)
    scores = crossed(material)
    own = list(material.statements)
    calms = calibrate_both(scores[own], [material.rows[at] for at in own])
    count = write(chosen.out, fit(material.rows), calms)
    size = sum((chosen.out / name).stat().st_size for name in ("acts.npz", "acts.json"))
    print(f"{len(material.sentences)} sentences, {len(own)} statements; {count} traits, {size} bytes")


if __name__ == "__main__":
    main()
