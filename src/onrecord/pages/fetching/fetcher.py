"""Fetching a page politely: robots.txt, turns, redirects, and when a server asks to wait."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from importlib.metadata import metadata
from time import monotonic
from typing import Final, Protocol

from onrecord.pages.fetching.addresses import Address, read_address
from onrecord.pages.fetching.asking import Answer, Caller, Limits
from onrecord.pages.fetching.packing import DamagedError, TooLargeError, unpack
from onrecord.pages.fetching.redirects import REDIRECTS, Purse, status, target
from onrecord.pages.fetching.robots import KEPT, NAME, Rules, read_rules
from onrecord.pages.fetching.turns import StoppedError, Turns
from onrecord.pages.sites import ARROW
from onrecord.schema import Blob, Given, Outcome, Problem

LONGEST_REST: Final = 60.0
"""Seconds that we wait when a server asks us to come back later."""

_GZIP_MAGIC: Final = b"\x1f\x8b"
_FAILURE_KEPT: Final = 60.0
"""Seconds after which a site is asked again for a robots.txt that could not be got."""

_BUSY: Final = frozenset({429, 503})
_CLIENT_ERRORS: Final = range(400, 500)
_TEXTS: Final = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/rdf+xml",
        "application/atom+xml",
        "application/pdf",
        "application/x-pdf",
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream",  # what a server sends that knows nothing of it
        "binary/octet-stream",
    }
)


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are treated.

    Args:
        pause: seconds between two requests to one host.
        limits: how long and how large an answer may be.
    """

    pause: float = 1.0
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched: its bytes, the addresses from the one asked for to the one that had it.

    `public` tells whether it came from the Internet, not from this machine or its network.
    """

    blob: Blob
    way: tuple[str, ...]
    public: bool


class Fetcher:
    """Fetches pages. Safe for use by several threads.

    Args:
        manners: how servers are treated.
    """

    def __init__(self, manners: Manners | None = None) -> None:
        self.manners = manners or Manners()
        self._caller = Caller(agent(), self.manners.limits)
        self._turns = Turns(self.manners.pause)
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    def fetch(self, address: str, *, private: bool = True) -> Outcome[Fetched]:
        """Fetch one page, through its redirects.

        Problems: `fetch.address`, `fetch.robots`, `fetch.unreachable`, `fetch.refused`,
        `fetch.tls`, `fetch.timeout`, `fetch.broken`, `fetch.too_large`, `fetch.status`,
        `fetch.redirect`, `fetch.stopped`, `page.media`.

        Args:
            address: where the page is.
            private: whether it may be on this machine or its own network: what a person
                names may, what a page from elsewhere names may not.
        """
        asked = read_address(address)
        if isinstance(asked, Problem):
            return asked
        try:
            found = self._follow(asked, private=private)
        except StoppedError:
            return Problem("fetch.stopped", "Fetching was stopped before its turn came.", str(asked))
        return replace(found, uri=str(asked)) if isinstance(found, Problem) else found

    def stop(self) -> None:
        """End all requests that are under way; those that come later fail at once."""
        self._turns.stopped.set()
        self._caller.stop()

    def _follow(self, asked: Address, *, private: bool) -> Outcome[Fetched]:
        way = [asked]
        purse = Purse()
        seconds = self.manners.limits.total
        while True:
            here = way[-1]
            refusal = self._refusal(here, private=private)
            if refusal is not None:
                return refusal
            ask = partial(self._caller.ask, private=private, cookies=purse.of(here), unwanted=_unwanted)
            answer, seconds = self._patiently(ask, here, seconds)
            if isinstance(answer, Problem):
                return answer
            if answer.status not in REDIRECTS:
                return _page(answer, way, self.manners.limits.size)
            there = target(answer, way, again=purse.take(answer))
            if isinstance(there, Problem):
                return there
            way.append(there)
            private = private and not answer.public

    def _patiently(self, ask: _Ask, address: Address, seconds: float) -> tuple[Outcome[Answer], float]:
        """Ask in turn, a second time where the server asks to come back soon; return what time is left."""
        for last in (False, True):
            with self._turns.turn(address.host):
                start = monotonic()
                answer = ask(address, seconds=seconds)
                seconds -= monotonic() - start
                rest = None if isinstance(answer, Problem) else _rest(answer)
                if last or rest is None or rest > LONGEST_REST:
                    break
                self._turns.rest(address.host, rest)
        return answer, seconds

    def _refusal(self, address: Address, *, private: bool) -> Problem | None:
        """Return the problem that robots.txt, or the want of one, makes of fetching an address."""
        with self._lock:
            site = self._sites.setdefault(address.origin, _Site())
        with site.lock:
            if site.rules is None or monotonic() > site.until:
                site.rules = self._rules(address, private=private)
                known = isinstance(site.rules, Rules) and site.rules.reason is None
                site.until = monotonic() + (KEPT if known else _FAILURE_KEPT)
            rules = site.rules
            if isinstance(rules, Problem) and rules.code == "fetch.refused":
                site.rules = None  # a person may name the same host
        if isinstance(rules, Problem):
            return rules
        self._turns.slow_down(address.host, rules.pause)
        refusal = rules.refusal(address)
        return None if refusal is None else Problem("fetch.robots", refusal)

    def _rules(self, address: Address, *, private: bool) -> Outcome[Rules]:
        """Get a site's robots.txt; a problem when the site cannot be asked at all."""
        way = [replace(address, target="/robots.txt")]
        while True:
            ask = partial(self._caller.ask, private=private)
            answer, _ = self._patiently(ask, way[-1], self.manners.limits.total)
            if isinstance(answer, Problem):
                return answer
            if answer.status == HTTPStatus.OK:
                return read_rules(answer.body)
            if answer.status in _CLIENT_ERRORS and answer.status not in _BUSY:
                return Rules()
            if answer.status not in REDIRECTS:
                reason = f"The robots.txt of {address.netloc} cannot be got ({status(answer)}); try later."
                return Rules(reason=reason)
            there = target(answer, way)
            if isinstance(there, Problem):
                return Rules()
            way.append(there)
            private = private and not answer.public


@dataclass(slots=True)
class _Site:
    """The rules of one origin, and until when they are good."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Outcome[Rules] | None = None
    until: float = 0.0


class _Ask(Protocol):
    def __call__(self, address: Address, *, seconds: float) -> Outcome[Answer]: ...


def agent() -> str:
    """Return who we say we are: name, version and, where the package names one, the project's address."""
    known = metadata(NAME)
    urls = [url.partition(",")[2].strip() for url in known.get_all("Project-URL") or ()]
    return f"{NAME}/{known['Version']}" + (f" (+{urls[0]})" if urls else "")


def _page(answer: Answer, way: Sequence[Address], most: int) -> Outcome[Fetched]:
    """Make a page of the last answer of a chain."""
    if answer.status in _BUSY:
        message = f"The server is busy or asks for fewer requests ({status(answer)}); try later."
        return Problem("fetch.status", message)
    if answer.status != HTTPStatus.OK:
        return Problem("fetch.status", f"The server answers {status(answer)}.")
    data = answer.body
    if data.startswith(_GZIP_MAGIC):
        try:
            data = unpack(data, "gzip", most)
        except DamagedError:
            return Problem("page.gzip", "The gzip file is cut off or damaged; get it again.")
        except TooLargeError:
            return Problem("fetch.too_large", f"The page has more than {most:,} bytes.")
    final = str(answer.address)
    given = Given(media_type=answer.headers.get("Content-Type"), url=final)
    chain = tuple(str(address) for address in way)
    archive = ARROW.join(chain) if len(chain) > 1 else None
    blob = Blob(final, data, fetched=answer.at, archive=archive, given=given)
    return Fetched(blob, chain, answer.public)


def _unwanted(headers: Mapping[str, str]) -> Problem | None:
    """Return the problem of an answer that is no text, told by its media type."""
    sent = headers.get("Content-Type", "")
    kind = sent.partition(";")[0].strip().lower()
    if not kind or kind in _TEXTS:
        return None
    message = f"The server sends it as {kind[:80]}; pages are HTML, text, PDF or a feed."
    return Problem("page.media", message)


def _rest(answer: Answer) -> float | None:
    """Return in how many seconds a busy server asks us to come back, or None when it does not."""
    asked = answer.headers.get("Retry-After", "").strip()
    if answer.status not in _BUSY or not asked:
        return None
    if asked.isdecimal():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
