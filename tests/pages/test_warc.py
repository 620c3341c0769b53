"""WARC: what was archived comes out; a broken record costs itself alone and is said."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types; fastwarc brings it
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages.crawl import Entry, resource, response, warc, written

from onrecord.pages import LARGEST_PAGE, decode, open_blobs
from onrecord.pages.archives import unpack
from onrecord.schema import Blob, Given, Outcome, Page, Problem

HTML = "Content-Type: text/html; charset=utf-8"


def read(data: bytes, name: str = "crawl.warc") -> list[Outcome[Blob]]:
    return list(unpack(io.BytesIO(data), name))


def pages(data: bytes, name: str = "crawl.warc") -> list[bytes]:
    return [item.data for item in read(data, name) if isinstance(item, Blob)]


def problems(data: bytes) -> list[tuple[str, str | None]]:
    return [(item.code, item.uri) for item in read(data) if isinstance(item, Problem)]


def page(number: int, size: int = 60) -> Entry:
    words = " ".join(str(number * 7919 + place * 104729) for place in range(size))
    return response(f"https://news.example/{number}", f"<html><p>Page {number}: {words}</p>".encode(), HTML)


@pytest.mark.parametrize("packed", [False, True])
def test_a_response_keeps_its_address_its_time_and_what_the_server_said(
    tmp_path: Path, *, packed: bool
) -> None:
    path = tmp_path / "crawl.dat"
    records = [written(page(number), packed=packed) for number in (1, 2)]
    path.write_bytes(b"".join(records))
    first, second = open_blobs([path])
    assert isinstance(first, Blob)
    assert isinstance(second, Blob)
    assert first.uri == "https://news.example/1"
    assert first.fetched is not None
    assert first.fetched.isoformat() == "2024-01-28T09:30:00+00:00"
    assert first.given == Given(media_type="text/html; charset=utf-8", url="https://news.example/1")
    assert (first.archive, first.data) == (f"{path}@0", page(1).body)
    assert second.archive == f"{path}@{len(records[0])}"


def test_a_warc_file_that_was_packed_twice_is_not_called_damaged() -> None:
    (found,) = read(gzip.compress(gzip.compress(warc(page(1)))), "crawl.warc.gz")
    assert isinstance(found, Blob)
    (problem,) = decode([found])
    assert isinstance(problem, Problem)
    assert (problem.code, "gzip file inside a gzip file" in problem.message) == ("page.binary", True)


def test_the_archive_of_a_record_in_a_gzip_file_of_one_member_says_how_far_in_it_it_stands() -> None:
    first = warc(page(1))
    found = read(gzip.compress(first + warc(page(2))))
    assert [item.archive for item in found if isinstance(item, Blob)] == [
        "crawl.warc@0",
        f"crawl.warc@0+{len(first)}",
    ]


def chunked(body: bytes) -> bytes:
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "chunked": chunked,
    "gzip": gzip.compress,
    "br": brotli.compress,
}
BODY = b"<html><p>" + b"The minister denied it. " * 40


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (["Transfer-Encoding: chunked"], chunked(BODY)),
        (["Content-Encoding: gzip"], gzip.compress(BODY)),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], chunked(gzip.compress(BODY))),
        (["Content-Encoding: deflate"], zlib.compress(BODY)),
        (["Content-Encoding: deflate"], deflated(BODY)),
        (["Content-Encoding: br"], brotli.compress(BODY)),
        (["Content-Encoding: identity"], BODY),
        (["Content-Encoding: gzip"], BODY),
        (["Content-Encoding: br"], BODY),
        (["Transfer-Encoding: chunked"], BODY),
        (["Transfer-Encoding: chunked", "Content-Encoding: gzip"], BODY),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], gzip.compress(BODY)),
    ],
)
def test_what_http_puts_around_a_page_is_taken_off_also_where_the_header_is_wrong(
    fields: list[str], body: bytes
) -> None:
    assert pages(warc(response("https://a.example/", body, HTML, *fields))) == [BODY]


def test_a_response_whose_chunks_are_cut_is_a_problem() -> None:
    cut = chunked(BODY)[:-200]
    data = warc(response("https://a.example/", cut, HTML, "Transfer-Encoding: chunked"), page(2))
    assert pages(data) == [page(2).body]
    assert problems(data) == [("page.warc", "crawl.warc@0")]


@pytest.mark.parametrize(
    "entry",
    [
        response("https://a.example/p.png", b"\x89PNG", "Content-Type: image/png"),
        response("https://a.example/gone", b"<html>Not found", HTML, status="404 Not Found"),
        response("https://a.example/old", b"<html>Moved", HTML, status="301 Moved Permanently"),
        response("https://a.example/part", b"ml>", HTML, status="206 Partial Content"),
        response("https://a.example/empty", b"", HTML),
        response("https://a.example/robots.txt", b"User-agent: *", "Content-Type: text/plain"),
        response("https://a.example/what", b"no page as far as it shows"),
        resource("metadata://gnu.org/software/wget/warc/wget.log", b"log", "text/plain"),
        resource("dns:a.example", b"20240128 a.example. 1.2.3.4", "text/dns", "response"),
        resource(
            "https://a.example/", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request", "request"
        ),
        resource("", b"software: test\r\n", "application/warc-fields", "warcinfo"),
        resource("https://a.example/", b"fetchTimeMs: 3\r\n", "application/warc-fields", "metadata"),
        resource("https://a.example/", b"", "application/http; msgtype=response", "revisit"),
    ],
    ids=lambda entry: f"{entry.kind} {entry.url}",
)
def test_what_is_no_page_is_passed_over_without_a_problem(entry: Entry) -> None:
    found = read(warc(page(1), entry, page(2)))
    assert [item.uri for item in found] == ["https://news.example/1", "https://news.example/2"]


@pytest.mark.parametrize(
    "entry",
    [
        resource("https://a.example/", b"<html><p>A saved page.", "text/html"),
        resource("https://a.example/", b"A page as text.", "text/plain", "conversion"),
        response("https://a.example/", b"<!DOCTYPE html><p>No type"),
        response("https://a.example/", b"%PDF-1.7 a document", "Content-Type: application/pdf"),
        response("https://a.example/", b"<html>", "content-type:Text/HTML;charset=utf-8", status="203 Fine"),
    ],
)
def test_resources_conversions_pdf_and_responses_without_a_type_are_pages(entry: Entry) -> None:
    assert pages(warc(entry)) == [entry.body]


def test_the_charset_that_the_server_sent_is_used_in_decoding() -> None:
    body = "<html><meta charset=utf-8><p>Она отрицала это в Москве.</p>".encode("cp1251")
    blobs = read(warc(response("https://a.example/", body, HTML.replace("utf-8", "cp1251"))))
    found = decode([item for item in blobs if isinstance(item, Blob)])[0]
    assert isinstance(found, Page)
    assert (found.text, found.encoding) == ("Она отрицала это в Москве.", "cp1251")
    assert (found.archive, found.given) == ("crawl.warc@0", getattr(blobs[0], "given", None))


def test_a_page_that_is_too_large_is_a_problem_for_itself_alone() -> None:
    bomb = gzip.compress(bytes(LARGEST_PAGE + 1), 1)
    large = response("https://a.example/large", b"<html>" + bytes(LARGEST_PAGE), HTML)
    packed = response("https://a.example/bomb", bomb, HTML, "Content-Encoding: gzip")
    film = response("https://a.example/film", bytes(LARGEST_PAGE + 300_000), "Content-Type: video/mp4")
    data = warc(page(1), large, packed, film, page(2))
    assert pages(data) == [page(1).body, page(2).body]
    assert [code for code, _ in problems(data)] == ["page.too_large", "page.too_large"]


def test_a_length_that_is_wrong_by_far_costs_that_record_alone() -> None:
    records = [written(page(number)) for number in range(5)]
    length = records[1].partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
    for wrong in (b"1", b"9" * 14, b"5000", b"x"):
        broken = records[1].replace(b"Content-Length: " + length, b"Content-Length: " + wrong)
        data = b"".join([records[0], broken, *records[2:]])
        assert pages(data) == [page(number).body for number in (0, 2, 3, 4)]
        assert problems(data) == [("page.warc", f"crawl.warc@{len(records[0])}")]


def test_bytes_that_are_not_those_of_the_digest_are_a_problem() -> None:
    data = warc(page(1), page(2))
    altered = data.replace(b"Page 1", b"Page 7")
    assert pages(altered) == [page(2).body]
    assert problems(altered) == [("page.warc", "crawl.warc@0")]


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_ends_in_a_record_says_so(*, packed: bool) -> None:
    first, second = written(page(1), packed=packed), written(page(2), packed=packed)
    for kept in (3, 30, len(second) // 2, len(second) - 9):
        data = first + second[:kept]
        assert pages(data) == [page(1).body]
        assert problems(data) == [("page.warc", f"crawl.warc@{len(first)}")], kept


def test_zeros_behind_the_last_gzip_member_are_no_damage() -> None:
    assert problems(warc(page(1), packed=True) + bytes(700_000)) == []


def spoilt(data: bytes, start: int, end: int, how: str, noise: bytes) -> bytes:
    changed = {
        "flip": bytes(255 - byte for byte in data[start:end]),
        "zero": bytes(end - start),
        "hole": b"",
        "noise": noise,
        "cut": None,
    }[how]
    return data[:start] if changed is None else data[:start] + changed + data[end:]


@settings(max_examples=150, deadline=None)
@given(
    packed=st.booleans(),
    count=st.integers(1, 5),
    at=st.floats(0, 1),
    length=st.integers(1, 400),
    how=st.sampled_from(["flip", "zero", "hole", "noise", "cut"]),
    noise=st.binary(min_size=1, max_size=300),
)
def test_whatever_is_done_to_a_stretch_of_a_file_the_other_records_come_out(
    *, packed: bool, count: int, at: float, length: int, how: str, noise: bytes
) -> None:
    records = [written(page(number), packed=packed) for number in range(count)]
    data = b"".join(records)
    start = int(at * (len(data) - 1))
    end = min(start + length, len(data))
    bounds = [sum(map(len, records[:number])) for number in range(count + 1)]
    whole = [
        page(number).body
        for number in range(count)
        if bounds[number + 1] <= start or (bounds[number] >= end and how != "cut")
    ]
    name = "crawl.warc.gz" if packed else "crawl.warc"
    found = pages(spoilt(data, start, end, how, noise), name)
    assert [body for body in found if body in whole] == whole
    assert set(found) <= {page(number).body for number in range(count)}
    told = [item for item in read(spoilt(data, start, end, how, noise), name) if isinstance(item, Problem)]
    assert told or len(found) == count


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.binary(max_size=3000), max_size=6),
    st.sampled_from(["plain", "members", "one member"]),
    st.sampled_from(["identity", "chunked", "gzip", "br"]),
)
def test_what_goes_in_comes_out(bodies: list[bytes], form: str, coding: str) -> None:
    kind = "Transfer" if coding == "chunked" else "Content"
    htmls = [b"<html>" + body for body in bodies]
    entries = [
        response(f"https://a.example/{place}", CODINGS[coding](body), HTML, f"{kind}-Encoding: {coding}")
        for place, body in enumerate(htmls)
    ]
    data = warc(*entries, packed=form == "members")
    assert pages(gzip.compress(data) if form == "one member" else data) == htmls


class Endless:
    """A file that makes its records as it is read, and counts what was asked of it."""

    def __init__(self, record: bytes, count: int) -> None:
        self.records: Iterator[bytes] = (record for _ in range(count))
        self.given = 0

    def read(self, size: int, /) -> bytes:
        data = next(self.records, b"")
        assert len(data) <= size
        self.given += len(data)
        return data


@pytest.mark.parametrize("packed", [False, True])
def test_a_long_file_is_read_lazily_and_in_constant_memory(*, packed: bool) -> None:
    file = Endless(written(page(1, size=5000), packed=packed), 2000)
    blobs = unpack(file, "crawl.warc")
    next(blobs)
    assert file.given < 1_000_000
    tracemalloc.start()
    assert sum(1 for _ in blobs) == 1999
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000
    assert file.given > 30_000_000
