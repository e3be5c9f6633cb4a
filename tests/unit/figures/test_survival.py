"""Survival curves: steps at their places, numbers at risk, the deadline, and what is refused."""

import pandas as pd
import pytest

from parentdata.figures import NotDrawable, TooManyColours, draw_survival, to_svg

# time: (share after it, at risk just before it, left without it)
ENGLAND = {5: (0.75, 8, 0), 10: (0.5, 6, 0), 30: (0.5, 4, 1), 40: (0.25, 3, 2)}
WALES = {10: (0.5, 2, 0), 20: (0.0, 1, 0)}


def make_curves(curves, *, status="stand-in"):
    return pd.DataFrame(
        [
            {
                "id": f"wait.{label}.{time}", "item": label, "item_label": label,
                "time": float(time), "value": value, "ci_low": value * 0.8,
                "ci_high": min(value * 1.2, 1.0), "at_risk": at_risk, "censored": censored,
                "level": 0.95, "data_status": status,
            }
            for label, steps in curves.items()
            for time, (value, at_risk, censored) in steps.items()
        ]
    )  # fmt: skip


BOTH = {"England": ENGLAND, "Wales": WALES}


def corners(drawn, mark):
    """Corners of the step of an estimate; a dot at the deadline is no step."""
    (path,) = [patch for patch in drawn.patches[mark] if not hasattr(patch, "angle")]
    return path.get_path().vertices.tolist()


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_steps_go_across_and_then_down_in_one_scale(width, read):
    drawn = read(draw_survival(make_curves({"England": ENGLAND}), width=width))
    start, corner, foot = corners(drawn, "wait.England.5")
    assert start[1] == corner[1]
    assert corner[0] == foot[0]
    day, share = (corner[0] - start[0]) / 5, (foot[1] - start[1]) / 0.25
    onwards, second, end = corners(drawn, "wait.England.10")
    assert onwards == foot
    assert second[0] - start[0] == pytest.approx(10 * day, abs=0.02)
    assert end[1] - start[1] == pytest.approx(0.5 * share, abs=0.02)
    flat = corners(drawn, "wait.England.30")
    assert flat[1] == flat[2]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_numbers_at_risk_are_those_whose_time_is_not_yet_past(width, read):
    drawn = read(draw_survival(make_curves({"England": ENGLAND}), width=width, risk_label="Wait"))
    row = [text for text in drawn.texts if text.get_position()[1] == _height_of(drawn, "Wait")]
    words = [text.get_text() for text in sorted(row, key=lambda text: text.get_position()[0])]
    assert words == ["Wait", "8", "6", "4", "4", "3"]


def _height_of(drawn, word):
    return next(text.get_position()[1] for text in drawn.texts if text.get_text() == word)


def test_the_deadline_is_a_dashed_line_with_its_name_and_the_share_then(read):
    figure = draw_survival(
        make_curves(BOTH), width="wide", deadline=20, deadline_label="20 working days"
    )
    drawn = read(figure)
    assert drawn.words.count("20 working days") == 2
    assert "50%" in drawn.words_of("wait.England.10")
    assert "0%" in drawn.words_of("wait.Wales.20")
    dashed = [patch for patch in figure.axes[0].patches if patch.get_linestyle() != "solid"]
    assert len(dashed) == 2
    dot = next(patch for patch in drawn.patches["wait.England.10"] if hasattr(patch, "angle"))
    assert dot.center[0] == dashed[0].get_path().vertices[0][0]


def test_no_share_is_written_at_a_deadline_past_the_last_time_seen(read):
    rows = make_curves({"England": ENGLAND, "Wales": WALES})
    drawn = read(draw_survival(rows, width="wide", deadline=50))
    assert "25%" not in drawn.words
    assert "0%" in drawn.words_of("wait.Wales.20")  # everybody had it: that stays so


def test_each_curve_has_its_own_panel_with_the_others_behind_it(read):
    figure = draw_survival(make_curves(BOTH), width="wide")
    drawn = read(figure)
    heads = {text.get_text(): text.get_position() for text in drawn.texts if _is_bold(text)}
    assert heads["England"][1] == heads["Wales"][1]
    assert heads["Wales"][0] > heads["England"][0] + 300
    narrow = read(draw_survival(make_curves(BOTH), width="narrow"))
    lefts = {text.get_text(): text.get_position() for text in narrow.texts if _is_bold(text)}
    assert lefts["Wales"][0] == lefts["England"][0]
    assert "Thin lines: the other groups." in " ".join(drawn.words)


def _is_bold(text):
    return text.get_fontweight() == "bold"


def test_those_who_left_are_short_strokes_and_the_note_says_so(read):
    figure = draw_survival(make_curves({"England": ENGLAND}), width="wide")
    strokes = [
        patch.get_path().vertices
        for patch in figure.axes[0].patches
        if len(patch.get_path().vertices) == 2
    ]
    assert [round(abs(ends[1][1] - ends[0][1]), 1) for ends in strokes] == [10, 10]
    assert "Short strokes" in " ".join(read(figure).words)
    plain = make_curves({"England": ENGLAND}).drop(columns="censored")
    assert "Short strokes" not in " ".join(read(draw_survival(plain, width="wide")).words)


def test_the_note_says_status_and_level(read):
    words = " ".join(
        read(draw_survival(make_curves(BOTH), width="wide", measure_label="Waiting")).words
    )
    assert "Stand-in data. Waiting, with 95% intervals (shaded)." in words
    real = read(draw_survival(make_curves(BOTH, status="real"), width="wide"))
    assert "tand-in" not in " ".join(real.words)


def test_a_withheld_curve_is_the_word_and_stands_behind_no_other(read):
    rows = make_curves(BOTH)
    hidden = rows["item_label"].eq("Wales")
    rows["is_withheld"] = hidden
    rows.loc[hidden, ["value", "ci_low", "ci_high"]] = float("nan")
    figure = draw_survival(rows, width="narrow", deadline=20)
    drawn = read(figure)
    assert drawn.words_of("wait.Wales.10") == ["withheld"]
    assert not [mark for mark in drawn.patches if "Wales" in mark]
    assert "2" not in drawn.words  # nobody reads off how many there were


def test_the_same_rows_give_the_same_bytes_whatever_their_order_in_time():
    rows = make_curves(BOTH)
    drawn = [
        to_svg(draw_survival(each, width="wide", deadline=20), label="Curves")
        for each in (rows, rows, rows.iloc[[3, 1, 0, 2, 5, 4]])
    ]
    assert drawn[0] == drawn[1] == drawn[2]


def test_a_time_that_comes_twice_or_lies_before_nought_is_refused():
    rows = make_curves({"England": ENGLAND})
    with pytest.raises(NotDrawable, match=r"column 'time'.*'England' has the times 5, 5, 30, 40"):
        draw_survival(rows.assign(time=[5, 5, 30, 40]), width="wide")
    with pytest.raises(NotDrawable, match="has the times -1, 10"):
        draw_survival(rows.assign(time=[-1, 10, 30, 40]), width="wide")


def test_shares_and_numbers_at_risk_that_rise_are_refused():
    rows = make_curves({"England": ENGLAND})
    with pytest.raises(
        NotDrawable, match=r"value rises from 'wait.England.5' to 'wait.England.10'"
    ):
        draw_survival(rows.assign(value=[0.2, 0.5, 0.7, 1.0]), width="wide")
    with pytest.raises(NotDrawable, match="at_risk rises"):
        draw_survival(rows.assign(at_risk=[1, 2, 3, 4]), width="wide")


def test_a_share_in_per_cent_and_a_column_that_is_absent_are_refused():
    rows = make_curves({"England": ENGLAND})
    with pytest.raises(NotDrawable, match="has the value 75"):
        draw_survival(rows.assign(value=[75, 50, 50, 25]), width="wide")
    with pytest.raises(NotDrawable, match="no column at_risk"):
        draw_survival(rows.drop(columns="at_risk"), width="wide")


def test_a_fifth_curve_is_refused():
    with pytest.raises(TooManyColours, match="5 curves"):
        draw_survival(make_curves({f"Nation {n}": WALES for n in range(5)}), width="wide")
