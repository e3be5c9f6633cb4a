"""Diverging stacked bars for answers on a scale, centred on the neutral or the sign change."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.beside import (
    Place,
    draw_beneath,
    draw_in_column,
    fit_columns,
    place_beneath,
    write_heads,
)
from parentdata.figures.layout import (
    GAP,
    Key,
    find_label_room,
    place_label,
    place_legend,
    place_note,
)
from parentdata.figures.palette import choose_ink
from parentdata.figures.refusals import check_option
from parentdata.figures.rows import write_note, write_percent
from parentdata.figures.scales import Answer, Item, Scale, choose_rows, read_items, read_scale
from parentdata.figures.sheet import Sheet, measure, open_sheet
from parentdata.numbers import WITHHELD

BAR = 24.0
BETWEEN = 1.0  # half of the gap between two segments


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where things stand across the sheet, in pixels."""

    room: float  # column of labels
    centre: float
    scale: float  # pixels of a share of one
    columns: tuple[Place, ...]  # of what is shown beside the bars
    beneath: tuple[tuple[Place, int], ...]  # and beneath them, with the number of the line


def draw_likert(estimates: pd.DataFrame, *, width: str, order: str = "asked") -> Figure:
    """Draw shares of answers on a scale as diverging stacked bars, one bar an item.

    Negative answers stand left of the centre line and positive ones right of it; a neutral answer
    straddles it. Don't know and other ways of not answering have columns of their own at the
    right, at the same scale.

    Parameters
    ----------
    estimates : DataFrame, one row per item and answer
        Rows of an estimates table with unit "share", of one domain. Rows that are neither a
        single answer with a side nor a way of not answering (such as the sums named "positive")
        are left out, so that what `answers.estimate_shares` gives can be passed as it is.
    width : {"wide", "narrow"}
    order : {"asked", "net"}
        Items as they come, or by positive less negative share, highest first.

    Returns
    -------
    Figure
        An item with a withheld answer shows the word "withheld" in place of its bar.

    Raises
    ------
    NotDrawable
        No rows, a share outside 0..1, an item without a row for one of the answers, or two rows
        for one answer.
    TooManyColours
        More than three answers on one side.
    """
    check_option("order", order, ("asked", "net"))
    rows = choose_rows(estimates)
    scale = read_scale(rows)
    items = read_items(rows, scale, order=order)
    with open_sheet(width) as sheet:
        plan = _plan(sheet, items, scale)
        keys = [Key(label=answer.label, fill=answer.colour) for answer in scale.answers]
        top = place_legend(sheet, keys, 0) + GAP / 2
        top = write_heads(sheet, plan.columns, top)
        for item in items:
            middle, top = place_label(sheet, item.label, top, room=plan.room, bar=BAR)
            _draw_bar(sheet, item, scale, plan, middle)
            for column in plan.columns:
                draw_in_column(sheet, item, column, scale=plan.scale, middle=middle)
            if plan.beneath:
                top = draw_beneath(sheet, item, plan.beneath, scale=plan.scale, top=top - GAP + 3)
        return sheet.finish(place_note(sheet, _write_note(rows, scale), top))


def _write_note(rows: pd.DataFrame, scale: Scale) -> str:
    """Write the note, and the bases of what stands beside the bars where they are others."""
    sided = rows[rows["side"].ne("")]
    note, own = write_note(sided, measure="Per cent"), set(sided.get("base", ()))
    for answer in scale.beside:
        bases = set(rows.loc[rows["answer"].eq(answer.name)].get("base", ()))
        if len(bases) == 1 and bases != own:
            note += f" {answer.label}: base {bases.pop()}."
    return note


def _plan(sheet: Sheet, items: list[Item], scale: Scale) -> Plan:
    room = find_label_room(sheet, [item.label for item in items])
    number = measure("100", sheet.form.small) + 4
    left = room + (GAP if room else 0.0)
    reach_left, reach_right = (
        max(item.reach(scale, side) for item in items) for side in ("negative", "positive")
    )
    # Where labels stand above, what is shown beside the bars stands beneath them.
    beside, beneath = ((), scale.beside) if sheet.form.labels_above else (scale.beside, ())
    free = sheet.width - left - 2 * number
    pixels, columns = fit_columns(sheet, items, beside, free=free, reach=reach_left + reach_right)
    return Plan(
        room=room,
        centre=left + number + pixels * reach_left,
        scale=pixels,
        columns=columns,
        beneath=place_beneath(sheet, items, beneath, scale=pixels),
    )


def _draw_bar(sheet: Sheet, item: Item, scale: Scale, plan: Plan, middle: float) -> None:
    if item.is_withheld(scale.answers):
        mark = item.rows[scale.answers[0].name]["id"]
        sheet.write(plan.centre, middle, WITHHELD, align="center", size=sheet.form.small, mark=mark)
        return
    # Behind the bar: a neutral answer straddles the line, and its number must stay readable.
    sheet.upright(plan.centre, middle - BAR / 2 - 3, middle + BAR / 2 + 3).set_zorder(0)
    left = plan.centre - plan.scale * item.reach(scale, "negative")
    drawn = [answer for answer in scale.answers if item.share(answer) > 0]
    for answer in drawn:
        right = left + plan.scale * item.share(answer)
        row = item.rows[answer.name]
        inset = BETWEEN if right - left > 4 * BETWEEN else 0.0
        sheet.bar(left + inset, right - inset, middle, BAR, fill=answer.colour, mark=row["id"])
        _write_share(sheet, row, answer, (left, right), middle, (drawn[0], drawn[-1]))
        left = right


def _write_share(
    sheet: Sheet,
    row: dict,
    answer: Answer,
    ends: tuple[float, float],
    middle: float,
    outermost: tuple[Answer, Answer],
) -> None:
    """Write a share in its segment, or beyond the end of the bar, or (in between) not at all."""
    text, size = write_percent(row["value"]), sheet.form.small
    left, right = ends
    if measure(text, size) + 4 <= right - left:
        ink = choose_ink(answer.colour)
        place = {"x": (left + right) / 2, "align": "center", "colour": ink}
    elif answer == outermost[0]:
        place = {"x": left - 4, "align": "right"}
    elif answer == outermost[1]:
        place = {"x": right + 4, "align": "left"}
    else:
        return
    sheet.write(place.pop("x"), middle, text, size=size, mark=row["id"], **place)
