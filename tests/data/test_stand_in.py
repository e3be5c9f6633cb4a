"""The committed stand-in responses: made by the generator, and true to what is published."""

import csv

import numpy as np
import pandas as pd
import pytest

from parentdata.answers import Choices, count_respondents, estimate_shares
from parentdata.claims import judge_claims, parse_claims
from parentdata.concerns import estimate_concerns, parse_codebook
from parentdata.instrument import MISSING_KINDS, load_instrument
from parentdata.standin import make_stand_in
from parentdata.standin.concern_sentences import SENTENCES, STANDALONE

# Counts that the study published (study facts, section 1), on all 365 respondents.
PUBLISHED = {"definitely trust private companies": 4, "would not trust private companies": 309}


@pytest.fixture(scope="module")
def folder(root):
    return root / "data/raw/pilot-survey"


@pytest.fixture(scope="module")
def instrument(folder):
    return load_instrument(folder / "instrument.yml")


@pytest.fixture(scope="module")
def responses(folder):
    """One row per respondent; every cell as text."""
    return pd.read_csv(folder / "responses.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def codes(responses):
    """Closed columns as numbers."""
    return responses.drop(columns=["respondent_id", "concerns"]).astype(int)


def both_shares(column, chosen):
    """Share of `chosen` on everyone, and on those who gave an answer (codes above nought)."""
    picked = column.isin(chosen)
    return picked.mean(), picked[column.gt(0)].mean()


def test_the_committed_file_is_the_generators_output_byte_for_byte(folder, instrument):
    made = make_stand_in("pilot-survey", instrument).encode("utf-8")
    assert made == (folder / "responses.csv").read_bytes()


def test_there_are_365_respondents_with_ids_that_keep_their_leading_zeros(responses):
    assert responses["respondent_id"].tolist() == [f"{n:04d}" for n in range(1, 366)]


def test_columns_are_those_of_the_instrument_in_the_order_asked(responses, instrument):
    assert responses.columns.tolist() == ["respondent_id", *instrument.variables]


def test_every_code_is_one_that_its_question_offers(codes, instrument):
    for name in codes:
        question = instrument.variables[name].question
        allowed = {answer.code for answer in instrument.variables[name].answers}
        allowed |= {instrument.missing[kind].code for kind in question.missing}
        if question.type == "number":
            allowed |= set(range(1, 13))
        if question.ask_if:
            allowed.add(instrument.missing["not_asked"].code)
        assert set(codes[name]) <= allowed, name


def test_the_published_counts_of_trust_in_private_companies_hold_exactly(codes):
    trust = codes["trust_private_companies"]
    found = {
        "definitely trust private companies": int(trust.eq(1).sum()),
        "would not trust private companies": int(trust.isin([3, 4]).sum()),
    }
    assert found == PUBLISHED


@pytest.mark.parametrize(
    ("column", "chosen", "low", "high"),
    [
        ("heard", [1], 0.475, 0.525),
        ("accept_planning", [1, 2], 0.4, 0.4999),
        ("accept_identify", [1, 2], 0.125, 0.175),
        ("accept_save_money", [1, 2], 0.125, 0.175),
        ("agree_wellbeing", [1, 2], 0.175, 0.225),
        ("source_bank", [2], 0.9, 1),
        ("source_credit_cards", [2], 0.9, 1),
        ("source_supermarket", [2], 0.9, 1),
        ("source_cctv", [2], 0.9, 1),
        ("source_social_media", [2], 0.9, 1),
        ("gender", [1], 0.5001, 1),
        ("ethnicity", [1], 0.5001, 1),
        ("finances", [1, 2], 0.5001, 1),
    ],
)
def test_verbal_figures_hold_on_everyone_and_on_those_who_answered(
    codes, column, chosen, low, high
):
    for share in both_shares(codes[column], chosen):
        assert low <= share <= high


def test_most_are_white_women_from_better_off_households_all_at_once(codes):
    joint = codes["gender"].eq(1) & codes["ethnicity"].eq(1) & codes["finances"].isin([1, 2])
    assert joint.mean() > 0.5


def test_only_those_who_had_heard_are_asked_how_well_they_understand(codes):
    assert codes["understanding"].ne(-96).tolist() == codes["heard"].eq(1).tolist()


def test_choosing_no_circumstance_excludes_the_others_and_everyone_who_answers_chooses(codes):
    chosen = codes.filter(like="circumstance_")
    answered = chosen.loc[chosen["circumstance_never"].ne(-99)]
    others = answered.drop(columns="circumstance_never").sum(axis=1)
    assert answered["circumstance_never"].eq(1).tolist() == others.eq(0).tolist()
    assert chosen.loc[chosen["circumstance_never"].eq(-99)].eq(-99).all(axis=None)
    assert answered.sum().idxmax() == "circumstance_child_abuse"


def test_unanswered_items_rise_slowly_through_the_questionnaire(codes):
    blank = codes.eq(-99).sum()
    assert blank.is_monotonic_increasing
    assert (blank.iloc[0], blank.max()) == (1, 15)


def test_opinions_hang_together_in_the_direction_of_one_attitude(codes):
    opinions = codes.loc[:, "accept_planning":"agree_deter"]
    opinions = opinions.drop(columns=[c for c in opinions if c.startswith("circumstance_")])
    answered = opinions.mask(opinions.lt(0))
    low_is_accepting = answered.mul([-1 if c in AGAINST else 1 for c in answered])
    rest = {c: low_is_accepting.drop(columns=c).rank().mean(axis=1) for c in low_is_accepting}
    correlations = {c: low_is_accepting[c].corr(rest[c]) for c in low_is_accepting}
    assert min(correlations.values()) > 0.15
    assert np.median(list(correlations.values())) > 0.5


AGAINST = {"agree_privacy", "agree_stigma", "agree_deter"}


def test_opinions_differ_by_characteristics_no_more_than_chance_would_have_it(codes):
    characteristics = codes[["gender", "ethnicity", "finances", "children"]]
    for name in ("accept_planning", "consent_children", "trust_government", "agree_wellbeing"):
        opinion = codes[name].mask(codes[name].lt(0))
        for characteristic in characteristics:
            group = characteristics[characteristic].mask(characteristics[characteristic].lt(0))
            assert abs(opinion.corr(group)) < 0.103, (name, characteristic)  # 5 % level at n = 365


def test_six_in_ten_write_something_made_of_the_written_sentences_and_nothing_else(responses):
    texts = responses.loc[responses["concerns"].ne(""), "concerns"]
    assert len(texts) == 219
    singles = {*SENTENCES, *STANDALONE}
    for text in texts:
        parts = {text.removeprefix(s).strip() for s in singles if text.startswith(s)}
        assert parts & {"", *SENTENCES}, text


def test_no_two_composed_answers_are_alike(responses):
    texts = responses.loc[~responses["concerns"].isin(["", *STANDALONE]), "concerns"]
    assert texts.is_unique


def test_every_written_sentence_is_used(responses):
    words = " ".join(responses["concerns"])
    assert [sentence for sentence in (*SENTENCES, *STANDALONE) if sentence not in words] == []


def test_the_table_of_meant_codes_covers_every_sentence_once(root):
    path = root / "tests/unit/standin/meant_codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        meant = [row["sentence"] for row in csv.DictReader(file)]
    assert sorted(meant) == sorted([*SENTENCES, *STANDALONE])


def name_answers(responses, instrument):
    """The responses with names in place of codes, as cleaning gives them."""
    named = responses.assign(data_status="stand-in")
    for name, variable in instrument.variables.items():
        if variable.question.type in ("single", "multiple", "likert"):
            names = {str(answer.code): answer.name for answer in variable.answers}
            names |= {str(instrument.missing[kind].code): kind for kind in MISSING_KINDS}
            named[name] = responses[name].map(names)
    return named


@pytest.mark.parametrize("dont_know", ["in_base", "left_out"])
def test_every_published_figure_that_can_be_tested_is_calibrated(
    root, folder, responses, instrument, dont_know
):
    respondents = name_answers(responses, instrument)
    choices = Choices(level=0.95, dont_know=dont_know, minimum_base=30)
    closed = [
        variable
        for variable in instrument.variables.values()
        if variable.question.type in ("single", "likert")
    ]
    codebook = parse_codebook(
        (folder / "concerns-codebook.yml").read_text(encoding="utf-8"), source="codebook"
    )
    estimates = pd.concat(
        [
            count_respondents(respondents, instrument),
            estimate_shares(respondents, instrument, closed, choices=choices),
            estimate_concerns(respondents, instrument, codebook, choices=choices),
        ]
    )
    claims = parse_claims(
        (root / "reports/claims.yml").read_text(encoding="utf-8"), source="claims"
    )
    verdicts = judge_claims(claims, estimates, study="pilot-survey").set_index("claim_id")
    untested = {
        "pilot-questions", "pilot-publicised", "pilot-trust-private-rest-share", "pilot-quotations",
        "pilot-no-weights", "pilot-item-non-response", "pilot-topics",
    }  # fmt: skip
    assert set(verdicts.index[verdicts["verdict"].eq("not_testable")]) == untested
    assert set(verdicts["verdict"].drop(list(untested))) == {"calibrated"}
    assert len(verdicts) == 31
