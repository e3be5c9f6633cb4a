"""Intervals for shares that never leave 0..1 and are defined at 0 and at 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from parentdata.survey.refusals import EmptyDomain, ImpossibleCount, check_level


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
