"""Dots with intervals: one estimate a line, at its value, with how sure one can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.axis import WIDEST_TICK, Axis, choose_axis
from parentdata.figures.layout import GAP, find_label_room, place_heading, place_label, place_note
from parentdata.figures.refusals import check_option
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.series import Series, place_series, read_series
from parentdata.figures.sheet import Sheet, measure, open_sheet
from parentdata.numbers import WITHHELD, format_share

BAR = 16.0
UNITS = {"share": "Per cent", "points": "Percentage points", "number": "Number"}
NEEDS = ("id", "unit", "value", "ci_low", "ci_high", "is_withheld", "data_status")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Column of labels in pixels, the axis, and the series that share a line."""

    room: float
    axis: Axis
    series: tuple[Series, ...]


def draw_intervals(
    estimates: pd.DataFrame,
    *,
    width: str,
    label: str = "item_label",
    group: str | None = None,
    series: str | None = None,
    order: str = "asked",
    measure_label: str | None = None,
) -> Figure:
    """Draw estimates as dots with their intervals, one line each.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Unit "share" (0..1, on an axis from 0 to 1), "points" (-1..1) or "number" (any), one of
        them in a figure.
    width : {"wide", "narrow"}
    label : str
        Column that names each line.
    group : str, optional
        Column whose values become headings, in the order they come; such as a domain's label.
    series : str, optional
        Column whose values, up to three, stand under one label, told apart by colour and shape;
        such as a survey's name.
    order : {"asked", "value"}
        Lines as they come, or by value (of the first series) within each group, highest first.
    measure_label : str, optional
        What the numbers are, for the note beneath; the unit in words, if not given.

    Returns
    -------
    Figure
        A withheld estimate shows the word "withheld" and no dot.

    Raises
    ------
    NotDrawable
        No rows, a value outside the range of its unit, or two rows with one label in a group.
    TooManyColours
        More series than can be told apart.
    """
    check_option("order", order, ("asked", "value"))
    place = [name for name in (group, label, series) if name]
    rows = check_rows(estimates, needs=(*NEEDS, *place))
    rows = check_values(rows, units=tuple(UNITS))
    check_places(rows, place=place)
    with open_sheet(width) as sheet:
        plan = _plan(sheet, rows, label, series)
        top = place_series(sheet, plan.series, 0.0) if series else 0.0
        for heading, lines in _split(rows, group, order):
            top = place_heading(sheet, heading, top + 4) if heading else top
            top = _draw_lines(sheet, plan, _gather(lines, label, series), top)
        top = plan.axis.write_ticks(sheet, top)
        note = write_note(rows, measure=_measure(rows, measure_label))
        return sheet.finish(place_note(sheet, note, top + 4))


def _measure(rows: pd.DataFrame, words: str | None) -> str:
    unit = words or UNITS[rows["unit"].iloc[0]]
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


def _gather(lines: list[dict], label: str, series: str | None) -> dict[str, dict[str, dict]]:
    """The rows under each label, by series."""
    gathered: dict[str, dict[str, dict]] = {}
    for line in lines:
        name = str(line[series]) if series else ""
        gathered.setdefault(line[label], {})[name] = line
    return gathered


def _plan(sheet: Sheet, rows: pd.DataFrame, label: str, series: str | None) -> Plan:
    room = find_label_room(sheet, rows[label])
    texts = [_write_numbers(sheet, row) for row in rows.to_dict("records")]
    numbers = max(measure(text, sheet.form.small) for text in (*texts, WITHHELD))
    unit = rows["unit"].iloc[0]
    # The first tick's number is centred under it, at the edge of the sheet if labels stand above.
    half = measure("0%" if unit == "share" else WIDEST_TICK, sheet.form.small) / 2 + 1
    axis = choose_axis(
        sheet,
        rows[["value", "ci_low", "ci_high"]].astype(float).to_numpy().ravel(),
        unit=unit,
        left=room + (GAP * 1.5 if room else half),
        right=sheet.width - numbers - GAP * 1.5,
    )
    names = rows[series].astype(str) if series else [""]
    return Plan(room=room, axis=axis, series=read_series(names))


def _write_numbers(sheet: Sheet, row: dict) -> str:
    value = write_value(row)
    if row["is_withheld"] or sheet.form.labels_above or pd.isna(row["ci_low"]):
        return value
    return f"{value} ({write_value(row, 'interval')})"


def _draw_lines(
    sheet: Sheet, plan: Plan, gathered: dict[str, dict[str, dict]], top: float
) -> float:
    start, height = top, BAR * len(plan.series)
    for name, rows in gathered.items():
        middle, top = place_label(sheet, name, top, room=plan.room, bar=height)
        for number, series in enumerate(plan.series):
            if series.name in rows:
                line = middle - height / 2 + (number + 0.5) * BAR
                _draw_line(sheet, plan.axis, series, rows[series.name], line)
        if sheet.form.labels_above:
            plan.axis.draw_grid(sheet, middle - height / 2, middle + height / 2 + 2)
    if not sheet.form.labels_above:
        plan.axis.draw_grid(sheet, start, top)
    return top


def _draw_line(sheet: Sheet, axis: Axis, series: Series, row: dict, middle: float) -> None:
    size, mark = sheet.form.small, row["id"]
    sheet.write(axis.right + GAP * 1.5, middle, _write_numbers(sheet, row), size=size, mark=mark)
    if row["is_withheld"]:
        return
    if not pd.isna(row["ci_low"]):
        ends = axis.x(row["ci_low"]), axis.x(row["ci_high"])
        sheet.bar(*ends, middle, 3, fill=series.fill, mark=mark)
    series.draw_point(sheet, axis.x(row["value"]), middle, mark=mark)
