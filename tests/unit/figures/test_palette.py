"""The colours, measured: on both pages, under their numbers, and for colour-blind eyes."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from parentdata.figures import palette
from parentdata.figures.palette import choose_ink, colour_categories, colour_side
from parentdata.figures.refusals import TooManyColours

WHITE, DARK = "#ffffff", "#14181d"
EVERY = sorted(
    {
        *(colour for ramp in (palette.POSITIVE, palette.NEGATIVE) for step in ramp.values()
          for colour in step),
        *palette.CATEGORIES, palette.NEUTRAL, palette.MISSING, palette.POINT,
    }
)  # fmt: skip
# Machado, Oliveira and Fernandes (2009), severity 1.
EYES = {
    "all": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # fmt: skip


def linear(colour):
    parts = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    light, dark = sorted(
        (linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eyes):
    xyz = TO_XYZ @ np.clip(EYES[eyes] @ linear(colour), 0, 1) / [0.95047, 1, 1.08883]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def least_distance(one, other):
    return min(np.linalg.norm(lab(one, eyes) - lab(other, eyes)) for eyes in EYES)


def test_the_measures_know_black_on_white_and_a_published_contrast():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", EVERY)
@pytest.mark.parametrize("page", [WHITE, DARK])
def test_every_data_colour_has_a_contrast_of_three_to_one_with_both_pages(colour, page):
    assert contrast(colour, page) >= 3


@pytest.mark.parametrize("colour", EVERY)
def test_numbers_on_a_data_colour_have_the_contrast_that_text_needs(colour):
    assert contrast(colour, choose_ink(colour)) >= 4.5


def test_neighbours_on_a_scale_differ_for_every_eye():
    negative, positive = colour_side("negative", 2), colour_side("positive", 2)
    scale = [*negative, *colour_side("neutral", 1), *reversed(positive)]
    assert min(least_distance(*pair) for pair in pairwise(scale)) >= 15


def test_the_two_sides_of_a_scale_are_never_mistaken_for_each_other():
    pairs = [
        (one, other) for one in colour_side("positive", 3) for other in colour_side("negative", 3)
    ]
    assert min(least_distance(*pair) for pair in pairs) >= 75


@pytest.mark.parametrize("side", ["positive", "negative"])
def test_the_stronger_answer_is_the_darker_one(side):
    light = [lab(colour, "all")[0] for colour in colour_side(side, 3)]
    assert np.diff(light).min() >= 8


def test_categories_differ_for_every_eye():
    pairs = combinations(colour_categories(6), 2)
    assert min(least_distance(*pair) for pair in pairs) >= 25


def test_a_fourth_answer_on_one_side_is_refused():
    with pytest.raises(TooManyColours, match="4 negative answers"):
        colour_side("negative", 4)


def test_a_seventh_category_is_refused():
    with pytest.raises(TooManyColours, match="7 categories"):
        colour_categories(7)
