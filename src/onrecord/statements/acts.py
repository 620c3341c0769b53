"""The speech act of each statement: whether it accuses, denies, demands, promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.schema import Act, Article, Page, Span, Spans, Statement
from onrecord.statements.acts_model import LABELS, ActModel, act_model
from onrecord.statements.acts_scene import Scene, scene_of
from onrecord.statements.acts_traits import Trait, is_plain, traits_of
from onrecord.statements.acts_words import lists

DIGITS = 3
NEXT = 1 / 3
"""Words beside the most telling one belong to it when they tell this share of it."""


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
    scores, rows, weights = model.weigh([name for name, _, _ in traits])
    scale = model.plain if is_plain(scene, lists()) else model.cued
    chances = scale.chances(scores)
    best = int(chances.argmax())
    label, score = LABELS[best], round(float(chances[best]), DIGITS)
    column = {row: float(own[best]) for row, own in weights.items()}
    return Act(label, score, _telling(scene, traits, [column[row] for row in rows]))


def _telling(scene: Scene, traits: Sequence[Trait], weights: Sequence[float]) -> Spans:
    """Return the cue where it tells more than any words of the content, else those words."""
    shift = len(scene.cue)
    gain = [0.0] * (shift + len(scene.content))
    for (_, first, last), weight in zip(traits, weights, strict=True):
        if first >= 0:
            for at in range(first, last + 1):
                gain[at] += weight / (last + 1 - first)
    if not gain:
        return ()
    best = max(gain[shift:], default=0.0)
    if shift and sum(gain[:shift]) >= best:
        return _joined(scene, 0, shift - 1)
    first = last = gain.index(best, shift)
    while first > shift and gain[first - 1] >= best * NEXT:
        first -= 1
    while last + 1 < len(gain) and gain[last + 1] >= best * NEXT:
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
