"""Intervals, bars and matrices: where things stand, and what is refused."""

import pytest

from parentdata.figures import (
    FRAME,
    BadOption,
    NotDrawable,
    TooManyColours,
    draw_bars,
    draw_intervals,
    draw_matrix,
)

ACCEPT = {"Planning": {"probably": 0.4}, "Identify": {"probably": 0.15}, "Money": {"probably": 0.6}}
COUNTS = {
    ("North", "Granted"): 6,
    ("North", "Refused"): 2,
    ("London", "Granted"): 3,
    ("London", "Refused"): 1,
}


def middle(patch):
    box = patch.get_path().get_extents(patch.get_patch_transform())
    return (box.x0 + box.x1) / 2


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_dots_and_intervals_stand_at_their_values(width, shares, read):
    drawn = read(draw_intervals(shares(ACCEPT), width=width))
    places = {}
    for item in ACCEPT:
        interval, dot = drawn.patches[f"s.{item}.probably"]
        places[item] = middle(dot)
        assert middle(interval) == pytest.approx(places[item], abs=0.02)
    pixels = (places["Money"] - places["Identify"]) / 0.45
    assert places["Planning"] - places["Identify"] == pytest.approx(pixels * 0.25, abs=0.05)
    interval = drawn.patches["s.Planning.probably"][0]
    assert interval.get_width() == pytest.approx(pixels * 0.1, abs=0.05)


def test_values_and_intervals_are_written_as_in_prose(shares, read):
    drawn = read(draw_intervals(shares(ACCEPT), width="wide"))
    assert drawn.words_of("s.Planning.probably") == ["40% (35% to 45%)"]
    assert [word for word in drawn.words if word.endswith("%")] == [
        "0%", "25%", "50%", "75%", "100%"
    ]  # fmt: skip
    assert " ".join(drawn.words).endswith(
        "Stand-in data. Per cent, with 95% intervals. Base: everyone; answered Q5; n 200."
    )


def test_lines_can_be_ordered_by_value_within_their_groups(shares, read):
    rows = shares(ACCEPT).assign(domain=["Renters", "Owners", "Owners"])
    drawn = read(draw_intervals(rows, width="wide", group="domain", order="value"))
    words = [word for word in drawn.words if word in {*ACCEPT, "Renters", "Owners"}]
    assert words == ["Renters", "Planning", "Owners", "Money", "Identify"]


def test_lines_with_bases_of_their_own_say_so_and_how_small_they_are(shares, read):
    rows = shares(ACCEPT, withheld=["Money"])
    rows = rows.assign(base=["everyone", "renters", "owners"], n=[1200, 40, 5])
    assert " ".join(read(draw_intervals(rows, width="wide")).words).endswith(
        "intervals. Each line has its own base (see the table); n 40 to 1,200."
    )


def test_points_have_an_axis_that_reaches_below_nought(shares, read):
    rows = shares(ACCEPT).assign(
        unit="points", value=[-0.4, 0.1, 0.2], ci_low=[-0.5, 0, 0.1], ci_high=[-0.3, 0.2, 0.3]
    )
    drawn = read(draw_intervals(rows, width="wide"))
    assert [word for word in drawn.words if word.replace("−", "").isdigit()] == [
        "−50", "−25", "0", "25"
    ]  # fmt: skip
    assert drawn.words_of("s.Planning.probably") == ["−40 (−50 to −30)"]


def test_a_withheld_estimate_is_the_word_and_no_dot(shares, read):
    drawn = read(draw_intervals(shares(ACCEPT, withheld=["Money"]), width="narrow"))
    assert drawn.words_of("s.Money.probably") == ["withheld"]
    assert "s.Money.probably" not in drawn.patches


def test_an_estimate_without_an_interval_is_a_dot_alone(shares, read):
    rows = shares(ACCEPT).assign(ci_low=float("nan"), ci_high=float("nan"))
    drawn = read(draw_intervals(rows, width="wide"))
    assert [len(drawn.patches[f"s.{item}.probably"]) for item in ACCEPT] == [1, 1, 1]
    assert drawn.words_of("s.Planning.probably") == ["40%"]


def test_two_units_in_one_figure_are_refused(shares):
    rows = shares(ACCEPT)
    rows.loc[1, "unit"] = "points"
    with pytest.raises(NotDrawable, match=r"row 2, column 'unit'.*'s.Identify.probably'"):
        draw_intervals(rows, width="wide")


def test_two_lines_of_one_label_are_refused(shares):
    rows = shares(ACCEPT).assign(item_label="Same")
    with pytest.raises(NotDrawable, match="have the same place"):
        draw_intervals(rows, width="wide")


def test_an_unknown_order_is_refused(shares, counts):
    with pytest.raises(BadOption, match="order='net'"):
        draw_intervals(shares(ACCEPT), width="wide", order="net")
    with pytest.raises(BadOption, match="order='net'"):
        draw_bars(counts(COUNTS), width="wide", stack="answer_label", order="net")


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_stacked_bars_are_as_long_as_their_counts_and_end_in_their_sum(width, counts, read):
    drawn = read(draw_bars(counts(COUNTS), width=width, stack="answer_label"))
    left, right = drawn.bar("c.North.Granted")
    pixels = (right + 1 - left) / 6
    assert drawn.bar("c.North.Refused") == pytest.approx((right + 1, right + pixels * 2), abs=0.02)
    assert drawn.bar("c.London.Granted") == pytest.approx((left, left + pixels * 3 - 1), abs=0.02)
    assert drawn.words_of("c.North.Refused") == ["2"]
    assert {"8", "4", "Granted", "Refused", "North", "London"} <= set(drawn.words)
    assert drawn.words[-1] == "Number. Base: the 40 requests; n 40."


def test_whole_bars_show_their_count_once_and_can_be_ordered(counts, read):
    cells = {("A", "x"): 0, ("B", "x"): 3, ("C", "x"): 1200}
    drawn = read(draw_bars(counts(cells), width="wide", order="value", measure_label="Requests"))
    assert drawn.words[:-1] == ["C", "1,200", "B", "3", "A", "0"]
    assert set(drawn.patches) == {"c.B.x", "c.C.x"}


def test_parts_have_the_colours_and_the_words_given_in_the_order_of_the_legend(counts, read):
    rows = counts(COUNTS)
    rows["answer"] = rows["answer_label"].map({"Granted": "yes", "Refused": "no"})
    fills = {"no": FRAME, "yes": "#1d6c9f", "perhaps": "#cc7014"}
    drawn = read(
        draw_bars(rows, width="wide", stack="answer", stack_label="answer_label", fills=fills)
    )
    assert drawn.words[:2] == ["Refused", "Granted"]
    (granted,), (refused,) = (drawn.patches[f"c.North.{name}"] for name in ("Granted", "Refused"))
    assert granted.get_facecolor()[:3] == pytest.approx((0x1D / 255, 0x6C / 255, 0x9F / 255))
    assert refused.get_facecolor()[3] == 0
    with pytest.raises(NotDrawable, match=r"row 2, column 'answer'.*'no' has no colour"):
        draw_bars(rows, width="wide", stack="answer", fills={"yes": FRAME})
    nobody = rows.assign(value=[6.0, 0.0, 3.0, 0.0])
    with pytest.raises(NotDrawable, match="'no' has no colour"):
        draw_bars(nobody, width="wide", stack="answer", fills={"yes": FRAME})


def test_a_second_frame_is_hatched_so_that_two_unknowns_are_told_apart(counts, read):
    rows = counts({("North", "Silent"): 3, ("North", "Open"): 2, ("North", "Yes"): 1})
    fills = {"Yes": "#1d6c9f", "Silent": FRAME, "Open": FRAME}
    drawn = read(draw_bars(rows, width="wide", stack="answer_label", fills=fills))
    hatches = [drawn.patches[f"c.North.{name}"][0].get_hatch() for name in fills]
    assert hatches == [None, None, "////"]


def test_a_category_that_nothing_falls_into_is_not_in_the_legend(counts, read):
    cells = {**COUNTS, ("North", "Lost"): 0, ("London", "Lost"): 0}
    drawn = read(draw_bars(counts(cells), width="wide", stack="answer_label"))
    assert "Lost" not in drawn.words


def test_a_bar_with_a_withheld_part_is_the_word_and_no_sum(counts, read):
    rows = counts(COUNTS, withheld=[("North", "Refused")])
    drawn = read(draw_bars(rows, width="wide", stack="answer_label"))
    assert drawn.words_of("c.North.Granted") == ["withheld"]
    assert not {"6", "8"} & set(drawn.words)
    assert set(drawn.patches) == {"c.London.Granted", "c.London.Refused"}


def test_counts_that_are_all_nought_are_drawn_as_noughts(counts, read):
    drawn = read(draw_bars(counts({("A", "x"): 0}), width="wide"))
    assert drawn.words[:2] == ["A", "0"]


def test_a_negative_count_is_refused(counts):
    with pytest.raises(NotDrawable, match="has the value -1"):
        draw_bars(counts({("A", "x"): -1}), width="wide")


def test_seven_categories_in_a_stack_are_refused(counts):
    cells = {("A", str(number)): 1 for number in range(7)}
    with pytest.raises(TooManyColours, match="7 categories"):
        draw_bars(counts(cells), width="wide", stack="answer_label")


def test_dots_of_a_matrix_have_areas_that_follow_the_counts(counts, read):
    drawn = read(draw_matrix(counts(COUNTS), width="wide"))
    areas = {
        mark: patch.width**2 for mark, (patch,) in drawn.patches.items()
    }  # fmt: skip
    assert areas["c.North.Granted"] / areas["c.North.Refused"] == pytest.approx(3, abs=0.01)
    assert areas["c.London.Granted"] / areas["c.London.Refused"] == pytest.approx(3, abs=0.01)
    assert [drawn.words_of(mark) for mark in areas] == [["6"], ["2"], ["3"], ["1"]]


def test_letters_stand_for_columns_that_have_no_room(counts, read):
    names = ["Oversimplified risk factors", "Stigma", "Discouraging families", "Accuracy", "Other"]
    cells = {(one, other): 1 for one in names for other in names}
    narrow = read(draw_matrix(counts(cells), width="narrow"))
    assert narrow.words[:5] == ["A", "B", "C", "D", "E"]
    assert "B · Stigma" in narrow.words
    wide = read(draw_matrix(counts(COUNTS), width="wide"))
    assert wide.words[:2] == ["Granted", "Refused"]


def test_letters_are_explained_where_the_rows_have_other_names(counts, read):
    cells = {("Row", f"Unbreakablecolumn{number}"): 1 for number in range(6)}
    drawn = read(draw_matrix(counts(cells), width="narrow"))
    assert drawn.words[:2] == ["A · Unbreakablecolumn0", "B · Unbreakablecolumn1"]


def test_a_withheld_cell_is_the_word_and_no_dot(counts, read):
    drawn = read(draw_matrix(counts(COUNTS, withheld=[("North", "Refused")]), width="wide"))
    assert drawn.words_of("c.North.Refused") == ["withheld"]
    assert "c.North.Refused" not in drawn.patches


def test_more_columns_than_letters_are_refused(counts):
    cells = {("A", str(number)): 1 for number in range(27)}
    with pytest.raises(NotDrawable, match="27 columns"):
        draw_matrix(counts(cells), width="wide")


def test_two_rows_for_one_cell_are_refused(counts):
    with pytest.raises(NotDrawable, match="have the same place"):
        draw_matrix(counts(COUNTS).assign(answer_label="Same"), width="wide")
