"""Counts and shares of the groups as rows of an estimates table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS

STUDY = "focus-groups"
COUNTED = "count"
WILSON = "Wilson, people taken as independent"


def make_rows(rows: Iterable[Mapping], *, status: str) -> pd.DataFrame:
    """Complete rows to the columns of an estimates table; nothing is withheld unless it says so."""
    shared = {"study": STUDY, "is_withheld": False, "data_status": status}
    return pd.DataFrame([{**shared, **row} for row in rows]).reindex(columns=ESTIMATE_COLUMNS)


def count_row(id_: str, count: int, **about) -> dict:
    """Make the row of a count."""
    counted = {"id": id_, "statistic": "count", "unit": "count", "value": count, "count": count}
    return {"method": COUNTED, **counted, **about}


def share_row(id_: str, found: Mapping, *, level: float, **about) -> dict:
    """Make the row of a share from what `flow.share_replies` found of one part."""
    figures = {name: found[name] for name in ("value", "ci_low", "ci_high", "count", "n")}
    shown = {"statistic": "share", "unit": "share", "method": WILSON, "level": level}
    return {"id": id_, **shown, **figures, **about}


def number_row(id_: str, value: float, *, unit: str = "number", **about) -> dict:
    """Make the row of a chance, a sum of money or another number that is no count."""
    return {"id": id_, "statistic": unit, "unit": unit, "value": value, **about}
