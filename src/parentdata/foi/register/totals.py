"""Totals that must agree: every way of dividing the register holds every request once."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.refusals import TotalsDiffer

WAYS = {
    "match": "How the authority was found",
    "outcome": "Outcomes",
    "time": "Times to reply",
    "sent": "Years in which they were sent",
    "outcome_by_nation": "Outcomes within nations",
    "outcome_by_region": "Outcomes within regions",
    "outcome_by_authority_type": "Outcomes within kinds of authority",
    "time_by_nation": "Times within nations",
    "time_by_region": "Times within regions",
    "time_by_authority_type": "Times within kinds of authority",
}


def check_register_totals(estimates: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Hold every way of counting the requests against the number of them.

    Parameters
    ----------
    estimates : DataFrame
        Rows of `estimate_outcomes`, `estimate_times` and `estimate_matches` together.
    register : DataFrame

    Returns
    -------
    DataFrame, one row per way: counted_by, requests (count), data_status

    Raises
    ------
    TotalsDiffer
        One of them counts more or fewer requests, or is not there.
    """
    counts = estimates[estimates["statistic"].eq("count")]
    totals = counts.groupby("topic")["value"].sum()
    for topic, label in WAYS.items():
        if totals.get(topic) != len(register):
            raise TotalsDiffer(
                f"{label.lower()} add up to {totals.get(topic, 'nothing')}.",
                expected=f"{len(register)} requests, the whole register",
                do="Look for requests that were dropped or counted twice.",
            )
    return pd.DataFrame(
        {"counted_by": WAYS.values(), "requests": totals[list(WAYS)].to_numpy(int),
         "data_status": register["data_status"].iloc[0]}
    )  # fmt: skip
