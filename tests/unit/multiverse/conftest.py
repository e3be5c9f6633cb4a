"""A survey of a dozen, a handful of replies, and the claims about them."""

import pandas as pd
import pytest

from parentdata.claims import parse_claims
from parentdata.instrument import parse_instrument
from parentdata.multiverse import Replies, Survey
from parentdata.survey.design import Design

INSTRUMENT = """\
study: s
key: k
title: A survey
population: parents
sampling: voluntary
respondent_id: rid
respondent_id_pattern: "[0-9]+"
missing:
  not_answered: {code: -99, label: Not answered}
  dont_know: {code: -98, label: Don't know}
scales:
  agree:
    - {code: 1, name: strongly, label: Strongly agree, side: positive}
    - {code: 2, name: agree, label: Agree, side: positive}
    - {code: 3, name: neither, label: Neither, side: neutral}
    - {code: 4, name: disagree, label: Disagree, side: negative}
    - {code: 5, name: strongly_not, label: Strongly disagree, side: negative}
  gender:
    - {code: 1, name: woman, label: Woman}
    - {code: 2, name: man, label: Man}
questions:
  - id: Q1
    topic: statements
    short: Asked
    text: Should parents be asked?
    wording: reconstructed
    type: likert
    scale: agree
    missing: [not_answered, dont_know]
    items: {asked: Asked, told: Told}
  - id: Q2
    topic: person
    short: You
    text: Gender
    wording: reconstructed
    type: single
    scale: gender
    items: {gender: Gender}
report:
  characteristics: [gender]
  items: [asked, told]
  reference: {gender: man}
  index:
    name: licence
    label: Licence
    items: [asked, told]
    groups:
      strong: {label: Strong, from: 0.5}
      some: {label: Some, from: 0}
      none: {label: "No", from: -1}
"""
CLAIMS = """\
sources: {post: A blog post}
claims:
  - {id: asked, study: s, sentence: half, source: post, kind: verbal, unit: share, text: half,
     value: 0.5, low: 0.45, high: 0.55, rule: within, tolerance: near,
     rests_on: {estimates: [k.statements.asked.positive.share], field: value}}
  - {id: all, study: s, sentence: all, source: post, kind: verbal, unit: share, text: all agree,
     low: 0.1, rule: consensus, side: above, tolerance: few,
     rests_on: {estimates: ["k.statements.asked.positive.share|*"], field: interval}}
  - {id: less, study: s, sentence: less, source: post, kind: verbal, unit: points, text: less,
     rule: direction, side: below, rests_on: {field: interval, estimates:
     ["k.statements.asked.positive.difference|gender=woman~gender=man"]}}
  - {id: licence, study: s, sentence: less, source: post, kind: verbal, unit: points, text: less,
     rule: direction, side: below, rests_on: {field: interval, estimates:
     ["k.licence.licence_group.positive.difference|gender=woman~gender=man"]}}
  - {id: admit, study: f, sentence: two, source: post, kind: count, unit: count, value: 2,
     rule: equal, rests_on: {estimates: ["foi.use.admits.count|programme=in_programme"],
     field: count}}
  - {id: words, study: s, sentence: words, source: post, kind: verbal, text: words,
     not_testable: words}
"""
PLAN = """\
seed: 7
choices:
  dont_know: {label: Don't know, options: {in_base: In, left_out: Out}}
  not_answered: {label: Silence, options: {left_out: Out, in_base: In}}
  cut: {label: "Yes", options: {usual: Both, strict: First, wide: Neither too}}
  minimum_base: {label: Fewest, options: {"1": "1", "50": "50"}}
claims:
  - claim: asked
    family: shares
    choices: {dont_know: [in_base, left_out], cut: [usual, strict], minimum_base: ["1", "50"]}
"""


@pytest.fixture
def ledger():
    return parse_claims(CLAIMS, source="claims.yml")


@pytest.fixture
def claim(ledger):
    return {each.id: each for each in ledger}


@pytest.fixture
def survey():
    """Twelve parents: 8 women and 4 men; one does not know and one is silent on being asked."""
    asked = ["strongly", "agree", "agree", "neither", "disagree", "disagree", "dont_know",
             "not_answered", "strongly", "strongly", "agree", "strongly_not"]  # fmt: skip
    return Survey(
        respondents=pd.DataFrame(
            {"rid": range(12), "asked": asked, "told": ["agree", "disagree"] * 6,
             "gender": ["woman"] * 8 + ["man"] * 4, "w": [1.0] * 8 + [3.0] * 4,
             "data_status": "stand-in"}
        ),
        instrument=parse_instrument(INSTRUMENT, source="instrument.yml"),
        design=Design(weight="w"),
        margins={"gender": {"woman": 0.5, "man": 0.5}},
    )  # fmt: skip


@pytest.fixture
def replies():
    """Five requests, four of them in the programme; who said what of having and using."""
    codes = ["uses_has_used", "uses_is_using", "uses_intends", "uses_denies",
             "definition_not_met", "relabelled_matching"]  # fmt: skip
    said = {
        # unit: {code: (coder A, coder B, decided)}
        "R1": {"uses_has_used": ("present", "present", "present")},
        "R2": {"uses_is_using": ("present", "absent", "present")},
        "R3": {"uses_intends": ("present", None, "present"),
               "relabelled_matching": ("present", "present", "present")},
        "R4": {"uses_is_using": ("present", "present", "present")},
        "R5": {"uses_has_used": ("absent", "present", "absent")},
    }  # fmt: skip
    rows = [
        (unit, code, *values.get(code, ("absent", "absent", "absent")))
        for unit, values in said.items()
        for code in codes
    ]
    return Replies(
        register=pd.DataFrame(
            {"request_id": list(said), "response_id": [f"P{n}" for n in range(1, 6)],
             "is_programme": [True, True, True, False, True], "data_status": "stand-in"}
        ),
        decided=pd.DataFrame(rows, columns=["unit_id", "code", "value_a", "value_b", "value"]),
    )  # fmt: skip
