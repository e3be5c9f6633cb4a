"""The index: scores, means, groups, and how they are distributed."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from parentdata.answers import ESTIMATE_COLUMNS, check_estimates, everyone, split_domains
from parentdata.instrument import BadInstrument
from parentdata.licence import (
    BadMinimum,
    add_index,
    build_index,
    estimate_distribution,
    estimate_group_shares,
    make_group_variable,
    read_index,
    score_items,
)


def test_answers_are_scored_by_their_place_whichever_way_the_scale_runs(six, instrument):
    expected = {
        "trust_nhs": [1, 1, 0, -1, None, 1],
        "trust_police": [1, 0, -1, -1, 1, None],
        "accept": [1, 1 / 3, -1 / 3, -1, None, 1 / 3],
    }
    pd.testing.assert_frame_equal(score_items(six, instrument), pd.DataFrame(expected, dtype=float))


def test_the_index_is_the_mean_of_the_items_answered(six, instrument):
    found = build_index(six, instrument, minimum_answered=1)
    assert found["score"].tolist() == pytest.approx([1, 4 / 9, -4 / 9, -1, 1, 2 / 3], rel=1e-11)
    assert found["n_answered"].tolist() == [3, 3, 3, 3, 1, 2]
    groups = ["strong", "qualified", "weak", "none", "strong", "strong"]
    assert found["group"].tolist() == groups


def test_who_answered_too_few_items_has_no_index_and_no_group(six, instrument):
    found = build_index(six, instrument, minimum_answered=2)
    assert found["score"].isna().tolist() == [False] * 4 + [True, False]
    assert found["group"].isna().tolist() == [False] * 4 + [True, False]


def test_a_score_on_a_cut_point_belongs_to_the_group_that_begins_there(six, parse_with):
    cut = {"a": {"label": "A", "from": 4 / 9}, "b": {"label": "B", "from": -1.0}}
    instrument = parse_with(index={**INDEX, "groups": cut})
    found = build_index(six, instrument, minimum_answered=3)
    assert found["group"].tolist()[:4] == ["a", "a", "b", "b"]


INDEX = {
    "name": "licence",
    "label": "Social licence",
    "items": ["trust_nhs", "trust_police", "accept"],
}


def test_groups_stand_on_the_side_that_all_their_scores_are_on(parse_with):
    cuts = {"high": 0.2, "middle": -0.2, "low": -1.0}
    groups = {name: {"label": name.capitalize(), "from": cut} for name, cut in cuts.items()}
    index = read_index(parse_with(index={**INDEX, "groups": groups}))
    variable = make_group_variable(index, minimum_answered=2)
    assert [(each.name, each.side) for each in variable.answers] == [
        ("high", "positive"), ("middle", "neutral"), ("low", "negative"),
    ]  # fmt: skip
    assert variable.question.id == "at least 2 of 3 items of social licence"


def test_shares_of_groups_are_of_those_with_an_index(six, instrument, design, choices):
    table = estimate_group_shares(
        six, instrument, design=design, choices=choices, minimum_answered=2
    )
    check_estimates(table)
    found = table.set_index("id")
    assert found[["value", "count", "n", "n_weighted"]].apply(tuple, axis=1).to_dict() == {
        "small.licence.licence_group.strong.share": (3 / 9, 2, 5, 9),
        "small.licence.licence_group.qualified.share": (2 / 9, 1, 5, 9),
        "small.licence.licence_group.weak.share": (1 / 9, 1, 5, 9),
        "small.licence.licence_group.none.share": (3 / 9, 1, 5, 9),
        "small.licence.licence_group.positive.share": (5 / 9, 3, 5, 9),
        "small.licence.licence_group.negative.share": (4 / 9, 2, 5, 9),
    }
    assert set(found["base"]) == {
        "everyone; answered at least 2 of 3 items of social licence; weighted"
    }


def test_mean_and_quantiles_are_weighted_and_named(six, instrument, design, choices):
    table = estimate_distribution(
        six, instrument, design=design, choices=choices, minimum_answered=2
    )
    check_estimates(table)
    assert tuple(table.columns) == ESTIMATE_COLUMNS
    found = table.set_index("id")
    # Weights 1, 2, 1, 3, 2 on the scores 1, 4/9, -4/9, -1, 2/3.
    mean = (1 + 8 / 9 - 4 / 9 - 3 + 4 / 3) / 9
    assert found["value"].to_dict() == pytest.approx(
        {
            "small.licence.licence.mean.mean": mean,
            "small.licence.licence.p25.quantile": -1,
            "small.licence.licence.p50.quantile": 4 / 9,
            "small.licence.licence.p75.quantile": 2 / 3,
        },
        rel=1e-9,
    )
    scores, weights = np.array([1, 4 / 9, -4 / 9, -1, 2 / 3]), np.array([1, 2, 1, 3, 2])
    se = math.sqrt(6 / 5 * (((scores - mean) * weights / 9) ** 2).sum())
    assert found.loc["small.licence.licence.mean.mean", "se"] == pytest.approx(se, rel=1e-9)
    methods = ["t, linearised", *["Woodruff, linearised"] * 3]
    assert found["method"].tolist() == methods


def test_a_quantile_near_the_end_of_the_distribution_has_no_interval(
    six, instrument, design, choices
):
    table = estimate_distribution(
        six, instrument, design=design, choices=choices, minimum_answered=2, quantiles=(0.1,)
    ).set_index("id")
    row = table.loc["small.licence.licence.p10.quantile"]
    assert row["value"] == -1
    assert row[["se", "ci_low", "ci_high"]].isna().all()


def test_a_domain_has_its_own_distribution_or_is_withheld(six, instrument, design, choose):
    domains = [everyone(six), *split_domains(six, instrument, ["home"])]
    table = estimate_distribution(
        six, instrument, design=design, choices=choose(minimum_base=3), minimum_answered=2,
        domains=domains,
    ).set_index("id")  # fmt: skip
    owned = table.loc["small.licence.licence.mean.mean|home=owned"]
    assert owned["value"] == pytest.approx((1 + 8 / 9 - 4 / 9) / 4, rel=1e-9)
    assert owned["base"].endswith("; Home: Owned; weighted")
    for name, n in (("rented", 2), ("other", 0)):
        rows = table[table["domain"].eq(f"home={name}")]
        assert rows["is_withheld"].all()
        assert rows[["value", "se", "ci_low", "ci_high"]].isna().all(axis=None)
        assert set(rows["n"]) == {n}


@pytest.mark.parametrize("minimum", [0, 4])
def test_a_minimum_that_no_respondent_can_meet_or_miss_is_refused(six, instrument, minimum):
    with pytest.raises(BadMinimum, match=f"at least {minimum} of 3 items"):
        build_index(six, instrument, minimum_answered=minimum)


def test_an_index_named_as_a_column_is_refused(six, instrument):
    with pytest.raises(
        BadInstrument, match=r"column 'licence'.*'licence' has the name of a column"
    ):
        add_index(six.assign(licence=1), instrument, minimum_answered=2)


def test_a_report_without_index_is_refused(six, parse_with):
    with pytest.raises(BadInstrument, match="the report of small names no index"):
        score_items(six, parse_with(index=None))
