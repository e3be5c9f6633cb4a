"""Specification curve: a claim in every universe, and beneath it the choices that made each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from parentdata.figures.axis import write_tick
from parentdata.figures.layout import GAP, place_note
from parentdata.figures.palette import INK, NEGATIVE, NEUTRAL, POINT
from parentdata.figures.rows import write_note
from parentdata.figures.sheet import SCALE, Sheet, measure, open_sheet, wrap
from parentdata.figures.specification_rows import (
    AGREES,
    DIFFERS,
    FAILED,
    UNDETERMINED,
    WITHHELD,
    Scale,
    choose_scale,
    read_universes,
)

TALL, OPTION, RING = 190.0, 18.0, 1.5
FILLS = {AGREES: POINT, DIFFERS: NEGATIVE[2][1], UNDETERMINED: NEUTRAL}
LABELS_SHARE = 0.36
UNITS = {"share": "Per cent", "points": "Percentage points", "count": "Number", "number": "Number"}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Where universes stand across the sheet, and values up it."""

    left: float
    step: float
    scale: Scale

    def x(self, place: int) -> float:
        """Middle of the universe at a place, from nought."""
        return self.left + (place + 0.5) * self.step


def draw_specification(
    universes: pd.DataFrame,
    *,
    width: str,
    choices: Sequence[str],
    band: tuple[float, float] | None = None,
    published: float | None = None,
    published_label: str = "Published",
    published_id: str | None = None,
    measure_label: str | None = None,
) -> Figure:
    """Draw a claim's value in every universe, and the options that each universe takes.

    Parameters
    ----------
    universes : DataFrame, one row per universe of one claim
        As `multiverse.label_universes` makes it.
    width : {"wide", "narrow"}
    choices : column names
        Choices, whose values are options in words; each is a block beneath the curve.
    band : (low, high), optional
        Where a value agrees with what was published; either may be infinite.
    published : float, optional
        The published value, a dashed line.
    published_label, published_id : str
        What was published, in words, and its id.
    measure_label : str, optional
        What the values are; the unit in words, if not given.

    Returns
    -------
    Figure
        Universes stand in the order of their values. Agreement is a dot, disagreement a square, an
        interval that holds the limit an upright stroke; a cross at the right has no value (it
        failed, or too few answered). The universe of the compendium's own choices is ringed, in the
        curve and in the options that it takes.

    Raises
    ------
    NotDrawable
        As `specification_rows.read_universes`.
    """
    rows = read_universes(universes, choices)
    unit = rows["unit"].iloc[0]
    with open_sheet(width) as sheet:
        words = {"weight": "bold", "mark": published_id}
        lines = wrap(published_label, sheet.width, sheet.form.size, "bold")
        top = _place_legend(sheet, rows, sheet.write_lines(0, 0.0, lines, **words) + 2)
        panel = _plan(sheet, rows, choices, (band, published), top)
        _draw_values(sheet, panel, rows, unit, (band, published))
        bottom = panel.scale.floor + GAP * 1.5
        for choice in choices:
            bottom = _draw_choice(sheet, panel, rows, choice, bottom)
        note = write_note(rows, measure=measure_label or UNITS[unit])
        return sheet.finish(place_note(sheet, f"{note} {len(rows)} universes.", bottom))


def _place_legend(sheet: Sheet, rows: pd.DataFrame, top: float) -> float:
    """Write the sign of each outcome that occurs."""
    size = sheet.form.size
    met = rows.drop_duplicates("outcome").set_index("outcome")["outcome_label"]
    entries = [(name, met[name]) for name in (*FILLS, WITHHELD, FAILED) if name in met.index]
    left, step = 0.0, sheet.line_height() + 2
    for name, label in (*entries, ("ours", "Our own choices")):
        needed = 18 + measure(label, size)
        if left and left + needed > sheet.width:
            left, top = 0.0, top + step
        middle = top + sheet.line_height() / 2
        if name == "ours":
            sheet.ring(left + 6, middle, 11, edge=INK, thick=RING)
        else:
            _draw_sign(sheet, name, left + 6, middle, 9)
        sheet.write(left + 18, middle, label)
        left += needed + 16
    return top + step + GAP / 2


def _plan(sheet: Sheet, rows: pd.DataFrame, choices, limits, top: float) -> Panel:
    band, published = limits
    unit = rows["unit"].iloc[0]
    ends = [end for end in (*(band or ()), published) if end is not None and math.isfinite(end)]
    # Nought is where a difference turns, whether or not any value comes near it.
    ends += [0.0] if unit == "points" else []
    held = rows[["value", "ci_low", "ci_high"]].astype(float).to_numpy().ravel()
    scale = choose_scale([*held, *ends], unit=unit, top=top, floor=top + TALL)
    ticks = max(measure(write_tick(each, _tick_unit(unit)), sheet.form.small)
                for each in scale.ticks())  # fmt: skip
    labels = 0.0
    if not sheet.form.labels_above:
        options = [str(each) for choice in choices for each in (choice, *rows[choice].unique())]
        widest = max(measure(each, sheet.form.small) for each in options)
        labels = min(widest, LABELS_SHARE * sheet.width)
    left = max(labels, ticks) + GAP
    return Panel(left=left, step=(sheet.width - left) / len(rows), scale=scale)


def _tick_unit(unit: str) -> str:
    return "number" if unit == "count" else unit


def _draw_values(sheet: Sheet, panel: Panel, rows: pd.DataFrame, unit: str, limits) -> None:
    scale, (band, published) = panel.scale, limits
    right = panel.x(len(rows) - 1) + panel.step / 2
    if band is not None:
        low, high = scale.y(band[0]), scale.y(band[1])
        corners = [(panel.left, low), (right, low), (right, high), (panel.left, high)]
        sheet.area(corners, fill=POINT, alpha=0.14).set_zorder(0)
    for tick in scale.ticks():
        y = scale.y(tick)
        sheet.bar(panel.left, right, y, 1, fill=INK, alpha=0.6 if tick == 0 else 0.2).set_zorder(0)
        words = write_tick(tick, _tick_unit(unit))
        sheet.write(panel.left - 6, y, words, size=sheet.form.small, align="right", role=SCALE)
    if published is not None:
        y = scale.y(published)
        sheet.line([(panel.left, y), (right, y)], thick=1.5, dash=(4, 3)).set_zorder(0.5)
    size = min(max(panel.step * 0.8, 4.0), 9.0)
    for place, row in enumerate(rows.to_dict("records")):
        _draw_universe(sheet, panel, row, place, size)


def _draw_universe(sheet: Sheet, panel: Panel, row: dict, place: int, size: float) -> None:
    x, scale, is_empty = panel.x(place), panel.scale, pd.isna(row["value"])
    y = scale.floor - 6 if is_empty else scale.y(row["value"])
    if row["is_ours"]:
        sheet.ring(x, y, size + 5, edge=INK, thick=RING)
    if is_empty:
        _draw_sign(sheet, row["outcome"], x, y, size, mark=row["id"])
        return
    if not pd.isna(row["ci_low"]):
        ends = scale.y(row["ci_low"]), scale.y(row["ci_high"])
        fill = FILLS[row["outcome"]]
        thin = min(panel.step * 0.35, 3.0)
        sheet.bar(x - thin / 2, x + thin / 2, sum(ends) / 2, ends[0] - ends[1], fill=fill,
                  alpha=0.45)  # fmt: skip
    _draw_sign(sheet, row["outcome"], x, y, size, mark=row["id"])


def _draw_sign(sheet: Sheet, outcome: str, x: float, y: float, size: float, **mark) -> None:
    """Draw the sign of an outcome: told by its shape as well as by its colour."""
    if outcome == AGREES:
        sheet.dot(x, y, size, fill=FILLS[AGREES], **mark)
    elif outcome == DIFFERS:
        side = size * 0.85
        sheet.bar(x - side / 2, x + side / 2, y, side, fill=FILLS[DIFFERS], **mark)
    elif outcome == UNDETERMINED:
        sheet.bar(x - size * 0.2, x + size * 0.2, y, size * 1.4, fill=FILLS[UNDETERMINED], **mark)
    else:
        half = size * 0.45
        # One path for both strokes, so that a universe is one mark.
        points = [(x - half, y - half), (x + half, y + half), (x, y), (x - half, y + half),
                  (x + half, y - half)]  # fmt: skip
        thick = 2.0 if outcome == FAILED else 1.0
        sheet.line(points, thick=thick, **mark)


def _draw_choice(sheet: Sheet, panel: Panel, rows: pd.DataFrame, choice: str, top: float) -> float:
    """Draw one choice: a line for each option, a stroke for each universe that takes it."""
    small = sheet.form.small
    room = sheet.width if sheet.form.labels_above else panel.left - GAP
    named = {"size": small, "role": SCALE}
    top = sheet.write_lines(0, top, wrap(choice, room, small, "bold"), weight="bold", **named)
    for option in sorted(rows[choice].unique(), key=lambda each: _first_place(rows, choice, each)):
        lines = wrap(str(option), room, small)
        end = sheet.write_lines(0, top, lines, **named)
        middle = end + OPTION / 2 if sheet.form.labels_above else (top + end) / 2
        is_taken = rows[choice].eq(option)
        _draw_strokes(sheet, [panel.x(each) for each in rows.index[is_taken]], middle, panel.step)
        for place in rows.index[is_taken & rows["is_ours"].astype(bool)]:
            sheet.ring(panel.x(place), middle, OPTION - 2, edge=INK, thick=RING)
        top = middle + OPTION / 2 if sheet.form.labels_above else max(end, top + OPTION)
    return top + GAP


def _first_place(rows: pd.DataFrame, choice: str, option: str) -> tuple[bool, str]:
    """Our own option first, then the others by their words."""
    is_ours = rows.loc[rows["is_ours"].astype(bool), choice].eq(option).any()
    return not is_ours, str(option)


def _draw_strokes(sheet: Sheet, across: Sequence[float], middle: float, step: float) -> None:
    """Draw upright strokes as one path: a page with a path for each would be many times larger."""
    half = OPTION * 0.3
    points = [(round(x, 2), round(middle + side * half, 2)) for x in across for side in (-1, 1)]
    codes = [Path.MOVETO, Path.LINETO] * len(across)
    thick = min(max(step * 0.6, 1.0), 6.0)
    sheet.axes.add_patch(
        PathPatch(Path(points, codes), facecolor="none", edgecolor=INK, linewidth=thick,
                  capstyle="butt", clip_on=False)
    )  # fmt: skip
