"""Everything that the estimator refuses, matched on what it says."""

import numpy as np
import pandas as pd
import pytest

from parentdata.survey import (
    BadColumn,
    BadDesign,
    BadLevel,
    BadWeight,
    Calibration,
    Design,
    EmptyDomain,
    ImpossibleCount,
    LonelyPsu,
    MissingColumn,
    MissingScale,
    NotConverged,
    OneValuedOutcome,
    RankDeficient,
    ReplicateDesign,
    Separated,
    UnknownChoice,
    adjust_holm,
    check_proportional_odds,
    compare_categories,
    compare_means,
    compare_ranks,
    estimate_difference,
    estimate_marginal_effects,
    estimate_mean,
    estimate_means_by,
    estimate_quantiles,
    estimate_shares,
    estimate_shares_by,
    make_bootstrap,
    make_brr,
    make_jackknife,
    regress_linear,
    regress_logistic,
    regress_ordinal,
)

LEVEL = 0.95


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        (np.nan, "a missing weight at row 4 of the sample"),
        (0.0, "a weight of zero at row 4 of the sample"),
        (-1.0, "a negative weight at row 4 of the sample"),
        (np.inf, "an infinite weight at row 4 of the sample"),
    ],
)
def test_a_weight_that_is_no_weight_is_refused(weight, message, respondents, design):
    respondents.loc[4, "weight"] = weight
    with pytest.raises(BadWeight, match=f"column 'weight': {message}"):
        estimate_mean(respondents, design, "age", level=LEVEL)


def test_weights_that_sum_to_nothing_are_refused(respondents, design):
    respondents["weight"] = 0.0
    with pytest.raises(BadWeight, match="12 weights that sum to nothing"):
        estimate_mean(respondents, design, "age", level=LEVEL)


def test_weights_written_as_text_are_refused(respondents, design):
    respondents["weight"] = respondents["weight"].astype(str)
    with pytest.raises(BadWeight, match="weights of type str"):
        estimate_mean(respondents, design, "age", level=LEVEL)


def test_a_stratum_of_one_psu_is_refused_until_its_treatment_is_chosen(respondents, design):
    respondents.loc[respondents["stratum"].eq("south"), "psu"] = 1
    with pytest.raises(LonelyPsu, match="stratum south has one unit of psu"):
        estimate_mean(respondents, design, "age", level=LEVEL)
    chosen = Design(weight="weight", stratum="stratum", psu="psu", lonely_psu="centre")
    assert estimate_mean(respondents, chosen, "age", level=LEVEL).se > 0


def test_a_sample_of_one_psu_is_refused(respondents):
    with pytest.raises(LonelyPsu, match="stratum the whole sample has one unit of only"):
        estimate_mean(respondents, Design(weight="weight", psu="only"), "age", level=LEVEL)


def test_an_unknown_treatment_of_a_lonely_psu_is_refused(respondents):
    design = Design(weight="weight", lonely_psu="adjust")
    with pytest.raises(UnknownChoice, match="lonely_psu 'adjust'"):
        estimate_mean(respondents, design, "age", level=LEVEL)


def test_a_column_that_is_not_there_is_named(respondents, design):
    with pytest.raises(MissingColumn, match="column 'Age': no such column in the sample"):
        estimate_mean(respondents, design, "Age", level=LEVEL)


def test_the_mean_of_words_is_refused(respondents, design):
    with pytest.raises(BadColumn, match="column 'tenure': values of type str"):
        estimate_mean(respondents, design, "tenure", level=LEVEL)


def test_an_infinite_answer_is_refused(respondents, design):
    respondents["age"] = respondents["age"].astype(float)
    respondents.loc[2, "age"] = np.inf
    with pytest.raises(BadColumn, match="column 'age': an infinite value at row 2"):
        estimate_mean(respondents, design, "age", level=LEVEL)


def test_somebody_without_a_stratum_is_refused(respondents, design):
    respondents.loc[3, "stratum"] = None
    with pytest.raises(BadColumn, match="column 'stratum': nothing at row 3"):
        estimate_mean(respondents, design, "age", level=LEVEL)


@pytest.mark.parametrize(
    ("size", "message"),
    [
        ([10.0] * 11 + [np.nan], "a size that is missing, zero or negative"),
        ([10.0] * 6 + [2.0] * 6, "3 units sampled out of 2"),
        ([10.0] * 11 + [11.0], "sizes that vary within a stratum"),
        ([10.0] * 6 + [0.3] * 6, "sizes from 0.3 to 10"),
    ],
)
def test_a_population_that_cannot_be_is_refused(size, message, respondents):
    design = Design(weight="weight", stratum="stratum", psu="psu", fpc="size")
    with pytest.raises(BadDesign, match=f"fpc of psu: {message}"):
        estimate_mean(respondents.assign(size=size), design, "age", level=LEVEL)


def test_a_stage_without_its_population_is_refused(respondents):
    design = Design(weight="weight", psu=("stratum", "psu"), fpc="age")
    with pytest.raises(BadDesign, match="1 fpc columns for 2 stages"):
        estimate_mean(respondents, design, "age", level=LEVEL)


def test_an_empty_domain_is_refused(respondents, design):
    nobody = respondents["age"].gt(99)
    for estimate in (estimate_mean, estimate_shares):
        with pytest.raises(EmptyDomain, match="nobody in the sample belongs to it"):
            estimate(respondents, design, "heard", domain=nobody, level=LEVEL)


def test_a_domain_in_which_nobody_answered_is_refused(respondents, design):
    silent = respondents["heard"].isna()
    message = "nobody in it answered 'heard'"
    with pytest.raises(EmptyDomain, match=message):
        estimate_mean(respondents, design, "heard", domain=silent, level=LEVEL)
    with pytest.raises(EmptyDomain, match=message):
        estimate_shares(respondents, design, "heard", domain=silent, level=LEVEL)
    with pytest.raises(EmptyDomain, match=message):
        estimate_quantiles(
            respondents, design, "heard", quantiles=(0.5,), domain=silent, level=LEVEL
        )
    for by in (estimate_means_by, estimate_shares_by):
        outcome = "heard" if by is estimate_means_by else ("heard",)
        with pytest.raises(EmptyDomain, match=message):
            by(respondents, design, outcome, by=("tenure",), domain=silent, level=LEVEL)
    with pytest.raises(EmptyDomain, match="nobody in one of the two answered 'heard'"):
        estimate_difference(
            respondents, design, "heard", domain=silent, reference=~silent, level=LEVEL
        )
    with pytest.raises(EmptyDomain, match="nobody in it answered both 'heard' and 'tenure'"):
        compare_categories(respondents, design, "heard", by="tenure", domain=silent)
    with pytest.raises(EmptyDomain, match="nobody in it answered both 'heard' and 'tenure'"):
        compare_means(respondents, design, "heard", by="tenure", domain=silent, level=LEVEL)


@pytest.mark.parametrize(
    ("domain", "message"),
    [
        ([1, 0] * 6, "a domain of type int64"),
        ([True] * 11, "a domain of type bool and shape"),
        (pd.Series([True] * 12, index=range(1, 13)), "a domain whose index is not that"),
    ],
)
def test_a_domain_that_is_not_a_yes_or_no_by_row_is_refused(domain, message, respondents, design):
    with pytest.raises(BadColumn, match=message):
        estimate_mean(respondents, design, "age", domain=domain, level=LEVEL)


def test_an_outcome_with_one_value_has_nothing_to_compare_or_explain(respondents, design):
    message = "column 'only': an outcome of which every answer is the same"
    with pytest.raises(OneValuedOutcome, match=message):
        compare_categories(respondents, design, "only", by="tenure")
    with pytest.raises(OneValuedOutcome, match=message):
        compare_categories(respondents, design, "tenure", by="only")
    with pytest.raises(OneValuedOutcome, match=message):
        regress_logistic(respondents, design, "only", predictors=("age",))
    same = respondents.assign(same=5)
    with pytest.raises(OneValuedOutcome, match="column 'same'"):
        regress_linear(same, design, "same", predictors=("age",))
    with pytest.raises(OneValuedOutcome, match="column 'same'"):
        compare_ranks(same, design, "same", by="tenure", level=LEVEL)


def test_comparing_means_of_three_groups_is_refused(respondents, design):
    with pytest.raises(BadColumn, match="column 'trust': 3 groups: 1, 2, 3"):
        compare_means(respondents, design, "age", by="trust", level=LEVEL)


@pytest.mark.parametrize("regress", [regress_linear, regress_logistic, regress_ordinal])
def test_a_predictor_that_others_determine_is_named(regress, respondents, design):
    respondents["months"] = respondents["age"] * 12.0 + 3
    outcome = {regress_linear: "age", regress_logistic: "heard", regress_ordinal: "trust"}
    with pytest.raises(RankDeficient, match=r"already determine: months"):
        regress(respondents, design, outcome[regress], predictors=("tenure", "age", "months"))


def test_a_category_that_the_domain_lacks_is_named(respondents, design):
    young = respondents["tenure"].eq("own")
    with pytest.raises(RankDeficient, match=r"already determine: tenure=rent"):
        regress_linear(respondents, design, "age", predictors=("tenure",), domain=young)


def test_predictors_that_split_the_outcome_are_named(respondents, design):
    split = respondents.assign(sure=respondents["heard"].eq(1) & respondents["age"].gt(30))
    with pytest.raises(Separated, match=r"split 'heard' perfectly: sure$|perfectly: sure\n"):
        regress_logistic(split, design, "heard", predictors=("sure",))
    with pytest.raises(Separated, match=r"split 'heard' perfectly: .*sure"):
        estimate_marginal_effects(
            split, design, "heard", predictors=("sure",), model="logistic", level=LEVEL
        )


def test_predictors_that_split_ordered_answers_are_named(respondents, design):
    split = respondents.assign(high=respondents["trust"].ge(3))
    with pytest.raises(Separated, match=r"split 'trust' perfectly: .*high"):
        regress_ordinal(split, design, "trust", predictors=("high",))
    with pytest.raises(Separated, match=r"split 'trust' perfectly: .*high"):
        check_proportional_odds(split, design, "trust", predictors=("high",))


def test_overlapping_predictors_are_not_taken_for_separation(respondents, design):
    assert regress_logistic(respondents, design, "heard", predictors=("age",)).n == 11


def test_outcomes_with_the_wrong_number_of_answers_are_refused(respondents, design):
    with pytest.raises(BadColumn, match="column 'trust': 3 categories"):
        regress_logistic(respondents, design, "trust", predictors=("age",))
    with pytest.raises(BadColumn, match="column 'tenure': 2 different answers"):
        regress_ordinal(respondents, design, "tenure", predictors=("age",))


def test_a_term_that_the_model_lacks_is_refused(respondents, design):
    fit = regress_linear(respondents, design, "trust", predictors=("age",))
    with pytest.raises(BadColumn, match="no predictor 'tenure' in the model"):
        fit.test_term("tenure")


def test_replicate_weights_without_a_scale_are_refused(respondents):
    design = ReplicateDesign(weight="weight", replicates=("age", "trust"), kind="JK1")
    with pytest.raises(MissingScale, match="JK1 replicate weights without a scale") as refusal:
        estimate_mean(respondents, design, "age", level=LEVEL)
    assert "(R - 1) / R" in str(refusal.value)


def test_replicate_weights_that_do_not_fit_are_refused(respondents):
    def read(**change):
        settings = {"weight": "weight", "replicates": ("age", "heard"), "kind": "JK1", "scale": 1.0}
        ReplicateDesign(**(settings | change)).read(respondents)

    with pytest.raises(BadDesign, match="column 'heard': a replicate weight that is missing"):
        read()
    with pytest.raises(BadDesign, match="1 rscales for 2 replicates"):
        read(rscales=(1.0,))
    with pytest.raises(UnknownChoice, match="replicate kind 'jackknife'"):
        read(kind="jackknife")


def test_replicates_that_a_design_does_not_allow_are_refused(respondents, design):
    with pytest.raises(BadDesign, match="a stratum of 3 PSUs"):
        make_brr(respondents, design)
    two = respondents[respondents["psu"].lt(3)]
    with pytest.raises(BadDesign, match="Fay's rho of 1"):
        make_brr(two, design, rho=1)
    raked = Design(
        weight="weight",
        psu="psu",
        calibration=Calibration(method="rake", columns=("tenure",)),
    )
    for make in (make_jackknife, lambda s, d: make_bootstrap(s, d, n_replicates=9, seed=1)):
        with pytest.raises(BadDesign, match="a design that is calibrated"):
            make(respondents, raked)


def test_replicates_of_another_sample_are_refused(respondents, design):
    made = make_jackknife(respondents, design)
    with pytest.raises(BadDesign, match="5 PSUs, and replicates of 6"):
        estimate_mean(respondents.iloc[2:], made, "age", level=LEVEL)


def test_a_replicate_that_cannot_be_fitted_is_named(respondents, design):
    lone = respondents["psu"].eq(3) & respondents["stratum"].eq("north")
    sample = respondents.assign(rare=lone | respondents["age"].eq(25))
    made = make_bootstrap(sample, design, n_replicates=200, seed=3)
    with pytest.raises(NotConverged, match=r"replicate \d+ of 200 that cannot be fitted"):
        regress_logistic(sample, made, "heard", predictors=("rare",))


@pytest.mark.parametrize("quantile", [0, 1, 50])
def test_a_quantile_outside_nought_and_one_is_refused(quantile, respondents, design):
    with pytest.raises(BadLevel, match=f"a quantile of {quantile}"):
        estimate_quantiles(respondents, design, "age", quantiles=(quantile,), level=LEVEL)


def test_choices_that_do_not_exist_are_refused(respondents, design):
    with pytest.raises(UnknownChoice, match="interval 'exact'"):
        estimate_shares(respondents, design, "heard", level=LEVEL, interval="exact")
    with pytest.raises(UnknownChoice, match="model 'probit'"):
        estimate_marginal_effects(
            respondents, design, "heard", predictors=("age",), model="probit", level=LEVEL
        )
    odd = Design(weight="weight", calibration=Calibration(method="fit", columns=("tenure",)))
    with pytest.raises(UnknownChoice, match="calibration method 'fit'"):
        estimate_mean(respondents, odd, "age", level=LEVEL)


def test_a_family_with_a_missing_probability_is_refused():
    with pytest.raises(ImpossibleCount, match=r"missing or outside 0\.\.1"):
        adjust_holm([0.1, np.nan])
