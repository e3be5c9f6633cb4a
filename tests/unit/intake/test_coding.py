"""Answers, blanks and routing of an instrument of another study than the pilot."""

import pandas as pd
import pytest

from parentdata.instrument import parse_instrument
from parentdata.intake import clean_responses
from parentdata.intake.refusals import (
    AnsweredUnasked,
    BadColumns,
    BadId,
    LostZeros,
    UnlistedAnswer,
)

# Two steps of routing, a forced question, a routed number and a routed open question.
INSTRUMENT = """
study: another
key: another
title: Another survey
population: parents
sampling: voluntary
respondent_id: serial
respondent_id_pattern: "[A-Z][0-9]+"
missing:
  not_answered: {code: 9, label: No answer}
  not_asked: {code: 8, label: Not asked}
scales:
  grade:
    - {code: 0, name: none, label: "10"}
    - {code: 1, name: some, label: "11"}
questions:
  - {id: A, topic: a, short: A, text: "A?", wording: published, type: single, scale: grade,
     missing: [], items: {a: First}}
  - {id: B, topic: b, short: B, text: "B?", wording: published, type: multiple,
     items: {b_one: One thing, b_two: Another thing}, ask_if: {a: [some]}}
  - {id: C, topic: c, short: C, text: "C?", wording: published, type: number, range: [0, 2.5],
     items: {c: How much}, ask_if: {b_one: [selected]}}
  - {id: D, topic: d, short: D, text: "D?", wording: published, type: open,
     items: {d: Why}, ask_if: {b_one: [selected]}}
"""


@pytest.fixture
def read(tmp_path):
    instrument = parse_instrument(INSTRUMENT, source="another.yml")

    def run(*rows: str) -> pd.DataFrame:
        path = tmp_path / "r.csv"
        path.write_text("serial,a,b_one,b_two,c,d\n" + "\n".join(rows), encoding="utf-8")
        return clean_responses(path, instrument)

    return run


def test_routing_in_two_steps_makes_what_follows_not_asked(read):
    respondents = read("A1,0,,,,", "A2,1,1,,2.5,because", "A3,1,,1,,", "A4,1,,,,", "A5,1,1,0,,")
    assert respondents.to_csv(index=False, na_rep="-") == (
        "serial,a,b_one,b_two,c,c_missing,d,d_missing\n"
        "A1,none,not_asked,not_asked,-,not_asked,-,not_asked\n"
        "A2,some,selected,not_selected,2.5,-,because,-\n"
        "A3,some,not_selected,selected,-,not_asked,-,not_asked\n"
        "A4,some,not_answered,not_answered,-,not_asked,-,not_asked\n"
        "A5,some,selected,not_selected,-,not_answered,-,not_answered\n"
    )


def test_labels_that_are_numbers_are_told_from_codes(read):
    assert read("A1,10,,,,", "A2,1.0,,,,", "A3,11,,,,")["a"].tolist() == ["none", "some", "some"]


def test_rows_are_sorted_by_id_as_text(read):
    assert read("A10,0,,,,", "A9,0,,,,", "A1,0,,,,")["serial"].tolist() == ["A1", "A10", "A9"]


def test_a_blank_is_refused_where_every_respondent_had_to_answer(read):
    with pytest.raises(UnlistedAnswer, match=r"row 3, column 'a': .* came ''\.\n.*a: 0 \(10\), 1"):
        read("A1,0,,,,", "A2,,,,,")


@pytest.mark.parametrize(
    ("row", "column", "came"),
    [("A2,0,,1,,", "b_two", "1"), ("A2,1,0,0,1,", "c", "1"), ("A2,1,0,1,,text", "d", "text")],
)
def test_an_answer_that_the_routing_did_not_ask_for_is_refused(read, row, column, came):
    with pytest.raises(AnsweredUnasked, match=rf"row 3, column '{column}': .* came '{came}'\."):
        read("A1,1,1,1,1,text", row)


def test_a_faulty_first_response_is_not_taken_for_a_line_of_question_texts(read):
    with pytest.raises(UnlistedAnswer, match=r"row 2, column 'a': .* came 'x'"):
        read("A1,x,y,z,1,text", "A2,0,,,,")
    with pytest.raises(UnlistedAnswer, match=r"row 4, column 'a': .* came 'x'"):
        read(
            "serial,First?,One?,Two?,Much?,Why?",
            *['{"ImportId":"Q"}' + ',{"ImportId":"Q"}' * 5],
            "A1,x,y,z,1,text",
        )


def test_rows_are_counted_over_lines_within_a_cell_and_blank_lines(read):
    with pytest.raises(UnlistedAnswer, match=r"row 4, column 'a'"):
        read('A1,1,1,1,1,"two\nlines"', "", "A2,x,,,,")


def test_bands_stand_behind_their_number_and_carry_its_kind_of_missing(tmp_path):
    bands = (
        "range: [0, 2.5], bands: {few: {label: Few, range: [0, 1]}, "
        "more: {label: More, range: [1.5, 2.5]}},"
    )
    instrument = parse_instrument(INSTRUMENT.replace("range: [0, 2.5],", bands), source="b.yml")
    path = tmp_path / "r.csv"
    header = "serial,a,b_one,b_two,c,d\n"
    path.write_text(header + "A1,0,,,,\nA2,1,1,,1,\nA3,1,1,,2.5,\nA4,1,1,,,\n")
    banded = clean_responses(path, instrument)[["c", "c_missing", "c_band", "d"]]
    assert banded.to_csv(index=False, na_rep="-") == (
        "c,c_missing,c_band,d\n"
        "-,not_asked,not_asked,-\n"
        "1.0,-,few,-\n"
        "2.5,-,more,-\n"
        "-,not_answered,not_answered,-\n"
    )
    path.write_text(header + "A1,0,,,,\nA2,1,1,,1.2,\n")
    with pytest.raises(UnlistedAnswer, match=r"row 3, column 'c': .* came '1\.2'(.|\n)*band Few"):
        clean_responses(path, instrument)


def test_columns_that_are_not_in_the_instrument_are_passed_over_where_it_says_so(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("serial,x,x,a,b_one,b_two,c,d\nA1,?,=1,0,,,,\n")
    lenient = INSTRUMENT.replace("missing:\n", "other_columns: ignored\nmissing:\n", 1)
    respondents = clean_responses(path, parse_instrument(lenient, source="b.yml"))
    assert respondents["a"].tolist() == ["none"]
    assert "x" not in respondents
    with pytest.raises(BadColumns, match=r"not in the instrument: 'x'; .*more than once: 'x'"):
        clean_responses(path, parse_instrument(INSTRUMENT, source="b.yml"))


def test_a_first_response_with_a_wrong_id_is_not_taken_for_a_line_of_question_texts(read):
    with pytest.raises(BadId, match=r"row 2, column 'serial': .* came 'zz'"):
        read("zz,x,1,0,1,text", "A2,0,,,,")


@pytest.mark.parametrize("wrong", ["A1x", "xA1", "A1 A2"])
def test_an_id_must_match_the_whole_pattern(read, wrong):
    with pytest.raises(BadId, match=rf"row 3, .* came '{wrong}'"):
        read("A1,0,,,,", f"{wrong},0,,,,")


def test_lost_zeros_are_told_from_other_wrong_ids(tmp_path):
    text = INSTRUMENT.replace("[A-Z][0-9]+", "[0-9]{3}")
    path = tmp_path / "r.csv"
    path.write_text("serial,a,b_one,b_two,c,d\n007,0,,,,\n9,0,,,,\n")
    with pytest.raises(LostZeros, match=r"row 3, .* came '9'"):
        clean_responses(path, parse_instrument(text, source="another.yml"))


def test_every_condition_of_the_routing_must_hold(tmp_path):
    both = "ask_if: {a: [some], b_one: [selected]}}\n  - {id: D"
    text = INSTRUMENT.replace("ask_if: {b_one: [selected]}}\n  - {id: D", both)
    assert text != INSTRUMENT
    path = tmp_path / "r.csv"
    path.write_text("serial,a,b_one,b_two,c,d\nA1,1,1,,,\nA2,1,,1,,\nA3,0,,,,\n")
    respondents = clean_responses(path, parse_instrument(text, source="another.yml"))
    assert respondents["c_missing"].tolist() == ["not_answered", "not_asked", "not_asked"]
    # Without b_one asked of everybody, a alone must be able to shut the question.
    open_b = text.replace(", ask_if: {a: [some]}}", "}")
    assert open_b != text
    path.write_text("serial,a,b_one,b_two,c,d\nA1,0,1,,,\n")
    respondents = clean_responses(path, parse_instrument(open_b, source="another.yml"))
    assert respondents["c_missing"].tolist() == ["not_asked"]
