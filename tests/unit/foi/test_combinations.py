"""Combinations of codes, counted by hand: each reply in one of them, and none guessed."""

import pandas as pd
import pytest

from parentdata.foi.combinations import COMBINATIONS, SETS, combine_codes
from parentdata.foi.refusals import UnknownFoiChoice

LABELS = {"flat_no": "Flat no", "incomplete": "Incomplete"}


def make_decided(values):
    """Rows from {unit: {code: value}}."""
    return pd.DataFrame(
        [
            {"unit_id": unit, "code": code, "value": value, "data_status": "stand-in"}
            for unit, codes in values.items()
            for code, value in codes.items()
        ]
    )


def both(flat_no, incomplete):
    return {"flat_no": flat_no, "incomplete": incomplete, "open_listing": "present"}


DECIDED = {
    "R001": both("present", "present"),
    "R002": both("present", "absent"),
    "R003": both("present", "absent"),
    "R004": both("absent", "absent"),
    "R005": both("absent", None),
    "R006": {"open_listing": "absent"},
}


def counted(rows, topic):
    own = rows[rows["topic"].eq(topic)]
    return dict(zip(own["item"], own["value"], strict=True))


def test_every_reply_is_in_one_combination_and_codes_not_named_play_no_part():
    rows = combine_codes(make_decided(DECIDED), LABELS)
    assert counted(rows, COMBINATIONS) == {
        "flat_no": 2, "none": 1, "flat_no;incomplete": 1, "undecided": 2
    }  # fmt: skip
    assert sum(counted(rows, COMBINATIONS).values()) == 6


def test_a_code_in_all_is_counted_whatever_else_the_reply_holds():
    rows = combine_codes(make_decided(DECIDED), LABELS)
    assert counted(rows, SETS) == {"flat_no": 3, "incomplete": 1}


def test_rows_name_codes_and_base_and_order_is_that_of_frequency():
    rows = combine_codes(make_decided(DECIDED), LABELS)
    own = rows[rows["topic"].eq(COMBINATIONS)]
    assert list(own["id"]) == [
        "foi.combination.flat_no.count",
        "foi.combination.none.count",
        "foi.combination.flat_no.incomplete.count",
        "foi.combination.undecided.count",
    ]
    assert list(own["item_label"]) == [
        "Flat no", "None of these", "Flat no + Incomplete", "A code is undecided"
    ]  # fmt: skip
    assert list(own["answer"]) == ["flat_no", "", "flat_no;incomplete", ""]
    assert set(own["base"]) == {"the 6 replies that were coded"}
    assert set(own["data_status"]) == {"stand-in"}


def test_the_order_of_the_rows_does_not_matter():
    decided = make_decided(DECIDED)
    pd.testing.assert_frame_equal(
        combine_codes(decided, LABELS), combine_codes(decided.iloc[::-1], LABELS)
    )


def test_a_code_that_nobody_coded_or_that_is_no_presence_code_is_refused():
    decided = make_decided(DECIDED)
    with pytest.raises(UnknownFoiChoice, match=r"cannot be counted: flat_nope"):
        combine_codes(decided, {**LABELS, "flat_nope": "?"})
    with pytest.raises(UnknownFoiChoice, match=r"cannot be counted: some"):
        combine_codes(decided.assign(value="some"), LABELS)
    with pytest.raises(UnknownFoiChoice, match=r"cannot be counted: no code"):
        combine_codes(decided, {})
