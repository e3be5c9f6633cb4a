"""Shares and means by domains and crossed domains, many items at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.survey.columns import (
    Coded,
    cross,
    empty_domain,
    read_codes,
    read_domain,
    read_numbers,
)
from parentdata.survey.frame import Frame
from parentdata.survey.intervals import share_interval
from parentdata.survey.psu_cells import PsuCells, clustered
from parentdata.survey.refusals import check_level
from parentdata.survey.result import FIGURES, Estimates, gather, t_interval


def estimate_shares_by(
    sample: pd.DataFrame,
    design,
    outcomes: tuple[str, ...],
    *,
    by: tuple[str, ...],
    domain=None,
    level: float,
    interval: str = "logit",
) -> Estimates:
    """Estimate the shares of every category of several outcomes in crossed domains.

    Rows are summed once to PSU x domain x category, and all else works on those sums: the
    cost is one pass over the rows for each outcome, whatever the number of domains.

    Parameters
    ----------
    sample : DataFrame, one row per respondent, shape (n, k)
    design : Design, ReplicateDesign or PsuReplicates
    outcomes : tuple of str
        Categorical columns.
    by : tuple of str
        Categorical columns whose crossing makes the domains.
    domain : boolean Series or array (n,), optional
        Narrows every crossed domain.
    level, interval : as `estimate_shares`

    Returns
    -------
    Estimates
        Labels (outcome, one part per column of `by`, category). A crossing that nobody
        answered stays in the table, with an `n` of 0 and figures of NaN.

    Raises
    ------
    EmptyDomain
        Nobody in any of the domains answered an outcome.
    """
    check_level(level)
    frame = design.read(sample)
    groups = _groups(sample, by, read_domain(sample, domain))
    base = clustered(frame)
    cells = None if base is None else PsuCells(frame, base, groups)
    coded = (read_codes(sample, outcome) for outcome in outcomes)
    if cells is None:
        found = (_shares_by_domain(frame, groups, one) for one in coded)
    else:
        found = cells.shares(coded)
    parts = []
    for outcome, (categories, *shares) in zip(outcomes, found, strict=True):
        figures = _share_figures(shares, outcome, level=level, interval=interval)
        labels = tuple(
            (outcome, *group, category) for group in groups.labels for category in categories
        )
        parts.append(Estimates(labels, ("outcome", *by, "category"), figures))
    return gather(parts)


def estimate_means_by(
    sample: pd.DataFrame, design, outcome: str, *, by: tuple[str, ...], domain=None, level: float
) -> Estimates:
    """Estimate the mean of a numeric outcome in crossed domains.

    Arguments and empty crossings as `estimate_shares_by`; labels are the parts of `by`.
    """
    check_level(level)
    frame = design.read(sample)
    groups = _groups(sample, by, read_domain(sample, domain))
    values = read_numbers(sample, outcome)
    code = np.where(np.isnan(values), -1, groups.code)
    if (code < 0).all():
        raise empty_domain(f"nobody in it answered {outcome!r}")
    size = len(groups.labels)
    mean, variance, degf, srs = (np.full(size, np.nan) for _ in range(4))
    n, n_weighted = np.zeros(size), np.zeros(size)
    for group, answered in _rows_of(code, size):
        column = values[answered][:, None]
        found, covariance = frame.ratio(answered, column, np.ones_like(column))
        weight = frame.weight[answered]
        mean[group], variance[group] = found[0], covariance[0, 0]
        degf[group], n[group] = frame.degf(answered), answered.size
        n_weighted[group] = weight.sum()
        if answered.size > 1:
            spread = weight @ (column[:, 0] - found[0]) ** 2 / weight.sum()
            srs[group] = spread / (answered.size - 1)
    se = np.sqrt(variance)
    low, high = t_interval(mean, se, degf, level=level)
    figures = _assemble(mean, se, low, high, degf, n, n_weighted, srs)
    return Estimates(groups.labels, tuple(by), figures)


def _groups(sample: pd.DataFrame, by: tuple[str, ...], rows: np.ndarray) -> Coded:
    columns = [read_codes(sample, name) for name in by]
    if len(columns) == 1 and rows.size == len(sample):
        labels = tuple((label,) for label in columns[0].labels)
        return Coded(columns[0].code, labels, columns[0].n_missing)
    crossed = cross(columns)
    code = np.full(crossed.code.size, -1, np.int64)
    code[rows] = crossed.code[rows]
    return Coded(code, crossed.labels, int((code < 0).sum()))


def _rows_of(code: np.ndarray, size: int):
    """Each domain that holds somebody, with its rows."""
    small = np.int16 if size < np.iinfo(np.int16).max else np.int64
    # Stable sorting of 16-bit codes is a radix sort: linear in the rows.
    order = np.argsort(code.astype(small), kind="stable")
    ends = np.cumsum(np.bincount(code.astype(np.int64) + 1, minlength=size + 1))
    for group in range(size):
        if ends[group + 1] > ends[group]:
            yield group, order[ends[group] : ends[group + 1]]


def _share_figures(found, outcome: str, *, level: float, interval: str):
    share, variance, degf, n, n_weighted = found
    if n.sum() == 0:
        raise empty_domain(f"nobody in it answered {outcome!r}")
    with np.errstate(divide="ignore", invalid="ignore"):
        srs = share * (1 - share) / (n - 1)[:, None]
    low, high = share_interval(
        share, variance, n[:, None], degf[:, None], level=level, method=interval
    )
    is_empty = (n == 0)[:, None]
    low, high = np.where(is_empty, np.nan, low), np.where(is_empty, np.nan, high)
    base = (np.repeat(x, share.shape[1]) for x in (degf, n, n_weighted))
    flat = (x.ravel() for x in (share, np.sqrt(variance), low, high))
    return _assemble(*flat, *base, srs.ravel())


def _shares_by_domain(frame: Frame, groups: Coded, coded: Coded):
    """As `PsuCells.shares`, domain by domain, for a design that needs every row."""
    shape, code = (len(groups.labels), len(coded.labels)), coded.code
    share, variance = np.full(shape, np.nan), np.full(shape, np.nan)
    degf, n, n_weighted = np.full(shape[0], np.nan), np.zeros(shape[0]), np.zeros(shape[0])
    for position, answered in _rows_of(np.where(code < 0, -1, groups.code), shape[0]):
        is_chosen = (code[answered][:, None] == np.arange(shape[1])).astype(float)
        found, covariance = frame.ratio(answered, is_chosen, np.ones_like(is_chosen))
        share[position], variance[position] = found, np.clip(np.diagonal(covariance), 0, None)
        degf[position], n[position] = frame.degf(answered), answered.size
        n_weighted[position] = frame.weight[answered].sum()
    return coded.labels, share, variance, degf, n, n_weighted


def _assemble(value, se, low, high, degf, n, n_weighted, srs) -> dict[str, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(srs > 0, se**2 / srs, np.nan)
        n_effective = n / deff
    figures = (value, se, low, high, degf, n, n_weighted, deff, n_effective)
    return dict(zip(FIGURES, figures, strict=True))
