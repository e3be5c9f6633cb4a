"""What R's stored blocks do not cover, from the project's own R scripts in this folder."""

import json
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from parentdata.survey import (
    Design,
    ReplicateDesign,
    adjust_benjamini_hochberg,
    adjust_holm,
    check_proportional_odds,
    compare_categories,
    compare_many_ranks,
    compare_means,
    compare_ranks,
    estimate_marginal_effects,
    estimate_mean,
    estimate_means_by,
    estimate_quantiles,
    estimate_ratio,
    estimate_shares,
    estimate_shares_by,
    estimate_total,
    make_brr,
    make_jackknife,
    regress_linear,
    regress_logistic,
)

CASES = ("rank-tests", "two-stage", "two-psu-strata", "replicates", "marginal-effects")
LEVEL = 0.95


def pair(estimate) -> list[float]:
    return [estimate.value, estimate.se]


def stacked(estimates) -> np.ndarray:
    return np.concatenate([estimates.figures["value"], estimates.figures["se"]])


def fitted(fit) -> np.ndarray:
    return np.concatenate([fit.coefficient, np.sqrt(np.diagonal(fit.covariance))])


def f_of(test) -> list[float]:
    return [test.f, test.numerator, test.denominator, test.p]


def t_of(test) -> list[float]:
    return [test.t, test.degf, test.p]


@pytest.fixture(scope="session")
def rscript() -> str:
    """R with its survey package; skipped where either is absent."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("no R on this machine: its stored results are taken as they are")
    has_survey = [program, "-e", 'quit(status = !requireNamespace("survey", quietly = TRUE))']
    if subprocess.run(has_survey, capture_output=True, check=False).returncode:
        pytest.skip("R has no survey package (r-cran-survey): stored results are taken as they are")
    return program


@pytest.mark.parametrize("case", CASES)
def test_r_still_gives_what_is_stored(case, rscript, root, tmp_path, ledger, case_in_r):
    script = root / "tests" / "reference" / f"{case}.R"
    subprocess.run(
        [rscript, script, tmp_path / "again.json"], check=True, capture_output=True, timeout=120
    )
    again, stored = json.loads((tmp_path / "again.json").read_text()), case_in_r(case)
    assert again.keys() == stored.keys()
    for key, numbers in stored.items():
        ledger.agree(key, np.array(again[key], float), np.array(numbers, float))


@pytest.mark.parametrize("name", ["plain", "fpc"])
def test_rank_and_t_tests_count_finite_populations(name, ledger, parents, case_in_r):
    r = case_in_r("rank-tests")
    fpc = "fpc1" if name == "fpc" else ()
    design = Design(weight="w", stratum="strat", psu="psu", fpc=fpc)
    in_b = parents["grp"].eq("B")
    for key, outcome, by, domain in (
        ("wilcoxon_sex", "L1", "sex", None),
        ("wilcoxon_conc", "L2", "conc", None),
        ("wilcoxon_sex_in_B", "L1", "sex", in_b),
    ):
        test = compare_ranks(parents, design, outcome, by=by, domain=domain, level=LEVEL)
        ledger.agree(key, t_of(test), r[f"{name}_{key}"])
    for by in ("grp", "age"):
        test = compare_many_ranks(parents, design, "L1", by=by)
        ours = [test.chi2, test.numerator, test.denominator, test.p]
        ledger.agree(by, ours, r[f"{name}_kruskal_{by}"])
    test = compare_means(parents, design, "L1", by="sex", level=LEVEL)
    ledger.agree("ttest", t_of(test), r[f"{name}_ttest_sex"])


def test_adjusted_probabilities_are_those_of_r(ledger, case_in_r):
    r = case_in_r("rank-tests")
    ledger.agree("holm", adjust_holm(r["family"]), r["holm"])
    found = adjust_benjamini_hochberg(r["family"])
    ledger.agree("benjamini_hochberg", found, r["benjamini_hochberg"])


@pytest.mark.parametrize(("name", "first"), [("two_stage", "fpc1"), ("census", "taken")])
def test_a_second_stage_adds_its_own_variance(name, first, ledger, parents, case_in_r):
    r = {k.removeprefix(f"{name}_"): v for k, v in case_in_r("two-stage").items()}
    design = Design(weight="w", stratum="strat", psu=("psu", "id"), fpc=(first, "fpc2"))
    for outcome in ("conc", "L1"):
        mean = estimate_mean(parents, design, outcome, level=LEVEL)
        ledger.agree(outcome, pair(mean), r[f"mean_{outcome}"])
    for outcome in ("conc", "rare"):
        total = estimate_total(parents, design, outcome, level=LEVEL)
        ledger.agree(outcome, pair(total), r[f"total_{outcome}"])
    ratio = estimate_ratio(parents, design, "L1", per="L2", level=LEVEL)
    ledger.agree("ratio", pair(ratio), r["ratio_L1_L2"])
    by = estimate_means_by(parents, design, "L1", by=("grp",), level=LEVEL)
    ledger.agree("by", stacked(by), r["L1_by_grp"])
    # R's crossing runs through its first factor fastest.
    crossed = estimate_means_by(parents, design, "conc", by=("sex", "grp"), level=LEVEL)
    ledger.agree("crossed", stacked(crossed), r["conc_by_grp_sex"])
    shares = estimate_shares(parents, design, "L1", level=LEVEL)
    ledger.agree("shares", stacked(shares), r["shares_L1"])
    ledger.agree("vcov", shares.covariance.ravel(), r["shares_L1_vcov"])
    fit = regress_linear(parents, design, "L1", predictors=("grp", "sex"))
    ledger.agree("linear", [*fitted(fit), fit.degf], r["linear"])
    test = compare_categories(parents, design, "grp", by="sex")
    ledger.agree("chisq", f_of(test), r["chisq"])


def test_two_psus_in_a_stratum_give_what_r_gives(ledger, parents, case_in_r):
    r = case_in_r("two-psu-strata")
    design = Design(weight="w", stratum="pair", psu="psu")
    mean = estimate_mean(parents, design, "L1", level=LEVEL)
    ledger.agree("L1", pair(mean), r["mean_L1"])
    ledger.agree("degf", [mean.degf], r["degf"])
    deff = estimate_mean(parents, design, "conc", level=LEVEL).deff
    ledger.agree("deff", [deff], r["deff_conc"])
    for interval, method in (("logit", "xlogit"), ("beta", "beta"), ("linear", "mean")):
        by = estimate_shares_by(
            parents, design, ("conc",), by=("grp",), level=LEVEL, interval=interval
        )
        for group in "ABCDE":
            found = by["conc", group, 1]
            ledger.agree(group, [*pair(found), found.degf], r[f"conc_{group}"])
            if found.degf > 0:
                ours = [found.value, found.ci_low, found.ci_high]
                ledger.agree(group, ours, r[f"conc_{group}_{method}"])
    in_grp = compare_categories(parents, design, "sex", by="grp")
    ledger.agree("chisq", f_of(in_grp), r["chisq_sex_grp"])
    wald = [in_grp.wald_f, in_grp.cells, in_grp.wald_denominator, in_grp.wald_p]
    ledger.agree("wald", wald, r["wald_sex_grp"])
    in_age = compare_categories(parents, design, "sex", by="age")
    adjusted = [
        in_age.adjusted_wald_f,
        in_age.cells,
        in_age.adjusted_wald_denominator,
        in_age.adjusted_wald_p,
    ]
    ledger.agree("adjusted wald", adjusted, r["adjwald_sex_age"])
    test = compare_means(parents, design, "L1", by="sex", level=LEVEL)
    ledger.agree("ttest", t_of(test), r["ttest_sex"])
    ranks = compare_many_ranks(parents, design, "L1", by="grp")
    ours = [ranks.chi2, ranks.numerator, ranks.denominator, ranks.p]
    ledger.agree("kruskal", ours, r["kruskal_grp"])
    fit = regress_logistic(parents, design, "conc", predictors=("grp", "sex"))
    ledger.agree("logistic", [*fitted(fit), fit.degf], r["logistic"], rel=1e-8)
    sample = parents.assign(spread=parents["id"] + parents["L1"])
    for quantile in (0.1, 0.5, 0.9):
        found = estimate_quantiles(sample, design, "spread", quantiles=(quantile,), level=LEVEL)
        one = found[quantile]
        ours = [one.value, one.ci_low, one.ci_high, one.se]
        ledger.agree("quantile", ours, r[f"quantile_{quantile}"])


def replicated(parents: pd.DataFrame, r: dict, kind: str):
    """The parents with R's replicate weights as columns, and the design that reads them."""
    (scale,), rscales = r[f"{kind}_scale"], r[f"{kind}_rscales"]
    # R writes a matrix column by column: a row per replicate, a column per PSU.
    multiplier = np.reshape(r[f"{kind}_multiplier"], (len(r["psu"]), -1))
    names = tuple(f"replicate_{k}" for k in range(multiplier.shape[1]))
    by_psu = pd.DataFrame(multiplier, index=[int(psu) for psu in r["psu"]], columns=names)
    columns = by_psu.loc[parents["psu"]].to_numpy() * parents[["w"]].to_numpy()
    sample = pd.concat([parents, pd.DataFrame(columns, columns=names)], axis=1)
    design = ReplicateDesign(
        weight="w", replicates=names, kind=kind, scale=scale, rscales=tuple(rscales)
    )
    return sample, design


@pytest.mark.parametrize("kind", ["BRR", "Fay", "bootstrap", "JKn"])
def test_replicate_weights_give_what_r_gives(kind, ledger, parents, case_in_r):
    everything = case_in_r("replicates")
    r = {k.removeprefix(f"{kind}_"): v for k, v in everything.items()}
    sample, design = replicated(parents, everything, kind)
    mean = estimate_mean(sample, design, "conc", level=LEVEL)
    ledger.agree("mean", pair(mean), r["mean_conc"])
    total = estimate_total(sample, design, "rare", level=LEVEL)
    ledger.agree("total", pair(total), r["total_rare"])
    ratio = estimate_ratio(sample, design, "L1", per="L2", level=LEVEL)
    ledger.agree("ratio", pair(ratio), r["ratio_L1_L2"])
    by = estimate_means_by(sample, design, "L1", by=("sex",), level=LEVEL)
    ledger.agree("by", stacked(by), r["L1_by_sex"])
    shares = estimate_shares_by(sample, design, ("L1",), by=("rare",), level=LEVEL)
    assert len(shares) == 10
    whole = estimate_shares(sample, design, "L1", level=LEVEL)
    ledger.agree("shares", stacked(whole), r["shares_L1"])
    test = compare_categories(sample, design, "grp", by="sex")
    ledger.agree("chisq", [test.f, test.numerator], r["chisq"])
    fit = regress_linear(sample, design, "L1", predictors=("age", "sex"))
    ledger.agree("linear", fitted(fit), r["linear"])
    fit = regress_logistic(sample, design, "conc", predictors=("age", "sex"))
    ledger.agree("logistic", fitted(fit), r["logistic"], rel=1e-8)


def test_our_own_jackknife_is_rs(ledger, parents, case_in_r):
    r = case_in_r("replicates")
    made = make_jackknife(parents, Design(weight="w", stratum="pair", psu="psu"))
    mean = estimate_mean(parents, made, "conc", level=LEVEL)
    ledger.agree("mean", pair(mean), r["JKn_mean_conc"])
    fit = regress_logistic(parents, made, "conc", predictors=("age", "sex"))
    ledger.agree("logistic", fitted(fit), r["JKn_logistic"], rel=1e-8)
    by = estimate_shares_by(parents, made, ("conc",), by=("sex",), level=LEVEL)
    one = estimate_shares(parents, made, "conc", domain=parents["sex"].eq("F"), level=LEVEL)
    ledger.agree("by", pair(by["conc", "F", 1]), pair(one[1]))


@pytest.mark.parametrize("rho", [0.0, 0.3])
def test_balanced_replicates_give_a_total_its_linearised_variance(rho, ledger, parents):
    design = Design(weight="w", stratum="pair", psu="psu")
    balanced = estimate_total(parents, make_brr(parents, design, rho=rho), "conc", level=LEVEL)
    linear = estimate_total(parents, design, "conc", level=LEVEL)
    ledger.agree("total", pair(balanced), pair(linear))


def test_average_marginal_effects_are_those_worked_out_in_r(ledger, parents, case_in_r):
    r = case_in_r("marginal-effects")
    design = Design(weight="w", stratum="strat", psu="psu")
    sample = parents[parents["conc"].notna() & parents["L1"].notna()].reset_index(drop=True)
    effects = estimate_marginal_effects(
        sample, design, "conc", predictors=("grp", "sex", "L1"), model="logistic", level=LEVEL
    )
    for name in ("grp=B", "grp=C", "grp=D", "grp=E", "sex=M", "L1"):
        theirs = r[f"ame_{name.replace('=', '')}"]
        ledger.agree(name, pair(effects[name, 1]), theirs, rel=1e-8)
    test = check_proportional_odds(sample, design, "L1", predictors=("age", "sex"))
    ours = [test.chi2, test.chi2_degf, test.chi2_p, test.f, test.denominator, test.p]
    ledger.agree("proportional odds", ours, r["proportional_odds"], rel=1e-7)


def test_effects_on_ordered_answers_sum_to_nothing_and_move_as_the_fit_does(parents):
    design = Design(weight="w", stratum="strat", psu="psu")
    effects = estimate_marginal_effects(
        parents, design, "L1", predictors=("sex", "conc"), model="ordinal", level=LEVEL
    )
    values = effects.figures["value"].reshape(2, 5)
    np.testing.assert_allclose(values.sum(axis=1), 0, atol=1e-14)
    # The jackknife refits the model for each PSU and needs no derivative of it.
    made = make_jackknife(parents, design)
    again = estimate_marginal_effects(
        parents, made, "L1", predictors=("sex", "conc"), model="ordinal", level=LEVEL
    )
    np.testing.assert_allclose(again.figures["se"], effects.figures["se"], rtol=0.05)
