"""A matrix of numbers with dots whose area follows them: what goes together with what."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.layout import GAP, LABEL_SHARE, place_note
from parentdata.figures.palette import INK, POINT
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.sheet import Sheet, measure, open_sheet, wrap
from parentdata.numbers import WITHHELD

DOT = 26.0
HEIGHT = 48.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NEEDS = ("id", "unit", "value", "is_withheld", "data_status")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Rows and columns by name, and where the columns stand, in pixels."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    room: float
    left: float
    step: float
    letters: dict[str, str]  # of the columns, where their names have no room

    def x(self, column: str) -> float:
        """Middle of a column."""
        return self.left + (self.columns.index(column) + 0.5) * self.step


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
        plan = _plan(sheet, cells, row, column)
        top = _write_heads(sheet, plan)
        held = cells.loc[~cells["is_withheld"].astype(bool), "value"].astype(float)
        largest = max([*held, 1e-9])
        for name in plan.rows:
            start, end = _write_label(sheet, plan, name, top)
            for cell in cells[cells[row].eq(name)].to_dict("records"):
                _draw_cell(sheet, plan, cell, plan.x(cell[column]), start, largest)
            sheet.bar(0, sheet.width, end + 3, 1, fill=INK, alpha=0.2)
            top = end + 8
        return sheet.finish(place_note(sheet, write_note(cells, measure=measure_label), top))


def _plan(sheet: Sheet, cells: pd.DataFrame, row: str, column: str) -> Plan:
    rows = tuple(dict.fromkeys(cells[row]))
    columns = tuple(dict.fromkeys(cells[column]))
    if len(columns) > len(LETTERS):
        raise NotDrawable(
            f"the matrix has {len(columns)} columns.",
            expected=f"at most {len(LETTERS)}",
            do="Turn rows and columns round, or draw fewer columns.",
        )
    room = 0.0
    if not sheet.form.labels_above:
        widest = max(measure(f"M · {name}", sheet.form.size) for name in rows)
        room = min(widest, LABEL_SHARE * sheet.width)
    left = room + (GAP if room else 0.0)
    step = (sheet.width - left) / len(columns)
    size = sheet.form.small
    needed = max(measure(word, size) for name in columns for word in str(name).split())
    has_room = needed + 6 <= step and all(len(wrap(name, step - 6, size)) <= 3 for name in columns)
    letters = {} if has_room else dict(zip(columns, LETTERS, strict=False))
    return Plan(rows=rows, columns=columns, room=room, left=left, step=step, letters=letters)


def _write_heads(sheet: Sheet, plan: Plan) -> float:
    size, top = sheet.form.small, 0.0
    if plan.letters and not set(plan.columns) <= set(plan.rows):
        for name, letter in plan.letters.items():
            lines = wrap(f"{letter} · {name}", sheet.width, size)
            top = sheet.write_lines(0, top, lines, size=size)
        top += GAP / 2
    heads = {
        name: [plan.letters[name]] if plan.letters else wrap(name, plan.step - 6, size)
        for name in plan.columns
    }
    bottom = top + max(map(len, heads.values())) * sheet.line_height(size)
    for name, lines in heads.items():
        start = bottom - len(lines) * sheet.line_height(size)
        style = {"weight": "bold"} if plan.letters else {}
        sheet.write_lines(plan.x(name), start, lines, size=size, align="center", **style)
    return bottom + 6


def _write_label(sheet: Sheet, plan: Plan, name: str, top: float) -> tuple[float, float]:
    """Write the name of a row; return where its cells begin and where they end."""
    letter = plan.letters.get(name)
    text = f"{letter} · {name}" if letter else name
    if sheet.form.labels_above:
        end = sheet.write_lines(0, top, wrap(text, sheet.width, sheet.form.size)) + 3
        return end, end + HEIGHT
    lines = wrap(text, plan.room, sheet.form.size)
    block = len(lines) * sheet.line_height()
    height = max(block, HEIGHT)
    sheet.write_lines(0, top + (height - block) / 2, lines)
    return top + (height - HEIGHT) / 2, top + height


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
