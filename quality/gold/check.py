"""Check the gold files against their texts, and count what they hold.

Usage: ``python quality/gold/check.py``. Prints the counts of each file; a broken rule is an AssertionError
that names the article.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from onrecord.schema import ActLabel, ActorKind, Mode

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "examples" / "pages"
COUNTED = ("mode", "act", "kind", "where", "debatable", "anonymous")


def page_text(name: str) -> str:
    """Return an example page as the spans see it: UTF-8, line ends as they are."""
    return (PAGES / name).read_bytes().decode("utf-8")


def rows(name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each article of a gold file with the text that its spans index into."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row, row["text"] if "text" in row else page_text(row["page"])


def check_relations(row: dict[str, Any], text: str) -> None:
    """Assert that every span is whole and that contents and cues don't overlap."""
    for relations in (row["annotations"][0], row["inner"]):
        taken: set[int] = set()
        for relation in relations:
            where = f"{row['title']}: {relation}"
            assert relation["act"] in get_args(ActLabel), where
            assert relation["kind"] in get_args(ActorKind), where
            assert relation["mode"] in get_args(Mode), where
            for role in ("source", "cue", "content"):
                for start, end in relation[role]:
                    assert 0 <= start < end <= len(text), where
                    assert text[start:end] == text[start:end].strip(), where
                    places = set(range(start, end)) if role != "source" else set()
                    assert not places & taken, where
                    taken |= places


def check_articles() -> int:
    """Assert that the articles' paragraphs begin and end with the words given; return how many articles."""
    articles = json.loads((HERE / "articles.json").read_text("utf-8"))
    for article in articles:
        text = page_text(article["page"])
        assert article["title"] in text, article["title"]
        for paragraph in article["paragraphs"]:
            start, end = paragraph["span"]
            words = text[start:end].split()
            assert paragraph["first"] == " ".join(words[:6]), article["title"]
            assert paragraph["last"] == " ".join(words[-6:]), article["title"]
    return len(articles)


def main() -> None:
    """Check all gold files and print their counts."""
    print("articles.json", check_articles())
    for name in ("pages.jsonl", "wikinews.jsonl"):
        counts: dict[str, Counter[str]] = {key: Counter() for key in ("half", *COUNTED)}
        for row, text in rows(name):
            check_relations(row, text)
            counts["half"][row["half"]] += len(row["annotations"][0])
            for relation in row["annotations"][0]:
                for key in COUNTED:
                    counts[key][str(relation[key])] += 1
        print(name, sum(counts["half"].values()))
        for key, counter in counts.items():
            print(f"  {key}: " + ", ".join(f"{label} {n}" for label, n in counter.most_common()))


if __name__ == "__main__":
    main()
