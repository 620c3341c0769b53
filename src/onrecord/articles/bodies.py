"""Which blocks of an article's stretch are its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.articles.headings import fold
from onrecord.articles.kinds import Kind
from onrecord.articles.labels import ends_with_sign_off
from onrecord.articles.lines import Block
from onrecord.articles.regions import Piece

FEWEST_WORDS = 25
"""A body of fewer words is a teaser, a caption or a notice, unless the whole page is but a note."""

LINES_OF_A_NOTE = 6

_ECHO_WORDS = range(4, 26)
_ECHO = 0.75
_REFRAIN_WORDS = 20
_REFRAINS: dict[Kind, int] = {"heading": 4, "paragraph": 3, "short": 4}
_NEVER = 1_000_000_000
_ECHO_DISTANCE = 2
_REPEATED_WORDS = 8
_QUESTION_WORDS = 8
_TEASER_WORDS = 20
_FRAGMENT_WORDS = 12
_FRONT_HEADINGS = 3
_FRONT_WORDS = 30
_LAST_PARAGRAPHS = 3
_NOTE_OPENING = 60
_PRESENTED = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){1,3}(?P<surname>[A-Z][\w'’-]+) (?:is|was|has been|covers|writes|reports)\b.{0,60}?"
    r"(?:\b(?:reporter|editor|writer|correspondent|journalist|columnist|contributor|fellow)\b|\bfor )"
)
_OCCUPATION = re.compile(
    r"\b(?:reporters?|editors?|writer|writes|correspondent|journalists?|columnist|covers|covering|authors?|"
    r"contributors?|professor|fellow|analyst|producer|based in|newspaper|publisher|magazine|"
    r"news (?:organi[sz]ation|agency|site|website|channel|provider))\b"
)


def mark_echoes(blocks: Sequence[Block], kinds: list[Kind]) -> None:
    """Turn sentences that a near neighbour repeats, as captions do, into captions.

    `kinds` is changed in place. Neighbours are at most two blocks apart.
    """
    bags = [
        frozenset(block.text.casefold().split()) if block.words in _ECHO_WORDS else frozenset()
        for block in blocks
    ]
    for index, bag in enumerate(bags):
        if not bag:
            continue
        for other in range(index + 1, min(index + _ECHO_DISTANCE + 1, len(bags))):
            both = len(bag & bags[other])
            if both and both >= _ECHO * len(bag | bags[other]):
                for at in (index, other):
                    if kinds[at] in ("paragraph", "short", "item"):
                        kinds[at] = "caption"


def mark_refrains(blocks: Sequence[Block], kinds: list[Kind]) -> None:
    """Turn short lines that a page repeats over and over into furniture.

    `kinds` is changed in place. A title is seldom printed more than three times.
    """
    short = [
        (index, block.text.casefold()) for index, block in enumerate(blocks) if block.words <= _REFRAIN_WORDS
    ]
    times = Counter(key for _, key in short)
    for index, key in short:
        if times[key] >= _REFRAINS.get(kinds[index], _NEVER):
            kinds[index] = "furniture"


def collect(blocks: Sequence[Block], kinds: Sequence[Kind], piece: Piece) -> list[int]:
    """Return the indices of the blocks that are paragraphs of the body, in order.

    Dropped are sub-headings, captions, pointers to other pages, and what stands
    between a label such as "Related" and the next sentence of the article.
    """
    where = [index for part in piece.blocks for index in part]
    subheaded = any(_is_subheading(kinds, index) for index in where[1:-1])
    kept: list[int] = []
    aside = False
    for index in where:
        block, kind = blocks[index], kinds[index]
        if kind in ("side", "tags", "stop"):
            aside = True
            continue
        if kind == "caption" and index == where[-1] and kept and ends_with_sign_off(block.text):
            kind = "paragraph"
        if not _belongs(block, kind, aside=aside):
            continue
        if subheaded and _asks_as_heading(blocks, kinds, index):
            continue
        if kind == "item" and not any(kinds[at] == "paragraph" for at in kept[:1]):
            continue
        aside = aside and kind != "paragraph"
        kept.append(index)
    return without_repeats(blocks, kept)


def without_repeats(blocks: Sequence[Block], body: Sequence[int]) -> list[int]:
    """Return a body without the longer paragraphs that it has already."""
    said: set[str] = set()
    kept: list[int] = []
    for index in body:
        key = fold(blocks[index].text) if blocks[index].words >= _REPEATED_WORDS else ""
        if not key or key not in said:
            kept.append(index)
        said.add(key)
    return kept


def _belongs(block: Block, kind: Kind, *, aside: bool) -> bool:
    if kind == "paragraph":
        teased = aside and block.words <= _TEASER_WORDS and block.text.endswith(("?", "!", "...", "…"))
        return not teased
    if kind == "heading":
        return not aside and block.words >= _FRAGMENT_WORDS and not block.apart
    return kind in ("short", "item") and not aside


def _is_subheading(kinds: Sequence[Kind], index: int) -> bool:
    return (
        kinds[index] == "heading"
        and kinds[index + 1] in ("paragraph", "side")
        and kinds[index - 1] != "heading"
    )


def _asks_as_heading(blocks: Sequence[Block], kinds: Sequence[Kind], index: int) -> bool:
    """Say whether a short question stands over the next paragraph, among other sub-headings."""
    block = blocks[index]
    return (
        kinds[index] in ("short", "paragraph")
        and block.words <= _QUESTION_WORDS
        and block.apart
        and block.text.endswith("?")
        and index + 1 < len(blocks)
        and kinds[index + 1] == "paragraph"
    )


def without_notes(blocks: Sequence[Block], body: Sequence[int], signers: Sequence[str]) -> list[int]:
    """Return a body without notes at its end on who wrote or published it.

    `signers` are the persons of the byline and the outlet: a note begins with
    one of them, or with a surname, and says what they do.
    """
    names = {name for signer in signers for name in (signer, signer.split()[-1])}
    kept = list(body[:-_LAST_PARAGRAPHS]) if len(body) > _LAST_PARAGRAPHS else list(body[:1])
    for index in body[len(kept) :]:
        text = blocks[index].text
        opening = text[:_NOTE_OPENING].removeprefix("The ").split(" is ")[0]
        signed = any(
            opening.startswith(name.removeprefix("The ")) or opening.endswith(name) for name in names
        )
        unheard = _is_self_note(text, (blocks[other].text for other in kept))
        if not (unheard or (signed and _OCCUPATION.search(text[: 4 * _NOTE_OPENING]))):
            kept.append(index)
    return kept


def _is_self_note(text: str, body: Iterable[str]) -> bool:
    """Say whether a paragraph presents a journalist of whom the body does not speak."""
    presented = _PRESENTED.match(text)
    return presented is not None and not any(presented["surname"] in paragraph for paragraph in body)


def is_article(blocks: Sequence[Block], kinds: Sequence[Kind], piece: Piece, body: Sequence[int]) -> bool:
    """Say whether a body is an article's, not a list of teasers or a notice on a page of menus."""
    words = [blocks[index].words for index in body if kinds[index] in ("paragraph", "caption")]
    if not words:
        return False
    if sum(words) < FEWEST_WORDS:
        return len(blocks) <= LINES_OF_A_NOTE
    headings = sum(kinds[index] == "heading" for part in piece.blocks for index in part)
    is_front = headings >= _FRONT_HEADINGS and headings >= len(words) - 1
    return not (is_front and sum(words) < _FRONT_WORDS * len(words))
