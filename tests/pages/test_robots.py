"""robots.txt: what a site asks is heeded, as RFC 9309 says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pages.webserver import Behaviour, Site, answer, in_turn, moved, raw, serving, silence

from onrecord.pages.fetching import Fetcher, Limits, Manners
from onrecord.pages.fetching.addresses import Address
from onrecord.pages.fetching.robots import LARGEST_ROBOTS, read_rules
from onrecord.schema import Problem

PAGE = "<p>News of the day</p>"
PATIENT = Limits(connect=5.0, silence=5.0, total=10.0)
SHORT = Limits(connect=5.0, silence=0.3, total=1.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        one.has("/a", PAGE)
        one.has("/private/a", PAGE)
        yield one


def codes(site: Site, *paths: str, limits: Limits = PATIENT) -> list[str]:
    fetcher = Fetcher(Manners(0.0, limits))
    found = [fetcher.fetch(site.url(path)) for path in paths]
    return [item.code if isinstance(item, Problem) else "fetched" for item in found]


RULES = b"User-agent: *\nDisallow: /private/\nAllow: /private/a$\n\nUser-agent: other\nDisallow: /\n"


def test_what_it_asks_not_to_fetch_is_not_asked_for(site: Site) -> None:
    site.has("/robots.txt", RULES, Content_Type="text/plain")
    assert codes(site, "/a", "/private/b", "/private/a") == ["fetched", "fetch.robots", "fetched"]
    assert site.pages_asked == ["/a", "/private/a"]
    assert len(site.asked) == 3  # it is asked for once


def test_our_own_group_goes_before_the_one_for_all(site: Site) -> None:
    site.has("/robots.txt", b"User-agent: *\nAllow: /\n\nuser-agent: OnRecord\nDisallow: /a\n")
    assert codes(site, "/a", "/private/a") == ["fetch.robots", "fetched"]


def test_the_target_of_a_redirect_is_asked_for_only_where_its_site_lets_us(site: Site) -> None:
    site.has("/robots.txt", RULES)
    site.paths["/r"] = moved("/private/b")
    assert codes(site, "/r") == ["fetch.robots"]
    assert site.pages_asked == ["/r"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_without_one_all_may_be_fetched(site: Site, status: int) -> None:
    site.has("/robots.txt", b"User-agent: *\nDisallow: /", status)
    assert codes(site, "/a") == ["fetched"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_with_one_that_cannot_be_got_nothing_may_be_fetched(site: Site, status: int) -> None:
    site.has("/robots.txt", b"", status)
    assert codes(site, "/a", "/a") == ["fetch.robots", "fetch.robots"]
    assert site.pages_asked == []
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [(silence, "fetch.timeout"), (raw(b"SSH-2.0\r\n"), "fetch.broken")],
)
def test_a_site_that_cannot_be_asked_is_not_asked_for_the_page(
    site: Site, behaviour: Behaviour, expected: str
) -> None:
    site.paths["/robots.txt"] = behaviour
    assert codes(site, "/a", "/a", limits=SHORT) == [expected, expected]
    assert len(site.asked) == 1


def test_redirects_of_it_are_followed_and_a_ring_counts_as_none(site: Site) -> None:
    site.paths["/robots.txt"] = moved("/rules")
    site.has("/rules", RULES)
    assert codes(site, "/private/b") == ["fetch.robots"]
    site.paths["/rules"] = moved("/robots.txt")
    assert codes(site, "/a") == ["fetched"]


def test_a_busy_site_is_asked_for_it_again(site: Site) -> None:
    site.paths["/robots.txt"] = in_turn(answer(b"", 503, Retry_After="0"), answer(RULES))
    assert codes(site, "/private/b") == ["fetch.robots"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", PAGE.encode(), b"Disallow: /\n", b"\0" * 99])
def test_what_is_no_rule_forbids_nothing(site: Site, data: bytes) -> None:
    site.has("/robots.txt", data, Content_Type="application/octet-stream")
    assert codes(site, "/a") == ["fetched"]


def test_only_its_beginning_is_read() -> None:
    address = Address("http", "host", 80, "/a")
    rule = b"User-agent: *\nDisallow: /a\n"
    assert read_rules(rule + b"#" * LARGEST_ROBOTS).refusal(address) is not None
    assert read_rules(b"#" * LARGEST_ROBOTS + b"\n" + rule).refusal(address) is None


def test_a_pause_it_asks_for_is_heeded_up_to_half_a_minute() -> None:
    for asked, heeded in (("2.5", 2.5), ("86400", 30.0), ("soon", 0.0), ("-1", 0.0)):
        assert read_rules(f"User-agent: *\nCrawl-delay: {asked}\n".encode()).pause == heeded
    assert read_rules(b"").pause == 0
