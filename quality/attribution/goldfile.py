"""Gold articles from a file in the PolNeAR form.

A line an article: `text`, `annotations` (a list of relations for each annotator), and
where there are such `id`, `publisher`, `half` (or the file is called ``…-tune`` or
``…-held``). Instead of `text` a line may name a
`page` of `examples/pages`, read as UTF-8 with its line ends as they are; the lines of
one page, which are its articles, become one gold article.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribution.score import Relation

PAGES = Path(__file__).parents[2] / "examples" / "pages"
HALVES = ("tune", "held")
FIRST = 0
"""The annotator who is the gold."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article with what each annotator marked. Traits that the file doesn't give are empty."""

    id: str
    text: str
    annotations: tuple[tuple[Relation, ...], ...]
    publisher: str = ""
    half: str = ""

    @property
    def gold(self) -> tuple[Relation, ...]:
        """What the first annotator marked."""
        return self.annotations[FIRST]


def load(path: Path, limit: int | None = None) -> list[GoldArticle]:
    """Read the gold articles of a file, the first `limit` lines of it."""
    lines = [line for line in path.read_bytes().decode("utf-8").split("\n") if line.strip()]
    ending = path.stem.rpartition("-")[2]
    half = ending if ending in HALVES else ""
    articles: dict[str, GoldArticle] = {}
    for number, line in enumerate(lines[:limit]):
        article = _article({"half": half} | json.loads(line), number)
        before = articles.get(article.id)
        articles[article.id] = article if before is None else _joined(before, article)
    return list(articles.values())


def _article(row: dict[str, Any], number: int) -> GoldArticle:
    annotations = tuple(tuple(_relation(one) for one in annotator) for annotator in row["annotations"])
    if "text" in row:
        name, text = str(row.get("id", number)), row["text"]
    else:
        name, text = row["page"], (PAGES / row["page"]).read_bytes().decode("utf-8")
    return GoldArticle(name, text, annotations, row.get("publisher", ""), row["half"])


def _joined(left: GoldArticle, right: GoldArticle) -> GoldArticle:
    if not (PAGES / left.id).is_file():
        raise ValueError(f"two articles are called {left.id}")
    return GoldArticle(left.id, left.text, ((*left.gold, *right.gold),), left.publisher, left.half)


def _relation(row: dict[str, Any]) -> Relation:
    spans = {role: tuple((start, end) for start, end in row[role]) for role in ("source", "cue", "content")}
    debatable = bool(row.get("debatable"))
    return Relation(spans["source"], spans["cue"], spans["content"], debatable=debatable)
