"""What the speed measure adds up, on figures made by hand."""

from __future__ import annotations

import time
from collections import defaultdict

import numpy as np

from speed.measure import chosen, figures, table
from speed.stages import Clock, Course, full_windows

SPENT = {
    "reading": 10.0,
    "articles": 0.5,
    "tokeniser": 0.5,
    "encoder": 7.0,
    "attribution": 8.0,
    "circumstances": 0.25,
    "speakers": 0.75,
    "same windows": 8.0,
    "full windows": 4.5,
}
COURSE = Course(20, 12_000, 300, 1000, 900, defaultdict(float, SPENT))


def test_the_parts_add_up_to_the_reading() -> None:
    shares = COURSE.shares()
    assert shares["decoder, excerpts"] == 0.5
    assert shares["the rest"] == 0.5
    assert sum(shares.values()) == SPENT["reading"]


def test_a_limit_counts_full_windows_as_if_they_held_all_pieces() -> None:
    assert COURSE.limits() == {"reading": 2.0, "same windows": 2.5, "full windows": 4.0}
    assert figures(COURSE)["of_limit"] == {"reading": 1.0, "same windows": 0.8, "full windows": 0.5}


def test_windows_are_cut_anew_between_their_special_pieces_and_read_at_the_same_words() -> None:
    feeds = [
        {
            "ids": np.array([[101, *range(start, start + 3), 102]]),
            "features": np.zeros((1, 5, 3), dtype=np.int64),
            "read": np.array([1, 3]),
        }
        for start in (0, 3, 6)
    ]
    full = full_windows(feeds, 4)
    assert [feed["ids"].tolist() for feed in full] == [[[101, 0, 1, 2, 3, 102]], [[101, 4, 5, 6, 7, 102]]]
    assert [feed["features"].shape for feed in full] == [(1, 6, 3)] * 2
    assert [feed["read"].tolist() for feed in full] == [[1, 3, 4], [2, 3]]
    assert full_windows([]) == []


def test_articles_of_about_600_words_are_taken_in_their_order() -> None:
    texts = [
        f"{name} " * words for name, words in (("a", 499), ("b", 500), ("c", 700), ("d", 701), ("e", 600))
    ]
    assert [text[0] for text in chosen(iter(texts), 2)] == ["b", "c"]
    assert [text[0] for text in chosen(iter(texts), 9)] == ["b", "c", "e"]


def test_a_clock_counts_what_runs_under_a_name_and_returns_what_it_gives() -> None:
    clock = Clock()
    assert clock.timed("sum", sum)([1, 2]) == 3
    before = clock.spent["sum"]
    with clock.on("sum"):
        begun = time.process_time()
        while time.process_time() - begun < 0.01:
            pass
    assert clock.spent["sum"] - before >= 0.01


def test_the_table_shows_every_figure_of_a_run() -> None:
    start = {"first_statement_s": 1.25, "end_s": 1.5, "cpu_s": 1.0}
    shown = table({**figures(COURSE), "start_up": {"one page": start}, "peak_mb": 321.0})
    for part in ("20 articles, 12,000 words, 300 statements", "encoder, same windows", "1.25", "321 MB"):
        assert part in shown
    assert len({len(line) for line in shown.splitlines()[2:9]}) == 1
