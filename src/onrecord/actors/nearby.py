"""The statements that stand near a word: which hold it, who speaks around it, what verbs its sentence has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

from onrecord.actors.scene import Scene
from onrecord.schema import Statement

LONGEST = 200
"""Sentences of a content that are looked up; who says I in a longer one is not found."""
WINDOW = 600
"""Words around one in which the speaker of its quotation is named."""


class Nearby:
    """Finds an article's statements by place, so that a long article costs no square of its length."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._holding: defaultdict[int, list[Statement]] = defaultdict(list)
        self._cues: defaultdict[int, list[tuple[int, Statement]]] = defaultdict(list)
        found = []
        for number, statement in enumerate(scene.statements):
            if statement.content.spans and scene.tokens:
                first, last = (scene.tokens[scene.token_at(end)].sentence for end in _ends(statement))
                for sentence in range(first, min(last, first + LONGEST) + 1):
                    self._holding[sentence].append(statement)
            source = scene.words_in(statement.source.spans) if statement.source is not None else []
            if source:
                found.append((source[0], number))
            cue = scene.words_in(statement.cue.spans) if source and statement.cue is not None else []
            if cue:
                self._cues[scene.tokens[cue[0]].sentence].append((cue[0], statement))
        found.sort()
        self._sources = [index for index, _ in found]
        self._speaking = [scene.statements[number] for _, number in found]

    def holding(self, index: int) -> list[Statement]:
        """Return the statements whose content holds a token."""
        token = self.scene.tokens[index]
        return [
            statement
            for statement in self._holding[token.sentence]
            if any(start <= token.start and token.end <= end for start, end in statement.content.spans)
        ]

    def speaking(self, index: int) -> list[tuple[int, Statement]]:
        """Return the statements with a source around a token, and where each source begins."""
        low = bisect_left(self._sources, index - WINDOW)
        high = bisect_right(self._sources, index + WINDOW)
        return list(zip(self._sources[low:high], self._speaking[low:high], strict=True))

    def before(self, index: int) -> Statement | None:
        """Return the statement whose verb is the last before a token of its sentence."""
        cues = [cue for cue in self._cues[self.scene.tokens[index].sentence] if cue[0] < index]
        return max(cues, key=lambda cue: cue[0])[1] if cues else None


def _ends(statement: Statement) -> tuple[int, int]:
    return statement.content.spans[0][0], statement.content.spans[-1][1]
