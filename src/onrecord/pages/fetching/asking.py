"""One request to one address: bounded in time and size."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Final, TypeAlias

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from onrecord.pages.fetching.addresses import Address
from onrecord.pages.fetching.connections import Connection
from onrecord.pages.fetching.packing import PACKINGS, DamagedError, TooLargeError, unpack
from onrecord.pages.limits import LARGEST_PAGE
from onrecord.schema import Outcome, Problem

Headers: TypeAlias = Mapping[str, str]

_CHUNK: Final = 64 * 1024
_OK: Final = 200
_FRAMES: Final = ("Content-Length", "Transfer-Encoding")
"""Headers with which an empty answer says that it is meant to be empty."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large an answer may be.

    Args:
        connect: seconds until the host takes a connection.
        silence: seconds that it may send nothing.
        total: seconds that a page may take in all, its redirects included.
        size: bytes that it may have, before and after unpacking.
    """

    connect: float = 10.0
    silence: float = 30.0
    total: float = 120.0
    size: int = LARGEST_PAGE


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `body` is unpacked, and empty unless the status is 200.

    `cookies` are the ``name=value`` pairs that it set.
    `public` tells whether it came from the Internet, not from this machine or its network.
    """

    address: Address
    status: int
    reason: str
    headers: Headers
    body: bytes
    at: datetime
    public: bool
    cookies: tuple[str, ...] = ()


class Caller:
    """Asks servers, one connection a request. Safe for use by several threads.

    Args:
        agent: who it says it is, the User-Agent header.
        limits: for every request.
    """

    def __init__(self, agent: str, limits: Limits) -> None:
        self.agent = agent
        self.limits = limits
        self._stopped = False
        self._connections: set[Connection] = set()
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def ask(
        self,
        address: Address,
        *,
        private: bool,
        seconds: float | None = None,
        cookies: Sequence[str] = (),
        unwanted: Callable[[Headers], Problem | None] = lambda _: None,
    ) -> Outcome[Answer]:
        """Send one GET request and return the answer, of whatever status; follow nothing.

        Problems: `fetch.unreachable`, `fetch.refused`, `fetch.tls`, `fetch.timeout`,
        `fetch.broken`, `fetch.too_large`, and what `unwanted` finds.

        Args:
            address: where to.
            private: whether it may be on this machine or its own network.
            seconds: how long it may take in all; as the limits say when None.
            cookies: ``name=value`` pairs to send along.
            unwanted: looks at the headers of an answer with status 200; when it finds
                a problem, the body is left unread.
        """
        connection = Connection(address, self.limits.total if seconds is None else seconds)
        with self._counted(connection):
            try:
                found = connection.open(self.limits.connect, private=private)
                if isinstance(found, Problem):
                    return found
                return self._talk(connection, found, self._headers(address, cookies), unwanted)
            except DamagedError:
                return Problem("fetch.broken", "The answer's packing is cut off or damaged.")
            except TooLargeError:
                return self._too_large()
            except ReadTimeoutError:
                return connection.overdue()
            except (HTTPError, HTTPException, OSError) as error:
                return connection.failed(error)

    def stop(self) -> None:
        """Cut all connections: every request that is under way or comes later fails soon."""
        with self._lock:
            self._stopped = True
            for connection in self._connections:
                connection.cut()

    @contextmanager
    def _counted(self, connection: Connection) -> Iterator[None]:
        """Cut the connection at its end, however slowly a server drips, and when all is stopped."""
        with self._lock:
            self._connections.add(connection)
            if self._stopped:
                connection.cut()
        timer = threading.Timer(connection.left, connection.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                self._connections.discard(connection)
            connection.close()

    def _talk(
        self,
        connection: Connection,
        found: socket.socket,
        sent: Headers,
        unwanted: Callable[[Headers], Problem | None],
    ) -> Outcome[Answer]:
        address = connection.address
        found.settimeout(self.limits.silence)
        if address.scheme == "https":
            found = connection.secure(found, self._tls())
        talk = HTTPConnection(address.host, address.port, timeout=self.limits.silence)
        talk.sock = found
        talk.request("GET", address.target, headers=sent, preload_content=False)
        response = talk.getresponse()
        at = datetime.now(UTC)
        body = b""
        if response.status == _OK and not connection.is_cut:
            problem = unwanted(response.headers) or self._announced(response.headers)
            if problem is not None:
                return problem
            body = self._body(response, connection)
        if connection.is_cut:
            return connection.overdue()
        if response.status == _OK and not body and not any(map(response.headers.get, _FRAMES)):
            # So does an answer end that breaks off between its first line and its body.
            return Problem("fetch.broken", "The answer broke off before the page.")
        return Answer(
            address,
            response.status,
            response.reason or "",
            response.headers,
            body,
            at,
            connection.public,
            tuple(cookie.partition(";")[0].strip() for cookie in response.headers.getlist("Set-Cookie")),
        )

    def _headers(self, address: Address, cookies: Sequence[str]) -> Headers:
        headers = {
            "Host": address.netloc,
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,"
            "text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        return headers | {"Cookie": "; ".join(cookies)} if cookies else headers

    def _announced(self, headers: Headers) -> Problem | None:
        """Turn down at once what says itself that it is too large, or packed as nobody asked for."""
        length = headers.get("Content-Length", "")
        if length.isdecimal() and float(length) > self.limits.size:
            return self._too_large()
        packing = _packing(headers)
        if packing and packing not in PACKINGS:
            return Problem(
                "fetch.broken", f"The answer is packed as {packing[:40]!r}, which was not asked for."
            )
        return None

    def _body(self, response: BaseHTTPResponse, connection: Connection) -> bytes:
        packed = bytearray()
        for piece in response.stream(_CHUNK, decode_content=False):
            packed += piece
            if len(packed) > self.limits.size:
                raise TooLargeError
            if connection.is_cut:
                return b""
        packing = _packing(response.headers)
        return unpack(bytes(packed), packing, self.limits.size) if packing else bytes(packed)

    def _tls(self) -> ssl.SSLContext:
        with self._lock:
            if self._context is None:
                self._context = ssl.create_default_context()
            return self._context

    def _too_large(self) -> Problem:
        return Problem("fetch.too_large", f"The page has more than {self.limits.size:,} bytes.")


def _packing(headers: Headers) -> str:
    packing = headers.get("Content-Encoding", "").strip().lower()
    return "" if packing == "identity" else packing
