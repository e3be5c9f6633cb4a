"""Totals, means, ratios and shares of a domain, and differences between domains.

Every verb takes (sample, design, outcome, *, domain, level). The sample holds everyone
sampled: filtering it first would drop PSUs from the variance. A missing answer falls
outside the domain: neither `n` nor the degrees of freedom count it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.survey.columns import empty_domain, read_codes, read_domain, read_numbers
from parentdata.survey.intervals import share_interval
from parentdata.survey.refusals import check_level
from parentdata.survey.result import FIGURES, Estimate, Estimates, t_interval


def estimate_total(
    sample: pd.DataFrame, design, outcome: str, *, domain=None, level: float
) -> Estimate:
    """Estimate the sum of `outcome` over the people a domain stands for.

    Parameters
    ----------
    sample : DataFrame, one row per respondent, shape (n, k)
    design : Design, ReplicateDesign or PsuReplicates
    outcome : str
        Numeric column.
    domain : boolean Series or array (n,), optional
    level : float in (0, 1)
        Coverage of the t interval.

    Raises
    ------
    EmptyDomain
        Nobody in the domain answered.

    References
    ----------
    R survey 4.1 `svytotal`, design effect as `deff = "replace"`.
    """
    check_level(level)
    frame, rows = design.read(sample), read_domain(sample, domain)
    answered, values = _answers(sample, rows, [outcome])
    total, covariance = frame.total(answered, values)
    weight = frame.weight[answered]
    # A with-replacement draw of everyone sampled, of whom the domain is a part.
    everyone = np.zeros(frame.weight.size)
    everyone[answered] = values[:, 0]
    srs = _srs_variance(everyone[:, None], frame.weight) * frame.weight.sum() ** 2
    figures = _figures(total, covariance, srs, weight, frame.degf(answered), level=level)
    return Estimates(((),), (), figures).at(0)


def estimate_mean(
    sample: pd.DataFrame, design, outcome: str, *, domain=None, level: float
) -> Estimate:
    """Estimate the mean of numeric `outcome` in a domain; arguments as `estimate_total`.

    A logical or 0/1 outcome gives a share, with the t interval; `estimate_shares` gives
    intervals that stay within 0..1.

    References
    ----------
    Lumley (2010), Complex Surveys, ch. 2; R survey 4.1 `svymean(subset(design, domain))`.
    """
    check_level(level)
    frame, rows = design.read(sample), read_domain(sample, domain)
    answered, values = _answers(sample, rows, [outcome])
    mean, covariance = frame.ratio(answered, values, np.ones_like(values))
    weight = frame.weight[answered]
    srs = _srs_variance(values, weight)
    figures = _figures(mean, covariance, srs, weight, frame.degf(answered), level=level)
    return Estimates(((),), (), figures).at(0)


def estimate_ratio(
    sample: pd.DataFrame, design, outcome: str, *, per: str, domain=None, level: float
) -> Estimate:
    """Estimate the total of `outcome` per unit of the total of `per`, both numeric columns.

    Those who lack either are outside the domain; other arguments as `estimate_total`.

    References
    ----------
    R survey 4.1 `svyratio`.
    """
    check_level(level)
    frame, rows = design.read(sample), read_domain(sample, domain)
    answered, values = _answers(sample, rows, [outcome, per])
    above, below = values[:, :1], values[:, 1:]
    ratio, covariance = frame.ratio(answered, above, below)
    weight = frame.weight[answered]
    mean_below = weight @ below / weight.sum()
    srs = _srs_variance((above - ratio * below) / mean_below, weight)
    figures = _figures(ratio, covariance, srs, weight, frame.degf(answered), level=level)
    return Estimates(((),), (), figures).at(0)


def estimate_shares(
    sample: pd.DataFrame, design, outcome: str, *, domain=None, level: float, interval="logit"
) -> Estimates:
    """Estimate the share of every category of `outcome` in a domain.

    Parameters
    ----------
    outcome : str
        Categories, codes or booleans; declared categories keep their order, and one that
        nobody chose has a share of 0.
    interval : one of "logit", "beta", "beta_truncated", "wilson", "linear"
        As `intervals.share_interval`.

    Other arguments as `estimate_total`.

    Returns
    -------
    Estimates
        A label (category,) each, with their covariance (q, q).
    """
    check_level(level)
    frame, rows = design.read(sample), read_domain(sample, domain)
    coded = read_codes(sample, outcome)
    answered = rows[coded.code[rows] >= 0]
    if answered.size == 0:
        raise empty_domain(f"nobody in it answered {outcome!r}")
    is_chosen = (coded.code[answered][:, None] == np.arange(len(coded.labels))).astype(float)
    shares, covariance = frame.ratio(answered, is_chosen, np.ones_like(is_chosen))
    weight = frame.weight[answered]
    srs = shares * (1 - shares) / (answered.size - 1) if answered.size > 1 else np.nan * shares
    degf = frame.degf(answered)
    figures = _figures(shares, covariance, srs, weight, degf, level=level)
    figures["ci_low"], figures["ci_high"] = share_interval(
        shares, figures["se"] ** 2, answered.size, degf, level=level, method=interval
    )
    labels = tuple((label,) for label in coded.labels)
    return Estimates(labels, ("category",), figures, covariance)


def estimate_difference(
    sample: pd.DataFrame, design, outcome: str, *, domain, reference, level: float
) -> Estimate:
    """Estimate the mean of `outcome` in `domain` less that in `reference`.

    The two may overlap or share PSUs: the standard error takes their covariance in. For a
    share, `outcome` is a boolean or 0/1 column. `n`, `n_weighted`, `degf` and the design
    effect are those of both together.

    Parameters
    ----------
    domain, reference : boolean Series or arrays (n,)

    Other arguments as `estimate_total`.
    """
    check_level(level)
    frame = design.read(sample)
    sides = [read_domain(sample, domain), read_domain(sample, reference)]
    both = np.union1d(*sides)
    answered, values = _answers(sample, both, [outcome])
    is_in = np.column_stack([np.isin(answered, side) for side in sides]).astype(float)
    if not is_in.any(axis=0).all():
        raise empty_domain(f"nobody in one of the two answered {outcome!r}")
    means, covariance = frame.ratio(answered, values * is_in, is_in)
    contrast = np.array([1.0, -1.0])
    weight = frame.weight[answered]
    size = weight @ is_in
    scores = ((values - means) * is_in / size) @ contrast * weight.sum()
    srs = _srs_variance(scores[:, None], weight)
    value = np.array([means @ contrast])
    variance = np.array([[contrast @ covariance @ contrast]])
    figures = _figures(value, variance, srs, weight, frame.degf(answered), level=level)
    return Estimates(((),), (), figures).at(0)


def _answers(sample, rows, outcomes):
    values = np.column_stack([read_numbers(sample, name)[rows] for name in outcomes])
    is_answered = ~np.isnan(values).any(axis=1)
    if not is_answered.any():
        raise empty_domain(f"nobody in it answered {' and '.join(map(repr, outcomes))}")
    return rows[is_answered], values[is_answered]


def _srs_variance(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Variance of the mean of a simple random sample of as many, drawn with replacement."""
    if weight.size < 2:
        return np.full(values.shape[1], np.nan)
    centred = values - weight @ values / weight.sum()
    return weight @ centred**2 / weight.sum() / (weight.size - 1)


def _figures(value, covariance, srs, weight, degf: float, *, level: float) -> dict:
    variance = np.clip(np.diagonal(covariance), 0, None)
    se = np.sqrt(variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(srs > 0, variance / srs, np.nan)
        n_effective = weight.size / deff
    low, high = t_interval(value, se, degf, level=level)
    ones = np.ones(value.size)
    found = (
        value,
        se,
        low,
        high,
        degf * ones,
        weight.size * ones,
        weight.sum() * ones,
        deff,
        n_effective,
    )
    return dict(zip(FIGURES, found, strict=True))
