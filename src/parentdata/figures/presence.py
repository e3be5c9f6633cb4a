"""A matrix of what was found where: a sign and a word for each state, and no number to rank by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.layout import GAP, place_heading, place_note
from parentdata.figures.matrix_plan import Plan, plan_matrix, write_heads, write_label
from parentdata.figures.palette import INK, NEGATIVE, NEUTRAL, POINT
from parentdata.figures.refusals import NotDrawable, check_option
from parentdata.figures.rows import check_places, check_rows
from parentdata.figures.sheet import Sheet, measure, open_sheet, wrap
from parentdata.numbers import WITHHELD

SIGN = 16.0
CELL = 28.0
NEEDS = ("id", "state", "state_label", "data_status")
# What each state is drawn as, in the order of the legend.
SIGNS = {
    "found": "dot",
    "not_found": "ring",
    "undecided": "question",
    "no_evidence": "dash",
    "withheld": "word",
}
MOST_LINES = 2
DRAWN = ("dot", "cross", "target", "ring", "question", "dash", "word")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Middle and width of a cell in pixels, and the lines that its words have; nought for none."""

    x: float
    wide: float
    lines: int


def draw_presence(
    estimates: pd.DataFrame,
    *,
    width: str,
    row: str = "item_label",
    column: str = "answer_label",
    group: str | None = None,
    words: str | None = None,
    signs: Mapping[str, str] | None = None,
    measure_label: str = "What was found where",
) -> Figure:
    """Draw for each row and column whether something was found, was not, or could not be.

    Parameters
    ----------
    estimates : DataFrame, one row per cell
        `state` and `state_label`; a cell without a row stays empty.
    width : {"wide", "narrow"}
    row, column : str
        Columns of the table that name rows and columns, in the order they come; letters stand for
        columns whose names have no room.
    group : str, optional
        Column whose values become headings over rows.
    words : str, optional
        Column of words that stand in the cells, such as "2 of 3 groups", where all have room.
        Without it they are the labels of the states.
    signs : dict of state to sign, optional
        Signs are "dot", "cross", "target" (a dot in a ring), "ring", "question", "dash" and
        "word" (no sign at all); `SIGNS`, if not given. The legend follows its order.
    measure_label : str
        What the signs say, for the note beneath.

    Raises
    ------
    NotDrawable
        No rows, a state without a sign, two rows for one cell, or more columns than letters.
    BadOption
        A sign that is not known.
    """
    signs = signs or SIGNS
    for sign in signs.values():
        check_option("signs", sign, DRAWN)
    cells = check_rows(estimates, needs=(*NEEDS, row, column, *filter(None, (group, words))))
    check_places(cells, place=[name for name in (group, row, column) if name])
    _check_states(cells, signs)
    text = words or "state_label"
    with open_sheet(width) as sheet:
        plan = plan_matrix(sheet, cells, row, column)
        top = _place_legend(sheet, cells, signs, 0.0)
        top = write_heads(sheet, plan, top)
        lines = _find_lines(sheet, cells, text, plan)
        high = CELL + lines * sheet.line_height(sheet.form.small)
        for heading, inside in _split(cells, group):
            top = place_heading(sheet, heading, top + 6) if heading else top
            for name, own in inside.groupby(row, sort=False):
                start, end = write_label(sheet, plan, name, top, cell=high)
                for cell in own.to_dict("records"):
                    place = Place(x=plan.x(cell[column]), wide=plan.step - 6, lines=lines)
                    _draw_cell(sheet, cell, signs[cell["state"]], text, place, start)
                sheet.bar(0, sheet.width, end + 3, 1, fill=INK, alpha=0.2)
                top = end + 8
        status = "Stand-in data. " if cells["data_status"].eq("stand-in").any() else ""
        return sheet.finish(place_note(sheet, f"{status}{measure_label}.", top))


def _check_states(cells: pd.DataFrame, signs: Mapping[str, str]) -> None:
    for number, cell in enumerate(cells.to_dict("records"), start=1):
        if cell["state"] not in signs:
            raise NotDrawable(
                f"{cell['id']!r} has the state {cell['state']!r}.",
                row=number,
                column="state",
                expected=f"one of {', '.join(signs)}",
                do="Give the state a sign in `signs`, or correct it.",
            )


def _split(cells: pd.DataFrame, group: str | None) -> list[tuple[str, pd.DataFrame]]:
    if group is None:
        return [("", cells)]
    return [(str(heading), own) for heading, own in cells.groupby(group, sort=False)]


def _find_lines(sheet: Sheet, cells: pd.DataFrame, text: str, plan: Plan) -> int:
    """Lines that the words of the cells need; nought where any of them has no room."""
    size, room = sheet.form.small, plan.step - 6
    told = cells[text].dropna().astype(str)
    widest = max((measure(word, size) for words in told for word in words.split()), default=0.0)
    lines = max((len(wrap(words, room, size)) for words in told), default=0)
    return 0 if widest > room or lines > MOST_LINES else lines


def _draw_cell(sheet: Sheet, cell: dict, sign: str, text: str, place: Place, top: float) -> None:
    """Draw the sign of a cell, and its words where all have room; a word without a sign always."""
    draw_sign(sheet, sign, place.x, top + CELL / 2, mark=cell["id"])
    words = WITHHELD if cell["state"] == WITHHELD else cell[text]
    if pd.isna(words) or not (place.lines or sign == "word"):
        return
    size = sheet.form.small
    lines = wrap(str(words), place.wide, size)
    if not place.lines:
        top += (CELL - len(lines) * sheet.line_height(size)) / 2 - CELL
    style = {"size": size, "align": "center", "mark": cell["id"]}
    sheet.write_lines(place.x, top + CELL, lines, **style)


def draw_sign(sheet: Sheet, sign: str, x: float, y: float, *, mark: str | None = None) -> None:
    """Draw one sign, its middle at `x`, `y`; the sign "word" is none."""
    half = SIGN / 2
    if sign == "dot":
        sheet.dot(x, y, SIGN, fill=POINT, mark=mark)
    elif sign in ("ring", "target"):
        sheet.ring(x, y, SIGN - 2, edge=NEUTRAL, thick=2, mark=mark)
        if sign == "target":
            sheet.dot(x, y, SIGN * 0.4, fill=NEUTRAL, mark=mark)
    elif sign == "cross":
        for way in (1, -1):
            ends = [(x - half + 2, y - way * (half - 2)), (x + half - 2, y + way * (half - 2))]
            sheet.line(ends, colour=NEGATIVE[1][0], thick=3, mark=mark)
    elif sign == "dash":
        sheet.bar(x - half + 2, x + half - 2, y, 2, fill=NEUTRAL, mark=mark)
    elif sign == "question":
        sheet.write(x, y, "?", align="center", weight="bold", mark=mark)


def _place_legend(sheet: Sheet, cells: pd.DataFrame, signs: Mapping[str, str], top: float) -> float:
    labels = dict(zip(cells["state"], cells["state_label"], strict=True))
    high = max(sheet.line_height(), SIGN)
    left, step, inset = 0.0, high + 4, (high - sheet.line_height()) / 2
    for state, sign in signs.items():
        if state not in labels or sign == "word":
            continue
        lines = wrap(labels[state], sheet.width - SIGN - 8, sheet.form.size)
        needed = SIGN + 8 + max(measure(line, sheet.form.size) for line in lines)
        if left and left + needed > sheet.width:
            left, top = 0.0, top + step
        draw_sign(sheet, sign, left + SIGN / 2, top + high / 2)
        end = sheet.write_lines(left + SIGN + 8, top + inset, lines)
        top, left = end - inset - sheet.line_height(), left + needed + 20
    return top + step + GAP / 2
