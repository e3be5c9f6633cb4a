"""Counts and shares of coded replies, as rows of an estimates table."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS

STUDY = "foi-requests"
COUNTED = "count of coded replies"
RANGE = "count, with the replies that nobody has decided"


def make_coded(rows: list[dict], *, status: str) -> pd.DataFrame:
    """Complete rows to the columns of an estimates table.

    No row is withheld: a reply is a public body's, and says nothing of a private person. No row
    has an interval: all requests are counted, and none was drawn by chance.
    """
    shared = {"study": STUDY, "is_withheld": False, "data_status": status}
    return pd.DataFrame([{**shared, **row} for row in rows]).reindex(columns=ESTIMATE_COLUMNS)


def count_row(id_: str, count: int, **found) -> dict:
    """Make the row of a count."""
    counted = {"id": id_, "statistic": "count", "unit": "count", "value": count, "count": count}
    return {"method": COUNTED, **counted, **found}


def share_row(id_: str, count: int, *, n: int, **found) -> dict:
    """Make the row of a share of `n` requests; of none, it has no value."""
    value = count / n if n else None
    counted = {"id": id_, "statistic": "share", "unit": "share", "value": value, "count": count}
    return {"method": COUNTED, **counted, "n": n, **found}
