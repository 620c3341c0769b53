"""Many pages: hosts side by side, each asked one page at a time with a pause, the order kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pages.webserver import Handler, Site, answer, serving, silence

from onrecord.pages.fetching import Errand, Fetched, Fetcher, Limits, Manners, Rounds
from onrecord.pages.fetching import rounds as module
from onrecord.schema import Outcome, Problem

PAGE = "<p>News of the day</p>"
LIMITS = Limits(connect=5.0, silence=4.0, total=8.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(40):
            one.has(f"/{number}", PAGE)
        yield one


def shown(outcome: Outcome[Fetched]) -> str:
    return outcome.code if isinstance(outcome, Problem) else outcome.blob.uri


def run(addresses: list[str], pause: float = 0.0, ahead: int = 64) -> list[str]:
    with Rounds(Fetcher(Manners(pause, LIMITS))) as rounds:
        return [shown(found) for found in rounds.run(map(Errand, addresses), ahead=ahead)]


def test_the_order_is_kept_whatever_comes_of_each(site: Site) -> None:
    addresses = [site.url(f"/{number}", f"127.0.0.{number % 7 + 1}") for number in range(40)]
    addresses[3] = site.url("/none")
    addresses[5] = "no address"
    expected = [*addresses]
    expected[3], expected[5] = "fetch.status", "fetch.address"
    assert run(addresses) == expected


def test_a_host_is_asked_one_page_at_a_time_with_a_pause_between(site: Site) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.05)
        answer(PAGE)(handler)

    site.paths |= {f"/{number}": slow for number in range(4)}
    addresses = [site.url(f"/{number}", host) for number in range(4) for host in ("127.0.0.1", "127.0.0.2")]
    run(addresses, pause=0.2)
    assert site.most_at_once == 1
    for host in ("127.0.0.1", "127.0.0.2"):
        times = [moment for _, asked, moment in site.asked if asked == host]
        assert len(times) == 5  # robots.txt is asked for in turn, too
        assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_the_pause_that_robots_txt_asks_for_goes_before_a_shorter_one(site: Site) -> None:
    site.has("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    run([site.url("/1"), site.url("/2")], pause=0.05)
    times = [moment for path, _, moment in site.asked if path != "/robots.txt"]
    assert times[1] - times[0] >= 0.29


def test_a_redirect_to_another_host_waits_for_its_turn_there(site: Site) -> None:
    site.paths["/r"] = answer(b"", 302, Location=site.url("/1", "127.0.0.2"))
    run([site.url("/r"), site.url("/2", "127.0.0.2"), site.url("/3", "127.0.0.2")], pause=0.15)
    times = [moment for _, asked, moment in site.asked if asked == "127.0.0.2"]
    assert len(times) == 4
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


def test_a_host_that_is_silent_does_not_hold_up_the_others(site: Site) -> None:
    site.paths["/silent"] = silence
    others = [site.url(f"/{number}", f"127.0.0.{number + 2}") for number in range(12)]
    start = time.monotonic()
    assert run([site.url("/silent"), *others])[1:] == others
    # All others came while one was waited for.
    assert max(moment for path, _, moment in site.asked if path != "/robots.txt") - start < 3.0


def test_more_hosts_than_threads_are_all_served(site: Site) -> None:
    addresses = [site.url(f"/{number % 2}", f"127.0.1.{number // 2}") for number in range(40)]
    assert run(addresses, pause=0.01) == addresses


def test_no_more_is_asked_for_than_the_look_ahead(site: Site) -> None:
    asked: list[str] = []

    def errands() -> Iterator[Errand]:
        for number in range(40):
            asked.append(site.url(f"/{number}"))
            yield Errand(asked[-1])

    with Rounds(Fetcher(Manners(0.0, LIMITS))) as rounds:
        found = rounds.run(errands(), ahead=5)
        next(found)
        assert len(asked) <= 6


def test_no_more_is_asked_for_while_too_many_bytes_wait(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BYTES_AHEAD", 1)
    addresses = [site.url(f"/{number}") for number in range(40)]
    with Rounds(Fetcher(Manners(0.0, LIMITS))) as rounds:
        found = rounds.run(map(Errand, addresses), ahead=2)
        next(found)
        while len(site.pages_asked) < 2:
            time.sleep(0.01)
        time.sleep(0.2)
        assert shown(next(found)) == addresses[1]
        time.sleep(0.2)
        assert len(site.pages_asked) <= 3
        assert [shown(one) for one in found] == addresses[2:]


def test_leaving_ends_what_is_under_way_at_once(site: Site) -> None:
    site.paths["/silent"] = silence
    start = time.monotonic()
    with Rounds(Fetcher(Manners(30.0))) as rounds:
        found = rounds.run(
            map(Errand, [site.url("/1"), site.url("/2"), site.url("/silent", "127.0.0.2")]), ahead=9
        )
        threading.Timer(0.3, rounds._fetcher.stop).start()  # noqa: SLF001 - as Ctrl-C would, from elsewhere
        assert {shown(one) for one in found} <= {"fetch.stopped", "fetch.timeout", site.url("/1")}
    assert time.monotonic() - start < 10
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("fetch")]
