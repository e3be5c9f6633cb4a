"""How long requests wait for a reply, when some are still waiting: the Kaplan–Meier estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from parentdata.foi.register.refusals import NoSurvivalTimes
from parentdata.survey.refusals import check_level

# R's tolerance for a curve that is flat at exactly the quantile asked for.
FLAT = np.sqrt(np.finfo(float).eps)


@dataclass(frozen=True, kw_only=True)
class WaitingCurve:
    """The share still waiting after each time at which somebody replied or was lost sight of.

    Attributes
    ----------
    time, at_risk, replied, censored : arrays, shape (m,)
        Distinct times in order; how many waited until then, how many were answered then, and how
        many were still waiting when last seen.
    waiting, se, ci_low, ci_high : arrays, shape (m,)
        Share still waiting after that time, Greenwood's standard error, log-log interval. Where
        nobody waits any more there is no interval.
    n : int
    level : float
    """

    time: np.ndarray
    at_risk: np.ndarray
    replied: np.ndarray
    censored: np.ndarray
    waiting: np.ndarray
    se: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray
    n: int
    level: float

    def replied_by(self, time: float) -> tuple[float, float, float]:
        """Share replied by a time, with its interval; the shares waiting, turned over."""
        place = np.searchsorted(self.time, time, side="right") - 1
        if place < 0:
            return 0.0, 0.0, 0.0
        return tuple(1 - float(x[place]) for x in (self.waiting, self.ci_high, self.ci_low))

    def quantile(self, share: float) -> tuple[float, float, float]:
        """Time by which a share have replied, with its interval; NaN where it is not reached.

        The limits are the times at which the limits of the curve reach it (Brookmeyer and
        Crowley), as R's `quantile.survfit` has it: where the curve is flat at exactly that share,
        the middle of the flat part.
        """
        curves = (self.waiting, self.ci_low, self.ci_high)
        return tuple(_find_time(self.time, curve, 1 - share) for curve in curves)


def kaplan_meier(days: ArrayLike, is_replied: ArrayLike, *, level: float) -> WaitingCurve:
    """Estimate the share of requests still waiting as time passes.

    Parameters
    ----------
    days : array of numbers, shape (n,)
        Time to the reply, or to the last day on which the request was seen without one.
    is_replied : array of bool, shape (n,)
        False where no reply had come by then (censored).
    level : float in (0, 1)
        Coverage of the intervals.

    Returns
    -------
    WaitingCurve
        A reply and a loss at the same time: the reply came first.

    Raises
    ------
    NoSurvivalTimes
        No request, or a time that is missing or negative.

    References
    ----------
    Kaplan and Meier (1958); Kalbfleisch and Prentice (2002), ch. 1. Checked against R survival
    3.5 `survfit(..., conf.type = "log-log")` in tests/reference/.
    """
    check_level(level)
    days, is_replied = np.asarray(days, float), np.asarray(is_replied, bool)
    if not days.size or not np.all(days >= 0) or days.shape != is_replied.shape:
        raise NoSurvivalTimes(
            f"{days.size} times, of which {int((~(days >= 0)).sum())} are missing or negative.",
            expected="for each request, days to its reply or to the day it was last seen",
            do="Leave out requests without a date, or correct the dates.",
        )
    time, place = np.unique(days, return_inverse=True)
    replied = np.bincount(place, weights=is_replied, minlength=time.size)
    censored = np.bincount(place, weights=~is_replied, minlength=time.size)
    at_risk = days.size - np.concatenate([[0], np.cumsum(replied + censored)[:-1]])
    waiting = np.cumprod(1 - replied / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.sqrt(np.cumsum(replied / (at_risk * (at_risk - replied))))
        se = np.where(waiting > 0, waiting * relative, np.nan)
        low, high = _log_log(waiting, relative, level)
    return WaitingCurve(
        time=time, at_risk=at_risk.astype(int), replied=replied.astype(int),
        censored=censored.astype(int), waiting=waiting, se=se, ci_low=low, ci_high=high,
        n=days.size, level=level,
    )  # fmt: skip


def _log_log(waiting, relative, level: float):
    """Normal interval of log(-log(share)): it never leaves 0..1."""
    half = special.ndtri((1 + level) / 2) * relative / np.log(waiting)
    centre = np.log(-np.log(waiting))
    low, high = np.exp(-np.exp(centre - half)), np.exp(-np.exp(centre + half))
    is_full, is_empty = waiting == 1, waiting == 0
    return tuple(np.where(is_full, 1.0, np.where(is_empty, np.nan, x)) for x in (low, high))


def _find_time(time: np.ndarray, curve: np.ndarray, level: float) -> float:
    reached = np.flatnonzero(curve <= level + FLAT)
    if not reached.size:
        return float("nan")
    first = reached[0]
    if abs(curve[first] - level) > FLAT:
        return float(time[first])
    lower = np.flatnonzero(curve < level - FLAT)
    return float((time[first] + time[lower[0]]) / 2) if lower.size else float(time[first])
