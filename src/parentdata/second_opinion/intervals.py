"""Intervals once more, from value, standard error and degrees of freedom; tails of t and F."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from scipy import special

# A share this close to 0 or 1 lies there.
EDGE = 1e-12


def t_quantile(degf: float, level: float) -> float:
    """What Student's t stays below with probability (1 + level) / 2.

    The library's inverse is good to eight digits; two of Newton's steps make it exact.
    """
    wanted = (1 + level) / 2
    t = special.stdtrit(degf, wanted)
    scale = special.gammaln((degf + 1) / 2) - special.gammaln(degf / 2)
    for _ in range(2):
        density = (
            math.exp(scale) / math.sqrt(degf * math.pi) / (1 + t**2 / degf) ** ((degf + 1) / 2)
        )
        t -= (special.stdtr(degf, t) - wanted) / density
    return float(t)


def f_tail(statistic: float, numerator: float, denominator: float) -> float:
    """Probability of an F at least as large; NaN without degrees of freedom."""
    if not denominator > 0:
        return math.nan
    return float(special.fdtrc(numerator, denominator, statistic))


def wilson_interval(share: float, n: int, level: float) -> tuple[float, float]:
    """The two shares whose score test a plain count just does not refuse; roots of a quadratic."""
    z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
    a, b, c = n + z2, -(2 * n * share + z2), n * share**2
    reach = math.sqrt(max(b**2 - 4 * a * c, 0.0))
    low, high = ((-b + sign * reach) / (2 * a) for sign in (-1, 1))
    return (0.0 if share == 0 else low), (1.0 if share == 1 else high)


def make_interval(question, value: float, se: float, degf: float, n: int) -> tuple[float, float]:
    """The interval that a row names, for a share, a net, a mean or a difference.

    Raises
    ------
    KeyError
        It names a method that is not known here.
    """
    name = question.method.partition(",")[0]
    t = t_quantile(degf, question.level)
    if name == "t":
        reach = t * se
        if question.statistic == "net":
            return _bound_net(value, se, reach, n, question.level)
        return value - reach, value + reach
    if value <= EDGE or value >= 1 - EDGE:
        return _edge(value, n, question.level)
    if se <= EDGE * math.sqrt(value * (1 - value)):
        return value, value
    return SHARES[name](value, se, t, degf, n, question.level)


def _edge(value: float, n: int, level: float) -> tuple[float, float]:
    """Nobody or everybody: Clopper and Pearson's limit on n answers, in closed form."""
    least = ((1 - level) / 2) ** (1 / n)
    return (least, 1.0) if value > 0.5 else (0.0, 1 - least)


def _bound_net(value: float, se: float, reach: float, n: int, level: float):
    """Within -1..1; where everybody answers alike, by how many might have answered otherwise."""
    if se <= 1e-9:
        least, _ = _edge(1.0, n, level)
        reach = (1 - least) * (1 + abs(value))
    return max(value - reach, -1.0), min(value + reach, 1.0)


def _logit(value, se, t, degf, n, level):
    odds = math.log(value / (1 - value))
    reach = t * se / (value * (1 - value))
    return tuple(1 / (1 + math.exp(-(odds + sign * reach))) for sign in (-1, 1))


def _beta(value, se, t, degf, n, level):
    size = value * (1 - value) / se**2 * (t_quantile(n - 1, level) / t) ** 2
    tail = (1 - level) / 2
    low = special.betaincinv(size * value, size * (1 - value) + 1, tail)
    # The upper limit is one less the lower limit of those who answered otherwise.
    other = special.betaincinv(size * (1 - value), size * value + 1, tail)
    return float(low), float(1 - other)


def _wilson(value, se, t, degf, n, level):
    size = value * (1 - value) / se**2
    a, b, c = size + t**2, -(2 * size * value + t**2), size * value**2
    reach = math.sqrt(max(b**2 - 4 * a * c, 0.0))
    return tuple(float(np.clip((-b + sign * reach) / (2 * a), 0, 1)) for sign in (-1, 1))


SHARES = {"logit": _logit, "beta": _beta, "wilson": _wilson}
