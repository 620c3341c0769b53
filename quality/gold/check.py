"""Check the gold files against their texts, and count what they hold.

Usage: ``python quality/gold/check.py``. Prints the counts of each file; a broken rule is an AssertionError
that names the article.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from onrecord.schema import ActLabel, ActorKind, Mode, RelayKind

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


def check_said() -> Counter[str]:
    """Assert that days and chains of `said.jsonl` are whole; return its counts, none without the stories."""
    counts: Counter[str] = Counter()
    for line in (HERE / "said.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        texts = story_texts(row["story"])
        if not texts:
            return Counter()
        text = texts[row["id"]]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], row["id"]
        for marked in row["annotations"][0]:
            check_circumstances(row, marked, text)
            said = marked["said"]
            counts[row["half"]] += 1
            counts["day" if said["date"] else "interval" if said["spans"] else "nothing said"] += 1
            counts["via"] += bool(marked["via"])
            counts["debatable"] += marked["debatable"]
    return counts


def check_circumstances(row: dict[str, Any], marked: dict[str, Any], text: str) -> None:
    """Assert that one statement's day and chain follow the rules of the schema."""
    where = f"{row['id']}: {marked}"
    said = marked["said"]
    spans = [*marked["source"], *marked["cue"], *marked["content"], *said["spans"]]
    for start, end in spans + [span for link in marked["via"] for span in link["spans"]]:
        assert 0 <= start < end <= len(text), where
        assert text[start:end] == text[start:end].strip(), where
    days = [date.fromisoformat(said[key]) for key in ("earliest", "date", "latest") if said[key]]
    assert days == sorted(days), where
    assert marked["clash"] or days[-1] <= date.fromisoformat(row["published"]), where
    assert said["spans"] or (said["date"] is None and said["latest"] == row["published"]), where
    assert all(link["name"] and link["kind"] in get_args(RelayKind) for link in marked["via"]), where


def check_denials() -> Counter[str]:
    """Assert that the halves of `deny.jsonl` share no article and its spans are whole; return its counts.

    Without the corpora, the spans and the hashes of the texts are left unchecked.
    """
    counts: Counter[str] = Counter()
    halves: dict[tuple[str, str], str] = {}
    for line in (HERE / "deny.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        article = row["collection"], row["id"]
        assert article not in halves, article
        halves[article] = row["half"]
        assert row["half"] in {"tune", "held"}, article
        texts = story_texts(row["collection"])
        if texts:
            text = texts[row["id"]]
            assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], article
            check_spans(row, text)
        else:
            counts["without its text"] += len(row["statements"])
        for marked in row["statements"]:
            assert marked["act"] in get_args(ActLabel), f"{article}: {marked}"
            counts[row["half"]] += 1
            counts[f"{marked['act']} ({row['half']})"] += 1
            counts["debatable"] += marked["debatable"]
    return counts


def check_spans(row: dict[str, Any], text: str) -> None:
    """Assert that an article's spans hold whole words and that no two contents or cues overlap."""
    taken: set[int] = set()
    for marked in row["statements"]:
        where = f"{row['id']}: {marked}"
        assert marked["content"], where
        for role in ("source", "cue", "content"):
            for start, end in marked[role]:
                assert 0 <= start < end <= len(text), where
                assert text[start:end] == text[start:end].strip(), where
                assert not (text[start - 1 : start] + text[start]).isalnum() or start == 0, where
                assert not text[end - 1 : end + 1].isalnum() or end == len(text), where
                places = set(range(start, end)) if role != "source" else set()
                assert not places & taken, where
                taken |= places


@cache
def story_texts(name: str) -> dict[str, str]:
    """Return the texts of a story, or of PolNeAR's training part, by id, none where they are not there."""
    folder = Path(os.environ.get("ONRECORD_DATA", HERE.parents[2] / "shared")) / "data"
    path = folder / "polnear" / "train.jsonl" if name == "polnear" else folder / "stories" / f"{name}.jsonl"
    if not path.is_file():
        return {}
    articles = (json.loads(line) for line in path.read_bytes().decode("utf-8").splitlines() if line)
    return {article["id"]: article["text"] for article in articles}


def main() -> None:
    """Check all gold files and print their counts."""
    said = check_said()
    print(
        "said.jsonl:",
        ", ".join(f"{label} {n}" for label, n in said.items()) or "not checked, no ONRECORD_DATA",
    )
    print("deny.jsonl:", ", ".join(f"{label} {n}" for label, n in sorted(check_denials().items())))
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
