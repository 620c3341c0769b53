"""A statement's words in the order in which they are looked at to tell its speech act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from onrecord.schema import Mode, Span, Spans, Statement
from onrecord.statements.acts_words import Word, words_of

MOST_CUE: Final = 12
MOST_CONTENT: Final = 60
MOST_AROUND: Final = 14
_REACH: Final = 160
_FAR: Final = 280
_ENDS: Final = ".!?\n\r"


@dataclass(frozen=True, slots=True)
class Scene:
    """The words of a statement, and those around it in its sentence.

    Args:
        cue: the words of the cue.
        content: the first of the content, in page order.
        source: the first of the source.
        before: the last words of the sentence before the statement's own.
        after: the first words of the sentence behind them.
        earlier: the last words before the sentence.
        mode: how much of the content is quoted.
    """

    cue: tuple[Word, ...]
    content: tuple[Word, ...]
    source: tuple[Word, ...] = ()
    before: tuple[Word, ...] = ()
    after: tuple[Word, ...] = ()
    earlier: tuple[Word, ...] = ()
    mode: Mode = "indirect"


def scene_of(text: str, statement: Statement) -> Scene:
    """Cut a statement's words out of the page text."""
    cue: Spans = statement.cue.spans if statement.cue else ()
    source: Spans = statement.source.spans if statement.source else ()
    content = statement.content.spans
    own = sorted((*cue, *content, *source))
    if not own:
        return Scene((), ())
    before, after = _around(text, (own[0][0], max(end for _, end in own)))
    earlier = (max(0, before[0] - _FAR), before[0])
    return Scene(
        _words(text, cue, MOST_CUE),
        _words(text, content, MOST_CONTENT),
        _words(text, source, MOST_CUE),
        tuple(words_of(text, *before))[-MOST_AROUND:],
        _words(text, (after,), MOST_AROUND),
        tuple(words_of(text, *earlier)),
        statement.mode,
    )


def _words(text: str, spans: Sequence[Span], most: int) -> tuple[Word, ...]:
    def each() -> Iterator[Word]:
        for start, end in spans:
            yield from words_of(text, start, end)

    return tuple(islice(each(), most))


def _around(text: str, own: Span) -> tuple[Span, Span]:
    """Return what stands before and behind a span in its sentence, by plain marks of its end."""
    first, last = own
    start = max(0, first - _REACH)
    begun = max(text.rfind(mark, start, first) for mark in _ENDS)
    stop = min(len(text), last + _REACH)
    ends = [at for mark in _ENDS if (at := text.find(mark, last, stop)) >= 0]
    ended = text[max(0, last - 2) : last].strip("\"”’'")[-1:] in ("!", "?", ".")
    return (max(start, begun + 1), first), (last, last if ended else min(ends, default=stop))
