"""Redirects: where they lead, and what is carried along the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from onrecord.pages.fetching.addresses import Address, read_address
from onrecord.pages.fetching.asking import Answer
from onrecord.schema import Outcome, Problem

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS: Final = 10

_COOKIE: Final = re.compile(r"[!#-+\-.0-9A-Z^-z|~]{1,200}=[!-:<-~]{0,4000}")  # RFC 6265
_MOST_COOKIES: Final = 20


class Purse:
    """The cookies of one chain of redirects: some sites send round once to see whether they are kept."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, str]] = {}

    def of(self, address: Address) -> tuple[str, ...]:
        """Return what the address' own server gave."""
        return tuple(self._kept.get(address.origin, {}).values())

    def take(self, answer: Answer) -> bool:
        """Keep what an answer gave; tell whether anything of it is new."""
        kept = self._kept.setdefault(answer.address.origin, {})
        before = dict(kept)
        for cookie in answer.cookies:
            if _COOKIE.fullmatch(cookie) and len(kept) < _MOST_COOKIES:
                kept[cookie.partition("=")[0]] = cookie
        return kept.keys() != before.keys()


def target(answer: Answer, way: Sequence[Address], *, again: bool = False) -> Outcome[Address]:
    """Return where a redirect leads, or the problem `fetch.redirect`.

    Args:
        answer: the redirect.
        way: the addresses so far, its own the last.
        again: whether it may lead back to one of them.
    """
    place = answer.headers.get("Location")
    if not place:
        return Problem("fetch.redirect", f"The server sends us on ({status(answer)}), but not where to.")
    with suppress(UnicodeError):
        # Headers are read as Latin-1, and hold UTF-8 where they are not ASCII.
        place = place.encode("latin-1").decode("utf-8")
    there = read_address(place, answer.address)
    if isinstance(there, Problem):
        return Problem("fetch.redirect", f"The server sends us on to {place[:200]!r}: {there.message}")
    if there in way and not again:
        return Problem("fetch.redirect", f"The redirects lead round in a ring, back to {there}.")
    if len(way) > MOST_REDIRECTS:
        return Problem("fetch.redirect", f"There are more than {MOST_REDIRECTS} redirects in a row.")
    return there


def status(answer: Answer) -> str:
    """Return an answer's status in its own words: ``404 Not Found``."""
    return f"{answer.status} {answer.reason}".strip()[:80]
