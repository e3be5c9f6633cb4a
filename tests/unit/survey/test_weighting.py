"""Weights meet their margins, say what moved, and refuse margins they cannot meet."""

import numpy as np
import pytest

from parentdata.survey import (
    BadMargin,
    BadWeight,
    NotConverged,
    UnknownChoice,
    base_weights,
    calibrate,
    kish_deff,
    poststratify,
    rake,
    trim_weights,
)

TENURE = {"own": 60.0, "rent": 40.0}
STRATUM = {"north": 70.0, "south": 30.0}


def test_base_weights_are_one_over_the_chance_of_selection(respondents):
    weights = base_weights(respondents.assign(chance=[0.5, 0.25] * 6), chance="chance")
    assert weights.tolist() == [2.0, 4.0] * 6


@pytest.mark.parametrize("chance", [0.0, 1.2, np.nan])
def test_a_chance_that_is_none_is_refused(chance, respondents):
    with pytest.raises(BadWeight, match="column 'chance': a chance of selection"):
        base_weights(respondents.assign(chance=[chance] + [0.5] * 11), chance="chance")


def test_poststratified_weights_meet_every_cell_and_say_what_moved(respondents):
    population = {
        ("north", "own"): 10,
        ("north", "rent"): 20,
        ("south", "own"): 30,
        ("south", "rent"): 40,
    }
    found = poststratify(
        respondents, weight="weight", by=("stratum", "tenure"), population=population
    )
    sums = found.margins.set_index("category")["after"]
    assert {cell: sums[[cell]].iloc[0] for cell in population} == pytest.approx(population)
    assert found.margins["before"].sum() == 18
    assert found.distribution.loc["after", "mean"] == pytest.approx(100 / 12)


def test_raked_weights_meet_every_margin(respondents):
    found = rake(respondents, weight="weight", population={"tenure": TENURE, "stratum": STRATUM})
    np.testing.assert_allclose(found.margins["after"], found.margins["population"], rtol=1e-9)
    assert found.iterations > 1
    assert found.distribution.loc["after", "kish_deff"] == pytest.approx(kish_deff(found.weight))


def test_kish_takes_equal_weights_for_no_loss():
    assert kish_deff(np.full(9, 3.0)) == 1
    assert kish_deff(np.array([1.0, 3.0])) == 1.25


def test_a_rake_that_does_not_converge_names_its_margin(respondents):
    population = {"tenure": TENURE, "stratum": STRATUM}
    with pytest.raises(NotConverged, match="a rake whose margin 'tenure' still misses by"):
        rake(respondents, weight="weight", population=population, max_iterations=1)


@pytest.mark.parametrize(
    ("tenure", "message"),
    [
        ({"own": 60, "rent": 30, "other": 10}, "an empty cell: nobody in the sample is 'other'"),
        ({"own": 100}, "no population total of 'rent'"),
        ({"own": 100, "rent": 0}, "a population total of 0 for 'rent'"),
        ({"own": 60, "rent": 50}, "a total of 110, where 'stratum' has 100"),
    ],
)
def test_a_margin_that_cannot_be_met_is_named(tenure, message, respondents):
    with pytest.raises(BadMargin, match=f"margin 'tenure': {message}"):
        rake(respondents, weight="weight", population={"stratum": STRATUM, "tenure": tenure})


def test_a_declared_category_without_people_is_an_empty_cell(respondents):
    population = {("north", "own"): 10, ("north", "rent"): 20, ("south", "own"): 30}
    homes = respondents.assign(
        tenure=respondents["tenure"].where(respondents["stratum"].eq("north"), "own")
    )
    with pytest.raises(BadMargin, match=r"margin 'stratum x tenure': an empty cell: .*'rent'"):
        poststratify(
            homes,
            weight="weight",
            by=("stratum", "tenure"),
            population=population | {("south", "rent"): 40},
        )


def test_somebody_without_a_category_is_refused(respondents):
    respondents.loc[0, "tenure"] = None
    with pytest.raises(BadMargin, match="margin 'tenure': 1 respondents without a category"):
        rake(respondents, weight="weight", population={"tenure": TENURE})


def test_a_negative_weight_is_refused_before_raking(respondents):
    respondents.loc[0, "weight"] = -2
    with pytest.raises(BadWeight, match="a negative weight at row 0"):
        rake(respondents, weight="weight", population={"tenure": TENURE})


@pytest.mark.parametrize(("distance", "bounds"), [("linear", None), ("logit", (0.2, 4.0))])
def test_calibrated_weights_meet_their_totals_within_bounds(distance, bounds, respondents):
    population = {"(intercept)": 100, "tenure=rent": 40, "age": 4300}
    found = calibrate(
        respondents.assign(weight=100 / 12),
        weight="weight",
        columns=("tenure", "age"),
        population=population,
        distance=distance,
        bounds=bounds,
    )
    np.testing.assert_allclose(found.margins["after"], list(population.values()), rtol=1e-11)
    if bounds:
        ratio = found.weight * 12 / 100
        assert bounds[0] < ratio.min() < ratio.max() < bounds[1]


def test_totals_out_of_reach_are_named(respondents):
    population = {"(intercept)": 18, "age": 18 * 60}
    with pytest.raises(
        NotConverged, match=r"a calibration whose totals of \(intercept\), age still"
    ):
        calibrate(
            respondents,
            weight="weight",
            columns=("age",),
            population=population,
            distance="logit",
            bounds=(0.5, 2.0),
        )


def test_linear_calibration_that_would_turn_a_weight_negative_is_refused(respondents):
    with pytest.raises(BadMargin, match="a calibrated weight of -"):
        calibrate(
            respondents,
            weight="weight",
            columns=("age",),
            population={"(intercept)": 18, "age": 18 * 58},
            distance="linear",
        )


def test_totals_that_do_not_match_the_columns_are_named(respondents):
    with pytest.raises(BadMargin, match="column 'age': 'age' stands on one side only"):
        calibrate(
            respondents,
            weight="weight",
            columns=("age",),
            population={"(intercept)": 18},
            distance="linear",
        )


@pytest.mark.parametrize(
    ("distance", "bounds", "message"),
    [
        ("chi2", None, "distance 'chi2'"),
        ("logit", None, "bounds None"),
        ("linear", (1.1, 2.0), "bounds"),
    ],
)
def test_calibration_choices_that_do_not_exist_are_refused(distance, bounds, message, respondents):
    with pytest.raises(UnknownChoice, match=message):
        calibrate(
            respondents,
            weight="weight",
            columns=("age",),
            population={"(intercept)": 18, "age": 700},
            distance=distance,
            bounds=bounds,
        )


def test_trimming_keeps_the_sum_and_the_limits():
    weight = np.array([1.0, 2.0, 3.0, 4.0, 30.0])
    trimmed = trim_weights(weight, lower=2, upper=10)
    assert trimmed.sum() == pytest.approx(40, rel=1e-14)
    assert trimmed.max() <= 10 * (1 + 1e-12)
    assert trimmed.min() >= 2 * (1 - 1e-12)


def test_limits_that_cannot_keep_the_sum_are_refused():
    with pytest.raises(BadWeight, match="limits of 1 to 2 about a mean weight of 3"):
        trim_weights(np.array([1.0, 5.0]), lower=1, upper=2)
