"""Categories with a colour and a sign each, so that colour is never alone; and their tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.layout import GAP
from parentdata.figures.palette import (
    INK,
    MISSING,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    choose_ink,
    colour_categories,
)
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.sheet import TALLY, Sheet, measure, wrap

# In place of a colour: an empty frame, for what is not known.
FRAME = "none"
SIGNS = ("plain", "dot", "stroke", "cross", "ring", "upright")
KEY = 18.0
# What became of a request: the less was given, the further from blue.
OUTCOME_FILLS = {
    "granted_in_full": POSITIVE[2][0],
    "partially_withheld": POSITIVE[2][1],
    "fully_withheld": NEGATIVE[2][0],
    "not_held": NEUTRAL,
    "no_response": NEGATIVE[2][1],
    "undecided": FRAME,
}
# What an authority says of its use of analytics, by the names of foi.use.
USE_FILLS = {
    "admits": POSITIVE[2][0],
    "intends": POSITIVE[2][1],
    "denies": NEGATIVE[2][0],
    "definition_not_met": NEGATIVE[2][1],
    "unclear": NEUTRAL,
    "no_reply": FRAME,
    "open": FRAME,
}
# How much a reply tells, from nothing to all.
DISCLOSURE_FILLS = {
    "none": NEGATIVE[2][0],
    "little": NEGATIVE[2][1],
    "some": POSITIVE[2][1],
    "full": POSITIVE[2][0],
    "no_reply": FRAME,
}


@dataclass(frozen=True, kw_only=True)
class Category:
    """One category: its name and label, its colour (or `FRAME`), and the sign on its tile."""

    name: str
    label: str
    fill: str
    sign: str

    @property
    def edge(self) -> str:
        """Colour of its frame; none where it is filled."""
        return MISSING if self.fill == FRAME else "none"

    @property
    def hatch(self) -> str | None:
        """Hatch of its part of a bar: of a second frame, which the first would look like."""
        return "////" if self.fill == FRAME and self.sign != SIGNS[0] else None

    @property
    def ink(self) -> str:
        """Colour of a number that stands in it."""
        return INK if self.fill == FRAME else choose_ink(self.fill)

    def draw_tile(
        self, sheet: Sheet, left: float, top: float, size: float, *, mark: str | None = None
    ) -> None:
        """Draw a square tile `size` pixels wide, with the sign of the category on it."""
        inset = 0.5 if self.fill == FRAME else 0.0
        middle, x = top + size / 2, left + size / 2
        ends = left + inset, left + size - inset
        sheet.bar(*ends, middle, size - 2 * inset, fill=self.fill, edge=self.edge, mark=mark)
        ink = MISSING if self.fill == FRAME else choose_ink(self.fill)
        _draw_sign(sheet, self.sign, x, middle, size, ink)


def _draw_sign(sheet: Sheet, sign: str, x: float, y: float, size: float, ink: str) -> None:
    half, thick = size * 0.24, size / 10
    if sign == "dot":
        sheet.dot(x, y, size * 0.4, fill=ink)
    elif sign == "ring":
        sheet.ring(x, y, size * 0.46, edge=ink, thick=thick)
    elif sign == "stroke":
        sheet.bar(x - half, x + half, y, thick * 1.3, fill=ink)
    elif sign == "upright":
        sheet.bar(x - thick * 0.65, x + thick * 0.65, y, half * 2, fill=ink)
    elif sign == "cross":
        for way in (1, -1):
            ends = [(x - half, y - way * half), (x + half, y + way * half)]
            sheet.line(ends, colour=ink, thick=thick)


def read_categories(
    rows: pd.DataFrame,
    *,
    name: str = "answer",
    label: str = "answer_label",
    fills: Mapping[str, str] | None = None,
) -> dict[str, Category]:
    """Give each category of a table its colour and its sign.

    Parameters
    ----------
    rows : DataFrame
        With the columns `name` and `label`.
    fills : dict of name to colour or `FRAME`, optional
        In the order of the legend. If not given, categories come as they are met, in colours that
        say nothing of order.

    Raises
    ------
    NotDrawable
        A category that `fills` does not name.
    TooManyColours
        More categories than can be told apart.
    """
    labels = dict(zip(rows[name].astype(str), rows[label].astype(str), strict=True))
    if fills is None:
        fills = dict(zip(labels, colour_categories(len(labels)), strict=True))
    check_named(rows[name], fills)
    shown = [each for each in fills if each in labels]
    return {
        each: Category(name=each, label=labels[each], fill=fills[each], sign=sign)
        for each, sign in zip(shown, _choose_signs(shown, fills), strict=True)
    }


def check_named(names: pd.Series, fills: Mapping[str, str]) -> None:
    """Refuse a category that `fills` does not name; see `read_categories`."""
    for number, name in enumerate(names, start=1):
        if name not in fills:
            raise NotDrawable(
                f"{name!r} has no colour in this figure.",
                row=number,
                column=str(names.name),
                expected=f"one of {', '.join(fills)}",
                do="Name it in `fills`, or draw rows of the topic that the figure is for.",
            )


def _choose_signs(names: Sequence[str], fills: Mapping[str, str]) -> list[str]:
    """Signs in their order, for the filled categories and for the framed ones each."""
    met = {True: 0, False: 0}
    signs = []
    for name in names:
        is_framed = fills[name] == FRAME
        signs.append(SIGNS[met[is_framed] % len(SIGNS)])
        met[is_framed] += 1
    return signs


def place_categories(
    sheet: Sheet, categories: Sequence[Category], counts: Mapping[str, int], top: float
) -> float:
    """Write a legend of tiles, each with how many there are; return where it ends."""
    left, step = 0.0, max(sheet.line_height(), KEY) + 4
    for category in categories:
        lines = wrap(
            f"{category.label}: {counts[category.name]:,}", sheet.width - KEY - 8, sheet.form.size
        )
        needed = KEY + 8 + max(measure(line, sheet.form.size) for line in lines)
        if left and left + needed > sheet.width:
            left, top = 0.0, top + step
        offset = (step - 4 - sheet.line_height()) / 2
        category.draw_tile(sheet, left, top + (step - 4 - KEY) / 2, KEY)
        end = sheet.write_lines(left + KEY + 8, top + offset, lines, role=TALLY)
        top, left = end - offset - sheet.line_height(), left + needed + 20
    return top + step + GAP
