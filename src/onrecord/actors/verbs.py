"""Verbs that stand before a noun as an adjective would: what ``to denounce leader`` opens with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.actors import lexicon
from onrecord.actors.tokens import Token

TO = lexicon.words("to will would can could may might must shall should not help")
TRANSITIVES = lexicon.words(
    """
    send give take make get bring keep hold meet help support allow provide free release undertake set join
    invite back stop prevent protect attack kill arrest drop hire fire train arm withdraw recall expel release
    deploy move leave let put press push force persuade convince pay see use show build lead visit welcome
    denounce criticise criticize condemn blame threaten reach promise cripple defend oppose reject defeat
    topple oust remove replace punish target bomb hit strike hurt harm destroy crush punish save rescue feed
    aid assist serve represent include involve engage consider contact ask tell urge warn call inform
    encourage discourage force lure recruit pressure deter dissuade isolate shield evacuate treat house
    harass intimidate insult mock praise thank honour honor recognise recognize trust endorse elect appoint
    enable seek democratize democratise stabilise stabilize destabilize mobilise mobilize pursue gain win
    impose enforce break bypass shun avoid unseat overthrow unite divide fund finance fight join quit follow
    """
)
"""Verbs that take somebody or some body as their object."""
NO_NOUNS = lexicon.words(
    """
    allows allow considers consider threatens threaten denounces denounce criticises criticizes criticize
    condemns condemn urges urge warns accuses accuse blames rejects praises denies ousts oust topples topple
    caves urges tells asks calls says defends opposes includes becomes become punishes follows
    reach reaches cripple cripples prevents prevent
    """
)
"""Forms that are verbs and hardly ever nouns, so that a phrase begins behind them."""


def is_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Tell the verb of ``to send troops`` from the adjective of ``to senior officials``."""
    return index > 0 and tokens[index - 1].lower in TO and tokens[index].lower in TRANSITIVES


def is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Tell a verb before a noun from what belongs to the noun: ``caves Libyan official``."""
    token = tokens[index]
    return not token.capital and (token.lower in NO_NOUNS or is_infinitive(tokens, index))


def stems(word: str) -> Iterator[str]:
    """Yield what a verb's form may come from: ``accusing`` gives ``accuse``, ``accusing``."""
    yield word
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bare = word[: -len(ending)]
            yield bare
            yield bare + "e"
            if bare[-1] == bare[-2]:
                yield bare[:-1]
            if bare[-1] == "i":
                yield bare[:-1] + "y"
