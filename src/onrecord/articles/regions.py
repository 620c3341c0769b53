"""Where articles lie among the blocks of a text dump.

A page is read as a sequence of scores: prose counts for an article, menus and
labels against one. An article's region is a stretch whose sum rises from its
first block to its last and never falls far in between (the X-drop rule of
sequence alignment: Altschul et al., 1990). One pass, linear in the blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.articles.datelines import begins_with_dateline
from onrecord.articles.headings import kinship, same_heading
from onrecord.articles.kinds import Kind, ends_sentence
from onrecord.articles.lines import Block

_SCORES: dict[Kind, float] = {
    "paragraph": 0.5,
    "short": 0.4,
    "item": 0.4,
    "heading": -0.7,
    "bullet": -0.8,
    "caption": -0.8,
    "byline": -0.3,
    "date": -0.3,
    "aside": -0.3,
    "side": -1.0,
    "tags": -2.0,
    "stop": -1.0,
    "furniture": -0.4,
}
_STOP_PENALTY = -12.0
_DROP = 9.0
_LISTED = 0.4
_WORDS_A_POINT, _MOST_WORDS = 20, 60
_TEASER_SCORE = 0.3
_CREDIT = 4.0
_SIGNED = 5.0
_SIGNATURE_REACH = 6
_TITLE_WORDS = range(4, 31)
_LEAST_KINSHIP = 0.3
_OWN_PARAGRAPHS = 3
_JOINED_WORDS = 15
_PROSE_SHARE = 0.6
_WIDEST_GAP = 40


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of blocks, first and last included, and its score.

    `followed`: the title of another article stands right behind it.
    """

    first: int
    last: int
    score: float
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The blocks of one article's body; `heading` is where its title was seen, if it was."""

    blocks: tuple[range, ...]
    heading: int | None = None

    @property
    def first(self) -> int:
        """The index of the first block."""
        return self.blocks[0].start


def find_regions(blocks: Sequence[Block], kinds: Sequence[Kind]) -> list[Region]:
    """Return the stretches of prose of a page, in order."""
    found: list[Region] = []
    first, last, total, peak, credit = 0, -1, 0.0, 0.0, 0.0
    prose = 0
    listed = False
    for index, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        listed = kind == "side" or (listed and kind in ("heading", "date"))
        score = _STOP_PENALTY if kind == "stop" and prose >= _OWN_PARAGRAPHS else _score(block, kind)
        score = score * _LISTED if listed and kind != "side" else score
        if total > 0 and kind == "paragraph" and _begins_anew(blocks, kinds, last, index):
            found.append(Region(first, last, peak - credit, followed=True))
            total = 0.0
        if total <= 0:
            if score <= 0:
                continue
            credit = _CREDIT if _is_headed(blocks, kinds, index) else 0.0
            first, last, total, peak, prose = index, index, credit, credit, 0
        total += score
        prose += kind == "paragraph"
        if total > peak:
            peak, last = total, index
        elif peak - total > _DROP or total <= 0:
            found.append(Region(first, last, peak - credit))
            total = 0.0
    if total > 0:
        found.append(Region(first, last, peak - credit))
    return found


def _begins_anew(blocks: Sequence[Block], kinds: Sequence[Kind], last: int, index: int) -> bool:
    """Say whether another article's title and its byline, date or dateline stand since the last prose."""
    gap = kinds[last + 1 : index]
    if "heading" not in gap or "side" in gap or len(gap) > _WIDEST_GAP:
        return False
    signed = begins_with_dateline(blocks[index].text)
    for at in range(index - 1, last, -1):
        signed = signed or kinds[at] in ("byline", "date")
        if kinds[at] == "heading" and blocks[at].words in _TITLE_WORDS:
            return signed and _is_kin(blocks, kinds, at, index)
    return False


def _is_headed(blocks: Sequence[Block], kinds: Sequence[Kind], index: int) -> bool:
    """Say whether a title, a byline, a date or a dateline opens the prose that begins at a block.

    Such prose may be interrupted sooner than other prose and still be an article's.
    """
    lead = range(max(0, index - _SIGNATURE_REACH), index)
    if any(kinds[at] in ("byline", "date") for at in lead) or begins_with_dateline(blocks[index].text):
        return True
    return any(
        kinds[at] == "heading"
        and blocks[at].words in _TITLE_WORDS
        and kinship(blocks[at].text, [blocks[index].text]) >= _LEAST_KINSHIP
        for at in lead
    )


def _score(block: Block, kind: Kind) -> float:
    if kind != "paragraph":
        return _SCORES[kind]
    if block.text.endswith(("...", "…")) or not ends_sentence(block.text):
        return _TEASER_SCORE
    return _SCORES[kind] + min(block.words, _MOST_WORDS) / _WORDS_A_POINT


def find_pieces(blocks: Sequence[Block], kinds: Sequence[Kind], regions: list[Region]) -> list[Piece]:
    """Return the bodies of the articles on a page, in order; each may lie in several stretches."""
    if not regions:
        return []
    best = max(regions, key=lambda region: _likelihood(blocks, kinds, region))
    regions, best = _with_opening(kinds, regions, best)
    pieces: list[Piece] = []
    end = -1
    open_end = False
    for region in regions:
        parts = _divide(blocks, kinds, region)
        if region is not best:
            own = [
                part
                for part in parts
                if part.heading is not None and _is_long(kinds, part, _OWN_PARAGRAPHS - 1)
            ]
            if not own and open_end and _goes_on(blocks, kinds, region, end):
                pieces[-1] = Piece((*pieces[-1].blocks, *parts[0].blocks), pieces[-1].heading)
                end = region.last
                continue
            parts = parts if region.followed and _is_prose(kinds, region) else own
        pieces.extend(parts)
        open_end = open_end or region is best
        end = region.last if parts else end
    return _without_prelude(kinds, pieces)


def _with_opening(kinds: Sequence[Kind], regions: list[Region], best: Region) -> tuple[list[Region], Region]:
    """Join the best region with one just before it that a byline or a date heads.

    A card or a row of buttons behind the first paragraph can cut it off.
    """
    at = regions.index(best)
    if at == 0:
        return regions, best
    opening = regions[at - 1]
    between = kinds[opening.last + 1 : best.first]
    lead = kinds[max(0, opening.first - _SIGNATURE_REACH) : opening.first]
    signed = "byline" in lead or "date" in lead
    if not signed or len(between) > _SIGNATURE_REACH or {"stop", "byline", "date"} & set(between):
        return regions, best
    joined = Region(opening.first, best.last, opening.score + best.score)
    return [*regions[: at - 1], joined, *regions[at + 1 :]], joined


def _likelihood(blocks: Sequence[Block], kinds: Sequence[Kind], region: Region) -> float:
    """Return a region's score: raised by what heads an article, halved for a list of teasers."""
    lead = [kinds[index] for index in _with_lead(kinds, region) if index < region.first]
    within = kinds[region.first : region.last + 1]
    score = region.score
    score += _SIGNED if "byline" in lead or "date" in lead else 0.0
    score += _SIGNED if begins_with_dateline(blocks[region.first].text) else 0.0
    headings, prose = within.count("heading"), within.count("paragraph")
    return score / 2 if headings >= _OWN_PARAGRAPHS and headings >= prose - 1 else score


def _divide(blocks: Sequence[Block], kinds: Sequence[Kind], region: Region) -> list[Piece]:
    """Cut a region at each heading that a byline, a date or a dateline follows."""
    cuts: list[tuple[int, int]] = []
    heading: int | None = None
    signed = listed = False
    for index in _with_lead(kinds, region):
        kind, block = kinds[index], blocks[index]
        if kind == "side":
            heading, listed = None, True
        elif kind == "heading" and block.words in _TITLE_WORDS:
            if heading is None or not same_heading(blocks[heading].text, block.text):
                heading, signed = index, False
        elif kind in ("byline", "date"):
            signed = True
        elif kind == "paragraph":
            begins = begins_with_dateline(block.text) or (signed and not listed)
            if heading is not None and begins and _is_kin(blocks, kinds, heading, index):
                cuts.append((heading, index))
            heading, signed, listed = None, False, False
    starts = [region.first, *(index for _, index in cuts)]
    ends = [*(heading for heading, _ in cuts), region.last + 1]
    headings = [None, *(heading for heading, _ in cuts)]
    return [
        Piece((range(start, end),), heading)
        for start, end, heading in zip(starts, ends, headings, strict=True)
        if start < end
    ]


def _with_lead(kinds: Sequence[Kind], region: Region) -> range:
    """Return the region with the few lines before it where its own title may stand."""
    first = region.first
    while (
        first > 0
        and region.first - first < _WIDEST_GAP // 4
        and kinds[first - 1] not in ("paragraph", "stop")
    ):
        first -= 1
    return range(first, region.last + 1)


def _is_kin(blocks: Sequence[Block], kinds: Sequence[Kind], heading: int, index: int) -> bool:
    body = [
        blocks[at].text
        for at in range(index, min(index + 2 * _OWN_PARAGRAPHS, len(blocks)))
        if kinds[at] == "paragraph"
    ]
    return kinship(blocks[heading].text, body) >= _LEAST_KINSHIP


def _is_prose(kinds: Sequence[Kind], region: Region) -> bool:
    within = kinds[region.first : region.last + 1]
    return within.count("paragraph") >= max(_OWN_PARAGRAPHS, _PROSE_SHARE * len(within))


def _is_long(kinds: Sequence[Kind], piece: Piece, paragraphs: int = _OWN_PARAGRAPHS) -> bool:
    return sum(kinds[index] == "paragraph" for part in piece.blocks for index in part) >= paragraphs


def _goes_on(blocks: Sequence[Block], kinds: Sequence[Kind], region: Region, end: int) -> bool:
    """Say whether a region is the rest of the article that a long insertion cut at `end`."""
    if region.first - end > _WIDEST_GAP or "stop" in kinds[end + 1 : region.first]:
        return False
    words = [
        block.words
        for block, kind in zip(
            blocks[region.first : region.last + 1], kinds[region.first : region.last + 1], strict=True
        )
        if kind == "paragraph"
    ]
    return len(words) >= _OWN_PARAGRAPHS and sum(words) >= _JOINED_WORDS * len(words)


def _without_prelude(kinds: Sequence[Kind], pieces: list[Piece]) -> list[Piece]:
    """Drop a few sentences without a title that stand before the first titled article."""
    titled = [piece for piece in pieces if piece.heading is not None]
    return [piece for piece in pieces if piece in titled or not titled or _is_long(kinds, piece)]
