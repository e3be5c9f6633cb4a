"""A matrix of states: each has its sign and its words, wherever there is room for them."""

import pandas as pd
import pytest
from matplotlib.patches import Ellipse

from parentdata.figures import BadOption, NotDrawable, draw_presence, to_svg

LABELS = {"found": "Raised", "not_found": "Not raised", "no_evidence": "No group yet",
          "undecided": "Not decided", "withheld": "Withheld"}  # fmt: skip
STATES = {
    ("Stigma", "Lone parents"): "found",
    ("Stigma", "Owners"): "not_found",
    ("Accuracy", "Lone parents"): "no_evidence",
    ("Accuracy", "Owners"): "found",
}


def make_cells(states=STATES, **columns):
    rows = [
        {"id": f"t.{row}.{column}", "item_label": row, "answer_label": column, "state": state,
         "state_label": LABELS.get(state, state), "data_status": "stand-in"}
        for (row, column), state in states.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(**columns)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_what_was_found_is_a_dot_what_was_not_a_ring_and_no_evidence_a_dash(width, read):
    drawn = read(draw_presence(make_cells(), width=width))
    (dot,), (ring,), (dash,) = (
        drawn.patches[f"t.{name}"]
        for name in ("Stigma.Lone parents", "Stigma.Owners", "Accuracy.Lone parents")
    )
    assert isinstance(dot, Ellipse)
    assert dot.get_facecolor()[3] == 1
    assert isinstance(ring, Ellipse)
    assert ring.get_facecolor()[3] == 0
    assert dash.get_height() == 2
    assert dot.center[1] == ring.center[1]
    assert dot.center[0] == pytest.approx(dash.get_x() + dash.get_width() / 2, abs=0.02)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_state_is_a_word_in_its_cell_and_in_the_legend(width, read):
    drawn = read(draw_presence(make_cells(), width=width))
    assert drawn.words_of("t.Stigma.Owners") == ["Not raised"]
    assert drawn.words.count("Raised") == 3
    assert drawn.words.index("Raised") < drawn.words.index("Not raised")
    assert "Not decided" not in drawn.words


def test_words_of_their_own_stand_in_the_cells(read):
    cells = make_cells(told=["1 of 3", "0 of 3", None, "3 of 3"])
    drawn = read(draw_presence(cells, width="narrow", words="told"))
    assert drawn.words_of("t.Accuracy.Owners") == ["3 of 3"]
    assert drawn.words_of("t.Accuracy.Lone parents") == []
    assert drawn.words.count("Raised") == 1


def test_signs_alone_stand_where_any_word_has_no_room_and_the_legend_explains_them(read):
    states = {("Stigma", f"Tenancy {n}"): "not_found" if n else "found" for n in range(9)}
    drawn = read(draw_presence(make_cells(states), width="narrow"))
    assert drawn.words_of("t.Stigma.Tenancy 3") == []
    assert drawn.words.count("Not raised") == 1
    assert len(drawn.patches) == 9
    assert "D · Tenancy 3" in drawn.words


def test_a_withheld_cell_is_the_word_even_where_other_words_have_no_room(read):
    states = {("Stigma", f"Tenancy {n}"): "withheld" if n else "found" for n in range(9)}
    drawn = read(draw_presence(make_cells(states), width="narrow"))
    assert "".join(drawn.words_of("t.Stigma.Tenancy 3")) == "withheld"
    assert "t.Stigma.Tenancy 3" not in drawn.patches
    assert "Withheld" not in drawn.words


def test_rows_stand_under_the_headings_they_belong_to(read):
    cells = make_cells(part=["Concerns", "Concerns", "Conditions", "Conditions"])
    drawn = read(draw_presence(cells, width="wide", group="part"))
    words = [
        word for word in drawn.words if word in ("Concerns", "Stigma", "Conditions", "Accuracy")
    ]
    assert words == ["Concerns", "Stigma", "Conditions", "Accuracy"]


@pytest.mark.parametrize("sign", ["dot", "cross", "target", "ring", "question", "dash"])
def test_other_states_can_be_given_each_of_the_signs(sign, read):
    cells = make_cells({("A", "B"): "speaks_for"})
    drawn = read(draw_presence(cells, width="wide", signs={"speaks_for": sign}))
    shapes = {"dot": 1, "cross": 2, "target": 2, "ring": 1, "question": 0, "dash": 1}
    assert len(drawn.patches.get("t.A.B", [])) == shapes[sign]
    assert drawn.words.count("?") == (2 if sign == "question" else 0)


def test_a_cell_without_a_row_stays_empty_and_the_note_says_status_and_measure(read):
    states = {key: state for key, state in STATES.items() if key != ("Accuracy", "Owners")}
    drawn = read(draw_presence(make_cells(states), width="wide", measure_label="Themes by cell"))
    assert len(drawn.patches) == 3
    assert drawn.words[-1] == "Stand-in data. Themes by cell."


def test_the_same_cells_give_the_same_bytes():
    drawn = [to_svg(draw_presence(make_cells(), width="wide"), label="x") for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_a_state_without_a_sign_and_a_sign_that_is_none_are_refused():
    cells = make_cells({**STATES, ("Stigma", "Other"): "perhaps"})
    with pytest.raises(NotDrawable, match=r"row 5, column 'state'.*has the state 'perhaps'"):
        draw_presence(cells, width="wide")
    with pytest.raises(BadOption, match="signs='star' is not known"):
        draw_presence(make_cells(), width="wide", signs={"found": "star"})


def test_two_rows_for_one_cell_and_a_column_that_is_absent_are_refused():
    with pytest.raises(NotDrawable, match="have the same place"):
        draw_presence(make_cells(answer_label="Same"), width="wide")
    with pytest.raises(NotDrawable, match="no column state_label"):
        draw_presence(make_cells().drop(columns="state_label"), width="wide")
