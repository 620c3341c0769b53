"""Addresses on the web: what is one, how it is written, and what it must not lead to."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from onrecord.pages.sites import without_password
from onrecord.schema import Outcome, Problem

LONGEST_ADDRESS: Final = 8000
"""Characters an address may have: RFC 9110 asks servers to take that many at least."""

_PORTS: Final = {"http": 80, "https": 443}
_UNPRINTABLE: Final = re.compile(r"[\x00-\x20\x7f]")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is asked for, in the form of RFC 3986, without its fragment.

    `host` is a name in ASCII or an IP address, an IPv6 address without its brackets;
    `target` is the path and query.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """The host and, where it is not the scheme's own, the port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return self.origin + self.target


def read_address(text: str, base: Address | None = None) -> Outcome[Address]:
    """Read an address as a person, a page or a server writes it; problem `fetch.address`.

    Args:
        text: the address; spaces around it and what follows ``#`` are left out.
        base: what a relative address starts from.
    """
    asked = text.strip()
    try:
        parts = parse_url(urljoin(str(base), asked) if base else asked)
    except (LocationParseError, ValueError):
        return _refusal("It cannot be read as an address.", asked)
    scheme = (parts.scheme or "").lower()
    if scheme not in _PORTS:
        return _refusal("Only http:// and https:// addresses are fetched.", asked)
    if not parts.host:
        return _refusal("The address names no host.", asked)
    if parts.auth:
        # It would stand in the record for everyone to read.
        return _refusal("An address with a name and password in it is not fetched.", asked)
    target = (parts.path or "/") + ("" if parts.query is None else f"?{parts.query}")
    address = Address(scheme, parts.host.strip("[]"), parts.port or _PORTS[scheme], target)
    if len(str(address)) > LONGEST_ADDRESS or _UNPRINTABLE.search(str(address)):
        return _refusal(
            f"It is longer than {LONGEST_ADDRESS:,} characters, or has not the form of an address.", asked
        )
    return address


def is_public(ip: str) -> bool:
    """Tell whether an IP address is of the Internet, not of this machine or its own network."""
    address = _plain(ip)
    return address is not None and address.is_global and not address.is_multicast


def is_link_local(ip: str) -> bool:
    """Tell whether an IP address is for machines to set themselves up by: clouds keep their secrets there."""
    address = _plain(ip)
    return address is not None and address.is_link_local


def _plain(ip: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        # An IPv4 address in the clothes of an IPv6 one leads where that one leads.
        inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
        address = address.ipv4_mapped or address.sixtofour or inside or address
    return address


def _refusal(message: str, text: str) -> Problem:
    return Problem("fetch.address", message, without_password(text)[:LONGEST_ADDRESS])
