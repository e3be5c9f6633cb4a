"""Predictors of a regression: columns to a model matrix, with its refusals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg

from parentdata.survey.columns import read_codes, read_column, read_numbers
from parentdata.survey.refusals import RankDeficient

INTERCEPT = "(intercept)"
# R's tolerance for a column that the others explain.
RANK_TOLERANCE = 1e-7


@dataclass(frozen=True)
class ModelMatrix:
    """Predictors as numbers.

    Attributes
    ----------
    values : float array (n, p)
        NaN in every column of a predictor that is missing in the row.
    names : tuple of str (p,)
        The intercept, then a column per number, or per category but the first of each.
    term : tuple of str (p,)
        The predictor that each column comes from.
    """

    values: np.ndarray
    names: tuple[str, ...]
    term: tuple[str, ...]


def model_matrix(sample: pd.DataFrame, predictors: tuple[str, ...]) -> ModelMatrix:
    """Intercept, numbers as they are, categories against their first (treatment contrasts)."""
    columns = [np.ones(len(sample))]
    names, terms = [INTERCEPT], [INTERCEPT]
    for predictor in predictors:
        for name, column in _expand(sample, predictor):
            columns.append(column)
            names.append(name)
            terms.append(predictor)
    return ModelMatrix(np.column_stack(columns), tuple(names), tuple(terms))


def _expand(sample: pd.DataFrame, predictor: str):
    column = read_column(sample, predictor)
    is_number = pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)
    if is_number and not isinstance(column.dtype, pd.CategoricalDtype):
        return [(predictor, read_numbers(sample, predictor))]
    coded = read_codes(sample, predictor)
    absent = np.where(coded.code < 0, np.nan, 0.0)
    return [
        (f"{predictor}={label}", absent + (coded.code == position))
        for position, label in enumerate(coded.labels)
        if position > 0
    ]


def check_rank(matrix: np.ndarray, names: tuple[str, ...], weight: np.ndarray) -> None:
    """Refuse columns of `matrix` (n, p) that are sums of the columns before them.

    Raises
    ------
    RankDeficient
        It names them.
    """
    weighted = matrix * np.sqrt(weight)[:, None]
    size = np.linalg.norm(weighted, axis=0)
    explained = [names[j] for j in np.flatnonzero(size == 0)]
    if not explained:
        triangle = linalg.qr(weighted, mode="r")[0]
        left = np.zeros(len(names))
        left[: min(triangle.shape)] = np.abs(np.diagonal(triangle))
        explained = [names[j] for j in np.flatnonzero(left < RANK_TOLERANCE * size)]
    if explained:
        raise RankDeficient(
            f"columns that the others already determine: {', '.join(explained)}",
            expected="predictors of which none is a sum of others, each seen in the domain",
            do="leave out a predictor, or join categories that nobody in the domain has",
            column=explained[0],
        )
