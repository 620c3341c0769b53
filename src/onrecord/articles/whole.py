"""A page taken as one clean article, as it stands: no title, no language, no judgement."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from onrecord.schema import Article, Outcome, Page, Problem, Span, content_id

_LINE: Final = re.compile(r"[^\r\n]+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_FULL_STOP: Final = re.compile(r"[.!?…:][\"'”’»)\]]*$")


def whole_page(page: Page) -> Outcome[tuple[Article, ...]]:
    """Return the page as one article whose paragraphs are the lines of its text.

    In a text that is wrapped at a fixed width, where most lines break off in the
    middle of a sentence, they are the blocks between blank lines. A page with
    no text is `article.none`.
    """
    lines = _lines(page.text)
    body = tuple(_blocks(page.text, lines) if _is_wrapped(page.text, lines) else lines)
    if not body:
        return Problem("article.none", "The page holds no text.", page.uri, page.id)
    return (Article(content_id("ar", page.id, body, None), page.id, body),)


def _lines(text: str) -> list[Span]:
    """Return the lines that hold something, without their outer white space."""
    stripped = (_stripped(text, match.span()) for match in _LINE.finditer(text))
    return [span for span in stripped if span[0] < span[1]]


def _blocks(text: str, lines: list[Span]) -> list[Span]:
    """Join the lines that no blank line parts."""
    blocks: list[Span] = []
    for line in lines:
        if blocks and _touch(text, blocks[-1], line):
            blocks[-1] = (blocks[-1][0], line[1])
        else:
            blocks.append(line)
    return blocks


def _touch(text: str, line: Span, following: Span) -> bool:
    return len(_LINE_END.findall(text, line[1], following[0])) == 1


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    inner = [(line, following) for line, following in pairwise(lines) if _touch(text, line, following)]
    broken = sum(
        text[following[0]].islower() and not _FULL_STOP.search(text[max(line[0], line[1] - 8) : line[1]])
        for line, following in inner
    )
    return broken * 2 > len(inner)


def _stripped(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, max(start, span[0] + len(piece.rstrip()))
