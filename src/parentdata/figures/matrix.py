"""A matrix of numbers with dots whose area follows them: what goes together with what."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.layout import place_note
from parentdata.figures.matrix_plan import Plan, plan_matrix, write_heads, write_label
from parentdata.figures.palette import INK, POINT
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.sheet import Sheet, measure, open_sheet
from parentdata.numbers import WITHHELD

DOT = 26.0
HEIGHT = 48.0
NEEDS = ("id", "unit", "value", "is_withheld", "data_status")


def draw_matrix(
    estimates: pd.DataFrame,
    *,
    width: str,
    row: str = "item_label",
    column: str = "answer_label",
    measure_label: str = "Number",
) -> Figure:
    """Draw a matrix of numbers, each under a dot whose area follows it.

    Parameters
    ----------
    estimates : DataFrame, one row per cell
        Rows of an estimates table with unit "count" or "share"; a cell without a row stays empty.
    width : {"wide", "narrow"}
    row, column : str
        Columns of the table that name the rows and columns of the matrix, in the order they come.
        Where the names of columns have no room, letters stand for them and are explained.
    measure_label : str
        What the numbers are, for the note beneath.

    Returns
    -------
    Figure
        A withheld cell shows the word "withheld" and no dot.

    Raises
    ------
    NotDrawable
        No rows, a value outside the range of its unit, two rows for one cell, or more columns
        than there are letters.
    """
    cells = check_rows(estimates, needs=(*NEEDS, row, column))
    cells = check_values(cells, units=("count", "share"))
    check_places(cells, place=(row, column))
    with open_sheet(width) as sheet:
        plan = plan_matrix(sheet, cells, row, column)
        top = write_heads(sheet, plan)
        held = cells.loc[~cells["is_withheld"].astype(bool), "value"].astype(float)
        largest = max([*held, 1e-9])
        for name in plan.rows:
            start, end = write_label(sheet, plan, name, top, cell=HEIGHT)
            for cell in cells[cells[row].eq(name)].to_dict("records"):
                _draw_cell(sheet, plan, cell, plan.x(cell[column]), start, largest)
            sheet.bar(0, sheet.width, end + 3, 1, fill=INK, alpha=0.2)
            top = end + 8
        return sheet.finish(place_note(sheet, write_note(cells, measure=measure_label), top))


def _draw_cell(sheet: Sheet, plan: Plan, cell: dict, x: float, top: float, largest: float) -> None:
    style = {"size": sheet.form.small, "align": "center", "mark": cell["id"]}
    if cell["is_withheld"]:
        has_room = measure(WITHHELD, sheet.form.small) + 4 <= plan.step
        lines = [WITHHELD] if has_room else ["with-", "held"]
        block = len(lines) * sheet.line_height(sheet.form.small)
        sheet.write_lines(x, top + (HEIGHT - block) / 2, lines, **style)
        return
    diameter = DOT * math.sqrt(float(cell["value"]) / largest)
    if diameter > 0:
        sheet.dot(x, top + DOT / 2 + 1, round(diameter, 2), fill=POINT, mark=cell["id"])
    sheet.write(x, top + HEIGHT - 9, write_value(cell), **style)
