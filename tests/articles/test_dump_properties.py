"""What must hold of every text dump: spans verbatim, ordered, disjoint, and found in linear time."""

from __future__ import annotations

import hashlib
import json
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles.dump import find_articles
from onrecord.articles.lines import read_blocks
from onrecord.schema import Article, Page, Problem

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared"))

SENTENCE = st.lists(
    st.sampled_from(
        [
            "council",
            "bridge",
            "harbour",
            "minister",
            "said",
            "on",
            "Monday",
            "that",
            "the",
            "new",
            "old",
            "valley",
            "would",
            "be",
            "closed",
        ]
    ),
    min_size=3,
    max_size=40,
).map(lambda words: " ".join(words).capitalize() + ".")
HEADING = st.lists(
    st.sampled_from(["Harbour", "Bridge", "Council", "Closed", "Storm", "Valley", "Talks"]),
    min_size=2,
    max_size=9,
).map(" ".join)
LINE = st.one_of(
    SENTENCE,
    SENTENCE,
    HEADING,
    HEADING.map(lambda text: f"  • {text}"),
    SENTENCE.map(lambda text: f"  • {text}"),
    SENTENCE.map(lambda text: f"“{text}” {text}"),
    SENTENCE.map(lambda text: f"LONDON (Reuters) - {text}"),
    st.sampled_from(
        [
            *(
                "Related",
                "Most Read",
                "Comments",
                "Share",
                "By Jane Doe",
                "27 Jan 2024 09:39",
                "Read more: Storm",
                "",
            ),
            *(
                "© 2023 Courier",
                "Tags: a, b",
                "(AFP)",
                "x",
                "•",
                "\u00a0",
                "\u200b",
                "\t",
                "Что?",
                "\x0c",
                "\x85",
            ),
        ]
    ),
)
DUMP = st.lists(
    st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n \n", "\u2028"])), max_size=60
).map(lambda lines: "".join(line + end for line, end in lines))


def page(text: str) -> Page:
    data = text.encode("utf-8", "surrogatepass")
    return Page("sha256:" + hashlib.sha256(data).hexdigest(), "page.txt", data, text, "text", "utf-8")


def assert_sound(text: str, articles: tuple[Article, ...]) -> None:
    spans = [span for article in articles for span in article.body]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    for article in articles:
        assert article.body
        if article.title_span is None:
            assert article.title is None
        else:
            start, end = article.title_span
            assert article.title == " ".join(text[start:end].split())
            assert all(stop <= start or end <= begin for begin, stop in spans)
    assert len({article.id for article in articles}) == len(articles)


@given(st.one_of(DUMP, st.text(max_size=400)))
@settings(max_examples=100)
def test_spans_are_verbatim_ordered_and_disjoint_on_any_page(text: str) -> None:
    outcome = find_articles(page(text))
    if isinstance(outcome, Problem):
        assert outcome.code in {"article.none", "article.language"}
        assert outcome.message.endswith(".")
    else:
        assert outcome
        assert_sound(text, outcome)


@given(DUMP)
def test_blocks_cover_all_that_is_printed(text: str) -> None:
    blocks = read_blocks(text)
    for left, right in pairwise(blocks):
        assert left.end <= right.start
    for block in blocks:
        assert block.text == " ".join(text[block.start : block.end].split())
    printed = {character for character in text if character.isalnum()}
    assert printed == {character for block in blocks for character in block.text if character.isalnum()}


SAID = "The minister said on Monday that the council would meet again in the spring to decide on it."
HOSTILE = {
    "one line without a space": "a" * 1_000_000,
    "one line of words": "word " * 200_000,
    "one line of sentences": f"{SAID} " * 10_000,
    "short lines": "short line\n" * 200_000,
    "headings and sentences": f"Heading of some words here\n\n{SAID}\n\n" * 20_000,
    "headings with datelines": f"Heading on the council minister\n\nLONDON (Reuters) - {SAID}\n\n" * 10_000,
    "control characters": "\x00\x01\x1b\x1c\x85" * 100_000,
    "bullets alone": "•" * 500_000,
    "bullets and spaces": "• " * 200_000,
    "a list": "• item one\n" * 100_000,
    "brackets": "(AP " * 200_000 + ")",
    "bylines": "By " * 200_000,
    "dates": "1 Jan 2024 " * 50_000,
    "spaces": " " * 1_000_000 + "x",
    "wrapped": ("x" * 39 + " " + "y" * 40 + "\n") * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_linear_time(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    outcome = find_articles(page(text))
    assert time.process_time() - start < 10
    if not isinstance(outcome, Problem):
        assert_sound(text, outcome)


def stories() -> list[str]:
    file = DATA / "data" / "stories" / "libya.jsonl"
    if not file.is_file():
        pytest.skip(f"{file} is not there: set ONRECORD_DATA to the folder with the corpora")
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def test_clean_articles_come_out_whole() -> None:
    printed = read = 0
    for text in stories()[::7]:
        outcome = find_articles(page(text))
        assert not isinstance(outcome, Problem), outcome
        assert_sound(text, outcome)
        spans = [
            span for article in outcome for span in (*article.body, article.title_span) if span is not None
        ]
        printed += len("".join(text.split()))
        read += sum(len("".join(text[start:end].split())) for start, end in spans)
    assert read >= 0.97 * printed


def test_spans_are_sound_on_all_seed_pages() -> None:
    files = sorted((DATA / "seeds").glob("*.txt"))
    if not files:
        pytest.skip(f"{DATA / 'seeds'} holds no pages: set ONRECORD_DATA to the folder with the corpora")
    found = 0
    for file in files:
        text = file.read_bytes().decode()
        outcome = find_articles(page(text))
        assert not isinstance(outcome, Problem), outcome
        assert_sound(text, outcome)
        found += len(outcome)
    assert found == 7
