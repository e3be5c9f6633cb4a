"""Intervals for shares that never leave 0..1 and are defined at 0 and at 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from parentdata.survey.distributions import t_quantile
from parentdata.survey.refusals import (
    EmptyDomain,
    ImpossibleCount,
    check_level,
    unknown_choice,
)


def wilson_interval(count: ArrayLike, n: ArrayLike, *, level: float):
    """Wilson's score interval for `count` out of `n` unweighted answers.

    Parameters
    ----------
    count : number or array of numbers in 0..n
        Answers that fall in the category.
    n : number or array that broadcasts with `count`
        Answers in all; an effective number need not be whole.
    level : float in (0, 1)
        Coverage of the interval.

    Returns
    -------
    (low, high) : two floats, or two arrays of the broadcast shape
        Shares within 0..1; exactly 0 at a count of 0 and exactly 1 at a count of `n`.

    Raises
    ------
    EmptyDomain
        `n` is 0 or negative somewhere.
    ImpossibleCount
        A count is negative, greater than its `n`, or missing.

    References
    ----------
    Wilson (1927); Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    """
    check_level(level)
    count, n = np.broadcast_arrays(np.asarray(count, float), np.asarray(n, float))
    _refuse_impossible(count, n)
    z = special.ndtri((1 + level) / 2)
    centre = (count + z**2 / 2) / (n + z**2)
    half = z * np.sqrt(count * (n - count) / n + z**2 / 4) / (n + z**2)
    low = np.where(count == 0, 0.0, np.clip(centre - half, 0, 1))
    high = np.where(count == n, 1.0, np.clip(centre + half, 0, 1))
    return (low, high) if low.ndim else (float(low), float(high))


def _refuse_impossible(count: np.ndarray, n: np.ndarray) -> None:
    if not np.all(n > 0):
        raise EmptyDomain(
            f"a share of {np.min(n):g} answers",
            expected="at least one answer under every share",
            do="withhold the share, or widen the domain",
        )
    outside = ~((count >= 0) & (count <= n))
    if outside.any():
        first = np.flatnonzero(outside.ravel())[0]
        raise ImpossibleCount(
            f"a count of {count.ravel()[first]:g} out of {n.ravel()[first]:g} answers",
            expected="a count between 0 and the number of answers",
            do="count the answers in the category among those who were asked and answered",
        )


def share_interval(share, variance, n, degf, *, level: float, method: str):
    """Interval for estimated shares, by the method named.

    Parameters
    ----------
    share, variance : float arrays (q,)
        Estimated shares and their variances.
    n : array (q,)
        Unweighted answers under each share.
    degf : array (q,)
        Degrees of freedom of the domain.
    level : float in (0, 1)
    method : one of `METHODS`
        "logit": the t interval of the log-odds. "beta": Korn and Graubard's exact interval
        with the effective sample size. "beta_truncated": the same, never taking the
        effective size above `n`, as the US National Center for Health Statistics
        publishes it. "wilson": Wilson's interval with the effective sample size and t in
        place of the normal quantile. "linear": the plain t interval, cut off at 0 and 1.

    Returns
    -------
    (low, high) : arrays (q,)
        Within 0..1. A share of exactly 0 or 1 has no estimated variance: every method but
        "linear" then gives the truncated beta interval on `n` answers. With no degree of
        freedom the data say nothing of the spread, and the interval is 0..1.

    References
    ----------
    Korn and Graubard (1998), Survey Methodology 24; Parker et al. (2017), NCHS Series 2
    No. 175; R survey 4.1 `svyciprop` ("xlogit", "beta", "mean").
    """
    check_level(level)
    if method not in METHODS:
        raise unknown_choice("interval", method, METHODS)
    share, variance, n, degf = np.broadcast_arrays(
        *(np.asarray(a, float) for a in (share, variance, n, degf))
    )
    if method == "linear":
        half = t_quantile((1 + level) / 2, degf) * np.sqrt(variance)
        low, high = np.clip(share - half, 0, 1), np.clip(share + half, 0, 1)
    else:
        low, high = METHODS[method](share, variance, n, degf, level)
        edge_low, edge_high = _beta_truncated(share, variance, n, degf, level)
        is_edge = _is_edge(share)
        low, high = np.where(is_edge, edge_low, low), np.where(is_edge, edge_high, high)
        # The design may fix a share inside (0, 1), as a stratum's is: then it is known.
        is_known = ~is_edge & (variance <= EDGE**2 * share * (1 - share))
        low, high = np.where(is_known, share, low), np.where(is_known, share, high)
    is_mute = (degf < 1) & ~np.isnan(share)
    return np.where(is_mute, 0.0, low), np.where(is_mute, 1.0, high)


def _logit(share, variance, n, degf, level):
    with np.errstate(divide="ignore", invalid="ignore"):
        half = t_quantile((1 + level) / 2, degf) * np.sqrt(variance) / (share * (1 - share))
        centre = special.logit(share)
        return special.expit(centre - half), special.expit(centre + half)


def _beta(share, variance, n, degf, level):
    return _beta_limits(share, _degf_adjusted(share, variance, n, degf, level), level)


def _beta_truncated(share, variance, n, degf, level):
    size = np.fmin(n, _degf_adjusted(share, variance, n, degf, level))
    is_edge = _is_edge(share)
    size = np.where(is_edge, n, size)
    return _beta_limits(np.where(is_edge, np.round(share), share), size, level)


def _is_edge(share):
    # R leaves 1 - 1e-17 where everyone agrees; a share that close to the edge lies on it.
    return (share <= EDGE) | (share >= 1 - EDGE)


def _degf_adjusted(share, variance, n, degf, level):
    with np.errstate(divide="ignore", invalid="ignore"):
        size = share * (1 - share) / variance
        quantile = (1 + level) / 2
        return size * (t_quantile(quantile, n - 1) / t_quantile(quantile, degf)) ** 2


def _beta_limits(share, size, level):
    successes, failures = size * share, size * (1 - share)
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = special.betaincinv(successes, failures + 1, tail)
        high = special.betainccinv(successes + 1, failures, tail)
    return np.where(successes <= 0, 0.0, low), np.where(failures <= 0, 1.0, high)


def _wilson_effective(share, variance, n, degf, level):
    with np.errstate(divide="ignore", invalid="ignore"):
        size = share * (1 - share) / variance
        squared = t_quantile((1 + level) / 2, degf) ** 2
        centre = (share + squared / (2 * size)) / (1 + squared / size)
        half = np.sqrt(squared * (variance + squared / (4 * size**2))) / (1 + squared / size)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


EDGE = 1e-12
METHODS = {
    "logit": _logit,
    "beta": _beta,
    "beta_truncated": _beta_truncated,
    "wilson": _wilson_effective,
    "linear": None,
}
