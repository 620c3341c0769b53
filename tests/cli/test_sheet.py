"""Where a listing says that a statement stands."""

from __future__ import annotations

import pytest

from onrecord.cli.sheet import moment, quote_on
from onrecord.schema import Article, Page, Statement, excerpt


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = end.join(("A title", "", "First.", "It is so."))
    start = text.index("It is so.")
    page = Page("sha256:0", "a.txt", text.encode(), text, "text", "utf-8")
    article = Article("ar_0", page.id, ((start, len(text)),))
    content = excerpt(text, article.body)
    statement = Statement("st_0", page.id, article.id, content, None, None, "direct", 0.9, "a test")
    assert quote_on(page, article, statement).place == "line 4"


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024", "2024"),
        ("2024-01-27", "2024-01-27"),
        ("2024-01-27T09:39", "2024-01-27 09:39"),
        ("2024-03-02T16:00:34.000Z", "2024-03-02 16:00 UTC"),
        ("2024-03-02T16:00:34+00:00", "2024-03-02 16:00 UTC"),
        ("2024-03-02T16:00:34+01:00", "2024-03-02 16:00 +01:00"),
    ],
)
def test_a_date_is_shown_to_the_minute_with_its_time_zone(date: str, shown: str) -> None:
    assert moment(date) == shown
