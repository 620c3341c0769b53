"""Files and addresses together: what each stands for, in the order of naming."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pages.webserver import Site, moved, serving

from onrecord.pages import Link, Reach, Watcher, gather, list_places
from onrecord.pages.fetching.addresses import is_public
from onrecord.schema import Blob, Outcome, Problem

LONG = "The minister spoke about the bridges of the city. " * 30


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for name in "abcdef":
            one.has(f"/{name}", f"<p>News of {name}</p>")
        yield one


def feed(*links: str, more: str = "") -> str:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f"<rss><channel><title>News</title>{items}{more}</channel></rss>"


def sitemap(*links: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{link}</loc></url>' for link in links)}</urlset>"


def index(*links: str) -> str:
    named = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    return f"<sitemapindex>{named}</sitemapindex>"


def gathered(*names: str | Path, **reach: object) -> list[str]:
    pages = gather(list_places(names), Reach(pause=0.0, **reach))  # type: ignore[arg-type] # as the test says
    return [shown(page) for page in pages]


def shown(outcome: Outcome[Blob]) -> str:
    return outcome.code if isinstance(outcome, Problem) else outcome.uri


def test_what_only_a_browser_takes_for_an_address_is_said_to_be_none() -> None:
    for name in ("ftp://files.example/a.html", "file:///a.html", "www.news.example/a"):
        (found,) = list_places([name])
        assert isinstance(found, Problem)
        assert (found.code, found.uri) == ("fetch.address", name)
        assert "http://" in found.message


def test_a_file_named_like_an_address_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "www.news.example").write_text("A page.")
    monkeypatch.chdir(tmp_path)
    (found,) = list_places(["www.news.example"])
    assert not isinstance(found, Problem)


def test_what_begins_like_an_address_is_one_and_the_rest_are_paths(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    first, second, third, fourth = list_places(["HTTPS://host/x", tmp_path, "http:/host", Path("http://x")])
    assert first == Link("HTTPS://host/x")
    assert not isinstance(second, Problem)
    assert isinstance(third, Problem)
    assert isinstance(fourth, Problem)


def test_files_and_addresses_come_in_the_order_they_are_named(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("News")
    names = [site.url("/a"), str(path), site.url("/none"), "gone.txt", site.url("/b")]
    assert gathered(*names) == [site.url("/a"), str(path), "fetch.status", "page.missing", site.url("/b")]


def test_a_feed_that_is_named_stands_for_its_pages(site: Site) -> None:
    url = site.has("/feed", feed("/b", site.url("/none"), "a"), Content_Type="application/rss+xml")
    assert gathered(url, site.url("/c")) == [site.url("/b"), "fetch.status", site.url("/a"), site.url("/c")]


def test_the_pages_of_a_feed_on_the_web_speak_for_themselves(site: Site) -> None:
    url = site.has(
        "/feed", feed(more=f"<item><link>/a</link><title>T</title><description>{LONG}</description></item>")
    )
    (page,) = gather(list_places([url]), Reach(pause=0.0))
    assert isinstance(page, Blob)
    assert (page.uri, page.data) == (site.url("/a"), b"<p>News of a</p>")
    assert page.given is not None
    assert page.given.title is None


def test_an_index_stands_for_the_pages_of_its_sitemaps_and_no_deeper(site: Site) -> None:
    site.has("/one", sitemap(site.url("/a"), site.url("/b")))
    site.has("/two.gz", gzip.compress(sitemap(site.url("/c")).encode()), Content_Type="application/x-gzip")
    site.has("/three", index(site.url("/one")))
    url = site.has("/index", index(*map(site.url, ("/one", "/gone", "/two.gz", "/three", "/d"))))
    assert gathered(url) == [
        site.url("/a"),
        site.url("/b"),
        "fetch.status",
        site.url("/c"),
        "feed.depth",
        "feed.broken",
    ]


def test_a_feed_named_in_a_feed_is_no_page(site: Site) -> None:
    inner = site.has("/inner", feed(site.url("/a")))
    assert gathered(site.has("/feed", feed(inner, site.url("/b")))) == ["feed.depth", site.url("/b")]


def test_a_list_of_addresses_may_be_text(site: Site) -> None:
    url = site.has("/list.txt", f"{site.url('/a')}\n{site.url('/b')}\n", Content_Type="text/plain")
    assert gathered(url) == [site.url("/a"), site.url("/b")]


def test_a_damaged_feed_gives_what_was_whole(site: Site) -> None:
    url = site.has("/feed", feed(site.url("/a"))[:-20])
    assert gathered(url) == [site.url("/a"), "feed.broken"]
    assert gathered(site.has("/feed", "<rss ")) == ["feed.broken"]


def test_no_more_pages_are_taken_or_asked_for_than_are_wanted(site: Site) -> None:
    named = [site.url(f"/{name}") for name in "abcdef"]
    url = site.has("/sitemap", sitemap(*named))
    assert gathered(site.url("/f"), url, site.url("/e"), most=3) == [site.url("/f"), *named[:2]]
    assert set(site.pages_asked) == {"/f", "/sitemap", "/e", "/a", "/b"}
    assert gathered(url, most=0) == []


def test_links_of_a_feed_on_disk_are_fetched_when_they_are_to_be_followed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A list on disk must not lead to this machine, where the tests' server is.
    monkeypatch.setattr("onrecord.pages.fetching.connections.is_public", lambda _: True)
    path = tmp_path / "feed.xml"
    more = f"<item><link>http://x.example/</link><description>{LONG}</description></item>"
    path.write_text(feed(site.url("/a"), site.url("/b"), more=more))
    assert gathered(path) == ["http://x.example/", "feed.link"]
    assert gathered(path, follow=True) == [site.url("/a"), site.url("/b"), "http://x.example/"]
    assert gathered(path, follow=True, most=1) == [site.url("/a")]


def test_a_feed_on_disk_cannot_lead_to_this_machine(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(f"{site.url('/a')}\n")
    assert gathered(path, follow=True) == ["fetch.refused"]
    assert site.asked == []


OWN = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 "
    "::1 :: fe80::1%eth0 fc00::1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::10.0.0.1 ff02::1 host"
)


@pytest.mark.parametrize("ip", [*OWN.split(), ""])
def test_what_is_of_a_network_of_its_own_is_not_public(ip: str) -> None:
    assert not is_public(ip)


def test_addresses_of_the_internet_are_public() -> None:
    assert all(map(is_public, ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8")))


class Notes(Watcher):
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.expected = 0
        self.taken = 0
        self.hosts: list[str] = []
        self.ways: list[Sequence[str]] = []

    def awaits(self, host: str) -> None:
        self.hosts.append(host)

    def expects(self, more: int) -> None:
        self.expected += more

    def done(self) -> None:
        self.taken += 1

    def went(self, way: Sequence[str]) -> None:
        self.ways.append(way)


def test_who_watches_hears_of_hosts_counts_and_redirects(site: Site) -> None:
    site.paths["/r"] = moved("/c")
    url = site.has("/feed", feed(site.url("/a", "127.0.0.2"), site.url("/r")))
    notes = Notes()
    assert len(list(gather(list_places([url, site.url("/b")]), Reach(pause=0.0), notes))) == 3
    assert (notes.expected, notes.taken) == (2, 4)
    assert notes.hosts == ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.1"]
    assert notes.ways == [(site.url("/r"), site.url("/c"))]


def test_who_stops_taking_pages_leaves_no_thread_and_no_request_behind(site: Site) -> None:
    pages = gather(list_places([site.url(f"/{name}") for name in "abcdef"]), Reach(pause=0.5))
    assert shown(next(pages)) == site.url("/a")
    pages.close()
    assert site.pages_asked == ["/a"]


def test_without_an_address_nothing_is_loaded_that_fetches(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("News")
    program = (
        "import sys; from onrecord.cli import main; from onrecord.pages import gather, list_places\n"
        f"list(gather(list_places([{str(tmp_path)!r}])))\n"
        "print([name for name in ('urllib3', 'protego', 'ssl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
