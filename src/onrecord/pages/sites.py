"""What of a page's address says whose it is: its site, and the address that its later versions share."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from onrecord.schema import Given

ARROW: Final = " → "
"""What stands between the addresses of a chain of redirects."""

_SCHEMES: Final = frozenset({"http", "https"})
_DEFAULT_PORTS: Final = frozenset({None, 80, 443})
# What newsletters and social networks hang on a link to count clicks; servers ignore it.
_TRACKING: Final = ("utm_", "fbclid=", "gclid=")
# Where a pipe is handed over: another one stands there next time.
_PASSING: Final = ("/dev/", "/proc/")
_USER: Final = re.compile(r"(?<=//)[^/?#]*@")


def site_of(uri: str, given: Given | None = None) -> str:
    """Return the site of a page: its URL's host without ``www.``, else the folder of its path.

    Pages of one site are made alike. A file in the current folder has the site ``.``;
    what has neither address nor path (standard input) has the site ``""``.
    """
    url = _url(uri, given)
    if url is not None:
        return _host(url)
    if not _lasts(uri):
        return ""
    folder, slash, _ = uri.rpartition("/")
    return folder or slash or "."


def address_of(uri: str, given: Given | None = None, archive: str | None = None) -> str:
    """Return what all versions of a page share: its URL in one spelling, else its path as it stands.

    http and https, ``www.`` or not, a last slash, a fragment and parameters that count clicks
    make no difference. ``""`` where nothing stays the same until the next version: standard
    input, a pipe, an entry without a URL in an `archive`.
    """
    url = _url(uri, given)
    if url is None:
        return uri if _lasts(uri) and archive is None else ""
    kept = [part for part in url.query.split("&") if not part.startswith(_TRACKING)]
    query = "&".join(filter(None, kept))
    address = f"//{_host(url)}{url.path.rstrip('/')}"
    return f"{address}?{query}" if query else address


def without_password(address: str) -> str:
    """Return a web address without the user and password in it: they are nobody's to read in a record."""
    return _USER.sub("", address)


def _url(uri: str, given: Given | None) -> SplitResult | None:
    """Return the web address of a page; its own goes before the one that was given with it."""
    for address in (uri, None if given is None else given.url):
        if address is None or address[:4].lower() != "http":
            continue
        try:
            url = urlsplit(address)
            if url.scheme in _SCHEMES and url.hostname and _port(url) is not None:
                return url
        except ValueError:  # brackets or a port that no address has
            continue
    return None


def _host(url: SplitResult) -> str:
    host = (url.hostname or "").rstrip(".").removeprefix("www.")
    return host + _port(url)


def _port(url: SplitResult) -> str:
    return "" if url.port in _DEFAULT_PORTS else f":{url.port}"


def _lasts(uri: str) -> bool:
    return bool(uri) and uri != "-" and not uri.startswith(_PASSING)
