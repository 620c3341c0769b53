"""A span of a text page leads back to its exact bytes."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import byte_range, decode
from onrecord.schema import Blob, Page, Span


def page(data: bytes) -> Page:
    [read] = decode([Blob("page.txt", data)])
    assert isinstance(read, Page), read
    return read


def assert_round_trip(read: Page, span: Span) -> None:
    found = byte_range(read, span)
    assert found is not None
    assert read.data[found[0] : found[1]].decode(read.encoding) == read.text[span[0] : span[1]]


@given(
    st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1, max_size=80),
    st.integers(1, 60),
    st.sampled_from(["", "bom", "utf-16-le", "utf-16-be"]),
    st.data(),
)
def test_the_bytes_of_any_span_decode_to_its_text(
    text: str, times: int, form: str, data: st.DataObject
) -> None:
    whole = "x " + text * times
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "bom": codecs.BOM_UTF8}
    read = page(marks.get(form, b"") + whole.encode(form if form.startswith("utf") else "utf-8"))
    start = data.draw(st.integers(0, len(read.text)))
    assert_round_trip(read, (start, data.draw(st.integers(start, len(read.text)))))


def test_the_whole_page_is_all_its_bytes_but_the_byte_order_mark() -> None:
    read = page(codecs.BOM_UTF8 + "Größe\r\n".encode())
    assert byte_range(read, (0, len(read.text))) == (3, len(read.data))


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
def test_single_byte_encodings_keep_their_offsets(encoding: str) -> None:
    text = {"cp1252": "The café’s owner left on Friday. ", "cp1251": "Министр заявил в пятницу об этом. "}[
        encoding
    ]
    read = page((text * 50).encode(encoding))
    assert byte_range(read, (5, 900)) == (5, 900)


@pytest.mark.parametrize("span", [(0, 100), (4, 3), (-1, 2)])
@pytest.mark.parametrize("data", [b"Hello", b"<html><p>Hello"])
def test_a_span_that_is_not_in_the_text_has_no_bytes(data: bytes, span: Span) -> None:
    assert byte_range(page(data), span) is None


def test_a_pdf_page_has_no_byte_range() -> None:
    read = Page("sha256:0", "page.pdf", b"%PDF-1.4", "Hello", "pdf", "binary")
    assert byte_range(read, (0, 5)) is None


def test_many_calls_on_a_large_page_are_cheap() -> None:
    read = page(("“Größe” 日本 said the minister.\n" * 60_000).encode())
    started = time.process_time()
    for start in range(0, len(read.text) - 10, 500):
        byte_range(read, (start, start + 10))
    assert time.process_time() - started < 2
