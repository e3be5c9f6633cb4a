"""Weighted fits on plain arrays, and what each answer adds to their error."""

from __future__ import annotations

import numpy as np
from scipy import linalg, special

from parentdata.survey.refusals import NotConverged

MAX_ITERATIONS = 100
# Squared length of a step in standard errors (Newton's decrement), whatever the units of the
# predictors. Steps shrink quadratically, so after one this small only rounding is left.
TOLERANCE = 1e-16


def fit_linear(matrix: np.ndarray, answer: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weighted least squares of answers (n,) on a model matrix (n, p); shape (p,)."""
    root = np.sqrt(weight)
    return linalg.lstsq(matrix * root[:, None], answer * root, lapack_driver="gelsy")[0]


def linear_influence(matrix, answer, weight, coefficient) -> np.ndarray:
    """Influence (n, p) of each answer on the coefficients of `fit_linear`."""
    bread = (matrix * weight[:, None]).T @ matrix
    residual = weight * (answer - matrix @ coefficient)
    return np.linalg.solve(bread, (matrix * residual[:, None]).T).T


def fit_logistic(matrix: np.ndarray, answer: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weighted logistic regression of 0/1 answers by Newton's steps; shape (p,)."""
    beta = np.zeros(matrix.shape[1])
    for _ in range(MAX_ITERATIONS):
        fitted = special.expit(matrix @ beta)
        slope = (matrix * (weight * (answer - fitted))[:, None]).sum(axis=0)
        curve = (matrix * (weight * fitted * (1 - fitted))[:, None]).T @ matrix
        step = np.linalg.solve(curve, slope)
        beta = beta + step
        if slope @ step <= TOLERANCE:
            return beta
    raise NotConverged(
        f"a logistic fit that still moves after {MAX_ITERATIONS} steps",
        expected="coefficients that settle",
        do="scale the predictors, or leave out those that hardly vary",
    )


def logistic_influence(matrix, answer, weight, coefficient) -> np.ndarray:
    """Influence (n, p) of each answer on the coefficients of `fit_logistic`."""
    fitted = special.expit(matrix @ coefficient)
    bread = (matrix * (weight * fitted * (1 - fitted))[:, None]).T @ matrix
    residual = weight * (answer - fitted)
    return np.linalg.solve(bread, (matrix * residual[:, None]).T).T
