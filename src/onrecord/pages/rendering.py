"""HTML to page text: our own rendering, so that the same bytes give the same text for ever.

Block elements stand on lines of their own, entities are decoded, white space is
collapsed, table cells are parted by a tab. Inline markup adds no space. What a
reader never sees as text (scripts, styles, templates, the head) is left out.
Nothing is fetched and nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
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

BLANK: Final = re.compile(r"[\s\u200b\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x9f]+")
"""Characters of which a rendering shows at most a space."""

LINE_END: Final = re.compile(r"\r\n|[\n\r\f\u2028\u2029]")
"""Where a line ends in preformatted text."""

_DROPPED: Final = re.compile(r"[\u200b\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]+")
_LIMITS: Final = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR)
_EDGES: Final = {
    **dict.fromkeys(BLOCKS, "\n"),
    **dict.fromkeys(CELLS, "\t"),
    **dict.fromkeys(INLINE_BLOCKS, " "),
}


class TooDeepError(ValueError):
    """The markup is nested deeper than the parser goes (256 levels), or one text of it is too long."""


def parse(markup: str) -> etree._Element | None:
    """Return the tree of an HTML page, or None where there is no element in it. Raises `TooDeepError`.

    What follows the end of the document, a second one included, stands at the end of the first.
    Comments and processing instructions are left out.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, collect_ids=False, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_elements())
    tree = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if len(parser.error_log.filter_types(_LIMITS)):
        raise TooDeepError
    if tree is not None:
        tree.extend(list(tree.itersiblings(etree.Element)))
    return tree


@cache
def _elements() -> etree.ElementDefaultClassLookup:
    from lxml import html  # noqa: PLC0415 - slow to import, and many readers meet no HTML

    # trafilatura takes no others.
    return etree.ElementDefaultClassLookup(element=html.HtmlElement)


def render(tree: etree._Element) -> str:
    """Return the text of an HTML tree: lines without outer white space, none of them empty."""
    text = _DROPPED.sub("", "".join(_pieces(tree)))
    return "\n".join(line for line in map(_tidy, text.split("\n")) if line)


def _tidy(line: str) -> str:
    if "\t" not in line:
        return " ".join(line.split())
    return "\t".join(cell for cell in (" ".join(cell.split()) for cell in line.split("\t")) if cell)


def _pieces(tree: etree._Element) -> Iterator[str]:
    """Yield the text in reading order; newlines and tabs stand only where blocks and cells do."""
    preformatted = 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        tag = node.tag
        edge = _EDGES.get(tag)
        if event == "start":
            if edge is None and tag in UNSEEN:
                walk.skip_subtree()
                continue
            preformatted += tag == "pre"
            text = node.text
            if tag == "q":
                edge = "“"  # browsers set these quotation marks themselves
        else:
            preformatted -= tag == "pre"
            text = None if node is tree else node.tail
            if tag == "q":
                edge = "”"
        if edge:
            yield edge
        if text:
            yield _kept_lines(text) if preformatted else text.replace("\n", " ").replace("\t", " ")


def _kept_lines(text: str) -> str:
    return LINE_END.sub("\n", _DROPPED.sub("", text).replace("\t", " "))
