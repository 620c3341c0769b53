"""A text as the tagger sees it: word pieces with their features, cut into windows.

All arrays run over the pieces of one text. A *word* is a run of pieces that the
tokenizer's pre-tokenizer keeps together (a punctuation mark is a word); labels
and spans begin and end at words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from onrecord.statements.quotation import quoted_spans

Ints: TypeAlias = NDArray[np.int32]

OTHER, LOWER, CAPITAL, UPPER = range(4)
"""Values of the case feature: no letters, lower case, Capitalised, ALL CAPITALS."""

WINDOW = 254
"""Pieces in a window, without the two special pieces around it."""

MARGIN = 16
"""Pieces of context that a window sees on either side of its core. Read twice, so they
cost: 32 are a seventh slower on the development articles and no better."""

STRETCH = 4000
"""Pieces that are scored and decoded together, more than nearly every article has. Memory
grows with a stretch, and pointer scores with its square: a long text is taken in several."""

_NEWLINES = np.array([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], dtype=np.uint32)
_BMP = 0x10000


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of one text: ids, code-point offsets, word starts and features.

    `features` has the shape (pieces, 3): case, inside a quotation, paragraph start.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    first: NDArray[np.bool_]
    features: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, start: int, end: int) -> Pieces:
        """Return the pieces from `start` to before `end`; offsets stay those of the text."""
        at = slice(start, end)
        return Pieces(self.ids[at], self.starts[at], self.ends[at], self.first[at], self.features[at])


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start` to `end` go into the encoder, those of the core are read from it."""

    start: int
    core_start: int
    core_end: int
    end: int


@cache
def _letters() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return two tables over the basic plane: is upper case, is lower case."""
    characters = [chr(code) for code in range(_BMP)]
    upper = np.fromiter((c.isupper() for c in characters), dtype=np.bool_, count=_BMP)
    lower = np.fromiter((c.islower() for c in characters), dtype=np.bool_, count=_BMP)
    return upper, lower


def cut(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Pieces]:
    """Cut texts into word pieces with features. The tokenizer must not pad or truncate."""
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [_pieces(text, encoding) for text, encoding in zip(texts, encodings, strict=True)]


def _pieces(text: str, encoding: Encoding) -> Pieces:
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    words = np.array(encoding.word_ids, dtype=np.int32)
    first = np.ones(len(words), dtype=np.bool_)
    first[1:] = words[1:] != words[:-1]
    starts, ends = offsets[:, 0].copy(), offsets[:, 1].copy()
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int32),
        starts=starts,
        ends=ends,
        first=first,
        features=_features(text, starts, ends, first),
    )


def _features(text: str, starts: Ints, ends: Ints, first: NDArray[np.bool_]) -> Ints:
    features = np.zeros((len(starts), 3), dtype=np.int32)
    if not len(starts):
        return features
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    word_of_piece = np.cumsum(first) - 1
    word_starts = starts[first]
    word_ends = ends[np.append(np.flatnonzero(first)[1:] - 1, len(ends) - 1)]
    features[:, 0] = _case(codes, word_starts, word_ends)[word_of_piece]
    depth = np.zeros(len(text) + 1, dtype=np.int32)
    quotations = np.array(quoted_spans(text), dtype=np.int64).reshape(-1, 2)
    np.add.at(depth, quotations[:, 0], 1)
    np.add.at(depth, quotations[:, 1], -1)
    features[:, 1] = np.cumsum(depth)[starts] > 0
    paragraph = np.cumsum(np.isin(codes, _NEWLINES))[starts]
    features[0, 2] = 1
    features[1:, 2] = paragraph[1:] != paragraph[:-1]
    return features


def _case(codes: NDArray[np.uint32], starts: Ints, ends: Ints) -> Ints:
    upper_table, lower_table = _letters()
    plane = np.where(codes < _BMP, codes, 0)
    upper, lower = upper_table[plane], lower_table[plane]
    uppers = np.concatenate(([0], np.cumsum(upper)))
    lowers = np.concatenate(([0], np.cumsum(lower)))
    capitals = uppers[ends] - uppers[starts]
    letters = capitals + lowers[ends] - lowers[starts]
    case = np.full(len(starts), LOWER, dtype=np.int32)
    case[upper[starts]] = CAPITAL
    case[(capitals == letters) & (letters > 1)] = UPPER
    case[letters == 0] = OTHER
    return case


def stretches(pieces: Pieces, longest: int = STRETCH) -> list[Pieces]:
    """Cut a long text where a paragraph begins, or at a word if none does in time."""
    total = len(pieces)
    word_starts = np.append(np.flatnonzero(pieces.first), total)
    paragraph_starts = np.append(np.flatnonzero(pieces.features[:, 2]), total)
    found: list[Pieces] = []
    at = 0
    while at < total:
        end = _cut_at(paragraph_starts, at + 1, at + longest)
        if end is None:
            end = _cut_at(word_starts, at + 1, at + longest) or min(at + longest, total)
        found.append(pieces.part(at, end))
        at = end
    return found


def windows(pieces: Pieces, margin: int = MARGIN, first_core: int | None = None) -> list[Window]:
    """Lay windows over a text so that each piece is in exactly one core.

    A core ends where a paragraph ends if one does in its second half, otherwise
    at a word. Nothing stands before the first core, so it may be longer, up to
    `first_core` pieces: training varies it, and the cuts fall elsewhere in each epoch.
    """
    total = len(pieces)
    word_starts = np.append(np.flatnonzero(pieces.first), total)
    paragraph_starts = np.append(np.flatnonzero(pieces.features[:, 2]), total)
    laid: list[Window] = []
    at = 0
    room = WINDOW - margin if first_core is None else first_core
    while at < total:
        end = _cut_at(paragraph_starts, at + room // 2, at + room)
        if end is None:
            end = _cut_at(word_starts, at + 1, at + room) or min(at + room, total)
        left = int(word_starts[np.searchsorted(word_starts, max(0, at - margin))])
        right_limit = min(total, left + WINDOW, end + margin)
        right = _cut_at(word_starts, end, right_limit) or end
        laid.append(Window(left, at, end, right))
        at = end
        room = WINDOW - 2 * margin
    return laid


def _cut_at(places: NDArray[np.intp], low: int, high: int) -> int | None:
    """Return the last place in [low, high], None if there is none."""
    index = int(np.searchsorted(places, high, side="right")) - 1
    return int(places[index]) if index >= 0 and places[index] >= low else None
