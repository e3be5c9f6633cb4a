"""How long replies took: in time, late, silent, and the curve of those still waiting."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.foi.coded_rows import count_row, make_coded, share_row
from parentdata.foi.register.deadlines import LIMIT
from parentdata.foi.register.outcomes import COUNTED
from parentdata.foi.register.places import Part, split_everyhow, split_register
from parentdata.foi.register.survival import WaitingCurve, kaplan_meier

TIMES = {
    "in_time": "Replied by the deadline",
    "late": "Replied after the deadline",
    "silent": "No reply",
    "unknown": "Day of the reply, or the outcome, not known",
}
MARKS = {
    "extended": ("is_extended", "Took longer to weigh the public interest"),
    "clarified": ("is_clarified", "Explained by the requester, so that the time began anew"),
}
WAITED = "Kaplan–Meier, log-log interval; silent requests censored at the last day on record"
CURVE_COLUMNS = (
    "id", "study", "item", "item_label", "time", "value", "ci_low", "ci_high", "at_risk",
    "replied", "censored", "unit", "level", "is_withheld", "data_status",
)  # fmt: skip


def classify_times(register: pd.DataFrame) -> pd.Series:
    """Give every request one name of `TIMES`.

    A reply to a request whose deadline is not known (the body's nation is not) is "unknown", and
    so is a request that was decided on a day that is not on record.
    """
    replied, due = register["replied_date"].notna(), register["due_date"].notna()
    silent = ~replied & register["outcome"].eq("no_response")
    late = register["is_late"].astype(bool)
    found = np.select([silent, replied & due & late, replied & due], ["silent", "late", "in_time"],
                      "unknown")  # fmt: skip
    return pd.Series(found, index=register.index)


def estimate_times(register: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Count the replies in time, late and missing; estimate how long one waits.

    Parameters
    ----------
    register : DataFrame
        As `build_register` returns it, dates as dates or as ISO text.
    level : float in (0, 1)
        Coverage of the intervals of the curves.

    Returns
    -------
    DataFrame with the columns `ESTIMATE_COLUMNS`
        `foi.time.<name>.count` and `.share` of all requests, in all and by place;
        `foi.time.extended.count`, `foi.time.late_extended.count`, `foi.time.clarified.count`,
        `foi.time.undated.count`, `foi.time.due.count`; `foi.sent.<year>.count`. Where replies are
        dated, `foi.time.median.number` (working days by which half had a reply; no row where
        fewer had) and `foi.time.by_deadline.share`, in all and by nation. An interval without an
        upper end is left out.
    """
    named = register.assign(time=classify_times(register))
    rows = [row for part in split_everyhow(named) for row in _count_times(part)]
    rows += [*_count_marks(named), *_count_years(named)]
    for part, curve in _draw_curves(named, level):
        rows += _describe_curve(part, curve)
    return make_coded(rows, status=read_status(register))


def tabulate_waiting(register: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Tabulate the curves of those still waiting, of all requests and of each nation.

    Returns
    -------
    DataFrame with the columns `CURVE_COLUMNS`, one row per curve and time
        `item` is "all" or a nation; `time` in working days; `value` the share still waiting after
        it. Empty where no reply is dated.
    """
    frames = []
    for part, curve in _draw_curves(register, level):
        frames.append(
            pd.DataFrame(
                {
                    "id": [f"foi.waiting.{time:g}{part.suffix}" for time in curve.time],
                    "item": part.slug, "item_label": part.label, "time": curve.time.astype(int),
                    "value": curve.waiting, "ci_low": curve.ci_low, "ci_high": curve.ci_high,
                    "at_risk": curve.at_risk, "replied": curve.replied,
                    "censored": curve.censored,
                }
            )
        )  # fmt: skip
    table = pd.concat(frames) if frames else pd.DataFrame(columns=["id"])
    told = table.assign(study="foi-requests", unit="share", level=level, is_withheld=False,
                        data_status=read_status(register))  # fmt: skip
    return told.reindex(columns=list(CURVE_COLUMNS)).reset_index(drop=True)


def _about(part: Part, topic: str, answer: str, label: str) -> dict:
    return {
        "topic": f"{topic}{part.topic}", "item": part.slug, "item_label": part.label,
        "answer": answer, "answer_label": label, "domain": part.domain or None,
        "n": len(part.requests), "base": part.base, "method": COUNTED,
    }  # fmt: skip


def _count_times(part: Part) -> Iterator[dict]:
    for name, label in TIMES.items():
        count = int(part.requests["time"].eq(name).sum())
        about = _about(part, "time", name, label)
        yield count_row(f"foi.time.{name}.count{part.suffix}", count, **about)
        yield share_row(f"foi.time.{name}.share{part.suffix}", count, **about)


def _count_marks(named: pd.DataFrame) -> Iterator[dict]:
    part = next(split_register(named))
    is_late = named["time"].eq("late")
    counted = {name: (label, named[column].astype(bool)) for name, (column, label) in MARKS.items()}
    both, undated = is_late & counted["extended"][1], ~named["is_sent_date"].astype(bool)
    counted["late_extended"] = ("Replied late, after taking longer", both)
    counted["undated"] = ("Listed with the day of a later message", undated)
    counted["due"] = ("With a deadline", named["due_date"].notna())
    for name, (label, marked) in counted.items():
        about = _about(part, "time_marks", name, label)
        yield count_row(f"foi.time.{name}.count", int(marked.sum()), **about)


def _count_years(named: pd.DataFrame) -> Iterator[dict]:
    part = next(split_register(named))
    years = pd.to_datetime(named["sent_date"]).dt.year
    for year, count in years.value_counts().sort_index().items():
        about = {**_about(part, "sent", "sent", "Sent"), "item": str(year), "item_label": str(year)}
        yield count_row(f"foi.sent.{year}.count", int(count), **about)


def _draw_curves(register: pd.DataFrame, level: float) -> Iterator[tuple[Part, WaitingCurve]]:
    for by in (None, "nation"):
        for part in split_register(register, by):
            timed = part.requests[part.requests["working_days"].notna()]
            replied = timed["replied_date"].notna()
            # A curve of silent requests alone says nothing that their number does not.
            if replied.any():
                yield part, kaplan_meier(timed["working_days"], replied, level=level)


def _describe_curve(part: Part, curve: WaitingCurve) -> Iterator[dict]:
    n = curve.n
    told = (
        ("median", "number", "Working days by which half had a reply", curve.quantile(0.5)),
        ("by_deadline", "share", f"Replied within {LIMIT} working days", curve.replied_by(LIMIT)),
    )
    for name, unit, label, (value, low, high) in told:
        # A time that half never reach is no number, and an interval has two ends or none.
        if np.isnan(value):
            continue
        low, high = (low, high) if not np.isnan([low, high]).any() else (None, None)
        yield {
            **_about(part, f"time_{name}", name, label),
            "id": f"foi.time.{name}.{unit}{part.suffix}",
            "statistic": "quantile" if unit == "number" else "share", "unit": unit,
            "value": value, "ci_low": low, "ci_high": high, "n": n, "level": curve.level,
            "method": WAITED,
        }  # fmt: skip
