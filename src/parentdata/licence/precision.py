"""What a sample can detect: half-widths and smallest differences, by size and design effect."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

from parentdata.errors import Refusal
from parentdata.survey.refusals import check_level


class BadPlan(Refusal):
    """A size, a design effect, a share or a power that no plan can have."""


def find_half_width(n: ArrayLike, *, deff: ArrayLike, share: float, level: float):
    """Half-width of the interval of a share on `n` answers with a design effect.

    Parameters
    ----------
    n : number or array, people
    deff : number or array that broadcasts with `n`
    share : float in (0, 1)
        0.5 is the widest.
    level : float in (0, 1)

    Returns
    -------
    float or array, in points of share (0..1); by the normal quantile

    Raises
    ------
    BadPlan, BadLevel
    """
    check_level(level)
    _check_plan(n, deff, share)
    spread = share * (1 - share) * np.asarray(deff, float) / np.asarray(n, float)
    return special.ndtri((1 + level) / 2) * np.sqrt(spread)


def find_detectable_difference(
    n: ArrayLike,
    other_n: ArrayLike,
    *,
    deff: ArrayLike,
    other_deff: ArrayLike,
    share: float,
    level: float,
    power: float,
):
    """Smallest difference of two shares that a test at 1 - `level` finds with a given power.

    Parameters
    ----------
    n, other_n : number or array, people in the two groups
    deff, other_deff : their design effects
    share : float in (0, 1)
        What both shares lie near.
    power : float in (0, 1)
        Chance to find a difference of that size.

    Returns
    -------
    float or array, in points of share (0..1); by the normal quantile, no covariance

    Raises
    ------
    BadPlan, BadLevel

    References
    ----------
    Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, ch. 4.
    """
    check_level(level)
    _check_plan(n, deff, share)
    _check_plan(other_n, other_deff, power)
    sizes = ((n, deff), (other_n, other_deff))
    inverse = sum(np.asarray(d, float) / np.asarray(size, float) for size, d in sizes)
    quantiles = special.ndtri((1 + level) / 2) + special.ndtri(power)
    return quantiles * np.sqrt(share * (1 - share) * inverse)


def tabulate_precision(
    shares: pd.DataFrame, *, level: float, share: float = 0.5, power: float = 0.8
) -> pd.DataFrame:
    """Say for everyone and for each group how precise a share is and what it can detect.

    Parameters
    ----------
    shares : DataFrame
        Rows of an estimates table: weighted shares of several items, for everyone and for groups.
    share, level, power
        As `find_detectable_difference`.

    Returns
    -------
    DataFrame, one row per domain, in the order of the rows
        `domain`; `n`, the largest base of an item; `deff`, the median of its shares, or everyone's
        where all are withheld; `n_effective`; `half_width`; `detectable`, the smallest difference
        between the group and all others that is found with `power`: empty for everyone.

    Raises
    ------
    BadPlan
        There is no row about everyone, or a share or power lies outside (0, 1).
    """
    rows = shares[shares["statistic"].eq("share")]
    by_domain = rows.groupby("domain", sort=False)
    table = by_domain.agg(n=("n", "max"), deff=("deff", "median")).reset_index()
    whole = table[table["domain"].eq("")]
    if whole.empty or not whole["deff"].notna().all():
        raise BadPlan(
            "no share among everyone.",
            expected="rows of the whole sample beside those of its groups",
            do="Estimate the shares with `everyone` among the domains.",
        )
    n_all, deff_all = float(whole["n"].iloc[0]), float(whole["deff"].iloc[0])
    table = table[table["n"].gt(0)].reset_index(drop=True)
    deff = table["deff"].fillna(deff_all)
    others = (n_all - table["n"]).clip(lower=0)
    half = find_half_width(table["n"], deff=deff, share=share, level=level)
    found = find_detectable_difference(
        table["n"], others.where(others.gt(0), 1.0), deff=deff, other_deff=deff_all, share=share,
        level=level, power=power,
    )  # fmt: skip
    return table.assign(
        deff=deff,
        n_effective=table["n"] / deff,
        half_width=half,
        detectable=pd.Series(found, index=table.index).mask(others.eq(0)),
    )


def _check_plan(n: ArrayLike, deff: ArrayLike, share: float) -> None:
    sizes, effects = np.asarray(n, float), np.asarray(deff, float)
    if not ((sizes > 0).all() and (effects > 0).all() and 0 < share < 1):
        raise BadPlan(
            "a size or design effect that is not positive, or a share or power outside (0, 1).",
            expected="people in each group, their design effect, a share and a power",
            do="Leave out groups of nobody, and give share and power as fractions.",
        )
