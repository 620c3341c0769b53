"""HTML pages as text dumps, in the forms in which people have them.

They want ``pip install inscriptis html-text``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

import html_text
import inscriptis  # type: ignore[import-untyped]  # it ships no types
import lxml.html

HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "object"})
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "br",
})  # fmt: skip
SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})


def copied(html: str) -> str:
    """Return a page as a browser's copy gives it: a block a line, "•" before list items."""
    tree = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    return "\n".join(_tidy("".join(_flow(tree))))


def _flow(element: lxml.html.HtmlElement, depth: int = 0) -> Iterator[str]:
    tag = element.tag
    if isinstance(tag, str) and tag not in HIDDEN:
        edge = "\n\n" if tag in SPACED else "\n" if tag in BLOCKS else ""
        yield edge
        if tag == "li":
            yield "\v" * (depth + 1)
        yield " ".join((" " + (element.text or "") + " ").split(" ")).replace("\n", " ")
        for child in element:
            yield from _flow(child, depth + (tag == "li"))
        yield "\n\f" if tag == "li" else ""
        yield edge
    yield (element.tail or "").replace("\n", " ")


def _tidy(text: str) -> Iterator[str]:
    blank = True
    bullet = ""
    for raw in text.split("\n"):
        depth = raw.count("\v")
        bullet = "" if "\f" in raw else bullet
        line = " ".join(raw.split())
        if depth:
            bullet = "  " * depth + "• "
        if line:
            yield bullet + line
            bullet, blank = "", False
        elif not blank and not bullet:
            yield ""
            blank = True


def wrapped(html: str, width: int = 80) -> str:
    """Return the copied page with its lines wrapped at `width` columns."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False)) for line in copied(html).split("\n")
    )


RENDERINGS: dict[str, Callable[[str], str]] = {
    "copied": copied,
    "inscriptis": inscriptis.get_text,
    "html-text": html_text.extract_text,
    "wrapped 80": wrapped,
    "wrapped 72": lambda html: wrapped(html, 72),
}
