"""Quantiles of a numeric outcome, with Woodruff's intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.survey.columns import empty_domain, read_domain, read_numbers
from parentdata.survey.distributions import t_quantile
from parentdata.survey.intervals import share_interval
from parentdata.survey.refusals import BadLevel, check_level
from parentdata.survey.result import Estimate, Estimates, as_estimates, t_interval

# A cumulated weight that misses the quantile by rounding alone has reached it.
ROUNDING = 1e-12


def estimate_quantiles(
    sample: pd.DataFrame,
    design,
    outcome: str,
    *,
    quantiles: tuple[float, ...],
    domain=None,
    level: float,
    interval: str = "linear",
) -> Estimates:
    """Estimate quantiles: the smallest value that the wanted share of people do not exceed.

    Parameters
    ----------
    quantiles : tuple of float in (0, 1)
    interval : one of "linear", "logit", "beta", "beta_truncated", "wilson"
        Interval of the share at or below the quantile, which is read back through the
        distribution (Woodruff).

    Other arguments as `estimate_mean`.

    Returns
    -------
    Estimates
        Labels (quantile,). A limit that falls outside the distribution is NaN. The
        standard error is the width of the interval over that of t; design effects are
        those of the share.

    References
    ----------
    Woodruff (1952), JASA 47; R survey 4.1 `svyquantile(qrule = "math")`.
    """
    check_level(level)
    for quantile in quantiles:
        if not 0 < quantile < 1:
            raise BadLevel(
                f"a quantile of {quantile!r}",
                expected="numbers strictly between 0 and 1",
                do="give the median as 0.5",
            )
    frame = design.read(sample)
    rows = read_domain(sample, domain)
    values = read_numbers(sample, outcome)
    rows = rows[~np.isnan(values[rows])]
    if rows.size == 0:
        raise empty_domain(f"nobody in it answered {outcome!r}")
    answers = values[rows]
    reach = _Reach(answers, frame.weight[rows])
    found = [
        _woodruff(frame, rows, answers, reach, quantile, level=level, interval=interval)
        for quantile in quantiles
    ]
    return as_estimates([(quantile,) for quantile in quantiles], ("quantile",), found)


class _Reach:
    """Which value a share of the weights reaches."""

    def __init__(self, answers: np.ndarray, weight: np.ndarray) -> None:
        order = np.argsort(answers, kind="stable")
        self.answers = answers[order]
        self.cumulated = np.cumsum(weight[order])

    def value(self, share: float) -> float:
        if not 0 <= share <= 1:
            return float("nan")
        wanted = share * self.cumulated[-1] * (1 - ROUNDING)
        position = np.searchsorted(self.cumulated, wanted, side="left")
        return float(self.answers[min(position, self.answers.size - 1)])


def _woodruff(frame, rows, answers, reach, quantile, *, level: float, interval: str) -> Estimate:
    value = reach.value(quantile)
    is_below = (answers <= value).astype(float)[:, None]
    share, covariance = frame.ratio(rows, is_below, np.ones_like(is_below))
    degf, variance = frame.degf(rows), covariance[0, 0]
    if interval == "linear":
        ends = t_interval(share[0], np.sqrt(variance), degf, level=level)
    else:
        found = share_interval(share, variance, rows.size, degf, level=level, method=interval)
        ends = (found[0][0], found[1][0])
    low, high = (reach.value(end) for end in ends)
    srs = share[0] * (1 - share[0]) / (rows.size - 1) if rows.size > 1 else 0.0
    deff = variance / srs if srs > 0 else float("nan")
    return Estimate(
        value=value,
        se=(high - low) / (2 * float(t_quantile((1 + level) / 2, degf))),
        ci_low=low,
        ci_high=high,
        degf=degf,
        n=float(rows.size),
        n_weighted=float(frame.weight[rows].sum()),
        deff=deff,
        n_effective=rows.size / deff,
    )
