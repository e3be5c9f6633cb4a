"""How far the items of an index agree, once more: alpha, omega, and one ordinal factor.

Other roads to the same figures: covariances pair by pair, a factor by the rounds of the minres
method itself, cells of two normal attitudes by numerical integration (`polychoric`).

References
----------
Cronbach (1951), Psychometrika 16; Harman and Jones (1966), Psychometrika 31, for minres.
"""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.second_opinion.index import rank_answers
from parentdata.second_opinion.polychoric import correlate_attitudes, place_thresholds
from parentdata.second_opinion.refusals import NoSecondOpinion

# The least part of an item's variance that is its own.
LEAST_OWN = 0.005
SETTLED, MOST_ROUNDS = 1e-15, 100_000


def estimate_reliability(
    respondents: pd.DataFrame, instrument: Instrument, weight: np.ndarray
) -> dict[str, float]:
    """Every figure of the rows on reliability, by its name there, and `n` who answered an item."""
    scores = _score(respondents, instrument)
    size = scores.shape[1]
    covariance, correlation = np.ones((size, size)), np.ones((size, size))
    codes = np.column_stack([_code(column) for column in scores.T])
    thresholds = [place_thresholds(column, weight) for column in codes.T]
    for i, j in combinations_with_replacement(range(size), 2):
        both = ~np.isnan(scores[:, i]) & ~np.isnan(scores[:, j])
        covariance[i, j] = covariance[j, i] = _covary(scores[both][:, [i, j]], weight[both])
        if i != j:
            pair, cuts = codes[both][:, [i, j]], (thresholds[i], thresholds[j])
            correlation[i, j] = correlation[j, i] = correlate_attitudes(pair, weight[both], cuts)
    sd = np.sqrt(np.diag(covariance))
    loading = fit_factor(covariance / np.outer(sd, sd))
    ordinal = fit_factor(correlation)
    left = (correlation - np.outer(ordinal, ordinal))[np.triu_indices(size, 1)]
    eigenvalues = sorted(np.linalg.eigvals(correlation).real, reverse=True)
    total = covariance.sum()
    return {
        "alpha": size / (size - 1) * (total - np.trace(covariance)) / total,
        "omega": find_omega(loading),
        "omega_ordinal": find_omega(ordinal),
        "first_share": eigenvalues[0] / size,
        "first_to_second": eigenvalues[0] / eigenvalues[1],
        "rmsr_ordinal": np.sqrt((left**2).mean()),
        "n": int((~np.isnan(scores)).any(axis=1).sum()),
    }


def _score(respondents: pd.DataFrame, instrument: Instrument) -> np.ndarray:
    columns = []
    for name in instrument.report.index.items:
        worth = rank_answers(instrument.variables[name].answers)
        columns.append([float(worth.get(answer, np.nan)) for answer in respondents[name]])
    return np.array(columns).T


def _code(score: np.ndarray) -> np.ndarray:
    """Scores (n,) as 0, 1, … from the least favourable that somebody gave; -1 for none."""
    levels = sorted(set(score[~np.isnan(score)]))
    return np.array([-1 if np.isnan(one) else levels.index(one) for one in score])


def _covary(pair: np.ndarray, weight: np.ndarray) -> float:
    """Covariance of two items (n, 2); divided by n - 1 where weights are equal."""
    share = weight / weight.sum()
    means = share @ pair
    products = share @ np.prod(pair - means, axis=1)
    return products / (1 - (share**2).sum())


def fit_factor(correlation: np.ndarray) -> np.ndarray:
    """Loadings (k,) that leave the least residuals: each in turn, given all others, to rest.

    Raises
    ------
    NoSecondOpinion
        They do not come to rest.
    """
    most = np.sqrt(1 - LEAST_OWN)
    # Every item begins as its mean correlation with the others would have it.
    loading = np.clip(np.sqrt(np.abs(correlation.mean(axis=0))), 0.1, 0.9)
    for _ in range(MOST_ROUNDS):
        before = loading.copy()
        for k in range(loading.size):
            others = np.delete(loading, k)
            best = np.delete(correlation[k], k) @ others / (others @ others)
            loading[k] = np.clip(best, -most, most)
        if np.abs(loading - before).max() <= SETTLED:
            return loading
    raise NoSecondOpinion(
        f"a factor whose loadings still move after {MOST_ROUNDS} rounds.",
        expected="items that one factor can stand for",
        do="Look at the correlations of the items before the index is published.",
    )


def find_omega(loading: np.ndarray) -> float:
    """Share of the variance of the summed items that one factor explains, from loadings (k,)."""
    return float(loading.sum() ** 2 / (loading.sum() ** 2 + (1 - loading**2).sum()))
