"""Shares, nets, means, differences and quantiles once more: value, spread, interval and bases."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from parentdata.second_opinion.design import Linearised, Replicated
from parentdata.second_opinion.intervals import make_interval, t_quantile
from parentdata.second_opinion.rows import Question

# Columns of scores that are held at once.
BATCH = 400
# Below this a standard error is rounding: both sides of a difference wholly agree.
NOTHING = 1e-9


@dataclass(frozen=True)
class Mean:
    """A question about a mean, or the difference of two, as its design needs it."""

    question: Question

    @property
    def inside(self) -> np.ndarray:
        """Who answered, in the domain or in what it is compared with; (n,)."""
        is_in = self.question.domain
        if self.question.reference is not None:
            is_in = is_in | self.question.reference
        return is_in & ~np.isnan(self.question.outcome)

    def _parts(self):
        yield 1.0, self.question.domain
        if self.question.reference is not None:
            yield -1.0, self.question.reference

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """The mean in the domain, less that in the reference (1,)."""
        parts = [sign * self._mean(domain, weight)[0] for sign, domain in self._parts()]
        return np.array([sum(parts)])

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """Weighted distance from the mean over the sum of weights (n, 1), of each side."""
        found = np.zeros(weight.size)
        for sign, domain in self._parts():
            mean, inside, size = self._mean(domain, weight)
            outcome = np.where(inside, self.question.outcome, 0.0)
            found += sign * np.where(inside, weight * (outcome - mean) / size, 0.0)
        return found[:, None]

    def _mean(self, domain: np.ndarray, weight: np.ndarray):
        inside = domain & ~np.isnan(self.question.outcome)
        size = weight[inside].sum()
        # A replicate may leave nobody in a small domain.
        with np.errstate(divide="ignore", invalid="ignore"):
            return (weight[inside] * self.question.outcome[inside]).sum() / size, inside, size


def answer_questions(path: Linearised | Replicated, questions: list[Question]) -> pd.DataFrame:
    """Every figure of each question, under its id.

    Returns
    -------
    DataFrame
        `id`, `value`, `se`, `ci_low`, `ci_high`, `degf`, `n`, `n_weighted`, `deff`. Without a
        degree of freedom there is no spread.
    """
    parts = []
    for start in range(0, len(questions), BATCH):
        parts += _answer_batch(path, questions[start : start + BATCH])
    return pd.DataFrame(parts)


def _answer_batch(path, questions: list[Question]) -> list[dict]:
    values = [
        _find_quantile(question, path.weight, question.quantile)
        if question.quantile is not None
        else Mean(question).solve(path.weight)[0]
        for question in questions
    ]
    means = [
        Mean(question if question.quantile is None else _ask_below(question, value))
        for question, value in zip(questions, values, strict=True)
    ]
    reached = np.column_stack([mean.inside for mean in means])
    degf = path.degrees(reached)
    variances = _find_variances(path, means, reached)
    rows = []
    for place, question in enumerate(questions):
        share = means[place].solve(path.weight)[0]
        row = _count(path, means[place], share, variances[place]) | {"degf": degf[place]}
        found = (values[place], share, np.sqrt(variances[place]), degf[place])
        rows.append({"id": question.id, **row, **_find_spread(path, question, found, row)})
    return rows


def _find_variances(path, means: list[Mean], reached: np.ndarray) -> np.ndarray:
    if isinstance(path, Replicated):
        return np.array([path.spread(mean)[1][0, 0] for mean in means])
    scores = [mean.scores(path.weight, mean.solve(path.weight)) for mean in means]
    return path.variances(np.hstack(scores), reached)


def _count(path, mean: Mean, share: float, variance: float) -> dict:
    """Bases of a mean, and its variance over that of as many drawn at random and put back."""
    inside, weight = mean.inside, path.weight[mean.inside]
    n, size = int(inside.sum()), weight.sum()
    residual = mean.scores(path.weight, np.array([share]))[inside, 0] / weight * size
    centred = residual - (weight * residual).sum() / size
    simple = (weight * centred**2).sum() / size / (n - 1) if n > 1 else np.nan
    deff = variance / simple if simple > 0 else np.nan
    return {"n": n, "n_weighted": size, "deff": deff}


def _find_spread(path, question: Question, found: tuple, row: dict) -> dict:
    """Value, standard error and interval; no spread where the design knows none."""
    value, share, se, degf = found
    nothing = dict.fromkeys(("se", "ci_low", "ci_high", "deff"), np.nan)
    # Where both sides of a difference wholly agree its spread is unknown.
    if degf < 1 or (question.reference is not None and se <= NOTHING):
        return {"value": value} | nothing
    if question.quantile is None:
        low, high = make_interval(question, value, se, degf, row["n"])
        return {"value": value, "se": se, "ci_low": low, "ci_high": high}
    t = t_quantile(degf, question.level)
    # Woodruff: the interval of the share below, read back through the distribution.
    ends = [_find_quantile(question, path.weight, share + side * t * se) for side in (-1, 1)]
    if np.isnan(ends).any():
        return {"value": value} | dict.fromkeys(("se", "ci_low", "ci_high"), np.nan)
    return {
        "value": value, "se": (ends[1] - ends[0]) / (2 * t), "ci_low": ends[0], "ci_high": ends[1],
    }  # fmt: skip


def _ask_below(question: Question, value: float) -> Question:
    """What share of the domain lies at or below a value."""
    below = np.where(np.isnan(question.outcome), np.nan, question.outcome <= value)
    return replace(question, outcome=below, quantile=None)


def _find_quantile(question: Question, weight: np.ndarray, share: float) -> float:
    """The smallest answer that the share of people do not exceed; NaN outside 0..1."""
    inside = question.domain & ~np.isnan(question.outcome)
    people = pd.Series(weight[inside], index=question.outcome[inside])
    reach = people.groupby(level=0).sum().cumsum() / people.sum()
    is_reached = reach >= share * (1 - 1e-12)
    if not 0 <= share <= 1:
        return np.nan
    return reach.index[is_reached][0] if is_reached.any() else reach.index[-1]
