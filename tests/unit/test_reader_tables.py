"""Domains and verdicts in words."""

from __future__ import annotations

import pandas as pd

from parentdata.answers import Domain
from parentdata.reader_tables import (
    label_domains,
    summarise_opinions,
    tabulate_by_domain,
    tabulate_terms,
    tabulate_verdicts,
)

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
            "statistic": ["share", "share", "mean"],
            "value": [1e-15, 2e-15, 0.0],
            "se": [0.0, 3e-16, 1e-16],
        }
    )
    told = summarise_opinions(apart, data_status="stand-in")
    assert told.values.tolist() == [
        ["mean", 1, 0.0, 1e-16, "stand-in"],
        ["share", 2, 2e-15, 3e-16, "stand-in"],
    ]


def test_what_each_characteristic_adds_stands_beside_the_test_of_the_model():
    terms = pd.DataFrame(
        {
            "model": ["linear", "ordinal"],
            "characteristic_label": "Home",
            "f": [3.0, 4.0],
            "p": [0.1, 0.05],
        }
    )
    told = tabulate_terms(terms, odds_f=1.5, odds_p=0.2, data_status="real")
    assert told.astype(object).where(told.notna(), None).values.tolist() == [
        ["Home", 3.0, 0.1, 4.0, 0.05, "real"],
        ["Test: same slopes at every cut point", None, None, 1.5, 0.2, "real"],
    ]


def test_shares_lie_by_item_and_domain_and_a_domain_withheld_throughout_is_left_out():
    rows = [
        ("Police", "tenure=rented", 0.4), ("Police", "renting_mothers", None),
        ("Council", "tenure=rented", 0.6), ("Council", "renting_mothers", None),
    ]  # fmt: skip
    shares = pd.DataFrame(rows, columns=["item_label", "domain", "value"])
    told = tabulate_by_domain(shares, DOMAINS, data_status="real")
    assert list(told.columns) == ["item_label", "Home: Rented", "data_status"]
    assert told.values.tolist() == [["Police", 0.4, "real"], ["Council", 0.6, "real"]]
