"""How well the tagger attributes: `python quality/attribution/bench.py FILE [--model DIR]`.

FILE is in the PolNeAR form (an article a line: `text`, `annotations`); the first
annotator is the gold. Each text is read whole, as `onrecord quotes --whole` does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path
from typing import Any

from score import Scorecard, add, table

from onrecord.articles import extract
from onrecord.schema import Excerpt, Page, Problem, Statement
from onrecord.statements import Attributor
from onrecord.statements.tagger import MODEL

BATCH = 16


def load(path: Path, limit: int | None) -> list[dict[str, Any]]:
    """Read the gold articles."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line][:limit]


def page_of(text: str, number: int) -> Page:
    """Make a page of a clean text."""
    data = text.encode()
    return Page(f"sha256:{hashlib.sha256(data).hexdigest()}", str(number), data, text, "text", "utf-8")


def statements_of(texts: list[str], model: Path) -> list[tuple[Statement, ...]]:
    """Read texts whole and attribute them, batch by batch."""
    pages = [page_of(text, number) for number, text in enumerate(texts)]
    attributor = Attributor(model)
    found: list[tuple[Statement, ...]] = []
    for start in range(0, len(pages), BATCH):
        batch = pages[start : start + BATCH]
        pairs = []
        for page, articles in zip(batch, extract(batch, whole=True), strict=True):
            if isinstance(articles, Problem):
                raise SystemExit(f"{page.uri}: {articles.message}")
            pairs.append((page, articles[0]))
        for statements in attributor.attribute(pairs):
            if isinstance(statements, Problem):
                raise SystemExit(statements.message)
            found.append(statements)
    return found


def relation(statement: Statement) -> dict[str, Any]:
    """Return a statement in the PolNeAR form."""

    def spans(part: Excerpt | None) -> list[tuple[int, int]]:
        return list(part.spans) if part else []

    return {
        "source": spans(statement.source),
        "cue": spans(statement.cue),
        "content": spans(statement.content),
    }


def main() -> None:
    """Score one file and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    articles = load(arguments.file, arguments.limit)
    started = time.process_time()
    found = statements_of([article["text"] for article in articles], arguments.model)
    spent = time.process_time() - started
    card = Scorecard()
    for article, statements in zip(articles, found, strict=True):
        add(card, article["annotations"][0], [relation(one) for one in statements])
    words = sum(len(article["text"].split()) for article in articles)
    print(table(card))
    print(f"{len(articles)} articles, {words} words, {spent:.1f} CPU-seconds with start-up")


if __name__ == "__main__":
    main()
