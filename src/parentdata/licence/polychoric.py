"""Polychoric correlations: what ordered answers say of the attitudes behind them."""

from __future__ import annotations

import numpy as np
from scipy import optimize, special

# As near to 1 as a correlation is taken to be, where answers go together without exception.
GREATEST = 0.9999
SMALLEST_CHANCE = 1e-300


def bivariate_normal(h, k, rho: float) -> np.ndarray:
    """Chance that two standard normal variables of correlation `rho` stay below `h` and `k`.

    Parameters
    ----------
    h, k : float arrays that broadcast; -inf and inf are allowed
    rho : float in (-1, 1)

    References
    ----------
    Owen (1956), Annals of Mathematical Statistics 27.
    """
    # A nought without sign, so that dividing by it tells the side of the other threshold.
    h, k = np.broadcast_arrays(np.asarray(h, float) + 0.0, np.asarray(k, float) + 0.0)
    root = np.sqrt(1 - rho**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        # With both at nothing their ratio is taken along the diagonal.
        is_origin = (h == 0) & (k == 0)
        slope_h = (np.where(is_origin, 1.0, k / h) - rho) / root
        slope_k = (np.where(is_origin, 1.0, h / k) - rho) / root
        is_split = (h * k < 0) | ((h * k == 0) & (h + k < 0))
        both = (special.ndtr(h) + special.ndtr(k)) / 2
        inside = both - special.owens_t(h, slope_h) - special.owens_t(k, slope_k) - is_split / 2
    # Beyond every threshold lies everyone, or nobody.
    inside = np.where(np.isposinf(h), special.ndtr(k), inside)
    inside = np.where(np.isposinf(k), special.ndtr(h), inside)
    return np.where(np.isneginf(h) | np.isneginf(k), 0.0, np.clip(inside, 0, 1))


def _density(h: np.ndarray, k: np.ndarray, rho: float) -> np.ndarray:
    """Density of the same at (h, k), which is also how fast its chance rises with `rho`."""
    with np.errstate(invalid="ignore"):
        exponent = -(h**2 - 2 * rho * h * k + k**2) / (2 * (1 - rho**2))
    height = np.exp(exponent) / (2 * np.pi * np.sqrt(1 - rho**2))
    return np.where(np.isfinite(h) & np.isfinite(k), height, 0.0)


def place_thresholds(code: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Place the thresholds between ordered answers on a standard normal attitude.

    Parameters
    ----------
    code : int array (n,)
        Answers as 0, 1, …, each given by somebody; -1 where missing.
    weight : float array (n,)

    Returns
    -------
    float array (answers + 1,), from -inf to inf
    """
    answered = code >= 0
    totals = np.bincount(code[answered], weights=weight[answered])
    inner = special.ndtri(np.cumsum(totals)[:-1] / totals.sum())
    return np.concatenate([[-np.inf], inner, [np.inf]])


def polychoric_correlation(
    table: np.ndarray, row_thresholds: np.ndarray, column_thresholds: np.ndarray
) -> float:
    """Correlation of the attitudes behind two ordered answers, by maximum likelihood.

    Parameters
    ----------
    table : float array (r, c)
        Weight of the respondents with each pair of answers.
    row_thresholds, column_thresholds : float arrays (r + 1,) and (c + 1,)
        As `place_thresholds`; they are held fixed (Olsson's two steps).

    Returns
    -------
    float in -0.9999..0.9999

    References
    ----------
    Olsson (1979), Psychometrika 44.
    """
    h, k = row_thresholds[:, None], column_thresholds[None, :]
    h, k = np.broadcast_arrays(h, k)

    def slope(rho: float) -> float:
        chance = _cells(bivariate_normal(h, k, rho))
        steep = _cells(_density(h, k, rho))
        return float((table * steep / np.maximum(chance, SMALLEST_CHANCE)).sum())

    low, high = slope(-GREATEST), slope(GREATEST)
    if low <= 0 or high >= 0:
        return -GREATEST if low <= 0 else GREATEST
    return float(optimize.brentq(slope, -GREATEST, GREATEST, xtol=1e-14, rtol=1e-14))


def _cells(corner: np.ndarray) -> np.ndarray:
    return np.diff(np.diff(corner, axis=0), axis=1)


def polychoric_matrix(codes: np.ndarray, weight: np.ndarray):
    """Polychoric correlations of every pair of items, each on those who answered both.

    Parameters
    ----------
    codes : int array (n, k)
        Ordered answers as 0, 1, …; -1 where missing.
    weight : float array (n,)

    Returns
    -------
    (correlation, thresholds) : float array (k, k), NaN where nobody answered both; and a list
        of k arrays, as `place_thresholds`
    """
    size = codes.shape[1]
    thresholds = [place_thresholds(column, weight) for column in codes.T]
    correlation = np.eye(size)
    for i in range(size):
        for j in range(i):
            both = (codes[:, i] >= 0) & (codes[:, j] >= 0)
            table = np.zeros((thresholds[i].size - 1, thresholds[j].size - 1))
            np.add.at(table, (codes[both, i], codes[both, j]), weight[both])
            found = np.nan
            if both.any() and min(table.shape) > 1:
                found = polychoric_correlation(table, thresholds[i], thresholds[j])
            correlation[i, j] = correlation[j, i] = found
    return correlation, thresholds
