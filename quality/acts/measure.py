"""How well speech acts are told: `python quality/acts/measure.py [--held]`, about five minutes.

Everything but the last two tables is cross-validated: five folds, near copies and the statements
of one article in one fold, the model and its calibration made anew in each. The held halves of
the gold are measured with the shipped weights, as totals and only with ``--held``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from score import characters, match

import onrecord
from acts.fit import Calms, Fit, Matrix, Row, calibrate_both, fit
from acts.gold import digest, statement, texts_of
from acts.sentences import OTHER
from acts.train import Material, gather, scene_row
from onrecord.schema import ActLabel, Article, Page
from onrecord.statements.acts import ActReader
from onrecord.statements.acts_model import LABELS

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data"
GROUPS: dict[str, frozenset[ActLabel]] = {
    "accuse, criticise": frozenset({"accuse", "criticise"}),
    **{name: frozenset({name}) for name in ("reject", "warn", "demand", "promise", "support")},  # type: ignore[dict-item]
    "other": OTHER,
}
OVERLAP = 0.5
BINS = 10

Pair = tuple[frozenset[ActLabel], ActLabel]
"""The acts that are right, and the one that was found."""


def crossed(material: Material) -> tuple[Matrix, Matrix, list[tuple[Fit, Calms]]]:
    """Return scores and chances of every row by a model that has not seen its fold, and the models."""
    scores = np.zeros((len(material.rows), len(LABELS)))
    models: list[Fit] = []
    for learn, look in material.parts():
        models.append(fit([material.rows[at] for at in learn]))
        scores[look] = models[-1].score([material.rows[at] for at in look])
    chances = np.zeros_like(scores)
    calms: list[Calms] = []
    for learn, look in material.parts():
        own = [at for at in learn if at in material.statements]
        calms.append(calibrate_both(scores[own], [material.rows[at] for at in own]))
        chances[look] = calms[-1].chances(scores[look], [material.rows[at] for at in look])
    return scores, chances, list(zip(models, calms, strict=True))


def pairs_of(rows: Sequence[Row], chances: Matrix) -> list[Pair]:
    """Return what is right and what was found."""
    return [(row.acts, LABELS[at]) for row, at in zip(rows, chances.argmax(axis=1), strict=True)]


def f1(pairs: Sequence[Pair], group: frozenset[ActLabel]) -> tuple[float, float, float, int]:
    """Return precision, recall and F1 of a group of acts, and how often it is right.

    Where several groups may be right, the one that was found counts as the right one.
    """
    hits = sum(found in group and found in right for right, found in pairs)
    named = sum(found in group for _, found in pairs)
    wanted = sum(right <= group or (found in group and found in right) for right, found in pairs)
    return hits / max(1, named), hits / max(1, wanted), 2 * hits / max(1, named + wanted), wanted


def show(title: str, pairs: Sequence[Pair], groups: dict[str, frozenset[ActLabel]]) -> None:
    """Print a table by group and its mean."""
    print(f"\n{title}")
    figures = {name: f1(pairs, group) for name, group in groups.items()}
    for name, (precision, recall, both, count) in figures.items():
        print(f"  {name:18} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}  ({count})")
    exact = sum(found in right for right, found in pairs)
    mean = float(np.mean([both for _, _, both, _ in figures.values()]))
    print(f"  macro-F1 {mean:.3f}, right {exact / max(1, len(pairs)):.3f} of {len(pairs)}")


def plainly(title: str, rows: Sequence[Row], chances: Matrix) -> None:
    """Print how plain statements are told: how many rightly, and how many are no `state` and right so."""
    pairs = pairs_of(rows, chances)
    right = sum(found in acts for acts, found in pairs)
    state = sum("state" in acts for acts, _ in pairs)
    told = [found in acts for acts, found in pairs if found != "state"]
    denied = [found in acts for acts, found in pairs if found == "deny"]
    print(
        f"  {title:16} {len(pairs)}: right {right} (all `state`: {state}), other than `state` {sum(told)} "
        f"of {len(told)} right, `deny` {sum(denied)} of {len(denied)} right"
    )


def reliability(rows: Sequence[Row], chances: Matrix) -> None:
    """Print how often acts are right by their score, and the expected calibration error."""
    sure = chances.max(axis=1)
    right = np.array([found in acts for acts, found in pairs_of(rows, chances)])
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    error = 0.0
    print("\ncalibration of the statements' scores, cross-validated")
    for at in range(BINS):
        own = place == at
        if own.any():
            error += abs(right[own].mean() - sure[own].mean()) * own.mean()
            told = f"score {sure[own].mean():.3f}  right {right[own].mean():.3f}"
            print(f"  {at / BINS:.1f}-  {own.sum():5}  {told}")
    print(f"  expected calibration error {error:.3f}")


def end_to_end(material: Material, models: Sequence[tuple[Fit, Calms]]) -> list[Pair]:
    """Return the acts of statements found in raw sentences, by models that have not seen these."""
    pairs: list[Pair] = []
    for at, scene in material.found:
        model, calm = models[material.folds[at]]
        acts = material.sentences[at].acts
        rows = [scene_row(scene, acts)]
        chances = calm.chances(model.score(rows), rows)
        pairs.append((acts, LABELS[int(chances[0].argmax())]))
    return pairs


def denials(half: str) -> Iterator[tuple[bool, Pair]]:
    """Yield each statement of a half of the denials with the act that the shipped weights tell."""
    texts = texts_of(DATA)
    reader = ActReader()
    for line in (ROOT / "quality" / "gold" / "deny.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["half"] != half:
            continue
        text = texts[row["id"]]
        assert digest(text) == row["sha256"], row["id"]
        page = Page(row["id"], row["id"], text.encode(), text, "text", "utf-8")
        article = Article(row["id"], row["id"], ((0, len(text)),))
        statements = [statement(text, one) for one in row["statements"]]
        for one, act in zip(row["statements"], reader.read(page, article, statements), strict=True):
            yield one["debatable"], (frozenset({one["act"]}), act.label)


def pages(half: str, name: str) -> Iterator[tuple[bool, Pair]]:
    """Yield each gold statement of a half that is found, with the act that it is given."""
    for line in (ROOT / "quality" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["half"] != half:
            continue
        source = ROOT / "examples" / "pages" / row["page"] if "page" in row else row["text"]
        reading = onrecord.read(source, whole="page" not in row)
        titles = {one.id: one.title for page in reading.pages for one in page.articles}
        own = [
            one for one in reading.statements if "page" not in row or titles[one.article_id] == row["title"]
        ]
        gold = row["annotations"][0]
        linked = match(
            [characters(one["content"]) for one in gold], [characters(one.content.spans) for one in own]
        )
        for overlap, left, right in linked:
            if overlap >= OVERLAP:
                act = own[right].act
                assert act is not None, own[right].id
                yield gold[left]["debatable"], (frozenset({gold[left]["act"]}), act.label)


def line_of(title: str, told: Sequence[tuple[bool, Pair]], deny: frozenset[ActLabel]) -> None:
    """Print how many acts are right and the F1 of denials, over all and without the debatable."""
    for kind in ("all", "firm") if any(debatable for debatable, _ in told) else ("all",):
        pairs = [pair for debatable, pair in told if kind == "all" or not debatable]
        right = sum(found in acts for acts, found in pairs) / max(1, len(pairs))
        precision, recall, both, count = f1(pairs, deny)
        denied = f"deny P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}  ({count})"
        print(f"  {title:16} {kind:5} right {right:.3f} of {len(pairs)};  {denied}")


def speed() -> None:
    """Print the CPU time of a statement with the shipped weights, on twelve articles."""
    rows = (DATA / "polnear" / "dev.jsonl").read_text("utf-8").splitlines()[:12]
    readings = [onrecord.read(json.loads(row)["text"], whole=True) for row in rows]
    count = sum(len(reading.statements) for reading in readings)
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for reading in readings:
            page = reading.pages[0]
            ActReader().read(page.page, page.articles[0], reading.statements)
        best = min(best, time.process_time() - began)
    print(f"\n{best / count * 1000:.3f} CPU-ms a statement, the best of five runs over {count}")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--held", action="store_true", help="print the totals of the held halves, too")
    chosen = options.parse_args()
    material = gather(DATA)
    scores, chances, models = crossed(material)
    count = len(material.sentences)
    show("PLOVER sentences with gold actors", pairs_of(material.rows[:count], scores[:count]), GROUPS)
    show("statements found in the raw sentences", end_to_end(material, models), GROUPS)
    own = list(material.statements)
    rows = [material.rows[at] for at in own]
    singles = {label: frozenset({label}) for label in LABELS}
    show("marked statements", pairs_of(rows, chances[own]), singles)
    for origin in dict.fromkeys(one.origin for one in material.marked):
        some = [at for at, one in zip(own, material.marked, strict=True) if one.origin == origin]
        line_of(
            origin,
            [(False, pair) for pair in pairs_of([material.rows[at] for at in some], chances[some])],
            singles["deny"],
        )
    for draw in ("uniform", "negated", "rhetoric"):
        some = [at for at, one in zip(own, material.marked, strict=True) if one.draw == draw]
        plainly(f"plain, {draw}", [material.rows[at] for at in some], chances[some])
    plain = [at for at in own if material.rows[at].is_plain]
    plainly("plain, all", [material.rows[at] for at in plain], chances[plain])
    reliability([material.rows[at] for at in plain], chances[plain])
    reliability(rows, chances[own])
    print("\nwith the shipped weights (they have learned from the tune halves)")
    for half in ("tune", "held") if chosen.held else ("tune",):
        line_of(f"denials {half}", list(denials(half)), singles["deny"])
        line_of(f"pages {half}", list(pages(half, "pages")), singles["deny"])
        line_of(f"wikinews {half}", list(pages(half, "wikinews")), singles["deny"])
    speed()


if __name__ == "__main__":
    main()
