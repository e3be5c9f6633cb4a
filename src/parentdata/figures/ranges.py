"""Ranges from a lowest to a highest case: what a number could be, not how sure chance leaves it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.axis import Axis
from parentdata.figures.intervals import Columns, Look, draw_lines, read_rows
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.series import Series
from parentdata.figures.sheet import Sheet
from parentdata.figures.threshold import Threshold

UNITS = {"share": "Per cent", "count": "Number", "points": "Percentage points", "number": "Number"}
THICK, TALL = 8.0, 14.0
NEEDS = ("id", "unit", "value", "is_withheld", "data_status")


def draw_ranges(
    estimates: pd.DataFrame,
    *,
    width: str,
    label: str = "item_label",
    group: str | None = None,
    end: str = "answer",
    ends: Sequence[str] = ("low", "high"),
    point: str | None = None,
    point_label: str = "Dot: as counted",
    order: str = "asked",
    measure_label: str | None = None,
    threshold: float | None = None,
    threshold_label: str = "Threshold",
) -> Figure:
    """Draw ranges as bars from their lowest case to their highest, one line each.

    Parameters
    ----------
    estimates : DataFrame, one row per line and end
        Unit "share", "count", "points" or "number"; `foi.register.estimate_bounds` gives such.
    width : {"wide", "narrow"}
    label, group, order, measure_label, threshold, threshold_label
        As `draw_intervals`; lines in the order of value stand by their lowest case.
    end : str
        Column that says which end of its range a row is.
    ends : (str, str)
        Its values for the lowest and the highest case.
    point : str, optional
        Its value for a row that is drawn as a dot on the range, such as "answered".
    point_label : str
        What that dot is, for the note.

    Returns
    -------
    Figure
        Both ends are upright strokes, so that a range is no interval of chance to look at. A
        range of which an end is withheld is the word "withheld".

    Raises
    ------
    NotDrawable
        A line without one of its ends, two rows for one, or a low end above its high end.
    """
    kinds = (*ends, *([point] if point else []))
    places = [name for name in (group, label, end) if name]
    rows = check_rows(estimates, needs=(*NEEDS, *places))
    rows = check_rows(rows[rows[end].isin(kinds)], needs=NEEDS)
    rows = check_values(rows, units=tuple(UNITS))
    check_places(rows, place=places)
    lines = _join_ends(rows, (group, label), end, kinds)
    lines = read_rows(lines, units=tuple(UNITS), place=(group, label))
    note = write_note(rows, measure=measure_label or UNITS[rows["unit"].iloc[0]])
    note += " From the lowest case to the highest."
    limit = None if threshold is None else Threshold(value=threshold, label=threshold_label)
    return draw_lines(
        lines, width=width, columns=Columns(label=label, group=group, series=None), order=order,
        look=RANGES, threshold=limit, note=f"{note} {point_label}." if point else note,
    )  # fmt: skip


def _join_ends(
    rows: pd.DataFrame, names: Sequence[str | None], end: str, kinds: Sequence[str]
) -> pd.DataFrame:
    """Join the rows of each range: the row of its low end, with both ends as limits."""
    by = [name for name in names if name]
    joined = []
    for _, own in rows.groupby(by, sort=False):
        held = {row[end]: row for row in own.to_dict("records")}
        low, high = _read_ends(held, kinds)
        middle = held.get(kinds[2]) if len(kinds) > 2 else None
        joined.append(
            {
                **low, "ci_low": low["value"], "ci_high": high["value"],
                "is_withheld": bool(low["is_withheld"] or high["is_withheld"]),
                "_high": high["id"],
                "_point": None if middle is None or middle["is_withheld"] else middle["value"],
                "_point_id": None if middle is None else middle["id"],
            }
        )  # fmt: skip
    return pd.DataFrame(joined)


def _read_ends(held: dict[str, dict], kinds: Sequence[str]) -> tuple[dict, dict]:
    some = next(iter(held.values()))
    lost = [kind for kind in kinds[:2] if kind not in held]
    if lost:
        raise NotDrawable(
            f"the range of {some['id']!r} has no row for {' and '.join(lost)}.",
            expected=f"a row for {' and one for '.join(kinds[:2])}",
            do="Pass both ends of every range.",
        )
    low, high = (held[kind] for kind in kinds[:2])
    if not (low["is_withheld"] or high["is_withheld"]) and low["value"] > high["value"]:
        raise NotDrawable(
            f"the range from {low['id']!r} to {high['id']!r} goes from {low['value']:g} down to"
            f" {high['value']:g}.",
            column="value",
            expected="a lowest case that is no higher than the highest",
            do="Turn `ends` round, or correct the rows.",
        )
    return low, high


def _write_range(sheet: Sheet, row: dict) -> str:
    if row["is_withheld"] or row["ci_low"] == row["ci_high"]:
        return write_value(row)
    return write_value(row, "interval")


def _draw_range(sheet: Sheet, axis: Axis, series: Series, row: dict, middle: float) -> None:
    low, high = axis.x(row["ci_low"]), axis.x(row["ci_high"])
    if high > low:
        sheet.bar(low, high, middle, THICK, fill=series.fill, alpha=0.45)
    for x, mark in ((low, row["id"]), (high, row["_high"])):
        sheet.bar(x - 1.5, x + 1.5, middle, TALL, fill=series.fill, mark=mark)
    if row["_point"] is not None and not pd.isna(row["_point"]):
        series.draw_point(sheet, axis.x(row["_point"]), middle, mark=row["_point_id"])


RANGES = Look(write=_write_range, draw=_draw_range)
