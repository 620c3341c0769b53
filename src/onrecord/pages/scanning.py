"""Where the text of HTML markup stands: the tokens of the HTML standard, as the parser cuts them.

The parser keeps no places. This reads the same markup once more by the rules of the
standard's tokenizer (https://html.spec.whatwg.org/#tokenization), which libxml2 follows
since 2.14, and says of every stretch of text where it came from.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Final, NamedTuple

CODE: Final = frozenset({"script", "style"})
"""Elements whose content is never text."""

_VERBATIM: Final = frozenset({"iframe", "noembed", "noframes", "xmp"})
_LITERAL: Final = frozenset({"title", "textarea"})
_AFTER_NAME: Final = frozenset(" \t\n\f\r/>")
_RAW: Final = CODE | _VERBATIM | _LITERAL | {"plaintext"}
_RAW_LETTERS: Final = frozenset(letter for name in _RAW for letter in (name[0], name[0].upper()))

_WS: Final = r" \t\n\f\r"
_ATTRIBUTE: Final = (
    rf"[^{_WS}/>][^{_WS}/>=]*+"
    rf"""(?:[{_WS}]*+=[{_WS}]*+(?:"[^"]*+"?+|'[^']*+'?+|[^{_WS}>"'][^{_WS}>]*+)?+)?+"""
)
_ATTRIBUTES: Final = rf"(?:[{_WS}]++|/(?!>)|{_ATTRIBUTE})*+"
# A comment; a declaration or instruction; an end tag; a start tag. What opens with another "<" is text.
_MARKUP: Final = re.compile(
    r"<(?:!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
    r"|[!?][^>]*+>?+"
    rf"|/(?:[a-zA-Z][^{_WS}/>]*+{_ATTRIBUTES}(?:/?>)?+|[^a-zA-Z>][^>]*+>?+|>)"
    rf"|(?P<name>[a-zA-Z][^{_WS}/>]*+){_ATTRIBUTES}(?P<close>/?>)?+)"
)
_ONE_ATTRIBUTE: Final = re.compile(_ATTRIBUTE)
_SCRIPT: Final = re.compile(rf"<!(?=--)|-->|<(/?)script(?=[{_WS}/>])", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?|([a-zA-Z][a-zA-Z0-9]*+;?))")
_LONGEST_NAME: Final = 32  # "CounterClockwiseContourIntegral;"
_MOST_DIGITS: Final = 8
"""Digits of a number that is certainly too large for a character; int() would take ever so long over more."""

_REPLACEMENT: Final = "\ufffd"
_SURROGATES: Final = range(0xD800, 0xE000)
_CONTROLS: Final = range(0x80, 0xA0)


class Stretch(NamedTuple):
    """Text of the markup: `text` as it reads, and from where to where it is written.

    Either each character of `text` is one of the markup, or the markup is one character reference.
    """

    text: str
    start: int
    end: int
    reference: bool = False


def tags(markup: str) -> Iterator[re.Match[str]]:
    """Yield the start tags of HTML markup that are tags and no part of a comment or a script."""
    return (found for found, _ in _cuts(markup) if found["name"])


def long_tags(markup: str, least: int) -> Iterator[re.Match[str]]:
    """Yield those of the start tags that have more than `least` characters: in half of the time."""
    position = 0
    while position < len(markup):
        for found in _MARKUP.finditer(markup, position):
            start, position = found.span()
            if position - start > least and found["name"]:
                yield found
            if markup[start + 1] in _RAW_LETTERS and found["close"] == ">":
                name = found["name"].lower()
                if name in _RAW:
                    position = _raw_end(markup, position, name)
                    break
        else:
            return


def count_attributes(tag: re.Match[str]) -> int:
    """Return how many attributes a start tag has, those that are there twice counted twice."""
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(tag.string, tag.end("name"), tag.end()))


def stretches(markup: str) -> Iterator[Stretch]:
    """Yield all text of HTML markup in the order of the source, but for scripts and style sheets.

    Tags, comments and declarations are left out, character references decoded. Text
    that is not shown, of a title or a frame, is yielded too.
    """
    position = 0
    for found, end in _cuts(markup):
        if position < (start := found.start()):
            yield from _decoded(markup, position, start)
        position = end
        if end > (start := found.end()):
            name = found["name"].lower()
            if name in _LITERAL:
                yield from _decoded(markup, start, end)
            elif name not in CODE:
                yield Stretch(markup[start:end], start, end)
    if position < len(markup):
        yield from _decoded(markup, position, len(markup))


def _cuts(markup: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each piece of markup that is no text, and the end of what its element holds without tags."""
    position = 0
    while (found := _MARKUP.search(markup, position)) is not None:
        position = found.end()
        if found["close"] == ">" and (name := found["name"].lower()) in _RAW:
            position = _raw_end(markup, position, name)
        yield found, position


def _decoded(markup: str, start: int, end: int) -> Iterable[Stretch]:
    text = markup[start:end]
    return _referring(markup, start, end) if "&" in text else (Stretch(text, start, end),)


def _referring(markup: str, start: int, end: int) -> Iterator[Stretch]:
    for found in _REFERENCE.finditer(markup, start, end):
        text, stop = _referred(found)
        if stop > (first := found.start()):  # else an ampersand that means itself
            if start < first:
                yield Stretch(markup[start:first], start, first)
            yield Stretch(text, first, stop, reference=True)
            start = stop
    if start < end:
        yield Stretch(markup[start:end], start, end)


def _referred(found: re.Match[str]) -> tuple[str, int]:
    """Return what a reference stands for and where it ends: at its start where it stands for nothing."""
    hexadecimal, decimal, name = found.groups()
    if name is None:
        digits = (hexadecimal or decimal).lstrip("0")[:_MOST_DIGITS]
        return _character(int(digits or "0", 16 if hexadecimal else 10)), found.end()
    start = found.start() + 1
    for length in range(min(len(name), _LONGEST_NAME), 1, -1):
        if (text := html5.get(name[:length])) is not None:
            return text, start + length
    return "", found.start()


def _character(number: int) -> str:
    if number == 0 or number > sys.maxunicode or number in _SURROGATES:
        return _REPLACEMENT
    if number in _CONTROLS:  # no controls, the standard says, but what Windows has there
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    return chr(number)


def _raw_end(markup: str, start: int, name: str) -> int:
    """Return where the content of an element that holds no tags ends: at its end tag, or with the page."""
    if name == "plaintext":
        return len(markup)
    end = markup.find("</", start)
    while end >= 0:
        stop = end + 2 + len(name)
        if markup[end + 2 : stop].lower() == name and markup[stop : stop + 1] in _AFTER_NAME:
            break
        end = markup.find("</", end + 2)
    else:
        end = len(markup)
    if name == "script" and markup.find("<!--", start, end) >= 0:
        return _script_end(markup, start)
    return end


def _script_end(markup: str, start: int) -> int:
    """Return the end of a script with a comment in it, in which a script may open and close once more."""
    commented = nested = False
    for found in _SCRIPT.finditer(markup, start):
        if found[0] == "<!":
            commented = True
        elif found[0] == "-->":
            commented = nested = False
        elif not found[1]:
            nested = nested or commented
        elif not nested:
            return found.start()
        else:
            nested = False
    return len(markup)
