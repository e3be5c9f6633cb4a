"""Tests between social groups over one declared family, and what a sample can detect."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from parentdata.answers import check_estimates
from parentdata.licence import (
    BadPlan,
    add_index,
    compare_index,
    compare_social_groups,
    find_detectable_difference,
    find_half_width,
    list_comparisons,
    tabulate_precision,
)
from parentdata.survey import (
    BadLevel,
    UnknownChoice,
    adjust_benjamini_hochberg,
    adjust_holm,
    compare_categories,
    compare_many_ranks,
)


def compare(many, instrument, design, choices, **options):
    variables = [instrument.variables[name] for name in ("trust_nhs", "accept")]
    options = {"names": ["home", "age"]} | options
    return compare_social_groups(
        many, instrument, variables, design=design, choices=choices, **options
    )


def test_each_item_and_characteristic_has_rao_and_scotts_test(many, instrument, design, choices):
    found = compare(many, instrument, design, choices)
    assert found[["item", "characteristic", "n", "test"]].values.tolist() == [
        [item, by, 192, "Rao–Scott F, favourable side"]
        for item in ("nhs", "accept")
        for by in ("home", "age")
    ]
    # Nobody lives otherwise, so nobody is left out.
    assert set(found["left_out"]) == {()}
    sample = many.assign(yes=many["trust_nhs"].eq("would"))
    known = compare_categories(sample, design, "yes", by="home")
    row = found.iloc[0]
    figures = [row[name] for name in ("statistic", "numerator", "denominator", "p")]
    assert figures == pytest.approx([known.f, known.numerator, known.denominator, known.p])


def test_probabilities_are_adjusted_over_the_whole_call(many, instrument, design, choices):
    found = compare(many, instrument, design, choices)
    np.testing.assert_allclose(found["p_holm"], adjust_holm(found["p"]), rtol=1e-15)
    known = adjust_benjamini_hochberg(found["p"])
    np.testing.assert_allclose(found["p_benjamini_hochberg"], known, rtol=1e-15)
    assert set(found["family"]) == {4}


def test_answers_may_be_compared_one_by_one(many, instrument, design, choices):
    row = compare(many, instrument, design, choices, outcome="answers").iloc[0]
    known = compare_categories(many, design, "trust_nhs", by="home")
    assert row["p"] == pytest.approx(known.p, rel=1e-12)


def test_a_comparison_that_cannot_be_made_says_why_and_is_not_of_the_family(
    many, instrument, design, choices
):
    found = compare(many.assign(age="older"), instrument, design, choices)
    ages = found[found["characteristic"].eq("age")]
    assert ages[["p", "p_holm", "p_benjamini_hochberg"]].isna().all(axis=None)
    assert ages["not_made"].str.contains("column 'age'").all()
    assert set(found["family"]) == {2}
    homes = found[found["characteristic"].eq("home")]
    np.testing.assert_allclose(homes["p_holm"], adjust_holm(homes["p"]), rtol=1e-15)


def test_a_thin_group_takes_no_part_and_is_named(many, instrument, design, choose):
    home = many["home"].mask(many.index < 5, "other")
    found = compare(many.assign(home=home), instrument, design, choose(minimum_base=6)).iloc[0]
    assert (found["n"], found["left_out"]) == (187, ("other",))
    sample = many.assign(yes=many["trust_nhs"].eq("would"))
    known = compare_categories(sample, design, "yes", by="home", domain=many.index >= 5)
    assert found["p"] == pytest.approx(known.p, rel=1e-12)


def test_the_index_is_compared_by_ranks(many, instrument, design, choices):
    found = compare_index(
        many, instrument, design=design, choices=choices, names=["home", "age"],
        minimum_answered=3,
    )  # fmt: skip
    sample = add_index(many, instrument, minimum_answered=3)
    known = compare_many_ranks(sample, design, "licence", by="home")
    assert found["characteristic"].tolist() == ["home", "age"]
    row = found.iloc[0]
    figures = [row[name] for name in ("statistic", "numerator", "denominator", "p")]
    assert figures == pytest.approx([known.chi2, 1, known.denominator, known.p], rel=1e-12)
    assert set(found["family"]) == {2}


def test_an_outcome_that_is_neither_side_nor_answers_is_refused(many, instrument, design, choices):
    with pytest.raises(UnknownChoice, match="one of positive, answers"):
        compare(many, instrument, design, choices, outcome="sides")


def test_the_half_width_grows_with_the_design_effect_and_shrinks_with_the_sample():
    # 1.96 x sqrt(0.25 x 1.44 / 900) = 1.96 x 0.02.
    assert find_half_width(900, deff=1.44, share=0.5, level=0.95) == pytest.approx(
        1.959963984540054 * 0.02, rel=1e-12
    )
    np.testing.assert_allclose(
        find_half_width([100, 400], deff=1, share=0.2, level=0.95),
        1.959963984540054 * np.array([0.04, 0.02]),
        rtol=1e-12,
    )


def test_the_smallest_difference_is_that_of_two_shares_at_the_power():
    found = find_detectable_difference(
        200, 800, deff=2.0, other_deff=1.0, share=0.5, level=0.95, power=0.8
    )
    known = (1.959963984540054 + 0.8416212335729143) * math.sqrt(0.25 * (2 / 200 + 1 / 800))
    assert found == pytest.approx(known, rel=1e-12)


def shares_of(**domains) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"domain": name, "n": n, "deff": deff, "statistic": "share"}
            for name, rows in domains.items()
            for n, deff in rows
        ]
    ).replace({"domain": {"all": ""}})


def test_precision_is_told_for_each_domain_by_its_median_design_effect():
    shares = shares_of(
        all=[(900, 1.0), (880, 2.0), (890, 9.0)], few=[(100, 1.0), (90, 2.5), (95, 8.0)],
        thin=[(10, np.nan)], nobody=[(0, np.nan)],
    )  # fmt: skip
    found = tabulate_precision(shares, level=0.95).set_index("domain")
    assert found["n"].to_dict() == {"": 900, "few": 100, "thin": 10}
    assert found["deff"].to_dict() == {"": 2.0, "few": 2.5, "thin": 2.0}
    assert found["n_effective"].to_dict() == {"": 450, "few": 40, "thin": 5}
    assert found.loc["few", "half_width"] == pytest.approx(
        1.959963984540054 * math.sqrt(0.25 / 40), rel=1e-12
    )
    assert math.isnan(found.loc["", "detectable"])
    assert found.loc["few", "detectable"] == pytest.approx(
        (1.959963984540054 + 0.8416212335729143) * math.sqrt(0.25 * (1 / 40 + 2 / 800)), rel=1e-12
    )


def test_precision_without_the_whole_sample_is_refused():
    with pytest.raises(BadPlan, match="no share among everyone"):
        tabulate_precision(shares_of(few=[(100, 1.0)]), level=0.95)


@pytest.mark.parametrize("changes", [{"n": 0}, {"deff": -1}, {"share": 1.0}, {"share": math.nan}])
def test_a_plan_that_cannot_be_is_refused(changes):
    plan = {"n": 10, "deff": 1.0, "share": 0.5} | changes
    with pytest.raises(BadPlan, match="not positive, or a share or power outside"):
        find_half_width(plan.pop("n"), level=0.95, **plan)


def test_a_power_or_level_outside_nought_to_one_is_refused():
    plan = {"deff": 1, "other_deff": 1, "share": 0.5}
    with pytest.raises(BadPlan):
        find_detectable_difference(10, 10, **plan, level=0.95, power=80)
    with pytest.raises(BadLevel):
        find_detectable_difference(10, 10, **plan, level=95, power=0.8)


def test_comparisons_are_listed_one_figure_a_row_with_their_family(
    many, instrument, design, choices
):
    found = compare(many, instrument, design, choices)
    rows = list_comparisons(many, instrument, found, choices=choices)
    check_estimates(rows)
    table = rows.set_index("id")
    assert len(table) == 4 * len(found)
    first = found.iloc[0]
    names = {"f": "statistic", "p": "p", "holm": "p_holm", "bh": "p_benjamini_hochberg"}
    for name, column in names.items():
        assert table.loc[f"small.trust.nhs.home_{name}.test", "value"] == first[column]
    row = table.loc["small.trust.nhs.home_p.test"]
    assert row[["answer_label", "n", "degf", "unit", "is_withheld"]].tolist() == [
        "Home: probability", 192, first["denominator"], "number", False,
    ]  # fmt: skip
    assert row["base"] == (
        "everyone; answered Q1, “don't know” included; groups of at least 1 by home; "
        "one of 4 tests; weighted"
    )


def test_a_comparison_that_could_not_be_made_is_listed_as_withheld_and_says_why(
    many, instrument, design, choices
):
    found = compare(many.assign(trust_nhs="would"), instrument, design, choices)
    rows = list_comparisons(many, instrument, found, choices=choices).set_index("id")
    row = rows.loc["small.trust.nhs.home_p.test"]
    assert (row["is_withheld"], np.isnan(row["value"])) == (True, True)
    assert row["base"].startswith("no test: an outcome of which every answer is the same")
    # Of the family are those that were made.
    assert "one of 2 tests" in rows.loc["small.accept.accept.home_p.test", "base"]


def test_tests_of_every_answer_have_ids_of_their_own(many, instrument, design, choices):
    families = [compare(many, instrument, design, choices, outcome=outcome)
                for outcome in ("positive", "answers")]  # fmt: skip
    listed = [list_comparisons(many, instrument, each, choices=choices) for each in families]
    assert pd.concat(listed)["id"].is_unique
