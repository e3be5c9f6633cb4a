"""The one form in which agreement comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True)
class Coefficient:
    """One coefficient of agreement. A figure that does not exist is None, and says why.

    Attributes
    ----------
    name : str
        "agreed", "kappa", "alpha", "ac1" ("ac2" where weighted) or "brennan_prediger".
    value : float or None
        1 is full agreement, 0 what chance alone would give; "agreed" is a plain share.
    se : float or None
        As R gives it: units count as independent. None where no R package gives one.
    cluster_se : float or None
        Standard deviation over the bootstrap's replicates of whole clusters.
    ci_low, ci_high : float or None
        Percentile interval of the same replicates.
    n_defined : int
        Replicates in which the coefficient is defined.
    undefined : str
        Why there is no value, or "".
    """

    name: str
    value: float | None
    se: float | None
    cluster_se: float | None
    ci_low: float | None
    ci_high: float | None
    n_defined: int
    undefined: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far coders agree on one code, or on several pooled.

    Attributes
    ----------
    values : tuple of str
        What a judgement can be, in order.
    coders : tuple of str
    scale : "nominal", "ordinal" or "interval"
        Metric of alpha; "ordinal" is Krippendorff's own.
    weights : str
        Of kappa and AC2.
    n_units : int
        Units that one coder or more judged.
    n_pairable : int
        Units that two coders or more judged.
    n_clusters : int
        Clusters that were resampled.
    level : float
        Coverage of the intervals.
    coefficients : dict of name to Coefficient
    confusion : int array (q, q) or None
        Units by the first coder's value (rows) and the second's (columns); for two coders.
    prevalence, bias : float or None
        Indices of `coefficients.prevalence_and_bias`; for two coders and two values. A kappa far
        below the agreed share beside a prevalence near -1 or 1 tells of a rare or common code
        more than of careless coders.
    warnings : tuple of str
        What a reader should know before trusting the figures.
    """

    values: tuple[str, ...]
    coders: tuple[str, ...]
    scale: str
    weights: str
    n_units: int
    n_pairable: int
    n_clusters: int
    level: float
    coefficients: dict[str, Coefficient]
    confusion: np.ndarray | None
    prevalence: float | None
    bias: float | None
    warnings: tuple[str, ...]

    def __getitem__(self, name: str) -> Coefficient:
        """The coefficient of that name."""
        return self.coefficients[name]
