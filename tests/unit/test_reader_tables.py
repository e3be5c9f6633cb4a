"""Domains and verdicts in words."""

from __future__ import annotations

import pandas as pd

from parentdata.answers import Domain
from parentdata.instrument import parse_instrument
from parentdata.reader_tables import (
    KINDS,
    label_crossings,
    label_domains,
    summarise_opinions,
    tabulate_by_domain,
    tabulate_verdicts,
)
from parentdata.second_opinion import REVIEWED

CROSSED = """
study: tiny
key: tiny
title: Tiny
population: parents
sampling: probability
respondent_id: id
respondent_id_pattern: "[0-9]+"
missing: {not_answered: {code: -1, label: No answer}}
scales:
  home: [{code: 1, name: owned, label: Owned}, {code: 2, name: rented, label: Rented}]
  age: [{code: 1, name: younger, label: Younger}, {code: 2, name: older, label: Older}]
questions:
  - {id: Q1, topic: you, short: Home, text: Home, wording: published, type: single, scale: home,
     items: {home: Home}}
  - {id: Q2, topic: you, short: Age, text: Age, wording: published, type: single, scale: age,
     items: {age: Age}}
"""
NOBODY = pd.Series(dtype=bool)
DOMAINS = [
    Domain(name="tenure=rented", label="Home: Rented", members=NOBODY),
    Domain(name="renting_mothers", label="Mothers who rent", members=NOBODY),
]


def test_a_domain_is_told_by_characteristic_and_group():
    rows = pd.DataFrame({"domain": ["tenure=rented", "renting_mothers", "other"], "n": [1, 2, 3]})
    assert label_domains(rows, DOMAINS)[["characteristic", "group", "n"]].values.tolist() == [
        ["Home", "Rented", 1],
        ["", "Mothers who rent", 2],
    ]


def test_verdicts_are_told_in_words_with_the_groups_that_lie_apart():
    items = pd.DataFrame(
        {
            "topic": "trust",
            "item": ["council", "police", "schools"],
            "item_label": ["Council", "Police", "Schools"],
            "value": [0.7, 0.4, 0.5],
            "by_interval": ["consensus", "consensus", "undetermined"],
            "by_interval_side": ["above", "below", ""],
            "by_point": ["consensus", "consensus", "division"],
            "by_point_side": ["above", "below", ""],
            "by_point_dividing": [(), (), ("tenure=rented", "renting_mothers")],
        }
    )
    told = tabulate_verdicts(items, DOMAINS, data_status="stand-in")
    assert told[["by_interval", "by_point", "apart"]].values.tolist() == [
        ["Consensus: for", "Consensus: for", "none"],
        ["Consensus: against", "Consensus: against", "none"],
        ["Cannot tell", "Division", "Home: Rented; Mothers who rent"],
    ]


def test_the_second_opinion_is_told_by_kind_with_its_largest_difference():
    apart = pd.DataFrame(
        {
            "id": ["a", "b", "c"],
            "statistic": ["mean", "share", "share"],
            "value": [0.0, 1e-15, 2e-15],
            "se": [1e-16, 0.0, 3e-16],
            "ci_low": [0.0, 4e-16, 0.0],
            "ci_high": [0.0, 0.0, 5e-16],
        }
    )
    told = summarise_opinions(apart, data_status="stand-in")
    assert told.values.tolist() == [
        ["share", "Weighted shares", 2, 2e-15, 3e-16, 5e-16, "stand-in"],
        ["mean", "Means", 1, 0.0, 1e-16, 0.0, "stand-in"],
    ]


def test_every_kind_that_has_a_second_opinion_has_words():
    assert set(KINDS) == set(REVIEWED)


def test_crossed_domains_have_the_words_of_both_answers():
    instrument = parse_instrument(CROSSED, source="test")
    rows = pd.DataFrame({"domain": ["", "home=rented", "home=rented+age=older", "mothers"]})
    told = label_crossings(rows, instrument)
    assert told.values.tolist() == [["home=rented+age=older", "Home: Rented", "Age: Older"]]


def test_shares_lie_by_item_and_domain_and_a_domain_withheld_throughout_is_left_out():
    rows = [
        ("Police", "tenure=rented", 0.4), ("Police", "renting_mothers", None),
        ("Council", "tenure=rented", 0.6), ("Council", "renting_mothers", None),
    ]  # fmt: skip
    shares = pd.DataFrame(rows, columns=["item_label", "domain", "value"])
    told = tabulate_by_domain(shares, DOMAINS, data_status="real")
    assert list(told.columns) == ["item_label", "Home: Rented", "data_status"]
    assert told.values.tolist() == [["Police", 0.4, "real"], ["Council", 0.6, "real"]]
