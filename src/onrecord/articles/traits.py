"""What can be told of each block of a text dump by looking at it and at its neighbours, as numbers.

The line model was trained on these: changing one, or their order, asks for training anew.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.datelines import begins_with_dateline
from onrecord.articles.kinds import Kind, ends_sentence
from onrecord.articles.lines import Block
from onrecord.articles.outline import OUTLINE, Outline

Matrix = NDArray[np.float32]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MARKS: Final = (
    *("words", "length", "repeated", "ends", "leads", "trails", "asks", "bullet", "apart", "upper_start"),
    *("lower_start", "quote_start", "digit_start", "dateline", "signed_off"),
    *("capitals", "lower", "shouted", "digits", "commas", "sentences", "bars", "handles"),
    *("small", "addressed", "said", "news", "unlike_news"),
)
SISTERLY: Final = (
    *("sisters", "shared", "shared_by_most", "shared_around", "shared_last", "shared_next", "own_prose"),
)
SIZES: Final = (4, 8, 15, 30, 60)
BESIDE: Final = ("prose", "menu", "ends", "words", "bullet", "heading", "credit", "side", "stop", "news")
AWAY: Final = (1, 2, 3)
REACHES: Final = (2, 5, 20)
NEAREST: Final[tuple[Kind, ...]] = ("paragraph", "heading", "side", "stop", "byline", "date", "tags")

WORD: Final = re.compile(r"[a-z][a-z'’]+")
_HEAD = 2000
_SMALL = frozenset({
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it",
    "its", "more", "not", "of", "on", "or", "out", "over", "said", "she", "so", "some", "than", "that",
    "the", "their", "them", "there", "they", "this", "to", "up", "was", "we", "were", "what", "when",
    "which", "who", "will", "with", "would", "you",
})  # fmt: skip
_ADDRESSED = frozenset({
    "you", "your", "we", "our", "us", "here", "please", "click", "subscribe", "newsletter", "email", "sign",
})  # fmt: skip
_SAID = frozenset({
    "said", "says", "told", "saying", "added", "asked", "according", "warned", "announced", "tweeted",
    "wrote",
})  # fmt: skip
_BARS = "|»>›·/"
_TOLD = 0x3000
_QUOTES = "\"'“‘«"
_SIGN_OFF = re.compile(
    r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled) (?:in [\w ]{3,20} )?by ",
    re.IGNORECASE,
)
_SMOOTHED = 3
_OFTEN = 6
_UNLIKE = -0.5
_WINDOW = 6
_STEM = 6
_LONG = 5
_FAR = 50
_PROSE_WORDS = 8
_SOME, _MOST = 0.5, 1.5


def trait_names() -> tuple[str, ...]:
    """Return the names of the columns of `read_traits`, in order."""
    return (
        *MARKS,
        *("after_top", "before_end"),
        *(f"words_from_{size}" for size in SIZES),
        *KINDS,
        *BESIDE[:1],
        BESIDE[-1] + "_of_prose",
        *(f"{name}{sign}{away}" for away in AWAY for sign in "-+" for name in BESIDE),
        *(f"{name}{sign}~{reach}" for reach in REACHES for sign in "-+" for name in BESIDE),
        *(f"{side}_{kind}" for kind in NEAREST for side in ("since", "until")),
        *("cohesion_back", "cohesion_ahead", "cohesion"),
        *OUTLINE,
        *SISTERLY,
    )


def read_traits(
    lines: tuple[Sequence[Block], Sequence[Kind]],
    outline: Outline,
    words: Mapping[str, float],
    shared: Sequence[float] | None,
) -> Matrix:
    """Return a row of numbers for each block, columns as `trait_names` has them.

    `outline` is what the rules make of them. `words` says of single words how much more
    they are used in news than around it, negative: less. `shared` says of each block how
    many of up to four sister pages have it, None where no sister is known. Time is linear
    in the length of the blocks.
    """
    blocks, kinds = lines
    count = len(blocks)
    marks = _marks(blocks, words)
    kind = np.zeros((count, len(KINDS)), np.float32)
    order = {name: at for at, name in enumerate(KINDS)}
    kind[np.arange(count), [order[name] for name in kinds]] = 1.0
    beside = _beside(marks, kind)
    places = np.arange(count, dtype=np.float32)
    edges = np.log1p(np.stack([places, count - 1 - places], axis=1))
    length = np.fromiter((block.words for block in blocks), np.float32, count)
    sizes = (length[:, None] >= np.asarray(SIZES, np.float32)).astype(np.float32)
    prose = np.stack([beside[:, 0], beside[:, -1] * kind[:, KINDS.index("paragraph")]], axis=1)
    parts = [
        marks,
        edges,
        sizes,
        kind,
        prose,
        _around(beside),
        _distances(kind),
        _cohesion(blocks, kinds),
        outline.table,
    ]
    return np.concatenate([*parts, _sisters(count, shared, beside[:, 0])], axis=1, dtype=np.float32)


def _marks(blocks: Sequence[Block], words: Mapping[str, float]) -> Matrix:
    texts = [block.text[:_HEAD] for block in blocks]
    lowered = [text.lower() for text in texts]
    times = Counter(lowered)
    rows = [
        _mark(block, text, min(times[low], 6))
        for block, text, low in zip(blocks, texts, lowered, strict=True)
    ]
    table = np.asarray(rows, np.float32).reshape(len(blocks), -1)
    table[:, :2] = np.log1p(table[:, :2])
    return np.concatenate([table, _letters(texts), _vocabulary(lowered, words)], axis=1, dtype=np.float32)


def _mark(block: Block, text: str, times: int) -> tuple[float, ...]:
    first, last = text[0], block.text[-1]
    return (
        block.words,
        len(block.text),
        times,
        ends_sentence(block.text),
        last in ":,;—–",
        block.text.endswith(("...", "…")),
        last == "?",
        block.bullet,
        block.apart,
        first.isupper(),
        first.islower(),
        first in _QUOTES,
        first.isdigit(),
        begins_with_dateline(text),
        _SIGN_OFF.match(text) is not None,
    )


@cache
def _classes() -> NDArray[np.uint8]:
    """Return what each character below `_TOLD` is, by a bit each."""
    tests: tuple[Callable[[str], bool], ...] = (
        *(str.isupper, str.islower, str.isdigit, str.isspace, ".!?".__contains__, _BARS.__contains__),
        *(",".__eq__, "@:".__contains__),
    )
    return np.asarray(
        [sum(test(chr(code)) << bit for bit, test in enumerate(tests)) for code in range(_TOLD)], np.uint8
    )


def _letters(texts: Sequence[str]) -> Matrix:
    """Return what characters the blocks are made of, columns as the third line of `MARKS` has them."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _classes()[np.minimum(codes, _TOLD - 1)]
    length = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.concatenate([[0], np.cumsum(length + 1)[:-1]])
    upper, lower, digit, space, end, bar, comma, handle = ((kinds >> bit) & 1 for bit in range(8))
    opens = np.concatenate([[1], space[:-1]])
    again = np.zeros_like(end)
    again[2:] = end[:-2] & space[1:-1] & upper[2:]
    columns = np.stack([upper & opens, lower & opens, upper, digit, comma, again, bar, handle], axis=1)
    counted = np.add.reduceat(columns.astype(np.float32), starts, axis=0)
    words = np.maximum(np.add.reduceat(((1 - space) & opens).astype(np.float32), starts), 1)
    counted[:, [0, 1, 4]] /= words[:, None]
    counted[:, [2, 3]] /= length[:, None]
    return np.minimum(counted, 10.0)


def _vocabulary(lowered: Sequence[str], weights: Mapping[str, float]) -> Matrix:
    """Return what words the blocks are made of, columns as the last line of `MARKS` has them."""
    words = [WORD.findall(text) for text in lowered]
    count = np.fromiter(map(len, words), np.int64, len(words))
    each = [word for block in words for word in block]
    table = np.zeros((len(each) + 1, 5), np.float32)
    table[:-1, 0] = [word in _SMALL for word in each]
    table[:-1, 1] = [word in _ADDRESSED for word in each]
    table[:-1, 2] = [word in _SAID for word in each]
    table[:-1, 3] = [weights.get(word, 0.0) for word in each]
    table[:, 4] = table[:, 3] < _UNLIKE
    total = np.concatenate([np.zeros((1, 5)), np.cumsum(table[:-1], axis=0, dtype=np.float64)])
    ends = np.cumsum(count)
    counted = total[ends] - total[ends - count]
    counted[:, [0, 1, 3, 4]] /= count[:, None] + _SMOOTHED
    counted[:, 2] = np.minimum(counted[:, 2], 3)
    shares: Matrix = counted.astype(np.float32)
    return shares


def _beside(marks: Matrix, kind: Matrix) -> Matrix:
    """Return what is looked at in a block's neighbours too, columns as in `BESIDE`."""
    at, mark = KINDS.index, MARKS.index
    words = np.minimum(np.expm1(marks[:, 0]), 60) / 20
    columns = (
        kind[:, at("paragraph")] * words,
        kind[:, [at("bullet"), at("furniture"), at("aside"), at("tags")]].sum(axis=1),
        marks[:, mark("ends")],
        marks[:, 0],
        marks[:, mark("bullet")],
        kind[:, at("heading")],
        kind[:, [at("byline"), at("date")]].sum(axis=1),
        kind[:, at("side")],
        kind[:, at("stop")],
        marks[:, mark("news")],
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _around(beside: Matrix) -> Matrix:
    """Return the neighbours themselves, as `AWAY`, and means of those before and behind, as `REACHES`."""
    count, width = beside.shape
    parts: list[Matrix] = []
    for away in AWAY:
        empty = np.full((min(away, count), width), -1.0, np.float32)
        parts.append(np.concatenate([empty, beside[: max(count - away, 0)]]))
        parts.append(np.concatenate([beside[away:], empty]))
    total = np.concatenate([np.zeros((1, width)), np.cumsum(beside, axis=0, dtype=np.float64)])
    places = np.arange(count)
    for reach in REACHES:
        before, after = np.maximum(places - reach, 0), np.minimum(places + 1 + reach, count)
        parts.append(((total[places] - total[before]) / reach).astype(np.float32))
        parts.append(((total[after] - total[places + 1]) / reach).astype(np.float32))
    return np.concatenate(parts, axis=1)


def _distances(kind: Matrix) -> Matrix:
    """Return how far back and ahead the next block of some kinds is, up to `_FAR`."""
    columns: list[Matrix] = []
    count = len(kind)
    places = np.arange(count)
    for name in NEAREST:
        there = kind[:, KINDS.index(name)] > 0
        back = np.maximum.accumulate(np.where(there, places, -_FAR))
        ahead = np.minimum.accumulate(np.where(there, places, count + _FAR)[::-1])[::-1]
        columns.append(np.minimum(places - np.concatenate([[-_FAR], back[:-1]]), _FAR).astype(np.float32))
        columns.append(
            np.minimum(np.concatenate([ahead[1:], [count + _FAR]]) - places, _FAR).astype(np.float32)
        )
    return np.log1p(np.stack(columns, axis=1))


def _cohesion(blocks: Sequence[Block], kinds: Sequence[Kind]) -> Matrix:
    """Return which share of a block's longer words the prose before it has, that behind, the greater."""
    bags = [_bag(block.text) for block in blocks]
    prose = [
        kind == "paragraph" and block.words >= _PROSE_WORDS for block, kind in zip(blocks, kinds, strict=True)
    ]
    back = _shares(bags, prose)
    ahead = _shares(bags[::-1], prose[::-1])[::-1]
    both = np.asarray([back, ahead], np.float32)
    return np.concatenate([both, both.max(axis=0, keepdims=True)]).T


def _bag(text: str) -> set[str]:
    return {word[:_STEM] for word in text[:_HEAD].lower().split() if len(word) >= _LONG}


def _shares(bags: Sequence[set[str]], prose: Sequence[bool]) -> list[float]:
    known: dict[str, int] = {}
    window: deque[set[str]] = deque()
    shares: list[float] = []
    for bag, told in zip(bags, prose, strict=True):
        shares.append(len(bag & known.keys()) / len(bag) if bag else 0.0)
        if told:
            window.append(bag)
            for word in bag:
                known[word] = known.get(word, 0) + 1
            if len(window) > _WINDOW:
                for word in window.popleft():
                    known[word] -= 1
                    if not known[word]:
                        del known[word]
    return shares


def _sisters(count: int, shared: Sequence[float] | None, prose: NDArray[np.float32]) -> Matrix:
    """Return whether sisters are known, and how many have a block and those around it."""
    if shared is None:
        return np.zeros((count, len(SISTERLY)), np.float32)
    own = np.asarray(shared, np.float32)
    total = np.concatenate([[0.0], np.cumsum(own, dtype=np.float64)])
    places = np.arange(count)
    before, after = np.maximum(places - 3, 0), np.minimum(places + 4, count)
    around = (total[after] - total[before]) / (after - before)
    last = np.concatenate([[2.0], own[:-1]])
    following = np.concatenate([own[1:], [2.0]])
    columns = (
        np.ones(count),
        own >= _SOME,
        own >= _MOST,
        around,
        np.minimum(last, 2),
        np.minimum(following, 2),
        prose * (own < _SOME),
    )
    return np.stack(columns, axis=1).astype(np.float32)
