"""Survival curves: how many still wait as time passes, with intervals, deadline and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.curves import Curve, read_curves
from parentdata.figures.layout import GAP, place_note
from parentdata.figures.palette import POINT
from parentdata.figures.rows import write_note, write_value
from parentdata.figures.sheet import Sheet, measure, open_sheet, wrap
from parentdata.figures.survival_panel import (
    Deadline,
    Panel,
    Words,
    draw_axes,
    make_panel,
    write_feet,
)
from parentdata.numbers import WITHHELD, format_share

BETWEEN = 32.0  # between two panels that stand beside each other
SHADE = 0.22
OVER = 9.0  # of the line of the deadline over the plot, clear of the name of its top line


def draw_survival(
    estimates: pd.DataFrame,
    *,
    width: str,
    deadline: float | None = None,
    deadline_label: str = "Deadline",
    time_label: str = "Days",
    risk_label: str = "At risk",
    measure_label: str = "Share to whom it has not happened yet",
) -> Figure:
    """Draw survival curves, each in a panel of its own with the others as thin lines behind it.

    Parameters
    ----------
    estimates : DataFrame, one row per curve and time at which it steps or somebody leaves
        `time` (from nought on), `value` in 0..1 after that time with `ci_low` and `ci_high`,
        `at_risk` just before it, `item_label` of the curve; `censored`, how many left at that time
        without it having happened, and `is_withheld`, where there is something to withhold.
    width : {"wide", "narrow"}
        Two panels stand beside each other on a wide page, and all beneath each other on a
        narrow one.
    deadline : float, optional
        A time marked by a dashed line, in the unit of `time`; the share then is written over it.
    deadline_label, time_label, risk_label, measure_label : str
        What stands over that line, under the axis, before the numbers at risk, and in the note
        beneath.

    Returns
    -------
    Figure
        Each panel is headed by its label, so that no colour tells the curves apart. A short
        stroke across a curve marks those who left. A withheld curve is the word "withheld".

    Raises
    ------
    NotDrawable
        No rows, a time twice in a curve or below nought, a share outside 0..1, or shares or
        numbers at risk that rise.
    TooManyColours
        More than four curves.
    """
    curves = read_curves(estimates)
    marked = None if deadline is None else Deadline(time=deadline, label=deadline_label)
    words = Words(time=time_label, at_risk=risk_label)
    columns = 2 if width == "wide" and len(curves) > 1 else 1
    with open_sheet(width) as sheet:
        top = 0.0
        for start in range(0, len(curves), columns):
            beside = curves[start : start + columns]
            top = _draw_row(sheet, beside, curves, marked, (top, columns), words)
        note = _write_note(estimates, curves, measure_label)
        return sheet.finish(place_note(sheet, note, top))


def _draw_row(
    sheet: Sheet,
    beside: Sequence[Curve],
    curves: Sequence[Curve],
    deadline: Deadline | None,
    place: tuple[float, int],
    words: Words,
) -> float:
    """Draw panels beside each other; return where the next may begin."""
    top, columns = place
    wide = (sheet.width - BETWEEN * (columns - 1)) / columns
    size = sheet.form.size
    lines = max(len(wrap(curve.label, wide, size, "bold")) for curve in beside)
    headroom = sheet.line_height(sheet.form.small) + OVER if deadline else 4
    start = top + lines * sheet.line_height() + 4 + headroom
    ends = []
    for number, curve in enumerate(beside):
        left = number * (wide + BETWEEN)
        sheet.write_lines(left, top, wrap(curve.label, wide, size, "bold"), weight="bold")
        panel = make_panel(sheet, curves, deadline, (left, left + wide, start), words)
        draw_axes(sheet, panel)
        _draw_deadline(sheet, panel, curve, deadline)
        for other in curves:
            if other is not curve and not other.is_withheld:
                sheet.line(_trace(panel, other, "value"), alpha=0.3)
        _draw_curve(sheet, panel, curve, deadline)
        ends.append(write_feet(sheet, panel, curve, words))
    return max(ends) + GAP * 1.5


def _draw_deadline(sheet: Sheet, panel: Panel, curve: Curve, deadline: Deadline | None) -> None:
    """Draw the line of the deadline, and over it its name with the share of the curve then."""
    if deadline is None:
        return
    x, size = panel.x(deadline.time), sheet.form.small
    sheet.line([(x, panel.top - OVER), (x, panel.floor)], thick=1.5, dash=(4, 3)).set_zorder(1.5)
    row = None if curve.is_withheld else curve.find_row(deadline.time)
    value = write_value(row) if row else ""
    name, number = measure(f"{deadline.label} ", size), measure(value, size, "bold")
    # Over the middle of its line, pushed back onto the sheet at either end.
    outermost = panel.left - panel.room
    left = max(outermost, min(x - (name + number) / 2, panel.right - name - number))
    middle = panel.top - OVER - sheet.line_height(size) / 2
    sheet.write(left, middle, deadline.label, size=size)
    if row:
        sheet.write(left + name, middle, value, size=size, weight="bold", mark=row["id"])


def _trace(panel: Panel, curve: Curve, name: str) -> list[tuple[float, float]]:
    """Corners of a step curve, from everybody at nought to the last time of the table."""
    points, level = [(panel.x(0), panel.y(1))], panel.y(1)
    for row in curve.rows:
        x = panel.x(row["time"])
        points.append((x, level))
        # Where all or none are left there are no limits, and the band has no width.
        level = panel.y(row["value"] if pd.isna(row[name]) else row[name])
        points.append((x, level))
    return points


def _draw_curve(sheet: Sheet, panel: Panel, curve: Curve, deadline: Deadline | None) -> None:
    if curve.is_withheld:
        x, y = (panel.left + panel.right) / 2, panel.y(0.5)
        sheet.write(x, y - 10, WITHHELD, align="center", mark=curve.rows[0]["id"])
        return
    if curve.has_interval:
        low, high = _trace(panel, curve, "ci_low"), _trace(panel, curve, "ci_high")
        sheet.area([*low, *reversed(high)], fill=POINT, alpha=SHADE)
    x, y = panel.x(0), panel.y(1)
    for row in curve.rows:
        corner, end = (panel.x(row["time"]), y), (panel.x(row["time"]), panel.y(row["value"]))
        sheet.line([(x, y), corner, end], colour=POINT, thick=2.5, mark=row["id"])
        x, y = end
    _draw_censored(sheet, panel, curve)
    at_deadline = curve.find_row(deadline.time) if deadline else None
    if at_deadline:
        place = panel.x(deadline.time), panel.y(at_deadline["value"])
        sheet.dot(*place, 9, fill=POINT, mark=at_deadline["id"])


def _draw_censored(sheet: Sheet, panel: Panel, curve: Curve) -> None:
    for row in curve.rows:
        if row["censored"] > 0:
            x, y = panel.x(row["time"]), panel.y(row["value"])
            sheet.line([(x, y - 5), (x, y + 5)], thick=1.5)


def _write_note(estimates: pd.DataFrame, curves: Sequence[Curve], words: str) -> str:
    rows = estimates.assign(unit="share", is_withheld=estimates.get("is_withheld", False))
    shown = [curve for curve in curves if not curve.is_withheld]
    if any(curve.has_interval for curve in shown):
        levels = sorted(set(rows["level"].dropna())) if "level" in rows else []
        level = f"{format_share(levels[0])} intervals" if len(levels) == 1 else "intervals"
        words += f", with {level} (shaded)"
    note = write_note(rows, measure=words)
    if len(shown) > 1:
        note += " Thin lines: the other groups."
    if any(row["censored"] > 0 for curve in shown for row in curve.rows):
        note += " Short strokes: still without it when last looked at."
    return note
