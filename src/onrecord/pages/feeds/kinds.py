"""What is a list of pages: told by the bytes, without parsing them."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["feed", "sitemap", "index", "addresses"]

_ROOT: Final = re.compile(
    rb"\s*+(?:(?><\?.*?\?>|<!--.*?-->|<!doctype[^\[>]*+(?:\[[^\]]*+\]\s*+)?>)\s*+)*+"
    rb"<(?:[a-z][\w.-]*+:)?(?P<root>rss|rdf|feed|urlset|sitemapindex)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_KINDS: Final[dict[bytes, Kind]] = {
    b"rss": "feed",
    b"rdf": "feed",
    b"feed": "feed",
    b"urlset": "sitemap",
    b"sitemapindex": "index",
}
_ADDRESSES: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]*+(?:#[^\n]*+|https?://\S++)?[ \t\r]*+\n)*+"
    rb"[ \t]*+(?:#[^\n]*+|https?://\S++)?[ \t\r]*+\Z",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*https?://", re.IGNORECASE | re.MULTILINE)
_SNIFFED: Final = 64 * 1024
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes) -> Kind | None:
    """Return what list of pages the bytes are, or None when they are none.

    ``addresses`` is a text with one http or https address a line and nothing else but empty
    lines and those that begin with ``#``.
    """
    found = _ROOT.match(_head(data))
    if found is not None:
        return _KINDS[found["root"].lower()]
    if _ADDRESS.search(data[:_SNIFFED]) and _ADDRESSES.match(data):
        return "addresses"
    return None


def is_list(data: bytes) -> bool:
    """Tell whether the bytes are a list of pages and no page themselves."""
    return kind_of(data) is not None


def is_address(text: str) -> bool:
    """Tell whether a text is an address on the web, whatever else is wrong with it."""
    return text[:8].lower().startswith(("http://", "https://"))


def declares_entities(data: bytes) -> bool:
    """Tell whether a feed or sitemap declares entities of its own, as none needs and attacks do."""
    found = _ROOT.match(_head(data))
    return found is not None and b"<!ENTITY" in found[0]


def _head(data: bytes) -> bytes:
    """Return the beginning in ASCII: UTF-16 of it is the same letters with NULs between."""
    head = data[:_SNIFFED]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\0", b"")
