"""The second opinion of regressions, tests between groups and the agreement of items."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from parentdata.second_opinion import (
    Disagreement,
    NoSecondOpinion,
    hold_second_opinion,
    second_opinions,
)
from parentdata.second_opinion.models import take_slopes
from parentdata.second_opinion.polychoric import correlate_attitudes, place_thresholds
from parentdata.second_opinion.reliability import find_omega, fit_factor
from parentdata.survey import Design, ReplicateDesign

KINDS = {"coefficient", "odds_ratio", "effect", "term", "assumption", "test", "reliability"}
FIGURES = ["value", "se", "ci_low", "ci_high", "degf", "n", "n_weighted", "deff"]


@pytest.fixture(scope="module")
def models(survey, parents):
    return survey.estimate_models(parents)


@pytest.fixture(scope="module")
def opinions(survey, parents, models):
    return second_opinions(parents, models, survey.instrument, survey.design)


def test_every_kind_of_model_and_test_is_the_same_on_both_paths(models, opinions):
    apart = hold_second_opinion(models, opinions)
    assert set(apart["statistic"]) == KINDS
    assert len(apart) == models["is_withheld"].eq(False).sum() > 60
    assert apart[FIGURES].max().max() < 1e-10


@pytest.mark.parametrize(
    "design",
    [
        Design(weight="w"),
        Design(weight="w", stratum="strat", psu="psu", fpc="fpc"),
        Design(weight="w", stratum="strat", psu="psu", lonely_psu="average"),
    ],
    ids=["weights", "populations", "average"],
)
def test_models_are_the_same_on_both_paths_under_other_designs(survey, parents, design):
    sample = parents
    if design.lonely_psu == "average":
        sample = parents[(parents["strat"] != 3) | (parents["psu"] == 301)].reset_index(drop=True)
    apart = survey.review(sample, survey.estimate_models(sample, design), design)
    assert set(apart["statistic"]) == KINDS
    assert apart[FIGURES].max().max() < 1e-10


def test_models_by_replicate_weights_are_the_same_on_both_paths(survey, parents):
    random = np.random.default_rng(900)
    columns = {f"r{k}": parents["w"] * random.uniform(0.5, 1.5, len(parents)) for k in range(25)}
    design = ReplicateDesign(weight="w", replicates=tuple(columns), kind="other", scale=0.04)
    sample = parents.assign(**columns)
    apart = survey.review(sample, survey.estimate_models(sample, design), design)
    assert apart[FIGURES].max().max() < 1e-9


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_one_corrupted_weight_stops_every_kind(survey, parents, models, kind):
    rows = models[models["statistic"].eq(kind)]
    if kind in {"coefficient", "odds_ratio", "effect", "term", "assumption"}:
        rows = rows.tail(8)
    weights = parents["w"].copy()
    # Of somebody who answered every item.
    place = parents.index[parents["view_L1"].eq("a1") & parents["view_L2"].eq("a2")][0]
    weights[place] *= 1.001
    if kind == "test":
        rows = models[models["statistic"].eq(kind) & models["method"].eq("rank F")]
    with pytest.raises(Disagreement, match=rf"estimate p\.\S+\.{kind}: \S+ \S+, and by the second"):
        survey.review(parents.assign(w=weights), rows)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_one_altered_figure_of_any_kind_stops_the_run_and_names_both(models, opinions, kind):
    altered = models.copy()
    place = altered.index[altered["statistic"].eq(kind) & ~altered["is_withheld"]][0]
    was = altered.loc[place, "value"]
    altered.loc[place, "value"] = was + 3e-8 * max(abs(was), 1)
    with pytest.raises(Disagreement) as refused:
        hold_second_opinion(altered, opinions)
    row = altered.loc[place]
    assert f"estimate {row['id']}: value {row['value']:.12g}, and by" in refused.value.came
    again = refused.value.came.split("second opinion ")[1].partition(";")[0]
    assert float(again) == pytest.approx(was, rel=1e-11)


def test_an_answer_that_too_few_gave_is_out_of_both_paths(models, opinions):
    about_e = models[models["answer"].eq("grp_e")]
    # The coefficient, the odds ratio, and an effect in each of three groups of the index.
    assert about_e["is_withheld"].tolist() == [True] * 5
    assert not set(about_e["id"]) & set(opinions["id"])


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("answers that at least 20 gave", "all", "does not say"),
        ("at least 2 of 3 items", "items", "does not say"),
    ],
)
def test_a_regression_whose_base_does_not_say_who_is_in_it_is_refused(
    survey, parents, models, old, new, what
):
    rows = models[models["statistic"].eq("coefficient")]
    rows = rows.assign(base=rows["base"].str.replace(old, new))
    with pytest.raises(NoSecondOpinion, match=what):
        survey.review(parents, rows)


def test_a_coefficient_of_an_answer_that_is_not_in_the_model_is_refused(survey, parents, models):
    rows = models[models["statistic"].eq("coefficient")].tail(1).assign(is_withheld=False)
    with pytest.raises(NoSecondOpinion, match="'grp_e' is not in list"):
        survey.review(parents, rows)


def test_a_family_of_tests_that_is_not_whole_is_refused(survey, parents, models):
    rows = models[models["method"].eq("rank F")]
    kept = rows[rows["answer"].str.startswith("sex")]
    with pytest.raises(NoSecondOpinion, match=r"1 tests are shown of a family of \[2\]"):
        survey.review(parents, kept)


def test_slopes_by_complex_steps_are_exact():
    at = np.array([0.3, -1.2])
    slopes = take_slopes(lambda x: np.array([x[0] ** 3 * x[1], np.exp(x[0] * x[1])]), at)
    rise = np.exp(at[0] * at[1])
    known = [[3 * at[0] ** 2 * at[1], at[0] ** 3], [at[1] * rise, at[0] * rise]]
    np.testing.assert_allclose(slopes, known, rtol=1e-15)


def test_loadings_of_a_correlation_that_one_factor_made_are_found_again():
    loading = np.array([0.9, 0.7, 0.5, 0.6])
    correlation = np.outer(loading, loading)
    np.fill_diagonal(correlation, 1.0)
    np.testing.assert_allclose(fit_factor(correlation), loading, atol=1e-12)
    assert find_omega(loading) == pytest.approx(2.7**2 / (2.7**2 + 4 - 1.91), rel=1e-12)


def test_two_halves_cut_at_the_middle_have_the_correlation_of_the_quadrants():
    # A third of people in each of two opposite quadrants: 1/4 + asin(rho)/(2 pi) = 1/3.
    pair = np.array([[0, 0], [1, 1], [0, 1], [1, 0]])
    weight = np.array([2.0, 2.0, 1.0, 1.0])
    thresholds = tuple(place_thresholds(column, weight) for column in pair.T)
    assert correlate_attitudes(pair, weight, thresholds) == pytest.approx(0.5, abs=1e-13)


def test_answers_that_go_together_without_exception_have_the_greatest_correlation():
    pair = np.array([[0, 0], [1, 1], [2, 2]])
    thresholds = tuple(place_thresholds(column, np.ones(3)) for column in pair.T)
    assert correlate_attitudes(pair, np.ones(3), thresholds) == 0.9999


def test_another_minimum_base_in_the_words_of_a_row_is_another_model(survey, parents):
    choices = dataclasses.replace(survey.model_choices, minimum_base=8)
    models = survey.estimate_models(parents, choices=choices)
    assert models["is_withheld"].sum() == 0
    assert survey.review(parents, models)[FIGURES].max().max() < 1e-10
    swapped = models.assign(base=models["base"].str.replace("least 8", "least 20"))
    kept = swapped[swapped["statistic"].isin(["coefficient"])]
    with pytest.raises(NoSecondOpinion, match="is not in list"):
        survey.review(parents, pd.DataFrame(kept))
