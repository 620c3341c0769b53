"""What the rules make of a text dump: which blocks they take for bodies, and where these begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.bodies import collect, is_article
from onrecord.articles.kinds import Kind
from onrecord.articles.lines import Block
from onrecord.articles.regions import find_pieces, find_regions

OUTLINE: Final = (
    "rule_body",
    "rule_body-1",
    "rule_body+1",
    "rule_piece",
    "rule_score",
    "rule_best",
    "rule_start",
)
_BODY, _LAST, _NEXT, _PIECE, _SCORE, _BEST, _START = range(len(OUTLINE))
_PROSE: Final[frozenset[Kind]] = frozenset({"paragraph", "short", "item"})
_STRAY: Final = 1.5
_DOUBTED: Final = 0.5
_TINY: Final = 0.1


@dataclass(frozen=True, slots=True)
class Outline:
    """What the rules say.

    Args:
        table: of each block, numbers as `OUTLINE` names them.
        starts: the blocks at which a body begins.
        headed: those over which a title with a byline, a date or a dateline stands, and its block.
        votes: 1 for a paragraph of a body, less than 0 for what stands between two and for
            what is no prose, else 0.
    """

    table: NDArray[np.float32]
    starts: frozenset[int]
    headed: Mapping[int, int]
    votes: NDArray[np.float32]

    def cut(self, start: int, stop: int) -> Outline:
        """Return what is said of some of the blocks."""
        return replace(self, table=self.table[start:stop], votes=self.votes[start:stop])


def read_outline(blocks: Sequence[Block], kinds: Sequence[Kind]) -> Outline:
    """Return what the rules make of the blocks of a page."""
    table = np.zeros((len(blocks), len(OUTLINE)), np.float32)
    regions = find_regions(blocks, kinds)
    for region in regions:
        table[region.first : region.last + 1, _SCORE] = np.log1p(max(region.score, 0.0))
    table[:, _BEST] = table[:, _SCORE] >= table[:, _SCORE].max(initial=_TINY)
    starts: set[int] = set()
    headed: dict[int, int] = {}
    for piece in find_pieces(blocks, kinds, regions):
        body = collect(blocks, kinds, piece)
        sure = 1.0 if is_article(blocks, kinds, piece, body) else _DOUBTED
        for part in piece.blocks:
            table[part.start : part.stop, _PIECE] = sure
        table[body, _BODY] = sure
        table[body[:1], _START] = sure
        starts.update(body[:1] if sure > _DOUBTED else ())
        if sure > _DOUBTED and piece.heading is not None:
            headed[body[0]] = piece.heading
    table[1:, _LAST] = table[:-1, _BODY]
    table[:-1, _NEXT] = table[1:, _BODY]
    prose = np.asarray([kind in _PROSE for kind in kinds], np.float32)
    votes = 2 * table[:, _BODY] - table[:, _PIECE] - _STRAY * (1 - prose) * (table[:, _BODY] == 0)
    return Outline(table, frozenset(starts), headed, votes.astype(np.float32))
