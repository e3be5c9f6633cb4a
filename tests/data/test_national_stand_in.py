"""The committed stand-in of the national survey: its sample, its directions and nothing else."""

import numpy as np
import pandas as pd
import pytest

from parentdata.design_file import check_design_file, load_design_file
from parentdata.instrument import load_instrument, name_bands
from parentdata.standin import make_stand_in
from parentdata.standin import national_plan as plan
from parentdata.survey.from_file import build_design

TOPICS = {
    "knowledge": ["heard", "understanding"],
    "acceptability": ["accept_planning", "accept_identify", "accept_save_money"],
    "consent": ["consent_own", "consent_children"],
    "trust": [
        "trust_nhs", "trust_schools", "trust_council", "trust_police", "trust_government",
        "trust_universities", "trust_charities", "trust_private_companies",
    ],
}  # fmt: skip
# The published directions: groups with more social licence, and groups with less.
DIRECTIONS = {
    "higher occupation": ("occupation", ["managerial"], ["technical", "routine"]),
    "higher qualification": ("qualification", ["degree"], ["gcse", "none"]),
    "higher income": ("income", ["highest", "high"], ["low", "lowest"]),
    "not Black": ("ethnicity", ["white", "asian", "mixed", "other"], ["black"]),
    "not a lone parent": ("lone_parent", ["couple"], ["lone"]),
    "older": ("age_band", ["from_40", "from_50"], ["under_30"]),
    "smaller household": ("children_band", ["one", "two"], ["three_or_more"]),
}
INFORMED_CONSENT = ["matter_consent_asked", "matter_told"]


@pytest.fixture(scope="module")
def folder(root):
    return root / "data/raw/national-survey"


@pytest.fixture(scope="module")
def instrument(folder):
    return load_instrument(folder / "instrument.yml")


@pytest.fixture(scope="module")
def stated(folder):
    return load_design_file(folder / "design.yml")


@pytest.fixture(scope="module")
def responses(folder):
    """One row per respondent; every cell as text."""
    return pd.read_csv(folder / "responses.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def weight(responses):
    return responses["weight"].astype(float)


@pytest.fixture(scope="module")
def answers(responses, instrument):
    """Names of answers, missing where there is none; bands beside their numbers."""
    named = pd.DataFrame(index=responses.index)
    for name, variable in instrument.asked.items():
        codes = responses[name].astype(int)
        named[name] = codes.map({answer.code: answer.name for answer in variable.answers})
        if variable.question.type == "number":
            named[f"{name}_band"] = name_bands(codes.astype(float), variable.question)
    return named.assign(region=responses["region"])


@pytest.fixture(scope="module")
def favours(answers, instrument):
    """Per item 1 for a favourable answer, 0 for another, missing for none."""
    return pd.DataFrame(
        {
            name: answers[name]
            .isin(instrument.variables[name].favourable)
            .astype(float)
            .where(answers[name].notna())
            for name in instrument.report.items
        }
    )


@pytest.fixture(scope="module")
def licence(answers, instrument):
    """Mean score over the items of the index, shape (n,)."""
    scores = {
        name: answers[name].map(instrument.variables[name].score_answers())
        for name in instrument.report.index.items
    }
    return pd.DataFrame(scores).mean(axis=1)


def weigh_share(favours, weight, inside):
    """Weighted share of favourable answers by item, among those inside who answered."""
    answered = favours[inside]
    return (
        answered.mul(weight[inside], axis=0).sum()
        / answered.notna().mul(weight[inside], axis=0).sum()
    )


def compare(values, weight, inside):
    """Weighted mean of some less that of the others, and its standard error without clusters."""
    known = values.notna() & inside.notna()
    values, weight, inside = values[known], weight[known], inside[known].astype(bool)
    means, variances = [], []
    for members in (inside, ~inside):
        mean = np.average(values[members], weights=weight[members])
        spread = ((weight[members] * (values[members] - mean)) ** 2).sum()
        means.append(mean)
        variances.append(spread / weight[members].sum() ** 2)
    return means[0] - means[1], float(np.sqrt(sum(variances)))


# --- the file ---------------------------------------------------------------------------------


def test_the_committed_file_is_the_generators_output_byte_for_byte(folder, instrument):
    made = make_stand_in("national-survey", instrument).encode("utf-8")
    assert made == (folder / "responses.csv").read_bytes()


def test_there_are_900_respondents_with_the_instruments_columns_and_the_designs(
    responses, instrument
):
    assert responses["respondent_id"].tolist() == [f"{n:04d}" for n in range(1, 901)]
    assert responses.columns.tolist() == [
        "respondent_id", *instrument.asked, "region", "psu", "weight",
    ]  # fmt: skip


def test_every_code_is_one_that_its_question_offers(responses, instrument):
    for name, variable in instrument.asked.items():
        question = variable.question
        allowed = {answer.code for answer in variable.answers}
        allowed |= {instrument.missing[kind].code for kind in question.missing}
        if question.type == "number":
            allowed |= set(range(int(question.range[0]), int(question.range[1]) + 1))
        if question.ask_if:
            allowed.add(instrument.missing["not_asked"].code)
        assert set(responses[name].astype(int)) <= allowed, name


def test_only_those_who_had_heard_are_asked_how_well_they_understand(responses):
    assert responses["understanding"].ne("-96").tolist() == responses["heard"].eq("1").tolist()


def test_every_item_lost_some_to_dont_know_and_some_to_no_answer(responses, instrument):
    items = responses[list(instrument.report.items)]
    for code in ("-98", "-99"):
        lost = items.eq(code).mean()
        assert lost.min() > 0, code
        assert lost.max() < 0.1, code


# --- the design -------------------------------------------------------------------------------


def test_the_design_file_fits_the_questionnaire_and_reads_the_sample(
    stated, instrument, responses, weight, folder
):
    check_design_file(stated, instrument, source=folder / "design.yml")
    frame = build_design(stated, responses.columns).read(responses.assign(weight=weight))
    stage = frame.stages[0]
    assert (stage.stratum.size, stage.n_units.size) == (84, 12)
    assert sorted(stage.n_units.tolist()) == sorted(r.psus for r in plan.REGIONS.values())


def test_sampling_units_lie_within_one_region_and_hold_five_to_sixteen_parents(responses):
    assert responses.groupby("psu")["region"].nunique().eq(1).all()
    assert responses["psu"].value_counts().between(5, 16).all()


def test_weights_have_mean_one_and_a_believable_spread(weight):
    assert weight.mean() == pytest.approx(1, abs=1e-5)
    assert weight.min() > 0.1
    assert weight.max() < 5
    kish = len(weight) * (weight**2).sum() / weight.sum() ** 2
    assert 1.3 <= kish <= 1.6


def test_weights_meet_every_margin_that_the_design_file_states(stated, answers, weight):
    assert list(stated.margins) == ["region", *plan.MARGINS]
    for name, margin in stated.margins.items():
        shares = weight.groupby(answers[name]).sum() / weight.sum()
        assert shares.to_dict() == pytest.approx(margin.shares, abs=2e-5), name


def test_every_margin_says_that_it_is_assumed(stated):
    assert {margin.basis for margin in stated.margins.values()} == {"assumed"}


def test_weights_matter(answers, weight):
    unweighted = answers["ethnicity"].eq("black").mean()
    weighted = np.average(answers["ethnicity"].eq("black"), weights=weight)
    assert (round(unweighted, 3), round(weighted, 3)) == (0.087, 0.04)


# --- who they are -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "chosen", "other", "wanted"),
    [
        ("occupation", ["managerial"], "qualification", ["degree"]),
        ("occupation", ["managerial"], "income", ["highest", "high"]),
        ("occupation", ["routine"], "tenure", ["private_rented", "social_rented"]),
        ("lone_parent", ["lone"], "gender", ["woman"]),
        ("lone_parent", ["lone"], "income", ["low", "lowest"]),
        ("age_band", ["under_30"], "tenure", ["private_rented", "social_rented"]),
        ("ethnicity", ["black"], "region", ["London"]),
    ],
)
def test_characteristics_go_together_as_they_do_in_life(
    answers, weight, name, chosen, other, wanted
):
    both = answers[other].isin(wanted).astype(float).where(answers[other].notna())
    inside = answers[name].isin(chosen).astype(float).where(answers[name].notna())
    difference, error = compare(both, weight, inside)
    assert difference > 2 * error


def test_some_prefer_not_to_state_their_income(responses):
    assert responses["income"].eq("-97").mean() == pytest.approx(46 / 900)


# --- what they think --------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_published_direction_holds_in_the_weighted_shares(
    answers, favours, weight, direction, topic
):
    name, more, less = DIRECTIONS[direction]
    high = weigh_share(favours, weight, answers[name].isin(more))[TOPICS[topic]].mean()
    low = weigh_share(favours, weight, answers[name].isin(less))[TOPICS[topic]].mean()
    assert 0.02 < high - low < 0.3


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_published_direction_is_beyond_chance_in_the_index(answers, licence, weight, direction):
    name, more, less = DIRECTIONS[direction]
    inside = answers[name].map(dict.fromkeys(more, 1.0) | dict.fromkeys(less, 0.0))
    difference, error = compare(licence, weight, inside)
    assert difference > 2 * error


@pytest.mark.parametrize(
    "name",
    [
        "home_owning_professionals",
        "low_income_mothers",
        "lone_renters",
        "larger_families_renting",
    ],
)
def test_the_groups_that_stood_out_stand_out_and_are_large_enough(
    answers, licence, weight, instrument, name
):
    group = next(one for one in instrument.report.intersections if one.name == name)
    inside = pd.Series(data=True, index=answers.index)
    for column, wanted in group.where.items():
        inside &= answers[column].isin(wanted)
    difference, error = compare(licence, weight, inside)
    towards = 1 if name == "home_owning_professionals" else -1
    assert towards * difference > 2 * error
    assert inside.sum() >= 30


@pytest.mark.parametrize("item", INFORMED_CONSENT)
def test_informed_consent_matters_to_nearly_everybody_in_every_group(
    answers, favours, weight, instrument, item
):
    for name in (*instrument.report.characteristics, "region"):
        for answer, members in answers.groupby(name).groups.items():
            inside = answers.index.isin(members)
            if inside.sum() >= 30:
                assert weigh_share(favours, weight, inside)[item] > 0.85, (name, answer)


def find_built_in(answers, weight, licence):
    """The index with the effect of every published characteristic taken out, least squares."""
    named = [name for name, *_ in DIRECTIONS.values()]
    known = answers[named].notna().all(axis=1)
    columns = [
        pd.get_dummies(answers.loc[known, name], drop_first=True, dtype=float) for name in named
    ]
    predictors = np.column_stack([np.ones(known.sum()), *columns])
    root = np.sqrt(weight[known].to_numpy())
    fitted, *_ = np.linalg.lstsq(
        predictors * root[:, None], licence[known].to_numpy() * root, rcond=None
    )
    return (licence[known] - predictors @ fitted).reindex(answers.index)


@pytest.mark.parametrize("name", ["gender", "tenure", "region"])
def test_a_characteristic_that_the_study_does_not_name_makes_no_difference_of_its_own(
    answers, licence, weight, name
):
    rest = find_built_in(answers, weight, licence)
    for answer in answers[name].dropna().unique():
        inside = answers[name].eq(answer).astype(float).where(answers[name].notna())
        if inside.sum() >= 30:
            difference, error = compare(rest, weight, inside)
            assert abs(difference) < 2 * error, answer


def test_the_one_attitude_holds_the_items_of_the_index_together(answers, instrument):
    scores = pd.DataFrame(
        {
            name: answers[name].map(instrument.variables[name].score_answers())
            for name in instrument.report.index.items
        }
    )
    rest = {name: scores.drop(columns=name).mean(axis=1) for name in scores}
    correlations = [scores[name].corr(rest[name]) for name in scores]
    assert min(correlations) > 0.3
    assert np.median(correlations) > 0.5


def test_every_group_of_the_index_has_somebody(licence, instrument):
    cuts = [group.at_least for group in instrument.report.index.groups.values()]
    shares = [
        licence.between(low, high, inclusive="left").mean()
        for low, high in zip(cuts, [1.01, *cuts[:-1]], strict=True)
    ]
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0.1


# --- beside the pilot -------------------------------------------------------------------------


def test_wording_is_called_the_same_exactly_where_question_item_and_answers_are(root, instrument):
    pilot = load_instrument(root / "data/raw/pilot-survey/instrument.yml")
    for name, compared in instrument.report.compare.items.items():
        ours, theirs = instrument.variables[name], pilot.variables[compared.other]
        is_same = (ours.question.text, ours.label, ours.answers) == (
            theirs.question.text, theirs.label, theirs.answers,
        )  # fmt: skip
        assert (compared.wording == "same") == is_same, name


def test_every_item_of_the_pilot_that_is_asked_again_is_compared(root, instrument):
    pilot = load_instrument(root / "data/raw/pilot-survey/instrument.yml")
    shared = [name for name in instrument.report.items if name in pilot.variables]
    assert list(instrument.report.compare.items) == shared


def test_unweighted_shares_of_a_shared_item_are_the_pilots(responses, root):
    pilot = pd.read_csv(root / "data/raw/pilot-survey/responses.csv", dtype=str)
    for name in ("accept_planning", "trust_private_companies", "agree_wellbeing"):
        ours = responses[name].value_counts() / 900
        theirs = pilot[name].value_counts() / 365
        assert ours.to_dict() == pytest.approx(theirs.to_dict(), abs=1 / 900), name
