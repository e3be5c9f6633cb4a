"""Rows of estimates with the name of the part of the requests that they are of."""

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
