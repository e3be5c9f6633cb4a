"""Large-sample standard errors, as R gives them: units count as drawn one by one.

They are there to be held against other software. Units of one authority resemble each other, so
the bootstrap over authorities is the one to quote.
"""

from __future__ import annotations

import numpy as np


def kappa_error(crossed: np.ndarray, weights: np.ndarray) -> float:
    """Standard error of Cohen's kappa, weighted or not, from a table of two coders.

    References
    ----------
    Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72. R `vcd::Kappa`; the root of
    `psych::cohen.kappa`'s variance.
    """
    n = crossed.sum()
    share = crossed / n
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    observed = (share * weights).sum()
    chance = rows @ weights @ columns
    kappa = (observed - chance) / (1 - chance)
    mean = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    spread = (share * (weights - mean * (1 - kappa)) ** 2).sum()
    variance = spread - (kappa - chance * (1 - kappa)) ** 2
    return _root(variance, n) / float(1 - chance)


def agreed_error(counts: np.ndarray, times: np.ndarray, weights: np.ndarray) -> float:
    """Standard error of the agreed share.

    Parameters
    ----------
    counts : float array (p, q)
        Coders who gave each value, by pattern; patterns with one judgement among them, and none
        without.
    times : float array (p,)
        Units of each pattern.
    weights : float array (q, q)

    References
    ----------
    irrCAC `pa.coeff.raw`.
    """
    each, _ = _agreed_each(counts, times, weights)
    return _mean_error(each, times, _mean(each, times))


def brennan_prediger_error(counts: np.ndarray, times: np.ndarray) -> float:
    """Standard error of Brennan and Prediger's kappa; arguments as `agreed_error`.

    References
    ----------
    irrCAC `bp.coeff.raw`, unweighted.
    """
    size = counts.shape[1]
    each, is_pairable = _agreed_each(counts, times, np.eye(size))
    terms = (each - is_pairable / size) / (1 - 1 / size)
    return _mean_error(terms, times, _mean(terms, times))


def gwet_error(counts: np.ndarray, times: np.ndarray, weights: np.ndarray) -> float:
    """Standard error of Gwet's AC1 or AC2; arguments as `agreed_error`.

    References
    ----------
    Gwet (2014), ch. 5. irrCAC `gwet.ac1.raw`.
    """
    size = weights.shape[0]
    each, is_pairable = _agreed_each(counts, times, weights)
    judged = counts.sum(axis=1)
    share = _mean(counts / judged[:, None], times)
    scale = weights.sum() / (size * (size - 1))
    chance = scale * (share * (1 - share)).sum()
    value = (_mean(each, times) - chance) / (1 - chance)
    terms = (each - chance * is_pairable) / (1 - chance)
    chance_each = scale * (counts @ (1 - share)) / judged
    terms -= 2 * (1 - value) * (chance_each - chance) / (1 - chance)
    return _mean_error(terms, times, value)


def alpha_error(counts: np.ndarray, times: np.ndarray, weights: np.ndarray) -> float:
    """Standard error of Krippendorff's alpha where its metric has fixed weights.

    That is so for the nominal and the interval metric (identity and quadratic weights). His
    ordinal metric depends on the margins, and no R package gives it a standard error. Arguments
    as `agreed_error`.

    References
    ----------
    Gwet (2014), ch. 5. irrCAC `krippen.alpha.raw`: about alpha without its correction for small
    samples, which it yet makes in the share agreed that goes with units judged more often.
    """
    is_pairable = counts.sum(axis=1) > 1
    counts, times = counts[is_pairable], times[is_pairable]
    judged = counts.sum(axis=1)
    mean = _mean(judged, times)
    excess = (judged - mean) / mean
    each = (counts * (counts @ weights - 1)).sum(axis=1) / (mean * (judged - 1))
    agreed = _mean(each, times)
    share = _mean(counts, times) / mean
    chance = share @ weights @ share
    value = (agreed - chance) / (1 - chance)
    corrected = agreed + (1 - agreed) / (times @ judged)
    terms = (each - corrected * excess - chance) / (1 - chance)
    chance_each = counts @ weights @ share / mean - chance * excess
    terms -= 2 * (1 - value) * (chance_each - chance) / (1 - chance)
    return _mean_error(terms, times, value)


def _agreed_each(
    counts: np.ndarray, times: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    # Scaled so that means over all units, also those that cannot be paired, are the estimates.
    judged = counts.sum(axis=1)
    is_pairable = (judged > 1) * times.sum() / times[judged > 1].sum()
    ways = np.where(judged > 1, judged * (judged - 1), 1)
    agreed = (counts * (counts @ weights - 1)).sum(axis=1) / ways
    return agreed * is_pairable, is_pairable


def _mean(parts: np.ndarray, times: np.ndarray) -> np.ndarray:
    return times @ parts / times.sum()


def _mean_error(terms: np.ndarray, times: np.ndarray, value: float) -> float:
    n = times.sum()
    return _root(times @ (terms - value) ** 2 / (n - 1), n)


def _root(variance: float, n: float) -> float:
    # Where all agree the variance is nought, and rounding may leave it just below.
    return float(np.sqrt(max(variance, 0.0) / n))
