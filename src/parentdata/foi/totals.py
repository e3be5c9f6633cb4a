"""Totals that must agree: every way of counting the requests counts all of them."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.refusals import TotalsDiffer

ALL = "outcomes.requests.all.count"
TOPICS = {
    "status": "Statuses",
    "outcome": "Outcomes",
    "event": "Events",
    "dates": "Dates",
    "nation": "Nations",
    "region": "Regions",
    "authority_type": "Kinds of authority",
    "outcome_by_nation": "Outcomes within nations",
    "outcome_by_region": "Outcomes within regions",
    "outcome_by_authority_type": "Outcomes within kinds of authority",
    "runs": "Request numbers in the list",
}


def check_totals(estimates: pd.DataFrame) -> pd.DataFrame:
    """Hold every way of counting the requests against the number of them.

    Parameters
    ----------
    estimates : DataFrame
        Rows of the FOI study's estimates table, with `ALL`.

    Returns
    -------
    DataFrame, one row per way of counting: counted_by, requests (count), data_status

    Raises
    ------
    TotalsDiffer
        One of them counts more or fewer requests, or is not there.
    """
    whole = int(estimates.loc[estimates["id"].eq(ALL), "value"].sum())
    counts = estimates[estimates["statistic"].eq("count") & estimates["answer"].ne("absent")]
    totals = counts.groupby("topic")["value"].sum()
    for topic, label in TOPICS.items():
        if totals.get(topic) != whole:
            raise TotalsDiffer(
                f"{label.lower()} add up to {totals.get(topic, 'nothing')}.",
                expected=f"{whole} requests, the whole list",
                do="Look for requests that were dropped or counted twice in parentdata.foi.",
            )
    found = pd.DataFrame(
        {"counted_by": TOPICS.values(), "requests": totals[list(TOPICS)].to_numpy()}
    )
    return found.assign(data_status=estimates["data_status"].iloc[0])
