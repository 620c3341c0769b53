"""The learned part of telling speech acts: how much each trait says for each act.

A regression over the named traits of `acts_traits`. The weights are made by ``make acts``
and stand in ``model/acts.json`` beside their card.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.schema import ActLabel

LABELS: Final[tuple[ActLabel, ...]] = get_args(ActLabel)

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ActModel:
    """The weights.

    Args:
        names: the row of each trait.
        weights: (traits, labels).
        calm: what the sums are multiplied with, so that a score of .9 is right nine times in ten.
    """

    names: Mapping[str, int]
    weights: Weights
    calm: float

    def rows(self, traits: Sequence[str]) -> Weights:
        """Return each trait's weights, (traits, labels); nothing for one that is not known."""
        known = [self.names.get(name, -1) for name in traits]
        return self.weights[known]

    def chances(self, sums: Weights) -> Weights:
        """Turn the sums of traits' weights into probabilities."""
        raised = np.exp(self.calm * (sums - sums.max()))
        chances: Weights = raised / raised.sum()
        return chances


@cache
def act_model() -> ActModel:
    """Return the shipped weights."""
    told = files("onrecord.statements").joinpath("model", "acts.json").read_text("utf-8")
    return model_of(json.loads(told))


def model_of(told: Mapping[str, Any]) -> ActModel:
    """Return the weights as the file has them: the traits' names, and for each label their hundredths."""
    weights = np.asarray([told["weights"][label] for label in LABELS], np.float32).T / told["unit"]
    # The last row is that of every trait that is not known.
    padded = np.concatenate([weights, np.zeros((1, len(LABELS)), np.float32)])
    return ActModel({name: at for at, name in enumerate(told["traits"])}, padded, told["calm"])
