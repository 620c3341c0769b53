"""Through whom a statement came to its page: the chain of agency, outlet, platform, press and document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.schema import Article, Page, Relay, Span, Statement
from onrecord.statements.attachment import OCCASION, Attachment, Place
from onrecord.statements.clauses import Setting, read_setting
from onrecord.statements.credited import Credit, own_name, read_credits
from onrecord.statements.phrases import Phrase, Sort, find_phrases, head_of, is_weak, letter_of
from onrecord.statements.speeches import turns

_CLAIM: Final = re.compile(
    r"(?:\W*\w+){0,3}?\W*\b(?:accusations?|claims?|allegations?|reports?|charges?|rumou?rs?|remarks"
    r"|comments|stories"
    r"|story|suggestions?|assertions?|news|articles?)\b",
    re.IGNORECASE,
)
_RANK: Final[dict[Sort, int]] = {
    "tail": 0,
    "closing": 0,
    "carried": 1,
    "citing": 2,
    "occasion": 3,
    "told": 3,
    "handed": 4,
    "written": 5,
}
_AUXILIARY: Final = re.compile(r"(?:\b(?:is|was|were|has|had|been|being|as|which|that|first|also)\s+)+$")
_LONGEST_GAP: Final = 60
_ISSUED: Final = re.compile(r"(?:issu|releas|sent|post|read|wrote|publish)\w*\s", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    rf"\W*(?:(?:Later|Earlier|But|And),?\s)?(?:In|At|During|Speaking|Addressing|Testifying|Appearing)\s[^,]{{0,60}}?"
    rf"\b(?:{OCCASION}|tour|visit|trip|ceremony|campaign)\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"[a-z]+(?: [a-z]+){0,2}")
_WRITES: Final = re.compile(r"wrote|writ|post|add|tweet|continu", re.IGNORECASE)
_SPEECH: Final = 700
"""How far, in characters, a statement may stand behind the last one of the speech that it goes on with."""


def read_relays(
    page: Page, article: Article, statements: Sequence[Statement]
) -> tuple[tuple[Relay, ...], ...]:
    """Return through whom each of an article's statements came, in their order.

    A chain goes from the link nearest to the article's outlet to the one nearest to the speaker:
    first who sent in the whole article (byline, dateline, source line), then who reported on the
    words, then whom they were said to or what they were written in. The outlet itself is left
    out, and so is a carrier that speaks for itself.
    """
    if not statements:
        return ()
    setting = read_setting(page.text, article, statements)
    reader = _Chains(setting, read_credits(page, article))
    return reader.read(statements)


class _Chains:
    """Reads the chains of one article's statements."""

    def __init__(self, setting: Setting, credit: Credit) -> None:
        self.setting = setting
        self.text = setting.text
        self.credit = credit
        self.attachment = Attachment(setting)
        self.phrases: dict[Span, list[Phrase]] = {}
        self.first: dict[tuple[Span, Span], list[Phrase]] = {}

    def read(self, statements: Sequence[Statement]) -> tuple[tuple[Relay, ...], ...]:
        """Return the chain of each; what goes on with a speech was said to whom its beginning was."""
        found: dict[int, list[Phrase]] = {}
        begun: dict[int, tuple[list[Phrase], int]] = {}
        for turn in turns(self.text, statements):
            place = self.attachment.place(statements[turn.statement])
            assert place is not None, "a turn has a cue"
            own = self._own(place)
            if not own and turn.voice in begun and turn.goes_on:
                earlier, last = begun[turn.voice]
                near = turn.at - last <= _SPEECH and not self._is_elsewhere(place)
                own = [phrase for phrase in earlier if near and self._lasts(phrase, place)]
            found[turn.statement] = own
            if turn.voice is not None:
                kept = [phrase for phrase in own if phrase.sort in {"told", "occasion", "written"}]
                begun[turn.voice] = (kept, turn.at)
        return tuple(self._chain(one, found.get(i, [])) for i, one in enumerate(statements))

    def _is_elsewhere(self, place: Place) -> bool:
        """Tell whether a sentence begins with an occasion of its own: ``During a tour, she said``."""
        return _ELSEWHERE.match(self.text, place.sentence[0], max(place.sentence[0], place.first)) is not None

    def _lasts(self, phrase: Phrase, place: Place) -> bool:
        """Tell whether what a speaker goes on with is in the same place: a post goes on in writing only."""
        return phrase.relay.kind != "platform" or _WRITES.search(self.text, *place.cue) is not None

    def _chain(self, statement: Statement, phrases: list[Phrase]) -> tuple[Relay, ...]:
        own = sorted(phrases, key=_order)
        platforms = any(phrase.relay.kind == "platform" for phrase in own)
        links: dict[str, Relay] = {relay.name: relay for relay in self.credit.relays}
        for phrase in own:
            relay = phrase.relay
            if own_name(relay.name) in self.credit.own or (platforms and is_weak(relay)):
                continue
            before = links.get(relay.name)
            spans = (*before.spans, *relay.spans) if before else relay.spans
            links[relay.name] = Relay(relay.name, relay.kind, tuple(sorted(set(spans))))
        speaker = self._speaker(statement)
        return tuple(relay for name, relay in links.items() if name not in speaker)

    def _speaker(self, statement: Statement) -> frozenset[str]:
        """Return the names of carriers that are the source itself: they speak."""
        if statement.source is None:
            return frozenset()
        own = own_name(statement.source.text.strip(" ,"))
        return frozenset({own})

    def _own(self, place: Place) -> list[Phrase]:
        """Return the phrases that belong to a statement, or to an earlier cue of the same utterance."""
        found = [phrase for phrase in self._phrases(place.sentence) if self._belongs(place, phrase)]
        if place.source is not None:
            head = head_of(self.text, place.sentence[0], place.source[0])
            if head and not self.setting.is_said(head.span[0]):
                found.append(head)
            letter = letter_of(self.text, place.source)
            if letter:
                found.append(letter)
            key = (place.sentence, place.source)
            if found:
                self.first.setdefault(key, found)
            else:
                earlier = self.first.get(key, [])
                found = [p for p in earlier if self.attachment.goes_on(place, p.span[0])]
        return found

    def _phrases(self, sentence: Span) -> list[Phrase]:
        known = self.phrases.get(sentence)
        if known is None:
            known = find_phrases(self.text, *sentence)
            self.phrases[sentence] = known
        return known

    def _belongs(self, place: Place, phrase: Phrase) -> bool:
        span = phrase.relay.spans[0]
        if self._is_in_source(place, span):
            return phrase.sort == "citing"
        if self.setting.is_said(span[0]):
            return phrase.sort == "carried" and self._is_pointed_at(place, phrase)
        if phrase.sort == "told":
            return place.cue[0] <= phrase.span[0] < place.cue[1] or self._is_joined(place, phrase)
        if phrase.sort in {"tail", "closing"}:
            return self._is_tail(place, phrase)
        return self._is_beside_saying(place, phrase)

    def _is_beside_saying(self, place: Place, phrase: Phrase) -> bool:
        attachment, span = self.attachment, phrase.span
        if phrase.sort == "carried":
            if self._is_pointed_at(place, phrase):
                return True
            # "was quoted by", "as reported by": the verb's own auxiliaries open no clause.
            verb = _AUXILIARY.search(self.text, place.sentence[0], span[0])
            span = (verb.start(), span[1]) if verb else span
        return (
            attachment.behind(place, span)
            or attachment.between(place, span)
            or attachment.ahead(place, span)
            or self._is_trailing(place, phrase)
            or self._is_answer(place, phrase)
        )

    def _is_joined(self, place: Place, phrase: Phrase) -> bool:
        """``tweeted to a friend and said``, ``tells Radio Lima:``: two verbs of one speaker."""
        if place.source is None or not place.source[1] <= phrase.span[0] < place.cue[0]:
            return False
        between = self.text[phrase.span[1] : place.cue[0]].strip()
        return len(between) <= _LONGEST_GAP and (between.endswith(" and") or not between)

    def _is_answer(self, place: Place, phrase: Phrase) -> bool:
        """``responded on X, calling it a lie``: what an untagged verb of the same speaker has."""
        if place.source is None or not place.source[1] <= phrase.span[0] < phrase.span[1] <= place.cue[0]:
            return False
        verb = self.text[place.source[1] : phrase.span[0]].strip()
        between = self.text[phrase.span[1] : place.cue[0]].strip()
        return between == "," and _VERB.fullmatch(verb) is not None

    def _is_in_source(self, place: Place, span: Span) -> bool:
        source = place.statement.source
        return source is not None and any(low <= span[0] < high for low, high in source.spans)

    def _is_pointed_at(self, place: Place, phrase: Phrase) -> bool:
        """``denied claims, which first appeared in the Times, that …``: who carried what is meant."""
        spans = place.statement.content.spans
        if not spans or not spans[0][0] < phrase.span[0] < spans[-1][1]:
            return False
        return _CLAIM.match(self.text, spans[0][0], phrase.span[0]) is not None

    def _is_tail(self, place: Place, phrase: Phrase) -> bool:
        """``…, she said, TASS reported``: behind all of a statement, in a clause of its own."""
        if phrase.sort == "closing":
            return place.cue[1] <= phrase.span[0] and place.first < phrase.span[0]
        statement = place.statement
        last = max(place.cue[1], place.source[1] if place.source else 0)
        last = max([last, *(end for _, end in statement.content.spans if end <= phrase.span[0] + 1)])
        if phrase.span[0] < last - 1:
            return False
        return last >= place.sentence[0] and self._is_beside(last, phrase.span[0])

    def _is_trailing(self, place: Place, phrase: Phrase) -> bool:
        """``denied the charges in a statement``: right behind what was said, and no verb of its own."""
        if _ISSUED.match(self.text, *phrase.span):
            return False
        last = max((end for _, end in place.statement.content.spans if end <= phrase.span[0]), default=-1)
        return last >= place.cue[1] and self._is_beside(last, phrase.span[0])

    def _is_beside(self, low: int, high: int) -> bool:
        return high - low <= _LONGEST_GAP and (high <= low or self.attachment.is_plain(low, high))


def _order(phrase: Phrase) -> tuple[int, int]:
    """Order phrases from the outlet to the speaker; of one sort the later is the nearer to the outlet."""
    return _RANK[phrase.sort], -phrase.span[0]
