"""Dots with intervals: one estimate a line, at its value, with how sure one can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.axis import WIDEST_TICK, Axis, choose_axis
from parentdata.figures.layout import GAP, find_label_room, place_heading, place_label, place_note
from parentdata.figures.refusals import check_option
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.series import Series, place_series, read_series
from parentdata.figures.sheet import Sheet, measure, open_sheet
from parentdata.figures.threshold import Threshold
from parentdata.numbers import WITHHELD, format_share

BAR = 16.0
UNITS = {"share": "Per cent", "points": "Percentage points", "number": "Number"}
NEEDS = ("id", "unit", "value", "ci_low", "ci_high", "is_withheld", "data_status")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Columns of the table that name lines, the headings over them, and series on a line."""

    label: str
    group: str | None
    series: str | None


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a row is written at the right, and drawn on its line."""

    write: Callable[[Sheet, dict], str]
    draw: Callable[[Sheet, Axis, Series, dict, float], None]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Column of labels in pixels, the axis, and the series that share a line."""

    room: float
    axis: Axis
    series: tuple[Series, ...]
    look: Look
    threshold: Threshold | None


def draw_intervals(
    estimates: pd.DataFrame,
    *,
    width: str,
    label: str = "item_label",
    group: str | None = None,
    series: str | None = None,
    order: str = "asked",
    measure_label: str | None = None,
    threshold: float | None = None,
    threshold_label: str = "Threshold",
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
    threshold : float, optional
        A value that matters, in the unit of the estimates, marked by a dashed line over all lines.
    threshold_label : str
        What stands over that line, before its value.

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
    rows = read_rows(estimates, units=tuple(UNITS), place=(group, label, series))
    limit = None if threshold is None else Threshold(value=threshold, label=threshold_label)
    columns = Columns(label=label, group=group, series=series)
    note = write_note(rows, measure=_measure(rows, measure_label))
    return draw_lines(
        rows, width=width, columns=columns, order=order, look=DOTS, threshold=limit, note=note
    )


def read_rows(
    estimates: pd.DataFrame, *, units: Sequence[str], place: Iterable[str | None]
) -> pd.DataFrame:
    """Check the rows of lines; see `draw_intervals`."""
    places = [name for name in place if name]
    rows = check_values(check_rows(estimates, needs=(*NEEDS, *places)), units=units)
    check_places(rows, place=places)
    return rows


def draw_lines(
    rows: pd.DataFrame,
    *,
    width: str,
    columns: Columns,
    order: str,
    look: Look,
    threshold: Threshold | None,
    note: str,
) -> Figure:
    """Draw one line for each row, in the look given; `rows` are checked already."""
    check_option("order", order, ("asked", "value"))
    with open_sheet(width) as sheet:
        plan = _plan(sheet, rows, columns, look, threshold)
        top = place_series(sheet, plan.series, 0.0) if columns.series else 0.0
        if threshold:
            top = threshold.write(sheet, plan.axis, top)
        for heading, lines in _split(rows, columns.group, order):
            top = place_heading(sheet, heading, top + 4) if heading else top
            top = _draw_group(sheet, plan, _gather(lines, columns), top)
        top = plan.axis.write_ticks(sheet, top)
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


def _gather(lines: list[dict], columns: Columns) -> dict[str, dict[str, dict]]:
    """The rows under each label, by series."""
    gathered: dict[str, dict[str, dict]] = {}
    for line in lines:
        name = str(line[columns.series]) if columns.series else ""
        gathered.setdefault(line[columns.label], {})[name] = line
    return gathered


def _plan(
    sheet: Sheet, rows: pd.DataFrame, columns: Columns, look: Look, threshold: Threshold | None
) -> Plan:
    room = find_label_room(sheet, rows[columns.label])
    texts = [look.write(sheet, row) for row in rows.to_dict("records")]
    numbers = max(measure(text, sheet.form.small) for text in (*texts, WITHHELD))
    unit = rows["unit"].iloc[0]
    # The first tick's number is centred under it, at the edge of the sheet if labels stand above.
    half = measure("0%" if unit == "share" else WIDEST_TICK, sheet.form.small) / 2 + 1
    held = rows[["value", "ci_low", "ci_high"]].astype(float).to_numpy().ravel()
    axis = choose_axis(
        sheet,
        [*held, *([threshold.value] if threshold else [])],
        unit=unit,
        left=room + (GAP * 1.5 if room else half),
        right=sheet.width - numbers - GAP * 1.5,
    )
    names = rows[columns.series].astype(str) if columns.series else [""]
    return Plan(room=room, axis=axis, series=read_series(names), look=look, threshold=threshold)


def _write_numbers(sheet: Sheet, row: dict) -> str:
    value = write_value(row)
    if row["is_withheld"] or sheet.form.labels_above or pd.isna(row["ci_low"]):
        return value
    return f"{value} ({write_value(row, 'interval')})"


def _draw_group(
    sheet: Sheet, plan: Plan, gathered: dict[str, dict[str, dict]], top: float
) -> float:
    start, height = top, BAR * len(plan.series)
    for name, rows in gathered.items():
        middle, top = place_label(sheet, name, top, room=plan.room, bar=height)
        for number, series in enumerate(plan.series):
            if series.name in rows:
                line = middle - height / 2 + (number + 0.5) * BAR
                _draw_line(sheet, plan, series, rows[series.name], line)
        if sheet.form.labels_above:
            _draw_uprights(sheet, plan, middle - height / 2, middle + height / 2 + 2)
    if not sheet.form.labels_above:
        _draw_uprights(sheet, plan, start, top)
    return top


def _draw_uprights(sheet: Sheet, plan: Plan, top: float, bottom: float) -> None:
    plan.axis.draw_grid(sheet, top, bottom)
    if plan.threshold:
        plan.threshold.draw(sheet, plan.axis, top, bottom)


def _draw_line(sheet: Sheet, plan: Plan, series: Series, row: dict, middle: float) -> None:
    size, x = sheet.form.small, plan.axis.right + GAP * 1.5
    sheet.write(x, middle, plan.look.write(sheet, row), size=size, mark=row["id"])
    if not row["is_withheld"]:
        plan.look.draw(sheet, plan.axis, series, row, middle)


def _draw_dot(sheet: Sheet, axis: Axis, series: Series, row: dict, middle: float) -> None:
    if not pd.isna(row["ci_low"]):
        ends = axis.x(row["ci_low"]), axis.x(row["ci_high"])
        sheet.bar(*ends, middle, 3, fill=series.fill, mark=row["id"])
    series.draw_point(sheet, axis.x(row["value"]), middle, mark=row["id"])


DOTS = Look(write=_write_numbers, draw=_draw_dot)
