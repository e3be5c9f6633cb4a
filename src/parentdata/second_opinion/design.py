"""The design of a sample as a textbook has it: totals of sampling units, compared within strata.

Written for being read and for sharing nothing with `parentdata.survey`: slow, and no arrays of
codes. Every respondent stays; outside a domain a score is nothing.

References
----------
Cochran (1977), Sampling Techniques, 3rd ed., sections 6.3 and 11.3; Lumley (2010), ch. 2.
"""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd

from parentdata.second_opinion.refusals import unknown_design

# What R's `qr` takes for dependent among columns of replicate weights.
RANK_TOLERANCE = 1e-5


class Estimand(Protocol):
    """What a design gives the spread of: estimates (q,) that follow from the weights alone."""

    inside: np.ndarray

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """The estimates (q,) under these weights (n,)."""

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """What each respondent adds to the error of the estimates (n, q); nothing outside."""


class Linearised:
    """Strata, sampling units and populations of one sample.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
    design
        Names columns: `weight`, `stratum`, `psu`, `fpc`, and says `lonely_psu`.

    Raises
    ------
    NoSecondOpinion
        Populations of several stages, or calibration.
    """

    def __init__(self, respondents: pd.DataFrame, design) -> None:
        stages = [
            (name,) if isinstance(name, str) else tuple(name) for name in (design.psu, design.fpc)
        ]
        if len(stages[1]) > 1:
            raise unknown_design("populations of several stages")
        if getattr(design, "calibration", None) is not None:
            raise unknown_design("calibration")
        n = len(respondents)
        self.weight = respondents[design.weight].to_numpy(float)
        self.stratum = list(respondents[design.stratum]) if design.stratum else ["all"] * n
        self.psu = list(respondents[stages[0][0]]) if stages[0] else list(range(n))
        self.fpc = respondents[stages[1][0]].to_numpy(float) if stages[1] else None
        self.lonely_psu = design.lonely_psu
        self.units = pd.MultiIndex.from_arrays([self.stratum, self.psu], names=["stratum", "psu"])

    def spread(self, estimand: Estimand) -> tuple[np.ndarray, np.ndarray]:
        """Estimates (q,) and their covariance (q, q)."""
        value = estimand.solve(self.weight)
        scores = estimand.scores(self.weight, value)
        reached = np.repeat(estimand.inside[:, None], value.size, axis=1)
        return value, self.covariance(scores, reached)

    def covariance(self, scores: np.ndarray, reached: np.ndarray) -> np.ndarray:
        """Sum over strata of (1 - f) n S, S the covariance of the totals of its n units."""
        summed = np.zeros((scores.shape[1], scores.shape[1]))
        for uncovered, of_units in self._strata(scores):
            n = len(of_units)
            # About the centre of all strata, which is nothing, where there is one unit.
            centred = of_units - of_units.mean(axis=0) * (n > 1)
            summed += uncovered * n / max(n - 1, 1) * centred.T @ centred
        lonely_share = self._share_out(reached)
        return summed * np.sqrt(np.outer(lonely_share, lonely_share))

    def variances(self, scores: np.ndarray, reached: np.ndarray) -> np.ndarray:
        """The diagonal of `covariance` (q,), for many scores at once."""
        summed = np.zeros(scores.shape[1])
        for uncovered, of_units in self._strata(scores):
            n = len(of_units)
            summed += uncovered * (n * of_units.var(axis=0, ddof=1) if n > 1 else of_units[0] ** 2)
        return summed * self._share_out(reached)

    def _strata(self, scores: np.ndarray):
        """Uncovered part and totals of units (n, q) of each stratum that adds something."""
        totals = pd.DataFrame(scores, index=self.units).groupby(level=["stratum", "psu"]).sum()
        for stratum, of_units in totals.groupby(level="stratum"):
            uncovered = 1 - self._fraction(stratum, len(of_units))
            if len(of_units) > 1 or (uncovered > 1e-7 and self.lonely_psu == "centre"):
                yield uncovered, of_units.to_numpy()

    def _share_out(self, reached: np.ndarray) -> np.ndarray:
        """What other strata add on average, for each stratum of one unit that a domain meets."""
        lonely = self._lonely
        if lonely and self.lonely_psu == "fail":
            raise unknown_design(f"what stratum {lonely[0]} of one sampling unit adds")
        if not lonely or self.lonely_psu != "average":
            return np.ones(reached.shape[1])
        met = pd.DataFrame(reached, index=self.units).groupby(level="stratum").any()
        return (met.sum() / met.drop(lonely).sum()).to_numpy()

    @cached_property
    def _lonely(self) -> list:
        """Strata of one sampling unit, but for those that were taken whole."""
        sizes = pd.Series(self.psu).groupby(pd.Series(self.stratum)).nunique()
        return [s for s, n in sizes.items() if n == 1 and 1 - self._fraction(s, 1) > 1e-7]

    def _fraction(self, stratum, n: int) -> float:
        if self.fpc is None:
            return 0.0
        stated = self.fpc[self.stratum.index(stratum)]
        return stated if self.fpc.max() <= 1 else n / stated

    def degrees(self, reached: np.ndarray) -> np.ndarray:
        """Sampling units less strata among those that each column (n, q) reaches; (q,)."""
        met = pd.DataFrame(reached, index=self.units).groupby(level=["stratum", "psu"]).any()
        return (met.sum() - met.groupby(level="stratum").any().sum()).to_numpy(float)


class Replicated:
    """Replicate weights that came with the data.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
    design
        Names `weight` and `replicates`, and says `scale`, `rscales`, `mse` and `degf`.
    """

    def __init__(self, respondents: pd.DataFrame, design) -> None:
        self.weight = respondents[design.weight].to_numpy(float)
        self.each = [respondents[name].to_numpy(float) for name in design.replicates]
        self.rscales = np.array(design.rscales or [1.0] * len(self.each), float)
        self.scale, self.mse, self.stated = design.scale, design.mse, design.degf

    def spread(self, estimand: Estimand) -> tuple[np.ndarray, np.ndarray]:
        """Estimates (q,), and the covariance (q, q) of the replicates' estimates."""
        value = estimand.solve(self.weight)
        repeated = np.array([estimand.solve(weight) for weight in self.each])
        centre = value if self.mse else repeated[self.rscales > 0].mean(axis=0)
        gaps = [np.outer(one - centre, one - centre) for one in repeated]
        summed = sum(s * gap for s, gap in zip(self.rscales, gaps, strict=True))
        return value, self.scale * summed

    def degrees(self, reached: np.ndarray) -> np.ndarray:
        """What is stated, for everyone; the rank of the weights that a column meets, less one."""
        # Many estimates share a domain, and a rank takes its time.
        found = {column.tobytes(): column for column in np.asfortranarray(reached).T}
        degf = {key: self._degrees(column) for key, column in found.items()}
        return np.array([degf[column.tobytes()] for column in np.asfortranarray(reached).T])

    def _degrees(self, inside: np.ndarray) -> float:
        if self.stated is not None and inside.all():
            return self.stated
        relative = np.column_stack(self.each)[inside] / self.weight[inside, None]
        singular = np.linalg.svd(relative, compute_uv=False)
        rank = float((singular > RANK_TOLERANCE * singular.max()).sum() - 1)
        return rank if self.stated is None else min(rank, self.stated)


def read_design(respondents: pd.DataFrame, design) -> Linearised | Replicated:
    """The textbook's reading of a design.

    Raises
    ------
    NoSecondOpinion
        As `Linearised`; or replicates that were made here.
    """
    if hasattr(design, "multiplier"):
        raise unknown_design("replicates made from a design")
    if hasattr(design, "replicates"):
        return Replicated(respondents, design)
    return Linearised(respondents, design)
