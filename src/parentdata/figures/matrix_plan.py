"""Rows and columns of a matrix: their names, or letters where names have no room."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from parentdata.figures.layout import GAP, LABEL_SHARE
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.sheet import Sheet, measure, wrap

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


def plan_matrix(sheet: Sheet, cells: pd.DataFrame, row: str, column: str) -> Plan:
    """Plan where rows and columns stand, in the order in which the cells name them.

    Raises
    ------
    NotDrawable
        More columns than there are letters.
    """
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


def write_heads(sheet: Sheet, plan: Plan, top: float = 0.0) -> float:
    """Write the names of the columns, or their letters with what they stand for, from `top` on."""
    size = sheet.form.small
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


def write_label(
    sheet: Sheet, plan: Plan, name: str, top: float, *, cell: float
) -> tuple[float, float]:
    """Write the name of a row; return where its cells, `cell` pixels high, begin and end."""
    letter = plan.letters.get(name)
    text = f"{letter} · {name}" if letter else name
    if sheet.form.labels_above:
        end = sheet.write_lines(0, top, wrap(text, sheet.width, sheet.form.size)) + 3
        return end, end + cell
    lines = wrap(text, plan.room, sheet.form.size)
    block = len(lines) * sheet.line_height()
    height = max(block, cell)
    sheet.write_lines(0, top + (height - block) / 2, lines)
    return top + (height - cell) / 2, top + height
