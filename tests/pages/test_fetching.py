"""Fetching one page: what comes back, what is turned down and why, and in what time."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages.webserver import Handler, Site, answer, drip, in_turn, moved, raw, serving, silence

from onrecord.pages.fetching import Fetched, Fetcher, Limits, Manners
from onrecord.schema import Given, Outcome, Problem

PAGE = "<p>News of the day</p>"
SMALL = Limits(connect=5.0, silence=5.0, total=10.0, size=100_000)
SHORT = Limits(connect=5.0, silence=0.5, total=1.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


def fetcher(pause: float = 0.0, limits: Limits = SMALL) -> Fetcher:
    return Fetcher(Manners(pause, limits))


def fetched(outcome: Outcome[Fetched]) -> Fetched:
    assert not isinstance(outcome, Problem), outcome
    return outcome


def code(outcome: Outcome[Fetched]) -> str:
    return outcome.code if isinstance(outcome, Problem) else "fetched"


def test_a_page_comes_with_its_address_its_media_type_and_the_time(site: Site) -> None:
    url = site.has("/a", PAGE)
    before = datetime.now(UTC)
    found = fetched(fetcher().fetch(f" {url}#part "))
    assert (found.blob.uri, found.blob.data, found.blob.archive) == (url, PAGE.encode(), None)
    assert found.blob.given == Given(media_type="text/html; charset=utf-8", url=url)
    assert found.blob.fetched is not None
    assert before <= found.blob.fetched <= datetime.now(UTC)
    assert (found.way, found.public) == ((url,), False)


def test_it_says_who_it_is(site: Site) -> None:
    fetcher().fetch(site.has("/a", PAGE))
    (agent,) = site.agents
    assert re.fullmatch(rf"onrecord/{re.escape(version('onrecord'))}(?: \(\+https?://\S+\))?", agent)


def test_an_address_is_asked_for_as_a_browser_would_write_it(site: Site) -> None:
    site.has("/%C3%BCber%20uns?q=%C3%A4", PAGE)
    assert code(fetcher().fetch(site.url("/über uns?q=ä"))) == "fetched"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "page.html",
        "ftp://host/x",
        "http://",
        "http:///x",
        "http://[::1/",
        "http://h:99999/",
        "https://a b/",
    ],
)
def test_what_is_no_web_address_is_a_problem(address: str) -> None:
    assert code(fetcher().fetch(address)) == "fetch.address"


def test_an_address_that_is_longer_than_any_is_a_problem() -> None:
    assert code(fetcher().fetch("http://host/" + "a" * 9000)) == "fetch.address"


def test_a_password_in_an_address_is_neither_sent_nor_shown() -> None:
    found = fetcher().fetch("http://ann:secret@127.0.0.1/a")
    assert isinstance(found, Problem)
    assert found.code == "fetch.address"
    assert "secret" not in f"{found.uri}{found.message}"


def test_redirects_are_followed_and_the_chain_is_kept(site: Site) -> None:
    site.paths["/old"] = moved("/new?q=ü".encode().decode("latin-1"), 301)
    site.paths["/new?q=%C3%BC"] = moved("last", 307)
    last = site.has("/last", PAGE)
    found = fetched(fetcher().fetch(site.url("/old")))
    assert found.blob.uri == last
    assert found.way == (site.url("/old"), site.url("/new?q=%C3%BC"), last)
    assert found.blob.archive == " → ".join(found.way)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/r", "fetch.redirect"),  # back to itself
        ("", "fetch.redirect"),
        ("file:///etc/passwd", "fetch.redirect"),
        ("javascript:alert(1)", "fetch.redirect"),
        ("http://[", "fetch.redirect"),
        ("http://u:p@127.0.0.1/", "fetch.redirect"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_a_problem(site: Site, place: str, expected: str) -> None:
    site.paths["/r"] = moved(place)
    assert code(fetcher().fetch(site.url("/r"))) == expected


def test_ten_redirects_are_followed_and_no_more(site: Site) -> None:
    for number in range(11):
        site.paths[f"/{number}"] = moved(f"/{number + 1}")
    site.has("/11", PAGE)
    assert code(fetcher().fetch(site.url("/1"))) == "fetched"
    assert code(fetcher().fetch(site.url("/0"))) == "fetch.redirect"


def test_a_site_that_looks_whether_its_cookies_are_kept_is_content(site: Site) -> None:
    seen: list[str | None] = []

    def gate(handler: Handler) -> None:
        seen.append(handler.headers["Cookie"])
        if seen[-1] is None:
            answer(b"", 302, Location="/gate", Set_Cookie="seen=1; Path=/; Secure")(handler)
        else:
            answer(b"", 302, Location=site.url("/a", "localhost"))(handler)

    def page(handler: Handler) -> None:
        seen.append(handler.headers["Cookie"])
        answer(PAGE)(handler)

    site.paths |= {"/gate": gate, "/a": page}
    one = fetcher()
    assert code(one.fetch(site.url("/gate"))) == "fetched"
    assert seen == [None, "seen=1", None]  # what one host gave, no other host sees
    assert code(one.fetch(site.url("/gate"))) == "fetched"
    assert seen[3] is None  # nor does the same host when the next page is fetched


def test_a_site_that_gives_cookies_without_end_is_given_up(site: Site) -> None:
    def gate(handler: Handler) -> None:
        answer(b"", 302, Location="/gate", Set_Cookie=f"c{len(site.asked)}=1")(handler)

    site.paths["/gate"] = gate
    assert code(fetcher().fetch(site.url("/gate"))) == "fetch.redirect"
    assert len(site.pages_asked) == 11


def test_what_the_internet_names_must_not_be_on_this_machine(site: Site) -> None:
    url = site.has("/a", PAGE)
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"):  # noqa: S104
        assert code(fetcher().fetch(url.replace("127.0.0.1", host), private=False)) == "fetch.refused"
    assert site.asked == []


def test_where_clouds_keep_their_secrets_nobody_is_sent() -> None:
    for host in ("169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]"):
        assert code(fetcher().fetch(f"http://{host}/latest")) == "fetch.refused"


def test_what_was_refused_to_a_feed_is_not_refused_to_a_person(site: Site) -> None:
    url = site.has("/a", PAGE)
    one = fetcher()
    assert code(one.fetch(url, private=False)) == "fetch.refused"
    assert code(one.fetch(url)) == "fetched"
    assert code(one.fetch(url, private=False)) == "fetch.refused"


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 500, 503, 999])
def test_another_status_than_200_is_a_problem_that_says_it(site: Site, status: int) -> None:
    found = fetcher().fetch(site.has("/a", PAGE, status))
    assert isinstance(found, Problem)
    assert (found.code, found.uri) == ("fetch.status", site.url("/a"))
    assert str(status) in found.message


@pytest.mark.parametrize("kind", ["image/png", "application/json", "video/mp4", "text/css", "font/woff2"])
def test_what_is_no_text_is_turned_down_by_its_media_type(site: Site, kind: str) -> None:
    assert code(fetcher().fetch(site.has("/a", b"x" * 50, Content_Type=kind))) == "page.media"


@pytest.mark.parametrize(
    "kind", ["", "TEXT/HTML", "text/plain;charset=koi8-r", "application/pdf", "application/rss+xml"]
)
def test_pages_texts_and_feeds_are_taken(site: Site, kind: str) -> None:
    found = fetched(fetcher().fetch(site.has("/a", PAGE, Content_Type=kind)))
    assert found.blob.given is not None
    assert found.blob.given.media_type == (kind or None)


PACKED = {
    "gzip": gzip.compress(PAGE.encode()),
    "deflate": zlib.compress(PAGE.encode()),
    "Deflate": zlib.compress(PAGE.encode())[2:-4],  # bare, as some servers send it
    "x-gzip": gzip.compress(PAGE[:9].encode()) + gzip.compress(PAGE[9:].encode()) + bytes(9),
    "identity": PAGE.encode(),
}


@pytest.mark.parametrize("packing", PACKED)
def test_what_is_packed_for_the_way_is_unpacked(site: Site, packing: str) -> None:
    url = site.has("/a", PACKED[packing], Content_Encoding=packing)
    assert fetched(fetcher().fetch(url)).blob.data == PAGE.encode()


def test_a_gzip_file_is_unpacked_too(site: Site) -> None:
    url = site.has("/a.gz", PACKED["gzip"], Content_Type="application/gzip")
    assert fetched(fetcher().fetch(url)).blob.data == PAGE.encode()
    assert code(fetcher().fetch(site.has("/cut.gz", PACKED["gzip"][:-5]))) == "page.gzip"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_damaged_or_cut_packing_is_a_problem(site: Site, packing: str) -> None:
    whole = PACKED[packing]
    for damaged in (whole[:-6], b"<p>plain", whole[:12] + b"\xff\xff\xff" + whole[15:]):
        assert code(fetcher().fetch(site.has("/a", damaged, Content_Encoding=packing))) == "fetch.broken"


def test_a_packing_that_was_not_asked_for_is_a_problem(site: Site) -> None:
    assert code(fetcher().fetch(site.has("/a", b"\x0b\x02\x80", Content_Encoding="br"))) == "fetch.broken"


def test_a_bomb_is_stopped_before_it_unpacks(site: Site) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(64)) + bomb.flush()
    assert len(data) < SMALL.size
    for url in (site.has("/a", data, Content_Encoding="gzip"), site.has("/a.gz", data)):
        assert code(fetcher().fetch(url)) == "fetch.too_large"


def test_a_page_that_says_it_is_too_large_is_not_read(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
    for length in (SMALL.size + 1, 10**15, 10**400):
        site.paths["/a"] = raw(head % length)
        assert code(fetcher().fetch(site.url("/a"))) == "fetch.too_large"


def test_a_page_without_end_is_stopped(site: Site) -> None:
    def endless(handler: Handler) -> None:
        out = handler.wfile
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            out.write(b"x" * 10_000)

    site.paths["/a"] = endless
    assert code(fetcher().fetch(site.url("/a"))) == "fetch.too_large"


BROKEN = {
    "no HTTP": b"220 ready\r\n",
    "nothing": b"",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "a head of a million fields": b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000 + b"\r\n",
    "a line without end": b"HTTP/1.1 200 OK\r\na: " + b"b" * 1_000_000,
    "shorter than it says": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "no chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnews\r\n0\r\n\r\n",
    "chunks cut off": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nnews!\r\n9\r\nha",
    "chunks without end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nnews!\r\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_is_not_whole_is_no_page(site: Site, name: str) -> None:
    site.paths["/a"] = raw(BROKEN[name])
    assert code(fetcher().fetch(site.url("/a"))) == "fetch.broken"


def test_an_answer_that_says_it_is_empty_is_whole(site: Site) -> None:
    site.paths["/a"] = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    site.has("/robots.txt", b"")
    assert fetched(fetcher().fetch(site.url("/a"))).blob.data == b""


def test_a_chunked_answer_is_put_together(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.paths["/a"] = raw(head + b"3\r\nOne\r\n5;x=y\r\n news\r\n0\r\n\r\n")
    assert fetched(fetcher().fetch(site.url("/a"))).blob.data == b"One news"


def _timed(site: Site, limits: Limits) -> tuple[str, float]:
    site.paths.setdefault("/robots.txt", answer(b"", 404))
    start = time.monotonic()
    found = code(fetcher(limits=limits).fetch(site.url("/a")))
    return found, time.monotonic() - start


def test_a_silent_server_is_given_up(site: Site) -> None:
    site.paths["/a"] = silence
    found, seconds = _timed(site, Limits(silence=0.3))
    assert found == "fetch.timeout"
    assert seconds < 5


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9999\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: te",
        b"HT",
    ],
)
def test_a_server_that_drips_is_given_up_when_the_whole_time_is_over(site: Site, head: bytes) -> None:
    site.paths["/a"] = drip(head, 0.05)
    found, seconds = _timed(site, SHORT)
    assert found == "fetch.timeout"
    assert 0.9 < seconds < 5


def test_redirects_share_the_time_of_one_page(site: Site) -> None:
    def late(handler: Handler) -> None:
        time.sleep(0.3)
        moved(f"/{int(handler.path[1:]) + 1}")(handler)

    for number in range(9):
        site.paths[f"/{number}"] = late
    assert code(fetcher(limits=SHORT).fetch(site.url("/0"))) == "fetch.timeout"
    assert len(site.pages_asked) < 9


def test_a_host_that_is_not_there_is_a_problem() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert code(fetcher().fetch(closed)) == "fetch.unreachable"
    assert code(fetcher().fetch("http://nowhere.invalid/")) == "fetch.unreachable"
    assert code(fetcher().fetch(f"http://{'a' * 70}.invalid/")) in {"fetch.unreachable", "fetch.address"}


def test_a_server_without_tls_is_not_spoken_to_without_it(site: Site) -> None:
    assert code(fetcher().fetch(f"https://127.0.0.1:{site.port}/a")) == "fetch.tls"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that nobody vouches for, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    paths = (folder / "certificate.pem", folder / "key.pem")
    asked = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    done = subprocess.run(
        [openssl, *asked.split(), "-out", paths[0], "-keyout", paths[1]], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("openssl made no certificate")
    return paths


def test_over_tls_only_who_is_vouched_for_is_heard(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with serving(context) as site:
        url = site.has("/a", PAGE).replace("http://127.0.0.1", "https://localhost")
        site.paths["/drip"] = drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 0.05)
        assert code(fetcher().fetch(url)) == "fetch.tls"
        assert site.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert fetched(fetcher().fetch(url)).blob.uri == url
        assert code(fetcher().fetch(url.replace("localhost", "127.0.0.1"))) == "fetch.tls"
        assert code(fetcher(limits=SHORT).fetch(url.replace("/a", "/drip"))) == "fetch.timeout"


def test_a_busy_server_is_asked_again_once_after_the_time_it_names(site: Site) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    for wait in ("0", soon):
        site.paths["/a"] = in_turn(answer(b"", 429, Retry_After=wait), answer(PAGE))
        assert code(fetcher().fetch(site.url("/a"))) == "fetched"
    site.paths["/a"] = answer(b"", 503, Retry_After="0")
    site.asked.clear()
    assert code(fetcher().fetch(site.url("/a"))) == "fetch.status"
    assert site.pages_asked == ["/a", "/a"]


@pytest.mark.parametrize("wait", ["3600", "9" * 400, "soon", "-1", "Sat, 99 Jan 2024"])
def test_a_server_that_asks_for_a_long_or_unclear_wait_is_not_asked_again(site: Site, wait: str) -> None:
    site.paths["/a"] = answer(b"", 429, Retry_After=wait)
    assert code(fetcher().fetch(site.url("/a"))) == "fetch.status"
    assert site.pages_asked == ["/a"]


def test_stopping_ends_what_is_under_way_and_what_comes_later(site: Site) -> None:
    site.paths["/a"] = silence
    one = fetcher(limits=Limits())
    threading.Timer(0.2, one.stop).start()
    start = time.monotonic()
    assert code(one.fetch(site.url("/a"))) == "fetch.timeout"
    assert code(one.fetch(site.url("/a"))) == "fetch.stopped"
    assert time.monotonic() - start < 10


HEAD = (
    b"Location: /b\r\nSet-Cookie: a=b\r\nRetry-After: 0\r\nContent-Type: text/html\r\n"
    b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Length: 5"
)


@given(st.data())
@settings(max_examples=60)
def test_no_answer_is_so_odd_that_it_crashes(data: st.DataObject) -> None:
    first = data.draw(st.sampled_from([b"200 OK", b"302 Found", b"429 Slow", b"2\xff0 \x00"]))
    whole = b"HTTP/1.1 %b\r\n%b\r\n\r\n5\r\nnews!\r\n0\r\n\r\n" % (first, HEAD)
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(whole)))
        junk = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"\r\n", b": ", b"99999999999", b"%", b"[", b"//"])
        )
        whole = whole[:start] + junk + whole[start + data.draw(st.integers(0, 20)) :]
    with serving() as site:
        site.paths["/a"] = raw(whole)
        code(fetcher(limits=Limits(connect=1.0, silence=0.2, total=0.5)).fetch(site.url("/a")))
