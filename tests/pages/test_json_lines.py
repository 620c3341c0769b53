"""JSON Lines: each line is a page with what is known of it; a bad line costs itself alone."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import LARGEST_PAGE, decode
from onrecord.pages.archives import unpack
from onrecord.schema import Blob, Given, Outcome, Page, Problem

TEXT = "The minister denied the claim.\n\n“It is a lie,” she said."


def read(data: bytes, name: str = "pages.jsonl") -> list[Outcome[Blob]]:
    return list(unpack(io.BytesIO(data), name))


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def only(data: bytes) -> Blob:
    (found,) = read(data)
    assert isinstance(found, Blob)
    return found


def given_of(**fields: object) -> Given:
    found = only(line(text=TEXT, **fields)).given
    assert found is not None
    return found


def test_a_line_is_a_page_with_what_is_known_of_it() -> None:
    found = only(
        line(
            text=TEXT,
            url="https://a.example/1",
            title="Minister denies claim",
            outlet="The Daily Example",
            byline=["Jane Doe", "John Roe"],
            published="2024-01-26",
            updated="2024-01-27T08:00:00Z",
            language="en",
            tags=["politics", "Paris"],
            fetched="2024-01-28T09:30:00Z",
        )
    )
    assert found == Blob(
        "https://a.example/1",
        TEXT.encode(),
        datetime(2024, 1, 28, 9, 30, tzinfo=UTC),
        "pages.jsonl#1",
        Given(
            "text/plain; charset=utf-8",
            "https://a.example/1",
            "Minister denies claim",
            "The Daily Example",
            ("Jane Doe", "John Roe"),
            "2024-01-26",
            "2024-01-27T08:00:00Z",
            "en",
            ("politics", "Paris"),
        ),
    )


def test_html_goes_before_text_and_is_read_as_html() -> None:
    found = only(line(text="Hello there.", html="<section><p>It is <b>a lie</b>.</p></section>"))
    assert found.data == b"<section><p>It is <b>a lie</b>.</p></section>"
    (page,) = decode([found])
    assert isinstance(page, Page)
    assert (page.kind, page.text) == ("html", "It is a lie.")


def test_without_an_url_the_address_is_the_line() -> None:
    found = read(line(text="One.") + b"\n" + line(text="Three."))
    assert [(item.uri, getattr(item, "archive", None)) for item in found] == [
        ("pages.jsonl#1", "pages.jsonl#1"),
        ("pages.jsonl#3", "pages.jsonl#3"),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publishedAt": "2024-01-26T10:00:00Z"}, {"published": "2024-01-26T10:00:00Z"}),
        ({"date_publish": "2024-01-26 10:00:00"}, {"published": "2024-01-26 10:00:00"}),
        ({"date": 1706263200}, {"published": "2024-01-26T10:00:00+00:00"}),
        ({"date": 1706263200000}, {"published": "2024-01-26T10:00:00+00:00"}),
        ({"published": None, "date": "2024"}, {"published": "2024"}),
        ({"date": True}, {"published": None}),
        ({"date": 1706263200.5}, {"published": "2024-01-26T10:00:00+00:00"}),
        ({"date": 20240126}, {"published": "20240126"}),
        ({"date": 2024}, {"published": "2024"}),
        ({"date": 20240126103000}, {"published": "20240126103000"}),
        ({"url": "n/a"}, {"url": None}),
        ({"link": "https://a.example/1"}, {"url": "https://a.example/1"}),
        ({"url": "https://ann:secret@a.example/1"}, {"url": "https://a.example/1"}),
        ({"source": {"id": None, "name": "The Daily"}}, {"outlet": "The Daily"}),
        ({"source": "https://feeds.example/x", "sitename": "The Daily"}, {"outlet": "The Daily"}),
        ({"publisher": "The Daily", "source": "A wire"}, {"outlet": "The Daily"}),
        ({"author": "Jane Doe"}, {"byline": ("Jane Doe",)}),
        ({"authors": [{"name": "Jane Doe"}, {"name": ""}, 7, None]}, {"byline": ("Jane Doe",)}),
        ({"Title": "  Minister\ndenies\u0000 claim "}, {"title": "Minister denies claim"}),
        ({"headline": "\ud83d denies"}, {"title": "denies"}),
        ({"title": "x" * 5000}, {"title": None}),
        ({"title": ["a"]}, {"title": None}),
        ({"keywords": "politics, Paris;peace"}, {"tags": ("politics", "Paris", "peace")}),
        ({"lang": "en-GB"}, {"language": "en-GB"}),
    ],
)
def test_fields_are_known_by_the_names_that_other_tools_give_them(
    fields: dict[str, object], expected: dict[str, object]
) -> None:
    found = given_of(**fields)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("name", ["maintext", "body", "content", "TEXT"])
def test_the_text_may_have_other_names(name: str) -> None:
    assert only(line(**{name: TEXT})).data == TEXT.encode()


def test_our_own_export_of_articles_can_be_read_again() -> None:
    row = {"schema": "onrecord.article/1", "page": {"uri": "a"}, "title": "T", "byline": ["Jane Doe"]}
    found = only(line(**row, outlet=None, text=TEXT, body=[[0, 5]]))
    assert (found.data, found.given and found.given.byline) == (TEXT.encode(), ("Jane Doe",))


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"nonsense",
        b"[1]",
        b'"text"',
        b'{"title": "no page"}',
        b'{"text": "  "}',
        b'{"text": 3}',
        b'{"text": "\xff"}',
        b'{"text": "half a character: \\ud83d"}',
        b"[" * 100_000,
        b'{"text": ' + b"1" * 10_000 + b"}",
    ],
    ids=lambda bad: repr(bad[:20]),
)
def test_a_bad_line_is_a_problem_with_its_number_and_the_rest_is_read(bad: bytes) -> None:
    found = read(line(text="One.") + bad + b"\n" + line(text="Three."))
    assert [item.data if isinstance(item, Blob) else (item.code, item.uri) for item in found] == [
        b"One.",
        ("page.json", "pages.jsonl#2"),
        b"Three.",
    ]


def test_a_line_that_is_too_long_is_passed_in_little_memory_and_the_rest_is_read() -> None:
    long = b'{"text": "' + b"x" * (2 * LARGEST_PAGE) + b'"}\n'
    found = read(line(text="One.") + long + line(text="Three.").strip())
    assert [item.data if isinstance(item, Blob) else (item.code, item.uri) for item in found] == [
        b"One.",
        ("page.too_large", "pages.jsonl#2"),
        b"Three.",
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("name", ["-", "pages.json", "pages.ndjson", "export"])
def test_json_lines_are_told_by_their_first_line(name: str, pack: type[bytes]) -> None:
    for first in (line(text=TEXT), b"\xef\xbb\xbf" + line(html=TEXT), line(title="a", text="b" * 10**6)):
        found = read(pack(first + line(text="Two.")), name)
        assert [item.uri for item in found] == [f"{name}#1", f"{name}#2"]


@pytest.mark.parametrize(
    "text", ["{ is how it began.", '{"a": 1}\n', '["text"]', 'He said {"text": "x"}', '{"text": ""}\n', "{}"]
)
def test_a_text_that_begins_with_a_brace_stays_a_page(text: str) -> None:
    assert read(text.encode(), "page.txt") == [Blob("page.txt", text.encode())]


def test_a_gzip_file_that_is_cut_gives_its_whole_lines_and_a_problem() -> None:
    data = b"".join(line(text=f"Page {number}. " + "word " * number) for number in range(2000))
    found = read(gzip.compress(data)[:-2000])
    assert 100 < len(found) < 2000
    assert all(isinstance(item, Blob) for item in found[:-1])
    assert isinstance(found[-1], Problem)
    assert found[-1].code == "page.gzip"


@given(texts=st.lists(st.text(min_size=1).filter(str.strip)), ascii_only=st.booleans())
def test_what_goes_in_comes_out(*, texts: list[str], ascii_only: bool) -> None:
    found = read("\n".join(json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts).encode())
    if not texts:
        assert isinstance(found[0], Problem)
    else:
        assert [getattr(item, "data", None) for item in found] == [text.encode() for text in texts]
