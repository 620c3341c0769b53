"""Which blocks of a rendered page are its article's body: the known paragraphs found again.

A block belongs to the body when half of its runs of four words stand in the known body, and
the places where they stand there keep the order of the page: a teaser or a caption that says
a sentence of the body elsewhere is none of it. Blocks of up to three words belong to it when
they are a known paragraph, or stand between blocks of the body and go on there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

WORD = re.compile(r"\w+")
RUN = 4
LEAST = 0.5


def body_blocks(blocks: Sequence[str], body: Sequence[str]) -> list[bool]:
    """Say of each block of a page whether it belongs to the body, known by paragraph."""
    known = [word for paragraph in body for word in WORD.findall(paragraph.lower())]
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(known) - RUN + 1):
        places.setdefault(tuple(known[at : at + RUN]), []).append(at)
    paragraphs = {tuple(WORD.findall(paragraph.lower())) for paragraph in body}
    words = [WORD.findall(block.lower()) for block in blocks]
    matched = [
        (index, at, len(own)) for index, own in enumerate(words) if (at := _place(own, places)) is not None
    ]
    belongs = [False] * len(blocks)
    for index in _in_order(matched):
        belongs[index] = True
    for index, own in enumerate(words):
        beside = any(belongs[max(0, index - 2) : index]) and any(belongs[index + 1 : index + 3])
        if 0 < len(own) < RUN and (tuple(own) in paragraphs) and beside:
            belongs[index] = True
    return belongs


def _place(own: Sequence[str], places: dict[tuple[str, ...], list[int]]) -> int | None:
    """Return where in the body a block stands, or None where it does not."""
    runs = [tuple(own[at : at + RUN]) for at in range(len(own) - RUN + 1)]
    found = [(at, places[run]) for at, run in enumerate(runs) if run in places]
    if not runs or len(found) < LEAST * len(runs):
        return None
    starts = sorted(place - at for at, there in found for place in there)
    return starts[len(starts) // 2]


def _in_order(matched: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return the blocks of the rising chain of places that holds most words."""
    tops: list[tuple[int, int]] = []  # (place, weight) with rising weights: the best chain that ends there
    nodes: list[tuple[int, int, int]] = []  # block, the chain's weight, the node before
    ends: list[int] = []
    for index, place, weight in matched:
        at = bisect_left(tops, (place + 1, 0))
        before = ends[at - 1] if at else -1
        total = weight + (tops[at - 1][1] if at else 0)
        nodes.append((index, total, before))
        node = len(nodes) - 1
        until = at
        while until < len(tops) and tops[until][1] <= total:
            until += 1
        tops[at:until] = [(place, total)]
        ends[at:until] = [node]
    chain: list[int] = []
    node = ends[-1] if ends else -1
    while node >= 0:
        chain.append(nodes[node][0])
        node = nodes[node][2]
    return chain[::-1]
