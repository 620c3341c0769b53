"""The words with which an agency's story begins: where it was written, and who sent it."""

from __future__ import annotations

import re

_PLACE = r"[A-Z][\w.'’]*(?:[ -](?:[A-Z][\w.'’]*|al|el|de|of|the|and)){0,4}"
_DATELINE = re.compile(
    rf"{_PLACE}(?:\s?[,/]\s?{_PLACE}){{0,3}}"
    r"(?:,? (?:on )?[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?)?\s?"
    r"(?:\([A-Z][\w .,&/'’-]{1,40}\)|\[[A-Z][\w .,&/'’-]{1,40}\])?\s?"
    r"(?:\s[-–—]{1,2}\s|[–—]|--|:\s(?=\())\s?[\"“‘']?[A-Z]"
)
_AGENCY_DATELINE = re.compile(
    rf"(?:{_PLACE}[ ,]{{1,2}}){{0,3}}\([A-Z][\w .,&/'’-]{{1,40}}\)\s?[-–—]{{1,2}}\s?\S"
)
_DATELINE_LENGTH = 110
_MARKS = ("-", "–", "—", ":")
"""One of these is in every dateline: looked for first, since the patterns try many places of capitals."""


def begins_with_dateline(text: str) -> bool:
    """Say whether a paragraph begins as an agency's story does: ``LONDON (Reuters) — The``."""
    head = text[:_DATELINE_LENGTH]
    if not any(mark in head for mark in _MARKS):
        return False
    return _DATELINE.match(head) is not None or _AGENCY_DATELINE.match(head) is not None
