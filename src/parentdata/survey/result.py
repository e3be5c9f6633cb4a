"""The one form that every estimate comes back in."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np
import pandas as pd

from parentdata.survey.distributions import t_quantile


@dataclass(frozen=True)
class Estimate:
    """One estimated quantity.

    Attributes
    ----------
    value, se : float
        In the unit of the outcome; `se` is the design-based standard error.
    ci_low, ci_high : float
    degf : float
        Degrees of freedom of the domain: PSUs less strata that it meets.
    n : float
        Unweighted base: people of the domain who answered.
    n_weighted : float
        People they stand for.
    deff : float
        Variance over that of a simple random sample drawn with replacement; NaN where
        every answer is the same.
    n_effective : float
        `n` over `deff`: the simple random sample that would be as precise.
    """

    value: float
    se: float
    ci_low: float
    ci_high: float
    degf: float
    n: float
    n_weighted: float
    deff: float
    n_effective: float


FIGURES = tuple(field.name for field in fields(Estimate))
COUNTS = ("n", "n_weighted", "degf")


@dataclass(frozen=True)
class Estimates:
    """Several estimated quantities under their labels.

    Attributes
    ----------
    labels : tuple of tuples, one per estimate
    label_names : tuple of str
        What each part of a label is: a column of the sample, "category", "quantile".
    figures : dict of float arrays (q,), one per field of `Estimate`
    covariance : float array (q, q), or None
        Where the estimates were made together.
    """

    labels: tuple[tuple, ...]
    label_names: tuple[str, ...]
    figures: dict[str, np.ndarray]
    covariance: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, label) -> Estimate:
        """The estimate under `label`; a label of one part may stand without its tuple."""
        key = label if isinstance(label, tuple) else (label,)
        return self.at(self.labels.index(key))

    def at(self, position: int) -> Estimate:
        """The estimate at `position`."""
        return Estimate(*(float(self.figures[name][position]) for name in FIGURES))

    def table(self) -> pd.DataFrame:
        """One row per estimate: its label's parts, then the fields of `Estimate`."""
        parts = list(zip(*self.labels, strict=True))
        labels = {name: list(part) for name, part in zip(self.label_names, parts, strict=True)}
        return pd.DataFrame({**labels, **self.figures})

    def withhold(self, *, minimum_n: int, minimum_degf: int) -> pd.DataFrame:
        """The table with figures blanked, and the reason named, where the base is too thin.

        Rows are kept: a reader sees that a group was asked and is too small to publish.
        """
        table = self.table()
        is_small, is_loose = table["n"] < minimum_n, table["degf"] < minimum_degf
        table["withheld"] = np.select(
            [is_small, is_loose],
            [f"base below {minimum_n}", f"fewer than {minimum_degf} degrees of freedom"],
            default="",
        )
        figures = [name for name in FIGURES if name not in COUNTS]
        table.loc[is_small | is_loose, figures] = np.nan
        return table


def t_interval(value, se, degf, *, level: float):
    """The t interval (low, high) about `value`."""
    half = t_quantile((1 + level) / 2, degf) * se
    return value - half, value + half


def gather(parts: list[Estimates]) -> Estimates:
    """Put estimates of disjoint labels under one another."""
    figures = {name: np.concatenate([part.figures[name] for part in parts]) for name in FIGURES}
    labels = tuple(label for part in parts for label in part.labels)
    return Estimates(labels, parts[0].label_names, figures)


def as_estimates(labels, label_names, estimates: list[Estimate]) -> Estimates:
    """Line single estimates up under labels."""
    columns = zip(*(astuple(estimate) for estimate in estimates), strict=True)
    figures = {name: np.array(c, float) for name, c in zip(FIGURES, columns, strict=True)}
    return Estimates(tuple(labels), tuple(label_names), figures)
