"""Dates of the listed events, and what each event is."""

from __future__ import annotations

from datetime import date

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.foi.estimates import make_estimates
from parentdata.foi.outcomes import EVENTS


def estimate_dates(requests: pd.DataFrame) -> pd.DataFrame:
    """Count the listed events by date and kind.

    Parameters
    ----------
    requests : DataFrame, one row per request
        `event_date` (ISO) is the date of the `event` listed, which is not always the request.

    Returns
    -------
    DataFrame with the columns of an estimates table, by date
        One row per date and kind of event that is listed; how many requests are listed with the
        date of a later message (`foi.dates.later.all.count`); and on how many days.
    """
    n = len(requests)
    shared = {"topic": "dates", "statistic": "count", "unit": "count", "method": "count", "n": n,
              "base": f"the {n} listed requests"}  # fmt: skip
    counts = requests.groupby(["event_date", "event"]).size()
    rows = [
        {
            **shared,
            "id": f"outcomes.dates.{day}.{event}.count",
            "item": day,
            "item_label": write_date(day),
            "answer": event,
            "answer_label": EVENTS[event],
            "value": count,
            "count": count,
        }
        for (day, event), count in counts.items()
    ]
    later = int(requests["event"].ne("request").sum())
    for name, label, count in (
        ("later", "Listed with the date of a later message", later),
        ("days", "Days on which something is listed", requests["event_date"].nunique()),
    ):
        rows.append(
            {**shared, "id": f"outcomes.dates.{name}.all.count", "topic": "dates_summary",
             "item": name, "item_label": label, "answer": "all", "answer_label": "All",
             "value": count, "count": count}
        )  # fmt: skip
    return make_estimates(rows, status=read_status(requests))


def write_date(day: str) -> str:
    """Write an ISO date as prose does: 2021-02-11 is 11 February 2021."""
    moment = date.fromisoformat(day)
    return f"{moment.day} {moment:%B %Y}"
