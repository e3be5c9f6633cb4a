"""Weights: from chances of selection, fitted to what is known of the population.

Every verb returns weights and what moved; it refuses margins that the sample cannot meet.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from parentdata.survey.columns import read_numbers, read_weight
from parentdata.survey.margins import (
    Margins,
    check_margin,
    common_total,
    met_cells,
    read_margins,
)
from parentdata.survey.refusals import BadWeight, NotConverged
from parentdata.survey.weight_report import Weighting, report_weights


def base_weights(sample: pd.DataFrame, *, chance: str) -> np.ndarray:
    """One over each respondent's chance of selection; shape (n,).

    Raises
    ------
    BadWeight
        A chance lies outside (0, 1], or is missing.
    """
    chances = read_numbers(sample, chance)
    if not ((chances > 0) & (chances <= 1)).all():
        raise BadWeight(
            "a chance of selection that is missing or outside (0, 1]",
            expected="the probability with which each respondent was drawn",
            do="take it from the sampling frame",
            column=chance,
        )
    return 1 / chances


def poststratify(
    sample: pd.DataFrame, *, weight: str, by: tuple[str, ...], population: Mapping[object, float]
) -> Weighting:
    """Scale weights so that every cell of crossed columns has its population.

    Parameters
    ----------
    by : tuple of str
    population : mapping of cell to total
        A cell is a category, or a tuple of them where `by` has several columns.

    Raises
    ------
    BadMargin
        A cell is in one and not in the other.

    References
    ----------
    R survey 4.1 `postStratify`.
    """
    base = read_weight(sample, weight)
    name = " x ".join(by)
    cells = met_cells(sample, by)
    wanted = check_margin(name, cells, population)
    fitted = base * (wanted / np.bincount(cells.code, weights=base))[cells.code]
    return report_weights(base, fitted, {name: (cells, wanted)})


def rake(
    sample: pd.DataFrame,
    *,
    weight: str,
    population: Margins,
    tolerance: float = 1e-10,
    max_iterations: int = 200,
) -> Weighting:
    """Scale weights to one margin after another until all hold.

    Parameters
    ----------
    population : mapping of column to mapping of category to total
    tolerance : float
        Greatest miss of a margin, as a share of the population, at which to stop.

    Raises
    ------
    BadMargin
        A category is empty, unknown or missing, or margins have different totals.
    NotConverged
        The margin that still misses most is named.

    References
    ----------
    Deming and Stephan (1940); R survey 4.1 `rake`.
    """
    base = read_weight(sample, weight)
    margins = read_margins(sample, population)
    total = common_total({name: wanted for name, (_, wanted) in margins.items()})
    fitted = base.copy()
    for iteration in range(1, max_iterations + 1):
        for coded, wanted in margins.values():
            fitted *= (wanted / np.bincount(coded.code, weights=fitted))[coded.code]
        misses = {
            name: np.abs(np.bincount(coded.code, weights=fitted) - wanted).max() / total
            for name, (coded, wanted) in margins.items()
        }
        worst = max(misses, key=misses.get)
        if misses[worst] <= tolerance:
            return report_weights(base, fitted, margins, iterations=iteration)
    raise NotConverged(
        f"a rake whose margin {worst!r} still misses by {misses[worst]:.3g} of the population "
        f"after {max_iterations} rounds",
        expected=f"every margin within {tolerance:g}",
        do="join small categories, or leave out a margin that contradicts another",
        column=worst,
    )


def trim_weights(weight: np.ndarray, *, lower: float, upper: float) -> np.ndarray:
    """Cut weights off at the limits, and share what is cut among the others equally.

    Weights pushed past a limit by the sharing are trimmed again, until none is.

    Raises
    ------
    BadWeight
        Limits that the mean weight does not lie within.

    References
    ----------
    R survey 4.1 `trimWeights(strict = TRUE)`.
    """
    if not 0 < lower <= weight.mean() <= upper:
        raise BadWeight(
            f"limits of {lower:g} to {upper:g} about a mean weight of {weight.mean():g}",
            expected="0 < lower <= mean <= upper",
            do="widen the limits: their sum cannot be kept within them",
        )
    trimmed = weight.copy()
    is_cut = np.zeros(weight.size, bool)
    while True:
        # Past a limit by rounding alone is at the limit.
        is_out = (trimmed < lower * (1 - 1e-12)) | (trimmed > upper * (1 + 1e-12))
        if not is_out.any():
            return trimmed
        kept = np.clip(trimmed, lower, upper)
        excess = (trimmed - kept).sum()
        is_cut |= is_out
        # Those cut at one limit may take what others lost at the other, once none is left.
        takers = ~is_out if is_cut.all() else ~is_cut
        trimmed = kept
        trimmed[takers] += excess / takers.sum()
