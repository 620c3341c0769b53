"""An article as one text for the tagger, and the way back to the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from onrecord.schema import Article, Page, Span, Spans

_BREAK = "\n\n"
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Title and paragraphs joined by blank lines.

    `starts` holds where each piece begins in `text`, `origins` where it begins in
    the page text. A line end inside a paragraph is a space here: it is the page's
    wrapping, not the writer's.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def on_page(self, span: Span) -> Span:
        """Map a span of this text, which lies in one paragraph, to the page text."""
        piece = bisect_right(self.starts, span[0]) - 1
        shift = self.origins[piece] - self.starts[piece]
        return span[0] + shift, span[1] + shift

    def all_on_page(self, spans: Spans) -> Spans:
        """Map spans to the page text, in page order."""
        return tuple(sorted(self.on_page(span) for span in spans))


def passage(page: Page, article: Article) -> Passage:
    """Join what the tagger reads of an article: its title where it stands on the page, and its body."""
    spans = list(article.body)
    if article.title_span is not None:
        spans.insert(0, article.title_span)
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for start, end in spans:
        starts.append(at)
        texts.append(_LINE_END.sub(" ", page.text[start:end]))
        at += end - start + len(_BREAK)
    return Passage(_BREAK.join(texts), tuple(starts), tuple(start for start, _ in spans))
