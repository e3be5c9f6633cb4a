"""Rows about the regressions of the index, worked out once more from the answers."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from parentdata.second_opinion.design import Linearised, Replicated
from parentdata.second_opinion.groups import Cases
from parentdata.second_opinion.intervals import f_tail, t_quantile
from parentdata.second_opinion.models import (
    Effects,
    Model,
    Stacked,
    model_linear,
    model_logit,
    model_ordinal,
)

STATISTICS = ("coefficient", "odds_ratio", "effect", "term", "assumption")
INTERCEPT = "intercept"


class Regressions:
    """Both regressions of one base: of the index, and of its groups in order.

    Parameters
    ----------
    path : Linearised or Replicated
    cases : Cases
    """

    def __init__(self, path: Linearised | Replicated, cases: Cases) -> None:
        self.path, self.cases = path, cases
        self.n = int(cases.inside.sum())
        self.degf = float(path.degrees(cases.inside[:, None])[0])

    @cached_property
    def _ordinal_model(self) -> Model:
        return model_ordinal(self.cases.inside, self.cases.matrix, self.cases.place)

    @cached_property
    def linear(self):
        """Coefficients, the intercept first, and their covariance."""
        return self.path.spread(
            model_linear(self.cases.inside, self._with_intercept, self.cases.score)
        )

    @cached_property
    def ordinal(self):
        """Slopes, then thresholds, and their covariance."""
        return self.path.spread(self._ordinal_model)

    @cached_property
    def effects(self):
        """Average marginal effects (p x groups,) and their covariance."""
        names = [name for name, _ in self.cases.columns]
        rivals = tuple(tuple(k for k, other in enumerate(names) if other == name) for name in names)
        return self.path.spread(Effects(self._ordinal_model, self.cases.matrix, rivals))

    @property
    def _with_intercept(self) -> np.ndarray:
        return np.column_stack([np.ones(self.n), self.cases.matrix])

    @property
    def free(self) -> dict[str, float]:
        """Degrees of freedom that each regression leaves."""
        slopes = len(self.cases.columns)
        return {"linear": self.degf - slopes, "ordinal": self.degf - slopes}

    def find(self, row: dict) -> dict:
        """Every figure of one row.

        Raises
        ------
        KeyError, ValueError
            The row names an answer, a group or a test that the regressions do not have.
        """
        about = {"n": self.n, "degf": self.free["ordinal"]}
        if row["statistic"] == "assumption":
            f, denominator, p = self._test_slopes()
            return about | {"value": {"f": f, "p": p}[_last(row)], "degf": denominator}
        if row["statistic"] == "term":
            f, p = self._test_term(row["item"], row["answer"].rpartition("_")[0])
            return about | {"value": {"f": f, "p": p}[_last(row)]}
        place = self._place(row["answer"], has_intercept=row["item"] == "linear")
        t = t_quantile(about["degf"], row["level"])
        if row["statistic"] == "coefficient":
            return about | _with_interval(*self.linear, place, t)
        if row["statistic"] == "odds_ratio":
            found = _with_interval(*self.ordinal, place, t)
            ratios = {name: np.exp(found[name]) for name in ("value", "ci_low", "ci_high")}
            return about | ratios
        group = self.cases.groups.index(row["item"])
        return about | _with_interval(*self.effects, place * len(self.cases.groups) + group, t)

    def _place(self, answer: str, *, has_intercept: bool) -> int:
        names = [f"{name}_{given}" for name, given in self.cases.columns]
        return ([INTERCEPT] * has_intercept + names).index(answer)

    def _test_term(self, item: str, characteristic: str) -> tuple[float, float]:
        """Wald's test that a characteristic adds nothing to the others."""
        value, covariance = {"linear": self.linear, "ordinal": self.ordinal}[item]
        first = 1 if item == "linear" else 0
        chosen = [
            first + k for k, (name, _) in enumerate(self.cases.columns) if name == characteristic
        ]
        if not chosen:
            raise ValueError(f"no characteristic {characteristic!r} is in the regression")
        f = wald(value[chosen], covariance[np.ix_(chosen, chosen)], self.degf) / len(chosen)
        return f, f_tail(f, len(chosen), self.free[item])

    def _test_slopes(self) -> tuple[float, float, float]:
        """Wald's test that logits at every cut have the slopes of the first, for few units."""
        cases, cuts = self.cases, len(self.cases.groups) - 1
        models = [
            model_logit(cases.inside, self._with_intercept, (cases.place > cut).astype(float))
            for cut in range(cuts)
        ]
        value, covariance = self.path.spread(Stacked(tuple(models)))
        size = len(cases.columns)
        first = np.vstack([np.eye(size)] * (cuts - 1))
        contrast = np.hstack([-first, np.eye(size * (cuts - 1))])
        chi2 = wald(contrast @ value, contrast @ covariance @ contrast.T, self.degf)
        freedom = size * (cuts - 1)
        denominator = self.degf - freedom + 1
        f = chi2 * denominator / (freedom * self.degf)
        return f, denominator, f_tail(f, freedom, denominator)


def wald(gap: np.ndarray, covariance: np.ndarray, degf: float) -> float:
    """Squared distance of gaps from nothing, in their own spread; NaN with too few units."""
    if degf < gap.size:
        return float("nan")
    return float(gap @ np.linalg.inv(covariance) @ gap)


def _with_interval(value: np.ndarray, covariance: np.ndarray, place: int, t: float) -> dict:
    one, se = value[place], np.sqrt(covariance[place, place])
    return {"value": one, "se": se, "ci_low": one - t * se, "ci_high": one + t * se}


def _last(row: dict) -> str:
    return row["answer"].rpartition("_")[2]
