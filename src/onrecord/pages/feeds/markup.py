"""XML that strangers wrote, parsed without fetching, expanding or building anything it asks for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

_TAG: Final = re.compile(r"<[^<>]*>")


class BrokenError(Exception):
    """The bytes are no XML; the message says where."""


def parse(data: bytes) -> tuple[etree._Element, str | None]:
    """Return the root of a document, and where it is broken if what follows that was left out.

    Raises:
        BrokenError: nothing of it can be read.
    """
    fault: str | None = None
    try:
        root: etree._Element | None = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        fault = f"line {error.lineno}" if error.lineno else "its beginning"
        try:
            root = etree.fromstring(data, _parser(recover=True))
        except etree.XMLSyntaxError:
            root = None
    if root is None:
        raise BrokenError(fault or "its beginning")
    return root, fault


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element's name, or nothing."""
    return element.tag[1:].rpartition("}")[0] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements right below that have one of the names, in whatever namespace."""
    return (child for child in element if name_of(child) in names)


def text_of(element: etree._Element | None) -> str | None:
    """Return the text right in an element, spaces around it cut off; None where there is none."""
    if element is None:
        return None
    return "".join(map(str, element.itertext())).strip() or None


def markup_of(element: etree._Element) -> str:
    """Return what stands in an element as HTML, the names without namespaces."""
    bare = _bare(element)
    inner = [etree.tostring(part, encoding="unicode", method="html") for part in bare]
    return html.escape(bare.text or "", quote=False) + "".join(inner)


def _bare(element: etree._Element) -> etree._Element:
    """Return a copy that knows of no namespace; the parser lets nothing nest deeper than 256 levels."""
    copy = etree.Element(name_of(element))
    for name, value in element.attrib.items():
        copy.set(_local(str(name)), value)
    copy.text = element.text
    copy.tail = element.tail
    copy.extend([_bare(part) for part in element if name_of(part)])
    return copy


def _local(name: str) -> str:
    # A prefix is left where nothing says what it stands for.
    return name.rpartition("}")[2].rpartition(":")[2]


def plain(markup: str) -> str:
    """Return the words of a short piece of HTML in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
