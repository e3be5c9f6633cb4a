"""Coefficients, differences and two series: references named, axes that fit, shapes apart."""

import pandas as pd
import pytest
from matplotlib.patches import Ellipse, Rectangle

from parentdata.figures import NotDrawable, TooManyColours, draw_coefficients, draw_intervals
from parentdata.figures.axis import choose_axis
from parentdata.figures.sheet import open_sheet

ITEMS = {
    "Intermediate": {"probably": 0.1},
    "Routine": {"probably": 0.2},
    "Renters": {"probably": 0},
}


@pytest.fixture
def coefficients(shares):
    return shares(ITEMS).assign(
        unit="number", value=[-0.08, -0.11, 0.01], ci_low=[-0.2, -0.21, -0.08],
        ci_high=[0.03, -0.01, 0.1], characteristic_label=["Occupation", "Occupation", "Tenure"],
        group_label=list(ITEMS), reference_label=["Managerial", "Managerial", "Owned"],
    )  # fmt: skip


def middle(patch):
    extents = patch.get_path().get_extents(patch.get_patch_transform())
    return (extents.x0 + extents.x1) / 2


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_coefficients_stand_under_their_characteristic_and_its_reference(width, coefficients, read):
    drawn = read(draw_coefficients(coefficients, width=width, measure_label="Points of the index"))
    headings = [text.get_text() for text in drawn.texts if text.get_fontweight() == "bold"]
    assert headings == ["Occupation, against: Managerial", "Tenure, against: Owned"]
    places = [middle(drawn.patches[f"s.{item}.probably"][1]) for item in ITEMS]
    pixels = (places[2] - places[1]) / 0.12
    assert places[0] - places[1] == pytest.approx(0.03 * pixels, abs=0.05)
    (zero,) = [text for text in drawn.texts if text.get_text() == "0"]
    assert zero.get_position()[0] == pytest.approx(places[2] - 0.01 * pixels, abs=0.05)
    assert "Stand-in data. Points of the index, with 95% intervals." in " ".join(drawn.words)


def test_values_of_an_index_are_written_as_numbers_and_not_as_per_cent(coefficients, read):
    drawn = read(draw_coefficients(coefficients, width="wide"))
    assert drawn.words_of("s.Routine.probably") == ["−0.11 (−0.21 to −0.01)"]
    assert not [word for word in drawn.words if "%" in word.replace("95%", "")]


def test_groups_of_no_common_characteristic_stand_under_what_they_are_compared_with(
    coefficients, read
):
    rows = coefficients.assign(characteristic_label="", reference_label="All others")
    words = read(draw_coefficients(rows, width="wide")).words
    assert words.count("Against: All others") == 1


def test_coefficients_without_their_reference_are_refused(coefficients):
    with pytest.raises(NotDrawable, match="no column reference_label"):
        draw_coefficients(coefficients.drop(columns="reference_label"), width="wide")


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ([0.3, 0.4], "share", [0.0, 0.25, 0.5, 0.75, 1.0]),
        ([-0.3, 0.13], "number", [-0.3, -0.2, -0.1, 0.0, 0.1]),
        ([0.4, 3.9], "number", [0.0, 1.0, 2.0, 3.0, 4.0]),
        ([-320.0, float("nan")], "number", [-300.0, -250.0, -200.0, -150.0, -100.0, -50.0, 0.0]),
        ([float("nan")], "points", [0.0, 0.05, 0.1, 0.15, 0.2, 0.25]),
    ],
)
def test_an_axis_holds_its_values_and_nought_at_round_steps(values, unit, ticks):
    with open_sheet("wide") as sheet:
        axis = choose_axis(sheet, values, unit=unit, left=0.0, right=400.0)
    assert axis.ticks() == ticks
    held = [value for value in [0.0, *values] if value == value]
    assert axis.low <= min(held)
    assert max(held) <= axis.high
    assert (axis.x(axis.low), axis.x(axis.high)) == (0.0, 400.0)


@pytest.fixture
def two_studies(shares):
    first = shares({"Schools": {"probably": 0.4}, "CCTV": {"probably": 0.1}})
    second = first.assign(id="other " + first["id"], value=[0.6, 0.2])
    return [first.assign(study="Panel"), second.assign(study="Volunteers")]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_two_series_share_a_label_and_differ_in_colour_and_shape(width, two_studies, read):
    rows = pd.concat(two_studies)
    drawn = read(draw_intervals(rows, width=width, series="study"))
    assert drawn.words[:2] == ["Panel", "Volunteers"]
    assert drawn.words.count("Schools") == 1
    panel = drawn.patches["s.Schools.probably"][1]
    volunteers = drawn.patches["other s.Schools.probably"][1]
    assert (type(panel), type(volunteers)) == (Ellipse, Rectangle)
    assert panel.get_facecolor() != volunteers.get_facecolor()
    assert middle(volunteers) > middle(panel)
    heights = [patch.get_window_extent().y0 for patch in (panel, volunteers)]
    assert heights[0] - heights[1] == pytest.approx(16, abs=1)


def test_a_series_that_lacks_an_item_leaves_its_place_empty(two_studies, read):
    rows = pd.concat([two_studies[0], two_studies[1].iloc[:1]])
    drawn = read(draw_intervals(rows, width="wide", series="study"))
    assert "other s.CCTV.probably" not in drawn.patches
    assert drawn.words_of("s.CCTV.probably") == ["10% (5% to 15%)"]


def test_two_rows_of_one_series_at_one_label_are_refused(two_studies):
    rows = pd.concat(two_studies).assign(study="Panel")
    with pytest.raises(NotDrawable, match="have the same place"):
        draw_intervals(rows, width="wide", series="study")


def test_a_fourth_series_is_refused(shares):
    rows = shares({name: {"probably": 0.5} for name in "ABCD"}).assign(item_label="Same")
    with pytest.raises(TooManyColours, match="4 series"):
        draw_intervals(rows.assign(study=list("ABCD")), width="wide", series="study")
