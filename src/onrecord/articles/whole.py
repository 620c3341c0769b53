"""A page taken as one clean article, as it stands: no title, no language, no judgement."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from onrecord.schema import Article, Outcome, Page, Problem, Span, content_id

_LINE: Final = re.compile(r"[^\r\n]+")
_BLOCK: Final = re.compile(r"[^\r\n]*\S[^\r\n]*(?:(?:\r\n|\r|\n)[^\r\n]*\S[^\r\n]*)*")
_FULL_STOP: Final = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")


def whole_page(page: Page) -> Outcome[tuple[Article, ...]]:
    """Return the page as one article whose paragraphs are the lines of its text.

    In a text that is wrapped at a fixed width, where most lines break off in the
    middle of a sentence, they are the blocks between blank lines. A page with
    no text is `article.none`.
    """
    pattern = _BLOCK if _is_wrapped(page.text) else _LINE
    spans = (_stripped(page.text, match.span()) for match in pattern.finditer(page.text))
    body = tuple(span for span in spans if span[0] < span[1])
    if not body:
        return Problem("article.none", "The page holds no text.", page.uri, page.id)
    return (Article(content_id("ar", page.id, body, None), page.id, body),)


def _is_wrapped(text: str) -> bool:
    inner = broken = 0
    for block in _BLOCK.finditer(text):
        lines = block[0].splitlines()
        for line, following in pairwise(lines):
            inner += 1
            broken += not _FULL_STOP.search(line) and following.strip()[0].islower()
    return broken * 2 > inner


def _stripped(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, max(start, span[0] + len(piece.rstrip()))
