"""Which line of a text dump is the title of an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.articles.bylines import is_byline_label
from onrecord.articles.dates import find_dates
from onrecord.articles.kinds import Kind, ends_sentence, kind_of
from onrecord.articles.lines import Block
from onrecord.schema import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ALIKE = re.compile(r"[\W_]+")
_STEM = 5
_CONTENT_LENGTH = 4
_SAMPLE = 4000
_LINE = 400
_WINDOW = 120
_SIGNATURE, _SIGNATURE_REACH, _STANDFIRST_WORDS = 1.5, 5, 8
_SIDE, _BETWEEN, _MOST_BETWEEN = 1.0, 0.1, 15
_DATED = re.compile(
    r"^(?:published|posted|last updated|updated)\b|\b(?:published|updated)\s.*(?:\d|ago)", re.IGNORECASE
)
_COMMON = frozenset({
    "the", "and", "for", "with", "from", "that", "this", "these", "those", "what", "which", "when",
    "where", "while", "will", "would", "could", "should", "have", "has", "had", "been", "were", "was",
    "are", "but", "not", "all", "how", "who", "why", "you", "your", "our", "their", "they", "them", "than",
    "then", "there", "here", "after", "before", "about", "into", "over", "under", "more", "most", "some",
    "such", "only", "also", "just", "new", "news", "find", "view", "read", "share", "sign", "get", "see",
    "to", "of", "in", "on", "at", "by", "as", "a", "an", "is", "it", "its", "be", "or", "if", "so", "up",
    "out", "can", "may", "do", "does", "did", "says", "said", "say",
})  # fmt: skip
_FEWEST_WORDS, _MOST_WORDS = 2, 32
_ENOUGH_WORDS = 6
_LEAST_SCORE = 2.0
_STANDFIRST_REACH = 3
_KIN = 0.2
TITLE_WORDS = range(4, 31)
_SUFFIX = re.compile(r"\s+(?:\||[-–—»::])\s+(?P<site>[^|–—»]{2,40})$")
_SITE_WORDS = 5
_SHORTEST_TITLE = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title: its block, and the stretch of the page text that it is."""

    block: int
    text: str
    span: Span


def fold(text: str) -> str:
    """Return a line as it is compared with others: letters and digits alone, in lower case."""
    return _folded(text[:_LINE])


@lru_cache(maxsize=4096)
def _folded(line: str) -> str:
    # Articles that follow close upon one another look for their titles in the same lines.
    return _ALIKE.sub(" ", line).strip().casefold()


def same_heading(left: str, right: str) -> bool:
    """Say whether two lines say the same, marks and spaces aside."""
    return fold(left) == fold(right)


def _stems(text: str) -> set[str]:
    return {
        word[:_STEM].casefold()
        for word in _WORD.findall(text[:_SAMPLE])
        if (len(word) >= _CONTENT_LENGTH or word[0].isupper() or word[0].isdigit())
        and not (word.isdigit() or word.casefold() in _COMMON)
    }


def kinship(heading: str, paragraphs: Iterable[str]) -> float:
    """Return the share of a heading's content words that stand in the paragraphs, 0 to 1."""
    return _share(heading, _stems(" ".join(paragraphs)))


def _share(heading: str, stems: set[str]) -> float:
    wanted = {stem for stem in _stems(heading[:_LINE]) if len(stem) > 1}
    return len(wanted & stems) / len(wanted) if wanted else 0.0


def find_title(
    blocks: Sequence[Block], kinds: Sequence[Kind], start: int, end: int, paragraphs: Sequence[str]
) -> int | None:
    """Return the block among [start, end) that heads the article whose body begins at `end`.

    A title shares words with the body, stands near it, may be repeated, and a
    byline or a date often follows. None where no line earns the name.
    """
    start = max(start, end - _WINDOW)
    seen = Counter(fold(blocks[index].text) for index in range(start, end))
    stems = _stems(" ".join(paragraphs))
    best, best_score = None, _LEAST_SCORE
    headings = sides = 0
    for index in range(end - 1, start - 1, -1):
        block = blocks[index]
        if may_be_title(block, kinds[index]):
            score = _kin_score(block, stems)
            if score is not None:
                score += _signed(blocks, kinds, index, end) + (0.5 if block.apart else 0.0)
                score += min(1.0, block.words / _ENOUGH_WORDS) * (
                    seen[fold(block.text)] > 1 or is_doubled(block.text)
                )
                score -= (_SIDE if sides else 0.0) + _BETWEEN * min(headings, _MOST_BETWEEN)
                if score > best_score:
                    best, best_score = index, score
        headings += kinds[index] in ("heading", "caption")
        sides += kinds[index] == "side"
    if best is None:
        return None
    bare = _without_crumbs(blocks, best, end)
    return bare if bare != best else _over_standfirst(blocks, kinds, (start, best), stems)


def _without_crumbs(blocks: Sequence[Block], index: int, end: int) -> int:
    """Return the line right behind a heading ("Home > News > Title") that says its end alone, else it."""
    whole = fold(blocks[index].text)
    for at in range(index + 1, min(index + 1 + _STANDFIRST_REACH, end)):
        if blocks[at].words >= TITLE_WORDS.start and whole.endswith(" " + fold(blocks[at].text)):
            return at
    return index


def _kin_score(block: Block, stems: set[str]) -> float | None:
    """Return how far a line's words speak for it as the title of a body with `stems`."""
    wanted = {stem for stem in _stems(block.text[:_LINE]) if len(stem) > 1}
    share = len(wanted & stems) / len(wanted) if wanted else 0.0
    if share == 0 and block.words not in TITLE_WORDS:
        return None
    # A line of one or two words is easily in the body by chance.
    words = block.words // 2 if is_doubled(block.text) else block.words
    certainty = min(len(wanted) / (len(wanted) + 2), words / (words + 2))
    return 5 * certainty * share + min(block.words, _ENOUGH_WORDS) / _ENOUGH_WORDS


def _over_standfirst(
    blocks: Sequence[Block], kinds: Sequence[Kind], reach: tuple[int, int], stems: set[str]
) -> int:
    """Return the heading right over `reach[1]` where that one is its standfirst, else `reach[1]`."""
    start, best = reach
    for index in range(best - 1, max(start, best - _STANDFIRST_REACH) - 1, -1):
        kind, block = kinds[index], blocks[index]
        if same_heading(block.text, blocks[best].text):
            return best
        if block.text[0] in "([":
            continue
        if may_be_title(block, kind):
            is_title = block.apart and len(_stems(block.text)) >= TITLE_WORDS.start
            return index if is_title and _share(block.text, stems) >= _KIN else best
        if kind not in ("furniture", "date", "byline", "caption"):
            break
    return best


def may_be_title(block: Block, kind: Kind) -> bool:
    """Say whether a line may be a title by its looks: no list item, no sentence, no mere date."""
    if (
        block.bullet
        or block.text[0] in "(["
        or block.text[-1] in ",;"
        or not _FEWEST_WORDS <= block.words <= _MOST_WORDS
    ):
        return False
    if kind == "furniture" and block.words in TITLE_WORDS and block.apart:
        kind = kind_of(block)  # said again elsewhere, as titles are
    asks = block.text.rstrip("\"'”’")[-1:] in "?!"
    if kind != "heading" and not (kind in ("short", "paragraph") and (asks or not ends_sentence(block.text))):
        return False
    return not _says_little_but_a_date(block.text)


def _says_little_but_a_date(text: str) -> bool:
    rest = text[:_LINE]
    dates = find_dates(rest)
    for _, start, stop in reversed(dates):
        rest = rest[:start] + rest[stop:]
    return bool(dates) and len(_WORD.findall(rest)) < TITLE_WORDS.start


def _signed(blocks: Sequence[Block], kinds: Sequence[Kind], index: int, end: int) -> float:
    """Return the weight of a byline or a date just behind a heading, its standfirst aside."""
    standfirsts = 0
    for at in range(index + 1, min(index + _SIGNATURE_REACH, end)):
        text = blocks[at].text[:_LINE]
        if kinds[at] in ("byline", "date") or is_byline_label(text) or _DATED.search(text):
            return _SIGNATURE
        if kinds[at] == "side":
            return 0.0
        if kinds[at] in ("heading", "paragraph", "short") and blocks[at].words >= TITLE_WORDS.start:
            standfirsts += 1
            if standfirsts > 1 or blocks[at].words < _STANDFIRST_WORDS:
                return 0.0
    return 0.0


def is_doubled(text: str) -> bool:
    """Say whether a line is one text twice ("X X")."""
    half = len(text) // 2
    return (
        len(text) > 2 * _CONTENT_LENGTH
        and text[:half].strip() == text[half:].strip()
        and " " in text[:half].strip()
    )


def title_of(page_text: str, blocks: Sequence[Block], index: int, site: str | None = None) -> Title:
    """Return the title that stands at a block, said once and without the site's name.

    What a mark parts from its end is the site's name where it is `site`, where the title stands
    without it nearby, or where the mark is a bar and a few words follow.
    """
    block = blocks[index]
    start, end = block.start, block.end
    raw = page_text[start:end]
    if is_doubled(block.text):
        words = len(block.text[: len(block.text) // 2].split())
        end = start + list(re.finditer(r"\S+", raw))[words - 1].end()
    else:
        near = blocks[max(0, index - _WINDOW) : index + _WINDOW]
        while (suffix := _SUFFIX.search(raw)) and _is_site(raw[: suffix.start()], suffix, site, near):
            raw = raw[: suffix.start()]
        end = start + len(raw)
    return Title(index, " ".join(page_text[start:end].split()), (start, end))


def _is_site(rest: str, suffix: re.Match[str], site: str | None, near: Sequence[Block]) -> bool:
    name = suffix["site"]
    if len(rest.split()) < _SHORTEST_TITLE or len(name.split()) > _SITE_WORDS:
        return False
    if "|" in suffix.group() or (site is not None and same_heading(name, site)):
        return True
    return any(same_heading(block.text, rest) for block in near)
