"""The national stand-in's parts: shares dealt out, weights raked, traits kept apart, refusals."""

import numpy as np
import pandas as pd
import pytest

from parentdata.instrument import load_instrument, parse_instrument
from parentdata.standin import BadPlan, make_stand_in
from parentdata.standin import national_plan as plan
from parentdata.standin.latent import Sample
from parentdata.standin.national import apportion
from parentdata.standin.national_people import EVERYONE, People, average_within
from parentdata.standin.national_weights import rake, weigh
from parentdata.survey import weighting


@pytest.fixture(scope="module")
def path(root):
    return root / "data/raw/national-survey/instrument.yml"


@pytest.fixture(scope="module")
def people():
    return People()


def change(path, old, new):
    """The instrument with one piece of its text replaced, wherever it stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    return parse_instrument(text.replace(old, new), source=path)


@pytest.mark.parametrize(
    ("parts", "total", "counts"),
    [
        ((1, 1, 2), 8, [2, 2, 4]),
        ((1, 1, 1), 8, [3, 3, 2]),
        ((5, 3, 1), 4, [2, 1, 1]),
        ((1, 0), 0, [0, 0]),
        ((181, 176, 7, 1), 365, [181, 176, 7, 1]),
    ],
)
def test_people_are_shared_out_with_the_largest_remainders_first(parts, total, counts):
    assert apportion(parts, total) == counts


def test_an_average_within_groups_is_weighted():
    values, groups = np.array([1.0, 4.0, 10.0]), np.array([0, 0, 1])
    found = average_within(values, groups, np.array([2.0, 1.0, 5.0]))
    assert found.tolist() == [2.0, 2.0, 10.0]


def test_raking_agrees_with_the_estimators_own(people):
    places = {name: people.places[name] for name in plan.MARGINS}
    base = 0.5 + Sample(size=plan.RESPONDENTS, seed=1).draw_uniform("base")
    ours = rake(base, places, plan.MARGINS)
    sample = pd.DataFrame(places).assign(weight=base)
    population = {
        name: {place: 900 * share for place, share in enumerate(shares)}
        for name, shares in plan.MARGINS.items()
    }
    theirs = weighting.rake(sample, weight="weight", population=population).weight
    assert np.allclose(ours, theirs, rtol=1e-8)


def test_margins_that_contradict_each_other_are_refused():
    same = np.array([0, 0, 1, 1])
    margins = {"one": (0.5, 0.5), "other": (0.9, 0.1)}
    with pytest.raises(BadPlan, match="margins still move weights by 4 after"):
        rake(np.ones(4), {"one": same, "other": same}, margins)


def test_weights_do_not_depend_on_what_people_think(people):
    first = weigh(people.places, people.sample)
    people.sample.draw_trait("disposition")
    assert weigh(people.places, people.sample).tolist() == first.tolist()


def test_characteristics_have_exactly_the_planned_counts(people):
    for name, counts in plan.CHARACTERISTICS.items():
        places = people.children - 1 if name == "children" else people.places[name]
        assert np.bincount(places).tolist() == list(counts), name
    regions = [region.respondents for region in plan.REGIONS.values()]
    assert np.bincount(people.places["region"]).tolist() == regions


def test_ages_lie_in_their_bands(people):
    for place, (youngest, oldest) in enumerate(plan.AGES.values()):
        ages = people.age[people.places["age_band"] == place]
        assert youngest <= ages.min() < ages.max() == oldest


def test_regions_do_not_differ_in_hardship_though_their_sampling_units_do(people):
    by_region = average_within(people.hardship, people.places["region"], EVERYONE.astype(float))
    by_psu = average_within(people.hardship, people.places["psu"], EVERYONE.astype(float))
    assert np.abs(by_region).max() < 1e-12
    # By chance alone the means of units of about eleven people would have a variance of 0.08.
    assert by_psu.var() > 0.15


def test_an_instrument_with_a_column_that_nobody_planned_is_refused(path):
    other = change(path, "{gender: Gender}", "{gender: Gender, sex: Sex}")
    with pytest.raises(BadPlan, match="the plan and the instrument differ in sex"):
        make_stand_in("national-survey", other)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    - {code: 3, name: other, label: In another way}\n", "gender has 3 planned"),
        ("    - {code: 3, name: neither, label: Neither, side: neutral}\n", "planning has 5"),
    ],
)
def test_a_scale_with_another_number_of_answers_is_refused(path, line, message):
    with pytest.raises(BadPlan, match=message):
        make_stand_in("national-survey", change(path, line, ""))


def test_codes_come_from_the_instrument_and_not_from_the_plan(path):
    made = make_stand_in("national-survey", change(path, "{code: -96,", "{code: -77,"))
    same = make_stand_in("national-survey", load_instrument(path))
    assert made == same.replace(",-96,", ",-77,")
    assert made != same
