"""What a text dump says about an article: outlet, byline, dates and tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.articles.bylines import byline_text, names_of
from onrecord.articles.dates import find_dates
from onrecord.articles.headings import fold
from onrecord.articles.kinds import Kind
from onrecord.articles.labels import tag_line
from onrecord.articles.lines import Block

_UPDATED = re.compile(r"\b(?:updated|modified|edited|revised|amended)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:published|updated|posted|modified|first published|created|date)\b", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|\bcopyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*(?:[-–—]\s*(?:19|20)\d\d)?,?\s+)(?:by\s+)?"
    r"(?P<name>[A-Z][^|•·.,;©]{1,40}?)\s*(?:[|•·.,;©]|\ball rights|$)",
    re.IGNORECASE,
)
_RIGHTS_LENGTH = 300
_TAG_SEPARATOR = re.compile(r"\s*[,;|•·#]\s*")
_NO_TAGS = frozenset(
    (
        *(
            "facebook",
            "twitter",
            "whatsapp",
            "telegram",
            "email",
            "e mail",
            "print",
            "share",
            "linkedin",
            "reddit",
        ),
        *(
            "instagram",
            "youtube",
            "pinterest",
            "copy link",
            "tweet",
            "save",
            "rss",
            "messenger",
            "flipboard",
            "home",
        ),
        *("about", "about us", "contact", "contact us", "privacy policy", "privacy", "terms", "terms of use"),
        *(
            "terms of service",
            "comments",
            "reply",
            "read more",
            "log in",
            "sign in",
            "subscribe",
            "newsletters",
        ),
        *(
            "careers",
            "help",
            "site map",
            "sitemap",
            "corrections",
            "ad choices",
            "cookie settings",
            "advertise",
        ),
        *(
            "advertise with us",
            "accessibility",
            "cookies",
            "cookie policy",
            "permissions",
            "masthead",
            "jobs",
            "faq",
        ),
    )
)
_TAG_WORDS = 5
_FEWEST_TAGS, _MOST_TAGS = 2, 30
_TAG_REACH = 4
_DATE_WORDS = 18
_EDGE = 12
_SITE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and last changed, ISO 8601; None is unknown."""

    published: str | None = None
    updated: str | None = None


def read_dates(blocks: Sequence[Block], kinds: Sequence[Kind], zone: Sequence[int]) -> Dates:
    """Return the dates among the lines beside an article's title and byline."""
    published = updated = None
    before = ""
    for index in zone:
        block = blocks[index]
        if kinds[index] in ("byline", "date") or (
            block.words <= _DATE_WORDS and _DATED.search(block.text[:200])
        ):
            text = block.text[:400]
            end = 0
            for iso, start, stop in find_dates(text):
                label = text[end:start] if end or start else before
                end = stop
                if _UPDATED.search(label):
                    updated = updated or iso
                else:
                    published = published or iso
        before = block.text if block.words <= _TAG_WORDS else ""
    return Dates(published, updated)


def read_byline(
    blocks: Sequence[Block], kinds: Sequence[Kind], zone: Sequence[int]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the outlet that signs an article itself, and the persons that its byline names.

    A byline is an outlet's where the same words stand on the page as a line of
    their own, as a masthead or a footer does.
    """
    mastheads = _mastheads(blocks)
    outlet: str | None = None
    names: list[str] = []
    for index in zone:
        if kinds[index] != "byline":
            continue
        text = byline_text(blocks[index].text)
        if fold(text) in mastheads:
            outlet = outlet or text
        else:
            names.extend(name for name in names_of(text) if name not in names)
    return outlet, tuple(name for name in names if fold(name) not in mastheads)


def _mastheads(blocks: Sequence[Block]) -> set[str]:
    counted = Counter(
        fold(block.text)
        for block in (*blocks[:_EDGE], *blocks[max(_EDGE, len(blocks) - 2 * _EDGE) :])
        if block.words <= _SITE_WORDS and not block.bullet
    )
    return {line for line, times in counted.items() if line and times > 1}


def read_outlet(blocks: Sequence[Block], title: str | None) -> str | None:
    """Return the outlet from the site's name after the title or from the page's copyright line."""
    if title is not None:
        for block in blocks[:_EDGE]:
            suffix = block.text[len(title) :] if block.text.startswith(title) else ""
            name = suffix.lstrip(" |–—-»:")
            if (
                suffix
                and name
                and suffix[0] == " "
                and suffix[1:2] in "|–—-»"
                and len(name.split()) <= _SITE_WORDS
            ):
                return name
    for block in reversed(blocks[-2 * _EDGE :]):
        rights = _RIGHTS.search(block.text[:_RIGHTS_LENGTH])
        if (
            rights
            and len(rights["name"].split()) <= _SITE_WORDS
            and not rights["name"].lower().startswith("all rights")
        ):
            return rights["name"].strip()
    return None


def read_tags(blocks: Sequence[Block], kinds: Sequence[Kind], last: int) -> tuple[str, ...]:
    """Return the subjects listed right after the body whose last block is `last`."""
    index = last + 1
    while (
        index < len(blocks) and index - last <= _TAG_REACH and kinds[index] in ("aside", "furniture", "short")
    ):
        index += 1
    if index < len(blocks) and kinds[index] == "tags":
        line = tag_line(blocks[index].text[:_RIGHTS_LENGTH])
        if line is not None:
            return _clean(_TAG_SEPARATOR.split(line))
        index += 1
    start = index
    while index < len(blocks) and blocks[index].bullet and blocks[index].words <= _TAG_WORDS:
        index += 1
    listed = blocks[start:index]
    if any(find_dates(block.text) for block in listed):
        return ()
    return _clean([block.text for block in listed])


def _clean(listed: Sequence[str]) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(tag.strip(" #.") for tag in listed if tag.strip(" #.")))
    if not _FEWEST_TAGS <= len(tags) <= _MOST_TAGS or any(fold(tag) in _NO_TAGS for tag in tags):
        return ()
    return tags
