"""The subjects that a text dump lists behind an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.articles.dates import find_dates
from onrecord.articles.headings import fold
from onrecord.articles.kinds import Kind
from onrecord.articles.labels import tag_line
from onrecord.articles.lines import Block

_LONGEST_LINE: Final = 300
_SEPARATOR: Final = re.compile(r"\s*[,;|•·#]\s*")
_NO_TAG: Final = re.compile(
    r"facebook|twitter|whatsapp|telegram|e ?mail|print|share|linkedin|reddit|instagram|youtube|pinterest"
    r"|copy link|tweet|save|rss|messenger|flipboard|home|about(?: us)?|contact(?: us)?|privacy(?: policy)?"
    r"|terms(?: of .*)?|comments|reply|read more|log in|sign in|subscribe|newsletters|careers|help|site ?map"
    r"|corrections|ad choices|cookie settings|advertise(?: with us)?|accessibility|cookies|cookie policy"
    r"|permissions|masthead|jobs|faq"
)
_WORDS: Final = 5
_FEWEST, _MOST = 2, 30
_REACH: Final = 4


def read_tags(blocks: Sequence[Block], kinds: Sequence[Kind], last: int) -> tuple[str, ...]:
    """Return the subjects listed right after the body whose last block is `last`."""
    index = last + 1
    while index < len(blocks) and index - last <= _REACH and kinds[index] in ("aside", "furniture", "short"):
        index += 1
    if index < len(blocks) and kinds[index] == "tags":
        line = tag_line(blocks[index].text[:_LONGEST_LINE])
        if line is not None:
            return _clean(_SEPARATOR.split(line))
        index += 1
    start = index
    while index < len(blocks) and blocks[index].bullet and blocks[index].words <= _WORDS:
        index += 1
    listed = blocks[start:index]
    if any(find_dates(block.text) for block in listed):
        return ()
    return _clean([block.text for block in listed])


def _clean(listed: Sequence[str]) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(tag.strip(" #.") for tag in listed if tag.strip(" #.")))
    if not _FEWEST <= len(tags) <= _MOST or any(_NO_TAG.fullmatch(fold(tag)) for tag in tags):
        return ()
    return tags
