"""Every verb against R survey on 900 made-up parents, from files of this folder alone."""

import numpy as np
import pandas as pd
import pytest

from parentdata.survey import (
    Calibration,
    Design,
    compare_categories,
    compare_many_ranks,
    compare_ranks,
    estimate_mean,
    estimate_means_by,
    estimate_quantiles,
    estimate_shares,
    estimate_shares_by,
    kish_deff,
    rake,
    regress_logistic,
    regress_ordinal,
)

DESIGNS = {
    "parents900_strat_psu": Design(weight="w", stratum="strat", psu="psu"),
    "parents900_weights_only": Design(weight="w"),
}
GROUPS = "ABCDE"
PREDICTORS = ("grp", "age", "sex")
LEVEL = 0.95


def errors_of(regression) -> np.ndarray:
    return np.sqrt(np.diagonal(regression.covariance))


def compare_means_and_deffs(ledger, parents, design, r):
    conc = estimate_mean(parents, design, "conc", level=LEVEL)
    ledger.agree_estimate("conc", conc, r["mean"])
    ledger.agree("deff", conc.deff, r["deff_replace_conc"])
    ledger.agree_estimate("L1", estimate_mean(parents, design, "L1", level=LEVEL), r["mean_L1"])
    by = estimate_means_by(parents, design, "conc", by=("grp",), level=LEVEL)
    ledger.agree("by grp", by.figures["value"], r["by_grp"]["estimate"])
    ledger.agree("by grp se", by.figures["se"], r["by_grp"]["se"])
    deffs = [r["by_grp_deff_replace"][group] for group in GROUPS]
    ledger.agree("by grp deff", by.figures["deff"], deffs)
    ledger.agree("kish", kish_deff(parents["w"].to_numpy()), r["kish_deff"])


def compare_shares(ledger, parents, design, r):
    shares = estimate_shares(parents, design, "L1", level=LEVEL, interval="linear")
    for ours, theirs in (("value", "estimate"), ("se", "se")):
        ledger.agree(f"L1 {ours}", shares.figures[ours], r["prop_L1"][theirs])
    ledger.agree("L1 vcov", shares.covariance, r["prop_L1"]["vcov"])
    by = estimate_shares_by(parents, design, ("L1",), by=("grp",), level=LEVEL)
    for name, value, se in zip(
        *(r["by_grp_L1"][k] for k in ("names", "estimate", "se")), strict=True
    ):
        group, category = name.split(":factor(L1)")
        found = by["L1", group, float(category)]
        ledger.agree(name, [found.value, found.se], [value, se])


def compare_intervals(ledger, parents, design, r):
    for interval, theirs in (("logit", "xlogit"), ("beta", "beta")):
        for outcome in ("conc", "rare"):
            whole = estimate_shares(parents, design, outcome, level=LEVEL, interval=interval)[1]
            by = estimate_shares_by(
                parents, design, (outcome,), by=("grp",), level=LEVEL, interval=interval
            )
            block = r[f"ciprop_{outcome}_by_grp"]
            pairs = [(by[outcome, g, 1], block[g]) for g in GROUPS]
            if whole.n == len(parents):
                # R takes the degrees of freedom of everyone asked, and we of those who answered;
                # where nobody is missing, or no PSU is lost, the two are the same.
                pairs.append((whole, r[f"ciprop_{outcome}"]))
            for ours, answer in pairs:
                expected = answer[theirs]
                if not 0 < expected["p"] < 1:
                    continue
                numbers = [expected[k] for k in ("p", "se", "lower", "upper")]
                ledger.agree(outcome, [ours.value, ours.se, ours.ci_low, ours.ci_high], numbers)
                ledger.agree("degf", ours.degf, answer["beta_df"])


def compare_tests(ledger, parents, design, r):
    group_c = parents["grp"].eq("C")
    for key, test in {
        "chisq_L1_grp": compare_categories(parents, design, "L1", by="grp"),
        "chisq_conc_grp": compare_categories(parents, design, "conc", by="grp"),
        "chisq_conc_sex_in_C": compare_categories(
            parents, design, "conc", by="sex", domain=group_c
        ),
    }.items():
        block = r[key]
        ledger.agree(
            key,
            [test.f, test.numerator, test.first_order_p, test.wald_f],
            [
                block["F"]["statistic"],
                block["F"]["parameter"][0],
                block["Chisq"]["p"],
                block["Wald"]["statistic"],
            ],
        )
        # R scales Pearson's statistic to everyone, answered or not; this to the answers.
        asked = group_c.sum() if key.endswith("C") else len(parents)
        ledger.agree(key, test.pearson * asked / test.n, block["Chisq"]["statistic"])
        ledger.agree(key, test.table.to_numpy(), block["table"])
        if test.wald_denominator == block["Wald"]["parameter"][1]:
            ledger.agree(key, test.denominator, block["F"]["parameter"][1])
            ledger.agree(
                key,
                [test.p, test.wald_p, test.adjusted_wald_f, test.adjusted_wald_p],
                [
                    block["F"]["p"],
                    block["Wald"]["p"],
                    block["adjWald"]["statistic"],
                    block["adjWald"]["p"],
                ],
            )
    ranks = compare_many_ranks(parents, design, "L1", by="grp")
    # R's list has the names of the statistic and of its degrees of freedom swapped.
    theirs = [r["kruskal"][k] for k in ("df", "stat", "p")]
    ledger.agree("kruskal", [ranks.chi2, ranks.numerator, ranks.p], theirs)
    ranks = compare_ranks(parents, design, "L1", by="sex", level=LEVEL)
    theirs = [r["wilcoxon_sex"][k] for k in ("stat", "df", "p")]
    ledger.agree("wilcoxon", [ranks.t, ranks.degf, ranks.p], theirs)
    median = estimate_quantiles(parents, design, "L1", quantiles=(0.5,), level=LEVEL)
    ledger.agree("median", median[0.5].value, r["median_L1"])


def compare_regressions(ledger, parents, design, r):
    everyone, in_a = None, parents["grp"].eq("A")
    for key, predictors, domain in (
        ("glm_logit_tight", PREDICTORS, everyone),
        ("glm_logit_inA", PREDICTORS[1:], in_a),
    ):
        fit = regress_logistic(parents, design, "conc", predictors=predictors, domain=domain)
        block = r[key]
        ledger.agree(key, fit.coefficient, block["coef"], rel=1e-8)
        ledger.agree(key, fit.covariance, block["vcov"], rel=1e-7)
        ledger.agree(key, errors_of(fit), block["se"], rel=1e-8)
        ledger.agree(key, fit.degf, block["df_resid"])
        table = fit.table(level=LEVEL)
        ledger.agree(key, table["p"], block["p"], rel=1e-7)
        ledger.agree(key, table[["ci_low", "ci_high"]], block["ci"], rel=1e-7)
    # R tests the term on its default fit, which is good to about 1e-7.
    fit = regress_logistic(parents, design, "conc", predictors=PREDICTORS)
    theirs = [r["regterm_grp"][k] for k in ("F", "df", "ddf", "p")]
    ledger.agree("regTermTest", fit.test_term("grp"), theirs, rel=1e-6)


def compare_ordinal(ledger, parents, design, r):
    for key, predictors, domain in (
        ("olr_tight", PREDICTORS, None),
        ("olr_inA", PREDICTORS[1:], parents["grp"].eq("A")),
    ):
        fit = regress_ordinal(parents, design, "L1", predictors=predictors, domain=domain)
        ledger.agree(key, fit.coefficient, r[key]["coef"], rel=1e-6)
        ledger.agree(key, errors_of(fit), r[key]["se"], rel=1e-6)
        ledger.agree(key, fit.covariance, r[key]["vcov"], rel=1e-5)


COMPARISONS = (
    compare_means_and_deffs,
    compare_shares,
    compare_intervals,
    compare_tests,
    compare_regressions,
    compare_ordinal,
)


@pytest.mark.parametrize("block", DESIGNS)
@pytest.mark.parametrize("compare", COMPARISONS, ids=lambda compare: compare.__name__)
def test_parents_agree_with_r(compare, block, ledger, parents, parents_in_r):
    compare(ledger, parents, DESIGNS[block], parents_in_r[block])
    assert ledger.count > 0


def test_more_than_400_numbers_are_held_against_r_from_a_checkout_alone(
    ledger, parents, parents_in_r
):
    for block, design in DESIGNS.items():
        for compare in COMPARISONS:
            compare(ledger, parents, design, parents_in_r[block])
    assert ledger.count >= 400


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("centre", "adjust"),
        ("average", "average"),
        ("certainty", "certainty"),
        ("remove", "remove"),
    ],
)
def test_a_lonely_psu_counts_as_r_counts_it(ours, theirs, ledger, parents_lonely, parents_in_r):
    design = Design(weight="w", stratum="strat", psu="psu", lonely_psu=ours)
    block = parents_in_r["lonely"][theirs]
    mean = estimate_mean(parents_lonely, design, "conc", level=LEVEL)
    ledger.agree_estimate(ours, mean, block["mean"])
    ledger.agree("degf", mean.degf, block["degf"])
    ledger.agree("ci", mean.ci_high, block["mean"]["ci_upper"])
    by = estimate_means_by(parents_lonely, design, "conc", by=("grp",), level=LEVEL)
    for at, group in enumerate(GROUPS):
        ledger.agree_estimate(group, by[group], block["by"], at=at)
    shares = estimate_shares_by(parents_lonely, design, ("conc",), by=("grp",), level=LEVEL)
    for at, group in enumerate(GROUPS):
        ledger.agree_estimate(group, shares["conc", group, 1], block["by"], at=at)


def test_raked_weights_and_their_standard_errors_are_rs(ledger, parents, parents_in_r, root):
    weights = pd.read_csv(root / "tests" / "reference" / "parents900_rake_weights.csv")
    # R stops within 1 person of each cell, so its margins are whole numbers but for rounding.
    population = {
        name: weights["rake"].groupby(parents[name]).sum().round().to_dict()
        for name in ("grp", "age", "sex")
    }
    raked = rake(parents, weight="w", population=population)
    # R sums its margins in floating point and stops; ours go on to 1e-10.
    ledger.agree("weights", raked.weight, weights["rake"], rel=1e-8)
    block = parents_in_r["parents900_rake"]
    ledger.agree("kish", kish_deff(raked.weight), block["kish"], rel=1e-8)
    design = Design(
        weight="raked",
        stratum="strat",
        psu="psu",
        calibration=Calibration(method="rake", columns=("grp", "age", "sex")),
    )
    sample = parents.assign(raked=weights["rake"])
    ledger.agree_estimate("mean", estimate_mean(sample, design, "conc", level=LEVEL), block["mean"])
    by = estimate_means_by(sample, design, "conc", by=("grp",), level=LEVEL)
    for at, group in enumerate(GROUPS):
        ledger.agree_estimate(group, by[group], block["by"], at=at)
