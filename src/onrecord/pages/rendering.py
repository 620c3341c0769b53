"""HTML to page text: our own rendering, so that the same bytes give the same text for ever.

Block elements stand on lines of their own, entities are decoded, white space is
collapsed, table cells are parted by a tab. Inline markup adds no space. What a
reader never sees as text (scripts, styles, templates, the head) is left out.
Nothing is fetched and nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

UNSEEN: Final = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "rt", "rp"}
)
INLINE_BLOCKS: Final = frozenset({"button", "select", "input", "textarea", "label", "summary", "img"})
BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "audio", "blockquote", "body", "br", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
        "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "table", "tbody", "tfoot",
        "thead", "tr", "ul", "video",
    }
)  # fmt: skip
CELLS: Final = frozenset({"td", "th"})

_SPACE: Final = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_GLUE: Final = re.compile(r"[\u200b\ufeff\u00ad]+")
_UNPRINTABLE: Final = dict.fromkeys([*range(9), 11, *range(14, 32), *range(0x7F, 0xA0)])


class TooDeepError(ValueError):
    """The markup is nested deeper than the parser goes (256 levels), or one text of it is too long."""


def parse(markup: str) -> etree._Element | None:
    """Return the tree of an HTML page, or None where there is no element in it. Raises `TooDeepError`."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    tree = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    limits = {"ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR"}
    if any(entry.type_name in limits for entry in parser.error_log):
        raise TooDeepError
    return tree


def render(tree: etree._Element) -> str:
    """Return the text of an HTML tree: lines without outer white space, none of them empty."""
    lines = "".join(_pieces(tree)).split("\n")
    return "\n".join(line for line in (_tidy(line) for line in lines) if line)


def _tidy(line: str) -> str:
    return "\t".join(cell for cell in (cell.strip(" ") for cell in line.split("\t")) if cell)


def _pieces(tree: etree._Element) -> Iterator[str]:
    """Yield the text in reading order, with newlines at blocks and single spaces elsewhere."""
    preformatted = 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    seen_space = True
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        pieces: list[str] = []
        if event == "start":
            if tag in UNSEEN:
                walk.skip_subtree()
                continue
            preformatted += tag == "pre"
            pieces = [_edge(tag, opens=True), _flow(node.text, keep_lines=preformatted > 0)]
        else:
            if event == "end" and tag not in UNSEEN:
                preformatted -= tag == "pre"
                pieces = [_edge(tag, opens=False)]
            pieces.append(_flow(node.tail, keep_lines=preformatted > 0) if node is not tree else "")
        for found in pieces:
            piece = found[1:] if seen_space and found.startswith(" ") else found
            if piece:
                seen_space = piece[-1] in " \n\t"
                yield piece


def _edge(tag: str, *, opens: bool) -> str:
    """Return what the edge of an element puts between the text on its two sides."""
    if tag in BLOCKS:
        return "\n"
    if tag in CELLS:
        return "\t"
    if tag in INLINE_BLOCKS:
        return " "
    if tag == "q":  # browsers set these quotation marks themselves
        return "“" if opens else "”"
    return ""


def _flow(text: str | None, *, keep_lines: bool) -> str:
    if not text:
        return ""
    text = _GLUE.sub("", text.translate(_UNPRINTABLE))
    if keep_lines:
        return "\n".join(_SPACE.sub(" ", line) for line in text.splitlines())
    return _SPACE.sub(" ", text)
