"""One panel of a figure of survival curves: its scale, its axes and what stands beneath."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from parentdata.figures.curves import Curve
from parentdata.figures.palette import INK
from parentdata.figures.sheet import SCALE, Sheet, measure

HEIGHT = 150.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MOST_TICKS = 8


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A time by which it should have happened, and its name."""

    time: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands under the axis and before the numbers at risk."""

    time: str
    at_risk: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Where the plot of one curve stands, in pixels, and the scale of its times."""

    room: float  # at the left of the plot, for the names of its lines
    left: float
    right: float
    top: float
    last: float
    step: int

    @property
    def floor(self) -> float:
        """Line of a share of nought."""
        return self.top + HEIGHT

    def x(self, time: float) -> float:
        """Place of a time."""
        return self.left + time / self.last * (self.right - self.left)

    def y(self, share: float) -> float:
        """Place of a share."""
        return self.floor - share * HEIGHT

    def ticks(self) -> range:
        """Times that the axis names."""
        return range(0, math.floor(self.last) + 1, self.step)


def make_panel(
    sheet: Sheet,
    curves: Sequence[Curve],
    deadline: Deadline | None,
    place: tuple[float, float, float],
    words: Words,
) -> Panel:
    """Plan the panel of one curve: `place` is where it begins and ends across, and its top."""
    left, right, top = place
    size = sheet.form.small
    most = max(curve.rows[0]["at_risk"] for curve in curves)
    number = max(measure(f"{most:,.0f}", size), measure("000", size))
    room = max(measure(words.at_risk, size), measure("100%", size)) + 6 + number / 2
    left, right = left + room, right - number / 2
    times = [row["time"] for curve in curves for row in curve.rows]
    last = max(*times, deadline.time if deadline else 0.0, 1.0)
    step = next(
        (
            step
            for step in STEPS
            if last / step < MOST_TICKS and step / last * (right - left) >= number + 8
        ),
        STEPS[-1],
    )
    return Panel(room=room, left=left, right=right, top=top, last=last, step=step)


def draw_axes(sheet: Sheet, panel: Panel) -> None:
    """Draw the lines of nought, half and all, named at the left, and the ticks of the times."""
    size = sheet.form.small
    for share in (0.0, 0.5, 1.0):
        y, alpha = panel.y(share), 0.6 if share == 0 else 0.2
        sheet.bar(panel.left, panel.right, y, 1, fill=INK, alpha=alpha).set_zorder(0)
        sheet.write(panel.left - 6, y, f"{share:.0%}", size=size, align="right", role=SCALE)
    for time in panel.ticks():
        sheet.upright(panel.x(time), panel.floor, panel.floor + 4, alpha=0.6)


def write_feet(sheet: Sheet, panel: Panel, curve: Curve, words: Words) -> float:
    """Write times, their unit and who is at risk at each; return where they end."""
    size = sheet.form.small
    line = sheet.line_height(size)
    top = panel.floor + 6
    for time in panel.ticks():
        x = panel.x(time)
        sheet.write(x, top + line / 2, f"{time:,}", size=size, align="center", role=SCALE)
        if not curve.is_withheld:
            row = next((row for row in curve.rows if row["time"] >= time), None)
            mark = row["id"] if row else None
            count = f"{curve.count_at_risk(time):,}"
            sheet.write(x, top + line * 2.6, count, size=size, align="center", mark=mark)
    sheet.write(panel.left, top + line * 1.5, words.time, size=size)
    sheet.write(panel.left - panel.room, top + line * 2.6, words.at_risk, size=size)
    return top + line * 3.2
