"""robots.txt: what a site lets programs fetch, after RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from protego import Protego

from onrecord.pages.fetching.addresses import Address

NAME: Final = "onrecord"
"""The name by which a robots.txt speaks to us."""

LARGEST_ROBOTS: Final = 500 * 1024
"""Bytes of a robots.txt that are read: as many as RFC 9309 asks for, and what follows is left out."""

LONGEST_PAUSE: Final = 30.0
"""Seconds of a Crawl-delay that are heeded: some sites ask for hours to keep programs off."""

KEPT: Final = 24 * 3600.0
"""Seconds that a robots.txt stays good, after RFC 9309."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us.

    Args:
        file: the parsed file; None where there is none.
        reason: why nothing may be fetched, where that is so whatever the file would say.
    """

    file: Protego | None = None
    reason: str | None = None

    @property
    def pause(self) -> float:
        """Seconds between two requests that the site asks for, `LONGEST_PAUSE` at most; 0 for none."""
        delay = None if self.file is None else self.file.crawl_delay(NAME)
        return min(delay, LONGEST_PAUSE) if delay is not None and delay > 0 else 0.0

    def refusal(self, address: Address) -> str | None:
        """Return why the address may not be fetched, in a sentence, or None when it may."""
        if self.reason is not None:
            return self.reason
        if self.file is None or self.file.can_fetch(str(address), NAME):
            return None
        return f"The robots.txt of {address.netloc} asks programs not to fetch it."


def read_rules(data: bytes) -> Rules:
    """Read a robots.txt; what is no rule in it is passed over."""
    return Rules(Protego.parse(data[:LARGEST_ROBOTS].decode("utf-8-sig", "replace")))
