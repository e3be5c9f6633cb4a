"""Figures in one house theme, each drawn for a wide and for a narrow page."""

from parentdata.figures.bars import draw_bars
from parentdata.figures.categories import (
    DISCLOSURE_FILLS,
    FRAME,
    OUTCOME_FILLS,
    USE_FILLS,
)
from parentdata.figures.coefficients import draw_coefficients
from parentdata.figures.consensus import draw_consensus
from parentdata.figures.flow import draw_flow
from parentdata.figures.intervals import draw_intervals
from parentdata.figures.likert import draw_likert
from parentdata.figures.matrix import draw_matrix
from parentdata.figures.presence import draw_presence
from parentdata.figures.ranges import draw_ranges
from parentdata.figures.refusals import BadOption, NotDrawable, TooManyColours
from parentdata.figures.specification import draw_specification
from parentdata.figures.survival import draw_survival
from parentdata.figures.svg import to_standalone, to_svg
from parentdata.figures.tile_map import draw_tiles
from parentdata.figures.upset import draw_upset

__all__ = [
    "DISCLOSURE_FILLS",
    "FRAME",
    "OUTCOME_FILLS",
    "USE_FILLS",
    "BadOption",
    "NotDrawable",
    "TooManyColours",
    "draw_bars",
    "draw_coefficients",
    "draw_consensus",
    "draw_flow",
    "draw_intervals",
    "draw_likert",
    "draw_matrix",
    "draw_presence",
    "draw_ranges",
    "draw_specification",
    "draw_survival",
    "draw_tiles",
    "draw_upset",
    "to_standalone",
    "to_svg",
]
