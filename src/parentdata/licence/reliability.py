"""Whether the items of an index hang together: alpha, omega, and an ordinal factor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.licence.factor import BadCorrelations, fit_one_factor
from parentdata.licence.index import score_items
from parentdata.licence.polychoric import polychoric_matrix

# What turns a slope on the normal scale into one of log-odds.
LOGISTIC = 1.702


@dataclass(frozen=True)
class Reliability:
    """How far items measure one thing, from their scores.

    Attributes
    ----------
    alpha : float
        Cronbach's alpha of the weighted covariances.
    omega : float
        McDonald's omega of one factor of the weighted correlations.
    rmsr : float
        Root mean square of the correlations that the factor leaves.
    n : int
        Respondents who answered one item at least.
    n_fewest : int
        Fewest respondents behind a pair of items.
    items : DataFrame, one row per item
        `item`, `item_label`, `n`, `mean`, `sd`, `item_rest` (correlation with the sum of the
        others), `alpha_without`, `loading`, `uniqueness`.
    """

    alpha: float
    omega: float
    rmsr: float
    n: int
    n_fewest: int
    items: pd.DataFrame


@dataclass(frozen=True)
class OrdinalCheck:
    """One factor of the polychoric correlations: items as ordered answers, not as scores.

    Attributes
    ----------
    correlations : DataFrame (k, k)
    eigenvalues : float array (k,), from the greatest down
    first_share : float
        First eigenvalue over the number of items.
    first_to_second : float
        First eigenvalue over the second.
    omega, rmsr : float
        As `Reliability`, of the attitudes behind the answers.
    items : DataFrame, one row per item
        `item`, `item_label`, `loading`, `discrimination` (the graded response model's, logistic),
        and `threshold_1`, … between its answers from the least favourable up, in standard
        deviations of the attitude (the model's difficulties).
    """

    correlations: pd.DataFrame
    eigenvalues: np.ndarray
    first_share: float
    first_to_second: float
    omega: float
    rmsr: float
    items: pd.DataFrame


def weighted_covariance(scores: np.ndarray, weight: np.ndarray):
    """Weighted covariances of every pair of items, each on those who answered both.

    Parameters
    ----------
    scores : float array (n, k), NaN where missing
    weight : float array (n,)

    Returns
    -------
    (covariance, n) : float array (k, k), and int array (k, k) of respondents behind each

    References
    ----------
    R `cov.wt(method = "unbiased")` for a pair: divided by 1 less the sum of squared shares of
    the weights, which is (n - 1) / n for equal ones.
    """
    size = scores.shape[1]
    is_answered = ~np.isnan(scores)
    covariance, n = np.full((size, size), np.nan), np.zeros((size, size), int)
    for i in range(size):
        for j in range(i + 1):
            both = is_answered[:, i] & is_answered[:, j]
            n[i, j] = n[j, i] = both.sum()
            if n[i, j] > 1:
                share = weight[both] / weight[both].sum()
                one, other = (scores[both, k] - share @ scores[both, k] for k in (i, j))
                covariance[i, j] = share @ (one * other) / (1 - share @ share)
                covariance[j, i] = covariance[i, j]
    return covariance, n


def estimate_alpha(covariance: np.ndarray) -> float:
    """Cronbach's alpha from covariances (k, k).

    References
    ----------
    Cronbach (1951), Psychometrika 16.
    """
    size = len(covariance)
    return float(size / (size - 1) * (1 - np.trace(covariance) / covariance.sum()))


def check_reliability(respondents: pd.DataFrame, instrument: Instrument, *, design) -> Reliability:
    """Estimate alpha and omega of the index's items, weighted, on all pairs of answers.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent
        Answer names as cleaned, and the design's weight.
    instrument : Instrument
        Its report names the index.
    design : Design, ReplicateDesign or PsuReplicates
        Only its weight counts: alpha and omega have no standard errors here.

    Raises
    ------
    BadCorrelations
        An item does not vary, or two items were never answered together.
    TooFewItems
        Fewer than three items.
    """
    scores = score_items(respondents, instrument)
    weight = design.read(respondents).weight
    covariance, n = weighted_covariance(scores.to_numpy(), weight)
    correlation = _correlate(covariance, list(scores))
    factor = fit_one_factor(correlation)
    total = covariance.sum()
    rest = covariance.sum(axis=1) - np.diagonal(covariance)
    rest_variance = total - 2 * covariance.sum(axis=1) + np.diagonal(covariance)
    kept = [np.delete(np.delete(covariance, k, 0), k, 1) for k in range(len(covariance))]
    items = _label(scores, instrument).assign(
        n=np.diagonal(n),
        mean=_means(scores.to_numpy(), weight),
        sd=np.sqrt(np.diagonal(covariance)),
        item_rest=rest / np.sqrt(rest_variance * np.diagonal(covariance)),
        alpha_without=[estimate_alpha(part) for part in kept],
        loading=factor.loading,
        uniqueness=factor.uniqueness,
    )
    return Reliability(
        alpha=estimate_alpha(covariance),
        omega=factor.omega,
        rmsr=factor.rmsr,
        n=int(scores.notna().any(axis=1).sum()),
        n_fewest=int(n.min()),
        items=items,
    )


def check_ordinal_factor(
    respondents: pd.DataFrame, instrument: Instrument, *, design
) -> OrdinalCheck:
    """Fit one factor to the weighted polychoric correlations of the index's items.

    Answers are taken as ordered and no more: the factor does not lean on the even spacing of
    scores. With one factor behind the items the first eigenvalue towers over the second and the
    residuals are small. Arguments and refusals as `check_reliability`.

    References
    ----------
    Olsson (1979), Psychometrika 44; Takane and de Leeuw (1987), Psychometrika 52, for the graded
    response model's parameters.
    """
    scores = score_items(respondents, instrument)
    codes = np.column_stack([pd.factorize(scores[name], sort=True)[0] for name in scores])
    weight = design.read(respondents).weight
    correlation, thresholds = polychoric_matrix(codes, weight)
    _refuse_missing(correlation, list(scores))
    factor = fit_one_factor(correlation)
    eigenvalues = np.linalg.eigvalsh(correlation)[::-1]
    cuts = pd.DataFrame([pd.Series(each[1:-1]) for each in thresholds])
    difficulty = cuts.div(factor.loading, axis=0).set_axis(
        [f"threshold_{place}" for place in range(1, cuts.shape[1] + 1)], axis=1
    )
    discrimination = LOGISTIC * factor.loading / np.sqrt(factor.uniqueness)
    items = _label(scores, instrument).assign(loading=factor.loading, discrimination=discrimination)
    return OrdinalCheck(
        correlations=pd.DataFrame(correlation, index=list(scores), columns=list(scores)),
        eigenvalues=eigenvalues,
        first_share=float(eigenvalues[0] / eigenvalues.size),
        first_to_second=float(eigenvalues[0] / eigenvalues[1]),
        omega=factor.omega,
        rmsr=factor.rmsr,
        items=pd.concat([items, difficulty], axis=1),
    )


def _means(scores: np.ndarray, weight: np.ndarray) -> np.ndarray:
    answered = ~np.isnan(scores)
    return (np.nan_to_num(scores) * weight[:, None]).sum(axis=0) / (weight @ answered)


def _label(scores: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    labels = [instrument.variables[name].label for name in scores]
    return pd.DataFrame({"item": list(scores), "item_label": labels})


def _correlate(covariance: np.ndarray, names: list[str]) -> np.ndarray:
    sd = np.sqrt(np.diagonal(covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = covariance / np.outer(sd, sd)
    _refuse_missing(correlation, names)
    return correlation


def _refuse_missing(correlation: np.ndarray, names: list[str]) -> None:
    missing = ~np.isfinite(correlation)
    if missing.any():
        worst = names[int(missing.sum(axis=0).argmax())]
        raise BadCorrelations(
            f"correlations of {worst!r} with other items do not exist.",
            expected="items that vary and that some respondents answered together",
            do="Take the item off the index.",
            column=worst,
        )
