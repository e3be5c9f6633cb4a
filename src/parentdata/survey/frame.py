"""A sample seen through its design, as plain arrays: what every estimator works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from parentdata.survey.refusals import NotConverged
from parentdata.survey.variance import Stage, covariance, replicate_covariance, sum_by

Projection = Callable[[np.ndarray], np.ndarray]
WeightedFit = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class LinearFrame:
    """Strata, PSUs and finite populations, for linearised variances.

    Attributes
    ----------
    weight : float array (n,)
        People each respondent stands for.
    stages : stages of sampling, first to last
    lonely_psu : str
        Treatment of a stratum with one PSU.
    projection : function of scores (n, q), or None
        Takes out of the scores what calibration already knows.
    """

    weight: np.ndarray
    stages: tuple[Stage, ...]
    lonely_psu: str
    projection: Projection | None = None

    def covariance(self, scores: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Covariance (q, q) of the totals of scores (r, q) that belong to `rows` (r,)."""
        reached = rows
        if self.projection is not None:
            spread = np.zeros((self.weight.size, scores.shape[1]))
            spread[rows] = scores
            scores, reached = self.projection(spread), None
        return covariance(scores, self.stages, lonely_psu=self.lonely_psu, rows=reached)

    def ratio(self, rows: np.ndarray, numerator: np.ndarray, denominator: np.ndarray):
        """Ratios of weighted totals and their covariance.

        Parameters
        ----------
        rows : int array (r,)
        numerator, denominator : float arrays (r, q), one ratio a column

        Returns
        -------
        (values, covariance) : arrays (q,) and (q, q)
        """
        weight = self.weight[rows]
        below = weight @ denominator
        values = (weight @ numerator) / below
        scores = (numerator - values * denominator) * weight[:, None] / below
        return values, self.covariance(scores, rows)

    def total(self, rows: np.ndarray, values: np.ndarray):
        """Weighted totals of values (r, q) and their covariance, as `ratio` returns them."""
        scores = values * self.weight[rows][:, None]
        return scores.sum(axis=0), self.covariance(scores, rows)

    def degf(self, rows: np.ndarray) -> float:
        """PSUs less strata, among those that `rows` meet."""
        first = self.stages[0]
        if first.unit is None:
            return float(rows.size - first.present(rows).sum())
        met = np.bincount(first.unit[rows], minlength=first.stratum.size) > 0
        return float(met.sum() - np.unique(first.stratum[met]).size)


@dataclass(frozen=True)
class ReplicateFrame:
    """Replicate weights, kept as one multiplier per unit and replicate.

    Attributes
    ----------
    weight : float array (n,)
    unit : int array (n,)
        Unit of each row; rows of one unit share their multipliers.
    multiplier : float array (u, R)
        Replicate weight divided by full weight.
    scale, rscales : float and float array (R,)
    mse : bool
        Whether spread is measured from the full-sample estimate.
    fixed_degf : float or None
        Degrees of freedom declared with the weights.
    origin : LinearFrame or None
        The design that the replicates were made from, if they were made here.
    """

    weight: np.ndarray
    unit: np.ndarray
    multiplier: np.ndarray
    scale: float
    rscales: np.ndarray
    mse: bool
    fixed_degf: float | None = None
    origin: LinearFrame | None = None

    def _sums(self, rows: np.ndarray, columns: np.ndarray):
        weighted = columns * self.weight[rows][:, None]
        by_unit = sum_by(self.unit[rows], weighted, self.multiplier.shape[0])
        return by_unit.sum(axis=0), self.multiplier.T @ by_unit

    def spread(self, replicates: np.ndarray, full: np.ndarray) -> np.ndarray:
        """Covariance (q, q) of replicate estimates (R, q) about their centre."""
        return replicate_covariance(
            replicates, full, scale=self.scale, rscales=self.rscales, mse=self.mse
        )

    def spreads(self, replicates: np.ndarray, full: np.ndarray) -> np.ndarray:
        """Variances, of the shape of `full`, of replicate estimates (R, *shape)."""
        centre = full if self.mse else replicates[self.rscales > 0].mean(axis=0)
        return self.scale * np.tensordot(self.rscales, (replicates - centre) ** 2, axes=1)

    def ratio(self, rows: np.ndarray, numerator: np.ndarray, denominator: np.ndarray):
        """As `LinearFrame.ratio`, with the covariance of the replicates."""
        above, above_each = self._sums(rows, numerator)
        below, below_each = self._sums(rows, denominator)
        # A replicate may leave nobody in a small domain: its spread is then unknown (NaN).
        with np.errstate(divide="ignore", invalid="ignore"):
            values = above / below
            return values, self.spread(above_each / below_each, values)

    def total(self, rows: np.ndarray, values: np.ndarray):
        """As `LinearFrame.total`, with the covariance of the replicates."""
        full, each = self._sums(rows, values)
        return full, self.spread(each, full)

    def refit(self, rows: np.ndarray, fit: WeightedFit) -> np.ndarray:
        """What `fit` makes of the weights (r,) of every replicate; shape (R, q).

        Raises
        ------
        NotConverged
            A replicate cannot be fitted: it leaves nobody in some category. R drops such
            replicates, and with them the widest of the spread.
        """
        unit, weight = self.unit[rows], self.weight[rows]
        each = []
        for k, column in enumerate(self.multiplier.T):
            try:
                each.append(fit(weight * column[unit]))
            except (NotConverged, np.linalg.LinAlgError) as fault:
                raise NotConverged(
                    f"replicate {k + 1} of {self.rscales.size} that cannot be fitted",
                    expected="every category and answer in every replicate",
                    do="join rare categories, or use strata and PSUs instead of replicates",
                ) from fault
        return np.array(each)

    def degf(self, rows: np.ndarray) -> float:
        """Degrees of freedom declared, or of the domain.

        Replicates made here count PSUs and strata as their design does. Weights that came
        as columns have the rank of those that the domain meets, less one, as in R, and
        never more than was declared.
        """
        if self.origin is not None:
            return self.origin.degf(rows)
        if self.fixed_degf is not None and rows.size == self.weight.size:
            return self.fixed_degf
        met = np.unique(self.unit[rows])
        rank = float(np.linalg.matrix_rank(self.multiplier[met], rtol=1e-5) - 1)
        return rank if self.fixed_degf is None else min(rank, self.fixed_degf)


Frame = LinearFrame | ReplicateFrame
