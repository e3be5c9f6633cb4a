"""Comparing groups on one outcome: t and rank tests, and many comparisons at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parentdata.survey.columns import empty_domain, read_codes, read_domain, read_numbers
from parentdata.survey.distributions import f_tail, t_quantile, t_two_sided
from parentdata.survey.fits import fit_linear, linear_influence
from parentdata.survey.frame import Frame, ReplicateFrame
from parentdata.survey.refusals import BadColumn, ImpossibleCount, check_level
from parentdata.survey.regression import one_valued
from parentdata.survey.wald import wald_statistic


@dataclass(frozen=True)
class TwoGroupTest:
    """A test that two groups do not differ.

    Attributes
    ----------
    difference, se : float
        Second group less first: of means, or of mean ranks in shares of the population.
    ci_low, ci_high : float
    t, degf, p : float
    groups : tuple
        First and second.
    """

    difference: float
    se: float
    ci_low: float
    ci_high: float
    t: float
    degf: float
    p: float
    groups: tuple


@dataclass(frozen=True)
class ManyGroupTest:
    """A test that several groups do not differ in rank.

    Attributes
    ----------
    chi2 : float
        Wald's statistic of the mean ranks; NaN where there are fewer degrees of freedom
        than groups to compare.
    numerator, denominator : float
        Degrees of freedom; p is that of chi2 / numerator as F.
    p : float
    groups : tuple
    """

    chi2: float
    numerator: float
    denominator: float
    p: float
    groups: tuple


def compare_means(
    sample: pd.DataFrame, design, outcome: str, *, by: str, domain=None, level: float
) -> TwoGroupTest:
    """Test by t whether two groups of `by` have the same mean of a numeric outcome.

    Raises
    ------
    BadColumn
        `by` has other than two groups in the domain.
    OneValuedOutcome, EmptyDomain

    References
    ----------
    R survey 4.1 `svyttest`: degrees of freedom are PSUs less strata less one.
    """
    check_level(level)
    frame = design.read(sample)
    rows, values, code, groups = _answers_by(sample, outcome, by, domain)
    _refuse_other_than_two(groups, by)
    return _two_groups(frame, rows, lambda weight: values, code, groups, level=level)


def compare_ranks(
    sample: pd.DataFrame, design, outcome: str, *, by: str, domain=None, level: float
) -> TwoGroupTest:
    """Test by Wilcoxon's rank sum whether one of two groups tends to answer higher.

    Ranks are estimated ranks in the population; finite population corrections count.

    References
    ----------
    Lumley and Scott (2013), Biometrika 100; R survey 4.1 `svyranktest`.
    """
    check_level(level)
    frame = design.read(sample)
    rows, values, code, groups = _answers_by(sample, outcome, by, domain)
    _refuse_other_than_two(groups, by)
    return _two_groups(
        frame, rows, lambda weight: population_ranks(values, weight), code, groups, level=level
    )


def compare_many_ranks(
    sample: pd.DataFrame, design, outcome: str, *, by: str, domain=None
) -> ManyGroupTest:
    """Test by Kruskal and Wallis's ranks whether any group tends to answer higher.

    References
    ----------
    Lumley and Scott (2013); R survey 4.1 `svyranktest(test = "KruskalWallis")`.
    """
    frame = design.read(sample)
    rows, values, code, groups = _answers_by(sample, outcome, by, domain)
    matrix = np.column_stack(
        [np.ones(rows.size), *(code == k for k in range(1, len(groups)))]
    ).astype(float)
    beta, covariance = _rank_fit(
        frame, rows, matrix, lambda weight: population_ranks(values, weight)
    )
    size = len(groups) - 1
    degf = frame.degf(rows)
    chi2 = wald_statistic(beta[1:], covariance[1:, 1:], degf=degf)
    denominator = degf - size
    return ManyGroupTest(
        chi2=chi2,
        numerator=size,
        denominator=denominator,
        p=f_tail(chi2 / size, size, denominator),
        groups=groups,
    )


def population_ranks(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Estimated mid-ranks in the population, as shares of it (n,); ties share theirs."""
    order = np.argsort(values, kind="stable")
    middle = np.empty(values.size)
    middle[order] = np.cumsum(weight[order]) - weight[order] / 2
    _, tie = np.unique(values, return_inverse=True)
    return (np.bincount(tie, weights=middle) / np.bincount(tie))[tie] / weight.sum()


def _answers_by(sample, outcome: str, by: str, domain):
    coded, values = read_codes(sample, by), read_numbers(sample, outcome)
    rows = read_domain(sample, domain)
    rows = rows[~np.isnan(values[rows]) & (coded.code[rows] >= 0)]
    if rows.size == 0:
        raise empty_domain(f"nobody in it answered both {outcome!r} and {by!r}")
    if np.unique(values[rows]).size < 2:
        raise one_valued(outcome)
    met, code = np.unique(coded.code[rows], return_inverse=True)
    if met.size < 2:
        raise one_valued(by)
    return rows, values[rows], code, tuple(coded.labels[k] for k in met)


def _refuse_other_than_two(groups: tuple, by: str) -> None:
    if len(groups) != 2:
        raise BadColumn(
            f"{len(groups)} groups: {', '.join(map(str, groups))}",
            expected="two groups in the domain",
            do="name two groups by a domain, or compare them all with compare_many_ranks",
            column=by,
        )


def _rank_fit(frame: Frame, rows, matrix, score):
    weight = frame.weight[rows]
    outcome = score(weight)
    beta = fit_linear(matrix, outcome, weight)
    if isinstance(frame, ReplicateFrame):
        # As in R, ranks are those of the full sample: replicates vary the comparison.
        each = frame.refit(rows, lambda w: fit_linear(matrix, outcome, w))
        covariance = frame.spread(each, beta)
    else:
        covariance = frame.covariance(linear_influence(matrix, outcome, weight, beta), rows)
    return beta, covariance


def _two_groups(frame, rows, score, code, groups, *, level: float) -> TwoGroupTest:
    matrix = np.column_stack([np.ones(rows.size), code == 1]).astype(float)
    beta, covariance = _rank_fit(frame, rows, matrix, score)
    se, degf = float(np.sqrt(covariance[1, 1])), frame.degf(rows) - 1
    half = float(t_quantile((1 + level) / 2, degf)) * se
    difference = float(beta[1])
    return TwoGroupTest(
        difference=difference,
        se=se,
        ci_low=difference - half,
        ci_high=difference + half,
        t=difference / se,
        degf=degf,
        p=float(t_two_sided(difference / se, degf)),
        groups=groups,
    )


def adjust_holm(p: ArrayLike) -> np.ndarray:
    """Holm's adjusted probabilities (q,) of one declared family, in the order given.

    Holding these at a level keeps the chance of any false alarm in the family below it.
    """
    p = _probabilities(p)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted


def adjust_benjamini_hochberg(p: ArrayLike) -> np.ndarray:
    """Benjamini and Hochberg's adjusted probabilities (q,) of one declared family.

    Holding these at a level keeps the expected share of false alarms among those raised
    below it.
    """
    p = _probabilities(p)
    order = np.argsort(p, kind="stable")[::-1]
    stepped = np.minimum.accumulate(p[order] * p.size / np.arange(p.size, 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted


def _probabilities(p: ArrayLike) -> np.ndarray:
    p = np.asarray(p, float)
    if p.ndim != 1 or not ((p >= 0) & (p <= 1)).all():
        raise ImpossibleCount(
            "probabilities that are missing or outside 0..1",
            expected="one probability within 0..1 per comparison of the family",
            do="leave a comparison that could not be made out of the declared family",
        )
    return p
