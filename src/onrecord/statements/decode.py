"""Scores of a text to attribution relations: the cue first, then its source and contents.

Every relation of the corpus has a cue. A content goes to the cue its words point
to; a cue takes the one source that it and the source's words agree on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.schema import Span, Spans
from onrecord.statements.chain import ROLES, begins, best_tags, constrain, runs
from onrecord.statements.pieces import Pieces
from onrecord.statements.pointers import Pointer
from onrecord.statements.tagger import Scores, Weights

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]
Run: TypeAlias = tuple[int, int]
"""A span in words: first word, word after the last."""

SOURCE, CUE, CONTENT = range(len(ROLES))

FAR_CONTENT, FAR_SOURCE = 2.0, 0.6
"""What a pointer loses, beyond what it learned, with the logarithm of the words between a cue and
its content or source. On the development articles quotation F1 is .80 with both and .74 with
neither, relation F1 .74 and .66: contents go to the cue beside them more often than they say."""

BACKWARD = 0.3
"""Weight of a source's pointers to the cue beside the cue's to the source: one source
may serve several cues (12 % of the corpus' sources do) but points at one of them."""

SOURCE_FLOOR = -6.0
"""A source span that scores lower (log probability) for a cue is no source of it."""

NO_SOURCE = 0.5
"""Above this probability of having none, no source is looked for beside the tagged ones."""

LONGEST_SOURCE = 30
"""Words in a source that is found by the pointers alone."""

LOST_CUE, POINTED = 0.3, 0.1
"""A content has its cue at an untagged word if the probability that its words point there and
the word's own of being a cue come to `LOST_CUE`, of which `POINTED` from the pointers."""

CUE_FAVOUR = 0.3
"""Added to the scores of cue tags: a cue overlooked costs more (its content runs into a neighbour's)
than one too many, which drops out when no content points to it."""

STRAY = -3.0
"""A further piece of content that points to its cue with less (log probability) is no part of it."""

HOLE = 2
"""Untagged words between two pieces of one content that are read as part of it."""

SHORT_CONTENT = ((1, 0.8), (3, 0.6), (5, 0.4))
"""Words, and the mean probability of being content that so short a piece must have."""

OTHER_PARAGRAPH = 2.0
"""What a source loses for standing in another paragraph than its cue."""


@dataclass(frozen=True, slots=True)
class Relation:
    """An attribution relation in code points of the text, with the tagger's confidence."""

    source: Spans
    cue: Spans
    content: Spans
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    """The scores at the words."""

    tags: Floats
    link: Pointer
    source_start: Pointer
    source_end: Pointer
    nothing: Floats
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    paragraphs: Ints


def relations(pieces: Pieces, scores: Scores, weights: Weights) -> list[Relation]:
    """Decode a stretch of text. Relations come in the order of their cues."""
    first = np.flatnonzero(pieces.first)
    if not len(first):
        return []
    last = np.append(first[1:] - 1, len(pieces) - 1)
    opens = pieces.features[first, 2].astype(bool)
    opens[0] = True
    numbers = np.cumsum(opens)
    link, source_start, source_end = (
        Pointer(vectors, nearness, first, numbers)
        for vectors, nearness in zip(
            (scores.link, scores.source_start, scores.source_end), weights.nearness, strict=True
        )
    )
    words = _Words(
        tags=scores.tags,
        link=link,
        source_start=source_start,
        source_end=source_end,
        nothing=scores.nothing,
        starts=pieces.starts[first],
        ends=pieces.ends[last],
        paragraphs=np.flatnonzero(opens),
    )
    return _decode(words, constrain(weights.transitions))


def _decode(words: _Words, transitions: Floats) -> list[Relation]:
    favoured = words.tags.copy()
    favoured[:, begins(CUE) : begins(CUE) + 2] += CUE_FAVOUR
    tags = best_tags(favoured, words.paragraphs, transitions)
    probability = _softmax(words.tags)
    sources, cues, contents = (runs(tags, role) for role in range(len(ROLES)))
    if not contents:
        return []
    pointed, links = words.link.means(contents)
    cues = _with_lost_cues(cues, pointed, tags, probability[:, begins(CUE)])
    if not cues:
        return []
    owner, certainty = _owners(contents, links, cues)
    sure = _confidence(probability, contents, CONTENT)
    chosen = _sources(words, sources, cues, tags)
    found = []
    for number, cue in enumerate(cues):
        own = _kept([i for i in range(len(contents)) if owner[i] == number], contents, certainty, sure)
        if not own:
            continue
        source = chosen.get(number)
        found.append(
            Relation(
                source=(_span(words, source),) if source else (),
                cue=(_span(words, cue),),
                content=tuple(_span(words, run) for run in _joined(words, [contents[i] for i in own], tags)),
                score=sum(sure[i] * certainty[i] for i in own) / len(own),
            )
        )
    return found


def _kept(
    own: list[int], contents: Sequence[Run], certainty: Sequence[float], sure: Sequence[float]
) -> list[int]:
    """Leave out stray pieces and short doubtful ones."""
    if len(own) > 1:
        surest = max(own, key=lambda i: certainty[i])
        own = [i for i in own if i == surest or certainty[i] >= np.exp(STRAY)]
    return [i for i in own if sure[i] >= _floor(contents[i])]


def _floor(run: Run) -> float:
    return next((floor for words, floor in SHORT_CONTENT if run[1] - run[0] <= words), 0.0)


def _joined(words: _Words, own: Sequence[Run], tags: NDArray[np.int8]) -> list[Run]:
    """Join pieces of a content that only a word or two without a tag keep apart."""
    joined = [own[0]]
    for start, stop in own[1:]:
        begin, end = joined[-1]
        if start - end <= HOLE and not tags[end:start].any() and start < _paragraph_end(words, begin):
            joined[-1] = (begin, stop)
        else:
            joined.append((start, stop))
    return joined


def _span(words: _Words, run: Run) -> Span:
    return int(words.starts[run[0]]), int(words.ends[run[1] - 1])


def _softmax(scores: Floats) -> Floats:
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Floats = exp / exp.sum(axis=-1, keepdims=True)
    return out


def _confidence(probability: Floats, spans: Sequence[Run], role: int) -> list[float]:
    """Return the mean probability of the role in each span."""
    begin = begins(role)
    inside = np.append(probability[:, begin : begin + 2].sum(axis=1), 0.0)
    total = np.add.reduceat(inside, np.ravel(spans))[::2]
    return [float(one) / (stop - start) for one, (start, stop) in zip(total, spans, strict=True)]


def _with_lost_cues(cues: list[Run], pointed: Floats, tags: NDArray[np.int8], likely: Floats) -> list[Run]:
    """Add a one-word cue where a content points at a word that has no tag and may be a cue."""
    added = list(cues)
    both = np.where(tags == 0, pointed + likely, -1.0)
    for content in np.flatnonzero(both.max(axis=1) > LOST_CUE):
        target = int(np.where(tags == 0, both[content], -1.0).argmax())
        if both[content, target] > LOST_CUE and pointed[content, target] > POINTED and tags[target] == 0:
            tags[target] = begins(CUE)
            added.append((target, target + 1))
    return sorted(added)


def _owners(contents: Sequence[Run], links: Floats, cues: Sequence[Run]) -> tuple[list[int], list[float]]:
    """Return for each content the number of the cue it belongs to, and how surely."""
    (begin, stop), (cue_begin, cue_stop) = np.array(contents).T, np.array(cues).T
    means = links[:, cue_begin]
    gap = _gap(cue_begin, cue_stop, begin[:, None], stop[:, None])
    owners = (means - FAR_CONTENT * np.log1p(gap)).argmax(axis=1)
    return owners.tolist(), np.exp(means[np.arange(len(contents)), owners]).tolist()


def _gap(starts: Ints, stops: Ints, start: Ints | int, stop: Ints | int) -> Ints:
    """Return the words between spans, 0 where they touch or overlap."""
    gap: Ints = np.maximum(0, np.maximum(starts - stop, start - stops))
    return gap


def _sources(
    words: _Words, sources: Sequence[Run], cues: Sequence[Run], tags: NDArray[np.int8]
) -> dict[int, Run]:
    """Give each cue at most one source; one source may serve several cues.

    A cue without a tagged source within reach takes the span that its pointers
    mark, if that span is free, unless they point to nothing.
    """
    at = [cue[0] for cue in cues]
    starts = words.source_start.log(at, words.nothing[:, 0])
    ends = words.source_end.log(at, words.nothing[:, 1])
    scores = _source_scores(words, sources, cues, (starts, ends))
    chosen: dict[int, Run] = {}
    for cue in range(len(cues)):
        best = int(scores[cue].argmax()) if sources else -1
        if best >= 0 and scores[cue, best] > SOURCE_FLOOR:
            chosen[cue] = sources[best]
        elif np.exp((starts[cue, -1] + ends[cue, -1]) / 2) < NO_SOURCE:
            start = int(starts[cue, :-1].argmax())
            limit = min(start + LONGEST_SOURCE, _paragraph_end(words, start))
            stop = start + 1 + int(ends[cue, start:limit].argmax())
            if not tags[start:stop].any():
                chosen[cue] = (start, stop)
    return chosen


def _paragraph_end(words: _Words, at: int) -> int:
    following = int(np.searchsorted(words.paragraphs, at, side="right"))
    return int(words.paragraphs[following]) if following < len(words.paragraphs) else len(words.starts)


def _source_scores(
    words: _Words, sources: Sequence[Run], cues: Sequence[Run], marked: tuple[Floats, Floats]
) -> Floats:
    """Score (cues, sources): do the cue's pointers mark the span, do its words point back, is it near?"""
    if not sources:
        return np.zeros((len(cues), 0), dtype=np.float32)
    starts, ends = marked
    begin, stop = np.array(sources).T
    cue_begin, cue_stop = np.array(cues).T
    forward = (starts[:, begin] + ends[:, stop - 1]) / 2
    back = words.link.means(sources)[1][:, cue_begin]
    gap = _gap(cue_begin[:, None], cue_stop[:, None], begin, stop)
    paragraph = words.link.paragraphs
    elsewhere = paragraph[cue_begin, None] != paragraph[begin]
    scores: Floats = (
        forward + BACKWARD * back.T - FAR_SOURCE * np.log1p(gap) - OTHER_PARAGRAPH * elsewhere
    ).astype(np.float32)
    return scores
