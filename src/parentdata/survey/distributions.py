"""Quantiles and tails of t, F and chi-square, without the weight of scipy.stats."""

from __future__ import annotations

import numpy as np
from scipy import special


def t_quantile(probability: float, degf):
    """Quantile of Student's t; normal where `degf` is infinite, NaN where it is below 1."""
    degf = np.asarray(degf, float)
    tail = min(probability, 1 - probability)
    usable = np.where(degf >= 1, degf, np.nan)
    # Student's tail is a beta tail, and this inverse keeps 14 digits where stdtrit keeps 8.
    with np.errstate(divide="ignore", invalid="ignore"):
        beta = special.betaincinv(usable / 2, 0.5, 2 * tail)
        size = np.sqrt(usable * (1 - beta) / beta)
    size = np.where(np.isinf(degf), -special.ndtri(tail), size)
    return np.copysign(size, probability - 0.5)[()]


def t_two_sided(statistic, degf):
    """Probability of a t at least as far from 0 as `statistic`, on `degf` degrees of freedom."""
    statistic, degf = np.abs(np.asarray(statistic, float)), np.asarray(degf, float)
    with np.errstate(invalid="ignore"):
        finite = special.betainc(degf / 2, 0.5, degf / (degf + statistic**2))
    return np.where(np.isinf(degf), 2 * special.ndtr(-statistic), finite)[()]


def f_tail(statistic: float, numerator: float, denominator: float) -> float:
    """Upper tail of F on `numerator` and `denominator` degrees of freedom."""
    if denominator <= 0:
        return float("nan")
    share = denominator / (denominator + numerator * statistic)
    return float(special.betainc(denominator / 2, numerator / 2, share))


def chi2_tail(statistic: float, degf: float) -> float:
    """Upper tail of chi-square on `degf` degrees of freedom."""
    return float(special.gammaincc(degf / 2, statistic / 2))
