"""One linear model over traits: support vectors, one act against the rest, on rows of unit length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from onrecord.schema import ActLabel
from onrecord.statements.acts_model import LABELS

Matrix = NDArray[np.float64]

PENALTY = 1.0
ROUNDS = 2
"""The first takes a likely act where several are open, the second the one that the first finds likeliest."""

FAR = -9.0
"""The score of an act that no row has."""

PREFERRED: tuple[ActLabel, ...] = ("state", "accuse", "warn", "reject", "deny", "promise", "criticise")
FACTORS = {"B=": 0.5, "Z=": 0.5, "Y=": 0.5, "K=": 0.5, "n=": 0.6, "c": 1.3, "D=": 2.0}
"""Traits that count more or less than others; found by cross-validation."""

PAIRS = ("n=",)
"""Traits of which those that stand in one row only are left out when they are of two words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its traits, and the acts that it may be.

    `is_sentence`: it is a sentence with gold actors; `is_plain`: no word of its cue names an act.
    """

    traits: tuple[str, ...]
    acts: frozenset[ActLabel]
    is_sentence: bool = False
    is_plain: bool = False

    def doubled(self) -> set[str]:
        """Return its traits, and each a second time for rows of its kind alone (Daumé, ACL 2007)."""
        kind = "P:" if self.is_sentence else "M:"
        return {*self.traits, *(kind + name for name in self.traits)}


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learned: for each trait a row of weights, one an act, and how much it weighs itself."""

    names: dict[str, int]
    sizes: Matrix
    weights: Matrix

    def table(self, rows: Sequence[Row]) -> csr_matrix:
        """Return the rows as numbers, each of length one."""
        indices: list[int] = []
        values: list[float] = []
        starts = [0]
        for row in rows:
            own = sorted(self.names[name] for name in row.doubled() if name in self.names)
            sizes = self.sizes[own]
            indices += own
            values += (sizes / max(1e-9, float(np.sqrt((sizes**2).sum())))).tolist()
            starts.append(len(indices))
        return csr_matrix((values, indices, starts), shape=(len(rows), len(self.names)))

    def score(self, rows: Sequence[Row]) -> Matrix:
        """Return for each row one number an act; the largest is the likeliest."""
        return np.asarray(self.table(rows) @ self.weights[:-1] + self.weights[-1])


def fit(rows: Sequence[Row]) -> Fit:
    """Learn from rows; an act that none of them has is never found."""
    seen = Counter(name for row in rows for name in row.doubled())
    names = {name: at for at, name in enumerate(sorted(n for n, times in seen.items() if _counts(n, times)))}
    sizes = np.array([_size(name, seen[name], len(rows)) for name in names])
    empty = Fit(names, sizes, np.zeros((len(names) + 1, len(LABELS))))
    table = empty.table(rows)
    acts = [min(row.acts, key=_preference) for row in rows]
    found = empty
    for turn in range(ROUNDS):
        machine = LinearSVC(C=PENALTY, class_weight="balanced", random_state=0, max_iter=400)
        machine.fit(table, acts)
        weights = np.zeros((len(names) + 1, len(LABELS)))
        weights[-1] = FAR
        for act, own, bias in zip(machine.classes_, machine.coef_, machine.intercept_, strict=True):
            weights[:-1, LABELS.index(act)] = own
            weights[-1, LABELS.index(act)] = bias
        found = Fit(names, sizes, weights)
        if turn + 1 < ROUNDS:
            acts = _likeliest(rows, np.asarray(table @ weights[:-1] + weights[-1]))
    return found


def _likeliest(rows: Sequence[Row], scores: Matrix) -> list[ActLabel]:
    return [
        max(sorted(row.acts), key=lambda act, own=own: own[LABELS.index(act)])  # type: ignore[misc]
        for row, own in zip(rows, scores, strict=True)
    ]


def _preference(act: ActLabel) -> int:
    return PREFERRED.index(act) if act in PREFERRED else len(PREFERRED)


def _counts(name: str, times: int) -> bool:
    bare = name[2:] if name[:2] in ("P:", "M:") else name
    return times > 1 or not (bare.startswith(PAIRS) and "_" in bare)


def _size(name: str, times: int, rows: int) -> float:
    bare = name[2:] if name[:2] in ("P:", "M:") else name
    factor = next((factor for start, factor in FACTORS.items() if bare.startswith(start)), 1.0)
    return (math.log((1 + rows) / (1 + times)) + 1) * factor


@dataclass(frozen=True, slots=True)
class Calm:
    """How scores become chances: ``softmax(steep * scores + shifts)``."""

    steep: float
    shifts: tuple[float, ...]

    def chances(self, scores: Matrix) -> Matrix:
        """Return each row's probabilities."""
        raised = self.steep * scores + np.array(self.shifts)
        raised = np.exp(raised - raised.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def calibrate(scores: Matrix, rows: Sequence[Row], ridge: float = 1.0) -> Calm:
    """Find how scores, of rows that the model has not seen, become chances that hold."""
    may = np.array([[label in row.acts for label in LABELS] for row in rows], dtype=float)

    def loss(guess: Matrix) -> float:
        chances = Calm(float(np.exp(guess[0])), tuple(guess[1:])).chances(scores)
        inside = np.clip((chances * may).sum(axis=1), 1e-9, None)
        return float(-np.log(inside).sum() + ridge * (guess[1:] ** 2).sum())

    found = minimize(loss, np.array([1.0, *([0.0] * len(LABELS))]), method="L-BFGS-B").x
    return Calm(float(np.exp(found[0])), tuple(float(shift) for shift in found[1:]))


@dataclass(frozen=True, slots=True)
class Calms:
    """One `Calm` for statements whose cue names an act, one for plain ones.

    What is seldom where the content alone tells, such as a denial, is frequent behind a cue that
    names it: one shift for both would make plain statements do what they hardly ever do.
    """

    cued: Calm
    plain: Calm

    def chances(self, scores: Matrix, rows: Sequence[Row]) -> Matrix:
        """Return each row's probabilities."""
        plain = np.array([row.is_plain for row in rows], dtype=bool)
        return np.where(plain[:, None], self.plain.chances(scores), self.cued.chances(scores))


def calibrate_both(scores: Matrix, rows: Sequence[Row]) -> Calms:
    """Find both from rows that the model has not seen."""
    places = {kind: [at for at, row in enumerate(rows) if row.is_plain is kind] for kind in (False, True)}
    cued, plain = (calibrate(scores[own], [rows[at] for at in own]) for own in (places[False], places[True]))
    return Calms(cued, plain)
