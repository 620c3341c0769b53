"""Which pages are of one site, and which are versions of one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.sites import address_of, site_of, without_password
from onrecord.schema import Given


@pytest.mark.parametrize(
    ("uri", "url", "site"),
    [
        ("https://www.News.example:443/a/b?c#d", None, "news.example"),
        ("HTTP://news.example", None, "news.example"),
        ("http://news.example:8080/a", None, "news.example:8080"),
        ("saved/page.html", "https://news.example/a", "news.example"),
        ("https://mirror.example/a", "https://news.example/a", "mirror.example"),
        ("pages/news/a.txt", None, "pages/news"),
        ("/a.txt", None, "/"),
        ("a.txt", None, "."),
        ("http.txt", None, "."),
        ("-", None, ""),
        ("/dev/fd/63", None, ""),
        ("http://[::1/a.txt", None, "http://[::1"),
        ("saved/page.html", "http://news.example:port/", "saved"),
    ],
)
def test_a_site_is_the_host_or_else_the_folder(uri: str, url: str | None, site: str) -> None:
    assert site_of(uri, Given(url=url)) == site


def test_one_page_has_one_address_in_all_spellings() -> None:
    spellings = (
        "https://news.example/a",
        "http://www.news.example:80/a/",
        "https://NEWS.example/a?utm_source=feed&fbclid=7#top",
    )
    assert {address_of(spelling) for spelling in spellings} == {"//news.example/a"}
    assert address_of("saved/a.html", Given(url=spellings[1])) == "//news.example/a"
    assert address_of("https://news.example/A") != address_of(spellings[0])
    assert address_of("https://news.example/a?id=1") != address_of("https://news.example/a?id=2")


def test_what_is_another_page_next_time_has_no_address() -> None:
    assert address_of("pages/a.txt") == "pages/a.txt"
    assert address_of("rows.jsonl", None, "rows.jsonl@0") == ""
    assert address_of("https://news.example/a", None, "crawl.warc.gz@0") == "//news.example/a"
    assert address_of("-") == address_of("/dev/fd/63") == address_of("") == ""


@given(st.text() | st.text().map("http://".__add__), st.none() | st.text())
def test_any_address_has_a_site(uri: str, url: str | None) -> None:
    assert isinstance(site_of(uri, Given(url=url)), str)
    assert isinstance(address_of(uri, Given(url=url)), str)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://ann:secret@news.example/a?b@c", "https://news.example/a?b@c"),
        ("https://news.example/@ann", "https://news.example/@ann"),
        ("saved/ann@home.html", "saved/ann@home.html"),
    ],
)
def test_a_password_is_taken_out_of_an_address(address: str, shown: str) -> None:
    assert without_password(address) == shown
