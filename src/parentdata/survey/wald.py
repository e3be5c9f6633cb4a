"""Wald's statistic, where a design has enough PSUs to carry it."""

from __future__ import annotations

import numpy as np


def wald_statistic(gap: np.ndarray, covariance: np.ndarray, *, degf: float) -> float:
    """Squared length of gaps (q,) in their standard errors, or NaN.

    A covariance has no more independent directions than the design has degrees of freedom:
    with fewer than `q` of them it has no inverse, and the statistic does not exist.
    """
    if degf < gap.size:
        return float("nan")
    return float(gap @ np.linalg.solve(covariance, gap))
