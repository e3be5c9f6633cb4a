"""Claims as rows of an estimates table: what was found, how far off, and how many stand."""

from __future__ import annotations

import pandas as pd

from parentdata.answers import ESTIMATE_COLUMNS
from parentdata.claims.standing import STATES
from parentdata.claims.verdicts import VERDICT_LABELS

STUDY = "claims"
# A distance between two shares is one of percentage points.
DISTANCE_UNIT = {"share": "points"}


def list_found(verdicts: pd.DataFrame) -> pd.DataFrame:
    """List what was found for each claim, and its distance from what was published.

    Parameters
    ----------
    verdicts : DataFrame, one row per claim
        As `judge_claims` gives it.

    Returns
    -------
    DataFrame, columns `ESTIMATE_COLUMNS`
        `claims.<claim>.found` and `claims.<claim>.distance`, of the claims for which there is one.
    """
    rows = []
    for row in verdicts[verdicts["found"].notna()].to_dict("records"):
        about = {
            "topic": row["study"], "item": row["claim_id"], "item_label": row["claim_id"],
            "base": row["rests_on"], "method": row["rule"], "data_status": row["data_status"],
        }  # fmt: skip
        found = {"value": row["found"], "ci_low": row["ci_low"], "ci_high": row["ci_high"]}
        distance = DISTANCE_UNIT.get(row["unit"], row["unit"])
        rows += [
            _make_row(f"{row['claim_id']}.found", "found", row["unit"], **found, **about),
            _make_row(f"{row['claim_id']}.distance", "distance", distance,
                      value=row["distance"], **about),
        ]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=ESTIMATE_COLUMNS)


def count_claims(verdicts: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Count claims by verdict and by how they stand.

    Returns
    -------
    DataFrame, columns `ESTIMATE_COLUMNS`
        `claims.verdicts.<verdict>.count` and `claims.states.<state>.count`;
        `claims.verdicts.all.count` of those judged, `claims.states.all.count` of the ledger.
    """
    status = "stand-in" if verdicts["data_status"].eq("stand-in").any() else "real"
    counted = [
        ("verdicts", VERDICT_LABELS, verdicts["verdict"]),
        ("states", STATES, standing["state"]),
    ]
    rows = [
        _make_row(f"{topic}.{name}.count", "count", "count", topic=topic, item=name,
                  item_label=label, value=count, count=count, n=len(found),
                  base="claims of the ledger", method="count", data_status=status)
        for topic, labels, found in counted
        for name, label, count in (
            *((name, label, int(found.eq(name).sum())) for name, label in labels.items()),
            ("all", "All", len(found)),
        )
    ]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=ESTIMATE_COLUMNS)


def _make_row(name: str, statistic: str, unit: str, **known) -> dict:
    return {
        "id": f"{STUDY}.{name}", "study": STUDY, "statistic": statistic, "unit": unit,
        "is_withheld": False, **known,
    }  # fmt: skip
