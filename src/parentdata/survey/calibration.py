"""Calibration of weights to totals, linear or logit, with bounds on how far they move."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import linalg, special

from parentdata.survey.columns import read_weight
from parentdata.survey.predictors import check_rank, model_matrix
from parentdata.survey.refusals import BadMargin, NotConverged, unknown_choice
from parentdata.survey.weight_report import Weighting, describe_weights

DISTANCES = ("linear", "logit")
MAX_ITERATIONS = 100


def calibrate(
    sample: pd.DataFrame,
    *,
    weight: str,
    columns: tuple[str, ...],
    population: Mapping[str, float],
    distance: str,
    bounds: tuple[float, float] | None = None,
    tolerance: float = 1e-12,
) -> Weighting:
    """Move weights as little as possible so that they meet population totals.

    Parameters
    ----------
    columns : tuple of str
        Numbers, and categories against their first, as in a regression.
    population : mapping of name to total
        "(intercept)" for the number of people, a numeric column's name, and
        "column=category" for categories but the first.
    distance : one of "linear", "logit"
    bounds : (low, high), low < 1 < high
        Least and greatest new weight over old; "logit" needs them.
    tolerance : float
        Greatest relative miss of a total at which to stop.

    Raises
    ------
    BadMargin
        A total is missing, or belongs to no column; or a new weight is not positive.
    NotConverged
        No weights within the bounds meet the totals; those that miss are named.
    RankDeficient

    References
    ----------
    Deville and Särndal (1992), JASA 87; R survey 4.1 `calibrate`.
    """
    _check_choices(distance, bounds)
    base = read_weight(sample, weight)
    matrix = model_matrix(sample, columns)
    check_rank(matrix.values, matrix.names, base)
    wanted = _totals(matrix.names, population)
    ratio, iterations = _solve(matrix, base, wanted, distance, bounds, tolerance)
    fitted = base * ratio
    if not (fitted > 0).all():
        raise BadMargin(
            f"a calibrated weight of {fitted.min():g}",
            expected="positive weights",
            do="set bounds, or use the logit distance",
        )
    margins = pd.DataFrame(
        {
            "margin": list(matrix.term),
            "category": list(matrix.names),
            "population": wanted,
            "before": base @ matrix.values,
            "after": fitted @ matrix.values,
        }
    )
    return Weighting(fitted, margins, describe_weights(base, fitted), iterations)


def _check_choices(distance: str, bounds: tuple[float, float] | None) -> None:
    if distance not in DISTANCES:
        raise unknown_choice("distance", distance, DISTANCES)
    if bounds is None and distance == "logit":
        raise unknown_choice("bounds", bounds, ["(low, high)"])
    if bounds is not None and not 0 <= bounds[0] < 1 < bounds[1]:
        raise unknown_choice("bounds", bounds, ["(low, high) with 0 <= low < 1 < high"])


def _totals(names: tuple[str, ...], population: Mapping[str, float]) -> np.ndarray:
    for name in (*(n for n in names if n not in population), *(p for p in population)):
        if name not in population or name not in names:
            raise BadMargin(
                f"{name!r} stands on one side only",
                expected=f"a total for each of {', '.join(names)}, and no other",
                do="give the population total under the column's name",
                column=name,
            )
    return np.array([population[name] for name in names], float)


def _ratio(steps: np.ndarray, distance: str, bounds) -> tuple[np.ndarray, np.ndarray]:
    """New weight over old at each linear step (n,), and its slope."""
    if distance == "linear":
        low, high = bounds or (-np.inf, np.inf)
        ratio = 1 + steps
        return np.clip(ratio, low, high), ((ratio >= low) & (ratio <= high)).astype(float)
    low, high = bounds
    steepness = (high - low) / ((1 - low) * (high - 1))
    # Deville and Särndal's logit ratio, written so that no exponential overflows.
    reach = special.expit(steepness * steps + np.log((1 - low) / (high - 1)))
    return low + (high - low) * reach, (high - low) * steepness * reach * (1 - reach)


def _solve(matrix, base, wanted, distance, bounds, tolerance):
    values = matrix.values
    scale = 1 + np.abs(wanted)
    lagrange = np.zeros(values.shape[1])
    ratio, slope = _ratio(values @ lagrange, distance, bounds)
    miss = wanted - (base * ratio) @ values
    for iteration in range(1, MAX_ITERATIONS + 1):
        curve = (values * (base * slope)[:, None]).T @ values
        step = linalg.pinvh(curve) @ miss
        size = np.inf
        for halving in 0.5 ** np.arange(20):
            trial = lagrange + halving * step
            new_ratio, new_slope = _ratio(values @ trial, distance, bounds)
            new_miss = wanted - (base * new_ratio) @ values
            size = np.abs(new_miss / scale).max()
            if size < np.abs(miss / scale).max():
                break
        lagrange, ratio, slope, miss = trial, new_ratio, new_slope, new_miss
        if size <= tolerance:
            return ratio, iteration
    misses = np.abs(miss / scale)
    missed = [name for name, size in zip(matrix.names, misses, strict=True) if size > tolerance]
    raise NotConverged(
        f"a calibration whose totals of {', '.join(missed)} still miss by {misses.max():.3g}",
        expected=f"every total within {tolerance:g}",
        do="widen the bounds, or leave out a total that contradicts another",
        column=missed[-1],
    )
