"""Published directions: what intervals say of "more", "less" and "all", and what is refused."""

import re

import numpy as np
import pandas as pd
import pytest

from parentdata import answers, consensus, licence
from parentdata.claims import BadClaims, BadEvidence, judge_claim, judge_claims, parse_claims
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.intake.clean import clean_responses
from parentdata.survey.from_file import build_design

HEAD = "sources: {post: A blog post}\nclaims:\n"
LESS = (
    "  - {id: less, study: s, sentence: less among renters, source: post, kind: verbal, "
    "unit: points, text: less trust, rule: direction, side: below, "
    "rests_on: {estimates: [k.a, k.b], field: interval}}\n"
)
ALL = (
    "  - {id: all, study: s, sentence: matters to all, source: post, kind: verbal, unit: share, "
    "text: all agree, low: 0.5, rule: consensus, side: above, tolerance: more than half, "
    'rests_on: {estimates: ["k.told.share|*"], field: interval}}\n'
)


def parse(text):
    return parse_claims(HEAD + text, source="claims.yml")[0]


def tabulate(rows, status="stand-in"):
    """Estimates of {id: (value, ci_low, ci_high)}; withheld where that is None."""
    frame = pd.DataFrame(
        [(name, *(figures or (np.nan,) * 3), figures is None) for name, figures in rows.items()],
        columns=["id", "value", "ci_low", "ci_high", "is_withheld"],
    )
    return frame.assign(count=pd.array([pd.NA] * len(frame), dtype="Int64"), data_status=status)


def judge(text, rows, status="stand-in"):
    row = judge_claim(parse(text), tabulate(rows, status))
    return row["verdict"], row["found"], row["reason"]


BELOW, FAR_BELOW = (-0.2, -0.3, -0.1), (-0.4, -0.5, -0.3)
HOLDS, ABOVE = (-0.1, -0.2, 0.01), (0.2, 0.1, 0.3)


@pytest.mark.parametrize(("status", "called"), [("stand-in", "calibrated"), ("real", "reproduced")])
def test_a_direction_agrees_where_every_interval_lies_on_its_side(status, called):
    found = judge_claim(parse(LESS), tabulate({"k.a": FAR_BELOW, "k.b": BELOW}, status))
    assert len(found.pop("evidence_id")) == 16
    assert found == {
        "claim_id": "less",
        "study": "s",
        "kind": "verbal",
        "sentence": "less among renters",
        "source": "post",
        "published": "less trust (every difference below 0)",
        "unit": "points",
        "found": -0.2,
        "ci_low": -0.3,
        "ci_high": -0.1,
        "distance": -0.2,
        "verdict": called,
        "reason": "",
        "rule": "direction",
        "tolerance": "",
        "rests_on": "k.a + k.b",
        "data_status": status,
    }


@pytest.mark.parametrize("unclear", [HOLDS, (-0.1, -0.2, 0.0), (-0.1, np.nan, np.nan)])
@pytest.mark.parametrize("status", ["stand-in", "real"])
def test_an_interval_that_holds_nought_or_is_not_there_cannot_tell(unclear, status):
    found = judge(LESS, {"k.a": BELOW, "k.b": unclear}, status)
    assert found == ("undetermined", -0.1, "1 of 2 cannot be told from the limit, such as k.b")


def test_one_interval_wholly_on_the_other_side_makes_a_direction_differ():
    found = judge(LESS, {"k.a": HOLDS, "k.b": ABOVE}, "real")
    assert found == ("differs", 0.2, "1 of 2 on the other side, such as k.b")


def test_the_same_intervals_speak_against_the_opposite_direction():
    more = LESS.replace("side: below", "side: above")
    assert judge(more, {"k.a": BELOW, "k.b": FAR_BELOW})[:2] == ("differs", -0.4)
    assert judge(more, {"k.a": ABOVE, "k.b": (0.3, 0.2, 0.4)})[:2] == ("calibrated", 0.2)


def test_a_direction_that_rests_on_a_withheld_difference_is_not_testable():
    assert judge(LESS, {"k.a": BELOW, "k.b": None}) == ("not_testable", None, "withheld: k.b")


GROUPS = {
    "k.told.share": (0.4, 0.3, 0.45),
    "k.told.share|tenure=owned": (0.9, 0.8, 0.95),
    "k.told.share|tenure=rented": (0.7, 0.6, 0.8),
    # Neither pairs, crossings and intersections nor other items are groups of this item.
    "k.told.share|tenure=owned~tenure=rented": (0.2, 0.1, 0.3),
    "k.told.share|tenure=owned+lone=yes": (0.2, 0.1, 0.3),
    "k.told.share|low_income_mothers": (0.2, 0.1, 0.3),
    "k.told.share_unweighted|tenure=owned": (0.2, 0.1, 0.3),
    "k-told.share|tenure=owned": (0.2, 0.1, 0.3),
}


def test_a_consensus_is_of_every_answer_to_every_characteristic_and_of_nothing_else():
    row = judge_claim(parse(ALL), tabulate(GROUPS))
    assert (row["verdict"], row["found"], row["ci_low"], row["ci_high"]) == (
        "calibrated", 0.7, 0.6, 0.8,
    )  # fmt: skip
    assert row["distance"] == pytest.approx(0.2)
    assert row["published"] == "all agree (every group above 50%)"


def test_groups_below_the_minimum_base_do_not_decide_a_consensus_and_are_counted():
    found = judge(ALL, {**GROUPS, "k.told.share|tenure=other": None})
    assert found == ("calibrated", 0.7, "1 of 3 withheld")
    nobody = judge(ALL, {"k.told.share|tenure=other": None})
    assert nobody == ("not_testable", None, "withheld: k.told.share|tenure=other")


def test_one_group_that_straddles_leaves_a_consensus_open_and_one_below_breaks_it():
    straddles = {**GROUPS, "k.told.share|tenure=other": (0.55, 0.45, 0.65)}
    assert judge(ALL, straddles) == (
        "undetermined",
        0.55,
        "1 of 3 cannot be told from the limit, such as k.told.share|tenure=other",
    )
    assert judge(ALL, {**straddles, "k.told.share|lone=yes": (0.3, 0.2, 0.4)})[:2] == (
        "differs", 0.3,
    )  # fmt: skip


def test_a_consensus_below_is_held_against_its_upper_limit():
    nobody = ALL.replace("low: 0.5", "high: 0.5").replace("side: above", "side: below")
    rows = {"k.told.share|a=1": (0.2, 0.1, 0.3), "k.told.share|a=2": (0.3, 0.2, 0.49)}
    assert judge(nobody, rows)[:2] == ("calibrated", 0.3)
    assert judge(nobody, {**rows, "k.told.share|a=3": (0.5, 0.4, 0.6)})[:2] == (
        "undetermined", 0.5,
    )  # fmt: skip


def test_verdicts_keep_figures_and_directions_in_one_table_of_numbers():
    claims = parse_claims(HEAD + LESS + ALL, source="claims.yml")
    verdicts = judge_claims(claims, tabulate({"k.a": BELOW, "k.b": None, **GROUPS}))
    assert verdicts["verdict"].tolist() == ["not_testable", "calibrated"]
    assert verdicts[["found", "ci_low", "ci_high"]].dtypes.eq("float64").all()


@pytest.mark.parametrize(
    ("text", "rows", "message"),
    [
        (LESS, {"k.a": BELOW}, "'k.b', which the estimates hold 0 times"),
        (ALL, {"k.told.share": BELOW}, "'k.told.share|*', which the estimates hold 0 times"),
        (LESS, {"k.a": BELOW, "k.b": (np.nan, -0.2, -0.1)}, "an estimate that has no value"),
    ],
)
def test_evidence_that_is_not_there_is_refused(text, rows, message):
    with pytest.raises(BadEvidence, match=re.escape(message)):
        judge(text, rows)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LESS.replace(" side: below,", ""), "'side' is for the rules direction and consensus"),
        (LESS.replace("field: interval", "field: value"), "rule direction does not take value"),
        (LESS.replace("k.b]", '"k.b|*"]'), "ids of a consensus, and no others, end in |*"),
        (ALL.replace('"k.told.share|*"', "k.told.share"), "ids of a consensus, and no others"),
        (LESS.replace("unit: points", "unit: points, low: 0.1"), "a direction none of them"),
        (ALL.replace("low: 0.5", "high: 0.5"), "a consensus above needs low and tolerance alone"),
        (ALL.replace(" tolerance: more than half,", ""), "needs low and tolerance alone"),
        (ALL.replace("rule: consensus", "rule: above"), "'side' is for the rules"),
    ],
)
def test_a_direction_that_is_not_one_is_refused_with_its_fault(text, message):
    with pytest.raises(BadClaims, match=re.escape(message)):
        parse(text)


PUBLISHED = (
    "occupation", "qualification", "income", "Black", "lone", "younger", "larger", "knowledge",
    "agreement", "trust", "consent", "mothers on low incomes", "professional and managerial",
    "rented homes",
)  # fmt: skip


def test_every_published_direction_of_the_national_survey_is_in_the_ledger(root):
    path = root / "reports/claims.yml"
    claims = parse_claims(path.read_text(encoding="utf-8"), source=path)
    directions = [claim for claim in claims if claim.side]
    assert {claim.study for claim in directions} == {"national-survey"}
    assert [word for word in PUBLISHED if not any(word in c.text for c in directions)] == []


def estimate_what_claims_rest_on(folder):
    """Shares by group, and differences of items and of licence, on the stand-in responses."""
    instrument = load_instrument(folder / "instrument.yml")
    stated = load_design_file(folder / "design.yml")
    respondents = clean_responses(folder / "responses.csv", instrument, stated)
    respondents = respondents.assign(data_status="stand-in")
    options = {
        "design": build_design(stated, respondents.columns),
        "choices": answers.Choices(level=0.95, dont_know="in_base", minimum_base=30),
    }
    report = instrument.report
    pairs = list(answers.pair_with_reference(respondents, instrument, report.characteristics))
    others = answers.pair_with_others(answers.find_intersections(respondents, instrument))
    licensed = licence.add_index(respondents, instrument, minimum_answered=7)
    upper = licence.make_group_variable(licence.read_index(instrument), minimum_answered=7)
    items = [instrument.variables[name] for name in report.items]
    return pd.concat(
        [
            answers.count_respondents(respondents, instrument),
            consensus.find_consensus(respondents, instrument, threshold=0.5, **options).shares,
            answers.estimate_weighted_differences(
                respondents, instrument, items, pairs=pairs, **options
            ),
            answers.estimate_weighted_differences(
                licensed, instrument, [upper], pairs=[*pairs, *others], **options
            ),
        ]
    )


def test_the_stand_in_contradicts_no_published_direction_and_cannot_tell_of_one(root):
    path = root / "reports/claims.yml"
    claims = parse_claims(path.read_text(encoding="utf-8"), source=path)
    estimates = estimate_what_claims_rest_on(root / "data/raw/national-survey")
    verdicts = judge_claims(claims, estimates, study="national-survey").set_index("claim_id")
    untested = ["national-planned-about", "national-panel", "national-baseline"]
    assert verdicts.loc[untested, "verdict"].tolist() == ["not_testable"] * 3
    rest = verdicts["verdict"].drop(untested)
    assert rest[rest.ne("calibrated")].to_dict() == {"national-agreement-divided": "undetermined"}
    assert len(rest) == 17
