"""Figures of a list of requests: what became of them, when, and which numbers are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.bars import draw_bars
from parentdata.figures.categories import OUTCOME_FILLS
from parentdata.figures.layout import (
    GAP,
    Key,
    place_legend,
    place_note,
)
from parentdata.figures.palette import MISSING, NEGATIVE, POSITIVE, choose_ink
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_places, check_rows, check_values, write_note
from parentdata.figures.sheet import TALLY, Sheet, measure, open_sheet

BAR = 24.0
DOT = 10.0
PITCH = 12.0  # from the middle of one stacked dot to the next
CELL = 24.0
COLUMNS = 10  # request numbers in a row, so that a row holds one set of tens
NEEDS = (
    "id", "unit", "item", "item_label", "answer", "answer_label", "value", "is_withheld",
    "data_status",
)  # fmt: skip
EVENT_FILLS = {"request": POSITIVE[1][0], "incoming": NEGATIVE[2][0], "outgoing": NEGATIVE[2][1]}
NUMBER_FILLS = {"present": POSITIVE[1][0]}
# Drawn as an empty frame: nothing is known of it.
FRAMED = ("absent",)
_ADDRESS = re.compile(
    r"<td(?P<look>[^<>]*)>(?P<to>https://www\.whatdotheyknow\.com/request/[a-z0-9_]*_(?P<number>[0-9]+))</td>"
)


def draw_outcomes(estimates: pd.DataFrame, *, width: str) -> Figure:
    """Draw counts of outcomes as stacked bars, one bar a place, with the counts in them.

    Parameters
    ----------
    estimates : DataFrame, one row per place and outcome
        Rows of an estimates table with unit "count"; `item_label` names the bar and `answer` the
        outcome. Places and outcomes stand in the order in which they come; an outcome that no
        place has is left out.
    width : {"wide", "narrow"}

    Raises
    ------
    NotDrawable
        No rows, a negative count, an unknown outcome, or two rows for one outcome of a place.
    """
    return draw_bars(
        estimates, width=width, stack="answer", stack_label="answer_label", fills=OUTCOME_FILLS,
        measure_label="Number of requests",
    )  # fmt: skip


def draw_dates(estimates: pd.DataFrame, *, width: str) -> Figure:
    """Draw one dot a request over the date that is listed with it, by what happened on it.

    Parameters
    ----------
    estimates : DataFrame, one row per date and event
        Rows of an estimates table with unit "count"; `item` is an ISO date.
    width : {"wide", "narrow"}

    Raises
    ------
    NotDrawable
        No rows, a negative count, an unknown event, an item that is no date, or two rows for one
        event of a date.
    """
    rows = _read(estimates, fills=EVENT_FILLS)
    days = pd.Series([_read_date(row) for row in rows.to_dict("records")])
    keys = _make_keys(rows, EVENT_FILLS)
    months = pd.period_range(days.min(), days.max(), freq="M")
    first, last = months[0].start_time, months[-1].end_time
    with open_sheet(width) as sheet:
        top = place_legend(sheet, list(keys.values()), 0) + GAP
        highest = rows["value"].groupby(days).sum().max()
        floor = top + sheet.line_height(sheet.form.small) + highest * PITCH

        def place(day: pd.Timestamp) -> float:
            return (day - first) / (last - first) * (sheet.width - 2) + 1

        for day, inside in rows.groupby(days):
            _draw_dots(sheet, inside, keys, place(day), floor)
        _write_months(sheet, months, [place(month.start_time) for month in months], floor)
        end = floor + PITCH + sheet.line_height()
        years = dict.fromkeys(str(month.year) for month in (months[0], months[-1]))
        note = write_note(rows, measure=f"Number of requests by date, {'–'.join(years)}")
        return sheet.finish(place_note(sheet, note, end))


def draw_numbers(estimates: pd.DataFrame, *, width: str) -> Figure:
    """Draw every request number from the lowest to the highest, filled where it is listed.

    Parameters
    ----------
    estimates : DataFrame, one row per run of consecutive numbers
        Rows of an estimates table with unit "count"; `item` is the first number of the run, the
        value its length, and `answer` says whether it is "present" or "absent".
    width : {"wide", "narrow"}

    Raises
    ------
    NotDrawable
        No rows, a negative count, an answer that is neither, or a run that begins twice.
    """
    rows = _read(estimates, fills=NUMBER_FILLS)
    keys = _make_keys(rows, NUMBER_FILLS)
    lowest = int(rows["item"].astype(int).min()) // COLUMNS
    with open_sheet(width) as sheet:
        top = place_legend(sheet, list(keys.values()), 0) + GAP / 2
        across = sheet.width / COLUMNS
        bottom = top
        for row in rows.to_dict("records"):
            for number in range(int(row["item"]), int(row["item"]) + int(row["value"])):
                left = number % COLUMNS * across
                middle = top + (number // COLUMNS - lowest + 0.5) * (CELL + 2)
                ends = (left + 1, left + across - 1)
                _draw_cell(sheet, row, keys[row["answer"]], str(number), ends, middle)
                bottom = max(bottom, middle + CELL / 2)
        note = write_note(rows.assign(base=None), measure="Request numbers")
        return sheet.finish(place_note(sheet, note, bottom + GAP / 2))


def _read(estimates: pd.DataFrame, *, fills: dict[str, str]) -> pd.DataFrame:
    rows = check_values(check_rows(estimates, needs=NEEDS), units=("count",))
    check_places(rows, place=("item", "answer"))
    for number, answer in enumerate(rows["answer"], start=1):
        if answer not in fills and answer not in FRAMED:
            raise NotDrawable(
                f"{answer!r} has no colour in this figure.",
                row=number,
                column="answer",
                expected=f"one of {', '.join([*fills, *FRAMED])}",
                do="Draw rows of the topic that the figure is for.",
            )
    return rows


def _make_keys(rows: pd.DataFrame, fills: dict[str, str]) -> dict[str, Key]:
    shown = rows[rows["value"].gt(0)].drop_duplicates("answer")
    labels = dict(zip(shown["answer"], shown["answer_label"], strict=True))
    filled = {name: Key(label=labels[name], fill=fills[name]) for name in fills if name in labels}
    framed = [name for name in FRAMED if name in labels]
    return filled | {name: Key(label=labels[name], fill="none", edge=MISSING) for name in framed}


def _draw_cell(
    sheet: Sheet, row: dict, key: Key, text: str, ends: tuple[float, float], middle: float
) -> None:
    sheet.bar(*ends, middle, BAR, fill=key.fill, edge=key.edge, mark=row["id"])
    ink = {} if key.fill == "none" else {"colour": choose_ink(key.fill)}
    if measure(text, sheet.form.small) <= ends[1] - ends[0]:
        place = {"align": "center", "size": sheet.form.small, "mark": row["id"]}
        sheet.write(sum(ends) / 2, middle, text, **place, **ink)


def _draw_dots(
    sheet: Sheet, inside: pd.DataFrame, keys: dict[str, Key], x: float, floor: float
) -> None:
    drawn = list(_unstack(inside.to_dict("records")))
    for height, row in enumerate(drawn):
        y = floor - (height + 0.5) * PITCH
        sheet.dot(x, y, DOT, fill=keys[row["answer"]].fill, mark=row["id"])
    if len(drawn) > 1:
        place = {"align": "center", "size": sheet.form.small, "role": TALLY}
        sheet.write(x, floor - len(drawn) * PITCH - PITCH * 0.6, str(len(drawn)), **place)


def _unstack(rows: Sequence[dict]) -> Iterator[dict]:
    for row in rows:
        yield from [row] * int(row["value"])


def _write_months(
    sheet: Sheet, months: pd.PeriodIndex, lefts: Sequence[float], floor: float
) -> None:
    """Name the months under the line: each in full, or cut short, or as many as have room."""
    line, size = floor + PITCH * 0.3, sheet.form.small
    sheet.bar(0, sheet.width, line, 1, fill=MISSING)
    forms = ("%B", "%b") if months[0].year == months[-1].year else ("%b %Y",)
    least = min(right - left for left, right in zip(lefts, [*lefts[1:], sheet.width], strict=True))
    form, step = next(
        (form, step)
        for step in (*range(1, len(months)), len(months))
        for form in forms
        if step == len(months)
        or max(measure(month.strftime(form), size) for month in months) + 8 <= step * least
    )
    for month, left in list(zip(months, lefts, strict=True))[::step]:
        sheet.upright(left, line, line + PITCH)
        if left + 4 + measure(month.strftime(form), size) <= sheet.width:
            sheet.write(left + 4, line + PITCH * 0.8, month.strftime(form), size=size)


def _read_date(row: dict) -> pd.Timestamp:
    try:
        return pd.Timestamp(date.fromisoformat(row["item"]))
    except ValueError as error:
        raise NotDrawable(
            f"{row['id']!r} has the item {row['item']!r}.",
            column="item",
            expected="an ISO date",
            do="Draw the rows of the topic `dates`.",
        ) from error


def link_addresses(table: str) -> str:
    """Turn the addresses of requests that stand in a table (HTML) into links to their pages."""
    return _ADDRESS.sub(r'<td\g<look>><a href="\g<to>">request \g<number></a></td>', table)
