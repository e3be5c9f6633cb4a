"""Shares, nets and response on frames small enough to count by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from parentdata.answers import (
    ESTIMATE_COLUMNS,
    Choices,
    count_respondents,
    estimate_net,
    estimate_response,
    estimate_shares,
    split_domains,
)
from parentdata.instrument import parse_instrument

INSTRUMENT = parse_instrument(
    """
study: small-survey
key: small
title: Small survey
population: parents
sampling: voluntary
respondent_id: respondent_id
respondent_id_pattern: "[0-9]"
missing:
  not_answered: {code: -9, label: Not answered}
  dont_know: {code: -8, label: Don't know}
  not_asked: {code: -6, label: Not asked}
scales:
  trust:
    - {code: 1, name: would, label: Would trust, side: positive}
    - {code: 2, name: neither, label: Neither, side: neutral}
    - {code: 3, name: would_not, label: Would not trust, side: negative}
  tenure:
    - {code: 1, name: owned, label: Owned}
    - {code: 2, name: rented, label: Rented}
questions:
  - id: Q1
    topic: trust
    short: Trust
    text: How far would you trust each of these?
    wording: reconstructed
    type: likert
    scale: trust
    missing: [not_answered, dont_know]
    items: {trust_council: Council, trust_police: Police}
  - id: Q2
    topic: reason
    short: Reason
    text: Do you trust the council for a reason of its own?
    wording: reconstructed
    type: likert
    scale: trust
    ask_if: {trust_council: [would]}
    items: {reason: Has a reason}
  - id: Q3
    topic: respondent
    short: Home
    text: Is your home owned or rented?
    wording: reconstructed
    type: single
    scale: tenure
    items: {tenure: Home}
  - id: Q4
    topic: respondent
    short: Children
    text: How many children?
    wording: reconstructed
    type: number
    range: [1, 9]
    items: {children: Children}
""",
    source="test",
)
RESPONDENTS = pd.DataFrame(
    {
        "respondent_id": list("12345678"),
        "trust_council": [
            "would", "would", "would", "neither", "would_not", "dont_know", "dont_know",
            "not_answered",
        ],
        "trust_police": ["would_not"] * 8,
        "reason": ["would", "would_not", "not_answered", *["not_asked"] * 5],
        "tenure": ["owned", "owned", "rented", "rented", "owned", "owned", "owned", "owned"],
        "children": [1, 2, None, 1, 1, 1, 1, 1],
        "children_missing": ["", "", "not_answered", "", "", "", "", ""],
        "data_status": "stand-in",
    }
)  # fmt: skip
COUNCIL = [INSTRUMENT.variables["trust_council"]]


def estimate(variables=COUNCIL, *, dont_know="in_base", minimum_base=1, level=0.95, **options):
    choices = Choices(level=level, dont_know=dont_know, minimum_base=minimum_base)
    table = estimate_shares(RESPONDENTS, INSTRUMENT, variables, choices=choices, **options)
    return table.set_index("id")


def test_every_answer_and_every_side_has_a_share_of_those_who_answered():
    found = estimate()[["count", "n"]].apply(tuple, axis=1).to_dict()
    assert found == {
        "small.trust.council.would.share": (3, 7),
        "small.trust.council.neither.share": (1, 7),
        "small.trust.council.would_not.share": (1, 7),
        "small.trust.council.dont_know.share": (2, 7),
        "small.trust.council.positive.share": (3, 7),
        "small.trust.council.neutral.share": (1, 7),
        "small.trust.council.negative.share": (1, 7),
    }
    assert estimate().loc["small.trust.council.would.share", "value"] == 3 / 7


def test_leaving_dont_know_out_shrinks_the_base_and_says_so():
    row = estimate(dont_know="left_out").loc["small.trust.council.would.share"]
    assert (row["count"], row["n"]) == (3, 5)
    assert row["base"] == "everyone; answered Q1, “don't know” left out"


def test_a_routed_question_is_a_share_of_those_asked_and_says_who_they_are():
    row = estimate([INSTRUMENT.variables["reason"]]).loc["small.reason.reason.would.share"]
    assert (row["count"], row["n"]) == (1, 2)
    assert row["base"] == "those who answered “Would trust” to Q1; answered Q2"


def test_a_share_on_a_small_base_is_withheld_with_its_count():
    row = estimate(minimum_base=8).loc["small.trust.council.would.share"]
    assert row["is_withheld"]
    assert row[["value", "ci_low", "ci_high", "count"]].isna().all()
    assert row["n"] == 7


def test_a_domain_stands_in_the_id_and_in_the_base():
    domains = split_domains(RESPONDENTS, INSTRUMENT, ["tenure"])
    row = estimate(domains=domains).loc["small.trust.council.would.share|tenure=rented"]
    assert (row["count"], row["n"]) == (1, 2)
    assert row["base"].endswith("; Home: Rented")


def test_a_domain_in_which_nobody_answered_is_withheld():
    domains = split_domains(RESPONDENTS.assign(tenure="owned"), INSTRUMENT, ["tenure"])
    row = estimate(domains=domains).loc["small.trust.council.would.share|tenure=rented"]
    assert row["is_withheld"]
    assert row["n"] == 0


def test_a_named_set_of_answers_is_the_sum_of_its_answers():
    row = estimate(named={"open": ["would", "neither"]}).loc["small.trust.council.open.share"]
    assert row["count"] == 4


def test_the_interval_widens_with_the_level():
    narrow, wide = (
        estimate(level=level).loc["small.trust.council.would.share"] for level in (0.8, 0.99)
    )
    assert wide["ci_low"] < narrow["ci_low"] < narrow["value"] < narrow["ci_high"]
    assert wide["ci_high"] > narrow["ci_high"]


def test_net_is_the_difference_with_the_variance_of_one_multinomial():
    net = estimate_net(estimate().reset_index(), level=0.95).iloc[0]
    half = 1.959963984540054 * math.sqrt((4 / 7 - (2 / 7) ** 2) / 7)
    assert net["id"] == "small.trust.council.net.net"
    assert net["value"] == pytest.approx(2 / 7, rel=1e-12)
    assert net["ci_low"] == pytest.approx(2 / 7 - half, rel=1e-12)


def test_a_net_never_leaves_minus_one_to_one():
    net = estimate_net(estimate([INSTRUMENT.variables["trust_police"]]).reset_index(), level=0.95)
    assert net[["value", "ci_low", "ci_high"]].iloc[0].tolist() == [-1.0, -1.0, -1.0]


def test_response_counts_those_asked_and_reads_the_companion_of_a_number():
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=1)
    response = estimate_response(
        RESPONDENTS, INSTRUMENT, INSTRUMENT.variables.values(), choices=choices
    ).set_index("id")
    counts = {
        name: tuple(response.loc[f"small.response.{name}.share", ["count", "n"]])
        for name in (
            "trust_council.answered", "trust_council.dont_know", "reason.not_answered",
            "children.not_answered", "children.answered",
        )
    }  # fmt: skip
    assert counts == {
        "trust_council.answered": (5, 8),
        "trust_council.dont_know": (2, 8),
        "reason.not_answered": (1, 3),
        "children.not_answered": (1, 8),
        "children.answered": (7, 8),
    }


def test_the_respondents_are_counted_in_the_same_form_and_status():
    row = count_respondents(RESPONDENTS, INSTRUMENT)
    assert tuple(row.columns) == ESTIMATE_COLUMNS
    assert row.iloc[0][["value", "data_status"]].tolist() == [8, "stand-in"]


def test_one_stand_in_row_makes_every_estimate_stand_in():
    mixed = RESPONDENTS.assign(data_status=["stand-in", *["real"] * 7])
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=1)
    table = estimate_shares(mixed, INSTRUMENT, COUNCIL, choices=choices)
    assert set(table["data_status"]) == {"stand-in"}
