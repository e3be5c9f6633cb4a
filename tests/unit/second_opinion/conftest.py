"""The 900 parents of tests/reference as a survey with an index, and its rows of every kind."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from parentdata.answers import (
    Choices,
    count_respondents,
    cross_domains,
    estimate_shares,
    estimate_weighted_differences,
    estimate_weighted_net,
    estimate_weighted_shares,
    everyone,
    find_intersections,
    mark_unweighted,
    pair_with_reference,
    split_domains,
    summarise_weights,
)
from parentdata.instrument import parse_instrument
from parentdata.licence import (
    check_ordinal_factor,
    check_reliability,
    compare_index,
    compare_social_groups,
    estimate_distribution,
    estimate_group_shares,
    list_comparisons,
    list_regression,
    list_reliability,
    list_terms,
    regress_index,
)
from parentdata.second_opinion import hold_second_opinion, second_opinions
from parentdata.survey import Design

TEXT = """
study: parents900
key: p
title: Made-up parents
population: parents
sampling: probability
respondent_id: id
respondent_id_pattern: "[0-9]+"
missing:
  not_answered: {code: -9, label: Not answered}
  dont_know: {code: -8, label: Don't know}
scales:
  agreement:
    - {code: 1, name: a1, label: Strongly agree, side: positive}
    - {code: 2, name: a2, label: Agree, side: positive}
    - {code: 3, name: a3, label: Neither, side: neutral}
    - {code: 4, name: a4, label: Disagree, side: negative}
    - {code: 5, name: a5, label: Strongly disagree, side: negative}
  sex:
    - {code: 1, name: f, label: Female}
    - {code: 2, name: m, label: Male}
  group:
    - {code: 1, name: a, label: A}
    - {code: 2, name: b, label: B}
    - {code: 3, name: c, label: C}
    - {code: 4, name: d, label: D}
    - {code: 5, name: e, label: E}
questions:
  - {id: Q1, topic: views, short: Views, text: "Views?", wording: reconstructed, type: likert,
     scale: agreement, missing: [not_answered, dont_know], items: {view_L1: First, view_L2: Second,
     view_L3: Third}}
  - {id: Q2, topic: you, short: Sex, text: "Sex?", wording: reconstructed, type: single,
     scale: sex, items: {sex: Sex}}
  - {id: Q3, topic: you, short: Group, text: "Group?", wording: reconstructed, type: single,
     scale: group, items: {grp: Group}}
report:
  characteristics: [sex, grp]
  items: [view_L1, view_L2, view_L3]
  index:
    name: licence
    label: Licence
    items: [view_L1, view_L2, view_L3]
    groups:
      strong: {label: Strong, from: 0.25}
      qualified: {label: Qualified, from: -0.25}
      none: {label: None, from: -1.0}
  intersections:
    - {name: women_ab, label: Women in A or B, where: {sex: [f], grp: [a, b]}}
"""
INSTRUMENT = parse_instrument(TEXT, source="test")
VIEWS = [INSTRUMENT.variables[name] for name in ("view_L1", "view_L2")]
NAMED = {"any_view": ["a1", "a2", "a4", "a5"]}
DESIGN = Design(weight="w", stratum="strat", psu="psu")
# Models want groups of a size; group e has eleven people.
MODEL_CHOICES = Choices(level=0.95, dont_know="in_base", minimum_base=20)


def read_parents() -> pd.DataFrame:
    """Answers named; every ninth "don't know"; a third item between the others, with noise."""
    table = pd.read_csv(Path(__file__).parents[2] / "reference" / "parents900.csv")
    table["L3"] = ((table["L1"] + table["L2"]) // 2 + table["id"] % 3 - 1).clip(1, 5)
    for item in ("L1", "L2", "L3"):
        named = table[item].map({k: f"a{k}" for k in range(1, 6)}).astype(object)
        table[f"view_{item}"] = named.where(named.notna(), "not_answered")
        table.loc[table["id"] % 9 == 0, f"view_{item}"] = "dont_know"
    table["sex"], table["grp"] = table["sex"].str.lower(), table["grp"].str.lower()
    table["fpc"] = 28 + 2 * table["strat"]
    table["taken"] = 6 / table["fpc"]
    return table.assign(data_status="stand-in")


def estimate_all(respondents, design=DESIGN, *, dont_know="in_base"):
    """Rows of every statistic that is reviewed, in domains of every kind."""
    choices = Choices(level=0.95, dont_know=dont_know, minimum_base=8)
    names = INSTRUMENT.report.characteristics
    domains = [
        everyone(respondents),
        *split_domains(respondents, INSTRUMENT, names),
        *cross_domains(respondents, INSTRUMENT, names),
        *find_intersections(respondents, INSTRUMENT),
    ]
    options = {"design": design, "choices": choices, "domains": domains}
    pairs = list(pair_with_reference(respondents, INSTRUMENT, names))
    parts = [
        estimate_weighted_shares(respondents, INSTRUMENT, VIEWS, named=NAMED, **options),
        estimate_weighted_net(respondents, INSTRUMENT, VIEWS, **options),
        estimate_weighted_differences(
            respondents, INSTRUMENT, VIEWS, design=design, choices=choices, pairs=pairs
        ),
        estimate_group_shares(respondents, INSTRUMENT, minimum_answered=2, **options),
    ]
    parts.append(estimate_distribution(respondents, INSTRUMENT, minimum_answered=2, **options))
    return pd.concat(parts, ignore_index=True)


def review(respondents, estimates, design=DESIGN, **options):
    opinions = second_opinions(
        respondents, estimates, INSTRUMENT, design, **{"named": NAMED} | options
    )
    return hold_second_opinion(estimates, opinions)


def estimate_models(respondents, design=DESIGN, *, choices=MODEL_CHOICES, instrument=INSTRUMENT):
    """Rows about regressions, tests between groups, and the agreement of the items."""
    names = instrument.report.characteristics
    options = {"design": design, "choices": choices}
    regression = regress_index(respondents, instrument, minimum_answered=2, **options)
    listed = {"choices": choices, "minimum_answered": 2}
    families = [
        compare_social_groups(respondents, instrument, VIEWS, names=names, **options),
        compare_social_groups(
            respondents, instrument, VIEWS, names=names, outcome="answers", **options
        ),
        compare_index(respondents, instrument, names=names, minimum_answered=2, **options),
    ]
    reliability = check_reliability(respondents, instrument, design=design)
    ordinal = check_ordinal_factor(respondents, instrument, design=design)
    return pd.concat(
        [
            list_regression(respondents, instrument, regression, **listed),
            list_terms(respondents, instrument, regression, **listed),
            *(list_comparisons(respondents, instrument, f, choices=choices) for f in families),
            list_reliability(respondents, instrument, reliability, ordinal),
        ],
        ignore_index=True,
    )


def estimate_plain(respondents, design=DESIGN):
    """Rows that no design stands behind."""
    plain = estimate_shares(respondents, INSTRUMENT, VIEWS, choices=MODEL_CHOICES)
    return pd.concat(
        [
            mark_unweighted(plain),
            count_respondents(respondents, INSTRUMENT),
            summarise_weights(respondents, INSTRUMENT, design=design),
        ],
        ignore_index=True,
    )


@pytest.fixture(scope="session")
def parents() -> pd.DataFrame:
    return read_parents()


@pytest.fixture(scope="session")
def estimates(parents) -> pd.DataFrame:
    """Rows of `estimate_all`, made once; a test that alters them copies them first."""
    return estimate_all(parents)


@pytest.fixture(scope="session")
def survey() -> SimpleNamespace:
    """The survey, and the functions that make its rows and review them."""
    return SimpleNamespace(
        instrument=INSTRUMENT,
        text=TEXT,
        design=DESIGN,
        views=VIEWS,
        named=NAMED,
        model_choices=MODEL_CHOICES,
        estimate_all=estimate_all,
        estimate_models=estimate_models,
        estimate_plain=estimate_plain,
        review=review,
    )
