"""Weighted shares, nets, differences and weights on frames small enough to work out by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from parentdata.answers import (
    ESTIMATE_COLUMNS,
    BadDomains,
    Choices,
    Domain,
    NoSides,
    check_estimates,
    compare_weighting,
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
from parentdata.instrument import BadInstrument, parse_instrument
from parentdata.survey import BadWeight, Design, LonelyPsu, MissingColumn, UnknownChoice

TEXT = """
study: small-survey
key: small
title: Small survey
population: parents
sampling: probability
respondent_id: respondent_id
respondent_id_pattern: "[0-9]"
missing:
  not_answered: {code: -9, label: Not answered}
  dont_know: {code: -8, label: Don't know}
scales:
  trust:
    - {code: 1, name: would, label: Would trust, side: positive}
    - {code: 2, name: neither, label: Neither, side: neutral}
    - {code: 3, name: would_not, label: Would not trust, side: negative}
  tenure:
    - {code: 1, name: owned, label: Owned}
    - {code: 2, name: rented, label: Rented}
  age:
    - {code: 1, name: younger, label: Younger}
    - {code: 2, name: older, label: Older}
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
  - {id: Q2, topic: you, short: Home, text: "Home?", wording: reconstructed, type: single,
     scale: tenure, items: {tenure: Home}}
  - {id: Q3, topic: you, short: Age, text: "Age?", wording: reconstructed, type: single,
     scale: age, items: {age: Age}}
"""
REPORT = """
report:
  characteristics: [tenure, age]
  items: [trust_council, trust_police]
  reference: {age: older}
  intersections:
    - {name: older_renters, label: Older renters, where: {tenure: [rented], age: [older]}}
"""
INSTRUMENT = parse_instrument(TEXT + REPORT, source="test")
RESPONDENTS = pd.DataFrame(
    {
        "trust_council": ["would", "would_not", "neither", "would", "dont_know", "not_answered"],
        "trust_police": ["would"] * 6,
        "tenure": ["owned", "owned", "rented", "rented", "rented", "owned"],
        "age": ["younger", "older", "older", "older", "younger", "older"],
        "weight": [1.0, 2.0, 3.0, 1.0, 3.0, 2.0],
        "stratum": ["a", "a", "a", "b", "b", "b"],
        "data_status": "stand-in",
    }
)
DESIGN = Design(weight="weight")
COUNCIL = [INSTRUMENT.variables["trust_council"]]
POLICE = [INSTRUMENT.variables["trust_police"]]


def choose(**changes):
    return Choices(**{"level": 0.95, "dont_know": "in_base", "minimum_base": 1} | changes)


def estimate(variables=COUNCIL, *, design=DESIGN, respondents=RESPONDENTS, **options):
    changes = {key: options.pop(key) for key in ("dont_know", "minimum_base") if key in options}
    table = estimate_weighted_shares(
        respondents, INSTRUMENT, variables, design=design, choices=choose(**changes), **options
    )
    check_estimates(table)
    assert tuple(table.columns) == ESTIMATE_COLUMNS
    return table.set_index("id")


def test_shares_are_of_weights_and_counts_are_of_people():
    found = estimate()[["value", "count", "n", "n_weighted"]].apply(tuple, axis=1).to_dict()
    assert found == {
        "small.trust.council.would.share": (0.2, 2, 5, 10.0),
        "small.trust.council.neither.share": (0.3, 1, 5, 10.0),
        "small.trust.council.would_not.share": (0.2, 1, 5, 10.0),
        "small.trust.council.dont_know.share": (0.3, 1, 5, 10.0),
        "small.trust.council.positive.share": (0.2, 2, 5, 10.0),
        "small.trust.council.neutral.share": (0.3, 1, 5, 10.0),
        "small.trust.council.negative.share": (0.2, 1, 5, 10.0),
    }


def test_the_rows_are_those_of_plain_shares_with_a_weighted_base():
    domains = [everyone(RESPONDENTS), *split_domains(RESPONDENTS, INSTRUMENT, ["tenure"])]
    options = {"domains": domains, "named": {"open": ["would", "neither"]}}
    weighted = estimate([*COUNCIL, *POLICE], **options).reset_index()
    plain = estimate_shares(
        RESPONDENTS, INSTRUMENT, [*COUNCIL, *POLICE], choices=choose(), **options
    )
    same = ["id", "topic", "item", "item_label", "answer", "answer_label", "side", "statistic",
            "unit", "domain", "count", "n", "level", "is_withheld", "data_status"]  # fmt: skip
    pd.testing.assert_frame_equal(weighted[same], plain[same])
    assert (weighted["base"] == plain["base"] + "; weighted").all()


def test_the_standard_error_is_that_of_linearised_weights():
    # Scores w (x - p) / W: +0.08, -0.04, -0.06, +0.08, -0.06 and 0 for who did not answer.
    squares = 0.08**2 + 0.04**2 + 0.06**2 + 0.08**2 + 0.06**2
    row = estimate().loc["small.trust.council.would.share"]
    variance = 6 / 5 * squares
    assert row["se"] == pytest.approx(math.sqrt(variance), rel=1e-12)
    assert row["degf"] == 4
    assert row["deff"] == pytest.approx(variance / (0.2 * 0.8 / 4), rel=1e-12)
    assert row["n_effective"] == pytest.approx(5 / row["deff"], rel=1e-12)
    assert row["method"] == "logit, linearised"


def test_strata_take_their_own_means_out_of_the_variance():
    row = estimate(design=Design(weight="weight", stratum="stratum")).loc[
        "small.trust.council.would.share"
    ]
    first = [0.08 + 0.02 / 3, -0.04 + 0.02 / 3, -0.06 + 0.02 / 3]
    second = [0.08 - 0.02 / 3, -0.06 - 0.02 / 3, -0.02 / 3]
    variance = 3 / 2 * sum(score**2 for score in first + second)
    assert row["se"] == pytest.approx(math.sqrt(variance), rel=1e-12)
    assert row["degf"] == 3


def test_leaving_dont_know_out_shrinks_the_base():
    row = estimate(dont_know="left_out").loc["small.trust.council.would.share"]
    assert (row["value"], row["n"], row["n_weighted"]) == (2 / 7, 4, 7.0)
    assert row["base"] == "everyone; answered Q1, “don't know” left out; weighted"


def test_a_domain_is_a_part_of_the_whole_sample():
    domains = split_domains(RESPONDENTS, INSTRUMENT, ["tenure"])
    row = estimate(domains=domains).loc["small.trust.council.would.share|tenure=rented"]
    assert (row["value"], row["count"], row["n"]) == (1 / 7, 1, 3)
    # Scores 6/49, -3/49 and -3/49 in the domain, 0 outside; six people were sampled.
    assert row["se"] == pytest.approx(math.sqrt(6 / 5 * (36 + 9 + 9)) / 49, rel=1e-12)


def test_overlapping_domains_are_estimated_each_for_itself():
    together = estimate(
        domains=[
            everyone(RESPONDENTS),
            *split_domains(RESPONDENTS, INSTRUMENT, ["tenure", "age"]),
            *find_intersections(RESPONDENTS, INSTRUMENT),
        ]
    )
    alone = [
        estimate(domains=[domain])
        for domain in (
            everyone(RESPONDENTS),
            *split_domains(RESPONDENTS, INSTRUMENT, ["tenure", "age"]),
            *find_intersections(RESPONDENTS, INSTRUMENT),
        )
    ]
    pd.testing.assert_frame_equal(together, pd.concat(alone))


def test_an_intersection_is_named_and_labelled_by_the_instrument():
    row = estimate(domains=find_intersections(RESPONDENTS, INSTRUMENT)).loc[
        "small.trust.council.would.share|older_renters"
    ]
    assert (row["value"], row["count"], row["n"]) == (0.25, 1, 2)
    assert row["base"] == "everyone; answered Q1, “don't know” included; Older renters; weighted"


def test_crossed_domains_hold_those_who_gave_every_answer():
    domains = cross_domains(RESPONDENTS, INSTRUMENT, ["tenure", "age"])
    assert {each.name: int(each.members.sum()) for each in domains} == {
        "tenure=owned+age=younger": 1,
        "tenure=owned+age=older": 2,
        "tenure=rented+age=younger": 1,
        "tenure=rented+age=older": 2,
    }
    assert domains[0].label == "Home: Owned; Age: Younger"


def test_a_small_base_is_withheld_with_all_its_figures_and_stays_in_the_table():
    domains = split_domains(RESPONDENTS, INSTRUMENT, ["tenure"])
    row = estimate(domains=domains, minimum_base=3).loc[
        "small.trust.council.would.share|tenure=owned"
    ]
    assert row["is_withheld"]
    assert row[["value", "count", "se", "ci_low", "ci_high", "deff", "n_effective"]].isna().all()
    # The weighted base of two people tells of their weights.
    assert (row["n"], row["why_withheld"]) == (2, "small_base")
    assert pd.isna(row["n_weighted"])


def test_a_domain_in_which_nobody_answered_is_withheld():
    silent = RESPONDENTS.assign(trust_council=["would"] * 2 + ["not_answered"] * 4)
    domains = split_domains(silent, INSTRUMENT, ["tenure"])
    table = estimate(respondents=silent, domains=domains)
    row = table.loc["small.trust.council.would.share|tenure=rented"]
    assert (row["is_withheld"], row["n"], row["degf"]) == (True, 0, 0)
    nobody = estimate(respondents=silent.assign(trust_council="not_answered"))
    assert nobody["is_withheld"].all()


def test_without_a_degree_of_freedom_the_share_stands_without_interval():
    design = Design(weight="weight", psu="stratum")
    row = estimate(
        design=design,
        domains=[
            Domain(name="a", label="Area a", members=RESPONDENTS["stratum"].eq("a")),
        ],
    ).loc["small.trust.council.would.share|a"]
    assert (row["degf"], row["value"], row["is_withheld"]) == (0, 1 / 6, False)
    assert row[["se", "ci_low", "ci_high", "deff", "n_effective"]].isna().all()


@pytest.mark.parametrize("interval", ["logit", "beta", "wilson"])
def test_a_share_of_one_has_an_interval_that_ends_there(interval):
    row = estimate(POLICE, interval=interval).loc["small.trust.police.would.share"]
    # Clopper and Pearson on six answers, all alike: 0.025 ** (1 / 6).
    assert row["value"] == 1
    assert row["ci_low"] == pytest.approx(0.025 ** (1 / 6), rel=1e-12)
    assert row["ci_high"] == 1


def test_a_net_is_a_mean_of_signs_with_its_own_variance():
    net = estimate_weighted_net(
        RESPONDENTS, INSTRUMENT, COUNCIL, design=DESIGN, choices=choose(dont_know="left_out")
    ).iloc[0]
    # (1 + 1 - 2) / 7 = 0: scores 1/7, -2/7, 0 and 1/7.
    se = math.sqrt(6 / 5 * (1 + 4 + 0 + 1)) / 7
    assert (net["id"], net["value"], net["unit"]) == ("small.trust.council.net.net", 0, "points")
    assert net["se"] == pytest.approx(se, rel=1e-12)
    # Three degrees of freedom carry the t interval past -1 and 1, where it ends.
    assert (net["degf"], net["ci_low"], net["ci_high"]) == (3, -1, 1)
    assert (net["n"], net["answer_label"], net["method"]) == (4, "Net", "t, linearised")


def test_the_interval_of_a_net_is_that_of_t():
    net = estimate_weighted_net(
        RESPONDENTS, INSTRUMENT, COUNCIL, design=DESIGN, choices=choose(level=0.5)
    ).iloc[0]
    # Student's t of 4 degrees of freedom leaves a quarter above 0.7406970841.
    assert net["value"] == 0
    assert net["ci_high"] == pytest.approx(0.7406970841 * net["se"], rel=1e-9)


def test_a_unanimous_net_has_the_interval_of_the_share_who_agree():
    net = estimate_weighted_net(
        RESPONDENTS, INSTRUMENT, POLICE, design=DESIGN, choices=choose()
    ).iloc[0]
    assert (net["value"], net["ci_high"]) == (1, 1)
    assert net["ci_low"] == pytest.approx(2 * 0.025 ** (1 / 6) - 1, rel=1e-12)


def test_a_difference_knows_that_both_domains_come_from_one_sample():
    pairs = list(pair_with_reference(RESPONDENTS, INSTRUMENT, ["tenure", "age"]))
    assert [(a.name, b.name) for a, b in pairs] == [
        ("tenure=rented", "tenure=owned"),
        ("age=younger", "age=older"),
    ]
    row = estimate_weighted_differences(
        RESPONDENTS, INSTRUMENT, COUNCIL, design=DESIGN, choices=choose(), pairs=pairs
    ).iloc[0]
    assert row["id"] == "small.trust.council.positive.difference|tenure=rented~tenure=owned"
    assert row["value"] == pytest.approx(1 / 7 - 1 / 3, rel=1e-12)
    rented = [-3 / 49, 6 / 49, -3 / 49]
    owned = [2 / 9, -2 / 9]
    variance = 6 / 5 * sum(score**2 for score in rented + owned)
    assert row["se"] == pytest.approx(math.sqrt(variance), rel=1e-12)
    assert (row["n"], row["unit"], row["statistic"]) == (5, "points", "difference")
    assert row["base"].endswith("; Home: Rented less Home: Owned; weighted")


def test_a_difference_is_withheld_where_either_base_is_small():
    pairs = list(pair_with_reference(RESPONDENTS, INSTRUMENT, ["tenure"]))
    row = estimate_weighted_differences(
        RESPONDENTS, INSTRUMENT, COUNCIL, design=DESIGN, choices=choose(minimum_base=3),
        pairs=pairs,
    ).iloc[0]  # fmt: skip
    assert row["is_withheld"]
    assert row[["value", "se", "ci_low", "ci_high"]].isna().all()
    assert row["n"] == 2


def test_a_difference_between_groups_that_agree_wholly_has_no_interval():
    pairs = list(pair_with_reference(RESPONDENTS, INSTRUMENT, ["tenure"]))
    row = estimate_weighted_differences(
        RESPONDENTS, INSTRUMENT, POLICE, design=DESIGN, choices=choose(), pairs=pairs
    ).iloc[0]
    assert row["value"] == 0
    assert row[["se", "ci_low", "ci_high"]].isna().all()


def test_the_weights_are_described_one_figure_a_row():
    found = summarise_weights(RESPONDENTS, INSTRUMENT, design=DESIGN).set_index("answer")["value"]
    assert found.to_dict() == pytest.approx(
        {
            "n": 6, "sum": 12, "least": 1, "quartile_1": 1.25, "median": 2, "quartile_3": 2.75,
            "greatest": 3, "mean": 2, "cv": math.sqrt(4 / 6) / 2, "kish_deff": 6 * 28 / 144,
            "n_effective": 144 / 28,
        }
    )  # fmt: skip


def test_shares_stand_beside_their_unweighted_selves():
    plain = estimate_shares(RESPONDENTS, INSTRUMENT, COUNCIL, choices=choose())
    table = compare_weighting(estimate().reset_index(), plain).set_index("answer")
    assert table.loc["would", ["value", "value_unweighted", "moved"]].tolist() == [0.2, 0.4, -0.2]
    marked = mark_unweighted(plain)["id"].tolist()
    assert marked[0] == "small.trust.council.would.share_unweighted"
    assert not set(marked) & set(estimate().index)


def test_an_item_without_sides_has_no_net_and_no_difference():
    tenure = [INSTRUMENT.variables["tenure"]]
    with pytest.raises(NoSides, match="'tenure' has no positive answers"):
        estimate_weighted_net(RESPONDENTS, INSTRUMENT, tenure, design=DESIGN, choices=choose())
    with pytest.raises(NoSides, match="'tenure' has no negative answers"):
        estimate_weighted_differences(
            RESPONDENTS, INSTRUMENT, tenure, design=DESIGN, choices=choose(), pairs=[],
            side="negative",
        )  # fmt: skip


def test_domains_that_repeat_a_name_or_belong_to_other_rows_are_refused():
    with pytest.raises(BadDomains, match="'' stands twice"):
        estimate(domains=[everyone(RESPONDENTS)] * 2)
    with pytest.raises(BadDomains, match="'' is of other rows"):
        estimate(domains=[everyone(RESPONDENTS.iloc[:3])])


def test_intersections_need_a_report_block():
    bare = parse_instrument(TEXT, source="test")
    with pytest.raises(BadInstrument, match="says nothing of its report"):
        find_intersections(RESPONDENTS, bare)


@pytest.mark.parametrize(
    ("refusal", "options"),
    [
        (BadWeight, {"respondents": RESPONDENTS.assign(weight=[0.0, 1, 1, 1, 1, 1])}),
        (LonelyPsu, {"design": Design(weight="weight", stratum="age", psu="age")}),
        (MissingColumn, {"design": Design(weight="heft")}),
        (UnknownChoice, {"interval": "guess"}),
    ],
)
def test_a_bad_weight_design_or_interval_is_refused(refusal, options):
    with pytest.raises(refusal):
        estimate(**options)


def test_a_missing_weight_column_is_refused_with_the_columns_that_came():
    with pytest.raises(MissingColumn, match=r"age, weight, stratum, data_status\n"):
        estimate(design=Design(weight="heft"))
