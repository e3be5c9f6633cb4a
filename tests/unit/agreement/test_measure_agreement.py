"""Agreement on tables small enough to count by hand, and what is refused or warned of."""

from __future__ import annotations

import numpy as np
import pytest

from parentdata.agreement import (
    MISSING,
    BadJudgements,
    BadResampling,
    OneCoder,
    TooFewUnits,
    UnknownScale,
    UnknownValue,
    UnplacedUnit,
    draw_clusters,
    measure_agreement,
)

PRESENCE = ("absent", "present")


def measure(codes, *, values=PRESENCE, cluster=None, replicates=200, **choices):
    codes = np.array(codes)
    cluster = np.arange(len(codes)) if cluster is None else np.array(cluster)
    return measure_agreement(
        codes,
        values=values,
        coders=[f"coder-{letter}" for letter in "abcdef"[: codes.shape[1]]],
        cluster=cluster,
        resampling=draw_clusters(
            int(cluster.max(initial=0)) + 1, replicates=replicates, seed=7, level=0.9
        ),
        **choices,
    )


# Ten units: both present 3, both absent 4, only the first coder 2, only the second 1.
TEN = [[1, 1]] * 3 + [[0, 0]] * 4 + [[1, 0]] * 2 + [[0, 1]]


def test_coefficients_of_ten_units_are_those_counted_by_hand():
    ours = measure(TEN)
    found = {name: each.value for name, each in ours.coefficients.items()}
    # Kappa: chance 0.5 x 0.4 + 0.5 x 0.6. Alpha: 2 x 3 x 19 / (2 x 11 x 9). AC1: 2 x 0.45 x 0.55.
    assert found == pytest.approx(
        {
            "agreed": 0.7,
            "kappa": 0.4,
            "alpha": 1 - 114 / 198,
            "ac1": (0.7 - 0.495) / 0.505,
            "brennan_prediger": 0.4,
        }
    )
    assert ours.confusion.tolist() == [[4, 1], [2, 3]]
    assert (ours.prevalence, ours.bias) == pytest.approx((-0.1, 0.1))
    assert (ours.n_units, ours.n_pairable, ours.n_clusters) == (10, 10, 10)


def test_an_unpaired_judgement_counts_for_ac1_and_for_nothing_else():
    one, other = measure(TEN), measure([*TEN, [1, MISSING], [MISSING, MISSING]])
    assert (other.n_units, other.n_pairable) == (11, 10)
    for name in ("agreed", "kappa", "alpha", "brennan_prediger"):
        assert other[name].value == pytest.approx(one[name].value)
    share = (0.45 * 10 + 1) / 11
    chance = 2 * share * (1 - share)
    assert other["ac1"].value == pytest.approx((0.7 - chance) / (1 - chance))


def test_a_rare_code_has_a_low_kappa_beside_a_prevalence_near_minus_one():
    ours = measure([[0, 0]] * 96 + [[1, 0]] * 2 + [[0, 1]] * 2)
    assert ours["agreed"].value == pytest.approx(0.96)
    assert ours["kappa"].value == pytest.approx(-0.02 / 0.98)
    assert ours["brennan_prediger"].value == pytest.approx(0.92)
    assert (ours.prevalence, ours.bias) == pytest.approx((-0.96, 0.0))


def test_alpha_of_ordered_values_uses_krippendorffs_ranks_and_kappa_squares():
    codes = [[0, 0]] * 6 + [[1, 1]] * 2 + [[2, 2]] + [[0, 1]] * 2 + [[1, 2]]
    ours = measure(codes, values=("none", "some", "full"), scale="ordinal")
    # Margins 14, 7, 3: middle ranks 7, 17.5, 22.5.
    near, far, both = 10.5**2, 5.0**2, 15.5**2
    observed = 2 * 2 * near + 2 * 1 * far
    expected = 2 * (14 * 7 * near + 7 * 3 * far + 14 * 3 * both) / 23
    assert ours["alpha"].value == pytest.approx(1 - observed / expected)
    assert ours["alpha"].se is None
    assert ours.weights == "quadratic"
    assert "ac2" in ours.coefficients
    assert ours.prevalence is None


def test_cohens_kappa_of_three_coders_is_undefined_and_says_why():
    ours = measure([[1, 1, 0], [0, 0, 0], [1, 1, 1], [0, 1, MISSING]])
    assert ours["kappa"].value is None
    assert ours["kappa"].undefined == "Cohen's kappa compares two coders, and there are 3"
    assert ours.confusion is None
    assert ours["alpha"].value is not None


def test_where_nothing_varies_kappa_and_alpha_are_undefined_and_nothing_is_nan():
    ours = measure([[0, 0]] * 30)
    for name in ("kappa", "alpha"):
        assert ours[name].value is ours[name].se is ours[name].ci_low is None
        assert "there is no variation" in ours[name].undefined
    assert ours["agreed"].value == ours["ac1"].value == 1
    assert "coder-a gave every unit the same value, 'absent'" in ours.warnings
    assert "coders agreed throughout" in " ".join(ours.warnings)


def test_one_coder_without_variation_is_warned_of_and_kappa_is_nought():
    ours = measure([[0, 0], [0, 1], [0, 0], [0, 1]])
    assert ours["kappa"].value == pytest.approx(0)
    assert ours.warnings[0] == "coder-a gave every unit the same value, 'absent'"
    assert not any("coder-b" in warning for warning in ours.warnings)


def test_whole_clusters_are_drawn_so_that_alike_units_widen_the_interval():
    codes = [[1, 1]] * 20 + [[0, 0]] * 20 + [[1, 0]] * 20 + [[0, 1]] * 20
    alone = measure(codes)["agreed"]
    together = measure(codes, cluster=np.repeat(np.arange(20), 4))["agreed"]
    assert alone.value == together.value == 0.5
    assert together.cluster_se > 1.5 * alone.cluster_se
    assert together.se == alone.se


def test_the_interval_is_that_of_rows_drawn_again_by_hand():
    cluster = np.repeat(np.arange(5), 2)
    resampling = draw_clusters(5, replicates=200, seed=7, level=0.9)
    shares = []
    for drawn in resampling.drawn:
        rows = [unit for unit in range(10) for _ in range(int(drawn[cluster[unit]]))]
        shares.append(np.mean([TEN[unit][0] == TEN[unit][1] for unit in rows]))
    ours = measure(TEN, cluster=cluster)["agreed"]
    assert [ours.ci_low, ours.ci_high] == pytest.approx(np.quantile(shares, [0.05, 0.95]))
    assert ours.cluster_se == pytest.approx(np.std(shares, ddof=1))


def test_the_same_seed_gives_the_same_draws_and_another_gives_others():
    one, again = (draw_clusters(30, replicates=50, seed=1, level=0.9).drawn for _ in range(2))
    other = draw_clusters(30, replicates=50, seed=2, level=0.9).drawn
    assert (one == again).all()
    assert (one != other).any()
    assert (one.sum(axis=1) == 30).all()


def test_one_cluster_gives_values_and_no_interval():
    ours = measure(TEN, cluster=np.zeros(10, int))
    assert ours["alpha"].value is not None
    assert ours["alpha"].ci_low is ours["alpha"].cluster_se is None
    assert "intervals rest on 1 clusters, and are likely too narrow" in ours.warnings


def test_replicates_that_define_nothing_are_left_out_and_told():
    ours = measure([[0, 0]] * 40 + [[1, 1]] * 3, replicates=400)
    missing = 400 - ours["alpha"].n_defined
    assert 0 < missing < 40
    told = f"alpha is undefined in {missing} of 400 replicates, which are left out"
    assert told in ours.warnings
    rarer = measure([[0, 0]] * 40 + [[1, 1]])
    assert rarer["alpha"].value == 1
    assert rarer["alpha"].ci_low is None
    assert any("which leave no interval" in warning for warning in rarer.warnings)


def test_one_coder_is_refused():
    with pytest.raises(OneCoder, match="1 coder judged"):
        measure([[0], [1], [1]])


@pytest.mark.parametrize("codes", [[[0, 0]], [[0, 1], [0, MISSING], [MISSING, 1]]])
def test_fewer_than_two_pairs_are_refused(codes):
    with pytest.raises(TooFewUnits, match="1 units were judged by two coders"):
        measure(codes)


@pytest.mark.parametrize("code", [2, -2])
def test_a_position_outside_the_values_is_refused(code):
    with pytest.raises(UnknownValue, match="of 2 values"):
        measure([*TEN, [code, 0]])


def test_numbers_that_do_not_tell_values_apart_are_refused():
    with pytest.raises(UnknownValue, match=r"numbers \[1.0, 1.0\] behind 2 values"):
        measure(TEN, scale="interval", scores=[1, 1])


@pytest.mark.parametrize("choice", [{"scale": "ratio"}, {"weights": "cubic"}])
def test_an_unknown_scale_or_weighting_is_refused(choice):
    with pytest.raises(UnknownScale, match=next(iter(choice.values()))):
        measure(TEN, **choice)


def test_a_cluster_that_is_not_resampled_is_refused():
    with pytest.raises(UnplacedUnit, match="2 units lie in no cluster"):
        measure_agreement(
            np.array(TEN),
            values=PRESENCE,
            coders=["coder-a", "coder-b"],
            cluster=np.array([0] * 8 + [1, -1]),
            resampling=draw_clusters(1, replicates=5, seed=1, level=0.9),
        )


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(BadJudgements, match=r"shape \(10, 2\)"):
        measure(TEN, cluster=[0, 1, 2])


@pytest.mark.parametrize(
    "choice", [{"replicates": 1}, {"seed": -1}, {"level": 95}, {"n_clusters": 0}]
)
def test_a_resampling_that_cannot_be_is_refused(choice):
    usual = {"n_clusters": 3, "replicates": 9, "seed": 1, "level": 0.9} | choice
    with pytest.raises(BadResampling, match="replicates of"):
        draw_clusters(usual.pop("n_clusters"), **usual)
