"""An UpSet plot: which codes come together, how often, and how often each comes at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.layout import GAP, place_heading, place_note
from parentdata.figures.palette import INK, NEUTRAL, POINT
from parentdata.figures.rows import write_note, write_value
from parentdata.figures.sheet import Sheet, measure, open_sheet, wrap
from parentdata.figures.upset_rows import Combination, Upset, read_upset
from parentdata.numbers import WITHHELD

DOT, EMPTY = 13.0, 7.0
PITCH = 28.0  # between combinations, of which each can be a link
HEIGHT = 120.0  # of the longest upright bar
SET_BAR = 70.0
BAR = 18.0
THIN = 12.0
LABEL_SHARE = 0.32
LETTERS = "ABCDEFGHIJKLMNOP"
STEP = 20.0  # between codes, where they are columns
MOST = 14
IN_ALL, EXACTLY = "Each code, in all", "Exactly these codes, no other of them"


def draw_upset(
    estimates: pd.DataFrame, *, width: str, measure_label: str = "Number of replies"
) -> Figure:
    """Draw combinations of codes as dots on a grid, with a bar for how often each is met.

    Parameters
    ----------
    estimates : DataFrame, one row per code and per combination
        As `foi.combinations.combine_codes` gives them: rows of the topic "code_sets", one a code,
        and of the topic "code_combinations", whose `answer` holds the codes joined by ";".
    width : {"wide", "narrow"}
        On a wide page codes are rows and combinations are columns, the most frequent first; on a
        narrow one combinations are rows, and letters stand for the codes.
    measure_label : str
        What is counted, for the note beneath.

    Returns
    -------
    Figure
        A combination without a dot holds none of the codes; a question mark stands for those with
        a code that nobody decided. Combinations that have no room are counted in the note. A
        withheld count is the word "withheld".

    Raises
    ------
    NotDrawable
        No combination, fewer than 2 codes or more than 16, a combination of a code without a row,
        or two rows for one of them.
    """
    upset = read_upset(estimates)
    with open_sheet(width) as sheet:
        draw = _draw_rotated if sheet.form.labels_above else _draw_upright
        bottom, drawn = draw(sheet, upset)
        note = _write_note(upset, drawn, measure_label)
        return sheet.finish(place_note(sheet, note, bottom + GAP / 2))


def _draw_upright(sheet: Sheet, upset: Upset) -> tuple[float, int]:
    """Draw codes as rows; return where they end and how many combinations had room."""
    size, small = sheet.form.size, sheet.form.small
    widest = max(measure(row["item_label"], size) for row in upset.codes)
    room = min(widest, LABEL_SHARE * sheet.width)
    left = room + GAP
    matrix = left + SET_BAR + _number_room(sheet, upset.codes) + GAP
    pitch = max(PITCH, _number_room(sheet, [each.row for each in upset.combinations]))
    drawn = min(MOST, math.floor((sheet.width - matrix) / pitch), len(upset.combinations))
    floor = sheet.line_height(small) + sheet.line_height() + HEIGHT
    sheet.write(matrix, sheet.line_height(small) / 2, EXACTLY, size=small)
    heads = wrap(IN_ALL, matrix - left - GAP, small)
    sheet.write_lines(left, floor - len(heads) * sheet.line_height(small), heads, size=small)
    top, middles = floor + 6, []
    for row in upset.codes:
        sheet.bar(0, sheet.width, top, 1, fill=INK, alpha=0.15).set_zorder(0)
        lines = wrap(row["item_label"], room, size)
        height = max(len(lines) * sheet.line_height(), BAR) + 8
        middles.append(top + height / 2)
        sheet.write_lines(0, middles[-1] - len(lines) * sheet.line_height() / 2, lines)
        _draw_bar(sheet, row, left, middles[-1], SET_BAR / _find_largest(upset.codes))
        top += height
    tallest = HEIGHT / _find_largest([each.row for each in upset.combinations])
    for number, combination in enumerate(upset.combinations[:drawn]):
        x = matrix + (number + 0.5) * pitch
        _draw_upright_bar(sheet, combination.row, x, floor, tallest)
        _draw_dots(sheet, combination, [(x, middle) for middle in middles])
    return top, drawn


def _draw_upright_bar(sheet: Sheet, row: dict, x: float, floor: float, pixels: float) -> None:
    size, half = sheet.form.small, PITCH / 2 - 4
    if row["is_withheld"]:
        sheet.write_upright(x, floor - 4, WITHHELD, size=size)
        return
    tall = pixels * float(row["value"])
    sheet.bar(x - half, x + half, floor - tall / 2, tall, fill=POINT, mark=row["id"])
    style = {"size": size, "align": "center", "mark": row["id"]}
    sheet.write(x, floor - tall - sheet.line_height(size) / 2, write_value(row), **style)


def _draw_rotated(sheet: Sheet, upset: Upset) -> tuple[float, int]:
    """Draw combinations as rows; return where they end and how many were drawn."""
    top = _write_codes(sheet, upset)
    step = min(STEP, (sheet.width - 110) / len(upset.codes))
    line = sheet.line_height()
    for place, letter in enumerate(LETTERS[: len(upset.codes)]):
        style = {"align": "center", "weight": "bold", "size": sheet.form.small}
        sheet.write((place + 0.5) * step, top + line / 2, letter, **style)
    top += line + 2
    shown = upset.combinations[:MOST]
    left = step * len(upset.codes) + GAP
    room = sheet.width - left - _number_room(sheet, [each.row for each in shown])
    pixels = room / _find_largest([each.row for each in shown])
    for number, combination in enumerate(shown):
        middle = top + (number + 0.5) * PITCH
        points = [((place + 0.5) * step, middle) for place in range(len(upset.codes))]
        _draw_dots(sheet, combination, points)
        _draw_bar(sheet, combination.row, left, middle, pixels)
    return top + len(shown) * PITCH, len(shown)


def _write_codes(sheet: Sheet, upset: Upset) -> float:
    """Explain the letters, with the count of each code in all; return where they end."""
    top = place_heading(sheet, IN_ALL, 0.0)
    indent = measure("M  ", sheet.form.size, "bold")
    pixels = (sheet.width - indent - _number_room(sheet, upset.codes)) / _find_largest(upset.codes)
    for letter, row in zip(LETTERS, upset.codes, strict=False):
        sheet.write(0, top + sheet.line_height() / 2, letter, weight="bold")
        lines = wrap(row["item_label"], sheet.width - indent, sheet.form.size)
        top = sheet.write_lines(indent, top, lines) + 2
        _draw_bar(sheet, row, indent, top + THIN / 2 + 1, pixels, height=THIN)
        top += THIN + GAP
    return place_heading(sheet, EXACTLY, top + GAP / 2)


def _draw_bar(
    sheet: Sheet, row: dict, left: float, middle: float, pixels: float, *, height: float = BAR
) -> None:
    """Draw a bar that begins at `left`, with its number at its end."""
    style = {"size": sheet.form.small, "mark": row["id"]}
    if row["is_withheld"]:
        sheet.write(left, middle, WITHHELD, **style)
        return
    right = left + pixels * float(row["value"])
    if right > left:
        sheet.bar(left, right, middle, height, fill=POINT, mark=row["id"])
    sheet.write(right + 4, middle, write_value(row), **style)


def _draw_dots(sheet: Sheet, combination: Combination, points: list[tuple[float, float]]) -> None:
    """Draw a dot for each code that is held, joined by a line, and a ring for each that is not."""
    mark = combination.row["id"]
    if combination.is_undecided:
        x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
        sheet.write(x, y, "?", align="center", weight="bold", mark=mark)
        return
    places = combination.places
    if len(places) > 1:
        sheet.line([points[places[0]], points[places[-1]]], colour=POINT, thick=3, mark=mark)
    for place, (x, y) in enumerate(points):
        if place in places:
            sheet.dot(x, y, DOT, fill=POINT, mark=mark)
        # No ring where the line passes: it would look like a dot that is held.
        elif not places or not places[0] < place < places[-1]:
            sheet.ring(x, y, EMPTY, edge=NEUTRAL, thick=1)


def _find_largest(rows: Sequence[dict]) -> float:
    # Noughts alone still need a scale.
    return max([float(row["value"]) for row in rows if not row["is_withheld"]] + [1e-9])


def _number_room(sheet: Sheet, rows: Sequence[dict]) -> float:
    return max(measure(write_value(row), sheet.form.small) for row in rows) + 6


def _write_note(upset: Upset, drawn: int, words: str) -> str:
    note = write_note(upset.rows, measure=words)
    shown, left = upset.combinations[:drawn], upset.combinations[drawn:]
    if any(not each.places and not each.is_undecided for each in shown):
        note += " Without a dot: none of these."
    if any(each.is_undecided for each in shown):
        note += " ?: a code is undecided."
    if left:
        told = [each.row["value"] for each in left if not each.row["is_withheld"]]
        most = f", each of {max(told):,.0f} at most" if told else ""
        rarer = "combination stands" if len(left) == 1 else "combinations stand"
        note += f" {len(left)} more {rarer} in the table{most}."
    return note
