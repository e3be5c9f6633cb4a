"""Regressions once more: estimating equations, solved by Newton with exact numeric slopes.

A model is what each respondent adds to the equations that its coefficients solve. Slopes of the
equations come from a complex step (an imaginary change so small that its square is nothing),
which is as exact as arithmetic is; nothing is derived by hand but the equations themselves.

References
----------
Binder (1983), International Statistical Review 51, for the sandwich; McCullagh (1980), JRSS B 42,
for proportional odds; Squire and Trapp (1998), SIAM Review 40, for the complex step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from parentdata.second_opinion.refusals import NoSecondOpinion

STEP = 1e-30
# The equations are solved when a step moves no coefficient by more than this; steps shrink
# quadratically, so the next one would be rounding.
SETTLED = 1e-11
MOST_STEPS = 200

Equations = Callable[[np.ndarray], np.ndarray]


def expit(log_odds: np.ndarray) -> np.ndarray:
    """Probability of log-odds, which may be complex."""
    return 1 / (1 + np.exp(-log_odds))


def take_slopes(function: Equations, at: np.ndarray) -> np.ndarray:
    """Slopes (..., p) of a real function (...) at a point (p,), by complex steps."""
    columns = []
    for place in range(at.size):
        moved = at.astype(complex)
        moved[place] += 1j * STEP
        columns.append(np.imag(function(moved)) / STEP)
    return np.stack(columns, axis=-1)


@dataclass(frozen=True)
class Model:
    """Coefficients that solve estimating equations.

    Attributes
    ----------
    inside : bool array (n,)
        Complete cases.
    equations : function of coefficients (p,)
        What each of them adds, unweighted (cases, p).
    start : function of weights (cases,)
        Coefficients to begin with.
    """

    inside: np.ndarray
    equations: Equations
    start: Callable[[np.ndarray], np.ndarray]

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """The coefficients (p,) at which the weighted equations are nothing.

        Raises
        ------
        NoSecondOpinion
            They are not found.
        """
        share = weight[self.inside] / weight[self.inside].mean()

        def total(coefficients: np.ndarray) -> np.ndarray:
            return share @ self.equations(coefficients)

        found = self.start(share)
        for _ in range(MOST_STEPS):
            step = np.linalg.solve(take_slopes(total, found), -total(found))
            if np.abs(step).max() <= SETTLED:
                return found + step
            found = found + _shorten(total, found, step)
        raise NoSecondOpinion(
            f"a regression whose coefficients still move after {MOST_STEPS} steps.",
            expected="coefficients that settle",
            do="Have the regression checked another way, and say so where it is published.",
        )

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """The sandwich's filling: each one's equations, through the inverse of their slopes."""
        kept = weight[self.inside]
        each = kept[:, None] * self.equations(estimate)
        slopes = take_slopes(lambda at: kept @ self.equations(at), estimate)
        found = np.zeros((weight.size, estimate.size))
        found[self.inside] = np.linalg.solve(-slopes, each.T).T
        return found


def _shorten(total: Equations, found: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Halve a step until the equations come nearer to nothing."""
    distance = np.linalg.norm(total(found))
    for halving in 0.5 ** np.arange(30):
        with np.errstate(all="ignore"):
            reached = np.linalg.norm(total(found + halving * step))
        if reached < distance:
            return halving * step
    return step


def model_linear(inside: np.ndarray, matrix: np.ndarray, outcome: np.ndarray) -> Model:
    """Least squares: residuals are at right angles to the predictors (cases, p)."""
    return Model(
        inside=inside,
        equations=lambda beta: matrix * (outcome - matrix @ beta)[:, None],
        start=lambda _: np.zeros(matrix.shape[1]),
    )


def model_logit(inside: np.ndarray, matrix: np.ndarray, is_so: np.ndarray) -> Model:
    """Maximum likelihood of a yes or no (cases,), whose log-odds are linear in the predictors."""
    return Model(
        inside=inside,
        equations=lambda beta: matrix * (is_so - expit(matrix @ beta))[:, None],
        start=lambda _: np.zeros(matrix.shape[1]),
    )


def reach_below(coefficients: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """P(place <= k) under proportional odds: (cases, k + 2), nothing first and one last.

    Coefficients are the slopes (p,), then the thresholds: logit P = threshold_k - slopes x matrix.
    """
    slopes, thresholds = np.split(coefficients, [matrix.shape[1]])
    below = expit(thresholds - (matrix @ slopes)[:, None])
    ends = np.zeros_like(below[:, :1])
    return np.hstack([ends, below, ends + 1])


def model_ordinal(inside: np.ndarray, matrix: np.ndarray, place: np.ndarray) -> Model:
    """Maximum likelihood of proportional odds; places (cases,) are 0, 1, … without a gap."""
    case, n_thresholds = np.arange(place.size), int(place.max())

    def equations(coefficients: np.ndarray) -> np.ndarray:
        below = reach_below(coefficients, matrix)
        upper, lower = below[case, place + 1], below[case, place]
        slope_parts = matrix * (upper + lower - 1)[:, None]
        density = below * (1 - below)
        threshold_parts = np.zeros((place.size, n_thresholds + 2), dtype=below.dtype)
        threshold_parts[case, place + 1] = density[case, place + 1] / (upper - lower)
        threshold_parts[case, place] = -density[case, place] / (upper - lower)
        return np.hstack([slope_parts, threshold_parts[:, 1:-1]])

    def start(weight: np.ndarray) -> np.ndarray:
        reach = [weight[place <= k].sum() / weight.sum() for k in range(n_thresholds)]
        return np.concatenate([np.zeros(matrix.shape[1]), special.logit(reach)])

    return Model(inside=inside, equations=equations, start=start)


@dataclass(frozen=True)
class Stacked:
    """The slopes of several models of the same cases, one under the other."""

    models: tuple[Model, ...]

    @property
    def inside(self) -> np.ndarray:
        """The cases (n,) that they share."""
        return self.models[0].inside

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """Slopes without intercepts, model by model."""
        return np.concatenate([model.solve(weight)[1:] for model in self.models])

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """As `Model.scores`, of the slopes."""
        parts = [model.scores(weight, model.solve(weight))[:, 1:] for model in self.models]
        return np.hstack(parts)


@dataclass(frozen=True)
class Effects:
    """Average marginal effects: how far an answer moves the chance of each place.

    Attributes
    ----------
    model : Model
        Of proportional odds.
    matrix : float array (cases, p)
        Answers as 0 and 1.
    rivals : tuple of tuples
        Per column of the matrix, the columns of the same characteristic.
    """

    model: Model
    matrix: np.ndarray
    rivals: tuple[tuple[int, ...], ...]

    @property
    def inside(self) -> np.ndarray:
        """The cases (n,)."""
        return self.model.inside

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """Effects (p x places,), column by column."""
        share = weight[self.inside] / weight[self.inside].sum()
        return share @ self._each(self.model.solve(weight))

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """From who was sampled, and from the coefficients."""
        share = weight[self.inside] / weight[self.inside].sum()
        coefficients = self.model.solve(weight)
        slopes = take_slopes(lambda at: share @ self._each(at), coefficients)
        found = self.model.scores(weight, coefficients) @ slopes.T
        found[self.inside] += share[:, None] * (self._each(coefficients) - estimate)
        return found

    def _each(self, coefficients: np.ndarray) -> np.ndarray:
        """What each case's chances would gain (cases, p x places)."""
        parts = []
        for column, rivals in enumerate(self.rivals):
            without = self.matrix.copy()
            without[:, rivals] = 0.0
            moved = without.copy()
            moved[:, column] = 1.0
            chances = [np.diff(reach_below(coefficients, each)) for each in (moved, without)]
            parts.append(chances[0] - chances[1])
        return np.hstack(parts)
