"""The speech act of each statement: whether it accuses, denies, demands, promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.schema import Act, Article, Page, Span, Spans, Statement
from onrecord.statements.acts_model import LABELS, ActModel, Weights, act_model
from onrecord.statements.acts_scene import Scene, scene_of
from onrecord.statements.acts_traits import Trait, traits_of
from onrecord.statements.acts_words import lists

DIGITS = 3


@dataclass(frozen=True, slots=True)
class ActReader:
    """Tells what the statements of an article do. The weights are loaded at the first, once a process."""

    def read(self, page: Page, article: Article, statements: Sequence[Statement]) -> tuple[Act, ...]:
        """Return the act of each statement, in their order.

        An act's score is its chance to be the right one. Where nothing tells, it is ``state`` with
        a low score. Its spans are the words of the page that told: of the cue, or of the content.
        """
        del article  # a statement's own sentence is all that is looked at
        return tuple(act_of(scene_of(page.text, one), act_model()) for one in statements)


def act_of(scene: Scene, model: ActModel) -> Act:
    """Return what a statement does by the weights of a model."""
    traits = traits_of(scene, lists())
    weights, scores = model.weigh([name for name, _, _ in traits])
    chances = model.chances(scores)
    best = int(chances.argmax())
    label, score = LABELS[best], round(float(chances[best]), DIGITS)
    return Act(label, score, _telling(scene, traits, weights[:, best]))


def _telling(scene: Scene, traits: Sequence[Trait], weights: Weights) -> Spans:
    """Return the cue where it tells more than any words of the content, else those words."""
    own = (*scene.cue, *scene.content)
    gain = np.zeros(len(own) + 1, np.float32)
    for (_, first, last), weight in zip(traits, weights.tolist(), strict=True):
        if first >= 0:
            gain[first : last + 1] += weight / (last + 1 - first)
    cue = gain[: len(scene.cue)]
    content = gain[len(scene.cue) : -1]
    if not own:
        return ()
    if len(cue) and (not len(content) or cue.sum() >= content.max()):
        return _joined(scene, 0, len(cue) - 1)
    at = len(cue) + int(content.argmax())
    first = last = at
    least = gain[at] / 3
    while first > len(cue) and gain[first - 1] >= least:
        first -= 1
    while last + 1 < len(own) and gain[last + 1] >= least:
        last += 1
    return _joined(scene, first, last)


def _joined(scene: Scene, first: int, last: int) -> Spans:
    """Return the places of a run of words, one span for those with nothing but a space between them."""
    found: list[Span] = []
    for word in (*scene.cue, *scene.content)[first : last + 1]:
        if found and 0 <= word.start - found[-1][1] <= 1:
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return tuple(found)
