"""Web addresses on the command line: read and kept like files, and asked for with manners."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.conftest import Run, command, environment
from pages.webserver import Behaviour, Handler, Site, moved, serving, silence
from run import standin

import onrecord
from onrecord.record import open_record


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for name in ("a", "b", "c"):
            put(one, f"/{name}", f'"Word of {name}," Ann Lee said.')
        yield one


def put(site: Site, path: str, *said: str) -> str:
    return site.has(path, standin.page(path[1:], *said), Content_Type="text/plain; charset=utf-8")


def slowly(seconds: float, behaviour: Behaviour) -> Behaviour:
    def behave(handler: Handler) -> None:
        time.sleep(seconds)
        behaviour(handler)

    return behave


def feed(*links: str) -> str:
    return f"<rss><channel>{''.join(f'<item><link>{link}</link></item>' for link in links)}</channel></rss>"


def test_quotes_reads_addresses_and_names_them(run: Run, site: Site) -> None:
    done = run("quotes", site.url("/a"), site.url("/gone"), "--pause", "0")
    (row,) = [json.loads(line) for line in done.out.splitlines()]
    assert row["page"]["uri"] == site.url("/a")
    assert row["page"]["fetched"] is not None
    assert (done.status, row["content"]["text"]) == (3, '"Word of a,"')
    assert f"{site.url('/gone')}: The server answers 404 Not Found. (fetch.status)\n" in done.err


def test_redirects_are_told_to_who_wants_to_hear_more(run: Run, site: Site) -> None:
    site.paths["/r"] = moved("/a")
    told = f"{site.url('/r')} → {site.url('/a')}\n"
    assert told in run("articles", site.url("/r"), "-v", "--pause", "0").err
    assert told not in run("articles", site.url("/r"), "--pause", "0").err


def test_a_page_that_is_added_again_adds_nothing_until_it_changes(
    run: Run, site: Site, tmp_path: Path
) -> None:
    url = site.has("/feed", feed(site.url("/a"), site.url("/b")), Content_Type="application/rss+xml")

    def add() -> tuple[int, int]:
        (row,) = [json.loads(line) for line in run("add", url, "--json", "--pause", "0").out.splitlines()]
        return row["pages"], row["known"]

    assert add() == (2, 0)
    assert add() == (0, 2)
    put(site, "/b", '"Another word," Ann Lee said.')
    assert add() == (1, 1)
    with open_record(str(tmp_path / "onrecord.db")) as record:
        pages = list(record.pages())
        assert sorted(page.uri for page in pages) == [site.url("/a"), site.url("/b"), site.url("/b")]
        assert all(page.fetched is not None for page in pages)


def test_the_chain_of_redirects_is_in_the_record(run: Run, site: Site, tmp_path: Path) -> None:
    site.paths["/r"] = moved("/a")
    assert run("add", site.url("/r"), "--pause", "0").status == 0
    with open_record(str(tmp_path / "onrecord.db")) as record:
        (page,) = record.pages()
    chain = f"{site.url('/r')} → {site.url('/a')}"
    assert (page.uri, page.archive) == (site.url("/a"), chain)
    assert f"from      {page.uri} (by {chain})\n" in run("show", page.id, COLUMNS="200").out


def test_add_takes_no_more_pages_of_a_feed_than_it_is_told(run: Run, site: Site) -> None:
    url = site.has("/feed", feed("/a", "/b", "/c"), Content_Type="text/xml")
    assert run("add", url, "--limit", "1", "--pause", "0").status == 0
    assert site.pages_asked == ["/feed", "/a"]


def test_links_of_a_list_on_disk_are_left_alone_until_they_are_to_be_followed(
    run: Run, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "urls.txt").write_text(site.url("/a"))
    assert "--follow" in (done := run("quotes", "urls.txt")).err
    assert done.status == 3
    assert "(fetch.refused)" in run("quotes", "urls.txt", "--follow").err
    assert site.asked == []


def test_pages_that_come_slowly_are_kept_as_they_come_and_an_interrupted_run_ends_at_once(
    site: Site, tmp_path: Path
) -> None:
    site.paths["/b"] = slowly(2.5, site.paths["/b"])
    site.paths["/silent"] = silence
    names = [site.url("/a"), site.url("/b"), site.url("/silent")]
    with subprocess.Popen(
        command("add", *names, "--pause", "0", "-v"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"1 page more in the record\n"
        time.sleep(1.0)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    assert time.monotonic() - start < 10
    with open_record(str(tmp_path / "onrecord.db")) as record:
        assert {page.uri for page in record.pages()} == set(names[:2])


def test_an_address_in_python_is_text_and_fetches_nothing(site: Site) -> None:
    onrecord.read(site.url("/a"))
    assert site.asked == []
