"""Whose page it is: the outlet as people call it, out of a page's own words and its address.

A company is not its newspaper: of "Nine Entertainment Co" in a rights line nothing is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from onrecord.articles.frames import Found, span_in
from onrecord.articles.headings import fold
from onrecord.articles.lines import Block

_RIGHTS: Final = re.compile(
    r"(?:©|\(c\)|\bcopyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*(?:[-–—]\s*(?:19|20)\d\d)?,?\s*)?"
    r"(?:by\s+)?(?:[-–—|:]\s*)?"
    r"(?P<name>[A-Z][^|•·.,;©\d]{1,40}?)\s*(?:[|•·.,;©\d]|\ball rights|\brights reserved|$)",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(
    r",?\s+(?:llc|inc|ltd|limited|co|corp(?:oration)?|plc|gmbh|ag|s\.?a|pty|holdings?|company|group|companies"
    r"|publish(?:ing|ers?)|newspapers|entertainment|digital|partners|interactive|ventures|communications|network"
    r"|\(pty\))(?!\w).*$",
    re.IGNORECASE,
)
_NO_OUTLET: Final = re.compile(
    r"(?:all(?: rights)?|the author|us|me|we|you|our|your|latest|breaking|more|follow|share|join|this|copy"
    r"|email|contact|download|get|sign up|subscribe)(?:\s.*)?"
    r"|rights|author|facebook|twitter|x|instagram|telegram|whatsapp|youtube|google|linkedin|tiktok"
    r"|getty images|top|live|home|menu|daily|free|the|link|story|article|page|video|news|world|wordpress"
    r"|newsletters?",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(
    r"(?:condé nast|conde nast|hearst|gannett|postmedia|reach|future|vox media|penske media"
    r"|dotdash meredith|news corp|news group|news uk|associated newspapers|telegraph media"
    r"|guardian news.*|national world|newsquest|tegna|sinclair|nexstar|cox media|lee enterprises"
    r"|mcclatchy|tribune publishing|advance local|axel springer|bauer|immediate media|yahoo|aol"
    r"|microsoft|getty images|independent media|arena holdings|arena|media24|caxton"
    r"|seven west media|nine|springer nature|elsevier|warner bros.*|nbcuniversal|paramount|disney"
    r"|comcast|bell media|corus|torstar|quebecor)",
    re.IGNORECASE,
)
"""Owners of several outlets, as rights lines name them: whose page it is stands elsewhere."""

_PLATFORM: Final = r"(?:facebook|twitter|instagram|telegram|whatsapp|youtube|tiktok|linkedin|threads|bluesky)"
_BRAND: Final = re.compile(
    r"(?:(?i:follow|like|join|find|watch)\s+)?(?P<name>[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*){0,3}?)"
    rf"(?:\s+on\s+(?i:{_PLATFORM}|x)|\s+(?i:{_PLATFORM}))"
    r"(?:\s+(?i:channel|page|account))?"
)
_SUFFIX: Final = re.compile(r"\s+[|–—»-]+\s+(?P<name>[^|–—»]{2,40})$")
_DOMAIN: Final = re.compile(r"(?:https?://|www\.|@)?((?:[a-z\d-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)
_SECOND_LEVEL: Final = frozenset({"co", "com", "net", "org", "ac", "gov", "or", "ne", "in"})
_CAPITALISED: Final = re.compile(r"(?:[A-Z\d][\w&'’.-]*|of|the|and|for|de|al|la|le)")
_SITE_WORDS: Final = 5
_SHORT_LINE: Final = 12
_EDGE: Final = 12
_RIGHTS_LENGTH: Final = 300
_LONGEST_CHANNEL: Final = 80
_ACRONYM: Final = 5
_LEAST_LABEL: Final = 3
_SUFFIXED, _SPELLED, _OWNED, _BRANDED = 0.9, 0.9, 0.7, 0.5


def squash(name: str) -> str:
    """Return the letters and digits of a name alone, in lower case, without a leading "The"."""
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", name.casefold()))


def host_label(address: str | None) -> str | None:
    """Return what names the site in its address: "bbc" of ``https://www.bbc.co.uk/news/1``."""
    if not address or "://" not in address:
        return None
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return _label_of(host)


def _label_of(host: str) -> str | None:
    labels = [label for label in host.lower().split(".") if label]
    if len(labels) < len(("name", "top")):
        return None
    at = -3 if len(labels) > len(("name", "top")) and labels[-2] in _SECOND_LEVEL else -2
    return labels[at].replace("-", "")


def read_site(text: str, blocks: Sequence[Block], url: str | None) -> Found | None:
    """Return whose page it is by its address, its rights line or its channels, None where none says so.

    Of an address: the words on the page that spell its host name ("Al Mayadeen" on
    ``almayadeen.net``); an outlet is never made out of a host name alone. Time is linear in the blocks.
    """
    label = host_label(url)
    spelled = _spelled(text, blocks, label) if label and len(label) >= _LEAST_LABEL else None
    return spelled or _rights(text, blocks) or _branded(text, blocks)


def after_title(text: str, blocks: Sequence[Block], title: str, near: int) -> Found | None:
    """Return the site's name that hangs on to a title, in its own line or at the top of the page."""
    for index in (near, *range(min(_EDGE, len(blocks)))):
        block = blocks[index]
        if not block.text.startswith(title) or len(block.text) > len(title) + 60:
            continue
        suffix = _SUFFIX.fullmatch(block.text, len(title))
        if suffix is not None and len(suffix["name"].split()) <= _SITE_WORDS:
            return Found(suffix["name"].strip(), span_in(text, block, *suffix.span("name")), _SUFFIXED)
    return None


def mastheads(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the short lines that stand more than once at the page's top and bottom, folded."""
    counted = Counter(
        fold(block.text)
        for block in (*blocks[:_EDGE], *blocks[max(_EDGE, len(blocks) - 2 * _EDGE) :])
        if block.words <= _SITE_WORDS and not block.bullet
    )
    return frozenset(line for line, times in counted.items() if line and times > 1)


def _spelled(text: str, blocks: Sequence[Block], label: str) -> Found | None:
    """Return the words of short lines that spell a host name, as they are written most often."""
    counted: Counter[str] = Counter()
    places: dict[str, tuple[Block, int, int]] = {}
    wanted = label.removeprefix("the") if len(label) > len("the") + 2 else label
    for block in blocks:
        if block.words > 2 * _SHORT_LINE or wanted not in squash(block.text):
            continue
        for start, end in _runs(block.text):
            name = block.text[start:end]
            if squash(name) == wanted and not name.islower():
                counted[name] += 1
                places.setdefault(name, (block, start, end))
    if not counted:
        return None
    name = max(
        counted,
        key=lambda name: (" " in name, not name.isupper() or len(name) <= _ACRONYM, counted[name], name),
    )
    full = next((other for other in counted if other.casefold() == f"the {name.casefold()}"), name)
    name = full if 2 * counted[full] >= counted[name] else name
    return Found(name, span_in(text, *places[name]), _SPELLED)


def _runs(line: str) -> Iterable[tuple[int, int]]:
    """Yield the runs of one to five words of a line that begin and end with a capital or a digit."""
    words = [match.span() for match in re.finditer(r"[\w&'’.-]*\w", line)]
    for first, (start, _) in enumerate(words):
        if not (line[start].isupper() or line[start].isdigit()):
            continue
        for _, end in words[first : first + _SITE_WORDS]:
            yield start, end


def _rights(text: str, blocks: Sequence[Block]) -> Found | None:
    edge = blocks[-2 * _EDGE :]
    for block in reversed(edge):
        rights = _RIGHTS.search(block.text[:_RIGHTS_LENGTH])
        if rights is None:
            continue
        start = rights.start("name")
        name = rights["name"].strip()
        company = _COMPANY.search(name)
        if company is not None:
            name = name[: company.start()].strip()
            if not name or not _is_called(name, block, blocks):
                continue
        if name and len(name.split()) <= _SITE_WORDS and not _is_no_outlet(name):
            start = block.text.index(name, start)
            return Found(name, span_in(text, block, start, start + len(name)), _OWNED)
    return None


def _is_no_outlet(name: str) -> bool:
    called = _NO_OUTLET.fullmatch(name) or _OWNER.fullmatch(name)
    return called is not None or not name[0].isupper()


def _is_called(name: str, own: Block, blocks: Sequence[Block]) -> bool:
    """Say whether a short line other than `own` calls the site by a name."""
    words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(
        block is not own and block.words <= _SHORT_LINE and words.search(block.text) is not None
        for block in blocks
    )


def _branded(text: str, blocks: Sequence[Block]) -> Found | None:
    """Return the name before its channels ("Follow … on Telegram") at the page's edges, where no other is."""
    found: dict[str, Found] = {}
    for block in (*blocks[:_EDGE], *blocks[max(_EDGE, len(blocks) - 2 * _EDGE) :]):
        if block.words > _SITE_WORDS + 2 or len(block.text) > _LONGEST_CHANNEL:
            continue
        brand = _BRAND.fullmatch(block.text)
        if brand is None or _NO_OUTLET.fullmatch(brand["name"]):
            continue
        found.setdefault(
            squash(brand["name"]), Found(brand["name"], span_in(text, block, *brand.span("name")), _BRANDED)
        )
    return next(iter(found.values())) if len(found) == 1 else None
