"""What a weighting changed: margins before and after, and how unequal weights became."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Weighting:
    """New weights and a report of what they changed.

    Attributes
    ----------
    weight : float array (n,)
    margins : DataFrame
        A row per margin and category: population, total before, total after.
    distribution : DataFrame
        Rows "before" and "after": least, quartiles, greatest, mean, coefficient of
        variation, Kish's design effect and effective sample size.
    iterations : int
        Rounds that the fit took; 0 where it is direct.
    """

    weight: np.ndarray
    margins: pd.DataFrame
    distribution: pd.DataFrame
    iterations: int = 0


def kish_deff(weight: np.ndarray) -> float:
    """Kish's design effect of unequal weights (n,): n x sum of squares over squared sum."""
    return float(weight.size * (weight**2).sum() / weight.sum() ** 2)


def report_weights(base, fitted, margins, *, iterations: int = 0) -> Weighting:
    """Weights before and after (n,), and what they did to each margin's (codes, totals)."""
    rows = [
        (name, label, wanted[k], before[k], after[k])
        for name, (coded, wanted) in margins.items()
        for before, after in [
            tuple(np.bincount(coded.code, weights=w, minlength=wanted.size) for w in (base, fitted))
        ]
        for k, label in enumerate(coded.labels)
    ]
    table = pd.DataFrame(rows, columns=["margin", "category", "population", "before", "after"])
    return Weighting(fitted, table, describe_weights(base, fitted), iterations)


def describe_weights(before: np.ndarray, after: np.ndarray) -> pd.DataFrame:
    """How weights are distributed before and after; columns as `Weighting.distribution`."""
    names = ["least", "quartile_1", "median", "quartile_3", "greatest"]
    rows = {}
    for stage, weight in (("before", before), ("after", after)):
        deff = kish_deff(weight)
        rows[stage] = dict(zip(names, np.quantile(weight, [0, 0.25, 0.5, 0.75, 1]), strict=True))
        rows[stage] |= {
            "mean": weight.mean(),
            "cv": weight.std() / weight.mean(),
            "kish_deff": deff,
            "n_effective": weight.size / deff,
        }
    return pd.DataFrame.from_dict(rows, orient="index")
