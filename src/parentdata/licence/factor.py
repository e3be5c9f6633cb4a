"""One factor behind several items, fitted to a correlation matrix by least residuals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from parentdata.errors import Refusal

# No item is taken to be free of error: the smallest share of variance of its own.
LEAST_UNIQUENESS = 0.005
FEWEST_ITEMS = 3
# Steps that bring loadings to rest, from no farther off than this.
NEWTON_STEPS, NEAR = 4, 1e-3


class TooFewItems(Refusal):
    """Two items have one correlation, which does not determine a factor."""


class BadCorrelations(Refusal):
    """A correlation does not exist: two items share no respondents, or one does not vary."""


@dataclass(frozen=True)
class OneFactor:
    """One factor's loadings and what they leave.

    Attributes
    ----------
    loading, uniqueness : float arrays (k,)
        Correlation of each item with the factor, and the variance it leaves.
    omega : float
        McDonald's omega: share of the variance of the summed items that the factor explains.
    rmsr : float
        Root mean square of the correlations that the factor leaves unexplained.
    """

    loading: np.ndarray
    uniqueness: np.ndarray
    omega: float
    rmsr: float


def fit_one_factor(correlation: np.ndarray) -> OneFactor:
    """Fit one factor by minimum residuals: least squares of the off-diagonal correlations.

    Parameters
    ----------
    correlation : float array (k, k)

    Returns
    -------
    OneFactor
        Signed so that the loadings sum to more than nothing.

    Raises
    ------
    TooFewItems
        Fewer than three items.
    BadCorrelations
        A correlation is missing.

    References
    ----------
    Harman and Jones (1966); McDonald (1999), Test Theory, ch. 6; R psych `fa(fm = "minres")`.
    """
    correlation = np.asarray(correlation, float)
    size = len(correlation)
    if size < FEWEST_ITEMS:
        raise TooFewItems(
            f"{size} items.",
            expected=f"{FEWEST_ITEMS} items or more",
            do="Add items to the index, or leave the factor out.",
        )
    if not np.isfinite(correlation).all():
        raise BadCorrelations(
            "a correlation that does not exist.",
            expected="items that vary and that some respondents answered together",
            do="Leave the item out that nobody answered with the others, or that does not vary.",
        )
    above = np.triu_indices(size, 1)
    wanted = correlation[above]
    bound = np.sqrt(1 - LEAST_UNIQUENESS)
    values, vectors = np.linalg.eigh(correlation)
    start = np.clip(vectors[:, -1] * np.sqrt(values[-1]), -0.9 * bound, 0.9 * bound)
    found = optimize.least_squares(
        lambda loading: (loading[above[0]] * loading[above[1]]) - wanted,
        start,
        bounds=(-bound, bound),
        xtol=1e-15,
        ftol=1e-15,
        gtol=1e-15,
    )
    loading = _settle(found.x, correlation, bound)
    loading = loading if loading.sum() >= 0 else -loading
    residual = wanted - loading[above[0]] * loading[above[1]]
    uniqueness = 1 - loading**2
    return OneFactor(
        loading=loading,
        uniqueness=uniqueness,
        omega=estimate_omega(loading, uniqueness),
        rmsr=float(np.sqrt(np.mean(residual**2))),
    )


def _settle(loading: np.ndarray, correlation: np.ndarray, bound: float) -> np.ndarray:
    """Newton's last steps (k,): least squares alone stops some eight digits in.

    Loadings at their bound stay there.
    """
    free = np.abs(loading) < bound * (1 - 1e-9)
    for _ in range(NEWTON_STEPS):
        others = loading @ loading - loading**2
        slope = loading * others - (correlation @ loading - np.diag(correlation) * loading)
        curve = 2 * np.outer(loading, loading) - correlation
        np.fill_diagonal(curve, others)
        step = np.zeros_like(loading)
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], -slope[free])
        # At a flat bottom Newton's step leads away: what least squares found then stands.
        if np.abs(step).max() > NEAR:
            return loading
        loading = np.clip(loading + step, -bound, bound)
    return loading


def estimate_omega(loading: np.ndarray, uniqueness: np.ndarray) -> float:
    """McDonald's omega of the sum of standardised items, from loadings and uniquenesses (k,)."""
    explained = loading.sum() ** 2
    return float(explained / (explained + uniqueness.sum()))
