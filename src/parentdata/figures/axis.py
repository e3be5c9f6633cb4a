"""An axis across the sheet: from nought to all for shares, around nought for differences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parentdata.figures.sheet import SCALE, Sheet, measure
from parentdata.numbers import Number, write_number

# Room that the name of a tick needs at either end of a scale that reaches below nought.
WIDEST_TICK = "−0.25"
BETWEEN = 24.0
MOST_TICKS = 7


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Where values stand across the sheet, in pixels; the axis reaches from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float
    step: float
    unit: str

    def x(self, value: float) -> float:
        """Place of a value."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self) -> list[float]:
        """Values that the axis names, whichever leave room."""
        first = math.ceil(round(self.low / self.step, 6))
        last = math.floor(round(self.high / self.step, 6))
        return [round(number * self.step, 10) for number in range(first, last + 1)]

    def draw_grid(self, sheet: Sheet, top: float, bottom: float) -> None:
        """Draw an upright line for each tick, behind what is drawn later; nought is darker."""
        for tick in self.ticks():
            sheet.upright(self.x(tick), top, bottom, alpha=0.6 if tick == 0 else 0.2).set_zorder(0)

    def write_ticks(self, sheet: Sheet, top: float) -> float:
        """Write the ticks under their lines; return where they end."""
        size = sheet.form.small
        for tick in self.ticks():
            text = write_tick(tick, self.unit)
            place = {"size": size, "align": "center", "role": SCALE}
            sheet.write(self.x(tick), top + size * 0.65, text, **place)
        return top + sheet.line_height(size)


def choose_axis(
    sheet: Sheet, values: Iterable[float], *, unit: str, left: float, right: float
) -> Axis:
    """Choose the axis that holds all values, with nought on it.

    Parameters
    ----------
    values : iterable of float
        Values and limits of intervals; missing ones are passed over.
    unit : {"share", "points", "number", "count"}
        Shares always have the whole axis from 0 to 1.
    left, right : float
        Room of the axis, in pixels.
    """
    room = {"left": left, "right": right, "unit": unit}
    if unit == "share":
        step = 0.25 if right - left > 200 else 0.5
        return Axis(**room, low=0.0, high=1.0, step=step)
    held = [0.0, *(value for value in values if not math.isnan(value))]
    least, most = min(held), max(held)
    if least == most:
        most = 0.25
    for step in _offer_steps():
        # Ends at half steps leave less of the sheet empty than ends at whole ones.
        half = step / 2
        low, high = math.floor(least / half) * half, math.ceil(most / half) * half
        axis = Axis(**room, low=low, high=high, step=step)
        # Counted before they are listed: a fine step on a long axis has very many.
        if (high - low) / step >= MOST_TICKS:
            continue
        needed = max(measure(write_tick(tick, unit), sheet.form.small) for tick in axis.ticks())
        if (right - left) * step / (high - low) >= needed + BETWEEN:
            break
    return axis


def _offer_steps() -> Iterator[float]:
    for power in range(-2, 7):
        # A quarter is a kinder step than a fifth.
        for lead in (1, 2.5 if power == -1 else 2, 5):
            yield lead * 10.0**power


def write_tick(value: float, unit: str) -> str:
    """Write a value of the axis: shares with their sign, points and numbers without words."""
    if unit in ("number", "count"):
        return write_number(Number(id="", unit=unit, value=round(value, 10))) or ""
    text = f"{value * 100:.0f}".replace("-", "−")
    return f"{text}%" if unit == "share" else text
