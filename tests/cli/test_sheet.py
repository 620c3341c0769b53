"""Where a listing says that a statement stands."""

from __future__ import annotations

import pytest

from onrecord.cli.sheet import quote_on
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
