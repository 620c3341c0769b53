"""Where the time of reading goes: each stage's CPU-seconds, and the encoder alone on the same windows."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from onrecord.run import read_with, statement_reader
from onrecord.statements import tagger
from onrecord.statements.pieces import WINDOW, Pieces

Feed: TypeAlias = Mapping[str, NDArray[np.int64]]
Thing = TypeVar("Thing")

PIECES = ("ids", "features")
"""What of a feed runs over its pieces."""

READING, ARTICLES, TOKENISER, ENCODER, ATTRIBUTION, CIRCUMSTANCES, SPEAKERS, SAME_WINDOWS, FULL_WINDOWS = (
    "reading",
    "articles",
    "tokeniser",
    "encoder",
    "attribution",
    "circumstances",
    "speakers",
    "same windows",
    "full windows",
)


@dataclass(slots=True)
class Clock:
    """CPU-seconds of this process by name; a name may run inside another."""

    spent: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile."""
        begun = time.process_time()
        try:
            yield
        finally:
            self.spent[name] += time.process_time() - begun

    def timed(self, name: str, stage: Callable[[Any], Thing]) -> Callable[[Any], Thing]:
        """Return the stage, counted under a name."""

        def run(batch: Any) -> Thing:
            with self.on(name):
                return stage(batch)

        return run


class _Session:
    """An onnxruntime session that counts its runs and keeps what it was fed."""

    def __init__(self, session: Any, clock: Clock) -> None:
        self.session = session
        self.clock = clock
        self.fed: list[Feed] = []

    def run(self, outputs: Sequence[str], feed: Feed) -> Any:
        self.fed.append(feed)
        with self.clock.on(ENCODER):
            return self.session.run(outputs, feed)


class _TimedTagger(tagger.Tagger):
    """The shipped tagger with its tokeniser and its encoder counted."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(tagger.MODEL)
        self.clock = clock
        self.fed = _Session(self._session, clock)
        self._session = self.fed

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        with self.clock.on(TOKENISER):
            return super().cut(texts)


def full_windows(feeds: Sequence[Feed], pieces: int = WINDOW) -> list[Feed]:
    """Cut what the encoder was fed anew into windows of `pieces`, each between its two special pieces.

    The pieces that windows share are fed as often as before and words are read where they were, so
    the work is the same but for the fewer, longer runs. What does not fill a window at the end is
    left out.
    """
    if not feeds:
        return []
    inner = {name: np.concatenate([feed[name][:, 1:-1] for feed in feeds], axis=1) for name in PIECES}
    read = np.concatenate([_marks(feed) for feed in feeds])
    full: list[Feed] = []
    for at in range(0, len(read) - pieces + 1, pieces):
        part = slice(at, at + pieces)
        framed = {
            name: np.concatenate((feeds[0][name][:, :1], array[:, part], feeds[0][name][:, -1:]), axis=1)
            for name, array in inner.items()
        }
        full.append({**framed, "read": np.flatnonzero(read[part]) + 1})
    return full


def _marks(feed: Feed) -> NDArray[np.bool_]:
    """Return which of a feed's pieces are read, without the two special ones."""
    marks = np.zeros(feed["ids"].shape[1], dtype=np.bool_)
    marks[feed["read"]] = True
    return marks[1:-1]


@dataclass(frozen=True, slots=True)
class Course:
    """What was read, and the CPU-seconds by stage."""

    articles: int
    words: int
    statements: int
    pieces: int
    full_pieces: int
    spent: Mapping[str, float]

    def shares(self) -> dict[str, float]:
        """Return the CPU-seconds of parts that add up to the reading."""
        spent = self.spent
        parts = {
            "articles, language": spent[ARTICLES],
            "tokeniser, features": spent[TOKENISER],
            "encoder": spent[ENCODER],
            "decoder, excerpts": spent[ATTRIBUTION] - spent[TOKENISER] - spent[ENCODER],
            "act, said, via": spent[CIRCUMSTANCES],
            "speakers, targets": spent[SPEAKERS],
        }
        return {**parts, "the rest": spent[READING] - sum(parts.values())}

    def limits(self) -> dict[str, float]:
        """Return the articles a CPU-second of the whole, and of the encoder alone."""
        # Full windows hold a few pieces less than were read: as if they held all.
        full = self.spent[FULL_WINDOWS] * self.pieces / self.full_pieces if self.full_pieces else 0.0
        seconds = {"reading": self.spent[READING], SAME_WINDOWS: self.spent[SAME_WINDOWS], FULL_WINDOWS: full}
        return {name: self.articles / spent for name, spent in seconds.items() if spent}


def take_apart(texts: Sequence[str], batch: int) -> Course:
    """Read texts as whole articles in batches, as `onrecord.read` does, and count each stage.

    The encoder alone runs after each batch over what it was fed in it, so that whatever
    else the machine does meanwhile weighs on both alike.
    """
    clock = Clock()
    weights = _TimedTagger(clock)
    reader = statement_reader(whole=True)
    assert reader.attribute is not None, "the reader of statements has all stages"
    assert reader.describe is not None, "the reader of statements has all stages"
    assert reader.resolve is not None, "the reader of statements has all stages"
    reader = replace(
        reader,
        extract=clock.timed(ARTICLES, reader.extract),
        attribute=clock.timed(ATTRIBUTION, reader.attribute),
        describe=clock.timed(CIRCUMSTANCES, reader.describe),
        resolve=clock.timed(SPEAKERS, reader.resolve),
    )
    statements = pieces = full_pieces = 0
    with patch.object(tagger, "load", lambda *_: weights):
        read_with(reader, [texts[0].encode()])
        clock.spent.clear()
        for start in range(0, len(texts), batch):
            weights.fed.fed = []
            with clock.on(READING):
                reading = read_with(reader, [text.encode() for text in texts[start : start + batch]])
            statements += len(reading.statements)
            same = weights.fed.fed
            full = full_windows(same)
            pieces += _pieces(same)
            full_pieces += _pieces(full)
            for name, feeds in ((SAME_WINDOWS, same), (FULL_WINDOWS, full)):
                with clock.on(name):
                    for feed in feeds:
                        weights.fed.session.run(["scores"], feed)
    words = sum(len(text.split()) for text in texts)
    return Course(len(texts), words, statements, pieces, full_pieces, clock.spent)


def _pieces(feeds: Sequence[Feed]) -> int:
    return sum(feed["ids"].shape[1] - 2 for feed in feeds)
