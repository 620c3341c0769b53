"""PDF: the text it carries, a paragraph a line; what it does not carry is said."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages.pdfs import Line, column, document, pdf

from onrecord.articles import extract
from onrecord.pages import byte_range, decode, doubts
from onrecord.pages import pdf as reading
from onrecord.pages.archives import unpack
from onrecord.schema import Blob, Given, Page, Problem, body_text

PARAGRAPHS = [
    [
        "The foreign minister denied on Friday that her government had sold any",
        "weapons to the rebels in the north. “It is a lie from beginning to end,” she",
        "told reporters in the capital.",
    ],
    [
        "The opposition said that it would not accept the answer of the government",
        "and demanded an inquiry into the sale, which was first reported last week by",
        "a newspaper.",
    ],
    [
        "An inquiry would need the votes of two thirds of the members of parliament,",
        "which the opposition does not have.",
    ],
]
JOINED = [" ".join(paragraph) for paragraph in PARAGRAPHS]


def read(data: bytes) -> Page:
    (page,) = decode([Blob("a.pdf", data)])
    assert isinstance(page, Page), page
    return page


def problem(data: bytes) -> str:
    (found,) = decode([Blob("a.pdf", data)])
    assert isinstance(found, Problem)
    return found.code


def test_a_pdf_is_a_page_of_its_own_kind_whose_text_has_no_bytes_of_its_own() -> None:
    page = read(pdf(column(PARAGRAPHS)))
    assert (page.kind, page.text.split("\n")) == ("pdf", JOINED)
    assert byte_range(page, (0, 10)) is None
    assert doubts(page) == ()


def test_a_pdf_is_told_by_its_mark_and_not_by_the_media_type_alone() -> None:
    given = Given(media_type="application/pdf")
    text, document = decode(
        [Blob("a", b"It is text.", given=given), Blob("a", b"\r\n" + pdf(column(PARAGRAPHS)))]
    )
    assert isinstance(text, Page)
    assert isinstance(document, Page)
    assert (text.kind, document.kind) == ("text", "pdf")


def test_the_article_in_a_pdf_is_found_with_its_title_and_date() -> None:
    head = [Line("Minister denies sale of weapons", size=18, bottom=760), Line("By Jane Doe", bottom=736)]
    page = read(pdf([*head, Line("27 January 2024", bottom=724), *column(PARAGRAPHS)]))
    (found,) = extract([page])
    assert not isinstance(found, Problem)
    (article,) = found
    assert body_text(page.text, article) == "\n\n".join(JOINED)
    assert (article.title, article.byline, article.published) == (
        "Minister denies sale of weapons",
        ("Jane Doe",),
        "2024-01-27",
    )


def test_paragraphs_are_told_by_their_indentation_too() -> None:
    lines = []
    for line in column(PARAGRAPHS, gap=0):
        first = any(line.text == paragraph[0] for paragraph in PARAGRAPHS)
        lines.append(Line(line.text, line.left + 12 * first, line.bottom))
    assert read(pdf(lines)).text.split("\n") == JOINED


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    lines = column(PARAGRAPHS)
    for parts in (
        [[*lines[:4], *[Line(line.text, 320, line.bottom + 90) for line in lines[4:]]]],
        [lines[:4], [Line(line.text, 72, line.bottom + 90) for line in lines[4:]]],
    ):
        assert read(pdf(*parts)).text.split("\n") == JOINED


def test_a_broken_word_is_made_whole_only_where_the_document_has_it_whole() -> None:
    lines = [
        "The minister and his govern-",
        "ment said that the well-known",
        "or, as some say, notori-",
        "ous Jean-",
        "Pierre",
    ]
    text = read(pdf(column([lines, ["The government."]]))).text
    assert text.startswith(
        "The minister and his government said that the well-known or, as some say, notori-ous Jean-"
    )


def test_short_lines_and_lists_stay_lines() -> None:
    lines = column([["By Jane Doe", "27 January 2024", *PARAGRAPHS[0], "• One", "• Two"]])
    assert read(pdf(lines)).text.split("\n") == [
        "By Jane Doe",
        "27 January 2024",
        JOINED[0],
        "• One",
        "• Two",
    ]


def test_the_same_bytes_give_the_same_text() -> None:
    data = pdf(column(PARAGRAPHS), column(PARAGRAPHS))
    assert read(data).text == read(data).text


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"%PDF-",
        pdf(column(PARAGRAPHS))[:400],
        pdf([]),
        pdf(),
        document([b"0 0 100 100 re f"]),
        document([b"BT /F1 10 Tf 72 700 Td ( . ) Tj ET"]),
        pdf(column(PARAGRAPHS), trailer="/Encrypt << /Filter /Standard /V 4 /R 4 >>"),
    ],
    ids=["head", "mark", "cut", "empty page", "no page", "drawing", "no word", "encrypted"],
)
def test_what_carries_no_text_or_cannot_be_read_is_a_problem(data: bytes) -> None:
    assert problem(data) == "page.pdf"


def test_more_operations_than_any_paper_has_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_OPERATIONS", 50)
    assert problem(pdf(*[column(PARAGRAPHS)] * 3)) == "page.too_large"
    monkeypatch.setattr(reading, "MOST_PAGES", 2)
    assert problem(pdf(*[[Line("One.")]] * 3)) == "page.too_large"


def test_a_document_packed_into_a_bomb_is_a_problem() -> None:
    assert problem(document([b"BT " + b" " * 120_000_000 + b"ET"])) == "page.pdf"


GOOD = pdf(column(PARAGRAPHS), [Line("The end of the report.", size=12)])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD)), st.integers(0, 60), st.binary(max_size=60))
def test_no_damage_makes_it_fail(start: int, length: int, noise: bytes) -> None:
    (found,) = decode([Blob("a.pdf", GOOD[:start] + noise + GOOD[start + length :])])
    assert isinstance(found, Page | Problem)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöüßéñABC’“”(),.\\-0123456789", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=10).map(" ".join), min_size=1, max_size=20))
def test_every_word_that_goes_in_comes_out(texts: list[str]) -> None:
    lines = [Line(text, bottom=740 - 14 * place) for place, text in enumerate(texts)]
    (found,) = decode([Blob("a.pdf", pdf(lines))])
    if isinstance(found, Problem):
        assert not any(letter.isalnum() for letter in "".join(texts))
    else:
        assert "".join(found.text.split()).replace("-", "") == "".join("".join(texts).split()).replace(
            "-", ""
        )


def test_a_pdf_in_a_gzip_file_is_read_like_any_page() -> None:
    data = pdf(column(PARAGRAPHS))
    assert list(unpack(BytesIO(gzip.compress(data)), "a.pdf.gz")) == [Blob("a.pdf.gz", data)]
