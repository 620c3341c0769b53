"""What must hold for the article of every real page at hand."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.articles import extract
from onrecord.pages import decode, open_blobs
from onrecord.schema import Blob, Page, Problem

PAGES = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[3] / "shared")) / "data" / "pages"
EVERY = 5  # all of them take half a minute


@pytest.fixture(scope="module")
def html_pages() -> list[Page]:
    files = sorted(PAGES.rglob("*.html.gz"))[::EVERY]
    if not files:
        pytest.skip(f"{PAGES} holds no pages: set ONRECORD_DATA to the folder with the corpora")
    blobs = [blob for blob in open_blobs(files) if isinstance(blob, Blob)]
    return [page for page in decode(blobs) if isinstance(page, Page)]


def test_bodies_stand_verbatim_in_order_line_by_line(html_pages: list[Page]) -> None:
    assert len(html_pages) > 20
    for page, found in zip(html_pages, extract(html_pages), strict=True):
        if isinstance(found, Problem):
            assert found.code == "article.language", page.uri
            continue
        for article in found:
            pieces = [page.text[start:end] for start, end in article.body]
            assert all(piece.strip() == piece != "" for piece in pieces), page.uri
            assert all(left[1] <= right[0] for left, right in pairwise(article.body)), page.uri
            for evidence in article.evidence:
                if evidence.span is not None:
                    assert page.text[slice(*evidence.span)] == evidence.text, page.uri
        # The head of a page has a headline; an entry of a live blog may have none.
        title, span = found[0].title, found[0].title_span
        assert title is not None, page.uri
        assert span is not None, page.uri
        shown = " ".join(page.text[slice(*span)].split())
        marks = {mark.text for mark in found[0].evidence if mark.field == "title" and mark.basis == "markup"}
        assert title in {shown, *marks}, page.uri
