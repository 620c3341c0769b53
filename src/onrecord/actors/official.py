"""Official names that hold small words or a possessive: ``the People's Republic of China``.

A run of capitalised words breaks inside them, so they are looked up as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.actorfile import ActorFile
from onrecord.actors.mentions import Mention
from onrecord.actors.tokens import Token


def official_names(
    tokens: Sequence[Token], chunks: Sequence[tuple[int, int]], actors: ActorFile
) -> list[Mention]:
    """Return the mentions of official names in text order, the longest where several begin.

    One that a run of capitalised words in `chunks` goes on from is part of another name.
    """
    inside = {index for start, end in chunks for index in range(start, end - 1)}
    found: list[Mention] = []
    for start, token in enumerate(tokens):
        if not token.capital or (found and start <= found[-1].last):
            continue
        for words, known in actors.official.get(token.text, ()):
            end = start + len(words)
            if end - 1 in inside or end > len(tokens):
                continue
            if tuple(part.text for part in tokens[start:end]) == words:
                mention = Mention("known", start, end - 1, words, country=known.country, known=known)
                mention.possessive = tokens[end - 1].possessive
                found.append(mention)
                break
    return found
