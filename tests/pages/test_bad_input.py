"""One folder with everything that goes wrong: each file is said, and the good ones are read."""

from __future__ import annotations

import gzip
from pathlib import Path

from onrecord.articles import extract
from onrecord.pages import decode, doubts, open_blobs
from onrecord.schema import Page, Problem

STORY = (
    "Harbour to close for three weeks\n\n"
    "The harbour will be closed for three weeks, the café owners’ union said on Friday in a statement.\n\n"
    "“We were not asked, and we will not pay £5m,” its director, Ana Ruiz, told reporters there.\n\n"
    "Ms Ruiz said that the city had promised to talk to the fishermen before the end of the month.\n\n"
    "A spokesman for the city denied that on Saturday, and said the work could not wait any longer.\n"
)
ARABIC = "قالت وزارة الخارجية في بيان يوم الجمعة إن البلاد ترفض هذه الاتهامات بشكل قاطع.\n\n" * 8
EXPECTED = {
    "arabic.txt": "article.language",
    "bad-byte.txt": "page.encoding_damaged",
    "bad-bytes.txt": "page.encoding",
    "cut.txt.gz": "page.gzip",
    "deep.html": "page.nesting",
    "empty.txt": "page.empty",
    "good.txt": "read",
    "latin-1.txt": "page.encoding_guessed",
    "line.txt": "page.too_large",
    "no-article.html": "article.none",
    "no-article.txt": "article.none",
    "nul.txt": "page.binary",
    "picture.txt": "page.binary",
    "utf-16.txt": "page.encoding_guessed",
}


def write_files(folder: Path) -> None:
    western = STORY.replace("’", "'").replace("“", '"').replace("”", '"')
    files = {
        "arabic.txt": ARABIC.encode(),
        "bad-byte.txt": STORY.encode() + b"\xc3(",
        "bad-bytes.txt": STORY.encode() + bytes(range(128, 256)),
        "cut.txt.gz": gzip.compress(STORY.encode())[:-30],
        "deep.html": b"<html><body>" + b"<div>" * 50_000 + b"text" + b"</div>" * 50_000,
        "empty.txt": b"",
        "good.txt": STORY.encode(),
        "latin-1.txt": western.encode("latin-1"),
        "no-article.html": b"<html><body><nav><a href='/'>Home</a></nav><form><input></form></body></html>",
        "no-article.txt": b"Home\nNews\nSport\nContact us\n",
        "nul.txt": STORY.encode() + b"\0" * 20,
        "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + bytes(range(256)),
        "utf-16.txt": STORY.encode("utf-16-le"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with (folder / "line.txt").open("wb") as file:
        file.truncate(200_000_000)


def fate(page: Page) -> str:
    [found] = extract([page])
    if (uncertain := doubts(page)) and not isinstance(found, Problem):
        return uncertain[0].code
    return found.code if isinstance(found, Problem) else "read"


def test_every_bad_file_is_a_problem_with_a_code_and_the_rest_is_read(tmp_path: Path) -> None:
    write_files(tmp_path)
    fates = {}
    for blob in open_blobs([tmp_path]):
        [page] = decode([blob]) if not isinstance(blob, Problem) else [blob]
        assert page.uri is not None
        name = page.uri.rpartition("/")[2]
        fates[name] = page.code if isinstance(page, Problem) else fate(page)
    assert fates == EXPECTED
