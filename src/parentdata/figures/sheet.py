"""A sheet to draw a figure on: pixels from the top left corner, text that is measured first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Ellipse, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from parentdata.figures.palette import INK
from parentdata.figures.theme import DOTS_PER_INCH, Width, house_theme, read_width

MARK_PREFIX = "estimate:"
# A number that names a place on an axis says nothing of the study; one that sums marks up does.
SCALE, TALLY = "scale", "tally"
LINE_SPACING = 1.3
# From the middle of a line of text down to its baseline: half the height of a capital.
BASELINE = 0.365
# The page's own type face may be wider than the one measured with.
SLACK = 1.04

Drawn = TypeVar("Drawn", bound=Artist)


@lru_cache(maxsize=4096)
def measure(text: str, size: float, weight: str = "normal") -> float:
    """Measure the width of one line of text, in pixels, with some slack for other type faces."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * SLACK


def _break_word(word: str, room: float, size: float, weight: str) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and measure(piece + letter, size, weight) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def wrap(text: str, room: float, size: float, weight: str = "normal") -> list[str]:
    """Break text into lines that fit `room` pixels; a word that is too long is broken."""
    lines = [""]
    for word in str(text).split():
        for piece in _break_word(word, room, size, weight):
            longer = f"{lines[-1]} {piece}".strip()
            if measure(longer, size, weight) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


class Sheet:
    """A figure under construction; its height is known when everything stands on it."""

    def __init__(self, width: Width) -> None:
        self.form = width
        self.width = width.width
        self.figure = Figure(figsize=(1, 1), dpi=DOTS_PER_INCH)
        self.figure.patch.set_visible(False)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)

    def finish(self, height: float) -> Figure:
        """Give the sheet its height, in pixels, and return the figure."""
        height = round(height)
        self.figure.set_size_inches(self.width / DOTS_PER_INCH, height / DOTS_PER_INCH)
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(height, 0)
        return self.figure

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        align: str = "left",
        weight: str = "normal",
        colour: str = INK,
        mark: str | None = None,
        role: str | None = None,
    ) -> Text:
        """Write one line, its middle at `y`; `mark` is the id of the estimate it shows.

        `role` is `SCALE` or `TALLY` for a number that is no estimate.
        """
        size = size or self.form.size
        artist = Text(
            round(x, 2),
            round(y + BASELINE * size, 2),
            text,
            fontsize=size,
            fontweight=weight,
            color=colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            clip_on=False,
        )
        self.axes.add_artist(artist)
        artist.set_gid(role)
        return _give_mark(artist, mark)

    def write_lines(self, x: float, top: float, lines: Sequence[str], **style) -> float:
        """Write lines under each other from `top` down; return where they end."""
        step = self.line_height(style.get("size"))
        for number, line in enumerate(lines):
            self.write(x, top + (number + 0.5) * step, line, **style)
        return top + len(lines) * step

    def write_upright(self, x: float, bottom: float, text: str, *, size: float) -> Text:
        """Write one line that runs upwards from `bottom`, its middle at `x`."""
        artist = Text(
            round(x + BASELINE * size, 2),
            round(bottom, 2),
            text,
            fontsize=size,
            color=INK,
            rotation=90,
            rotation_mode="anchor",
            verticalalignment="baseline",
            clip_on=False,
        )
        self.axes.add_artist(artist)
        return artist

    def line_height(self, size: float | None = None) -> float:
        """Height of one line of text, in pixels."""
        return LINE_SPACING * (size or self.form.size)

    def bar(
        self,
        left: float,
        right: float,
        middle: float,
        height: float,
        *,
        fill: str,
        edge: str = "none",
        hatch: str | None = None,
        alpha: float = 1.0,
        mark: str | None = None,
    ) -> Rectangle:
        """Draw a bar from `left` to `right`, its middle line at `middle`."""
        artist = Rectangle(
            (round(left, 2), round(middle - height / 2, 2)),
            round(right - left, 2),
            round(height, 2),
            facecolor=fill,
            edgecolor=edge,
            hatch=hatch,
            linewidth=1.0 if edge != "none" else 0.0,
            alpha=alpha if alpha < 1 else None,
            clip_on=False,
        )
        self.axes.add_patch(artist)
        return _give_mark(artist, mark)

    def dot(
        self, x: float, y: float, diameter: float, *, fill: str, mark: str | None = None
    ) -> Ellipse:
        """Draw a dot."""
        artist = Ellipse(
            (round(x, 2), round(y, 2)), diameter, diameter, facecolor=fill, clip_on=False
        )
        self.axes.add_patch(artist)
        return _give_mark(artist, mark)

    def ring(
        self, x: float, y: float, across: float, *, edge: str, thick: float, mark: str | None = None
    ) -> Ellipse:
        """Draw a ring; the middle of its stroke is `across` pixels wide."""
        look = {"facecolor": "none", "edgecolor": edge, "linewidth": thick, "clip_on": False}
        artist = Ellipse((round(x, 2), round(y, 2)), across, across, **look)
        self.axes.add_patch(artist)
        return _give_mark(artist, mark)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = INK,
        thick: float = 1.0,
        dash: tuple[float, float] | None = None,
        alpha: float = 1.0,
        mark: str | None = None,
    ) -> PathPatch:
        """Draw a line through points; `dash` is the length of its strokes and of their gaps."""
        artist = PathPatch(
            Path([(round(x, 2), round(y, 2)) for x, y in points]),
            facecolor="none",
            edgecolor=colour,
            linewidth=thick,
            linestyle=(0, dash) if dash else "solid",
            capstyle="butt" if dash else "projecting",
            joinstyle="miter",
            alpha=alpha if alpha < 1 else None,
            clip_on=False,
        )
        self.axes.add_patch(artist)
        return _give_mark(artist, mark)

    def area(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: str,
        alpha: float = 1.0,
        mark: str | None = None,
    ) -> Polygon:
        """Fill the area that points enclose."""
        artist = Polygon(
            [(round(x, 2), round(y, 2)) for x, y in points],
            closed=True,
            facecolor=fill,
            alpha=alpha if alpha < 1 else None,
            clip_on=False,
        )
        self.axes.add_patch(artist)
        return _give_mark(artist, mark)

    def upright(self, x: float, top: float, bottom: float, *, alpha: float = 1.0) -> Rectangle:
        """Draw an upright line one pixel wide, such as an axis or a line of the grid."""
        return self.bar(x - 0.5, x + 0.5, (top + bottom) / 2, bottom - top, fill=INK, alpha=alpha)


def _give_mark(artist: Drawn, mark: str | None) -> Drawn:
    if mark is not None:
        artist.set_gid(MARK_PREFIX + mark)
    return artist


@contextmanager
def open_sheet(width: str) -> Iterator[Sheet]:
    """Open a sheet of a width ("wide" or "narrow") under the house theme."""
    form = read_width(width)
    with house_theme():
        yield Sheet(form)
