"""Proportional-odds regression of ordered answers, and the test of its assumption."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import special

from parentdata.survey.columns import read_codes
from parentdata.survey.distributions import chi2_tail, f_tail
from parentdata.survey.fits import (
    MAX_ITERATIONS,
    TOLERANCE,
    fit_logistic,
    logistic_influence,
)
from parentdata.survey.frame import ReplicateFrame
from parentdata.survey.refusals import BadColumn, NotConverged
from parentdata.survey.regression import Cases, Regression, complete_cases
from parentdata.survey.separation import check_separation
from parentdata.survey.wald import wald_statistic


@dataclass(frozen=True)
class ProportionalOddsTest:
    """Whether slopes are the same at every threshold.

    Attributes
    ----------
    chi2, chi2_degf, chi2_p : Wald statistic, its degrees of freedom and probability; NaN
        where the design has fewer degrees of freedom than there are slopes to compare
    f, numerator, denominator, p : the same adjusted for few PSUs; the one to report
    """

    chi2: float
    chi2_degf: int
    chi2_p: float
    f: float
    numerator: float
    denominator: float
    p: float


def regress_ordinal(
    sample: pd.DataFrame, design, outcome: str, *, predictors: tuple[str, ...], domain=None
) -> Regression:
    """Regress the odds of a higher answer on predictors, the same at every threshold.

    logit P(answer <= k) = threshold_k - slopes x predictors. Names are the slopes, then
    the thresholds as "low|high"; arguments and refusals as `regress_logistic`.

    Returns
    -------
    Regression
        `degf` is PSUs less strata, less the slopes.

    References
    ----------
    McCullagh (1980); R survey 4.1 `svyolr`.
    """
    frame = design.read(sample)
    cases, labels = _ordered_cases(sample, outcome, predictors, domain, frame)
    matrix, level = cases.matrix[:, 1:], cases.answer.astype(int)
    thresholds = tuple(f"{low}|{high}" for low, high in pairwise(labels))
    names = cases.columns.names[1:] + thresholds
    check_separation(_likelier(matrix, level), names, outcome=outcome)
    weight = frame.weight[cases.rows]
    scale = weight.mean()
    coefficient = fit_ordinal(matrix, level, weight / scale)
    each = influence = None
    if isinstance(frame, ReplicateFrame):
        each = frame.refit(
            cases.rows, lambda w: fit_ordinal(matrix, level, w / scale, start=coefficient)
        )
        covariance = frame.spread(each, coefficient)
    else:
        _, gradient, hessian = ordinal_likelihood(coefficient, matrix, level, weight)
        influence = np.linalg.solve(-hessian, gradient.T).T
        covariance = frame.covariance(influence, cases.rows)
    return Regression(
        names=names,
        terms=cases.columns.term[1:] + thresholds,
        coefficient=coefficient,
        covariance=covariance,
        degf=frame.degf(cases.rows) - matrix.shape[1],
        n=cases.rows.size,
        rows=cases.rows,
        influence=influence,
        replicates=each,
    )


def _ordered_cases(sample, outcome, predictors, domain, frame) -> tuple[Cases, tuple]:
    coded = read_codes(sample, outcome)
    answer = np.where(coded.code < 0, np.nan, coded.code)
    cases = complete_cases(sample, outcome, answer, predictors, domain, frame)
    met, level = np.unique(cases.answer, return_inverse=True)
    if met.size < 3:
        raise BadColumn(
            f"{met.size} different answers in the domain",
            expected="an outcome of three or more ordered answers",
            do="use the logistic regression for two answers",
            column=outcome,
        )
    labels = tuple(coded.labels[int(k)] for k in met)
    return Cases(cases.rows, cases.matrix, level.astype(float), cases.columns), labels


def _edges(matrix: np.ndarray, level: np.ndarray, size: int):
    """Rows (n, p + q) that give each answer's upper and lower threshold less its slopes."""
    unit = np.eye(size)
    none = np.zeros((1, size))
    upper = np.concatenate([unit, none])[level]
    lower = np.concatenate([none, unit])[level]
    is_top, is_bottom = level == size, level == 0
    slopes_up = np.where(is_top[:, None], 0.0, -matrix)
    slopes_down = np.where(is_bottom[:, None], 0.0, -matrix)
    return np.hstack([slopes_up, upper]), np.hstack([slopes_down, lower])


def _likelier(matrix: np.ndarray, level: np.ndarray) -> np.ndarray:
    size = int(level.max())
    upper, lower = _edges(matrix, level, size)
    return np.concatenate([upper[level < size], -lower[level > 0]])


def ordinal_likelihood(parameter, matrix, level, weight):
    """Log-likelihood, its gradient by row (n, p + q) and its Hessian (p + q, p + q)."""
    size = parameter.size - matrix.shape[1]
    upper, lower = _edges(matrix, level, size)
    above = np.where(level == size, np.inf, upper @ parameter)
    below = np.where(level == 0, -np.inf, lower @ parameter)
    high, low = special.expit(above), special.expit(below)
    # The difference of two tails keeps its digits on the side where both are small.
    chance = np.where(below > 0, special.expit(-below) - special.expit(-above), high - low)
    if not (chance > 0).all():
        return -np.inf, None, None
    slope_high, slope_low = high * special.expit(-above), low * special.expit(-below)
    scores = (upper * slope_high[:, None] - lower * slope_low[:, None]) / chance[:, None]
    bend_high = weight * slope_high * (special.expit(-above) - high) / chance
    bend_low = weight * slope_low * (special.expit(-below) - low) / chance
    hessian = (upper * bend_high[:, None]).T @ upper - (lower * bend_low[:, None]).T @ lower
    hessian -= (scores * weight[:, None]).T @ scores
    return weight @ np.log(chance), scores * weight[:, None], hessian


def fit_ordinal(matrix, level, weight, *, start=None) -> np.ndarray:
    """Slopes, then thresholds (p + q,), by Newton's steps halved where they overshoot.

    Raises
    ------
    NotConverged
    """
    size = int(level.max())
    parameter = start
    if parameter is None:
        share = np.cumsum(np.bincount(level, weights=weight))[:size] / weight.sum()
        parameter = np.concatenate([np.zeros(matrix.shape[1]), special.logit(share)])
    likelihood, gradient, hessian = ordinal_likelihood(parameter, matrix, level, weight)
    for _ in range(MAX_ITERATIONS):
        slope = gradient.sum(axis=0)
        step = np.linalg.solve(-hessian, slope)
        if slope @ step <= TOLERANCE:
            return parameter + step
        for _ in range(MAX_ITERATIONS):
            found = ordinal_likelihood(parameter + step, matrix, level, weight)
            # At the top, rounding may lower the likelihood in its last digits.
            if found[0] >= likelihood - 1e-12 * abs(likelihood):
                break
            step = step / 2
        parameter = parameter + step
        likelihood, gradient, hessian = found
    raise NotConverged(
        f"a proportional-odds fit that still moves after {MAX_ITERATIONS} steps",
        expected="coefficients that settle",
        do="scale the predictors, or join answers that few people gave",
    )


def check_proportional_odds(
    sample: pd.DataFrame, design, outcome: str, *, predictors: tuple[str, ...], domain=None
) -> ProportionalOddsTest:
    """Test that each slope is the same at every threshold, as the regression assumes.

    A logistic regression of "above k" is fitted at each threshold; the joint design-based
    covariance of all their slopes gives Wald's test of their equality (Brant's test, with
    a covariance that knows the design). Arguments and refusals as `regress_ordinal`.

    References
    ----------
    Brant (1990), Biometrics 46; Korn and Graubard (1990) for the adjusted F.
    """
    frame = design.read(sample)
    cases, _ = _ordered_cases(sample, outcome, predictors, domain, frame)
    weight, scale = frame.weight[cases.rows], frame.weight[cases.rows].mean()
    cuts = range(int(cases.answer.max()))
    sides = [(cases.answer > cut).astype(float) for cut in cuts]
    for side in sides:
        turned = np.where(side > 0, 1.0, -1.0)[:, None] * cases.matrix
        check_separation(turned, cases.columns.names, outcome=outcome)

    def fit_all(row_weight: np.ndarray) -> list[np.ndarray]:
        return [fit_logistic(cases.matrix, side, row_weight / scale) for side in sides]

    def join_slopes(fits: list[np.ndarray]) -> np.ndarray:
        return np.concatenate([fitted[1:] for fitted in fits])

    fits = fit_all(weight)
    slopes = join_slopes(fits)
    if isinstance(frame, ReplicateFrame):
        each = frame.refit(cases.rows, lambda w: join_slopes(fit_all(w)))
        covariance = frame.spread(each, slopes)
    else:
        parts = [
            logistic_influence(cases.matrix, side, weight, fitted)[:, 1:]
            for side, fitted in zip(sides, fits, strict=True)
        ]
        covariance = frame.covariance(np.hstack(parts), cases.rows)
    return _equality(slopes, covariance, len(sides), frame.degf(cases.rows))


def _equality(slopes, covariance, n_cuts: int, degf: float) -> ProportionalOddsTest:
    n_slopes = slopes.size // n_cuts
    contrast = np.kron(np.hstack([-np.ones((n_cuts - 1, 1)), np.eye(n_cuts - 1)]), np.eye(n_slopes))
    gap = contrast @ slopes
    chi2 = wald_statistic(gap, contrast @ covariance @ contrast.T, degf=degf)
    denominator = degf - gap.size + 1
    f = chi2 * denominator / (gap.size * degf)
    return ProportionalOddsTest(
        chi2=chi2,
        chi2_degf=gap.size,
        chi2_p=chi2_tail(chi2, gap.size),
        f=f,
        numerator=gap.size,
        denominator=denominator,
        p=f_tail(f, gap.size, denominator) if denominator > 0 else float("nan"),
    )
