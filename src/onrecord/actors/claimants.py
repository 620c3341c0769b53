"""Whose claims are denied, where a noun in small letters tells it: ``rebel claims``."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import lexicon
from onrecord.actors.aims import Aim, Aims
from onrecord.actors.mentions import common_words
from onrecord.actors.portraits import Portraits
from onrecord.actors.scene import Scene

CLAIMS = lexicon.words(
    "claim claims allegation allegations accusation accusations charge charges report reports assertion "
    "assertions denial denials criticism criticisms suggestion suggestions"
)
NEAR = 8
"""Words of the content within which its claims are looked for."""
NO_CLAIMANTS = lexicon.words(
    "media press news newspaper tv television radio official officials head chief major general "
    "some such all any"
)
"""What says of a claim how it came, or what it is like."""


class Claimants:
    """Finds who claims what is denied."""

    def __init__(self, scene: Scene, portraits: Portraits, aims: Aims) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.portraits = portraits
        self.aims = aims

    def before_claims(self, content: Sequence[int]) -> Aim | None:
        """Return the actor whose noun stands right before the claims that a content opens with."""
        at = next((i for i in content[:NEAR] if self.tokens[i].lower in CLAIMS), None)
        if at is None or at == content[0]:
            return None
        token = self.tokens[at - 1]
        if token.capital or token.possessive or token.lower in NO_CLAIMANTS:
            return None
        head = common_words().head(token.lower)
        if head is None or token.lower in lexicon.QUANTIFIERS | lexicon.DOCUMENT_HEADS:
            return None
        first = at - 1
        while first > content[0] and self.scene.country([self.tokens[first - 1].text]) is not None:
            first -= 1
        body = head[0] in lexicon.ORGANIZATION_HEADS
        plural = token.lower if head[1] or body else f"{token.lower}s"
        name = " ".join((*(t.text for t in self.tokens[first : at - 1]), plural))
        span = (self.tokens[first].start, token.start + len(token.text))
        figure = self.scene.casting.cast.keyed(name.casefold(), "")
        if figure is not None:
            return Aim(first, at - 1, self.portraits.actor(figure), span, figure)
        actor = self.portraits.named(name, "organization" if body else "group")
        return Aim(first, at - 1, actor, span) if actor is not None else None
