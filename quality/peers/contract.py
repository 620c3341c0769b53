"""What a peer is: something that turns texts into relations, as spans of characters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
Relation: TypeAlias = dict[str, list[Span]]
"""`source`, `cue` and `content`, each a list of spans into the text, in code points."""

Read: TypeAlias = Callable[[Sequence[str]], list[list[Relation]]]
"""Texts in, the relations of each out: same length, same order."""


class NotHere(Exception):  # noqa: N818 - it is a state of the machine, not an error of the measure
    """A peer cannot be run here; the message says why and what to do about it."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a peer is and what it gives.

    Args:
        name: as the table shows it.
        packages: distributions whose versions belong in the table.
        finds: `direct` where quotation marks are all it looks for.
        source: whether it says who speaks.
        install: the command that brings it.
        parsed: whether it stands on a spaCy pipeline, see `english.py`.
    """

    name: str
    packages: tuple[str, ...]
    finds: Literal["all", "direct"]
    source: bool
    install: str
    parsed: bool = False


def relation(source: Iterable[Span] = (), cue: Iterable[Span] = (), content: Iterable[Span] = ()) -> Relation:
    """Make a relation."""
    return {"source": list(source), "cue": list(cue), "content": list(content)}
