"""Bars of counts, whole or stacked by category, with the counts in them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.categories import Category, check_named, read_categories
from parentdata.figures.layout import (
    GAP,
    Key,
    find_label_room,
    place_label,
    place_legend,
    place_note,
)
from parentdata.figures.palette import POINT
from parentdata.figures.refusals import check_option
from parentdata.figures.rows import check_places, check_rows, check_values, write_note, write_value
from parentdata.figures.sheet import TALLY, Sheet, measure, open_sheet
from parentdata.numbers import WITHHELD

BAR = 24.0
WHOLE = Category(name="", label="", fill=POINT, sign="plain")
NEEDS = ("id", "unit", "value", "is_withheld", "data_status")


def draw_bars(
    estimates: pd.DataFrame,
    *,
    width: str,
    label: str = "item_label",
    stack: str | None = None,
    stack_label: str | None = None,
    fills: Mapping[str, str] | None = None,
    order: str = "asked",
    measure_label: str = "Number",
) -> Figure:
    """Draw counts as bars that begin at nought, one bar a label.

    Parameters
    ----------
    estimates : DataFrame, one row per bar, or per bar and category
        Rows of an estimates table with unit "count".
    width : {"wide", "narrow"}
    label : str
        Column that names the bars.
    stack : str, optional
        Column whose values divide each bar, in the order they come; its colours are told apart,
        but say nothing of order. Without it each bar is one row.
    stack_label : str, optional
        Column with the words for those values; the values themselves, if not given.
    fills : dict of value to colour or `FRAME`, optional
        Colours of the parts, in the order of the legend; an empty frame for what is not known.
    order : {"asked", "value"}
        Bars as they come, or the longest first.
    measure_label : str
        What is counted, for the note beneath.

    Returns
    -------
    Figure
        The total stands at the end of a stacked bar. A bar with a withheld part shows the word
        "withheld" in its place: a sum without it would be too short.

    Raises
    ------
    NotDrawable
        No rows, a negative count, two rows for one part of a bar, or a part without a colour.
    TooManyColours
        More categories than can be told apart.
    """
    check_option("order", order, ("asked", "value"))
    place = [label, stack] if stack else [label]
    words = [stack_label] if stack_label else []
    rows = check_values(check_rows(estimates, needs=(*NEEDS, *place, *words)), units=("count",))
    check_places(rows, place=place)
    parts = _read_parts(rows, stack, stack_label, fills)
    bars = _read_bars(rows, label, order)
    with open_sheet(width) as sheet:
        room = find_label_room(sheet, bars)
        left = room + (GAP if room else 0.0)
        pixels = (sheet.width - left - _total_room(sheet, bars)) / max(map(_sum, bars.values()))
        keys = [
            Key(label=part.label, fill=part.fill, edge=part.edge, hatch=part.hatch)
            for part in parts.values()
        ]
        top = place_legend(sheet, keys, 0) + GAP / 2 if keys else 0.0
        for name, own in bars.items():
            middle, top = place_label(sheet, name, top, room=room, bar=BAR)
            coloured = [(row, parts.get(str(row[stack]), WHOLE) if stack else WHOLE) for row in own]
            _draw_bar(sheet, coloured, left, pixels, middle)
        return sheet.finish(place_note(sheet, write_note(rows, measure=measure_label), top))


def _read_parts(
    rows: pd.DataFrame, stack: str | None, label: str | None, fills: Mapping[str, str] | None
) -> dict[str, Category]:
    if stack is None:
        return {}
    if fills is not None:
        check_named(rows[stack], fills)
    # A category that nothing falls into takes no colour and no line of the legend.
    shown = rows[rows["is_withheld"].astype(bool) | rows["value"].gt(0)]
    return read_categories(shown, name=stack, label=label or stack, fills=fills)


def _read_bars(rows: pd.DataFrame, label: str, order: str) -> dict[str, list[dict]]:
    bars = {str(name): own.to_dict("records") for name, own in rows.groupby(label, sort=False)}
    if order == "value":
        return dict(sorted(bars.items(), key=lambda bar: (_is_withheld(bar[1]), -_sum(bar[1]))))
    return bars


def _is_withheld(parts: list[dict]) -> bool:
    return any(part["is_withheld"] for part in parts)


def _sum(parts: list[dict]) -> float:
    # A figure of noughts still needs a scale.
    return max(sum(float(part["value"]) for part in parts if not part["is_withheld"]), 1e-9)


def _total_room(sheet: Sheet, bars: dict[str, list[dict]]) -> float:
    totals = [f"{round(_sum(parts)):,}" for parts in bars.values()]
    return max(measure(total, sheet.form.size) for total in totals) + 8


def _draw_bar(
    sheet: Sheet, parts: list[tuple[dict, Category]], left: float, pixels: float, middle: float
) -> None:
    size = sheet.form.small
    if _is_withheld([part for part, _ in parts]):
        sheet.write(left, middle, WITHHELD, size=size, mark=parts[0][0]["id"])
        return
    is_divided = sum(part["value"] > 0 for part, _ in parts) > 1
    for part, look in parts:
        right = left + pixels * float(part["value"])
        if right - left > 0:
            inset = 1.0 if is_divided and right - left > 4 else 0.0
            form = {"fill": look.fill, "edge": look.edge, "hatch": look.hatch}
            sheet.bar(left, right - inset, middle, BAR, **form, mark=part["id"])
        text = write_value(part)
        if is_divided and measure(text, size) + 4 <= right - left:
            place = {"align": "center", "colour": look.ink, "mark": part["id"]}
            sheet.write((left + right) / 2, middle, text, size=size, **place)
        left = right
    total = f"{round(sum(float(part['value']) for part, _ in parts)):,}"
    mark = parts[0][0]["id"] if len(parts) == 1 else None
    sheet.write(left + 4, middle, total, mark=mark, role=TALLY)
