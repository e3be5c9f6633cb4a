"""Net figures: the positive share less the negative share of one item."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

NET = {"answer": "net", "answer_label": "Net", "side": "", "statistic": "net", "unit": "points"}


def estimate_net(shares: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Take the negative from the positive share of every item and domain.

    The two shares come from the same people, so they are not independent: the variance is that of
    a difference of two cells of one multinomial, (p + q - (p - q)²) / n.

    Parameters
    ----------
    shares : DataFrame
        Rows of `estimate_shares` that hold the answers "positive" and "negative".
    level : float in (0, 1)
        Coverage of the interval.

    Returns
    -------
    DataFrame
        One row per item and domain, in -1..1 (unit `points`), with the columns of `shares`.
    """
    positive = shares[shares["answer"].eq("positive")].reset_index(drop=True)
    negative = shares[shares["answer"].eq("negative")].reset_index(drop=True)
    both, net = positive["value"] + negative["value"], positive["value"] - negative["value"]
    half = special.ndtri((1 + level) / 2) * np.sqrt((both - net**2) / positive["n"])
    return positive.assign(
        **NET,
        id=positive["id"].str.replace(".positive.share", ".net.net", regex=False),
        value=net,
        ci_low=np.maximum(net - half, -1.0),
        ci_high=np.minimum(net + half, 1.0),
        count=pd.array([pd.NA] * len(net), dtype="Int64"),
        method="Wald, multinomial",
    )
