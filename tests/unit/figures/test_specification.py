"""Specification curves: order, signs, strokes of options, the ring of our own choices, refusals."""

import math

import pandas as pd
import pytest

from parentdata.figures import NotDrawable, draw_specification, to_svg
from parentdata.figures.specification_rows import choose_scale

CHOICES = ["Don't know", "Yes"]
UNIVERSES = {
    "u1": ("In", "Both", "agrees", 0.15),
    "u2": ("In", "First", "differs", 0.04),
    "u3": ("Out", "Both", "agrees", 0.16),
    "u4": ("Out", "First", "failed", None),
}


def make_universes(universes=UNIVERSES, *, ours="u1", unit="share", spread=None):
    rows = [
        {"id": f"m.{name}", "unit": unit, "value": value, "outcome": outcome,
         "ci_low": None if value is None or spread is None else value - spread,
         "ci_high": None if value is None or spread is None else value + spread,
         "outcome_label": outcome.capitalize(), "is_ours": name == ours,
         "is_withheld": value is None, "data_status": "stand-in", "Don't know": dont_know,
         "Yes": yes}
        for name, (dont_know, yes, outcome, value) in universes.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"value": float, "ci_low": float, "ci_high": float})


def draw(universes=None, *, width="wide", **options):
    universes = make_universes() if universes is None else universes
    options = {"choices": CHOICES, "band": (0.125, 0.175), "published": 0.15, **options}
    return draw_specification(universes, width=width, **options)


def middle(patch):
    box = patch.get_path().transformed(patch.get_patch_transform()).get_extents()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_universes_stand_from_the_lowest_value_to_the_highest_and_failures_last(width, read):
    drawn = read(draw(width=width))
    places = {name: middle(drawn.patches[f"m.{name}"][0]) for name in UNIVERSES}
    assert sorted(places, key=lambda name: places[name][0]) == ["u2", "u1", "u3", "u4"]
    # The sheet's heights grow downwards.
    assert places["u3"][1] < places["u1"][1] < places["u2"][1]
    assert places["u4"][1] > places["u2"][1] or places["u4"][1] > places["u1"][1]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_words_are_those_of_outcomes_choices_and_options_and_the_status_is_told(width, read):
    drawn = read(draw(width=width, published_label="Published: around 15 percent"))
    words = " ".join(text.get_text() for text in drawn.texts)
    said = ("Published: around 15 percent", "Agrees", "Differs", "Failed", "Our own choices",
            "Don't know", "In", "Out", "Both", "First", "Stand-in data.",
            "4 universes.")  # fmt: skip
    for each in said:
        assert each in words
    assert "Cannot tell" not in words
    assert "Withheld" not in words


def strokes_of(figure):
    """Heights and places of the strokes, row by row: compound paths of several strokes."""
    found = [
        patch.get_path().vertices for patch in figure.axes[0].patches
        if patch.get_path().codes is not None and (patch.get_path().codes == 1).sum() > 1
    ]  # fmt: skip
    return [sorted({round(x, 1) for x, _ in vertices}) for vertices in found]


def test_each_option_has_a_stroke_under_each_universe_that_takes_it(read):
    figure = draw()
    drawn = read(figure)
    x = {name: round(middle(drawn.patches[f"m.{name}"][0])[0], 1) for name in UNIVERSES}
    rows = strokes_of(figure)
    wanted = [["u2", "u1"], ["u3", "u4"], ["u1", "u3"], ["u2", "u4"]]
    assert [[pytest.approx(each, abs=0.2) for each in row] for row in rows] == [
        sorted(x[name] for name in names) for names in wanted
    ]


def test_our_universe_is_ringed_in_the_curve_and_in_each_choice():
    rings = [patch for patch in draw().axes[0].patches
             if type(patch).__name__ == "Ellipse" and patch.get_facecolor()[3] == 0]  # fmt: skip
    # One in the legend, one in the curve, one in each choice.
    assert len(rings) == 2 + len(CHOICES)
    curve, *options = rings[1:]
    assert {round(ring.center[0], 1) for ring in options} == {round(curve.center[0], 1)}


def test_a_band_without_an_end_reaches_the_edge_and_nought_is_on_a_scale_of_differences():
    rows = make_universes(unit="points", spread=0.02)
    figure = draw(rows, band=(-math.inf, 0.0), published=None)
    labels = [text.get_text() for text in figure.axes[0].texts]
    assert "0" in labels
    assert to_svg(figure, label="A curve.") == to_svg(
        draw(rows, band=(-math.inf, 0.0), published=None), label="A curve."
    )


@pytest.mark.parametrize("unit", ["count", "number", "points", "share"])
def test_every_unit_of_a_claim_can_be_drawn_at_both_widths(unit):
    for width in ("wide", "narrow"):
        assert draw(make_universes(unit=unit), width=width, band=None, published=None)


def test_universes_that_all_failed_can_be_drawn():
    failed = {name: (*chosen[:2], "failed", None) for name, chosen in UNIVERSES.items()}
    assert draw(make_universes(failed), band=None, published=None)


def test_a_scale_holds_its_values_and_has_few_ticks():
    scale = choose_scale([0.04, 0.28], unit="share", top=0, floor=100)
    assert scale.ticks() == [0.1, 0.2]
    assert scale.y(0.04) > scale.y(0.28)
    assert choose_scale([0.999], unit="share", top=0, floor=100).high == 1.0
    assert choose_scale([76.0, 76.0], unit="count", top=0, floor=100).low < 76


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (make_universes(ours="u9"), {}, "0 universes are ours"),
        (make_universes().assign(is_ours=True), {}, "4 universes are ours"),
        (make_universes().assign(outcome="odd"), {}, "an outcome is 'odd'"),
        (make_universes(), {"choices": []}, "no choices are named"),
        (make_universes(), {"choices": ["Weights"]}, "no column Weights"),
        (make_universes().iloc[:0], {}, "the table has no rows"),
    ],
)
def test_what_is_no_multiverse_of_one_claim_is_refused(rows, options, message):
    with pytest.raises(NotDrawable, match=message):
        draw(rows, **options)
