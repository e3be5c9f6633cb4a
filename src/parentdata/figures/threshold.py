"""A value that matters, marked across all lines of a figure."""

from __future__ import annotations

from dataclasses import dataclass

from parentdata.figures.axis import Axis, write_tick
from parentdata.figures.sheet import SCALE, Sheet, measure, wrap

DASH = (4, 3)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A value in the unit of the estimates, and its name."""

    value: float
    label: str

    def write(self, sheet: Sheet, axis: Axis, top: float) -> float:
        """Write the name and the value over where the line begins; return where lines begin."""
        size = sheet.form.small
        text = f"{self.label}: {write_tick(self.value, axis.unit)}"
        lines = wrap(text, sheet.width, size)
        half = max(measure(line, size) for line in lines) / 2
        # Over the middle of its line, pushed back onto the sheet at either end.
        x = min(max(axis.x(self.value), half), sheet.width - half)
        return sheet.write_lines(x, top, lines, size=size, align="center", role=SCALE) + 4

    def draw(self, sheet: Sheet, axis: Axis, top: float, bottom: float) -> None:
        """Draw the line, behind what is drawn later."""
        x = axis.x(self.value)
        sheet.line([(x, top), (x, bottom)], thick=1.5, dash=DASH).set_zorder(0.5)
