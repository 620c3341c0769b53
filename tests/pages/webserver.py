"""A web server for tests, on this machine, that behaves as badly as it is told to."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Behaviour: TypeAlias = Callable[["Handler"], None]


@dataclass
class Site:
    """What a server has, by path, and what it was asked for: path, host, and when."""

    port: int = 0
    paths: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[tuple[str, str, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: dict[str, int] = field(default_factory=dict)
    most_at_once: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def has(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        """Let the server have a page; return its address."""
        self.paths[path] = answer(body, status, **headers)
        return self.url(path)

    @property
    def pages_asked(self) -> list[str]:
        return [path for path, _, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Answers one request as the site says."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        host = self.headers["Host"].partition(":")[0]
        site.asked.append((self.path, host, time.monotonic()))
        site.agents.add(self.headers["User-Agent"])
        site.at_once[host] = site.at_once.get(host, 0) + 1
        site.most_at_once = max(site.most_at_once, site.at_once[host])
        try:
            site.paths.get(self.path, answer(b"", 404))(self)
        except OSError:
            pass  # the other side has hung up
        finally:
            site.at_once[host] -= 1
            self.close_connection = True

    def send(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def answer(body: bytes | str = b"", status: int = 200, **headers: str) -> Behaviour:
    """Answer with a page; ``Content_Type`` stands for the header Content-Type."""
    data = body.encode() if isinstance(body, str) else body

    def behave(handler: Handler) -> None:
        sent = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        handler.send(status, {name: value for name, value in sent.items() if value})
        handler.wfile.write(data)

    return behave


def moved(place: str, status: int = 302) -> Behaviour:
    """Send on to another address."""
    return answer(b"", status, Location=place)


def raw(data: bytes) -> Behaviour:
    """Answer with these very bytes."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(data)

    return behave


def drip(head: bytes, seconds: float) -> Behaviour:
    """Send a byte at a time, as long as anyone listens."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.site.ended.wait(seconds):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return behave


def silence(handler: Handler) -> None:
    """Take the request and say nothing."""
    handler.site.ended.wait(20)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave otherwise each time; the last one stays."""
    rest = list(behaviours)

    def behave(handler: Handler) -> None:
        (rest.pop(0) if len(rest) > 1 else rest[0])(handler)

    return behave


class Server(ThreadingHTTPServer):
    """Serves each request in a thread, and says nothing of those that fail."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: the other side has hung up, or speaks another language."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site on a free port of all addresses of this machine, without robots.txt.

    Args:
        context: speaks TLS.
    """
    site = Site()
    handler = type("SiteHandler", (Handler,), {"site": site})
    with Server(("", 0), handler) as server:
        if context is not None:
            # The handshake in the thread of the request: a client that fails it stops no other.
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        site.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.ended.set()
            server.shutdown()
            thread.join()
