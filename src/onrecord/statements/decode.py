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
from onrecord.statements.tagger import Scores

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]
Run: TypeAlias = tuple[int, int]
"""A span in words: first word, word after the last."""

SOURCE, CUE, CONTENT = range(len(ROLES))

REACH = 220
"""Words a pointer can reach: what stands further apart never shared a window in training."""

FAR_CONTENT, FAR_SOURCE = 1.5, 1.0
"""What a pointer loses with the logarithm of the words between a cue and its content
or source. They stand side by side far more often than the pointers alone would have
it: on the development articles this lifts quotation F1 by .10, relation F1 by .13."""

BACKWARD = 0.3
"""Weight of a source's pointers to the cue beside the cue's to the source: one source
may serve several cues (12 % of the corpus' sources do) but points at one of them."""

SOURCE_FLOOR = -6.0
"""A source span that scores lower (log probability) for a cue is no source of it."""

NO_SOURCE = 0.5
"""Above this probability of having none, no source is looked for beside the tagged ones."""

LONGEST_SOURCE = 30
"""Words in a source that is found by the pointers alone."""

LOST_CUE = 0.5
"""A content whose words point with this probability at an untagged word has its cue there."""


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
    link: Floats
    source_start: Floats
    source_end: Floats
    nothing: Floats
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    paragraphs: Ints


def relations(pieces: Pieces, scores: Scores, transitions: Floats) -> list[Relation]:
    """Decode a stretch of text. Relations come in the order of their cues."""
    if not len(pieces):
        return []
    first = np.flatnonzero(pieces.first)
    last = np.append(first[1:] - 1, len(pieces) - 1)
    opens = pieces.features[first, 2].astype(bool)
    opens[0] = True
    words = _Words(
        tags=scores.tags[first],
        link=scores.link[:, first],
        source_start=scores.source_start[:, first],
        source_end=scores.source_end[:, first],
        nothing=scores.nothing[first],
        starts=pieces.starts[first],
        ends=pieces.ends[last],
        paragraphs=np.flatnonzero(opens),
    )
    return _decode(words, constrain(transitions))


def _decode(words: _Words, transitions: Floats) -> list[Relation]:
    tags = best_tags(words.tags, words.paragraphs, transitions)
    sources, cues, contents = (runs(tags, role) for role in range(len(ROLES)))
    if not contents:
        return []
    content_links = _point(words.link, [w for run in contents for w in range(*run)])
    cues = _with_lost_cues(cues, contents, content_links, tags)
    if not cues:
        return []
    owner, certainty = _owners(contents, content_links, cues)
    chosen = _sources(words, sources, cues, tags)
    probability = _softmax(words.tags)
    found = []
    for number, cue in enumerate(cues):
        own = [contents[i] for i in range(len(contents)) if owner[i] == number]
        if not own:
            continue
        sure = [_confidence(probability, run, CONTENT) * certainty[contents.index(run)] for run in own]
        source = chosen.get(number)
        found.append(
            Relation(
                source=(_span(words, source),) if source else (),
                cue=(_span(words, cue),),
                content=tuple(_span(words, run) for run in own),
                score=float(np.mean(sure)),
            )
        )
    return found


def _span(words: _Words, run: Run) -> Span:
    return int(words.starts[run[0]]), int(words.ends[run[1] - 1])


def _softmax(scores: Floats) -> Floats:
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Floats = exp / exp.sum(axis=-1, keepdims=True)
    return out


def _confidence(probability: Floats, run: Run, role: int) -> float:
    begin = begins(role)
    return float(probability[run[0] : run[1], begin : begin + 2].sum(axis=1).mean())


def _point(vectors: Floats, at: Sequence[int], nothing: Floats | None = None) -> Floats:
    """Return log probabilities (len(at), words [+ 1]) of where the words `at` point.

    With `nothing` (words,) the last column is the probability of pointing nowhere.
    """
    queries, keys = vectors
    rows = np.asarray(at, dtype=np.intp)
    scores = queries[rows] @ keys.T / np.sqrt(np.float32(keys.shape[1]))
    scores[np.abs(rows[:, None] - np.arange(len(keys))) > REACH] = -1e4
    if nothing is not None:
        scores = np.concatenate((scores, nothing[rows, None]), axis=1)
    top = scores.max(axis=1, keepdims=True)
    out: Floats = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return out


def _with_lost_cues(
    cues: list[Run], contents: Sequence[Run], links: Floats, tags: NDArray[np.int8]
) -> list[Run]:
    """Add a one-word cue where a content points firmly at a word that has no tag."""
    added = list(cues)
    row = 0
    for run in contents:
        length = run[1] - run[0]
        mean = np.exp(links[row : row + length]).mean(axis=0)
        row += length
        target = int(mean.argmax())
        if mean[target] > LOST_CUE and tags[target] == 0:
            tags[target] = begins(CUE)
            added.append((target, target + 1))
    return sorted(added)


def _owners(contents: Sequence[Run], links: Floats, cues: Sequence[Run]) -> tuple[list[int], list[float]]:
    """Return for each content the number of the cue it belongs to, and how surely."""
    owners, certainty = [], []
    starts, stops = np.array(cues).T
    row = 0
    for start, stop in contents:
        mean = links[row : row + stop - start][:, starts].mean(axis=0)
        row += stop - start
        gap = _gap(starts, stops, start, stop)
        owners.append(int((mean - FAR_CONTENT * np.log1p(gap)).argmax()))
        certainty.append(float(np.exp(mean.max())))
    return owners, certainty


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
    starts = _point(words.source_start, at, words.nothing[:, 0])
    ends = _point(words.source_end, at, words.nothing[:, 1])
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
    back = _point(words.link, [word for run in sources for word in range(*run)])[:, cue_begin]
    lengths = stop - begin
    means = np.add.reduceat(back, np.cumsum(lengths) - lengths, axis=0) / lengths[:, None]
    gap = _gap(cue_begin[:, None], cue_stop[:, None], begin, stop)
    scores: Floats = (forward + BACKWARD * means.T - FAR_SOURCE * np.log1p(gap)).astype(np.float32)
    return scores
