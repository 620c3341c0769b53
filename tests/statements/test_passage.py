from hypothesis import given
from hypothesis import strategies as st

from onrecord.schema import Article, Page
from onrecord.statements.passage import passage

TEXT = "MENU\n\nTitle here\n\nFirst para-\r\ngraph wrapped\nhere.\n\nRelated\n\nSecond one.\n"


def page() -> Page:
    return Page("sha256:0", "a.txt", TEXT.encode(), TEXT, "text", "utf-8")


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def article() -> Article:
    body = (span("First para-\r\ngraph wrapped\nhere."), span("Second one."))
    return Article("ar_0", "sha256:0", body, title="Title here", title_span=span("Title here"))


def test_title_and_paragraphs_are_joined_by_blank_lines() -> None:
    assert passage(page(), article()).text == "Title here\n\nFirst para-  graph wrapped here.\n\nSecond one."


@given(st.sampled_from(["Title", "wrapped here", "Second one", "graph"]))
def test_every_place_in_the_passage_leads_back_to_the_page(words: str) -> None:
    joined = passage(page(), article())
    start = joined.text.index(words)
    begin, end = joined.on_page((start, start + len(words)))
    assert TEXT[begin:end].replace("\n", " ") == words
