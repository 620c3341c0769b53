"""How well onrecord attributes: `python quality/attribution/bench.py FILE…`.

FILE is in the PolNeAR form (see `goldfile.py`); the first annotator is the gold. Several
files are taken as one. Each text is read whole through `onrecord.read(…, whole=True)`,
all in one call. What is counted is defined in `score.py`, the traits in `tallies.py` and
`sources.py`; a figure stands with its 95 % bootstrap interval over articles. Errors are
listed from all articles but those whose `half` is ``held``: nobody reads these.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from attribution.bootstrap import measure
from attribution.errors import errors_in, kinds
from attribution.goldfile import GoldArticle, load
from attribution.listing import listing
from attribution.predictions import Predicted, read_texts
from attribution.report import as_json, tables
from attribution.tallies import Tallies, firm, human_agreement, tally


def main() -> None:
    """Score the files, print the tables, and write them as JSON where it is asked for."""
    arguments = _arguments()
    articles = [article for path in arguments.file for article in load(path, arguments.limit)]
    started = time.process_time()
    found = read_texts([article.text for article in articles], arguments.model)
    spent = time.process_time() - started
    several = [article for path in arguments.human for article in load(path) if article.annotations[1:]]
    results = measure(_tallies(articles, found, is_firm=arguments.firm))
    human = measure(human_agreement(several))
    errors = [
        error
        for article, relations in zip(articles, found, strict=True)
        if article.half != "held"
        for error in errors_in(article, relations)
    ]
    size = {"articles": len(articles), "words": sum(len(article.text.split()) for article in articles)}
    print(tables(results, human))
    print(f"\n{size['articles']} articles, {size['words']} words, {spent:.1f} CPU-seconds with start-up")
    if human:
        print(f"human: every ordered pair of annotators of {len(several)} articles")
    if arguments.errors:
        print("\n" + listing(errors, arguments.errors))
    if arguments.json:
        report = {"files": [path.name for path in arguments.file], "firm": arguments.firm} | size
        report |= {"cpu_seconds": round(spent, 1), "figures": as_json(results), "errors": kinds(errors)}
        report |= {"human": {"articles": len(several), "figures": as_json(human)}}
        arguments.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _tallies(articles: Sequence[GoldArticle], found: Sequence[Predicted], *, is_firm: bool) -> list[Tallies]:
    counted = []
    for article, relations in zip(articles, found, strict=True):
        gold, predicted = firm(article.gold, relations) if is_firm else (article.gold, relations)
        counted.append(tally(article, gold, predicted))
    return counted


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all figures there")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N worst errors")
    parser.add_argument("--model", type=Path, metavar="DIR", help="other weights than the package's")
    parser.add_argument("--limit", type=int, metavar="N", help="read the first N lines of each FILE")
    parser.add_argument("--firm", action="store_true", help="leave out what the gold calls debatable")
    parser.add_argument(
        "--human", type=Path, nargs="+", default=[], metavar="FILE", help="how humans agree, from these files"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
