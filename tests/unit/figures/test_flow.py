"""Steps and losses: counts that add up, bars that follow them, reasons where they belong."""

import pandas as pd
import pytest
from matplotlib.patches import Polygon, Rectangle

from parentdata.figures import NotDrawable, draw_flow, to_svg

ROWS = [
    ("flow", "approached", "Approached", "", 40),
    ("lost", "replied", "Replied", "No answer came", 15),
    ("lost", "replied", "Replied", "Did not want to", 5),
    ("flow", "replied", "Replied", "", 20),
    ("lost", "attended", "Took part", "Illness", 0),
    ("flow", "attended", "Took part", "", 20),
    ("withdrew", "withdrew", "Withdrew", "", 2),
]


def make_flow(rows=ROWS, *, withheld=()):
    return pd.DataFrame(
        [
            {
                "id": f"{topic}.{item}.{reason}".rstrip("."), "topic": topic, "item": item,
                "item_label": label, "answer": reason or item, "answer_label": reason or label,
                "unit": "count", "value": None if item in withheld else float(value),
                "is_withheld": item in withheld, "data_status": "stand-in",
            }
            for topic, item, label, reason, value in rows
        ]
    ).astype({"value": float})  # fmt: skip


def boxes(drawn, mark):
    """Frame of a step and the bar in it."""
    return [patch for patch in drawn.patches[mark] if isinstance(patch, Rectangle)]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_step_has_its_count_and_a_bar_as_long_as_its_share_of_the_first(width, read):
    drawn = read(draw_flow(make_flow(), width=width))
    (_, first), (_, second) = (boxes(drawn, f"flow.{name}") for name in ("approached", "replied"))
    assert second.get_width() == pytest.approx(first.get_width() / 2, abs=0.02)
    assert [drawn.words_of(f"flow.{name}") for name in ("approached", "replied", "attended")] == [
        ["40"], ["20"], ["20"]
    ]  # fmt: skip


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_reasons_stand_between_their_steps_under_their_sum(width, read):
    drawn = read(draw_flow(make_flow(), width=width))
    assert drawn.words_of("lost.replied.No answer came") == ["15", "No answer came"]
    heights = {text.get_text(): text.get_position()[1] for text in drawn.texts}
    order = ["Approached", "Did not go on", "No answer came", "Did not want to", "Replied"]
    assert [heights[name] for name in order] == sorted(heights[name] for name in order)
    total = next(text for text in drawn.texts if text.get_position()[1] == heights["Did not go on"]
                 and text.get_text() != "Did not go on")  # fmt: skip
    assert total.get_text() == "20"


def test_reasons_stand_beside_the_arrows_of_a_wide_page_and_between_the_boxes_of_a_narrow_one(read):
    lefts = {}
    for width in ("wide", "narrow"):
        drawn = read(draw_flow(make_flow(), width=width))
        text = next(text for text in drawn.texts if text.get_text() == "No answer came")
        frame = boxes(drawn, "flow.replied")[0]
        lefts[width] = text.get_position()[0] > frame.get_x() + frame.get_width()
    assert lefts == {"wide": True, "narrow": False}


def test_a_reason_that_nobody_had_is_left_to_the_table_and_its_arrow_has_no_branch(read):
    figure = draw_flow(make_flow(), width="wide")
    drawn = read(figure)
    assert "Illness" not in drawn.words
    assert drawn.words.count("Did not go on") == 1
    heads = [patch for patch in figure.axes[0].patches if isinstance(patch, Polygon)]
    assert len(heads) == 3  # two steps and one branch


def test_who_withdrew_stands_apart_and_is_in_no_sum(read):
    drawn = read(draw_flow(make_flow(), width="wide"))
    assert " ".join(drawn.words_of("withdrew.withdrew")).startswith("Withdrew, and counted nowhere")
    assert "withdrew.withdrew" not in drawn.patches


def test_a_withheld_step_is_the_word_and_gives_nothing_away(read):
    drawn = read(draw_flow(make_flow(withheld=["replied"]), width="narrow"))
    assert drawn.words_of("flow.replied") == ["withheld"]
    assert len(boxes(drawn, "flow.replied")) == 1
    assert drawn.words.count("withheld") == 4  # the step, the sum of its reasons, and each of them


def test_the_note_says_status_and_what_is_counted(read):
    drawn = read(draw_flow(make_flow(), width="wide", measure_label="Parents"))
    assert drawn.words[-1] == "Stand-in data. Parents."


def test_the_same_rows_give_the_same_bytes():
    drawn = [to_svg(draw_flow(make_flow(), width="wide"), label="Steps") for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_reasons_that_do_not_add_up_are_refused():
    rows = [(*row[:4], 4) if row[3] == "Did not want to" else row for row in ROWS]
    with pytest.raises(NotDrawable, match=r"40 came to 'approached' and 20 to 'replied'.* to 19"):
        draw_flow(make_flow(rows), width="wide")


def test_more_at_a_step_than_at_the_one_before_are_refused():
    rows = [(*row[:4], 25) if row[:2] == ("flow", "attended") else row for row in ROWS]
    with pytest.raises(NotDrawable, match=r"20 came to 'replied' and 25 to 'attended'"):
        draw_flow(make_flow(rows), width="wide")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([*ROWS, ("lost", "nowhere", "Nowhere", "Lost", 1)], "'lost.nowhere.Lost' belongs to no"),
        ([*ROWS, ("lost", "approached", "A", "Lost", 1)], "'lost.approached.Lost' belongs to no"),
        (ROWS[:1], "there are 1 steps"),
        ([*ROWS, ROWS[0]], "stands twice"),
    ],
)
def test_rows_that_are_no_flow_are_refused(rows, says):
    with pytest.raises(NotDrawable, match=says):
        draw_flow(make_flow(rows), width="wide")
