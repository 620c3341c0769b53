"""Fills in who speaks: from the words of a source to an actor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors import lexicon
from onrecord.actors.actorfile import ActorFile, load
from onrecord.actors.casting import Casting
from onrecord.actors.figures import Figure
from onrecord.actors.mentions import Mention, common_words
from onrecord.actors.names import Names
from onrecord.actors.nominals import Nominals
from onrecord.actors.portraits import Portraits
from onrecord.actors.tokens import tokenize
from onrecord.schema import Actor, Article, Excerpt, Outcome, Page, Problem, Spans, Statement

NESTING = 4
REACH = 60
"""Tokens that a mention may begin before a source that lies in it."""
AND = frozenset({"and", "or", "&"})
LINKS = frozenset({"and", "&", "or", ",", "the", "both", "as", "well", "a", "an"})


class Resolver:
    """Resolves the speakers of statements, article by article. It holds no state between articles."""

    def resolve(
        self, batch: Sequence[tuple[Page, Article, tuple[Statement, ...]]]
    ) -> list[Outcome[tuple[Statement, ...]]]:
        """Return each article's statements with `speaker` filled, in the order they came.

        A statement keeps None where it has no source, or where its source is a
        pronoun that nobody in the article fits. Statements whose source spans
        leave the page are a Problem ``actors.span``.
        """
        return [self._resolve(page, article, statements) for page, article, statements in batch]

    def _resolve(
        self, page: Page, article: Article, statements: tuple[Statement, ...]
    ) -> Outcome[tuple[Statement, ...]]:
        for statement in statements:
            spans = statement.source.spans if statement.source else ()
            if any(not 0 <= start <= end <= len(page.text) for start, end in spans):
                message = "A statement's source lies outside its page; was the page's text changed?"
                return Problem("actors.span", message, page.uri, page.id)
        if not statements:
            return ()
        scene = Scene(page, article, statements, load())
        return tuple(replace(statement, speaker=scene.speaker(statement)) for statement in statements)


class Scene:
    """One article read for its figures."""

    def __init__(
        self, page: Page, article: Article, statements: tuple[Statement, ...], actors: ActorFile
    ) -> None:
        self.tokens = tokenize(page.text, article)
        vocabulary = common_words()
        self.starts = [token.start for token in self.tokens]
        inside = (i for s in statements if s.source for i in self._tokens_in(s.source.spans))
        sources = frozenset(inside)
        named = Names(page.text, self.tokens, vocabulary).read()
        self.mentions = Nominals(self.tokens, vocabulary, named, sources).read()
        self.firsts = [mention.first for mention in self.mentions]
        self.statements = statements
        self.casting = Casting(page.text, self.tokens, self.mentions, article)
        self.casting.read(sources)
        self.portraits = Portraits(page, article, actors)

    def _tokens_in(self, spans: Spans) -> list[int]:
        found: list[int] = []
        for start, end in spans:
            index = bisect_left(self.starts, start)
            if index > 0 and self.tokens[index - 1].end > start:
                index -= 1
            while index < len(self.tokens) and self.starts[index] < end:
                found.append(index)
                index += 1
        return found

    def speaker(self, statement: Statement, depth: int = 0) -> Actor | None:
        """Return the actor that a statement's source stands for."""
        if statement.source is None or not statement.source.spans:
            return None
        indexes = [i for i in self._tokens_in(statement.source.spans) if self.tokens[i].text[0].isalnum()]
        inside = self._mentions_in(indexes) if indexes else []
        main = self._main(inside, indexes)
        if main is None:
            return self._unrecognised(statement.source, indexes)
        if main.sort == "pronoun" and (main.head in lexicon.FIRST or main.head in lexicon.RELATIVE):
            return self._unbound(main, statement, depth)
        joined = self._joined(inside, main)
        if joined:
            figures = [self._figure(m) for m in (main, *joined)]
            return self.portraits.group([f for f in figures if f is not None])
        figure = self._figure(main)
        if figure is not None:
            return self.portraits.actor(figure)
        return self.portraits.named(statement.source.text) if main.sort in {"place", "people"} else None

    def _unrecognised(self, source: Excerpt, indexes: Sequence[int]) -> Actor | None:
        """Return an actor for a source that no mention covers, by the names that the article knows."""
        if not indexes:
            return self.portraits.named(source.text)
        words = [self.tokens[i].text for i in indexes if self.tokens[i].capital]
        if words:
            figure = self.casting.cast.full(words) if len(words) > 1 else None
            bearers = self.casting.cast.bearers(words[-1])
            if figure is not None or bearers:
                return self.portraits.actor(figure or bearers[0])
        if self.tokens[indexes[0]].lower in lexicon.PRONOUNS | {"you", "there"}:
            return None
        return self.portraits.named(source.text)

    def _until(self, last: int, first: int) -> list[Mention]:
        """Return the mentions that begin between two tokens, both inclusive."""
        return self.mentions[bisect_left(self.firsts, first) : bisect_right(self.firsts, last)]

    def _mentions_in(self, indexes: Sequence[int]) -> list[Mention]:
        low, high = indexes[0], indexes[-1]
        chosen = set(indexes)
        near = [m for m in self._until(high, low - REACH) if m.last >= low]
        return [m for m in near if m.last in chosen] or [m for m in near if m.first <= low]

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
            return mention
        return None

    def _leads_to(self, mention: Mention, following: Mention) -> bool:
        """Tell whether a name only opens the phrase: ``the mayor's lawyer Ana Ruiz``, ``Nobel laureate``."""
        between = self.tokens[mention.last + 1 : following.first]
        plain = all(token.text[0].isalnum() and token.lower not in lexicon.STOPS for token in between)
        if mention.possessive:
            return plain and following.sort in {"person", "name", "body", "known"}
        if following.sort in {"known", "body"} and mention.sort in {"known", "body"}:
            # "NATO member Spain"
            return plain and bool(between) and self.casting.heads_title(between[-1])
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
        figures = [self._figure(mention) for mention in (main, found[0])]
        kinds = {figure.kind for figure in figures if figure is not None}
        return main.sort in {"person", "name"} and found[0].sort in {"person", "name"} and kinds == {"person"}

    def _is_determined(self, mention: Mention) -> bool:
        """Tell a second speaker ("and a friend") from a second title of the first ("and candidate")."""
        low = self.tokens[mention.first].lower
        return mention.owner is not None or low in lexicon.DETERMINERS or low in lexicon.INDEFINITES

    def _figure(self, mention: Mention) -> Figure | None:
        """Return a mention's figure; whose statement or letter speaks is who wrote it."""
        if mention.head in lexicon.UTTERANCES:
            owner = mention.owner or next(
                (m for m in self._until(mention.first, mention.first) if m.sort == "pronoun"), None
            )
            if owner is not None and id(owner) in self.casting.figure_at:
                return self.casting.figure_at[id(owner)]
        return self.casting.figure_at.get(id(mention))

    def _unbound(self, main: Mention, statement: Statement, depth: int) -> Actor | None:
        """Return who says I, or who ``who`` refers to."""
        token = self.tokens[main.first]
        if main.head in lexicon.RELATIVE:
            near = self._until(main.first, main.first - REACH)
            before = [
                self.casting.figure_at[id(m)]
                for m in near
                if m.last < main.first
                and id(m) in self.casting.figure_at
                and self.tokens[m.last].sentence == token.sentence
            ]
            if not before:
                return None
            people = [f for f in before if f.personal or f.plural] if main.head in {"who", "whom"} else []
            return self.portraits.actor((people or before)[-1])
        for other in self.statements:
            holds = any(start <= token.start and token.end <= end for start, end in other.content.spans)
            if holds and other is not statement and depth < NESTING:
                return self.speaker(other, depth + 1)
        return None
