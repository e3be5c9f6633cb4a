"""Bands, scores and the report block of an instrument, and what each refuses."""

import re
from copy import deepcopy

import numpy as np
import pandas as pd
import pytest
import yaml

from parentdata.instrument import BadInstrument, name_bands, parse_instrument

PANEL = """
study: tiny
key: tiny
title: Tiny panel
population: adults
sampling: probability
respondent_id: RespId
respondent_id_pattern: "[0-9]+"
other_columns: ignored
missing:
  not_answered: {code: -1, label: No answer}
scales:
  trust:
    - {code: 1, name: a_lot, label: A lot, side: positive}
    - {code: 2, name: some, label: Some, side: positive}
    - {code: 3, name: not_much, label: Not much, side: negative}
    - {code: 4, name: not_at_all, label: Not at all, side: negative}
  against:
    - {code: 1, name: agree, label: Agree, side: negative}
    - {code: 2, name: neither, label: Neither, side: neutral}
    - {code: 3, name: disagree, label: Disagree, side: positive}
  tenure:
    - {code: 1, name: owned, label: Owned}
    - {code: 2, name: rented, label: Rented}
questions:
  - {id: Q1, topic: trust, short: Trust, text: How much, wording: published, type: likert,
     scale: trust, items: {Q8_1: Congress, Q8_2: The courts}}
  - {id: Q2, topic: views, short: Views, text: Agree or not, wording: published, type: likert,
     scale: against, items: {Q3_1: Against it}}
  - {id: Q3, topic: respondent, short: You, text: Your home, wording: published, type: single,
     scale: tenure, items: {tenure: Home}}
  - {id: Q4, topic: respondent, short: You, text: Your age, wording: published, type: number,
     unit: years, range: [18, 120], items: {ppage: Age},
     bands: {young: {label: 18 to 34, range: [18, 34]}, old: {label: 50 or more, range: [50, 120]}}}
report:
  characteristics: [tenure, ppage_band]
  items: [Q8_1, Q8_2, Q3_1]
  core: [Q8_1]
  index:
    name: trust
    label: Trust
    items: [Q8_1, Q8_2, Q3_1]
    groups:
      high: {label: High, from: 0.5}
      middle: {label: Middle, from: -0.5}
      low: {label: Low, from: -1}
  intersections:
    - {name: young_renters, label: Young renters, where: {tenure: [rented], ppage_band: [young]}}
  crossings: [[tenure, ppage_band]]
  reference: {tenure: owned}
  compare:
    study: another
    items:
      Q8_1: {with: trust_congress, wording: same}
      Q8_2: {with: trust_courts, wording: similar, note: It asked about judges.}
"""


def parse(change=None):
    """The tiny instrument, after `change` has altered its blocks."""
    blocks = yaml.safe_load(PANEL)
    if change:
        change(blocks)
    return parse_instrument(yaml.safe_dump(blocks, sort_keys=False), source="instrument.yml")


def test_the_report_block_is_read_as_written():
    report = parse().report
    assert report.characteristics == ("tenure", "ppage_band")
    assert report.items == ("Q8_1", "Q8_2", "Q3_1")
    assert report.core == ("Q8_1",)
    cuts = {name: (one.label, one.at_least) for name, one in report.index.groups.items()}
    assert cuts == {"high": ("High", 0.5), "middle": ("Middle", -0.5), "low": ("Low", -1.0)}
    assert report.intersections[0].where == {"tenure": ("rented",), "ppage_band": ("young",)}
    assert report.crossings == (("tenure", "ppage_band"),)
    assert report.reference == {"tenure": "owned"}
    compared = {name: (one.other, one.wording) for name, one in report.compare.items.items()}
    assert compared == {"Q8_1": ("trust_congress", "same"), "Q8_2": ("trust_courts", "similar")}


def test_an_instrument_needs_no_report():
    assert parse(lambda blocks: blocks.pop("report")).report is None


def test_a_banded_number_is_asked_once_and_gives_a_variable_with_the_bands_as_answers():
    instrument = parse()
    assert list(instrument.asked) == ["Q8_1", "Q8_2", "Q3_1", "tenure", "ppage"]
    assert list(instrument.variables) == [*instrument.asked, "ppage_band"]
    band = instrument.variables["ppage_band"]
    assert (band.banded, band.item, band.label) == ("ppage", "ppage_band", "Age")
    assert (band.question.id, band.question.type) == ("Q4", "single")
    found = [(answer.code, answer.name, answer.label) for answer in band.answers]
    assert found == [(1, "young", "18 to 34"), (2, "old", "50 or more")]


def test_bands_include_both_ends_and_a_number_in_no_band_is_missing():
    numbers = pd.Series([17.9, 18, 34, 34.5, 50, 120, np.nan])
    named = name_bands(numbers, parse().variables["ppage"].question)
    assert named.fillna("").tolist() == ["", "young", "young", "", "old", "old", ""]


def test_scores_run_from_the_positive_end_at_one_to_the_negative_end_at_minus_one():
    variables = parse().variables
    assert variables["Q8_1"].score_answers() == {
        "a_lot": 1.0, "some": pytest.approx(1 / 3), "not_much": pytest.approx(-1 / 3),
        "not_at_all": -1.0,
    }  # fmt: skip
    assert variables["Q3_1"].score_answers() == {"agree": -1.0, "neither": 0.0, "disagree": 1.0}


def test_the_favourable_answers_are_those_on_the_positive_side():
    variables = parse().variables
    assert variables["Q8_1"].favourable == ("a_lot", "some")
    assert variables["Q3_1"].favourable == ("disagree",)
    assert variables["tenure"].favourable == ()


def test_answers_without_sides_have_no_scores():
    with pytest.raises(BadInstrument, match="answers of 'tenure' do not run from one side"):
        parse().variables["tenure"].score_answers()


def put(*path, value):
    """A change that puts a value at a place in the blocks."""

    def change(blocks):
        for step in path[:-1]:
            blocks = blocks[step]
        blocks[path[-1]] = deepcopy(value)

    return change


AGE = ("questions", 3, "bands")
REPORT = "report"
FAULTS = {
    "a choice about other columns that does not exist": (
        put("other_columns", value="kept"),
        "other_columns: Input should be 'refused' or 'ignored'",
    ),
    "one band": (put(*AGE, value={"a": {"label": "A", "range": [18, 34]}}), "'bands' are two or"),
    "bands of a question that is no number": (
        put("questions", 2, "bands", value=yaml.safe_load(PANEL)["questions"][3]["bands"]),
        "question Q3: 'bands' are two or more, of a number",
    ),
    "bands that touch": (
        put(*AGE, "old", "range", value=[34, 50]),
        "'18 to 34' and '50 or more' ov",
    ),
    "a band that runs downwards": (put(*AGE, "old", "range", value=[50, 40]), "runs from 50 downw"),
    "bands of the same label": (put(*AGE, "old", "label", value="18 to 34"), "band label stands"),
    "a band of the name of another column": (
        put("questions", 2, "items", value={"ppage_band": "Home"}),
        "column name stands more than once: ppage_band",
    ),
    "a missing column of the name of another": (
        put("questions", 2, "items", value={"ppage_missing": "Home"}),
        "column name stands more than once: ppage_missing",
    ),
    "an unknown key": (put(REPORT, "chapters", value=[]), "report.chapters: Extra inputs are not"),
    "a characteristic that nobody was asked": (
        put(REPORT, "characteristics", value=["tenure", "region"]),
        "report: no column is named 'region'",
    ),
    "a number as a characteristic": (
        put(REPORT, "characteristics", value=["tenure", "ppage"]),
        "characteristic 'ppage' has no answers to compare groups by",
    ),
    "a characteristic twice": (
        put(REPORT, "characteristics", value=["tenure", "tenure"]),
        "characteristic stands more than once: tenure",
    ),
    "an item without a positive side": (
        put(REPORT, "items", value=["Q8_1", "tenure"]),
        "item 'tenure' has no answer on the positive side",
    ),
    "a core item that nobody was asked": (put(REPORT, "core", value=["Q9"]), "is named 'Q9'"),
    "an index of an item without sides": (
        put(REPORT, "index", "items", value=["Q8_1", "tenure"]),
        "report: index: the answers of 'tenure' do not run",
    ),
    "an index of a scale that turns back": (
        put("scales", "trust", 3, "side", value="positive"),
        "report: index: the answers of 'Q8_1' do not run",
    ),
    "an index whose groups leave low scores out": (
        put(REPORT, "index", "groups", "low", "from", value=-0.9),
        "index 'trust': the last group is from -1",
    ),
    "an index whose groups run upwards": (
        put(REPORT, "index", "groups", "middle", "from", value=0.6),
        "index 'trust': groups run from the highest 'from' down",
    ),
    "a group beyond the scores": (
        put(REPORT, "index", "groups", "high", "from", value=1.5),
        "from: Input should be less than or equal to 1",
    ),
    "an intersection of an answer that nobody could give": (
        put(REPORT, "intersections", 0, "where", "tenure", value=["squatted"]),
        re.escape("report: 'tenure' has no answer ['squatted']"),
    ),
    "an intersection of nothing": (
        put(REPORT, "intersections", 0, "where", value={}),
        "where: Dictionary should have at least 1 item",
    ),
    "a crossing of what is no characteristic": (
        put(REPORT, "crossings", value=[["tenure", "Q8_1"]]),
        re.escape("crossings: ['Q8_1'] are no characteristics"),
    ),
    "a crossing of three characteristics": (
        put(REPORT, "crossings", value=[["tenure", "ppage_band", "tenure"]]),
        "crossings.0: Tuple should have at most 2 items",
    ),
    "a crossing twice": (
        put(REPORT, "crossings", value=[["tenure", "ppage_band"], ["ppage_band", "tenure"]]),
        "crossing stands more than once: ppage_band x tenure",
    ),
    "a crossing of a characteristic with itself": (
        put(REPORT, "crossings", value=[["tenure", "tenure"]]),
        "crossings: a characteristic is crossed with itself",
    ),
    "a reference that is no characteristic": (
        put(REPORT, "reference", value={"Q8_1": "some"}),
        re.escape("reference: ['Q8_1'] are no characteristics"),
    ),
    "a reference that is no answer": (
        put(REPORT, "reference", value={"tenure": "squatted"}),
        re.escape("report: 'tenure' has no answer ['squatted']"),
    ),
    "a compared item that nobody was asked": (
        put(REPORT, "compare", "items", "Q9", value={"with": "q", "wording": "same"}),
        "report: no column is named 'Q9'",
    ),
    "a wording that differs without a note": (
        put(REPORT, "compare", "items", "Q8_1", "wording", value="different"),
        "item 'trust_congress': a wording that is not the same needs a 'note'",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_instrument_is_refused_for(fault):
    change, message = FAULTS[fault]
    with pytest.raises(BadInstrument, match=message) as refused:
        parse(change)
    assert str(refused.value).startswith("instrument.yml: ")
