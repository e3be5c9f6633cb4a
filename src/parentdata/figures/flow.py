"""A flow diagram: how many came to each step, and why the others did not."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.flow_rows import Step, read_flow
from parentdata.figures.layout import GAP, place_note
from parentdata.figures.palette import INK, MISSING, POINT
from parentdata.figures.rows import write_note, write_value
from parentdata.figures.sheet import TALLY, Sheet, measure, open_sheet, wrap
from parentdata.numbers import WITHHELD

PAD = 10.0
BAR = 6.0
HEAD = 4.0  # half the width of an arrow's head
STEM = 26.0  # of an arrow where nobody was lost
BOX = {"wide": 300.0, "narrow": 328.0}
SIDE = {"wide": 372.0, "narrow": 28.0}  # where reasons begin
TRUNK = {"wide": 150.0, "narrow": 12.0}  # where the arrows run down


def draw_flow(
    estimates: pd.DataFrame,
    *,
    width: str,
    lost_label: str = "Did not go on",
    measure_label: str = "Number of people",
) -> Figure:
    """Draw the steps under each other, and between them the reasons of those who did not go on.

    Parameters
    ----------
    estimates : DataFrame, one row per step and per reason
        As `focus_groups.flow_rows.list_flow` gives them, unit "count": rows of the topic "flow",
        one a step, in order; of the topic "lost", whose `item` is the step that was not taken and
        whose `answer_label` is the reason; and of the topic "withdrew", counted apart.
    width : {"wide", "narrow"}
        Reasons stand beside the arrows, or (indented) between the steps.
    lost_label, measure_label : str
        What heads the reasons, and what is counted, for the note beneath.

    Returns
    -------
    Figure
        A bar in each step is as long as its share of the first. Reasons that nobody had are left
        to the table. A withheld count is the word "withheld".

    Raises
    ------
    NotDrawable
        Fewer than two steps, a reason of no step, two rows for one place, or reasons that do not
        add up to those who were lost.
    """
    steps, apart = read_flow(estimates)
    first = steps[0].row
    most = 0.0 if first["is_withheld"] else float(first["value"])
    with open_sheet(width) as sheet:
        top = 0.0
        for number, step in enumerate(steps):
            if number:
                top = _draw_lost(sheet, step, lost_label, top)
            top = _draw_step(sheet, step.row, top, most=most)
        for row in apart:
            top = _write_apart(sheet, row, top + GAP)
        note = write_note(estimates.assign(base=None), measure=measure_label)
        return sheet.finish(place_note(sheet, note, top + GAP))


def _draw_step(sheet: Sheet, row: dict, top: float, *, most: float) -> float:
    """Draw the box of a step: its name, its count and a bar; return where it ends."""
    wide, size, mark = BOX[sheet.form.name], sheet.form.size, row["id"]
    count = write_value(row)
    room = wide - 3 * PAD - measure(count, size, "bold")
    lines = wrap(row["item_label"], room, size)
    bottom = top + PAD + len(lines) * sheet.line_height() + 4 + BAR + PAD
    frame = {"fill": "none", "edge": MISSING, "mark": mark}
    sheet.bar(0.5, wide - 0.5, (top + bottom) / 2, bottom - top, **frame)
    sheet.write_lines(PAD, top + PAD, lines)
    style = {"align": "right", "weight": "bold", "mark": mark}
    sheet.write(wide - PAD, top + PAD + sheet.line_height() / 2, count, **style)
    if not row["is_withheld"] and most > 0:
        right = PAD + (wide - 2 * PAD) * float(row["value"]) / most
        middle = bottom - PAD - BAR / 2
        sheet.bar(PAD, wide - PAD, middle, 1, fill=INK, alpha=0.2)
        if right > PAD:
            sheet.bar(PAD, right, middle, BAR, fill=POINT, mark=mark)
    return bottom


def _draw_lost(sheet: Sheet, step: Step, label: str, top: float) -> float:
    """Draw the arrow to a step, and beside it who did not come; return where the step begins."""
    x, left = TRUNK[sheet.form.name], SIDE[sheet.form.name]
    start, bottom = top + GAP * 0.75, top + STEM
    if step.shown:
        bottom = _write_reasons(sheet, step, label, (left, start)) + GAP * 0.75
        middle = start + sheet.line_height() / 2
        sheet.line([(x, middle), (left - 6 - HEAD, middle)], colour=MISSING, thick=1.5)
        _draw_head(sheet, left - 6, middle, (1, 0))
    sheet.line([(x, top + 1), (x, bottom - HEAD * 1.5)], colour=MISSING, thick=1.5)
    _draw_head(sheet, x, bottom, (0, 1))
    return bottom


def _draw_head(sheet: Sheet, x: float, y: float, way: tuple[int, int]) -> None:
    """Draw the head of an arrow whose point is at `x`, `y`."""
    across, down = way
    back = x - across * HEAD * 1.6, y - down * HEAD * 1.6
    ends = [(back[0] - down * HEAD, back[1] - across * HEAD),
            (back[0] + down * HEAD, back[1] + across * HEAD)]  # fmt: skip
    sheet.area([(x, y), *ends], fill=MISSING)


def _write_reasons(sheet: Sheet, step: Step, label: str, place: tuple[float, float]) -> float:
    left, top = place
    is_withheld = any(row["is_withheld"] for row in (step.row, *step.lost))
    total = WITHHELD if is_withheld else f"{sum(row['value'] for row in step.lost):,.0f}"
    # On a narrow page under the counts of the boxes.
    right = sheet.width - (PAD if sheet.form.labels_above else 0.0)
    size = sheet.form.small
    counts = [write_value(row) for row in step.shown]
    room = max(measure(text, size) for text in counts) + PAD
    middle = top + sheet.line_height() / 2
    sheet.write(left, middle, label, weight="bold", size=size)
    sheet.write(right, middle, total, weight="bold", size=size, align="right", role=TALLY)
    top += sheet.line_height() + 2
    for row, count in zip(step.shown, counts, strict=True):
        style = {"size": size, "mark": row["id"]}
        first = top + sheet.line_height(size) / 2
        sheet.write(right, first, count, align="right", **style)
        lines = wrap(row["answer_label"], right - left - room, size)
        top = sheet.write_lines(left, top, lines, **style) + 3
    return top


def _write_apart(sheet: Sheet, row: dict, top: float) -> float:
    """Write what is counted in none of the steps."""
    wide, mark, count = BOX[sheet.form.name], row["id"], write_value(row)
    room = wide - 3 * PAD - measure(count, sheet.form.size, "bold")
    lines = wrap(f"{row['item_label']}, and counted nowhere above", room, sheet.form.size)
    bottom = sheet.write_lines(PAD, top, lines, mark=mark)
    style = {"align": "right", "weight": "bold", "mark": mark}
    sheet.write(wide - PAD, top + sheet.line_height() / 2, count, **style)
    return bottom
