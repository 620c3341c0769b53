"""A listing of errors to read: the sentences around, marked once as gold has it and once as read.

⟦source⟧ ‹cue› {content}; ¶ is a line end, […] leaves out the inside of something long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attribution.errors import Error, kinds, worst
from attribution.score import Relation, Role

MARKS: dict[Role, tuple[str, str]] = {"source": ("⟦", "⟧"), "cue": ("‹", "›"), "content": ("{", "}")}
LONG = 260
"""Characters of a stretch without a mark that are shown whole."""
KEPT = 110
_END = re.compile(r"[.!?…][\"'”’)\]]*\s|\n")
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


def listing(errors: Sequence[Error], number: int) -> str:
    """Return how many errors there are of each kind, and the `number` that are read first."""
    counted = kinds(errors)
    lines = [f"{len(errors)} errors"]
    lines += [f"{count:6}  {kind}" for kind, count in counted.most_common()]
    for place, error in enumerate(worst(errors, number), start=1):
        lines += ["", *_entry(place, error)]
    return "\n".join(lines)


def marked(text: str, relation: Relation, start: int, end: int) -> str:
    """Return a stretch of text with the spans of a relation marked."""
    at: dict[int, list[str]] = {}
    for role, (opening, closing) in MARKS.items():
        for first, last in relation.spans(role):
            at.setdefault(first, []).append(opening)
            at.setdefault(last, []).insert(0, closing)
    cuts = sorted({start, *at, end})
    parts: list[str] = []
    for left, right in pairwise(cuts):
        parts += [*at.get(left, []), _shortened(text[left:right])]
    parts += at.get(end, [])
    return _LINE_ENDS.sub(" ¶ ", "".join(parts))


def context(text: str, relations: Sequence[Relation]) -> tuple[int, int]:
    """Return the sentences that hold all spans of some relations."""
    spans = [span for one in relations for role in MARKS for span in one.spans(role)]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    before = [found.end() for found in _END.finditer(text, max(0, first - 1000), first)]
    after = _END.search(text, max(first, last - 2))
    return (before[-1] if before else max(0, first - 1000)), (after.end() if after else len(text))


def _entry(place: int, error: Error) -> Iterator[str]:
    both = {"gold": error.gold, "read": error.predicted}
    shown = {name: one for name, one in both.items() if one is not None}
    text = error.article.text
    start, end = context(text, list(shown.values()))
    score = f", score {error.predicted.score:.2f}" if error.predicted else ""
    yield f"{place}. {error.kind}{score} ({error.article.id})"
    for name, relation in shown.items():
        yield f"   {name}  {marked(text, relation, start, end).strip()}"


def _shortened(stretch: str) -> str:
    return stretch if len(stretch) <= LONG else f"{stretch[:KEPT].rstrip()} […] {stretch[-KEPT:].lstrip()}"
