"""Which statements go on with one speech: what the same speaker says next, on the same occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.schema import Span, Statement

_PERSONAL: Final = frozenset({"he", "she", "they", "him", "her"})
_PRONOUNS: Final = _PERSONAL | {"it", "him", "her"}
_WORD: Final = re.compile(r"[\w’'.-]*[\w’'-]")
_TITLE: Final = re.compile(r",|\s(?:who|whose|which|that|of|for|at|in|from|to|with|on)\s|\s[-–—]+\s|\(")
_OWNER: Final = re.compile(r"['’]s?$")
_SMALL: Final = frozenset(
    {"a", "an", "the", "of", "for", "and", "in", "on", "at", "to", "from", "with", "who", "his", "her", "its"}
    | {"their", "this", "that", "one", "some", "other", "another", "senior", "top"}
)
_PAPER: Final = re.compile(r"statement|letter|note|memo|declaration|message|post|communiqu[eé]|report")
_INDEFINITE: Final = re.compile(r"(?:an?|one|another|second|some|other)\s", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"\b(?:has|have|had|previously|earlier|repeatedly|often|already|once|long|believes?|thinks?|wants?|hopes?"
    r"|expects?|plans?|says|is|are|was|were|will|would|at the time)\b",
    re.IGNORECASE,
)
_SPEAKING: Final = re.compile(
    r"\b(?:said|saying|told|telling|add(?:ed|ing)|warn|stat(?:ed|ing)|announc|declar|claim|accus|den(?:ied|ying)"
    r"|reject|condemn|denounc|call|urg(?:ed|ing)|report|wrote|writing|post(?:ed|ing)|tweet|argu|insist|stress|emphasi|ascertain"
    r"|not(?:ed|ing)|explain|answer|repl(?:ied|ying)|respond|describ|predict|promis|pledg|vow|threaten|demand|ask"
    r"|appeal|prais|welcom|thank|blam|criticis|criticiz|blast|slam|attack|lash|defend|admit|acknowledg|conced|confirm"
    r"|disclos|reveal|suggest|propos|recommend|remark|comment|observ|mention|joke|quip|complain|express|voic|reiterat"
    r"|repeat|continu|conclud|assert|affirm|assur|maintain|contend|alleg|dismiss|dispute|rebuke|chid|address|speak"
    r"|spoke|recall|cit(?:ed|ing)|point|invit|offer|refus|declin|agree|endors|advis|testif|according)",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"ed\b|ing\b|\b(?:said|told|wrote|spoke|did|made|gave|held|took|put)\b|according|:", re.IGNORECASE
)
_NEAR: Final = 700
_VERY_NEAR: Final = 400
_FAR: Final = 2500
_STEM: Final = 4
_LONGEST: Final = 3
"""Words of a person's name; before these stand titles."""


@dataclass(slots=True)
class _Voice:
    """A speaker of an article as far as words tell: names, words, and nouns of the sources."""

    number: int
    names: set[tuple[str, ...]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    indefinite: bool = False
    last: int = 0
    country: bool | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One statement of a speech: its number, that of its speaker, and whether it is told as one saying.

    A statement that tells of what was said before, or is held for true, does not go on with a speech.
    """

    statement: int
    voice: int | None
    at: int
    goes_on: bool


def turns(text: str, statements: Sequence[Statement]) -> list[Turn]:
    """Return the statements that have a cue, in the order of their cues, with their speakers told apart.

    A pronoun is the speaker before it if near. A name is whoever was called by it before; a noun
    (``the minister``) is the last speaker, if it was among the words for that one. The first who is
    named after ``an official`` and is called by a word of that is the official.
    """
    order = sorted((cue_of(one), i) for i, one in enumerate(statements) if one.cue and one.cue.spans)
    voices: list[_Voice] = []
    found: list[Turn] = []
    before: _Voice | None = None
    for cue, i in order:
        source = statements[i].source
        voice = _voice(text, source.text if source else "", cue[0], before, voices)
        speaks = _SPEAKING.search(text, *cue) is not None
        speaks = speaks and _PAST.search(text, *cue) is not None
        goes_on = voice is not None and speaks and _BEFORE.search(text, *cue) is None
        found.append(Turn(i, voice.number if voice else None, cue[0], goes_on))
        if voice is not None:
            voice.last = cue[0]
        before = voice
    return found


def cue_of(statement: Statement) -> Span:
    """Return where a statement's cue begins and ends."""
    assert statement.cue is not None, "only statements with a cue are ordered"
    return statement.cue.spans[0]


def _voice(text: str, source: str, at: int, before: _Voice | None, voices: list[_Voice]) -> _Voice | None:
    """Return the speaker that a source names, a new one if need be."""
    source = source.strip(" ,")
    low = source.lower()
    if not source:
        return None
    if low in _PRONOUNS:
        return _meant(text, low, at, before, voices)
    names = _names(source)
    found = [_OWNER.sub("", word) for word in _WORD.findall(source)]
    words = {word.lower() for word in found} - _SMALL
    voice = next((v for v in reversed(voices) if at - v.last <= _FAR and _is_named(names, v)), None)
    if voice is None and before is not None and at - before.last <= _NEAR:
        voice = before if _is_called(source, names, words, before) else None
    if voice is None:
        number = voices[-1].number + 1 if voices else 0
        voice = _Voice(number, indefinite=_INDEFINITE.match(source) is not None)
        voices[:] = [known for known in voices if at - known.last <= _FAR]
        voices.append(voice)
    voice.names |= names
    voice.words |= words
    voice.nouns |= {word for word in found if word.islower()} - _SMALL
    return voice


def _is_called(source: str, names: set[tuple[str, ...]], words: set[str], before: _Voice) -> bool:
    """Tell whether a source that is no known name calls the speaker before it by a noun of that one."""
    head = _head(words, source.lower())
    if source.lower().startswith("the ") and not names:
        # "They rejected the declaration. The statement added": who spoke of a paper spoke by one.
        return head in before.words or _PAPER.fullmatch(head) is not None
    announced = before.indefinite and not before.names and not _INDEFINITE.match(source)
    return announced and bool(words & before.nouns)


def _meant(text: str, pronoun: str, at: int, before: _Voice | None, voices: list[_Voice]) -> _Voice | None:
    """Return whom a pronoun means: the speaker before it; he or she is no country that spoke in between."""
    if pronoun in _PERSONAL - {"they"} and before is not None and _is_country(text, before):
        people = [voice for voice in voices if any(len(name) > 1 for name in voice.names)]
        before = max(people, key=lambda voice: voice.last, default=None)
    near = _NEAR if pronoun in _PERSONAL else _VERY_NEAR
    return before if before and at - before.last <= near else None


def _is_country(text: str, voice: _Voice) -> bool:
    """Tell whether the page knows a people called after a speaker: ``Norway``, ``Norwegian``."""
    if voice.country is None or len(voice.names) != 1:
        voice.country = len(voice.names) == 1 and _has_people(text, *voice.names)
    return voice.country


def _has_people(text: str, name: tuple[str, ...]) -> bool:
    word = name[0]
    if len(name) > 1 or len(word) <= _STEM:
        return False
    people = rf"\b(?!{re.escape(word)}\b){re.escape(word[:_STEM])}\w{{0,5}}(?:n|ese|ish|i|ic|ch)\b"
    return re.search(people, text) is not None


def _head(words: set[str], source: str) -> str:
    """Return the noun that a source without names ends in."""
    last = _WORD.findall(_TITLE.split(source)[0])
    return last[-1] if last and last[-1] in words else ""


def _names(source: str) -> set[tuple[str, ...]]:
    """Return the names in a source: per part the capitals that end it, ``Foreign Minister Ana Ruiz``."""
    found: set[tuple[str, ...]] = set()
    for part in _TITLE.split(source):
        run: list[str] = []
        for word in reversed(_WORD.findall(part)):
            if not (word[0].isupper() or word[:3] in {"al-", "el-"}) or _OWNER.search(word):
                break
            run.append(word)
        if run:
            found.add(tuple(reversed(run)))
    return found


def _is_named(names: set[tuple[str, ...]], voice: _Voice) -> bool:
    """Tell whether one of the names is one of a speaker's: one word of it, or the last two."""
    for name in names:
        for known in voice.names:
            if len(name) == 1 or len(known) == 1:
                if name[-1] in known[-_LONGEST:] or known[-1] in name[-_LONGEST:]:
                    return True
            elif name[-2:] == known[-2:]:
                return True
    return False
