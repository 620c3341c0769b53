"""The learned part of telling speech acts: how much each trait says for each act.

A linear model over the named traits of `acts_traits`. The weights are made by ``make acts``
and stand in ``model/acts.npz`` and ``model/acts.json`` beside their card.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.schema import ActLabel

LABELS: Final[tuple[ActLabel, ...]] = get_args(ActLabel)

KINDS: Final = ("cued", "plain")

Weights: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scale:
    """How scores become chances: by a steepness, and a shift a label."""

    steep: float
    shifts: Weights

    def chances(self, scores: Weights) -> Weights:
        """Turn scores into probabilities."""
        raised = self.steep * scores + self.shifts
        raised = np.exp(raised - raised.max())
        chances: Weights = raised / raised.sum()
        return chances


@dataclass(frozen=True, slots=True)
class ActModel:
    """The weights.

    Args:
        places: the row of each trait by its name.
        weights: (traits, labels), a last row of noughts for all other traits.
        sizes: how much each trait counts in the length that the sum is divided by.
        bias: what is added for each label.
        cued: how scores become chances where the cue names an act.
        plain: the same where the content alone tells.
    """

    places: Mapping[str, int]
    weights: Weights
    sizes: Weights
    bias: Weights
    cued: Scale
    plain: Scale

    def weigh(self, names: Sequence[str]) -> tuple[Weights, list[int], dict[int, Weights]]:
        """Return the labels' scores, the row of each trait, and what each row says for each label.

        A trait that stands there several times is weighed once, its weight shared out.
        """
        rows = [self.places.get(name, -1) for name in names]
        times = Counter(rows)
        known = list(times)
        length = max(float(np.sqrt(self.sizes[known].sum())), 1.0)
        weights = self.weights[known] / length
        scores: Weights = weights.sum(axis=0) + self.bias
        weights /= np.array(list(times.values()), np.float32)[:, None]
        return scores, rows, dict(zip(known, weights, strict=True))


@cache
def act_model() -> ActModel:
    """Return the shipped weights."""
    with as_file(files("onrecord.statements").joinpath("model")) as folder:
        return load(folder)


def load(folder: Path) -> ActModel:
    """Return the weights of a folder."""
    facts = json.loads((folder / "acts.json").read_text("utf-8"))
    with np.load(folder / "acts.npz") as told:
        names = told["names"].tobytes().decode("utf-8").split("\n")
        weights = np.vstack([told["weights"], np.zeros((1, len(LABELS)))]).astype(np.float32)
        sizes = np.append(told["sizes"], 0).astype(np.float32)
    return ActModel(
        {name: at for at, name in enumerate(names)},
        weights * np.float32(facts["unit"]),
        sizes,
        np.array(facts["bias"], np.float32),
        *(Scale(facts[kind]["steep"], np.array(facts[kind]["shifts"], np.float32)) for kind in KINDS),
    )
