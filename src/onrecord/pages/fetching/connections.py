"""Connections to servers: checked where they lead before a byte is sent, and cut when their time is over."""

from __future__ import annotations

import socket
import ssl
import threading
from time import monotonic
from typing import TypeAlias

from onrecord.pages.fetching.addresses import Address, is_link_local, is_public
from onrecord.schema import Outcome, Problem

_Place: TypeAlias = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str | int | bytes, ...]]


class Connection:
    """One connection for one request; any thread can cut it at any moment.

    Args:
        address: where to.
        seconds: how long it may last; who opens it sees to it that it is cut then.
    """

    def __init__(self, address: Address, seconds: float) -> None:
        self.address = address
        self.end = monotonic() + seconds
        self.public = False
        self.is_cut = False
        self._socket: socket.socket | None = None
        self._handle: socket.socket | None = None
        self._lock = threading.Lock()

    @property
    def left(self) -> float:
        """Seconds that it may still last."""
        return max(0.0, self.end - monotonic())

    def open(self, patience: float, *, private: bool) -> Outcome[socket.socket]:
        """Connect; the place that was checked is the one that is connected to, whatever its name says later.

        Problems: `fetch.unreachable`, `fetch.refused`, `fetch.timeout`.

        Args:
            patience: seconds until the host takes the connection.
            private: whether it may be on this machine or its own network.
        """
        places = self._places()
        if isinstance(places, Problem):
            return places
        places = [place for place in places if not is_link_local(str(place[4][0]))]
        allowed = [place for place in places if private or is_public(str(place[4][0]))]
        if not allowed:
            message = (
                f"It leads to {self.address.host}: on this machine or its network is no page of the Internet."
            )
            return Problem("fetch.refused", message)
        reason: OSError = TimeoutError()
        for family, kind, protocol, _, place in allowed:
            if self.is_cut or not self.left:
                break
            found = socket.socket(family, kind, protocol)
            self._hold(found)
            found.settimeout(min(patience, self.left))
            try:
                found.connect(place)
            except OSError as error:
                reason = error
                continue
            self.public = is_public(str(place[0]))
            return found
        return self.failed(reason, connected=False)

    def secure(self, found: socket.socket, context: ssl.SSLContext) -> socket.socket:
        """Agree on TLS with the host and return the socket to speak through.

        Raises:
            OSError: no agreement, or a certificate that is not the host's.
        """
        self._socket = context.wrap_socket(found, server_hostname=self.address.host)
        return self._socket

    def cut(self) -> None:
        """End it now: who waits for its next byte gets none."""
        with self._lock:
            self.is_cut = True
            if self._handle is not None:
                _shut(self._handle)

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            for held in (self._socket, self._handle):
                if held is not None:
                    held.close()
            self._socket = self._handle = None

    def overdue(self) -> Problem:
        """Return the problem of a host that took too long."""
        return Problem("fetch.timeout", f"{self.address.netloc} took longer to answer than it may.")

    def failed(self, error: Exception, *, connected: bool = True) -> Problem:
        """Return the problem why there was no whole answer."""
        host = self.address.netloc
        if self.is_cut or isinstance(error, TimeoutError):
            return self.overdue()
        if isinstance(error, ssl.SSLCertVerificationError):
            reason = error.verify_message.rstrip(".")
            return Problem("fetch.tls", f"The certificate of {host} is not valid: {reason}.")
        if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
            reason = (error.reason or "no common language").replace("_", " ").lower()
            return Problem("fetch.tls", f"No safe connection to {host} came about: {reason}.")
        if not connected:
            reason = getattr(error, "strerror", None) or type(error).__name__
            return Problem("fetch.unreachable", f"{host} cannot be reached: {reason}.")
        return Problem("fetch.broken", f"The answer of {host} broke off, or has not the form of HTTP.")

    def _hold(self, found: socket.socket) -> None:
        """Keep a second handle, which stays good when TLS takes the first one over."""
        self.close()
        with self._lock:
            self._socket, self._handle = found, found.dup()

    def _places(self) -> Outcome[list[_Place]]:
        try:
            found = socket.getaddrinfo(self.address.host, self.address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return Problem("fetch.unreachable", f"No host {self.address.host} is known.")
        return list(found)


def _shut(handle: socket.socket) -> None:
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is not connected any more, or not yet
