"""Quotation marks: which characters of a text stand inside a quotation.

Curly, straight, angle and single marks, nested and unbalanced ones, and long
quotations that open anew in each paragraph and close once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.schema import Mode, Span, Spans

_DOUBLE = re.compile(r"[\"“”„‟«»]|``|''")
_OPENING = frozenset({"“", "„", "‟", "«", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–\"“])|^)[‘'](?=[\w“\"…])", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"(?<=[^\s‘'])[’'](?!\w)")
_COMPLEMENTISER = re.compile(r"\s*that\b", re.IGNORECASE)


def quoted_spans(text: str) -> list[Span]:
    """Return the quotations of a text as disjoint, ordered spans, their marks included.

    A mark that opens while a quotation is open continues it: a quotation that
    lost its closing mark, or a translation that doubled the opening one. What is
    still open at the end of a paragraph ends there.
    """
    found: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        double = _double_quoted(line)
        single = _single_quoted(line, double)
        found.extend((start + s, start + e) for s, e in sorted(double + single))
        start += len(line)
    return found


def _double_quoted(line: str) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for match in _DOUBLE.finditer(line):
        opens = _opens(line, match, is_open=opened is not None)
        if opens and opened is None:
            opened = match.start()
        elif not opens and opened is not None:
            found.append((opened, match.end()))
            opened = None
    if opened is not None:
        found.append((opened, len(line.rstrip())))
    return found


def _opens(line: str, match: re.Match[str], *, is_open: bool) -> bool:
    mark = match.group()
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return False
    before, after = line[: match.start()][-1:], line[match.end() :][:1]
    left_free = not before or before.isspace() or before in "([—–‘'"
    right_free = not after or after.isspace() or after in ".,;:?!)]—–’'"
    if left_free != right_free:
        return left_free
    return not is_open


def _single_quoted(line: str, taken: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    end = 0
    for match in _SINGLE_OPEN.finditer(line):
        start = match.start()
        if start < end or any(s <= start < e for s, e in taken):
            continue
        close = _closing_single(line, match.end())
        if close is not None:
            end = close
            found.append((start, end))
    return [(s, e) for s, e in found if not any(s < te and ts < e for ts, te in taken)]


def _closing_single(line: str, start: int) -> int | None:
    """Return the end of the quotation opened before `start`.

    A mark after an s ("the ministers' plan") closes only if no better one follows.
    """
    fallback: int | None = None
    reopened = _SINGLE_OPEN.search(line, start)
    limit = reopened.start() if reopened else len(line)
    for match in _SINGLE_CLOSE.finditer(line, start, limit):
        if line[match.start() - 1] != "s":
            return match.end()
        fallback = fallback or match.end()
    return fallback


def mode_of(text: str, content: Spans, quoted: Sequence[Span]) -> Mode:
    """Tell whether all, none or some words of a content stand in quotation marks.

    `quoted` comes from `quoted_spans`. A complementiser before the quotation
    ("that") does not make it mixed.
    """
    starts = [start for start, _ in quoted]
    inside = outside = 0
    for index, (start, end) in enumerate(content):
        that = _COMPLEMENTISER.match(text, start, end) if index == 0 else None
        first = that.end() if that else start
        for word in re.finditer(r"\w+", text[first:end]):
            at = first + word.start()
            before = bisect_right(starts, at) - 1
            if before >= 0 and at < quoted[before][1]:
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
