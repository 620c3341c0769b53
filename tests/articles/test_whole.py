"""A page taken as one clean article, as it stands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import extract
from onrecord.schema import Article, Page, Problem


def whole(text: str) -> Article:
    [found] = extract([Page("sha256:0", "a.txt", text.encode(), text, "text", "utf-8")], whole=True)
    assert not isinstance(found, Problem), found
    [article] = found
    return article


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in whole(text).body]


def test_lines_and_blocks_are_paragraphs() -> None:
    assert paragraphs(" One.\n\n  Two said so.  \r\nThree.\n \n") == ["One.", "Two said so.", "Three."]


def test_a_wrapped_text_has_its_paragraphs_between_blank_lines() -> None:
    text = (
        "The minister said on Friday that the\nport would be closed for three\nweeks.\n\nNobody was\nasked."
    )
    assert paragraphs(text) == text.split("\n\n")


def test_nothing_is_guessed_and_no_language_is_turned_down() -> None:
    article = whole("Der Minister sagte am Freitag, dass der Hafen geschlossen wird.")
    assert (article.title, article.language, article.published, article.byline) == (None, None, None, ())


def test_a_page_without_text_is_a_problem() -> None:
    [found] = extract([Page("sha256:0", "a.txt", b" \n", " \n", "text", "utf-8")], whole=True)
    assert isinstance(found, Problem)
    assert found.code == "article.none"


@given(st.text(max_size=200))
def test_every_visible_character_is_in_one_paragraph(text: str) -> None:
    [found] = extract([Page("sha256:0", "a.txt", b"", text, "text", "utf-8")], whole=True)
    body = () if isinstance(found, Problem) else found[0].body
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in body)
    assert all(left[1] <= right[0] for left, right in pairwise(body))
    assert sum(not c.isspace() for s, e in body for c in text[s:e]) == sum(not c.isspace() for c in text)
