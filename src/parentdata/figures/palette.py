"""Data colours: told apart by colour-blind readers, and seen on white and on dark pages.

Every colour has a contrast of at least 3:1 against white and against #14181d, which leaves
relative luminances between 0.127 and 0.30 and so two clear steps of lightness a side.
tests/unit/figures/test_palette.py checks this and the distances between colours.
"""

from __future__ import annotations

from parentdata.figures.refusals import TooManyColours

# Text, lines and axes are drawn in this colour; in an SVG it becomes `currentColor`.
INK = "#010203"

NEUTRAL = "#7f868e"
MISSING = "#7f868e"
POINT = "#2b82b7"

# By number of answers on one side, from the strongest answer to the weakest.
POSITIVE = {
    1: ("#1d6c9f",),
    2: ("#1d6c9f", "#489acd"),
    3: ("#1d6c9f", "#2b82b7", "#489acd"),
}
NEGATIVE = {
    1: ("#a25100",),
    2: ("#a25100", "#d47d1e"),
    3: ("#a25100", "#b86810", "#d47d1e"),
}
CATEGORIES = ("#1d6c9f", "#cc7014", "#4c9999", "#8c19ff", "#7f6040", "#7f7fff")


def colour_side(side: str, steps: int) -> tuple[str, ...]:
    """Give the colours of one side of a scale, the strongest answer first.

    Raises
    ------
    TooManyColours
        More answers than lightness steps that can be told apart on both pages.
    """
    ramp = {"positive": POSITIVE, "negative": NEGATIVE, "neutral": {1: (NEUTRAL,)}}[side]
    if steps and steps not in ramp:
        raise TooManyColours(
            f"{steps} {side} answers.",
            expected=f"at most {max(ramp)} {side} answers in one figure",
            do="Join neighbouring answers before drawing, and say so in the caption.",
        )
    return ramp.get(steps, ())


def colour_categories(count: int) -> tuple[str, ...]:
    """Give one colour for each of `count` categories without an order.

    Raises
    ------
    TooManyColours
        More categories than colours that can be told apart.
    """
    if count > len(CATEGORIES):
        raise TooManyColours(
            f"{count} categories.",
            expected=f"at most {len(CATEGORIES)} categories in one figure",
            do="Join the rarest categories, or draw one figure for each.",
        )
    return CATEGORIES[:count]


def find_luminance(colour: str) -> float:
    """Compute the relative luminance (WCAG 2.2) of a colour such as "#1d6c9f", in 0..1."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def choose_ink(colour: str) -> str:
    """Choose white or black, whichever is read better on a data colour."""
    luminance = find_luminance(colour)
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"
