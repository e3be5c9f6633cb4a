"""Figures in one house theme, each drawn for a wide and for a narrow page."""

from parentdata.figures.intervals import draw_intervals
from parentdata.figures.likert import draw_likert
from parentdata.figures.refusals import BadOption, NotDrawable, TooManyColours
from parentdata.figures.svg import to_standalone, to_svg

__all__ = [
    "BadOption",
    "NotDrawable",
    "TooManyColours",
    "draw_intervals",
    "draw_likert",
    "to_standalone",
    "to_svg",
]
