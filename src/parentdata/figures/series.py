"""Series that share a line of a figure: told apart by colour and by shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parentdata.figures.layout import GAP
from parentdata.figures.palette import POINT, colour_categories
from parentdata.figures.refusals import TooManyColours
from parentdata.figures.sheet import Sheet, measure, wrap

SIZE = 10.0
SHAPES = ("dot", "square", "upright")


@dataclass(frozen=True, kw_only=True)
class Series:
    """One series: its name, and the colour and shape of its points."""

    name: str
    fill: str
    shape: str

    def draw_point(self, sheet: Sheet, x: float, y: float, *, mark: str | None = None) -> None:
        """Draw one point, its middle at `x`, `y`."""
        if self.shape == "dot":
            sheet.dot(x, y, SIZE, fill=self.fill, mark=mark)
            return
        wide, high = {"square": (SIZE - 1, SIZE - 1), "upright": (4.0, SIZE + 3)}[self.shape]
        sheet.bar(x - wide / 2, x + wide / 2, y, high, fill=self.fill, mark=mark)


def read_series(names: Iterable[str]) -> tuple[Series, ...]:
    """Give each name, in the order they come, a colour and a shape of its own.

    Raises
    ------
    TooManyColours
        More names than shapes.
    """
    found = list(dict.fromkeys(names))
    if len(found) > len(SHAPES):
        raise TooManyColours(
            f"{len(found)} series.",
            expected=f"at most {len(SHAPES)} series in one figure",
            do="Draw fewer series together, or one figure for each.",
        )
    fills = (POINT,) if len(found) == 1 else colour_categories(len(found))
    return tuple(
        Series(name=name, fill=fill, shape=shape)
        for name, fill, shape in zip(found, fills, SHAPES, strict=False)
    )


def place_series(sheet: Sheet, series: Iterable[Series], top: float) -> float:
    """Write a legend of series that flows over as many lines as it needs; return where it ends."""
    left, step = 0.0, sheet.line_height() + 2
    for each in series:
        lines = wrap(each.name, sheet.width - SIZE - 8, sheet.form.size)
        needed = SIZE + 8 + max(measure(line, sheet.form.size) for line in lines)
        if left and left + needed > sheet.width:
            left, top = 0.0, top + step
        each.draw_point(sheet, left + SIZE / 2 + 1, top + sheet.line_height() / 2)
        end = sheet.write_lines(left + SIZE + 8, top, lines)
        top, left = end - sheet.line_height(), left + needed + 16
    return top + step + GAP / 2
