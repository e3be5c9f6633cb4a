"""What calibrated weights already know, taken out of the scores before a variance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg

from parentdata.survey.columns import cross, read_codes, read_weight
from parentdata.survey.predictors import model_matrix
from parentdata.survey.refusals import unknown_choice

METHODS = ("poststratify", "rake", "calibrate")
# R survey sweeps the margins ten times; by then nothing moves.
SWEEPS = 10


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What the weights were fitted to.

    Attributes
    ----------
    method : one of "poststratify", "rake", "calibrate"
    columns : tuple of str
        Post-strata (crossed), margins (one by one), or predictors of the calibration.
    base_weight : str, optional
        Weights before calibration; "calibrate" needs them.
    """

    method: str
    columns: tuple[str, ...]
    base_weight: str | None = None


def projection_of(calibration: Calibration | None, sample: pd.DataFrame, weight: np.ndarray):
    """The function of scores (n, q) that removes what the calibration explains, or None.

    References
    ----------
    Deville and Särndal (1992); R survey 4.1 `svyrecvar`.
    """
    if calibration is None:
        return None
    if calibration.method == "poststratify":
        cells = cross([read_codes(sample, name) for name in calibration.columns]).code
        return lambda scores: scores - weight[:, None] * _cell_means(scores, cells, weight)
    if calibration.method == "rake":
        margins = [read_codes(sample, name).code for name in calibration.columns]
        return lambda scores: _sweep(scores, margins, weight)
    if calibration.method == "calibrate":
        base = read_weight(sample, str(calibration.base_weight))
        return _regression_residual(sample, calibration.columns, base, weight)
    raise unknown_choice("calibration method", calibration.method, METHODS)


def _cell_means(scores: np.ndarray, cells: np.ndarray, weight: np.ndarray) -> np.ndarray:
    below = np.bincount(cells, weights=weight)
    above = np.column_stack([np.bincount(cells, weights=column) for column in scores.T])
    with np.errstate(invalid="ignore"):
        return (above / below[:, None])[cells]


def _sweep(scores: np.ndarray, margins: list[np.ndarray], weight: np.ndarray) -> np.ndarray:
    values = scores / weight[:, None]
    for _ in range(SWEEPS):
        for margin in margins:
            size = np.bincount(margin)[:, None]
            with np.errstate(invalid="ignore"):
                sums = np.column_stack([np.bincount(margin, weights=v) for v in values.T])
                values = values - (sums / size)[margin]
    return values * weight[:, None]


def _regression_residual(sample, columns, base: np.ndarray, weight: np.ndarray):
    root = np.sqrt(base)[:, None]
    basis, _ = linalg.qr(model_matrix(sample, columns).values * root, mode="economic")

    def residual(scores: np.ndarray) -> np.ndarray:
        values = scores / weight[:, None] * root
        return (values - basis @ (basis.T @ values)) / root * weight[:, None]

    return residual
