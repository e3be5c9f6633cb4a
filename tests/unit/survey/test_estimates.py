"""What estimates are, worked out by hand or by another road."""

import numpy as np
import pandas as pd
import pytest

from parentdata.survey import (
    Design,
    ReplicateDesign,
    compare_categories,
    compare_many_ranks,
    estimate_difference,
    estimate_mean,
    estimate_means_by,
    estimate_quantiles,
    estimate_shares,
    estimate_shares_by,
    estimate_total,
    make_bootstrap,
    make_jackknife,
    regress_logistic,
    regress_ordinal,
    share_interval,
)

LEVEL = 0.95


def test_a_mean_and_its_error_are_those_worked_out_by_hand(respondents, design):
    found = estimate_mean(respondents, design, "age", level=LEVEL)
    mean = (25 + 62 + 40 + 88 + 52 + 76 + 29 + 122 + 47 + 66 + 36 + 116) / 18
    north = np.array([25 + 62, 40 + 88, 52 + 76]) - 3 * mean
    south = np.array([29 + 122, 47 + 66, 36 + 116]) - 3 * mean
    variance = sum(3 / 2 * ((z - z.mean()) ** 2).sum() for z in (north, south)) / 18**2
    assert found.value == pytest.approx(mean, rel=1e-15)
    assert found.se == pytest.approx(np.sqrt(variance), rel=1e-14)
    assert (found.degf, found.n, found.n_weighted) == (4, 12, 18)


def test_dropping_rows_instead_of_using_a_domain_loses_a_psu(respondents, design):
    renters = respondents["tenure"].eq("rent")
    whole = estimate_mean(respondents, design, "age", domain=renters, level=LEVEL)
    filtered = estimate_mean(respondents[renters], design, "age", level=LEVEL)
    assert whole.value == pytest.approx(filtered.value, rel=1e-14)
    assert whole.se != pytest.approx(filtered.se, rel=1e-3)
    assert whole.degf == 3


def test_a_missing_answer_leaves_the_base_and_not_the_design(respondents, design):
    found = estimate_shares(respondents, design, "heard", level=LEVEL)[1]
    assert (found.n, found.n_weighted) == (11, 16)
    answered = respondents["heard"].notna()
    again = estimate_shares(respondents, design, "heard", domain=answered, level=LEVEL)[1]
    assert again == found


def test_units_need_their_numbers_only_within_a_stratum(respondents, design):
    apart = respondents.assign(psu=respondents["stratum"] + respondents["psu"].astype(str))
    assert estimate_total(apart, design, "age", level=LEVEL) == estimate_total(
        respondents, design, "age", level=LEVEL
    )


def test_the_order_of_rows_changes_nothing(respondents, design):
    shuffled = respondents.sample(frac=1, random_state=7)
    one = estimate_shares_by(respondents, design, ("trust",), by=("tenure",), level=LEVEL)
    two = estimate_shares_by(shuffled, design, ("trust",), by=("tenure",), level=LEVEL)
    pd.testing.assert_frame_equal(one.table(), two.table(), rtol=1e-13)


@pytest.mark.parametrize("psu", ["psu", ()])
def test_shares_by_domain_are_those_of_each_domain_alone(psu, respondents):
    design = Design(weight="weight", stratum="stratum", psu=psu)
    by = estimate_shares_by(
        respondents, design, ("heard", "trust"), by=("tenure",), level=LEVEL, interval="wilson"
    )
    for outcome, tenure, category in by.labels:
        domain = respondents["tenure"].eq(tenure)
        alone = estimate_shares(
            respondents, design, outcome, domain=domain, level=LEVEL, interval="wilson"
        )[category]
        found = by[outcome, tenure, category]
        np.testing.assert_allclose(
            list(vars(found).values()), list(vars(alone).values()), rtol=1e-13, atol=1e-16
        )


def test_a_crossing_that_nobody_answered_stays_in_the_table(respondents, design):
    sample = respondents.assign(tenure=respondents["tenure"].where(respondents["age"] < 60, "own"))
    sample["old"] = sample["age"].ge(60)
    by = estimate_shares_by(sample, design, ("heard",), by=("old", "tenure"), level=LEVEL)
    empty = by["heard", True, "rent", 1]
    assert empty.n == 0
    assert np.isnan([empty.value, empty.se, empty.ci_low, empty.ci_high]).all()
    means = estimate_means_by(sample, design, "age", by=("old", "tenure"), level=LEVEL)
    assert means[True, "rent"].n == 0
    assert np.isnan(means[True, "rent"].value)


def test_a_category_that_nobody_chose_has_a_share_of_nothing_with_an_interval(respondents, design):
    declared = pd.Categorical(respondents["tenure"], categories=["own", "rent", "other"])
    shares = estimate_shares(respondents.assign(tenure=declared), design, "tenure", level=LEVEL)
    assert (shares["other"].value, shares["other"].se, shares["other"].ci_low) == (0, 0, 0)
    assert shares["other"].ci_high == pytest.approx(1 - 0.025 ** (1 / 12), rel=1e-12)


def test_a_thin_domain_is_withheld_and_not_dropped(respondents, design):
    by = estimate_means_by(respondents, design, "age", by=("tenure",), level=LEVEL)
    table = by.withhold(minimum_n=6, minimum_degf=1)
    assert table["tenure"].tolist() == ["own", "rent"]
    assert table["withheld"].tolist() == ["", "base below 6"]
    assert np.isnan(table.loc[1, ["value", "se", "ci_low", "ci_high", "deff"]].astype(float)).all()
    assert table["n"].tolist() == [7, 5]
    loose = by.withhold(minimum_n=1, minimum_degf=4)
    assert loose["withheld"].tolist() == ["", "fewer than 4 degrees of freedom"]
    assert loose["value"].isna().tolist() == [False, True]


def test_a_difference_of_disjoint_domains_in_the_same_psus_counts_their_covariance(
    respondents, design
):
    own, rent = respondents["tenure"].eq("own"), respondents["tenure"].eq("rent")
    found = estimate_difference(respondents, design, "age", domain=own, reference=rent, level=LEVEL)
    each = estimate_means_by(respondents, design, "age", by=("tenure",), level=LEVEL)
    assert found.value == pytest.approx(each["own"].value - each["rent"].value, rel=1e-13)
    alone = np.hypot(each["own"].se, each["rent"].se)
    assert found.se != pytest.approx(alone, rel=1e-3)
    made = make_jackknife(respondents, design)
    again = estimate_difference(respondents, made, "age", domain=own, reference=rent, level=LEVEL)
    assert again.se == pytest.approx(found.se, rel=0.5)


def test_a_domain_compared_with_itself_differs_by_nothing(respondents, design):
    own = respondents["tenure"].eq("own")
    found = estimate_difference(respondents, design, "age", domain=own, reference=own, level=LEVEL)
    assert (found.value, found.se) == (0, 0)


def test_a_quantile_is_the_least_value_that_its_share_reaches():
    sample = pd.DataFrame({"w": [1.0] * 4, "y": [40, 10, 30, 20]})
    found = estimate_quantiles(
        sample, Design(weight="w"), "y", quantiles=(0.1, 0.25, 0.5, 0.51, 0.99), level=LEVEL
    )
    assert found.figures["value"].tolist() == [10, 10, 20, 30, 40]


@pytest.mark.parametrize("interval", ["logit", "beta", "beta_truncated", "wilson", "linear"])
@pytest.mark.parametrize("share", [0, 1e-15, 0.001, 0.3, 0.999, 1])
@pytest.mark.parametrize("degf", [0, 1, 5, 60])
def test_every_interval_holds_its_share_and_stays_within_nought_and_one(interval, share, degf):
    variance = 1.7 * share * (1 - share) / 40
    low, high = share_interval(share, variance, 40, degf, level=LEVEL, method=interval)
    assert 0 <= low <= share <= high <= 1


def test_the_truncated_interval_never_trusts_more_than_the_answers():
    # A design effect of a half would double the sample.
    wide = share_interval(0.3, 0.5 * 0.21 / 40, 40, 60, level=LEVEL, method="beta_truncated")
    narrow = share_interval(0.3, 0.5 * 0.21 / 40, 40, 60, level=LEVEL, method="beta")
    assert wide[0] < narrow[0]
    assert wide[1] > narrow[1]


def test_wilson_with_the_effective_size_is_wilson_of_that_many_answers():
    # Without a design the effective size is n and, with many degrees of freedom, t is normal.
    found = share_interval(0.3, 0.21 / 40, 40, np.inf, level=LEVEL, method="wilson")
    assert found == pytest.approx((0.181, 0.4543), abs=5e-4)


def test_a_share_that_the_design_fixes_is_known(respondents):
    sample = respondents.assign(chance=1.0)
    design = Design(weight="weight", stratum="stratum", psu="psu", fpc="chance")
    for interval in ("logit", "beta", "wilson"):
        share = estimate_shares(sample, design, "tenure", level=LEVEL, interval=interval)["own"]
        assert share.ci_low == share.value == share.ci_high


def test_a_bootstrap_is_the_same_for_the_same_seed_and_near_the_linearised_error(
    respondents, design
):
    one = make_bootstrap(respondents, design, n_replicates=4000, seed=11)
    two = make_bootstrap(respondents, design, n_replicates=4000, seed=11)
    np.testing.assert_array_equal(one.multiplier, two.multiplier)
    boot = estimate_total(respondents, one, "age", level=LEVEL)
    linear = estimate_total(respondents, design, "age", level=LEVEL)
    assert boot.value == pytest.approx(linear.value, rel=1e-13)
    assert boot.se == pytest.approx(linear.se, rel=0.05)
    assert boot.degf == linear.degf


def test_categories_give_the_same_shares_as_words_numbers_and_booleans(respondents, design):
    answers = respondents["tenure"]
    forms = {
        "words": answers,
        "categories": answers.astype("category"),
        "numbers": answers.eq("rent").astype(int) + 7,
        "floats": answers.eq("rent").astype(float) - 3,
        "far apart": answers.eq("rent").astype(int) * 10**12,
        "fractions": answers.eq("rent") * 0.5,
        "booleans": answers.eq("rent"),
        "nullable": answers.eq("rent").astype("boolean"),
    }
    expected = estimate_shares(respondents, design, "tenure", level=LEVEL).figures["value"]
    for name, form in forms.items():
        sample = respondents.assign(form=form)
        found = estimate_shares_by(sample, design, ("form",), by=("only",), level=LEVEL)
        np.testing.assert_allclose(found.figures["value"], expected, rtol=1e-14, err_msg=name)


def test_a_nullable_domain_without_gaps_is_a_domain(respondents, design):
    rent = respondents["tenure"].eq("rent")
    assert estimate_mean(
        respondents, design, "age", domain=rent.astype("boolean"), level=LEVEL
    ) == estimate_mean(respondents, design, "age", domain=rent, level=LEVEL)


@pytest.mark.parametrize(
    ("regress", "outcome"), [(regress_logistic, "heard"), (regress_ordinal, "trust")]
)
def test_the_unit_of_a_predictor_changes_its_coefficient_and_nothing_else(
    regress, outcome, respondents, design
):
    fit = regress(respondents, design, outcome, predictors=("age",))
    for unit in (1e-7, 1e7):
        scaled = respondents.assign(age=respondents["age"] * unit + 3 * unit)
        again = regress(scaled, design, outcome, predictors=("age",))
        slope, other = fit.names.index("age"), again.names.index("age")
        np.testing.assert_allclose(
            again.coefficient[other] * unit, fit.coefficient[slope], rtol=1e-7
        )
        np.testing.assert_allclose(
            again.table(level=LEVEL)["t"][other], fit.table(level=LEVEL)["t"][slope], rtol=1e-7
        )


def test_a_psu_that_is_there_with_certainty_is_not_lonely(respondents):
    certain = respondents["stratum"].eq("south")
    sample = respondents.assign(
        psu=respondents["psu"].where(~certain, 1), size=np.where(certain, 1.0, 30.0)
    )
    design = Design(weight="weight", stratum="stratum", psu="psu", fpc="size")
    found = estimate_total(sample, design, "age", level=LEVEL)
    north = sample.assign(age=sample["age"].where(~certain, 0))
    assert found.se == pytest.approx(estimate_total(north, design, "age", level=LEVEL).se)


def test_replicate_columns_count_the_rank_of_those_that_a_domain_meets(respondents, design):
    made = make_jackknife(respondents, design)
    unit = respondents["psu"].to_numpy() - 1 + 3 * respondents["stratum"].eq("south").to_numpy()
    names = tuple(f"replicate_{k}" for k in range(6))
    weights = made.multiplier[unit] * respondents[["weight"]].to_numpy()
    sample = pd.concat([respondents, pd.DataFrame(weights, columns=names)], axis=1)
    columns = ReplicateDesign(
        weight="weight",
        replicates=names,
        kind="JKn",
        scale=made.scale,
        rscales=tuple(made.rscales),
        degf=4,
    )
    north = sample["stratum"].eq("north")
    whole = estimate_mean(sample, columns, "age", level=LEVEL)
    part = estimate_mean(sample, columns, "age", domain=north, level=LEVEL)
    assert (whole.degf, part.degf) == (4, 2)
    assert whole.se == pytest.approx(estimate_mean(respondents, made, "age", level=LEVEL).se)


def test_degrees_of_freedom_of_regressions_take_off_the_slopes(respondents, design):
    assert regress_logistic(respondents, design, "heard", predictors=("age",)).degf == 3
    assert regress_ordinal(respondents, design, "trust", predictors=("age", "tenure")).degf == 2


def test_more_contrasts_than_degrees_of_freedom_leave_walds_test_without_an_answer(
    respondents, design
):
    sample = respondents.assign(band=[1, 2, 3, 4] * 3, kind=[1, 2, 3] * 4)
    test = compare_categories(sample, design, "band", by="kind")
    assert test.cells > test.wald_denominator
    assert np.isnan([test.wald_f, test.wald_p, test.adjusted_wald_f]).all()
    assert 0 <= test.p <= 1
    ranks = compare_many_ranks(sample.assign(each=range(12)), design, "age", by="each")
    assert np.isnan([ranks.chi2, ranks.p]).all()
