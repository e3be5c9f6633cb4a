"""Design files: what they say, the design they build, and what they refuse."""

import re

import pytest
import yaml

from parentdata.design_file import (
    BadDesignFile,
    check_design_file,
    load_design_file,
    parse_design_file,
)
from parentdata.instrument import parse_instrument
from parentdata.survey.design import Design
from parentdata.survey.from_file import build_design
from parentdata.survey.replicates import ReplicateDesign

STRATIFIED = {
    "description": "Schools within regions, then one pupil each.",
    "weight": "wt",
    "stratum": "region",
    "psu": ["school", "pupil"],
    "fpc": ["n_schools", "n_pupils"],
    "lonely_psu": "centre",
    "margins": {
        "region": {"basis": "assumed", "source": "None.", "shares": {"North": 0.4, "South": 0.6}},
        "sex": {"basis": "published", "source": "Census.", "shares": {"woman": 0.51, "man": 0.49}},
    },
}  # fmt: skip
REPLICATED = {
    "description": "As delivered.",
    "weight": "wt",
    "replicates": {"prefix": "rw", "type": "Fay", "scale": 0.25, "degf": 3},
}
INSTRUMENT = """
study: tiny
key: tiny
title: Tiny
population: pupils
sampling: probability
respondent_id: id
respondent_id_pattern: "[0-9]+"
missing: {not_answered: {code: -1, label: No answer}}
scales:
  sex: [{code: 1, name: woman, label: Woman}, {code: 2, name: man, label: Man}]
questions:
  - {id: Q1, topic: you, short: You, text: Your sex, wording: published, type: single, scale: sex,
     items: {sex: Sex}}
"""


def parse(fields, **changes):
    return parse_design_file(yaml.safe_dump({**fields, **changes}), source="design.yml")


def test_columns_of_the_design_are_told_apart_as_text_and_numbers():
    stated = parse(STRATIFIED)
    assert stated.text_columns == ("region", "school", "pupil")
    assert stated.number_columns(["wt"]) == ("wt", "n_schools", "n_pupils")


def test_a_stratified_design_is_built_as_stated():
    assert build_design(parse(STRATIFIED), []) == Design(
        weight="wt",
        stratum="region",
        psu=("school", "pupil"),
        fpc=("n_schools", "n_pupils"),
        lonely_psu="centre",
    )


def test_a_weight_alone_is_a_design_that_stops_at_a_lonely_psu():
    stated = parse({"description": "A panel.", "weight": "wt"})
    assert build_design(stated, []) == Design(weight="wt", lonely_psu="fail")
    assert stated.text_columns == ()


def test_replicate_weights_are_found_by_their_prefix_in_the_order_of_their_numbers():
    names = ["id", "rw10", "rw2", "rw1", "rwx", "xrw3"]
    stated = parse(REPLICATED)
    assert stated.number_columns(names) == ("wt", "rw1", "rw2", "rw10")
    assert build_design(stated, names) == ReplicateDesign(
        weight="wt", replicates=("rw1", "rw2", "rw10"), kind="Fay", scale=0.25, degf=3.0
    )


def test_replicate_weights_may_be_listed():
    replicates = {"columns": ["b", "a"], "type": "JKn", "scale": 1, "rscales": [0.5, 0.5]}
    built = build_design(parse(REPLICATED, replicates=replicates), ["a", "b"])
    assert (built.replicates, built.rscales) == (("b", "a"), (0.5, 0.5))


def test_a_prefix_that_no_column_has_is_refused():
    with pytest.raises(BadDesignFile, match="no column is named 'rw' and a number"):
        build_design(parse(REPLICATED), ["wt", "rw"])


FAULTS = {
    "no weight": ({"weight": None}, "weight: Input should be a valid string"),
    "an unknown key": ({"strata": "region"}, "strata: Extra inputs are not permitted"),
    "an unknown choice": ({"lonely_psu": "ignore"}, "lonely_psu: Input should be 'fail', "),
    "one column twice": ({"stratum": "wt"}, "column of the design stands more than once: wt"),
    "strata beside replicates": (
        {"replicates": REPLICATED["replicates"]},
        "replicates stand in the place of stratum, psu and fpc",
    ),
    "shares that do not add up": (
        {"margins": {"sex": {"basis": "assumed", "source": "x", "shares": {"a": 0.5, "b": 0.4}}}},
        "margins.sex: Value error, shares add up to 0.9, not to 1",
    ),
    "a margin without a ground": (
        {"margins": {"sex": {"source": "x", "shares": {"a": 0.5, "b": 0.5}}}},
        "margins.sex.basis: Field required",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_design_file_is_refused_for(fault):
    changes, message = FAULTS[fault]
    with pytest.raises(BadDesignFile, match=re.escape(message)) as refused:
        parse(STRATIFIED, **changes)
    assert str(refused.value).startswith("design.yml: ")


@pytest.mark.parametrize("extra", [{}, {"columns": ["a"], "prefix": "rw"}])
def test_replicates_need_a_list_or_a_prefix_and_not_both(extra):
    with pytest.raises(BadDesignFile, match="give either 'columns' or 'prefix'"):
        parse(REPLICATED, replicates={"type": "BRR", "scale": 1, **extra})


def test_a_file_that_is_not_there_or_not_yaml_is_refused(tmp_path):
    with pytest.raises(BadDesignFile, match=r"design\.yml: the design cannot be read \(FileNotF"):
        load_design_file(tmp_path / "design.yml")
    (tmp_path / "design.yml").write_text("weight: [")
    with pytest.raises(BadDesignFile, match=r"design\.yml: while parsing"):
        load_design_file(tmp_path / "design.yml")


def check(stated):
    instrument = parse_instrument(INSTRUMENT, source="instrument.yml")
    check_design_file(stated, instrument, source="design.yml")


def test_a_design_that_fits_its_questionnaire_is_let_through():
    check(parse(STRATIFIED))


@pytest.mark.parametrize("changes", [{"weight": "sex"}, {"stratum": "id"}, {"fpc": ["sex", "f"]}])
def test_a_column_that_is_a_question_as_well_is_refused(changes):
    with pytest.raises(BadDesignFile, match="a column of the design is in the questionnaire"):
        check(parse(STRATIFIED, **changes))


@pytest.mark.parametrize(
    ("name", "shares", "expected"),
    [
        ("sex", {"woman": 0.5, "boy": 0.5}, "every answer of the question: woman, man"),
        ("age", {"old": 0.5, "young": 0.5}, "a variable of the questionnaire, or a stratum"),
    ],
)
def test_a_margin_of_other_answers_or_of_no_variable_is_refused(name, shares, expected):
    margins = {name: {"basis": "assumed", "source": "x", "shares": shares}}
    with pytest.raises(BadDesignFile, match=f"column '{name}': a margin is given .*\n.*{expected}"):
        check(parse(STRATIFIED, margins=margins))
