"""A regression over traits, from rows that may leave several acts open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.schema import ActLabel
from onrecord.statements.acts_model import LABELS

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its traits by name, the acts that it may be, what it counts."""

    traits: tuple[str, ...]
    acts: frozenset[ActLabel]
    weight: float = 1.0


def vocabulary(rows: Sequence[Row], fewest: int) -> dict[str, int]:
    """Number the traits that stand in at least `fewest` rows."""
    seen = Counter(name for row in rows for name in set(row.traits))
    return {name: at for at, name in enumerate(sorted(name for name, n in seen.items() if n >= fewest))}


def table(rows: Sequence[Row], names: dict[str, int]) -> csr_matrix:
    """Return the rows as numbers: 1 where a trait is."""
    indices: list[int] = []
    starts = [0]
    for row in rows:
        own = sorted({names[name] for name in row.traits if name in names})
        indices += own
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(names)))


def fit(rows: Sequence[Row], names: dict[str, int], ridge: float, scale: Matrix | None = None) -> Matrix:
    """Return the weights (traits, labels): the likeliest acts are those left open, with a ridge."""
    x = table(rows, names)
    may = np.array([[label in row.acts for label in LABELS] for row in rows], dtype=float)
    weight = np.array([row.weight for row in rows])
    shape = (len(names), len(LABELS))
    penalty = np.full((len(names), 1), ridge) if scale is None else ridge * scale[:, None]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        w = flat.reshape(shape)
        p = softmax(x @ w)
        inside = np.clip((p * may).sum(1), 1e-12, None)
        target = p * may / inside[:, None]
        value = -(weight * np.log(inside)).sum() + 0.5 * (penalty * w * w).sum()
        slope = x.T @ ((p - target) * weight[:, None]) + penalty * w
        return value, slope.ravel()

    # From zero the acts left open would share evenly for ever; what is certain of other rows parts them.
    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x).reshape(shape)


def softmax(scores: Matrix) -> Matrix:
    """Return each row's probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
