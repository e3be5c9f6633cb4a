"""The parts that figures share: a column of labels, a legend, a note, the room for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parentdata.figures.sheet import TALLY, Sheet, measure, wrap

GAP = 12.0
LABEL_SHARE = 0.37
SWATCH = 12.0


@dataclass(frozen=True, kw_only=True)
class Key:
    """One entry of a legend."""

    label: str
    fill: str
    edge: str = "none"
    hatch: str | None = None


def find_label_room(sheet: Sheet, labels: Iterable[str]) -> float:
    """Width of the column of labels at the left, in pixels; none where labels stand above."""
    if sheet.form.labels_above:
        return 0.0
    widest = max(measure(label, sheet.form.size) for label in labels)
    return min(widest, LABEL_SHARE * sheet.width)


def place_label(
    sheet: Sheet, label: str, top: float, *, room: float, bar: float, right: float = 0.0
) -> tuple[float, float]:
    """Write the label of one row, left of its bar or above it.

    Parameters
    ----------
    top, bar, room, right : float
        Where the row begins, the height of its bar, the width of the column of labels, and what
        must stay free at the right of a label that stands above; pixels.

    Returns
    -------
    middle, bottom : float
        Middle line of the bar, and where the next row may begin.
    """
    if sheet.form.labels_above:
        lines = wrap(label, sheet.width - right, sheet.form.size)
        end = sheet.write_lines(0, top, lines)
        return end + 4 + bar / 2, end + 4 + bar + GAP
    lines = wrap(label, room, sheet.form.size)
    height = max(len(lines) * sheet.line_height(), bar)
    sheet.write_lines(0, top + (height - len(lines) * sheet.line_height()) / 2, lines)
    return top + height / 2, top + height + GAP * 0.75


def place_legend(sheet: Sheet, keys: Sequence[Key], top: float) -> float:
    """Write a legend that flows over as many lines as it needs; return where it ends."""
    left, step = 0.0, sheet.line_height() + 2
    for key in keys:
        room = sheet.width - SWATCH - 6
        lines = wrap(key.label, room, sheet.form.size)
        needed = SWATCH + 6 + max(measure(line, sheet.form.size) for line in lines)
        if left and left + needed > sheet.width:
            left, top = 0.0, top + step
        sheet.bar(
            left,
            left + SWATCH,
            top + sheet.line_height() / 2,
            SWATCH,
            fill=key.fill,
            edge=key.edge,
            hatch=key.hatch,
        )
        end = sheet.write_lines(left + SWATCH + 6, top, lines)
        top, left = end - sheet.line_height(), left + needed + 16
    return top + step


def place_note(sheet: Sheet, note: str, top: float) -> float:
    """Write the note under a figure; return the height of the sheet."""
    size = sheet.form.small
    return sheet.write_lines(0, top, wrap(note, sheet.width, size), size=size, role=TALLY) + 4


def place_heading(sheet: Sheet, heading: str, top: float) -> float:
    """Write a bold heading over a group of rows; return where it ends."""
    lines = wrap(heading, sheet.width, sheet.form.size, "bold")
    return sheet.write_lines(0, top, lines, weight="bold") + 4
