"""Rows of estimates laid out for figures: by part of the requests, and as ranges."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.outcomes import name_slug

ALL = "All requests"


def name_parts(estimates: pd.DataFrame, register: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Give rows that are of a part of the requests its name, in a column `part_label`.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        `domain` is missing where an estimate is of all requests.
    register : DataFrame, one row per request
    by : str
        Column of the register that parts the requests.
    """
    names = {f"{by}={name_slug(part)}": part for part in register[by].unique()}
    return estimates.assign(part_label=estimates["domain"].map(names).fillna(ALL))


def lay_out_bounds(bounds: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Lay a share and the ends that it could have into one row a part, for a figure of ranges.

    Parameters
    ----------
    bounds : DataFrame
        As `register.estimate_bounds` gives it: per part a share of those who say, and a least and
        a greatest one of all.
    register : DataFrame, one row per request

    Returns
    -------
    DataFrame, one row per part
        The row of those who say, with `ci_low` and `ci_high` from the others, and `part_label`.
    """
    ends = bounds.assign(end=bounds["id"].str.extract(r"\.(low|high|answered)\.", expand=False))
    wide = ends.pivot(index="domain", columns="end", values="value")
    said = ends[ends["end"].eq("answered")].drop(columns="end")
    said = said.assign(
        ci_low=wide["low"].reindex(said["domain"]).to_numpy(),
        ci_high=wide["high"].reindex(said["domain"]).to_numpy(),
    )
    return name_parts(said, register, by="nation")
