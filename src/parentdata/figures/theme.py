"""The house theme of figures: two widths, one type face, no date, nothing left switched on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

import matplotlib.style

from parentdata.figures.palette import INK
from parentdata.figures.refusals import check_option

# At 72 dots per inch a point is a pixel, so that all lengths here are CSS pixels.
DOTS_PER_INCH = 72

THEME = {
    "figure.dpi": DOTS_PER_INCH,
    "font.family": ["DejaVu Sans"],
    "text.color": INK,
    "text.parse_math": False,
    "hatch.linewidth": 1.0,
    "patch.linewidth": 0.0,
    "svg.fonttype": "none",
    "svg.hashsalt": "parentdata",
}


@dataclass(frozen=True, kw_only=True)
class Width:
    """One of the two widths a figure is drawn at; lengths in CSS pixels."""

    name: str
    width: float
    size: float
    small: float
    labels_above: bool


WIDTHS = {
    "wide": Width(name="wide", width=720, size=14, small=13, labels_above=False),
    "narrow": Width(name="narrow", width=328, size=13, small=12, labels_above=True),
}


def read_width(width: str) -> Width:
    """Look up a width by name.

    Raises
    ------
    BadOption
        It is neither "wide" nor "narrow".
    """
    check_option("width", width, tuple(WIDTHS))
    return WIDTHS[width]


def house_theme() -> AbstractContextManager[None]:
    """Switch the house theme on for a `with` block, and what stood before on again after it."""
    return matplotlib.style.context(["default", THEME])
