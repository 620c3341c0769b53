"""Reads the title behind a name: ``Robert Klein, chairman of the institute,``."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.bearers import is_within_body
from onrecord.actors.mentions import Mention, Vocabulary
from onrecord.actors.tokens import Token

WORDS = 14
"""How long an apposition is read; a name that begins within them is read to its end."""
ADJECTIVES = 6
"""How many words may stand before its noun."""
SKIPPED = lexicon.DETERMINERS | {"who", "is", "was", "also", "now"}
VERBS = lexicon.SPEECH_VERBS | lexicon.MODALS | lexicon.PAST
LINKS = lexicon.words("of for at to in and")
SENT = lexicon.words(
    "ambassador envoy commander manager correspondent representative coordinator reporter editor"
)
"""Whose country isn't the one that their title goes on with."""
ARTICLES = frozenset({"a", "an", "the"})
ENDS = frozenset(',.;:(—"“”')


def title_after(
    tokens: Sequence[Token], vocabulary: Vocabulary, mention: Mention
) -> tuple[int, int, int] | None:
    """Return where the title behind a name begins, has its noun, and ends (inclusive); None for none."""
    index = mention.last + 1
    if index + 1 >= len(tokens) or tokens[index].text != ",":
        return None
    start = index + 1
    while start < len(tokens) and tokens[start].lower in SKIPPED:
        start += 1
    head, end = _noun_and_end(tokens, vocabulary, start)
    if head is None or end is None or head - start > ADJECTIVES:
        return None
    if tokens[start - 1].lower in lexicon.POSSESSIVES and tokens[head + 1].lower == "and":
        # "George Klein, his wife and two children"
        return None
    if tokens[start].paragraph != tokens[index].paragraph:
        return None
    while end > head and (tokens[end].lower in LINKS or tokens[end].lower == "the"):
        end -= 1
    return start, head, end


def _noun_and_end(
    tokens: Sequence[Token], vocabulary: Vocabulary, start: int
) -> tuple[int | None, int | None]:
    """Return where the phrase that begins at `start` has its noun and its last word."""
    head = end = None
    for step in range(start, len(tokens)):
        token = tokens[step]
        name_goes_on = token.capital and tokens[step - 1].capital
        if token.text in ENDS or (step >= start + WORDS and not name_goes_on):
            break
        linking = token.lower in LINKS or is_within_body(tokens, step)
        if head is not None and token.lower in VERBS and tokens[start - 1].lower in ARTICLES:
            # "In Zawiya, an official said"
            return None, None
        verbal = token.lower in lexicon.STOPS or token.lower in lexicon.SPEECH_VERBS
        if (verbal and not linking) or (linking and head is None and token.lower != "of"):
            break
        if head is None and token.lower in vocabulary.persons:
            head = step
        end = step
    return head, end


def title_country(words: Sequence[str], head: int, vocabulary: Vocabulary) -> str | None:
    """Return the country that a title is of: the ``Libyan envoy``, but not the ``envoy to Libya``."""
    return vocabulary.country(words[: head + 1] if words[head].lower() in SENT else words)
