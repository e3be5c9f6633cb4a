"""Ranges and thresholds: ends at their values, what is known between them, and what is refused."""

import pandas as pd
import pytest

from parentdata.figures import NotDrawable, draw_intervals, draw_ranges, to_svg

BOUNDS = {"All": (0.4, 0.6, 0.5), "England": (0.5, 0.8, 0.7), "Wales": (0.2, 0.2, 0.2)}


def make_bounds(bounds=BOUNDS, *, unit="share", withheld=()):
    return pd.DataFrame(
        [
            {
                "id": f"b.{place}.{end}", "item_label": place, "answer": end, "unit": unit,
                "value": None if (place, end) in withheld else value, "n": 220,
                "base": "all requests", "is_withheld": (place, end) in withheld,
                "data_status": "stand-in",
            }
            for place, values in bounds.items()
            for end, value in zip(("low", "high", "answered"), values, strict=True)
        ]
    ).astype({"value": float})  # fmt: skip


def middle(drawn, mark):
    (patch,) = drawn.patches[mark]
    box = patch.get_path().get_extents(patch.get_patch_transform())
    return (box.x0 + box.x1) / 2


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_both_ends_stand_at_their_values_and_the_point_between_them(width, read):
    drawn = read(draw_ranges(make_bounds(), width=width, point="answered"))
    low, point, high = (middle(drawn, f"b.All.{end}") for end in ("low", "answered", "high"))
    assert high - point == pytest.approx(point - low, abs=0.05)
    pixels = (high - low) / 0.2
    england = middle(drawn, "b.England.high")
    assert england - high == pytest.approx(0.2 * pixels, abs=0.05)


def test_a_range_is_written_in_words_and_one_without_width_as_its_value(read):
    drawn = read(draw_ranges(make_bounds(), width="narrow"))
    assert drawn.words_of("b.All.low") == ["40% to 60%"]
    assert drawn.words_of("b.Wales.low") == ["20%"]
    assert "b.All.answered" not in drawn.patches
    assert " ".join(drawn.words).endswith(
        "Stand-in data. Per cent. Base: all requests; n 220. From the lowest case to the highest."
    )


def test_counts_have_ranges_too_whose_ends_another_column_tells(read):
    rows = make_bounds({"Flat no": (20, 24, 0)}, unit="count")
    rows = rows.assign(statistic=["count", "count_high", "other"])
    drawn = read(draw_ranges(rows, width="wide", end="statistic", ends=("count", "count_high")))
    assert drawn.words_of("b.Flat no.low") == ["20 to 24"]
    assert set(drawn.patches) == {"b.Flat no.low", "b.Flat no.high"}
    assert "Number" in " ".join(drawn.words)


def test_what_the_point_is_stands_in_the_note(read):
    rows = make_bounds()
    drawn = read(draw_ranges(rows, width="wide", point="answered", point_label="Dot: who says"))
    assert " ".join(drawn.words).endswith("Dot: who says.")


def test_a_range_with_a_withheld_end_is_the_word(read):
    rows = make_bounds(withheld=[("England", "high")])
    drawn = read(draw_ranges(rows, width="wide", point="answered"))
    assert drawn.words_of("b.England.low") == ["withheld"]
    assert not [mark for mark in drawn.patches if "England" in mark]
    no_point = make_bounds(withheld=[("All", "answered")])
    drawn = read(draw_ranges(no_point, width="wide", point="answered"))
    assert "b.All.answered" not in drawn.patches
    assert drawn.words_of("b.All.low") == ["40% to 60%"]


def test_lines_can_be_ordered_by_their_lowest_case_under_headings(read):
    rows = make_bounds().assign(part=[name for name in "AAB" for _ in range(3)])
    drawn = read(draw_ranges(rows, width="wide", group="part", order="value"))
    words = [word for word in drawn.words if word in {*BOUNDS, "A", "B"}]
    assert words == ["A", "England", "All", "B", "Wales"]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_threshold_is_a_dashed_line_at_its_value_with_its_name(width, read, shares):
    rows = shares({"Planning": {"probably": 0.4}, "Money": {"probably": 0.8}})
    figure = draw_intervals(rows, width=width, threshold=0.6, threshold_label="Reliable from")
    drawn = read(figure)
    assert "Reliable from: 60%" in drawn.words
    dashed = [patch for patch in figure.axes[0].patches if patch.get_linestyle() != "solid"]
    ends = [
        (box.x0 + box.x1) / 2
        for mark in ("s.Planning.probably", "s.Money.probably")
        for box in [drawn.patches[mark][1].get_window_extent()]
    ]
    assert {round(line.get_path().vertices[0][0], 1) for line in dashed} == {
        round(sum(ends) / 2, 1)
    }


def test_an_axis_reaches_as_far_as_the_threshold(read):
    rows = make_bounds({"Alpha": (0.1, 0.2, 0)}, unit="number")
    figure = draw_ranges(rows, width="wide", threshold=0.8)
    drawn = read(figure)
    assert "Threshold: 0.8" in drawn.words
    (line,) = (patch for patch in figure.axes[0].patches if patch.get_linestyle() != "solid")
    low, high = (middle(drawn, f"b.Alpha.{end}") for end in ("low", "high"))
    (x, _), _ = line.get_path().vertices
    assert x - high == pytest.approx(6 * (high - low), abs=0.2)
    marked = [text for text in drawn.texts if (text.get_gid() or "").startswith("estimate:")]
    assert x < min(text.get_position()[0] for text in marked)


def test_the_same_rows_give_the_same_bytes():
    drawn = [to_svg(draw_ranges(make_bounds(), width="wide"), label="x") for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_a_range_without_one_of_its_ends_or_turned_round_is_refused():
    rows = make_bounds()
    with pytest.raises(NotDrawable, match=r"the range of 'b\.All\.low' has no row for high"):
        draw_ranges(rows.drop(index=1), width="wide")
    with pytest.raises(NotDrawable, match=r"goes from 0\.6 down to 0\.4"):
        draw_ranges(rows, width="wide", ends=("high", "low"))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (make_bounds().assign(item_label="Same"), "have the same place"),
        (make_bounds({"All": (0.4, 60, 0.5)}), "has the value 60"),
        (make_bounds().assign(answer="other"), "no rows"),
        (make_bounds().drop(columns="answer"), "no column answer"),
    ],
)
def test_rows_that_are_no_ranges_are_refused(rows, says):
    with pytest.raises(NotDrawable, match=says):
        draw_ranges(rows, width="wide")
