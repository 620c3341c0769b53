"""What each block of a text dump is: a paragraph, a heading, a caption, a label."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from onrecord.articles.bylines import is_byline
from onrecord.articles.dates import find_dates
from onrecord.articles.labels import is_caption, is_notice, label_of, points_elsewhere, tag_line
from onrecord.articles.lines import Block

Kind: TypeAlias = Literal[
    "paragraph",  # prose: a sentence that ends
    "short",  # a sentence of a few words, or words that lead in
    "heading",  # words that no full stop ends
    "item",  # a bulleted sentence
    "bullet",  # a bulleted word or line
    "caption",  # what stands under a photograph
    "byline",
    "date",
    "aside",  # one line that points to another page: "Read more: …"
    "side",  # a label that opens a list of other articles: "Related", "Most Read"
    "tags",  # a label that opens the list of the article's subjects
    "stop",  # a label after which no article goes on: "Comments"
    "furniture",  # buttons, share counts, notices
]

_CLOSERS = "\"'”’»)]*_› "
_ENDS = ".!?…。؟！？"
_LEADS = ":,;—–"
_MENU_LENGTH = 60
_LABEL_WORDS = 8
_PARAGRAPH_WORDS = 8
_PROSE_WORDS = 25
_NOTICE_WORDS = 50
_INNER_WORDS = 12
_ITEM_WORDS = 7
_LEAD_WORDS = 4
_DATE_WORDS = 16
_LEAST_LOWER = 0.4
_DATE_LABEL = 24
_BESIDE_A_DATE = frozenset(
    {"and", "by", "at", "on", "in", "of", "for", "the", "updated", "published", "last", "ago"}
)
_INNER_END = re.compile(r"[a-z\d)\"”’][.!?][\"”’)]?\s+[\"“‘(]?[A-Z]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WINDOW = 2000


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does, closing quotes and brackets aside."""
    bare = text[-8:].rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _ENDS


def kind_of(block: Block) -> Kind:
    """Return what a block is, by its own words."""
    if len(block.text) <= _MENU_LENGTH:
        return _kind_of_short(block.text, block.words, bullet=block.bullet)
    return _kind(block)


@lru_cache(maxsize=16384)
def _kind_of_short(text: str, words: int, *, bullet: bool) -> Kind:
    # The pages of a site have their menus in common, and these are most of their lines.
    return _kind(Block(0, len(text), text, bullet, apart=False, words=words))


def _kind(block: Block) -> Kind:
    label = _label(block) or _credit(block)
    if label is not None:
        return label
    if is_caption(block.text):
        return "caption"
    prose = _prose(block)
    if prose is None:
        return "bullet" if block.bullet else "heading"
    if block.bullet:
        return "item" if block.words >= _ITEM_WORDS else "bullet"
    return prose


def _label(block: Block) -> Kind | None:
    label = label_of(block.text) if block.words <= _LABEL_WORDS else None
    if label is not None:
        return label
    if block.words <= _PROSE_WORDS:
        if tag_line(block.text) is not None:
            return "tags"
        if points_elsewhere(block.text):
            return "aside"
    return "furniture" if block.words <= _NOTICE_WORDS and is_notice(block.text) else None


def _credit(block: Block) -> Kind | None:
    if block.words > _DATE_WORDS:
        return None
    head = block.text[:_WINDOW]
    if "(@" in head:
        return "furniture"
    if is_byline(head):
        return "byline"
    return "date" if _is_date(head) else None


def _is_date(text: str) -> bool:
    """Say whether a line is a date with no more about it than a label, names or a section."""
    dates = find_dates(text)
    if not dates or (ends_sentence(text) and not text.endswith("m.")):
        return False
    if any("T" in iso for iso, _, _ in dates):
        return True
    rest = text[: dates[0][1]] + text[dates[-1][2] :]
    return len(rest) <= _DATE_LABEL or all(
        word[0].isupper() or not word[0].isalpha() or word in _BESIDE_A_DATE for word in rest.split()
    )


def _is_prose_cased(text: str) -> bool:
    """Say whether a long text is written as sentences are, not as a row of names or of shouting."""
    words = text[:_WINDOW].split()
    return sum(word[0].islower() for word in words) >= _LEAST_LOWER * len(words)


def _prose(block: Block) -> Kind | None:
    text, words = block.text, block.words
    if not _LETTERS.search(text, 0, _WINDOW):
        return None
    if ends_sentence(text):
        return "paragraph" if words >= _PARAGRAPH_WORDS else "short"
    if (words >= _PROSE_WORDS and _is_prose_cased(text)) or (
        words >= _INNER_WORDS and _INNER_END.search(text, 0, _WINDOW)
    ):
        return "paragraph"
    return "short" if text[-1] in _LEADS and words >= _LEAD_WORDS else None
