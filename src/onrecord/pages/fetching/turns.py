"""Turns: one request a host at a time, and a pause between two of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic


class StoppedError(Exception):
    """Fetching was stopped while a request waited for its turn."""


@dataclass(slots=True)
class _Host:
    """What is known of one host: when it may be asked next, and the pause it asks for itself."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0
    pause: float = 0.0


class Turns:
    """Gives out turns by host, over all threads.

    Args:
        pause: seconds from the end of one request to a host to the start of the next.
    """

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.stopped = threading.Event()
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the host's turn and hold it; the pause begins when it is given back.

        Raises:
            StoppedError: all was stopped.
        """
        known = self._host(host)
        with known.turn:
            # While one waits, an answer to another may have made the wait longer.
            while (left := known.free - monotonic()) > 0 and not self.stopped.wait(left):
                pass
            if self.stopped.is_set():
                raise StoppedError
            try:
                yield
            finally:
                known.free = max(known.free, monotonic() + max(self.pause, known.pause))

    def slow_down(self, host: str, pause: float) -> None:
        """Heed the pause that a host asks for, where it is longer than our own."""
        self._host(host).pause = pause

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long from now on."""
        known = self._host(host)
        known.free = max(known.free, monotonic() + seconds)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())
