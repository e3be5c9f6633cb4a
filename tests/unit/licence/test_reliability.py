"""Alpha, omega, the factor and polychoric correlations, where the answer is known."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, special

from parentdata.licence import (
    BadCorrelations,
    TooFewItems,
    bivariate_normal,
    check_ordinal_factor,
    check_reliability,
    estimate_alpha,
    estimate_omega,
    fit_one_factor,
    polychoric_correlation,
    polychoric_matrix,
    weighted_covariance,
)


def test_alpha_is_the_share_of_the_sums_variance_that_items_have_in_common():
    # Two items of variance 1 and covariance 1/2: 2 x (1 - 2 / 3).
    assert estimate_alpha(np.array([[1, 0.5], [0.5, 1]])) == pytest.approx(2 / 3, rel=1e-12)


def test_a_weight_of_two_is_as_much_as_two_respondents():
    scores = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 2.0], [5.0, 4.0]])
    weighted, n = weighted_covariance(scores, np.array([1.0, 2.0, 1.0, 1.0]))
    doubled, _ = weighted_covariance(np.vstack([scores, scores[1]]), np.ones(5))
    # Shares 1, 2, 1, 1 of 5: their squares sum to 7/25, not to the 5/25 of five respondents.
    np.testing.assert_allclose(weighted * (1 - 7 / 25), doubled * (1 - 5 / 25), rtol=1e-12)
    assert n.tolist() == [[4, 4], [4, 4]]


def test_a_covariance_is_of_those_who_answered_both():
    scores = np.array([[0, 1], [1, 3], [2, 2], [np.nan, 9]])
    covariance, n = weighted_covariance(scores, np.ones(4))
    assert covariance[0, 1] == pytest.approx(0.5, rel=1e-12)
    assert covariance[0, 0] == pytest.approx(1, rel=1e-12)
    assert n.tolist() == [[3, 3], [3, 4]]


def test_a_factor_that_made_the_correlations_is_found_again():
    loading = np.array([0.9, 0.7, 0.5, -0.3])
    correlation = np.outer(loading, loading)
    np.fill_diagonal(correlation, 1)
    factor = fit_one_factor(correlation)
    np.testing.assert_allclose(factor.loading, loading, rtol=1e-9)
    np.testing.assert_allclose(factor.uniqueness, 1 - loading**2, rtol=1e-9)
    # (0.9 + 0.7 + 0.5 - 0.3)² = 3.24, and 0.19 + 0.51 + 0.75 + 0.91 = 2.36.
    assert factor.omega == pytest.approx(3.24 / 5.6, rel=1e-9)
    assert factor.rmsr == pytest.approx(0, abs=1e-9)
    assert estimate_omega(loading, 1 - loading**2) == pytest.approx(3.24 / 5.6, rel=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_loadings_are_signed_so_that_most_of_them_are_positive(seed):
    loading = np.random.default_rng(seed).uniform(0.3, 0.8, size=4)
    correlation = np.outer(loading, loading)
    np.fill_diagonal(correlation, 1)
    np.testing.assert_allclose(fit_one_factor(correlation).loading, loading, rtol=1e-8)


def test_three_items_have_one_factor_without_remainder():
    correlation = np.array([[1, 0.6, 0.4], [0.6, 1, 0.3], [0.4, 0.3, 1]])
    loading = [math.sqrt(0.6 * 0.4 / 0.3), math.sqrt(0.6 * 0.3 / 0.4), math.sqrt(0.4 * 0.3 / 0.6)]
    assert fit_one_factor(correlation).loading.tolist() == pytest.approx(loading, rel=1e-9)


def test_an_item_is_never_wholly_explained():
    # Spearman's solution would load the first item by more than 1.
    correlation = np.array([[1, 0.9, 0.9], [0.9, 1, 0.3], [0.9, 0.3, 1]])
    factor = fit_one_factor(correlation)
    assert factor.uniqueness.min() == pytest.approx(0.005, rel=1e-6)


def test_the_bivariate_normal_at_the_origin_is_known():
    for rho in (-0.95, -0.3, 0.0, 0.5, 0.99):
        known = 1 / 4 + math.asin(rho) / (2 * math.pi)
        assert bivariate_normal(0, 0, rho) == pytest.approx(known, rel=1e-13)


def test_a_nought_below_zero_is_a_nought():
    assert bivariate_normal(-0.0, 1.0, 0.4) == bivariate_normal(0.0, 1.0, 0.4)
    assert bivariate_normal(1.0, -0.0, 0.4) == bivariate_normal(1.0, 0.0, 0.4)


@pytest.mark.parametrize("rho", [-0.9, -0.2, 0.4, 0.97])
@pytest.mark.parametrize(
    ("h", "k"), [(0.7, -1.1), (-0.4, -2), (1.3, 0.2), (0, 0.8), (-0.6, 0), (0, -1), (2, 2)]
)
def test_the_bivariate_normal_is_its_integral_over_the_correlation(h, k, rho):
    def rises(angle):
        bend = h**2 + k**2 - 2 * h * k * math.sin(angle)
        return math.exp(-bend / (2 * math.cos(angle) ** 2)) / (2 * math.pi)

    known = special.ndtr(h) * special.ndtr(k)
    known += integrate.quad(rises, 0, math.asin(rho), epsabs=1e-15, epsrel=1e-13)[0]
    assert bivariate_normal(h, k, rho) == pytest.approx(known, rel=1e-10, abs=1e-14)


def test_the_bivariate_normal_beyond_the_last_threshold_is_that_of_one_variable():
    found = bivariate_normal(
        [np.inf, 1.0, -np.inf, 0.3, np.inf], [1, np.inf, 1, -np.inf, np.inf], 0.6
    )
    known = special.ndtr(1)
    np.testing.assert_allclose(found, [known, known, 0, 0, 1], rtol=1e-15)


def test_two_halved_items_have_the_correlation_of_their_quadrants():
    # A third agree on each side: sin(2 pi (1/3 - 1/4)) = 1/2.
    table = np.array([[2.0, 1.0], [1.0, 2.0]])
    cuts = np.array([-np.inf, 0.0, np.inf])
    assert polychoric_correlation(table, cuts, cuts) == pytest.approx(0.5, rel=1e-12)


def test_answers_that_always_go_together_have_a_correlation_just_below_one():
    cuts = np.array([-np.inf, 0.0, np.inf])
    assert polychoric_correlation(np.eye(2), cuts, cuts) == 0.9999
    assert polychoric_correlation(np.eye(2)[::-1], cuts, cuts) == -0.9999


def test_weights_count_in_the_thresholds_and_in_the_correlation():
    codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [-1, 0], [-1, 1]])
    correlation, thresholds = polychoric_matrix(codes, np.array([2.0, 1, 1, 2, 5, 5]))
    np.testing.assert_allclose(correlation, [[1, 0.5], [0.5, 1]], rtol=1e-12)
    assert thresholds[0].tolist() == [-np.inf, 0, np.inf]


def test_the_index_is_checked_by_its_scores(many, instrument, design):
    found = check_reliability(many, instrument, design=design)
    assert found.items["item"].tolist() == ["trust_nhs", "trust_police", "accept"]
    assert (found.n, found.n_fewest) == (192, 192)
    # Three items: one factor fits without remainder, so the loadings are Spearman's.
    scores = pd.DataFrame(
        {
            "trust_nhs": many["trust_nhs"].map({"would": 1, "neither": 0, "would_not": -1}),
            "trust_police": many["trust_police"].map({"would": 1, "neither": 0, "would_not": -1}),
            "accept": many["accept"].map(
                {"always": 1, "often": 1 / 3, "seldom": -1 / 3, "never": -1}
            ),
        }
    )
    weight = many["weight"]
    mean = scores.mul(weight, axis=0).sum() / weight.sum()
    np.testing.assert_allclose(found.items["mean"], mean, rtol=1e-12)
    s = np.cov(scores.T, aweights=weight)
    assert found.alpha == pytest.approx(1.5 * (1 - np.trace(s) / s.sum()), rel=1e-12)
    r = s / np.sqrt(np.outer(np.diagonal(s), np.diagonal(s)))
    rest = scores["trust_police"] + scores["accept"]
    item_rest = np.cov(scores["trust_nhs"], rest, aweights=weight)
    assert found.items["item_rest"][0] == pytest.approx(
        item_rest[0, 1] / math.sqrt(item_rest[0, 0] * item_rest[1, 1]), rel=1e-12
    )
    pair = s[1:, 1:]
    assert found.items["alpha_without"][0] == pytest.approx(
        2 * (1 - np.trace(pair) / pair.sum()), rel=1e-12
    )
    np.testing.assert_allclose(
        np.outer(found.items["loading"], found.items["loading"])[np.triu_indices(3, 1)],
        r[np.triu_indices(3, 1)],
        rtol=1e-6,
        atol=1e-9,
    )


def test_the_ordinal_check_names_what_the_factor_says_of_each_answer(many, instrument, design):
    found = check_ordinal_factor(many, instrument, design=design)
    assert found.eigenvalues.sum() == pytest.approx(3, rel=1e-12)
    assert found.first_share == pytest.approx(found.eigenvalues[0] / 3, rel=1e-12)
    assert found.first_to_second == pytest.approx(
        found.eigenvalues[0] / found.eigenvalues[1], rel=1e-12
    )
    row = found.items.set_index("item").loc["accept"]
    loading = row["loading"]
    assert row["discrimination"] == pytest.approx(
        1.702 * loading / math.sqrt(1 - loading**2), rel=1e-12
    )
    never = many.loc[many["accept"].eq("never"), "weight"].sum() / many["weight"].sum()
    assert row["threshold_1"] == pytest.approx(special.ndtri(never) / loading, rel=1e-9)
    # The trust items have three answers, so two thresholds.
    assert found.items["threshold_3"].isna().tolist() == [True, True, False]


def test_spacing_of_the_scores_does_not_move_the_ordinal_check(many, instrument, design):
    found = check_ordinal_factor(many, instrument, design=design)
    score = {"never": 0, "seldom": 1, "often": 2, "always": 3}
    trust = {"would_not": 0, "neither": 1, "would": 2}
    codes = np.column_stack(
        [many["trust_nhs"].map(trust), many["trust_police"].map(trust), many["accept"].map(score)]
    )
    known, _ = polychoric_matrix(codes, many["weight"].to_numpy())
    np.testing.assert_allclose(found.correlations.to_numpy(), known, rtol=1e-12)


def test_two_items_do_not_determine_a_factor():
    with pytest.raises(TooFewItems, match="3 items or more"):
        fit_one_factor(np.array([[1, 0.5], [0.5, 1]]))


def test_a_correlation_that_does_not_exist_is_refused():
    broken = np.eye(3)
    broken[0, 1] = broken[1, 0] = np.nan
    with pytest.raises(BadCorrelations, match="items that vary"):
        fit_one_factor(broken)


@pytest.mark.parametrize("check", [check_reliability, check_ordinal_factor])
def test_an_item_on_which_all_agree_is_refused_by_name(many, instrument, design, check):
    with pytest.raises(BadCorrelations, match="correlations of 'trust_police' with other items"):
        check(many.assign(trust_police="would"), instrument, design=design)
