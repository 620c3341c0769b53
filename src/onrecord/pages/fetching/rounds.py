"""Many pages at once: several hosts side by side, one page a host, the order kept."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from onrecord.pages.fetching.fetcher import Fetched, Fetcher
from onrecord.schema import Outcome, Problem

HOSTS_AT_ONCE: Final = 8
BYTES_AHEAD: Final = 64 * 1024 * 1024
"""Bytes that wait to be taken, from which on no further page is asked for."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One address to fetch; `private` tells whether it may be on this machine or its own network."""

    address: str
    private: bool = True


@dataclass(slots=True)
class _Ticket:
    """An errand in its host's line, and what comes of it once it is its turn."""

    errand: Errand
    begun: threading.Event = field(default_factory=threading.Event)
    future: Future[Outcome[Fetched]] | None = None

    def result(self) -> Outcome[Fetched]:
        self.begun.wait()
        assert self.future is not None, "what has begun has a future"
        return self.future.result()


class Rounds:
    """Runs errands, host by host. Leaving it ends what is under way.

    Args:
        fetcher: what fetches.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._pool = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="fetch")
        self._lines: dict[str, deque[_Ticket]] = {}
        self._lock = threading.RLock()
        self._left = False
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._left = True
        self._fetcher.stop()
        self._pool.shutdown(cancel_futures=True)

    def run(self, errands: Iterable[Errand], *, ahead: int) -> Generator[Outcome[Fetched], None, None]:
        """Yield what each errand brings, in their order; the next ones are under way meanwhile.

        A slow host holds up the errands of others only as far as the look-ahead goes.

        Args:
            errands: what to fetch.
            ahead: how many are given out before the first of them is taken.
        """
        rest = iter(errands)
        waiting: deque[_Ticket] = deque()
        more = True
        while True:
            while more and len(waiting) < ahead and (not waiting or self._held < BYTES_AHEAD):
                errand = next(rest, None)
                if errand is None:
                    more = False
                else:
                    waiting.append(self._give(errand))
            if not waiting:
                return
            outcome = waiting.popleft().result()
            self._hold(outcome, -1)
            yield outcome

    def _give(self, errand: Errand) -> _Ticket:
        """Put an errand into its host's line."""
        ticket = _Ticket(errand)
        host = host_of(errand.address)
        with self._lock:
            line = self._lines.setdefault(host, deque())
            line.append(ticket)
            if len(line) == 1:
                self._begin(host)
        return ticket

    def _begin(self, host: str) -> None:
        """Send the first errand of a host's line; it goes behind those of other hosts."""
        ticket = self._lines[host][0]
        errand = ticket.errand
        future = self._pool.submit(self._fetcher.fetch, errand.address, private=errand.private)
        ticket.future = future
        future.add_done_callback(lambda done: self._done(host, done))
        ticket.begun.set()

    def _done(self, host: str, future: Future[Outcome[Fetched]]) -> None:
        if not future.cancelled() and future.exception() is None:
            self._hold(future.result(), 1)
        with self._lock:
            line = self._lines[host]
            line.popleft()
            if not line:
                del self._lines[host]
            elif not self._left:
                self._begin(host)

    def _hold(self, outcome: Outcome[Fetched], sign: int) -> None:
        """Count the bytes that were fetched and wait to be taken."""
        if not isinstance(outcome, Problem):
            with self._lock:
                self._held += sign * len(outcome.blob.data)


def host_of(address: str) -> str:
    """Return the host that an address names, or nothing."""
    try:
        return urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
