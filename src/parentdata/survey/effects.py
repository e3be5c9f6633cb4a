"""Average marginal effects: regressions said in points of probability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from parentdata.survey.columns import read_codes
from parentdata.survey.fits import fit_logistic
from parentdata.survey.frame import ReplicateFrame
from parentdata.survey.ordinal import fit_ordinal, regress_ordinal
from parentdata.survey.predictors import INTERCEPT, model_matrix
from parentdata.survey.refusals import check_level, unknown_choice
from parentdata.survey.regression import Regression, regress_logistic
from parentdata.survey.result import FIGURES, Estimates, t_interval

MODELS = ("logistic", "ordinal")


@dataclass(frozen=True)
class _Fit:
    """A fit as slopes (p,) and thresholds (q,), with its cases, for either model."""

    matrix: np.ndarray
    level: np.ndarray
    slopes: np.ndarray
    thresholds: np.ndarray
    influence: np.ndarray | None


def estimate_marginal_effects(
    sample: pd.DataFrame,
    design,
    outcome: str,
    *,
    predictors: tuple[str, ...],
    model: str,
    domain=None,
    level: float,
) -> Estimates:
    """Average over the domain how far each predictor moves the probability of an answer.

    A number's effect is the slope of the probability; a category's is the change from the
    first category to it, everything else as answered.

    Parameters
    ----------
    model : one of "logistic", "ordinal"

    Other arguments as `regress_logistic` and `estimate_mean`.

    Returns
    -------
    Estimates
        Labels (column of the model, category of the outcome); "logistic" gives only the
        category that is explained. Standard errors hold the sampling of the predictors
        as well as of the coefficients; `degf` is that of the regression.

    References
    ----------
    Graubard and Korn (1999), Biometrics 55; unconditional variances, as in Stata's
    `margins, vce(unconditional)`.
    """
    check_level(level)
    if model not in MODELS:
        raise unknown_choice("model", model, MODELS)
    frame = design.read(sample)
    regress = regress_logistic if model == "logistic" else regress_ordinal
    found = regress(sample, design, outcome, predictors=predictors, domain=domain)
    fit, categories = _as_thresholds(sample, outcome, predictors, found, model=model)
    columns = model_matrix(sample, tuple(predictors))
    moves = [_move(sample, columns, j) for j in range(1, len(columns.names))]
    weight = frame.weight[found.rows]
    effects, scores = _effects(fit, moves, weight)
    kept = slice(1, None) if model == "logistic" else slice(None)
    size = effects[:, kept].size
    if isinstance(frame, ReplicateFrame):

        def refit(row_weight: np.ndarray) -> np.ndarray:
            return _effects(_refit(fit, row_weight, model=model), moves, row_weight)[0][
                :, kept
            ].ravel()

        covariance = frame.spread(frame.refit(found.rows, refit), effects[:, kept].ravel())
    else:
        covariance = frame.covariance(scores[:, :, kept].reshape(weight.size, size), found.rows)
    value, se = effects[:, kept].ravel(), np.sqrt(np.diagonal(covariance))
    labels = tuple((name, k) for name in columns.names[1:] for k in categories[kept])
    low, high = t_interval(value, se, found.degf, level=level)
    ones, unknown = np.ones(size), np.full(size, np.nan)
    numbers = (value, se, low, high, found.degf * ones, found.n * ones, weight.sum() * ones)
    figures = dict(zip(FIGURES, (*numbers, unknown, unknown), strict=True))
    return Estimates(labels, ("predictor", "category"), figures, covariance)


def _as_thresholds(sample, outcome, predictors, found: Regression, *, model: str):
    coded = read_codes(sample, outcome)
    matrix = model_matrix(sample, tuple(predictors)).values[found.rows, 1:]
    met, answer = np.unique(coded.code[found.rows], return_inverse=True)
    categories = tuple(coded.labels[k] for k in met)
    beta, influence = found.coefficient, found.influence
    if model == "logistic":
        turn = np.ones(beta.size)
        turn[found.names.index(INTERCEPT)] = -1
        beta = np.roll(beta * turn, -1)
        influence = None if influence is None else np.roll(influence * turn, -1, axis=1)
    p = matrix.shape[1]
    return _Fit(matrix, answer, beta[:p], beta[p:], influence), categories


def _refit(fit: _Fit, weight: np.ndarray, *, model: str) -> _Fit:
    scaled = weight / weight.mean()
    p = fit.slopes.size
    if model == "logistic":
        matrix = np.column_stack([np.ones(weight.size), fit.matrix])
        beta = fit_logistic(matrix, fit.level.astype(float), scaled)
        return _Fit(fit.matrix, fit.level, beta[1:], -beta[:1], None)
    start = np.concatenate([fit.slopes, fit.thresholds])
    beta = fit_ordinal(fit.matrix, fit.level, scaled, start=start)
    return _Fit(fit.matrix, fit.level, beta[:p], beta[p:], None)


def _move(sample: pd.DataFrame, columns, j: int):
    """What changes for column j: (j, other columns of its category), or (j, None)."""
    term = columns.term[j]
    is_category = columns.names[j] != term or pd.api.types.is_bool_dtype(sample[term])
    same = [k - 1 for k in range(1, len(columns.term)) if columns.term[k] == term]
    return (j - 1, same if is_category else None)


def _effects(fit: _Fit, moves, weight: np.ndarray):
    """Effects (p, K) and their scores (n, p, K), or None where there is no influence."""
    effects, scores = [], []
    share = weight / weight.sum()
    for j, same in moves:
        each, gradient = _slope(fit, j, share) if same is None else _change(fit, j, same, share)
        average = share @ each
        effects.append(average)
        if fit.influence is not None:
            scores.append(share[:, None] * (each - average) + fit.influence @ gradient.T)
    stacked = np.stack(scores, axis=1) if scores else None
    return np.array(effects), stacked


def _edges(fit: _Fit, matrix: np.ndarray):
    """P(answer <= k) and its density at each threshold, both (n, q)."""
    at = fit.thresholds - (matrix @ fit.slopes)[:, None]
    below = special.expit(at)
    return below, below * special.expit(-at)


def _between(edges: np.ndarray, *, last: float, axis: int) -> np.ndarray:
    """Differences of neighbouring edges, with 0 before the first and `last` after the last."""
    shape = list(edges.shape)
    shape[axis] = 1
    padded = [np.zeros(shape), edges, np.full(shape, last)]
    return np.diff(np.concatenate(padded, axis=axis), axis=axis)


def _edge_gradient(matrix, density, share):
    """Gradient (q, p + q) of the average of each edge in slopes and thresholds."""
    weighted = density * share[:, None]
    return np.hstack([-(weighted.T @ matrix), np.diag(weighted.sum(axis=0))])


def _change(fit: _Fit, j: int, same: list[int], share: np.ndarray):
    before, after = fit.matrix.copy(), fit.matrix.copy()
    before[:, same], after[:, same] = 0.0, 0.0
    after[:, j] = 1.0
    low, low_density = _edges(fit, before)
    high, high_density = _edges(fit, after)
    each = _between(high - low, last=0.0, axis=1)
    gradient = _edge_gradient(after, high_density, share) - _edge_gradient(
        before, low_density, share
    )
    return each, _between(gradient, last=0.0, axis=0)


def _slope(fit: _Fit, j: int, share: np.ndarray):
    below, density = _edges(fit, fit.matrix)
    each = _between(-fit.slopes[j] * density, last=0.0, axis=1)
    gradient = -fit.slopes[j] * _edge_gradient(fit.matrix, density * (1 - 2 * below), share)
    gradient[:, j] -= share @ density
    return each, _between(gradient, last=0.0, axis=0)
