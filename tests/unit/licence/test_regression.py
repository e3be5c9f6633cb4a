"""Regression of the index on the characteristics together, as readable tables."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from parentdata.answers import ESTIMATE_COLUMNS, check_estimates
from parentdata.licence import (
    add_index,
    check_ordinal_factor,
    check_reliability,
    list_regression,
    list_reliability,
    list_terms,
    prepare_characteristics,
    regress_index,
)
from parentdata.survey import EmptyDomain, check_proportional_odds, regress_linear, regress_ordinal


@pytest.fixture
def regress(instrument, design, choices):
    return lambda respondents, **options: regress_index(
        respondents,
        options.pop("instrument", instrument),
        **{"design": design, "choices": choices, "minimum_answered": 3} | options,
    )


def test_references_come_first_with_nothing_to_add(many, regress):
    found = regress(many).linear
    assert found[["characteristic_label", "answer_label", "n", "is_reference"]].values.tolist() == [
        ["", "Intercept", 192, False],
        ["Home", "Owned", 96, True],
        ["Home", "Rented", 96, False],
        ["Home", "Other", 0, False],
        ["Age", "Younger", 96, True],
        ["Age", "Older", 96, False],
    ]
    reference = found[found["is_reference"]]
    assert reference["value"].tolist() == [0, 0]
    assert reference[["se", "ci_low", "ci_high", "t", "p"]].isna().all(axis=None)


def test_one_characteristic_gives_the_difference_of_weighted_means(many, parse_with, regress):
    found = regress(many, instrument=parse_with(characteristics=["home"], reference={})).linear
    index = add_index(many, parse_with(), minimum_answered=3)["licence"]
    owned, rented = (
        np.average(index[many["home"].eq(name)], weights=many["weight"][many["home"].eq(name)])
        for name in ("owned", "rented")
    )
    found = found.set_index("name")["value"]
    assert found["(intercept)"] == pytest.approx(owned, rel=1e-9)
    assert found["home=rented"] == pytest.approx(rented - owned, rel=1e-9)


def code(many, instrument) -> pd.DataFrame:
    sample = add_index(many, instrument, minimum_answered=3)
    return sample.assign(
        home=pd.Categorical(sample["home"], ["owned", "rented"]),
        age=pd.Categorical(sample["age"], ["younger", "older"]),
        licence_group=pd.Categorical(
            sample["licence_group"], ["none", "weak", "qualified", "strong"]
        ),
    )


def test_coefficients_are_those_of_the_estimator(many, instrument, design, regress):
    found, sample = regress(many), code(many, instrument)
    linear = regress_linear(sample, design, "licence", predictors=("home", "age"))
    figures = ["value", "se", "ci_low", "ci_high", "t", "degf", "p"]
    ours = found.linear.set_index("name").loc[list(linear.names), figures]
    known = linear.table(level=0.95).set_index("name")[figures]
    pd.testing.assert_frame_equal(ours, known, check_names=False)
    ordinal = regress_ordinal(sample, design, "licence_group", predictors=("home", "age"))
    known = ordinal.table(level=0.95).set_index("name").loc["home=rented"]
    row = found.ordinal.set_index("name").loc["home=rented"]
    assert row[figures].tolist() == known[figures].tolist()
    assert row["odds_ratio"] == math.exp(known["value"])
    assert (row["odds_low"], row["odds_high"]) == (
        math.exp(known["ci_low"]), math.exp(known["ci_high"]),
    )  # fmt: skip
    assert found.odds_test == check_proportional_odds(
        sample, design, "licence_group", predictors=("home", "age")
    )


def test_less_licence_among_renters_shows_with_the_right_sign(many, regress):
    found = regress(many)
    assert found.linear.set_index("name").loc["home=rented", "value"] < 0
    assert found.ordinal.set_index("name").loc["home=rented", "odds_ratio"] < 1
    effects = found.effects.set_index(["name", "group"])["value"]
    assert effects["home=rented", "strong"] < 0 < effects["home=rented", "none"]


def test_marginal_effects_of_one_answer_sum_to_nothing(many, regress):
    effects = regress(many).effects
    # Nobody lives otherwise: that answer has rows, and no figures.
    assert set(effects.loc[effects["is_left_out"], "name"]) == {"home=other"}
    effects = effects[~effects["is_left_out"]]
    assert effects["group"].tolist() == ["none", "weak", "qualified", "strong"] * 2
    assert effects["group_label"].tolist() == ["None", "Weak", "Qualified", "Strong"] * 2
    assert effects.groupby("name")["value"].sum().abs().max() < 1e-12


def test_each_characteristic_is_tested_as_a_whole_in_both_models(many, instrument, design, regress):
    terms = regress(many).terms
    pairs = [[m, c] for m in ("linear", "ordinal") for c in ("home", "age")]
    assert terms[["model", "characteristic"]].values.tolist() == pairs
    linear = regress_linear(code(many, instrument), design, "licence", predictors=("home", "age"))
    figures = terms.loc[0, ["f", "numerator", "denominator", "p"]].tolist()
    assert figures == list(linear.test_term("home"))


def test_a_thin_answer_is_left_out_counted_and_shown_without_figures(many, choose, regress):
    home = many["home"].mask(many.index < 4, "other")
    found = regress(many.assign(home=home), choices=choose(minimum_base=5))
    assert (found.n, found.n_left_out) == (188, 4)
    row = found.linear.set_index("name").loc["home=other"]
    assert (row["is_left_out"], row["n"]) == (True, 4)
    assert row[["value", "se", "p"]].isna().all()
    effects = found.effects.set_index("name").loc["home=other"]
    assert effects["group"].tolist() == ["none", "weak", "qualified", "strong"]
    assert effects["is_left_out"].all()
    assert effects[["value", "se", "ci_low", "ci_high"]].isna().all(axis=None)


def test_who_leaves_may_make_another_answer_thin(many, instrument, choose):
    # Five rent and are younger; without the four who live otherwise, one of them is left.
    respondents = many[many["age"].eq("older")].head(40)
    respondents = respondents.assign(
        home=["other"] * 4 + ["owned"] * 36, age=["younger"] * 5 + ["older"] * 35
    )
    found = prepare_characteristics(
        respondents, instrument, choices=choose(minimum_base=5), minimum_answered=3
    )
    assert int(found.domain.sum()) == 35
    assert found.n_left_out == 5
    assert found.predictors == ()
    left_out = found.answers[found.answers["is_left_out"]]
    assert dict(zip(left_out["name"], left_out["n"], strict=True)) == {
        "home=rented": 0, "home=other": 4, "age=younger": 1,
    }  # fmt: skip


def test_where_the_reference_is_thin_the_next_answer_takes_its_place(many, instrument, choose):
    respondents = many.assign(
        home=many["home"].replace("rented", "other").mask(many.index < 2, "rented")
    )
    respondents["home"] = respondents["home"].replace({"owned": "rented", "rented": "owned"})
    found = prepare_characteristics(
        respondents, instrument, choices=choose(minimum_base=5), minimum_answered=3
    ).answers.set_index("name")
    assert found.loc["home=owned", "is_left_out"]
    assert found.loc["home=rented", "is_reference"]


def test_who_lacks_a_characteristic_is_outside_and_not_counted_as_left_out(many, regress):
    found = regress(many.assign(age=many["age"].mask(many.index < 3, "dont_know")))
    assert (found.n, found.n_left_out) == (189, 0)


def test_nobody_with_enough_answers_is_refused(many, regress):
    with pytest.raises(EmptyDomain):
        regress(many.assign(accept="dont_know"))


def test_coefficients_odds_and_effects_are_rows_of_an_estimates_table(
    many, instrument, choose, regress
):
    home = many["home"].mask(many.index < 4, "other")
    respondents, choices = many.assign(home=home), choose(minimum_base=5)
    found = regress(respondents, choices=choices)
    rows = list_regression(respondents, instrument, found, choices=choices, minimum_answered=3)
    check_estimates(rows)
    assert tuple(rows.columns) == ESTIMATE_COLUMNS
    assert rows["id"].tolist() == [
        "small.licence.linear.intercept.coefficient",
        "small.licence.linear.home_rented.coefficient",
        "small.licence.linear.home_other.coefficient",
        "small.licence.linear.age_older.coefficient",
        "small.licence.ordinal.home_rented.odds_ratio",
        "small.licence.ordinal.home_other.odds_ratio",
        "small.licence.ordinal.age_older.odds_ratio",
        *[
            f"small.licence.{group}.{name}.effect"
            for name in ("home_rented", "home_other", "age_older")
            for group in ("none", "weak", "qualified", "strong")
        ],
    ]
    table = rows.set_index("id")
    withheld = table[table["is_withheld"]].index.tolist()
    assert withheld == [
        "small.licence.linear.home_other.coefficient",
        "small.licence.ordinal.home_other.odds_ratio",
        *[f"small.licence.{g}.home_other.effect" for g in ("none", "weak", "qualified", "strong")],
    ]
    effect = table.loc["small.licence.strong.home_rented.effect"]
    assert effect[["item_label", "answer_label", "unit", "n"]].tolist() == [
        "Strong", "Home: Rented", "points", 188,
    ]  # fmt: skip
    assert (
        effect["value"]
        == found.effects.set_index(["name", "group"]).loc[("home=rented", "strong"), "value"]
    )
    assert effect["base"] == (
        "everyone; answered at least 3 of 3 items of social licence and every characteristic; "
        "answers that at least 5 gave; weighted"
    )


def test_what_each_characteristic_adds_is_listed_one_figure_a_row(
    many, instrument, choices, regress
):
    found = regress(many)
    rows = list_terms(many, instrument, found, choices=choices, minimum_answered=3)
    check_estimates(rows)
    table = rows.set_index("id")
    figures = {
        f"small.licence.{term['model']}.{term['characteristic']}_{name}.term": term[name]
        for term in found.terms.to_dict("records")
        for name in ("f", "p")
    }
    for name in ("f", "p"):
        place = f"small.licence.ordinal.same_slopes_{name}.assumption"
        figures[place] = getattr(found.odds_test, name)
    assert table["value"].to_dict() == figures
    assert table["answer_label"].iloc[0] == "Home: F"
    assert not table["is_withheld"].any()


def test_reliability_is_listed_one_figure_a_row(many, instrument, design):
    reliability = check_reliability(many, instrument, design=design)
    ordinal = check_ordinal_factor(many, instrument, design=design)
    rows = list_reliability(many, instrument, reliability, ordinal)
    check_estimates(rows)
    assert dict(zip(rows["id"], rows["value"], strict=True)) == {
        "small.licence.items.alpha.reliability": reliability.alpha,
        "small.licence.items.omega.reliability": reliability.omega,
        "small.licence.items.omega_ordinal.reliability": ordinal.omega,
        "small.licence.items.first_share.reliability": ordinal.first_share,
        "small.licence.items.first_to_second.reliability": ordinal.first_to_second,
        "small.licence.items.rmsr_ordinal.reliability": ordinal.rmsr,
    }
    assert set(rows["data_status"]) == {"stand-in"}
