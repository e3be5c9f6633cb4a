"""The linearisation kernel: from scores to the variance of their total.

A score is what one respondent adds to the error of an estimate. Summed to PSUs
and compared within strata, scores give the variance of every estimate here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LONELY_CHOICES = ("fail", "centre", "average", "certainty", "remove")


@dataclass(frozen=True)
class Stage:
    """One stage of sampling, on plain integer codes.

    Attributes
    ----------
    unit : int array (n,), or None
        Sampling unit of each row; None where every row is a unit of its own.
    stratum : int array (m,)
        Stratum of each unit.
    n_units : int array (h,)
        Units drawn in each stratum, whether or not a domain meets them.
    factor : float array (h,)
        What multiplies the squared deviations within a stratum: the finite population
        correction, n/(n-1), and the sampling fractions of the stages above.
    is_lonely : bool array (h,)
        Strata with one unit that is not there with certainty.
    """

    unit: np.ndarray | None
    stratum: np.ndarray
    n_units: np.ndarray
    factor: np.ndarray
    is_lonely: np.ndarray

    def totals(self, scores: np.ndarray, rows: np.ndarray | None):
        """Sum scores (r, q) to units; return the totals and the stratum of each."""
        if self.unit is None:
            return scores, self.stratum if rows is None else self.stratum[rows]
        unit = self.unit if rows is None else self.unit[rows]
        return sum_by(unit, scores, self.stratum.size), self.stratum

    def present(self, rows: np.ndarray | None) -> np.ndarray:
        """Which strata some row belongs to, as a bool array (h,)."""
        if rows is None:
            return np.ones(self.n_units.size, bool)
        unit = rows if self.unit is None else self.unit[rows]
        is_present = np.zeros(self.n_units.size, bool)
        is_present[self.stratum[unit]] = True
        return is_present


def sum_by(code: np.ndarray, columns: np.ndarray, size: int) -> np.ndarray:
    """Sum the columns of an (r, q) array over rows of equal code; shape (size, q)."""
    summed = [np.bincount(code, weights=column, minlength=size) for column in columns.T]
    return np.column_stack(summed) if summed else np.empty((size, 0))


def deviations(totals: np.ndarray, stratum: np.ndarray, stage: Stage, *, lonely_psu: str):
    """Deviations of unit totals from their stratum's mean, and their multipliers.

    Units that were drawn but hold nobody of the domain have a total of nothing: they are
    not listed, and stand as one row per stratum at the end.

    Returns
    -------
    (deviation, multiplier) : arrays (m + h, q) and (m + h,)
        The covariance is deviation' x diag(multiplier) x deviation.
    """
    size = stage.n_units.size
    mean = sum_by(stratum, totals, size) / stage.n_units[:, None]
    if lonely_psu == "centre":
        # Scores of the whole sample sum to nothing: the centre of all strata is 0.
        mean[stage.is_lonely] = 0
    absent = stage.n_units - np.bincount(stratum, minlength=size)
    deviation = np.concatenate([totals - mean[stratum], mean])
    return deviation, np.concatenate([stage.factor[stratum], stage.factor * absent])


def covariance(
    scores: np.ndarray, stages: tuple[Stage, ...], *, lonely_psu: str, rows: np.ndarray | None
) -> np.ndarray:
    """Covariance of the totals of scores, over all stages of sampling.

    Parameters
    ----------
    scores : float array (r, q)
        Scores of the rows that belong to the domain.
    stages : stages of sampling, first to last
    lonely_psu : one of `LONELY_CHOICES`
        What a stratum with one unit adds: "centre" its squared distance from the centre of
        all strata; "average" what other strata add on average; "certainty" and "remove"
        nothing. "fail" is refused when the design is read.
    rows : int array (r,), or None
        Which rows of the sample the scores belong to; None for all.

    Returns
    -------
    float array (q, q)

    References
    ----------
    R survey 4.1 `svyrecvar`. With "average" R takes the mean within each unit of the
    stage above, and this takes it over the whole stage; the first stage is the same.
    """
    summed = np.zeros((scores.shape[1], scores.shape[1]))
    for stage in stages:
        totals, stratum = stage.totals(scores, rows)
        deviation, multiplier = deviations(totals, stratum, stage, lonely_psu=lonely_psu)
        part = deviation.T @ (deviation * multiplier[:, None])
        summed += part * _average_factor(stage, rows, lonely_psu=lonely_psu)
    return summed


def variances(totals: np.ndarray, stage: Stage, *, lonely_psu: str) -> np.ndarray:
    """Variances (q,) of one-stage estimates from totals (m, q) of every unit."""
    # Units stand in the order of their strata: `design.nest_units` numbers them so.
    start = np.cumsum(stage.n_units) - stage.n_units
    mean = np.add.reduceat(totals, start, axis=0) / stage.n_units[:, None]
    if lonely_psu == "centre":
        mean[stage.is_lonely] = 0
    deviation = totals - mean[stage.stratum]
    return np.einsum("mq,mq,m->q", deviation, deviation, stage.factor[stage.stratum])


def _average_factor(stage: Stage, rows: np.ndarray | None, *, lonely_psu: str) -> float:
    if lonely_psu != "average" or not stage.is_lonely.any():
        return 1.0
    present = stage.present(rows)
    paired = present & ~stage.is_lonely
    return present.sum() / paired.sum() if paired.any() else float("nan")


def replicate_covariance(
    values: np.ndarray, full: np.ndarray, *, scale: float, rscales: np.ndarray, mse: bool
) -> np.ndarray:
    """Covariance (q, q) of estimates from their replicates, shape (R, q).

    `mse` measures distance from the full-sample estimate (q,); otherwise from the mean of
    the replicates that count, as R survey does unless told.
    """
    centre = full if mse else values[rscales > 0].mean(axis=0)
    deviation = values - centre
    return scale * (deviation.T @ (deviation * rscales[:, None]))
