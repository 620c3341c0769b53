"""Have a trained tagger mark plain news texts: `python -m tagger.label --texts FILE… --out FILE.jsonl`.

What it marks is in the PolNeAR form, with the probabilities of its tags beside it in
an `.npz`. A smaller tagger learns from both (Hinton et al., 2015; Kim & Rush, 2016).
Articles that a gold set names, and whatever shares much of their wording, are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.run.reader import article_reader
from onrecord.run.reading import read_with
from onrecord.statements.decode import relations
from onrecord.statements.passage import passage
from onrecord.statements.tagger import MODEL, Tagger

LONGEST = 3000  # pieces; what is longer is a page of lists more often than an article
SHORTEST = 60
SHARED = 0.1  # of an article's runs of five words in a gold article: it may be a reprint


def plain_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each article in a story file or in a folder of saved pages."""
    if path.is_dir():
        for reading in read_with(article_reader(), path).pages:
            for article in reading.articles:
                if article.language == "en":
                    yield f"{Path(reading.page.uri).name}#{article.id}", passage(reading.page, article).text
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article_row = json.loads(line)
            yield str(article_row["id"]), article_row["text"]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return all runs of five words."""
    words = text.lower().split()
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


class Teacher:
    """A trained tagger that marks texts, without those that a gold set needs."""

    def __init__(self, model: Path, named: set[str]) -> None:
        self.tagger = Tagger(model)
        self.named = named

    def mark(self, texts: dict[str, str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Return the marked articles and the probabilities of their pieces' tags by name."""
        kept_out = set().union(*(shingles(text) for name, text in texts.items() if name in self.named))
        rows: list[dict[str, Any]] = []
        soft: dict[str, Any] = {}
        for name, text in texts.items():
            runs = shingles(text)
            if name in self.named or len(runs & kept_out) > SHARED * len(runs):
                continue
            pieces = self.tagger.cut([text])[0]
            if not SHORTEST <= len(pieces) <= LONGEST:
                continue
            scores = self.tagger.score(pieces)
            found = [
                {"source": list(r.source), "cue": list(r.cue), "content": list(r.content)}
                for r in relations(pieces, scores, self.tagger.weights)
            ]
            rows.append({"id": name, "text": text, "annotations": [found]})
            odds = np.exp(scores.tags - scores.tags.max(axis=1, keepdims=True))
            soft[name] = np.zeros((len(pieces), odds.shape[1]), dtype=np.float16)
            soft[name][pieces.first] = odds / odds.sum(axis=1, keepdims=True)
        return rows, soft


def main() -> None:
    """Read the command line and label."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="the teacher as exported")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="story files, folders of pages")
    parser.add_argument(
        "--without", type=Path, nargs="*", default=[], help="gold sets whose ids are left out"
    )
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    named = {json.loads(line)["id"] for gold in arguments.without for line in gold.open(encoding="utf-8")}
    texts = dict(pair for path in arguments.texts for pair in plain_texts(path))
    rows, soft = Teacher(arguments.model, named).mark(texts)
    with arguments.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    np.savez_compressed(arguments.out.with_suffix(".npz"), **soft)
    print(f"{len(rows)} of {len(texts)} articles, {sum(len(r['annotations'][0]) for r in rows)} relations")


if __name__ == "__main__":
    main()
