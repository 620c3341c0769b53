"""Write the gold statements as attribution relations: `python quality/gold/relations.py OUT_DIR`.

Makes ``{stories,gum,wikinews,pages}-{tune,held}.jsonl`` in OUT_DIR, an article a line in the
PolNeAR form: `id`, `publisher`, `date`, `text`, `annotations` (one annotator; a relation has
`source`, `cue`, `content` and beside them `debatable`). `quality/attribution/bench.py` reads them.

The texts of `stories.jsonl` are no part of this repository: they are taken from the folder
that ONRECORD_DATA names (../shared by default) and must have the hash that the gold gives.
An example page is cut to its articles: title, then paragraphs and sub-headings in reading
order, joined by a blank line. A relation outside of them is dropped, and counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES = ROOT / "examples" / "pages"
ROLES = ("source", "cue", "content")
HALVES = ("tune", "held")
BREAK = "\n\n"

Row: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[int, int]
Piece: TypeAlias = tuple[Span, int]
"""A span of the page text, and where it starts in the article's text."""


@dataclass
class Gold:
    """The articles of one gold file, by half, and how many relations were dropped."""

    halves: dict[str, list[Row]] = field(default_factory=lambda: {half: [] for half in HALVES})
    dropped: int = 0

    def add(self, half: str, article: Row) -> None:
        """Take an article in the PolNeAR form; a broken span is a ValueError."""
        check(article)
        self.halves[half].append(article)


def rows(path: Path) -> Iterator[Row]:
    """Yield the lines of a file as what they hold."""
    for line in path.read_bytes().decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def relation(marked: Row) -> Row:
    """Keep of a marked statement what makes it an attribution relation."""
    return {role: marked[role] for role in ROLES} | {"debatable": marked["debatable"]}


def check(article: Row) -> None:
    """Raise ValueError unless spans are whole and no character is in two contents or two cues."""
    text = article["text"]
    taken: set[tuple[str, int]] = set()
    for one in article["annotations"][0]:
        for role in ROLES:
            for start, end in one[role]:
                words = text[start:end]
                if not 0 <= start < end <= len(text) or words != words.strip():
                    raise ValueError(f"{article['id']}: [{start}, {end}] is no whole {role}")
                places = {(role, at) for at in range(start, end)} if role != "source" else set()
                if places & taken:
                    raise ValueError(f"{article['id']}: two statements share the {role} at [{start}, {end}]")
                taken |= places


def stories(gold: Gold) -> None:
    """Add the articles of `stories.jsonl`, whose texts are looked up in ONRECORD_DATA."""
    for row in rows(HERE / "stories.jsonl"):
        found = story(row["story"]).get(row["id"])
        if found is None or hashlib.sha256(found["text"].encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['id']}: the text is not the one that was read")
        relations = [relation(one) for one in row["annotations"][0]]
        gold.add(row["half"], polnear(row["id"], row["story"], found["published"], found["text"], relations))


@cache
def story(name: str) -> dict[str, Row]:
    """Return the articles of one story by id."""
    folder = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared")) / "data" / "stories"
    path = folder / f"{name}.jsonl"
    if not path.is_file():
        raise SystemExit(f"{path} is not there: set ONRECORD_DATA")
    return {row["id"]: row for row in rows(path)}


def wikinews(gold: Gold, name: str) -> None:
    """Add the articles of a file that holds its texts."""
    for row in rows(HERE / f"{name}.jsonl"):
        relations = [relation(one) for one in row["annotations"][0]]
        gold.add(row["half"], polnear(row["id"], "wikinews", row["published"], row["text"], relations))


def pages(gold: Gold) -> None:
    """Add the articles of the example pages, each cut out of its page."""
    articles = {
        (article["page"], article["title"]): article
        for article in json.loads((HERE / "articles.json").read_text("utf-8"))
    }
    for row in rows(HERE / "pages.jsonl"):
        article = articles[row["page"], row["title"]]
        text, pieces = cut((PAGES / row["page"]).read_bytes().decode("utf-8"), article)
        moved = [move(relation(one), pieces) for one in row["annotations"][0]]
        kept = [one for one in moved if one is not None]
        gold.dropped += len(moved) - len(kept)
        name = f"{row['page']}: {row['title']}"
        publisher = article["outlet"] or ""
        gold.add(row["half"], polnear(name, publisher, article["published"], text, kept))


def cut(page: str, article: Row) -> tuple[str, list[Piece]]:
    """Return an article's text and the pieces of the page that it is joined from.

    The title stands on a page more than once; the one right above the body is taken.
    """
    spans = sorted(tuple(part["span"]) for part in article["paragraphs"] + article["subheadings"])
    title = page.rindex(article["title"], 0, spans[0][0])
    pieces: list[Piece] = []
    at = 0
    for start, end in [(title, title + len(article["title"])), *spans]:
        pieces.append(((start, end), at))
        at += end - start + len(BREAK)
    return BREAK.join(page[start:end] for (start, end), _ in pieces), pieces


def move(marked: Row, pieces: list[Piece]) -> Row | None:
    """Return a relation with its offsets in the article's text, None where a span leaves the article."""
    moved: Row = {"debatable": marked["debatable"]}
    for role in ROLES:
        spans = [(place(start, pieces), place(end - 1, pieces)) for start, end in marked[role]]
        if any(first is None or last is None for first, last in spans):
            return None
        moved[role] = [[first, last + 1] for first, last in spans if first is not None and last is not None]
    return moved


def place(at: int, pieces: list[Piece]) -> int | None:
    """Return where a character of the page stands in the article's text."""
    return next((at - start + new for (start, end), new in pieces if start <= at < end), None)


def polnear(name: str, publisher: str, date: str | None, text: str, relations: list[Row]) -> Row:
    """Return one article in the PolNeAR form."""
    return {"id": name, "publisher": publisher, "date": date, "text": text, "annotations": [relations]}


def read(name: str) -> Gold:
    """Return one gold file: ``stories``, ``gum``, ``wikinews`` or ``pages``."""
    gold = Gold()
    if name == "stories":
        stories(gold)
    elif name == "pages":
        pages(gold)
    else:
        wikinews(gold, name)
    return gold


def main() -> None:
    """Write all files and say how many statements each holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("stories", "gum", "wikinews", "pages"):
        gold = read(name)
        for half, articles in gold.halves.items():
            path = folder / f"{name}-{half}.jsonl"
            lines = [json.dumps(article, ensure_ascii=False) + "\n" for article in articles]
            path.write_text("".join(lines), encoding="utf-8", newline="\n")
            count = sum(len(article["annotations"][0]) for article in articles)
            print(f"{path}: {len(articles)} articles, {count} statements")
        if gold.dropped:
            print(f"{name}: {gold.dropped} statements outside of the articles dropped")


if __name__ == "__main__":
    main()
