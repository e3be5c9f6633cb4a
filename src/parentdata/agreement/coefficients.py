"""Coefficients of agreement from tallies; NaN where one is undefined, never otherwise.

All of them take tallies of any leading dimensions, so that the data and its replicates go the
same way.
"""

from __future__ import annotations

import numpy as np

from parentdata.agreement.distances import squared_distances
from parentdata.agreement.tallies import Tallies


def agreed_share(tallies: Tallies, weights: np.ndarray) -> np.ndarray:
    """Share of pairs of judgements that agree, weighted; 0..1.

    References
    ----------
    irrCAC `pa.coeff.raw`; with two coders and no weights, R `irr::agree` over 100.
    """
    pairs = tallies.pairs
    return _divide((pairs * weights).sum(axis=(-2, -1)), pairs.sum(axis=(-2, -1)))


def cohen_kappa(tallies: Tallies, weights: np.ndarray) -> np.ndarray:
    """Cohen's kappa of two coders, on the units that both judged.

    Undefined where both gave the same single value to every unit.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20; weighted: Cohen (1968).
    """
    crossed = tallies.crossed
    n = crossed.sum(axis=(-2, -1))
    first, second = crossed.sum(axis=-1), crossed.sum(axis=-2)
    disagreement = 1 - weights
    observed = (crossed * disagreement).sum(axis=(-2, -1))
    expected = np.einsum("...i,ij,...j->...", first, disagreement, second)
    return 1 - _divide(observed * n, expected)


def krippendorff_alpha(tallies: Tallies, scale: str, scores: np.ndarray) -> np.ndarray:
    """Krippendorff's alpha of any number of coders, on units with two judgements or more.

    Undefined where all pairable judgements are of one value.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. R `irr::kripp.alpha`.
    """
    coincidences = tallies.coincidences
    margins = coincidences.sum(axis=-1)
    distances = squared_distances(scale, margins, scores)
    observed = (coincidences * distances).sum(axis=(-2, -1))
    expected = (margins[..., :, None] * margins[..., None, :] * distances).sum(axis=(-2, -1))
    return 1 - _divide(observed * (margins.sum(axis=-1) - 1), expected)


def gwet_ac(tallies: Tallies, weights: np.ndarray) -> np.ndarray:
    """Gwet's AC1, or AC2 where weights are not 0 and 1; any number of coders.

    Values that nobody used count in the agreement by chance, as the codebook offers them. R's
    irrCAC counts only those that occur, unless told.

    References
    ----------
    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61; Gwet (2014).
    irrCAC `gwet.ac1.raw`.
    """
    size = weights.shape[0]
    share = _divide(tallies.shares, tallies.shares.sum(axis=-1, keepdims=True))
    spread = (share * (1 - share)).sum(axis=-1)
    chance = weights.sum() * spread / (size * (size - 1))
    return (agreed_share(tallies, weights) - chance) / (1 - chance)


def brennan_prediger(tallies: Tallies) -> np.ndarray:
    """Agreement beyond that of coders who draw lots among the values.

    With two values it is PABAK, the kappa that there would be without prevalence and bias.

    References
    ----------
    Brennan and Prediger (1981), Educational and Psychological Measurement 41; Byrt, Bishop and
    Carlin (1993), Journal of Clinical Epidemiology 46.
    """
    size = tallies.shares.shape[-1]
    return (agreed_share(tallies, np.eye(size)) - 1 / size) / (1 - 1 / size)


def prevalence_and_bias(crossed: np.ndarray) -> tuple[float, float]:
    """Prevalence and bias index of a table of two coders and two values.

    Returns
    -------
    (prevalence, bias) : float in -1..1
        Units that both gave the second value less those that both gave the first, over all; and
        how much more often the first coder than the second gave the second value. With the
        values absent and present a rare code has a prevalence near -1.

    References
    ----------
    Byrt, Bishop and Carlin (1993), who take absolute values.
    """
    n = crossed.sum()
    return float((crossed[1, 1] - crossed[0, 0]) / n), float((crossed[1, 0] - crossed[0, 1]) / n)


def _divide(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    # Sums of no disagreement at all are exactly nought: every term has a factor of nought.
    is_defined = below != 0
    return np.where(is_defined, above / np.where(is_defined, below, 1.0), np.nan)
