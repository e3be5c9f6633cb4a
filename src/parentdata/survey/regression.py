"""Linear and logistic regression whose standard errors know the design."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.survey.columns import empty_domain, read_codes, read_domain, read_numbers
from parentdata.survey.distributions import f_tail, t_quantile, t_two_sided
from parentdata.survey.fits import fit_linear, fit_logistic, linear_influence, logistic_influence
from parentdata.survey.frame import Frame, ReplicateFrame
from parentdata.survey.predictors import ModelMatrix, check_rank, model_matrix
from parentdata.survey.refusals import (
    BadColumn,
    OneValuedOutcome,
    check_level,
)
from parentdata.survey.separation import check_separation
from parentdata.survey.wald import wald_statistic


@dataclass(frozen=True)
class Regression:
    """Coefficients of a regression, with their design-based covariance.

    Attributes
    ----------
    names, terms : tuple of str (p,)
        Columns of the model, and the predictor each comes from.
    coefficient : float array (p,)
    covariance : float array (p, p)
    degf : float
        PSUs less strata that the answers meet, less the slopes; as R's `svyglm`.
    n : int
        Respondents with an answer to everything.
    rows : int array (n,)
        Their positions in the sample.
    influence : float array (n, p), or None
        What each adds to the error of the coefficients; None with replicate weights.
    replicates : float array (R, p), or None
        The coefficients in every replicate; None without replicate weights.
    """

    names: tuple[str, ...]
    terms: tuple[str, ...]
    coefficient: np.ndarray
    covariance: np.ndarray
    degf: float
    n: int
    rows: np.ndarray
    influence: np.ndarray | None
    replicates: np.ndarray | None

    def table(self, *, level: float) -> pd.DataFrame:
        """One row per coefficient: value, se, t, p, and its t interval."""
        check_level(level)
        se = np.sqrt(np.diagonal(self.covariance))
        t = self.coefficient / se
        half = t_quantile((1 + level) / 2, self.degf) * se
        return pd.DataFrame(
            {
                "name": list(self.names),
                "value": self.coefficient,
                "se": se,
                "ci_low": self.coefficient - half,
                "ci_high": self.coefficient + half,
                "t": t,
                "degf": self.degf,
                "p": t_two_sided(t, self.degf),
            }
        )

    def test_term(self, predictor: str) -> tuple[float, int, float, float]:
        """Wald test that every coefficient of a predictor is nothing.

        Returns
        -------
        (F, numerator degf, denominator degf, p) : as R's `regTermTest`
        """
        chosen = np.array([term == predictor for term in self.terms])
        if not chosen.any():
            raise BadColumn(
                f"no predictor {predictor!r} in the model",
                expected=f"one of {', '.join(dict.fromkeys(self.terms))}",
                do="name a predictor of the model",
                column=predictor,
            )
        beta = self.coefficient[chosen]
        spread = self.covariance[np.ix_(chosen, chosen)]
        size = int(chosen.sum())
        # What the fit took off is given back: these are the design's own directions.
        degf = self.degf - 1 + len(self.coefficient)
        statistic = wald_statistic(beta, spread, degf=degf) / size
        return statistic, size, self.degf, f_tail(statistic, size, self.degf)


@dataclass(frozen=True)
class Cases:
    """Complete cases of a regression: positions (n,), model matrix (n, p), answers (n,)."""

    rows: np.ndarray
    matrix: np.ndarray
    answer: np.ndarray
    columns: ModelMatrix


def regress_linear(
    sample: pd.DataFrame, design, outcome: str, *, predictors: tuple[str, ...], domain=None
) -> Regression:
    """Regress a numeric outcome on predictors by weighted least squares.

    Parameters
    ----------
    sample : DataFrame, one row per respondent, shape (n, k)
    design : Design, ReplicateDesign or PsuReplicates
    outcome : str
    predictors : tuple of str
        Numbers as they are, categories against their first.
    domain : boolean Series or array (n,), optional

    Raises
    ------
    OneValuedOutcome, RankDeficient, EmptyDomain

    References
    ----------
    Binder (1983); R survey 4.1 `svyglm(family = gaussian())`.
    """
    frame = design.read(sample)
    answer = read_numbers(sample, outcome)
    cases = complete_cases(sample, outcome, answer, predictors, domain, frame)
    return _fit_with_design(frame, cases, fit_linear, linear_influence)


def regress_logistic(
    sample: pd.DataFrame, design, outcome: str, *, predictors: tuple[str, ...], domain=None
) -> Regression:
    """Regress the log-odds of a two-valued outcome on predictors.

    The outcome's second category (True, 1, or the last declared) is the one explained;
    other arguments as `regress_linear`.

    Raises
    ------
    Separated
        Predictors split the answers perfectly; the columns are named.
    OneValuedOutcome, RankDeficient, EmptyDomain, NotConverged

    References
    ----------
    R survey 4.1 `svyglm(family = quasibinomial())`.
    """
    frame = design.read(sample)
    answer = read_binary(sample, outcome)
    cases = complete_cases(sample, outcome, answer, predictors, domain, frame)
    side = np.where(cases.answer > 0, 1.0, -1.0)
    check_separation(side[:, None] * cases.matrix, cases.columns.names, outcome=outcome)
    return _fit_with_design(frame, cases, fit_logistic, logistic_influence)


def read_binary(sample: pd.DataFrame, outcome: str) -> np.ndarray:
    """A two-valued column as 0 and 1 (n,), NaN where missing."""
    coded = read_codes(sample, outcome)
    if len(coded.labels) > 2:
        raise BadColumn(
            f"{len(coded.labels)} categories",
            expected="an outcome of two categories",
            do="join categories, or use the proportional-odds regression",
            column=outcome,
        )
    if len(coded.labels) < 2:
        raise one_valued(outcome)
    return np.where(coded.code < 0, np.nan, coded.code)


def complete_cases(sample, outcome, answer, predictors, domain, frame: Frame) -> Cases:
    """Rows of the domain that answered everything, checked for what a fit needs."""
    rows = read_domain(sample, domain)
    columns = model_matrix(sample, tuple(predictors))
    is_complete = ~(np.isnan(answer[rows]) | np.isnan(columns.values[rows]).any(axis=1))
    rows = rows[is_complete]
    if rows.size == 0:
        raise empty_domain(f"nobody in it answered {outcome!r} and every predictor")
    if np.unique(answer[rows]).size < 2:
        raise one_valued(outcome)
    check_rank(columns.values[rows], columns.names, frame.weight[rows])
    return Cases(rows, columns.values[rows], answer[rows], columns)


def one_valued(outcome: str) -> OneValuedOutcome:
    """The refusal of an outcome on which everybody agrees."""
    return OneValuedOutcome(
        "an outcome of which every answer is the same",
        expected="at least two different answers in the domain",
        do="report the share instead; there is nothing to compare or explain",
        column=outcome,
    )


def _fit_with_design(frame: Frame, cases: Cases, fit: Callable, influence: Callable) -> Regression:
    weight = frame.weight[cases.rows]
    scale = weight.mean()
    coefficient = fit(cases.matrix, cases.answer, weight / scale)
    each = scores = None
    if isinstance(frame, ReplicateFrame):
        each = frame.refit(cases.rows, lambda w: fit(cases.matrix, cases.answer, w / scale))
        covariance = frame.spread(each, coefficient)
    else:
        scores = influence(cases.matrix, cases.answer, weight, coefficient)
        covariance = frame.covariance(scores, cases.rows)
    return Regression(
        names=cases.columns.names,
        terms=cases.columns.term,
        coefficient=coefficient,
        covariance=covariance,
        degf=frame.degf(cases.rows) + 1 - coefficient.size,
        n=cases.rows.size,
        rows=cases.rows,
        influence=scores,
        replicates=each,
    )
