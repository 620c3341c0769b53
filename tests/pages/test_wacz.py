"""WACZ: the pages of the WARC files in it, and a problem where it is no whole ZIP archive."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from pages.crawl import response, warc

from onrecord.pages import open_blobs
from onrecord.schema import Blob, Problem

FIRST, SECOND = (
    response(
        f"https://a.example/{number}", f"<html><p>Page {number}.".encode() * 50, "Content-Type: text/html"
    )
    for number in (1, 2)
)


def wacz(path: Path, packing: int = ZIP_STORED) -> Path:
    with ZipFile(path, "w", packing) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/b.warc", warc(SECOND))
        archive.writestr("archive/a.warc.gz", warc(FIRST, packed=True))
        archive.writestr("indexes/index.cdx.gz", b"\x1f\x8b\x08")
        archive.writestr("pages/pages.jsonl", '{"url": "https://a.example/1", "text": "extracted"}')
    return path


@pytest.mark.parametrize("packing", [ZIP_STORED, ZIP_DEFLATED])
def test_the_pages_of_all_warc_files_in_it_are_read_and_nothing_else(tmp_path: Path, packing: int) -> None:
    path = wacz(tmp_path / "pages.wacz", packing)
    found = [item for item in open_blobs([tmp_path]) if isinstance(item, Blob)]
    assert [(item.uri, item.data, item.archive) for item in found] == [
        ("https://a.example/1", FIRST.body, f"{path}/archive/a.warc.gz@0"),
        ("https://a.example/2", SECOND.body, f"{path}/archive/b.warc@0"),
    ]


def test_a_file_that_is_cut_or_spoilt_is_a_problem_and_what_is_whole_is_read(tmp_path: Path) -> None:
    data = wacz(tmp_path / "pages.wacz").read_bytes()
    cut = tmp_path / "cut.wacz"
    cut.write_bytes(data[:-30])
    assert [getattr(item, "code", None) for item in open_blobs([cut])] == ["page.wacz"]
    spoilt = tmp_path / "spoilt.wacz"
    spoilt.write_bytes(data.replace(b"Page 2.", b"Page 9.", 1))
    found = list(open_blobs([spoilt]))
    assert [item.code for item in found if isinstance(item, Problem)] == ["page.wacz"]
    assert [item.data for item in found if isinstance(item, Blob)] == [FIRST.body]


def test_another_file_of_that_name_stays_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.wacz"
    path.write_bytes(b"It is text.")
    assert list(open_blobs([path])) == [Blob(str(path), b"It is text.")]
