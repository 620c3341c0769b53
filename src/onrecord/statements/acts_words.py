"""Words as the reader of speech acts sees them: stems, and what is done with them.

`data/act_words.txt` lists words by what is done with them (accusing words, words of refusal,
words of harm …). A word's stem is the same in all its inflections; it is no dictionary form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple, TypeAlias

MOST_KNOWN: Final = 1 << 15
"""So many words are kept in mind with their stems."""

Places: TypeAlias = list[tuple[str, int, int]]
"""Name of a list, and the first and last word that stand on it, the last one included."""

_WORD: Final = re.compile(
    r"[A-Za-z]+?(?=[nN]['’][tT]\b)|[nN]['’][tT]\b|['’](?:ll|ve|re|d|m|s)\b"
    r"|[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*|[^\w\s]"
)
_IRREGULAR: Final = {
    **dict.fromkeys(("said", "says"), "say"),
    **dict.fromkeys(("told", "tells"), "tel"),
    **dict.fromkeys(("sought", "seeks"), "seek"),
    **dict.fromkeys(("was", "were", "is", "are", "am", "be", "been", "being", "'re", "'m"), "be"),
    **dict.fromkeys(("has", "had", "have", "having", "'ve"), "have"),
    **dict.fromkeys(("does", "did", "do", "done", "doing"), "do"),
    **dict.fromkeys(("fought", "fights"), "fight"),
    **dict.fromkeys(("thought", "thinks"), "think"),
    **dict.fromkeys(("swore", "sworn"), "swear"),
    **dict.fromkeys(("gave", "given"), "giv"),
    **dict.fromkeys(("took", "taken"), "tak"),
    **dict.fromkeys(("made", "makes"), "mak"),
    **dict.fromkeys(("bade", "bidden"), "bid"),
    **dict.fromkeys(("forbade", "forbidden"), "forbid"),
    **dict.fromkeys(("stood", "stands"), "stand"),
    **dict.fromkeys(("struck", "strikes", "stricken"), "strik"),
    **dict.fromkeys(("spoke", "spoken"), "speak"),
    **dict.fromkeys(("saw", "seen"), "see"),
    **dict.fromkeys(("held", "holds"), "hold"),
    **dict.fromkeys(("knew", "known"), "know"),
    **dict.fromkeys(("threw", "thrown"), "throw"),
    **dict.fromkeys(("shook", "shaken"), "shak"),
    **dict.fromkeys(("tore", "torn"), "tear"),
    **dict.fromkeys(("fell", "fallen"), "fall"),
    **dict.fromkeys(("drew", "drawn"), "draw"),
    **dict.fromkeys(("wrote", "written"), "writ"),
    **dict.fromkeys(("came", "comes"), "com"),
    **dict.fromkeys(("went", "gone", "goes"), "go"),
    **dict.fromkeys(("met", "meets"), "meet"),
    **dict.fromkeys(("lies", "lied", "lying"), "lie"),
    **dict.fromkeys(("agreed", "agrees"), "agre"),
    **dict.fromkeys(("wo", "'ll"), "wil"),
    **dict.fromkeys(("ca", "can"), "can"),
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "upheld": "uphold",
    "felt": "feel",
    "sent": "send",
    "paid": "pay",
    "laid": "lay",
    "kept": "keep",
    "left": "leav",
    "fled": "flee",
    "led": "lead",
    "cannot": "not",
    "n't": "not",
    "an": "a",
}
_KEPT: Final = frozenset(
    [
        "this",
        "his",
        "its",
        "us",
        "as",
        "yes",
        "thus",
        "news",
        "was",
        "does",
        "need",
        "feed",
        "speed",
        "bring",
        "thing",
        "nothing",
    ]
)
_SHORTEST: Final = 4


class Word(NamedTuple):
    """One word or mark: in lower case, its stem, and its place in the page text."""

    form: str
    stem: str
    start: int
    end: int


def words_of(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of a stretch of a text, and its punctuation marks."""
    for match in _WORD.finditer(text, start, end):
        form, root = _read(match.group())
        yield Word(form, root, match.start(), match.end())


@lru_cache(maxsize=MOST_KNOWN)
def _read(word: str) -> tuple[str, str]:
    """Return a word in lower case, with a straight apostrophe, and its stem."""
    form = word.lower().replace("’", "'")
    return form, stem(form)


def stem(form: str) -> str:
    """Cut a lower-case word's ending: ``denied``, ``denies`` and ``denying`` become ``deni``."""
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if len(form) < _SHORTEST or form in _KEPT:
        return form
    return _without_ending(form)


def _without_ending(form: str) -> str:
    if form.endswith(("ies", "ied")):
        return form[:-2]
    cut = form
    if form.endswith("ing") and len(form) > _SHORTEST + 1:
        cut = form[:-3]
    elif form.endswith("ed") and len(form) > _SHORTEST:
        cut = form[:-2]
    elif form.endswith("s") and not form.endswith(("ss", "us", "is")):
        cut = form[:-1]
    if cut != form and len(cut) > _SHORTEST - 1 and cut[-1] == cut[-2] and cut[-1] in "bdgmnprtl":
        return cut[:-1]
    if cut.endswith(("sse", "she", "che", "xe", "zze")) and cut == form[:-1]:
        return cut[:-1]
    cut = cut.removesuffix("e")
    if cut.endswith("is") and len(cut) > _SHORTEST:
        return f"{cut[:-1]}z"  # criticise and criticize are one
    if cut.endswith("ll"):
        return cut[:-1]
    return f"{cut[:-1]}i" if cut.endswith("y") and len(cut) > _SHORTEST - 1 else cut


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists.

    Args:
        forms: lists by a word as it stands.
        stems: lists by a single word's stem.
        runs: by the stem of a first word, runs of stems with their list, the longest first.
        longest: the words of the longest run.
    """

    forms: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    runs: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    longest: int

    def find(self, words: Sequence[Word]) -> Places:
        """Return which words stand on which lists, in their order."""
        found: Places = []
        forms, stems, runs = self.forms, self.stems, self.runs
        for at, (form, root, _, _) in enumerate(words):
            if form in forms:
                found += [(name, at, at) for name in forms[form]]
            if root in stems:
                found += [(name, at, at) for name in stems[root]]
            if root in runs:
                found += [(name, at, at + size - 1) for name, size in self._runs(words, at)]
        return found

    def _runs(self, words: Sequence[Word], at: int) -> Iterator[tuple[str, int]]:
        following = tuple(word.stem for word in words[at : at + self.longest])
        for run, name in self.runs[following[0]]:
            if following[: len(run)] == run:
                yield name, len(run)


@cache
def lists() -> Lists:
    """Return the packaged lists."""
    return lists_of(files("onrecord.statements").joinpath("data", "act_words.txt").read_text("utf-8"))


def lists_of(told: str) -> Lists:
    """Read lists as the file has them, a line a list: ``name: entry, entry, …``."""
    forms: dict[str, list[str]] = defaultdict(list)
    stems: dict[str, list[str]] = defaultdict(list)
    runs: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, entry in _entries(told.splitlines()):
        if entry.startswith("*"):
            forms[entry[1:]].append(name)
            continue
        run = tuple(word.stem for word in words_of(entry, 0, len(entry)))
        if len(run) == 1:
            stems[run[0]].append(name)
        else:
            runs[run[0]].append((run, name))
    return Lists(
        {form: tuple(dict.fromkeys(names)) for form, names in forms.items()},
        {one: tuple(dict.fromkeys(names)) for one, names in stems.items()},
        {first: tuple(sorted(found, key=lambda run: -len(run[0]))) for first, found in runs.items()},
        max((len(run) for found in runs.values() for run, _ in found), default=1),
    )


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        name, _, entries = line.partition(":")
        for entry in entries.split(","):
            if entry.strip():
                yield name.strip(), entry.strip()
