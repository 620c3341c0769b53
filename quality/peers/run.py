"""onrecord beside its peers on the same articles: `python quality/peers/run.py FILE`.

FILE is in the PolNeAR form; the first annotator is the gold. Each system runs in a process of
its own, one after the other, all on one and the same core with one thread. What is counted is
defined in `quality/attribution/score.py`; *direct* is the recall of the gold relations whose whole
content stands in quotation marks (`mode_of`), once by content and once with the right source.
A peer whose package is missing gets a line that says so. Linux only (CPU affinity, /proc).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from attribution.goldfile import GoldArticle, load
from attribution.score import Relation, Tally
from attribution.tallies import Tallies, tally
from peers.contract import Card
from peers.english import VARIABLE

PEERS = ("onrecord_whole", "patterns", "gender_gap", "textacy_direct", "sayswho_direct", "bagpipes")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
ONE_THREAD = dict.fromkeys(THREADS, "1") | {
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONHASHSEED": "0",
    "HF_HUB_OFFLINE": "1",
}
DIRECT = ("mode", "direct")
WHOLE = ("", "")
COLUMNS = (
    "system", "words/CPU-s", "start-up s", "peak MB", "found",
    "quot. F1", "P", "R", "rel. F1", "cov. ≥ .3", "≥ .8", "direct", "+ source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one peer: figures, or the reason why there are none."""

    card: Card
    spacy: str
    versions: str
    missing: str = ""
    figures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The peer, and the pipeline it stood on."""
        return self.card.name + (f" on {Path(self.spacy).name or 'none'}" if self.card.parsed else "")


def card_of(peer: str) -> Card:
    """Return the card of a peer; importing its module imports nothing of the peer itself."""
    card: Card = import_module(f"peers.{peer}").CARD
    return card


def run(peer: str, articles: list[GoldArticle], core: int, spacy: str) -> Outcome:
    """Run one peer in its own process and score what it found."""
    card = card_of(peer)
    with tempfile.TemporaryDirectory() as name:
        texts, out = Path(name) / "texts.json", Path(name) / "out.json"
        texts.write_text(json.dumps([article.text for article in articles]), encoding="utf-8")
        worker = str(Path(__file__).with_name("worker.py"))
        command = [sys.executable, worker, peer, str(texts), str(out), str(core)]
        environment = os.environ | ONE_THREAD | {VARIABLE: spacy}
        done = subprocess.run(command, check=False, env=environment)
        if done.returncode or not out.exists():
            return Outcome(card, spacy, "", f"ended with exit code {done.returncode}")
        result = json.loads(out.read_text(encoding="utf-8"))
    if "missing" in result:
        return Outcome(card, spacy, result["versions"], result["missing"])
    words = sum(len(article.text.split()) for article in articles)
    costs = (
        f"{words / result['cpu']:,.0f}",
        f"{result['start_cpu']:.2f}",
        f"{result['peak'] / 1024:.0f}",
        str(sum(map(len, result["found"]))),
    )
    return Outcome(card, spacy, result["versions"], figures=costs + scores(articles, result["found"], card))


def scores(articles: list[GoldArticle], found: list[list[dict[str, Any]]], card: Card) -> tuple[str, ...]:
    """Score the relations of all articles."""
    total: Tallies = {}
    for article, relations in zip(articles, found, strict=True):
        predicted = [Relation(one["source"], one["cue"], one["content"]) for one in relations]
        for key, one in tally(article, article.gold, predicted).items():
            total[key] = total.get(key, Tally()) + one

    def get(name: str, trait: tuple[str, str] = WHOLE) -> Tally:
        return total.get((name, *trait), Tally())

    quotation = get("quotation ≥ 0.5")
    figures = (
        quotation.f1(),
        quotation.precision(),
        quotation.recall(),
        get("relation ≥ 0.5").f1() if card.source else None,
        get("covered ≥ 0.3").recall(),
        get("covered ≥ 0.8").recall(),
        get("quotation ≥ 0.5", DIRECT).recall(),
        get("relation ≥ 0.5", DIRECT).recall() if card.source else None,
    )
    return tuple("–" if figure is None else f"{figure:.3f}".lstrip("0") for figure in figures)


def table(outcomes: list[Outcome]) -> str:
    """Return the outcomes as a Markdown table, and below it what could not be run."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS)]
    for outcome in outcomes:
        if outcome.figures:
            name = outcome.name + (" (direct only)" if outcome.card.finds == "direct" else "")
            rows.append((name, *outcome.figures))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    ran = [f"- {outcome.name}: {outcome.versions}" for outcome in outcomes if outcome.figures]
    missing = [f"- {outcome.name}: {outcome.missing}" for outcome in outcomes if outcome.missing]
    lines += ["", "Versions:", *ran]
    return "\n".join(lines + (["", "Not run:", *missing] if missing else []))


def main() -> None:
    """Run every peer and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, metavar="N", help="read the first N lines of FILE")
    parser.add_argument("--only", nargs="+", choices=PEERS, default=PEERS, metavar="PEER", help="these alone")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="the core to run on")
    parser.add_argument(
        "--spacy",
        nargs="+",
        default=[os.environ.get(VARIABLE, "")],
        metavar="PIPELINE",
        help=f"the spaCy pipelines under the peers that want one, each in turn; else what {VARIABLE} names",
    )
    arguments = parser.parse_args()
    articles = load(arguments.file, arguments.limit)
    outcomes = [
        run(peer, articles, arguments.core, spacy)
        for peer in arguments.only
        for spacy in (arguments.spacy if card_of(peer).parsed else [""])
    ]
    words = sum(len(article.text.split()) for article in articles)
    relations = sum(len(article.gold) for article in articles)
    print(f"{len(articles)} articles, {words:,} words, {relations:,} gold relations\n")
    print(table(outcomes))


if __name__ == "__main__":
    main()
