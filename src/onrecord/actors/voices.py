"""Whose voice a statement is: from the words of a source to a figure of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.actors import lexicon
from onrecord.actors.figures import Figure
from onrecord.actors.mentions import Mention
from onrecord.actors.nearby import Nearby
from onrecord.actors.portraits import Portraits
from onrecord.actors.scene import AND, LINKS, NAMING, REACH, Scene
from onrecord.schema import Actor, Excerpt, Spans, Statement

NESTING = 4
PREPOSITIONS = lexicon.words("of in from at for on with by near to against about within among")
APART = lexicon.STOPS | PREPOSITIONS
TURN = 400
"""Words of a turn in an interview or a debate."""
NO_NOUNS = (
    lexicon.STOPS
    | lexicon.SPEECH_VERBS
    | lexicon.PRONOUNS
    | lexicon.DETERMINERS
    | lexicon.MODALS
    | lexicon.words("also then later still now of for to at itself himself herself themselves too both all")
)
"""What a name is followed by without being part of another phrase."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the actor, the figures it is made of, and where the page names them."""

    actor: Actor
    figures: tuple[Figure, ...] = ()
    spans: Spans = ()


class Voices:
    """Finds the voices of an article's statements."""

    def __init__(self, scene: Scene, portraits: Portraits) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.portraits = portraits
        self._nearby: Nearby | None = None

    @property
    def nearby(self) -> Nearby:
        """The statements by place, gathered when they are first asked for."""
        if self._nearby is None:
            self._nearby = Nearby(self.scene)
        return self._nearby

    def of(self, statement: Statement, depth: int = 0) -> Voice | None:
        """Return who a statement's source stands for, None where there is none or nobody fits."""
        if statement.source is None or not statement.source.spans:
            return self._carried(statement, depth)
        indexes = self._behind_byline(self.scene.words_in(statement.source.spans))
        inside = self.scene.mentions_in(indexes) if indexes else []
        main = self._main(inside, indexes)
        if main is None:
            return self._unrecognised(statement.source, indexes)
        if main.sort == "pronoun" and (main.head in lexicon.FIRST or main.head in lexicon.RELATIVE):
            return self._unbound(main, statement, depth)
        joined = self._joined(inside, main)
        return self._together([main, *joined]) if joined else self._alone(main, statement.source)

    def _behind_byline(self, indexes: list[int]) -> list[int]:
        """Return a source's words without the byline that it runs on from."""
        staff = [n for n, i in enumerate(indexes) if self.tokens[i].text == "Staff"]
        after = staff[-1] + 1 if staff else 0
        return indexes[after:] if after < len(indexes) and self.tokens[indexes[after]].opens else indexes

    def _alone(self, main: Mention, source: Excerpt) -> Voice | None:
        figure = self.scene.figure(main)
        share = self._share(main, source) if main.head in lexicon.QUANTIFIERS else None
        if figure is not None and not figure.members and share is not None:
            return self._bare(
                self.portraits.named(share, "person" if main.head == "one" else "group"), source
            )
        if figure is not None:
            return self._voice(figure, self.scene.author(main) or main)
        placed = main.sort in {"place", "people"}
        return self._bare(self.portraits.named(source.text), source) if placed else None

    def _share(self, main: Mention, source: Excerpt) -> str | None:
        """Return the whole phrase of a number: ``most of the mayors``."""
        indexes = self.scene.words_in(source.spans)
        after = [i for i in indexes if i > main.last]
        if not after or self.tokens[after[0]].lower != "of":
            return None
        inside = [m for m in self.scene.between(after[0], indexes[-1]) if m.sort != "pronoun"]
        # "One of Lee's ministers" does not end with whose they are.
        whole = next((m for m in inside if not m.possessive), None)
        last = whole.last if whole is not None else indexes[-1]
        return self.scene.text[self.tokens[indexes[0]].start : self.tokens[last].end]

    def _voice(self, figure: Figure, mention: Mention | None) -> Voice:
        if figure.members:
            spans = (self.scene.naming(member, mention) for member in figure.members)
            found = tuple(sorted({span for span in spans if span}))
            return Voice(self.portraits.actor(figure), (figure,), found)
        span = self.scene.naming(figure, mention)
        return Voice(self.portraits.actor(figure), (figure,), (span,) if span else ())

    def _bare(self, actor: Actor | None, source: Excerpt) -> Voice | None:
        return None if actor is None else Voice(actor, (), source.spans)

    def _together(self, mentions: Sequence[Mention]) -> Voice | None:
        found = [(figure, m) for m in mentions if (figure := self.scene.figure(m)) is not None]
        if not found:
            return None
        figures = tuple(figure for figure, _ in found)
        spans = [self.scene.naming(figure, self.scene.author(m) or m) for figure, m in found]
        return Voice(
            self.portraits.group(figures), figures, tuple(dict.fromkeys(span for span in spans if span))
        )

    def _unrecognised(self, source: Excerpt, indexes: Sequence[int]) -> Voice | None:
        """Return a voice for a source that no mention covers, by the names that the article knows."""
        if not indexes:
            return self._bare(self.portraits.named(source.text), source)
        cast = self.scene.casting.cast
        words = [self.tokens[i].text for i in indexes if self.tokens[i].capital]
        bound = any(self.tokens[i].lower in PREPOSITIONS for i in indexes[1:])
        if words and self.tokens[indexes[-1]].capital and not bound:
            figure = cast.full(words) if len(words) > 1 else None
            bearers = cast.bearers(words[-1])
            if figure is not None or bearers:
                return self._voice(figure or bearers[0], None)
        if self.tokens[indexes[0]].lower in lexicon.PRONOUNS | {"you", "there"}:
            return None
        beside = self._beside(indexes[-1])
        if beside is not None:
            return beside
        ran_on = self.tokens[indexes[0]].opens and self.tokens[indexes[0] - 1].text == "Staff"
        told = self.scene.casting.words(indexes[0], indexes[-1]) if ran_on else source.text
        return self._bare(self.portraits.named(told), source)

    def _beside(self, last: int) -> Voice | None:
        """Return who is named right behind the title that alone was taken for the source."""
        if not self.scene.heads(last):
            return None
        behind = next(iter(self.scene.between(last + 1, last + 1)), None)
        figure = self.scene.figure(behind) if behind is not None and behind.sort in NAMING else None
        return self._voice(figure, behind) if figure is not None else None

    def _main(self, inside: Sequence[Mention], indexes: Sequence[int]) -> Mention | None:
        """Return the mention that the source phrase is built on."""
        for number, mention in enumerate(inside):
            following = inside[number + 1] if number + 1 < len(inside) else None
            owns = following is not None and (
                following.owner is mention
                or (mention.sort == "pronoun" and mention.head in lexicon.POSSESSIVES)
            )
            if following is not None and (owns or self._leads_to(mention, following)):
                continue
            if mention.sort == "place" and following is not None:
                continue
            if mention.sort == "pronoun" and mention.head in lexicon.RELATIVE and len(indexes) > 1:
                continue
            if self._only_opens(mention, indexes) or self._belongs(mention, indexes):
                return None
            return mention
        return None

    def _belongs(self, mention: Mention, indexes: Sequence[int]) -> bool:
        """Tell of a name whether it only says where others belong: ``municipalities in Italy``."""
        before = [self.tokens[i].lower for i in indexes if i < mention.first]
        while before and (before[0] in PREPOSITIONS or before[0] in lexicon.DETERMINERS):
            before.pop(0)
        named = mention.sort in NAMING or mention.sort == "place"
        return named and mention.role is None and any(word in PREPOSITIONS for word in before)

    def _only_opens(self, mention: Mention, indexes: Sequence[int]) -> bool:
        """Tell whether a name only stands before an unknown noun: ``the "Sport" pages of the site``."""
        if mention.sort not in {"name", "body", "known"} or mention.possessive or mention.first == indexes[0]:
            return False
        before = [self.tokens[i] for i in indexes if i < mention.first]
        if any(token.capital and not token.opens for token in before[1:]):
            return False
        if not before or before[0].lower not in lexicon.DETERMINERS | lexicon.INDEFINITES:
            return False
        after = [self.tokens[i] for i in indexes if i > mention.last]
        if not after or not after[0].text.isalpha() or after[0].capital or after[0].lower in NO_NOUNS:
            return False
        return len(after) == 1 or after[1].lower == "of"

    def _leads_to(self, mention: Mention, following: Mention) -> bool:
        """Tell whether a name only opens the phrase: ``the mayor's lawyer Ana Ruiz``, ``Nobel laureate``."""
        between = self.tokens[mention.last + 1 : following.first]
        plain = all(token.text[0].isalnum() and token.lower not in APART for token in between)
        if mention.possessive:
            return plain and following.sort in {"person", "name", "body", "known"}
        if following.sort in {"known", "body"} and mention.sort in {"known", "body"}:
            # "NATO member Spain"
            return plain and bool(between) and self.scene.casting.heads_title(between[-1])
        if mention.sort == "nominal" and following.sort in {"person", "name"} and not mention.plural:
            bare = mention.first == mention.last
            return [token.text for token in between] == [","] or (bare and plain and bool(between))
        beside = plain and bool(between) and not any(t.lower in lexicon.DETERMINERS for t in between)
        return beside and following.sort == "person" and mention.sort in {"name", "body", "known", "place"}

    def _joined(self, inside: Sequence[Mention], main: Mention) -> list[Mention]:
        """Return the mentions that ``and`` puts beside the main one."""
        found: list[Mention] = []
        last = main
        for mention in inside:
            if mention.first <= last.last or mention.head in lexicon.POSSESSIVES:
                continue
            between = [token.lower for token in self.tokens[last.last + 1 : mention.first]]
            if not all(word in LINKS for word in between) or not between:
                break
            if mention.sort == "nominal" and not mention.plural and not self._is_determined(mention):
                break
            if mention.sort == "nominal" and last.sort in {"person", "name"} and not AND & set(between):
                break
            found.append(mention)
            last = mention
        tied = any(AND & {t.lower for t in self.tokens[main.last + 1 : m.first]} for m in found)
        return found if tied or self._is_pair(main, found, inside) else []

    def _is_pair(self, main: Mention, found: Sequence[Mention], inside: Sequence[Mention]) -> bool:
        """Tell whether a comma stands for ``and``, as headlines have it: ``Lee, Ruiz``."""
        if len(found) != 1 or found[0] is not inside[-1] or main.role or found[0].role:
            return False
        figures = [self.scene.figure(mention) for mention in (main, found[0])]
        kinds = {figure.kind for figure in figures if figure is not None}
        if found[0].first - main.last > len("a,"):
            # "William Gale, the Miller Chair"
            return False
        return main.sort in {"person", "name"} and found[0].sort in {"person", "name"} and kinds == {"person"}

    def _is_determined(self, mention: Mention) -> bool:
        """Tell a second speaker ("and a friend") from a second title of the first ("and candidate")."""
        low = self.tokens[mention.first].lower
        return mention.owner is not None or low in lexicon.DETERMINERS or low in lexicon.INDEFINITES

    def _unbound(self, main: Mention, statement: Statement, depth: int) -> Voice | None:
        """Return who says I, or who ``who`` refers to."""
        token = self.tokens[main.first]
        figure_at = self.scene.casting.figure_at
        if main.head in lexicon.RELATIVE:
            near = self.scene.between(main.first - REACH, main.first)
            before = [
                m
                for m in near
                if m.last < main.first
                and id(m) in figure_at
                and self.tokens[m.last].sentence == token.sentence
            ]
            if not before:
                return None
            people = [m for m in before if figure_at[id(m)].personal or figure_at[id(m)].plural]
            chosen = ((people if main.head in {"who", "whom"} else []) or before)[-1]
            return self._voice(figure_at[id(chosen)], chosen)
        for other in self.nearby.holding(main.first):
            if other is not statement and depth < NESTING:
                return self.of(other, depth + 1)
        return self._quoting(main.first, depth)

    def _quoting(self, index: int, depth: int) -> Voice | None:
        """Return whose quotation it is in which somebody says I, where its statement is not known."""
        paragraph = self.tokens[index].paragraph
        label = self._label(index)
        quoted = self.scene.casting.quoted
        if label is not None or not quoted[index] or depth >= NESTING:
            return label
        told = []
        for at, other in self.nearby.speaking(index):
            away = self.tokens[at].paragraph - paragraph
            if away in {-1, 0} and not quoted[at] and self.tokens[at].lower not in lexicon.FIRST:
                told.append((-away, abs(at - index), other))
        return self.of(min(told, key=lambda entry: entry[:2])[2], depth + 1) if told else None

    def _label(self, index: int) -> Voice | None:
        """Return who is named before the colon that opens a turn, as in ``Ruiz: I agree``."""
        paragraph = self.tokens[index].paragraph
        for mention in reversed(self.scene.between(index - TURN, index - 1)):
            first, figure = mention.first, self.scene.figure(mention)
            if self.tokens[first].paragraph != paragraph:
                return None
            after = self.tokens[mention.last + 1 : mention.last + 2]
            opens = first == 0 or self.tokens[first - 1].paragraph != paragraph
            shouted = bool(mention.name) and all(word.isupper() for word in mention.name)
            if figure is None or figure.kind == "unknown" or not after or after[0].text != ":":
                continue
            if opens or shouted:
                return self._voice(figure, mention)
        return None

    def _carried(self, statement: Statement, depth: int) -> Voice | None:
        """Return who a verb without a subject goes on from: ``…, he said, adding that …``."""
        if statement.cue is None or depth >= NESTING:
            return None
        cue = self.scene.words_in(statement.cue.spans)
        if not cue or not self._goes_on(cue[0]):
            return None
        other = self.nearby.before(cue[0])
        return self.of(other, depth + 1) if other is not None else None

    def _goes_on(self, index: int) -> bool:
        """Tell whether a verb is coordinated with one before it."""
        before, verb = self.tokens[index - 1] if index else None, self.tokens[index].lower
        if before is None or before.sentence != self.tokens[index].sentence:
            return False
        if verb.endswith("ing"):
            return (
                before.lower in {",", "and", "but", "while", "before", "after"}
                or not before.text[0].isalnum()
            )
        return verb in lexicon.SPEECH_VERBS and before.lower in {"and", "but", ","}
