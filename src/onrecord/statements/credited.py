"""Who sent in a whole article: the agencies of its byline, dateline, source line or closing signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.schema import Article, Page, Relay, RelayKind, Span
from onrecord.statements.carriers import load

_GENERIC: Final = re.compile(
    r"(?:(?:news|wire|foreign|international|local) )?agenc(?:y|ies)(?: reports?)?|(?:news )?wires?"
    r"|wire services?"
    r"|(?:news )?websites?|(?:social|local|foreign) media",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(
    r"(?:^|[\r\n•*|·]|\s{2})\s*\(?Sources?\s?:[ \t]*(?P<names>[^\r\n|•)]{2,80})", re.MULTILINE
)
_DATELINE: Final = re.compile(r"[(\[](?P<names>[A-Z][\w .&/'’+-]{1,40})[)\]]\s?(?:[-–—]{1,2}|:)\s?")
_CLOSING: Final = re.compile(
    r"[(\[](?P<names>[A-Z][\w .,&/'’+-]{1,40})[)\]]\s*[.*]?\s*$"
    r"|(?:^|\s[-–—]{1,2}\s?|©\s?|(?:[Ww]ith (?:additional )?(?:(?:inputs?|files|reports?|material) (?:from"
    r"|by) )?))"
    r"(?P<bare>[A-Z][\w&/'’+ -]{1,40}|(?:news )?agencies)\s*[.)\]]?\s*$"
)
_BETWEEN: Final = re.compile(r"\s*(?:[,;/+]|&(?=\s)|\band\b)\s*")
_LEAD: Final = 2500
_AROUND: Final = 400
_END: Final = 200
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Credit:
    """Who carried all of an article, and which names are those of its own outlet."""

    relays: tuple[Relay, ...]
    own: frozenset[str]


def read_credits(page: Page, article: Article) -> Credit:
    """Return whom an article as a whole came through, the nearest to its outlet first.

    Where the outlet is not known, the newspaper or broadcaster of the dateline is the outlet:
    ``TRIPOLI (CNN) —``. An agency there is a relay all the same.
    """
    own = {own_name(article.outlet)} if article.outlet else set()
    found: list[Relay] = []
    for relay, is_dateline in _each(page.text, article):
        if is_dateline and relay.kind != "agency":
            own.add(relay.name if article.outlet is None else own_name(article.outlet))
        else:
            found.append(relay)
    unique = {relay.name: relay for relay in reversed(found) if relay.name not in own}
    return Credit(tuple(relay for relay in found if unique.get(relay.name) is relay), frozenset(own))


def own_name(outlet: str) -> str:
    """Return an outlet's canonical name, or the name as it is where the list does not have it."""
    known = load().find(outlet)
    return known[0] if known else outlet


def _each(text: str, article: Article) -> Iterator[tuple[Relay, bool]]:
    for item in article.evidence:
        if item.field == "byline" and item.span is not None:
            yield from ((relay, False) for relay in _named(text, item.span))
    if not article.body:
        return
    first, last = article.body[0][0], article.body[-1][1]
    top = article.title_span[0] if article.title_span else first
    for low, high in ((max(0, min(top, first) - _AROUND), first), (last, last + _AROUND)):
        for match in _SOURCE.finditer(text, low, min(high, len(text))):
            yield from ((relay, False) for relay in _named(text, match.span("names"), unknown=True))
    for match in _DATELINE.finditer(text, first, min(first + _LEAD, last)):
        yield from ((relay, True) for relay in _named(text, match.span("names"), generic=False))
    yield from ((relay, False) for relay in _closing(text, article.body[-1], last))


def _closing(text: str, paragraph: Span, last: int) -> Iterator[Relay]:
    """Yield who signs below or at the end of the last paragraph."""
    low = max(paragraph[0], last - _END)
    match = _CLOSING.search(text, low, last)
    if match is not None:
        yield from _named(text, match.span("names" if match["names"] else "bare"))


def _named(text: str, span: Span, *, generic: bool = True, unknown: bool = False) -> Iterator[Relay]:
    """Yield the carriers among the names between two places."""
    at = span[0]
    for name in (*_BETWEEN.split(text[span[0] : span[1]]),):
        bare = name.strip(" .-–—")
        start = text.find(bare, at, span[1]) if bare else -1
        if start < 0:
            continue
        at = start + len(bare)
        kind = _kind(bare, generic=generic)
        if kind is None and unknown and bare[0].isupper() and len(bare) <= _LONGEST:
            kind = (bare, "outlet")
        if kind is not None:
            yield Relay(kind[0], kind[1], ((start, at),))


def _kind(name: str, *, generic: bool) -> tuple[str, RelayKind] | None:
    known = load().find(name)
    if known is not None and known[1] != "platform":
        return known
    if generic and _GENERIC.fullmatch(name):
        return name, "agency" if re.search(r"agenc|wire", name, re.IGNORECASE) else "outlet"
    return None
