"""What of a statement's words tells its speech act: named traits, each with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from onrecord.statements.acts_scene import Scene
from onrecord.statements.acts_words import Lists, Places, Word

Trait: TypeAlias = tuple[str, int, int]
"""Its name, and the first and last word of ``cue + content`` that it rests on; -1: on none of them."""

FIRST: Final = 5
"""So many words of a content are looked at one by one; of the others only whether they stand there."""
_LEADING: Final = frozenset({"that", "to", "of", "for", "with", "by", "on", "as", "against"})
_BEINGS: Final = frozenset({"be", "have", "do", "wil", "would", "can", "could", "may", "might"})
_CHARGES: Final = frozenset({"accuse", "allegation", "criticise", "legal"})
_DISPUTED: Final = frozenset({"refused", "allegation", "policy", "accuse", "criticise", "danger", "bad"})
_CLAUSES: Final = frozenset({"that", "pronoun", "ing", "noun", "to", "asked"})
_TELLING: Final = frozenset(
    {"accuse", "criticise", "warn", "threaten", "vow", "demand", "promise", "support", "admit"}
)
_DOING: Final = _TELLING | {"deny", "reject", "dismiss"}
_AIDS: Final = _BEINGS | {"must", "should"}
_NAMING: Final = _DOING | {"judge"}
CLOSE: Final = 4
"""A verb so many words behind "we" is what they do."""
_WHO: Final = frozenset({"self", "speaker", "you", "allegation", "bad", "harm"})
_NOBODY: Final = frozenset({"nobody", "no", "none", "neither", "few", "nothing"})
NEAR: Final = 15
_STARTS: Final = frozenset({"that", "to", "of", "for", "which"})
_KINDS: Final = {
    "quote": frozenset("\"“”‘'„«"),
    "pronoun": frozenset({"i", "we", "he", "she", "they", "it", "you", "there", "no", "nobody"}),
    "the": frozenset({"the", "this", "these", "those", "such", "any", "all", "his", "her", "its", "their"}),
    "a": frozenset({"a", "an", "some"}),
    "asked": frozenset({"whether", "if", "how", "why", "what", "who", "when", "where"}),
}
_FINITE: Final = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
        "could",
        "did",
        "does",
        "should",
        "can",
    }
)
_SHORT: Final = 4
_LONG: Final = 25


def is_plain(scene: Scene, lists: Lists) -> bool:
    """Tell whether no word of the cue names an act, so that the content alone tells."""
    return _NAMING.isdisjoint(name for name, _, _ in lists.find(scene.cue))


def traits_of(scene: Scene, lists: Lists) -> list[Trait]:
    """Return all traits of a statement; some stand there more than once."""
    cue_lists = lists.find(scene.cue)
    content_lists = lists.find(scene.content)
    shift = len(scene.cue)
    found = [("bias", -1, -1), (f"m={scene.mode}", -1, -1)]
    turned = _turned(scene, cue_lists)
    found += _cue_traits(scene.cue, cue_lists, turned)
    found += _content_traits(scene.content, content_lists, shift)
    found += _seam(scene, cue_lists, content_lists)
    found += _clause(scene.content, content_lists, shift)
    around = [dict.fromkeys(name for name, _, _ in lists.find(words)) for words in _beside(scene)]
    found += _around(scene, around)
    charged = not _CHARGES.isdisjoint((*around[0], *around[2]))
    found += _dispute(scene, cue_lists, content_lists, charged=charged)
    found += _done(scene, content_lists, charged=charged)
    return found


def _cue_traits(cue: Sequence[Word], places: Places, turned: str) -> Iterator[Trait]:
    last = len(cue) - 1
    if not cue:
        yield "c:none", -1, -1
    yield f"c*{'_'.join(word.stem for word in cue if word.stem not in _BEINGS)}", 0 if cue else -1, last
    for at, word in enumerate(cue):
        yield f"c{turned}={word.stem}", at, at
        yield f"h{turned}={word.stem}", at, at
        if at:
            yield f"c={cue[at - 1].stem}_{word.stem}", at - 1, at
    for name, first, end in places:
        yield f"C{turned}={name}", first, end
        yield f"A{turned}={name}", first, end
    stems = {word.stem for word in cue}
    for aid in stems & _BEINGS:
        if last > 0:
            yield f"c~{aid}", -1, -1
            for name, first, end in places:
                yield f"C{turned}~{aid}~{name}", first, end


def _turned(scene: Scene, places: Places) -> str:
    """Mark the traits of a cue that is negated: who did not deny something did no denying, nor did nobody."""
    negated = any(name == "not" for name, _, _ in places)
    return "!" if negated or (scene.source and scene.source[0].form in _NOBODY) else ""


def _content_traits(content: Sequence[Word], places: Places, shift: int) -> Iterator[Trait]:
    for at, word in enumerate(content):
        yield f"n={word.stem}", shift + at, shift + at
        if at:
            yield f"n={content[at - 1].stem}_{word.stem}", shift + at - 1, shift + at
        if at < FIRST:
            yield f"h={word.stem}", shift + at, shift + at
            yield f"f={word.stem}", shift + at, shift + at
    for name, first, end in places:
        yield f"N={name}", shift + first, shift + end
        yield f"A={name}", shift + first, shift + end
        if first < FIRST:
            yield f"F={name}", shift + first, shift + end
    if len(content) <= _SHORT:
        yield "n:short", -1, -1
    elif len(content) > _LONG:
        yield "n:long", -1, -1


def _seam(scene: Scene, cue_lists: Places, content_lists: Places) -> Iterator[Trait]:
    """What a cue does to what: dismissed an allegation, vowed harm."""
    shift = len(scene.cue)
    turned = _turned(scene, cue_lists)
    said = dict.fromkeys(turned + name for name, _, _ in cue_lists) or {"none": None}
    for name, first, end in content_lists:
        where = "F" if first < FIRST else "N"
        for cue in said:
            yield f"C{cue}{where}{name}", shift + first, shift + end
    shape = _shape(scene.content)
    yield f"S={shape}", -1, -1
    for cue in said:
        yield f"C{cue}S{shape}", -1, -1
    if scene.cue and scene.content:
        at = 1 if scene.content[0].stem in _LEADING and len(scene.content) > 1 else 0
        begin = scene.content[at].stem
        yield f"cf={scene.cue[-1].stem}_{begin}", shift - 1, shift + at
        if at:
            yield f"cl={scene.cue[-1].stem}_{scene.content[0].stem}", shift - 1, shift
        for cue in said:
            yield f"Cf={cue}_{begin}", shift + at, shift + at
            if at:
                yield f"Cl={cue}_{scene.content[0].stem}", shift, shift


def _shape(content: Sequence[Word]) -> str:
    """How a content begins: with a clause, an infinitive, a name, a quotation."""
    if not content:
        return "none"
    first = content[0].form
    if first in _STARTS:
        return first
    for kind, words in _KINDS.items():
        if first in words:
            return kind
    if first.endswith("ing") and len(first) > _SHORT:
        return "ing"
    return "noun" if any(word.form in _FINITE for word in content[1:_LONG]) else "name"


def _clause(content: Sequence[Word], places: Places, shift: int) -> Iterator[Trait]:
    """Who shall do what in the content's first clause: I will strike, you must stop."""
    names = {at: name for name, at, _ in places if name in ("self", "speaker", "you")}
    first = min(names, default=-1)
    subject = names[first] if 0 <= first < FIRST else "other"
    near = [place for place in places if place[1] < FIRST * 2]
    ways = dict.fromkeys(name for name, _, _ in near if name in ("will", "must", "not", "modal"))
    way = "+".join(ways) or "plain"
    yield f"s={subject}+{way}", -1, -1
    for name, at, end in near:
        if name not in ways and name not in ("self", "speaker", "you"):
            yield f"s={subject}+{way}+{name}", shift + at, shift + end
            yield f"w={way}+{name}", shift + at, shift + end
    for mark in {word.form for word in content if word.form in ("?", "!")}:
        yield f"n:{mark}", -1, -1


def _done(scene: Scene, places: Places, *, charged: bool) -> Iterator[Trait]:
    """What a plain content does by itself: "we condemn", "told him to stop", "we have never sold"."""
    shift = len(scene.cue)
    content = scene.content
    own = [at for name, at, _ in places if name == "self"]
    nots = [at for name, at, _ in places if name == "not" and at < NEAR]
    for name, first, end in places:
        if name in _DOING and any(0 < first - at <= CLOSE for at in own):
            mark = "!" if any(0 < first - at <= CLOSE for at in nots) else ""
            yield f"I{mark}={name}", shift + first, shift + end
    for at in nots:
        aid = next(
            (word.stem for word in reversed(content[max(0, at - 2) : at]) if word.stem in _AIDS), "none"
        )
        whose = "self" if any(0 < at - one <= CLOSE for one in own) else "other"
        yield f"V={whose}:{aid}:{content[at].stem}", shift + at, shift + at
        yield f"V={whose}:{aid}:{'charged' if charged else 'free'}", shift + at, shift + at
    heads = [word.form for word in content[: FIRST + 1]]
    if scene.cue and "to" in heads and _FINITE.isdisjoint(heads[: heads.index("to")]):
        yield f"T={scene.cue[-1].stem}", shift, shift + heads.index("to")


def _beside(scene: Scene) -> tuple[Sequence[Word], ...]:
    return scene.before, scene.after, scene.earlier


def _around(scene: Scene, around: Sequence[Iterable[str]]) -> Iterator[Trait]:
    for word in scene.source[:3]:
        yield f"o={word.stem}", -1, -1
    if not scene.source:
        yield "o:none", -1, -1
    for mark, names in zip("BZY", around, strict=True):
        for name in names:
            yield f"{mark}={name}", -1, -1


def _dispute(scene: Scene, cue_lists: Places, content_lists: Places, *, charged: bool) -> Iterator[Trait]:
    """What is disputed: whether a charge is true, or something asked for or planned."""
    shift = len(scene.cue)
    said = {name for name, _, _ in cue_lists}
    verbs = [name for name in ("deny", "dismiss", "reject", "judge") if name in said]
    near = [place for place in content_lists if place[1] < NEAR]
    if verbs:
        way = _turned(scene, cue_lists) + verbs[0]
        shape = _shape(scene.content)
        what = next((place for place in near if place[0] in _DISPUTED), ("none", -1, -1))
        at = (shift + what[1], shift + what[2]) if what[1] >= 0 else (-1, -1)
        yield f"D={way}:{what[0]}", *at
        yield f"D={way}:{what[0]}:{'clause' if shape in _CLAUSES else 'thing'}", *at
        if any(name == "untrue" for name, _, _ in content_lists):
            yield f"D={way}:untrue", -1, -1
        return
    if said & _TELLING:
        return
    after = "charged" if charged else "free"
    for name, first, end in near:
        if name in ("not", "untrue"):
            yield f"D={after}:{name}", shift + first, shift + end
            for other in dict.fromkeys(one for one, _, _ in near if one in _WHO):
                yield f"D={after}:{name}:{other}", shift + first, shift + end
    if charged:
        for name in dict.fromkeys(name for name, _, _ in near):
            yield f"K={name}", -1, -1
