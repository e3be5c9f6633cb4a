"""Dots with intervals: one estimate a line, at its value, with how sure one can be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.layout import (
    GAP,
    find_label_room,
    place_heading,
    place_label,
    place_note,
)
from parentdata.figures.palette import POINT
from parentdata.figures.refusals import check_option
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.sheet import Sheet, measure, open_sheet
from parentdata.numbers import WITHHELD, format_share

BAR = 16.0
DOT = 10.0
NEEDS = ("id", "unit", "value", "ci_low", "ci_high", "is_withheld", "data_status")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where things stand across the sheet, in pixels, and the axis from `low` to `high`."""

    room: float
    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Place of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self) -> list[float]:
        """Values that the axis names: quarters and halves, whichever leave room."""
        step = 0.25 if (self.right - self.left) / (self.high - self.low) > 200 else 0.5
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [number * step for number in range(first, last + 1)]


def draw_intervals(
    estimates: pd.DataFrame,
    *,
    width: str,
    label: str = "item_label",
    group: str | None = None,
    order: str = "asked",
) -> Figure:
    """Draw estimates as dots with their intervals, one line each.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Unit "share" (0..1) or "points" (-1..1), one of them in a figure.
    width : {"wide", "narrow"}
    label : str
        Column that names each line.
    group : str, optional
        Column whose values become headings, in the order they come; such as a domain's label.
    order : {"asked", "value"}
        Lines as they come, or by value within each group, highest first.

    Returns
    -------
    Figure
        A withheld estimate shows the word "withheld" and no dot.

    Raises
    ------
    NotDrawable
        No rows, a value outside the range of its unit, or two rows with one label in a group.
    """
    check_option("order", order, ("asked", "value"))
    place = [group, label] if group else [label]
    rows = check_rows(estimates, needs=(*NEEDS, *place))
    rows = check_values(rows, units=("share", "points"))
    check_places(rows, place=place)
    with open_sheet(width) as sheet:
        plan = _plan(sheet, rows, label)
        top = 0.0
        for heading, lines in _split(rows, group, order):
            top = place_heading(sheet, heading, top + 4) if heading else top
            start = top
            for line in lines:
                middle, top = place_label(sheet, line[label], top, room=plan.room, bar=BAR)
                _draw_line(sheet, plan, line, middle)
                if sheet.form.labels_above:
                    _draw_grid(sheet, plan, middle - BAR / 2, middle + BAR / 2 + 2)
            if not sheet.form.labels_above:
                _draw_grid(sheet, plan, start, top)
        top = _draw_axis(sheet, plan, top)
        return sheet.finish(place_note(sheet, write_note(rows, measure=_measure(rows)), top + 4))


def _measure(rows: pd.DataFrame) -> str:
    unit = {"share": "Per cent", "points": "Percentage points"}[rows["unit"].iloc[0]]
    levels = sorted(set(rows["level"].dropna())) if "level" in rows else []
    if len(levels) != 1:
        return f"{unit}, with intervals"
    return f"{unit}, with {format_share(levels[0])} intervals"


def _split(rows: pd.DataFrame, group: str | None, order: str) -> Iterator[tuple[str, list[dict]]]:
    if order == "value":
        rows = rows.sort_values("value", ascending=False, kind="stable", na_position="last")
    if group is None:
        yield "", rows.to_dict("records")
        return
    headings = rows.sort_index()[group].drop_duplicates()
    for heading in headings:
        yield str(heading), rows[rows[group].eq(heading)].to_dict("records")


def _plan(sheet: Sheet, rows: pd.DataFrame, label: str) -> Plan:
    room = find_label_room(sheet, rows[label])
    texts = [_write_numbers(sheet, row) for row in rows.to_dict("records")]
    numbers = max(measure(text, sheet.form.small) for text in (*texts, WITHHELD))
    limits = rows[["value", "ci_low", "ci_high"]].astype(float)
    is_points = rows["unit"].iloc[0] == "points"
    low = min(0.0, math.floor(limits.min().min() * 4) / 4) if is_points else 0.0
    high = max(0.25, math.ceil(limits.max().max() * 4) / 4) if is_points else 1.0
    # The first tick's number is centred under it, at the edge of the sheet if labels stand above.
    half = measure("−100" if low < 0 else "0%", sheet.form.small) / 2 + 1
    return Plan(
        room=room,
        left=room + (GAP * 1.5 if room else half),
        right=sheet.width - numbers - GAP * 1.5,
        low=low if low == low else 0.0,
        high=high if high == high else 1.0,
    )


def _write_numbers(sheet: Sheet, row: dict) -> str:
    value = write_value(row)
    if row["is_withheld"] or sheet.form.labels_above or pd.isna(row["ci_low"]):
        return value
    return f"{value} ({write_value(row, 'interval')})"


def _draw_line(sheet: Sheet, plan: Plan, row: dict, middle: float) -> None:
    size, mark = sheet.form.small, row["id"]
    sheet.write(plan.right + GAP * 1.5, middle, _write_numbers(sheet, row), size=size, mark=mark)
    if row["is_withheld"]:
        return
    if not pd.isna(row["ci_low"]):
        ends = plan.x(row["ci_low"]), plan.x(row["ci_high"])
        sheet.bar(*ends, middle, 3, fill=POINT, mark=mark)
    sheet.dot(plan.x(row["value"]), middle, DOT, fill=POINT, mark=mark)


def _draw_grid(sheet: Sheet, plan: Plan, top: float, bottom: float) -> None:
    for tick in plan.ticks():
        sheet.upright(plan.x(tick), top, bottom, alpha=0.6 if tick == 0 else 0.2).set_zorder(0)


def _draw_axis(sheet: Sheet, plan: Plan, top: float) -> float:
    unit = "" if plan.low < 0 else "%"
    for tick in plan.ticks():
        text = f"{tick * 100:.0f}{unit}".replace("-", "−")
        sheet.write(
            plan.x(tick), top + sheet.form.small * 0.65, text, size=sheet.form.small, align="center"
        )
    return top + sheet.line_height(sheet.form.small)
