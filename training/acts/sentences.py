"""Sentences with gold actors and a PLOVER category, as scenes with the acts that the category allows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import onrecord
from onrecord.schema import ActLabel, Statement
from onrecord.statements.acts_scene import MOST_AROUND, MOST_CONTENT, MOST_CUE, Scene, scene_of
from onrecord.statements.acts_words import Word, lists, words_of

ACTS_OF: dict[str, frozenset[ActLabel]] = {
    "ACCUSE": frozenset({"accuse", "criticise"}),
    "REJECT": frozenset({"reject"}),
    "THREATEN": frozenset({"warn"}),
    "REQUEST": frozenset({"demand"}),
    "AGREE": frozenset({"promise"}),
    "SUPPORT": frozenset({"support"}),
}
OTHER: frozenset[ActLabel] = frozenset({"state", "deny", "admit"})
"""What a sentence of any other category may do."""

LONGEST = 25
OVERLAP = 0.5
NEAR = 6
_AIDS = frozenset(
    [
        "be",
        "have",
        "do",
        "wil",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "not",
        "also",
        "again",
        "to",
        "say",
    ]
)
_CLOSED = frozenset(
    [
        "a",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "as",
        "its",
        "his",
        "her",
        "their",
        "that",
        "which",
        "who",
        "it",
        "he",
        "she",
        "they",
        "this",
        "these",
        "those",
        "after",
        "before",
        "over",
        "under",
        "into",
        "against",
        "about",
        "between",
        "during",
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One row of the file."""

    id: str
    text: str
    source: str
    target: str
    category: str

    @property
    def acts(self) -> frozenset[ActLabel]:
        """The acts that its category allows."""
        return ACTS_OF.get(self.category, OTHER)


def read_sentences(path: Path) -> list[Sentence]:
    """Read the tab-separated file: id, sentence, source, target, plover."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Sentence(row["id"], _bare(row["sentence"]), _bare(row["source"]), _bare(row["target"]), row["plover"])
        for row in rows
    ]


def _bare(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"' and '""' in text:
        return text[1:-1].replace('""', '"')
    return text


def scene_of_sentence(sentence: Sentence) -> Scene:
    """Cut a sentence at its gold source: the verbs behind it are the cue, what follows the content."""
    text = sentence.text
    start = text.find(sentence.source)
    if start < 0:
        start = end = 0
    else:
        end = start + len(sentence.source)
    source = tuple(words_of(text, start, end))[:MOST_CUE]
    after = list(words_of(text, end, len(text)))
    before = list(words_of(text, 0, start))
    if before and before[-1].stem == "by":
        first = max((at for at, word in enumerate(before[:-1]) if _is_verb(word)), default=0)
        while first and before[first - 1].stem in _AIDS:
            first -= 1
        cue, content = before[first:], [*before[:first], *after]
        return Scene(tuple(cue[:MOST_CUE]), tuple(content[:MOST_CONTENT]), source)
    if not any(word.form.isalpha() for word in after):
        after, before = before, []
    skipped = _apposition(after)
    first, last = (skipped + at for at in _verbs(after[skipped:]))
    around = (*before, *after[:first])[-MOST_AROUND:]
    return Scene(
        tuple(after[first:last][:MOST_CUE]), tuple(after[last : last + MOST_CONTENT]), source, around
    )


def _apposition(words: list[Word]) -> int:
    """Return where what stands between commas behind a name ends, 0 where nothing does."""
    if not words or words[0].form != ",":
        return 0
    return next((at + 1 for at, word in enumerate(words[1:LONGEST], 1) if word.form == ","), 0)


def _verbs(words: list[Word]) -> tuple[int, int]:
    """Return where the first run of verbs begins and ends, by their endings and the word lists."""
    first = next((at for at, word in enumerate(words) if _is_verb(word)), 0)
    last = first
    while last < len(words) and (words[last].stem in _AIDS or _is_adverb(words[last])):
        last += 1
    return first, min(len(words), last + 1)


def _is_adverb(word: Word) -> bool:
    return word.form.endswith("ly")


def _is_verb(word: Word) -> bool:
    if word.stem in _AIDS and word.stem != "to":
        return True
    if not word.form.isalpha() or word.stem in _CLOSED:
        return False
    return word.form.endswith("ed") or word.stem in _verb_stems()


def _verb_stems() -> frozenset[str]:
    known = lists().stems
    return frozenset(one for one, names in known.items() if _VERBAL & set(names))


_VERBAL = {
    "accuse", "criticise", "deny", "dismiss", "reject", "warn", "threaten", "vow", "demand", "promise",
    "support", "admit", "neutral", "judge", "event",
}  # fmt: skip


def found_in(sentence: Sentence) -> Scene | None:
    """Return the statement that onrecord finds in the bare sentence whose source is likest the gold one."""
    start = sentence.text.find(sentence.source)
    gold = set(range(start, start + len(sentence.source))) if start >= 0 else set()
    reading = onrecord.read(sentence.text, whole=True)
    if reading.problems:
        raise ValueError(f"{sentence.id}: {reading.problems[0].message}")
    best: tuple[float, Statement] | None = None
    for one in reading.statements:
        own = {at for span in (one.source.spans if one.source else ()) for at in range(*span)}
        shared = len(own & gold) / max(1, min(len(own), len(gold)))
        likeness = len(own & gold) / max(1, len(own | gold))
        if shared >= OVERLAP and (best is None or likeness > best[0]):
            best = likeness, one
    return scene_of(reading.pages[0].page.text, best[1]) if best else None


def gold_traits(sentence: Sentence) -> list[str]:
    """Return traits of what stands between the gold actors, and behind the second of them."""
    text = sentence.text
    source, target = text.find(sentence.source), text.find(sentence.target)
    if source < 0 or target < 0:
        return []
    begun, aimed = source + len(sentence.source), target + len(sentence.target)
    way, start, stop, end = (">", begun, target, aimed) if source < target else ("<", aimed, source, begun)
    between = list(words_of(text, start, max(start, stop)))[:MOST_AROUND]
    behind = list(words_of(text, end, len(text)))[:NEAR]
    stems = [word.stem for word in between]
    return [
        *(f"p{way}{stem}" for stem in stems),
        *(f"p{way}{left}_{right}" for left, right in pairwise(stems)),
        *(f"P{way}{name}" for name, _, _ in lists().find(between)),
        *(f"pl{way}{stem}" for stem in stems[-1:]),
        *(f"p0{way}{stem}" for stem in stems[:1]),
        *(f"q{way}{word.stem}" for word in behind),
        *(f"Q{way}{name}" for name, _, _ in lists().find(behind)),
    ]


def groups(sentences: list[Sentence]) -> list[int]:
    """Number the sentences; near copies, with half of their runs of three words, share a number."""
    shingles = [_shingles(one.text) for one in sentences]
    number = list(range(len(sentences)))
    holders: dict[tuple[str, ...], list[int]] = {}
    for at, own in enumerate(shingles):
        seen: dict[int, int] = {}
        for run in own:
            for other in holders.get(run, ()):
                seen[other] = seen.get(other, 0) + 1
            holders.setdefault(run, []).append(at)
        for other, shared in seen.items():
            if shared >= 0.5 * min(len(own), len(shingles[other])):
                old, new = number[at], number[other]
                number = [new if one == old else one for one in number]
    return number


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def folds(sentences: list[Sentence], count: int = 5) -> Iterator[list[int]]:
    """Yield the places of each fold's sentences; near copies stand in one fold."""
    number = groups(sentences)
    kinds: dict[int, str] = {group: sentences[group].category for group in number}
    ordered = sorted(set(number), key=lambda group: (kinds[group], sentences[group].id.zfill(6)))
    fold_of = {group: at % count for at, group in enumerate(ordered)}
    for fold in range(count):
        yield [at for at, group in enumerate(number) if fold_of[group] == fold]
