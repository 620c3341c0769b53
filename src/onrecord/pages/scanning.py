"""Where the text of HTML markup stands: the tokens of the HTML standard, as the parser cuts them.

The parser keeps no places. This reads the same markup once more by the rules of the
standard's tokenizer (https://html.spec.whatwg.org/#tokenization), which libxml2 follows
since 2.14, and says of every stretch of text where it came from.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.entities import html5
from typing import Final

CODE: Final = frozenset({"script", "style"})
"""Elements whose content is never text."""

_VERBATIM: Final = frozenset({"iframe", "noembed", "noframes", "xmp"})
_LITERAL: Final = frozenset({"title", "textarea"})
_RAW: Final = CODE | _VERBATIM | _LITERAL | {"plaintext"}

_WS: Final = r" \t\n\f\r"
_ATTRIBUTES: Final = (
    rf"(?:[{_WS}]++|/(?!>)|[^{_WS}/>][^{_WS}/>=]*+"
    rf"""(?:[{_WS}]*+=[{_WS}]*+(?:"[^"]*+"?+|'[^']*+'?+|[^{_WS}>"'][^{_WS}>]*+)?+)?+)*+"""
)
# A comment; a declaration or instruction; an end tag; a start tag. What opens with another "<" is text.
_MARKUP: Final = re.compile(
    r"<(?:!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
    r"|[!?][^>]*+>?+"
    rf"|/(?:[a-zA-Z][^{_WS}/>]*+{_ATTRIBUTES}(?:/?>)?+|[^a-zA-Z>][^>]*+>?+|>)"
    rf"|(?P<name>[a-zA-Z][^{_WS}/>]*+){_ATTRIBUTES}(?P<close>/?>)?+)"
)
_SCRIPT: Final = re.compile(rf"<!(?=--)|-->|<(/?)script(?=[{_WS}/>])", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?|([a-zA-Z][a-zA-Z0-9]*+;?))")
_LONGEST_NAME: Final = 32  # "CounterClockwiseContourIntegral;"
_MOST_DIGITS: Final = 8
"""Digits of a number that is certainly too large for a character; int() would take ever so long over more."""

_REPLACEMENT: Final = "\ufffd"
_SURROGATES: Final = range(0xD800, 0xE000)
_CONTROLS: Final = range(0x80, 0xA0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of the markup: `text` as it reads, and from where to where it is written.

    Either each character of `text` is one of the markup, or the markup is one character reference.
    """

    text: str
    start: int
    end: int
    reference: bool = False


def stretches(markup: str) -> Iterator[Stretch]:
    """Yield all text of HTML markup in the order of the source, but for scripts and style sheets.

    Tags, comments and declarations are left out, character references decoded. Text
    that is not shown, of a title or a frame, is yielded too.
    """
    position = 0
    while (found := _MARKUP.search(markup, position)) is not None:
        yield from _decoded(markup, position, found.start())
        position = found.end()
        if found["close"] == ">" and (name := found["name"].lower()) in _RAW:
            end = _raw_end(markup, position, name)
            if name in _LITERAL:
                yield from _decoded(markup, position, end)
            elif name not in CODE and end > position:
                yield Stretch(markup[position:end], position, end)
            position = end
    yield from _decoded(markup, position, len(markup))


def _decoded(markup: str, start: int, end: int) -> Iterator[Stretch]:
    while start < end:
        found = _REFERENCE.search(markup, start, end)
        if found is None:
            yield Stretch(markup[start:end], start, end)
            return
        text, stop = _referred(found)
        if stop == found.start():  # an ampersand that means itself
            stop += 1
            yield Stretch(markup[start:stop], start, stop)
        else:
            if start < found.start():
                yield Stretch(markup[start : found.start()], start, found.start())
            yield Stretch(text, found.start(), stop, reference=True)
        start = stop


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
    found = _end_tag(name).search(markup, start)
    end = len(markup) if found is None else found.start()
    if name == "script" and "<!--" in markup[start:end]:
        return _script_end(markup, start)
    return end


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    # Written out in both cases: sre finds a literal start faster than one in any case.
    return re.compile("</" + "".join(f"[{c}{c.upper()}]" for c in name) + rf"(?=[{_WS}/>])")


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
