"""Universes: what each option does to a figure, and that a failure is a row like any other."""

import pickle
from dataclasses import replace

import pytest

from parentdata.multiverse import Task, run_universe
from parentdata.multiverse.universe import COLUMNS


def run(claim, inputs, family, seed=1, **chosen):
    task = Task(
        claim=claim, family=family, universe="u001", choices=tuple(chosen.items()), is_ours=True,
        seed=seed, inputs=inputs,
    )  # fmt: skip
    return run_universe(task)


def value(*arguments, **chosen):
    row = run(*arguments, minimum_base="1", **chosen)
    assert row["error"] == ""
    return row["value"]


def test_options_move_numerator_and_base_of_a_share_as_they_say(claim, survey):
    # Twelve parents: six favourable (three of them strongly), one neither, three against, one who
    # does not know, one silent.
    found = {
        ("in_base", "left_out", "usual"): 6 / 11,
        ("left_out", "left_out", "usual"): 6 / 10,
        ("in_base", "in_base", "usual"): 6 / 12,
        ("left_out", "in_base", "usual"): 6 / 11,
        ("in_base", "left_out", "strict"): 3 / 11,
        ("in_base", "left_out", "wide"): 7 / 11,
    }
    assert {
        (dont_know, silent, cut): value(
            claim["asked"], survey, "shares", dont_know=dont_know, not_answered=silent, cut=cut
        )
        for dont_know, silent, cut in found
    } == found


def test_raking_gives_each_gender_its_half(claim, survey):
    # Women: 3 of 7 who answered; men: 3 of 4. Of 12 parents 8 women count 6, 4 men count 6.
    found = value(claim["asked"], survey, "shares", weights="raked")
    women, men = 7 * 6 / 8, 4 * 6 / 4
    assert found == pytest.approx((3 / 7 * women + 3 / 4 * men) / (women + men))


def test_who_does_not_say_the_gender_keeps_the_share_of_the_sample(claim, survey):
    silent = survey.respondents.assign(
        gender=survey.respondents["gender"].where(survey.respondents["rid"].ne(0), "not_answered")
    )
    found = value(
        claim["asked"], replace(survey, respondents=silent), "shares", weights="raked"
    )  # fmt: skip
    women, men = 6 * 5.5 / 7, 4 * 5.5 / 4
    assert found == pytest.approx((1 + 2 / 6 * women + 3 / 4 * men) / (1 + women + men))


def test_a_universe_on_too_few_answers_is_withheld(claim, survey):
    row = run(claim["asked"], survey, "shares", minimum_base="50")
    assert (row["outcome"], row["value"]) == ("withheld", None)


def test_a_consensus_is_held_against_the_threshold_of_its_universe(claim, survey):
    about = {"minimum_base": "1", "weights": "design"}
    low = run(claim["all"], survey, "consensus", threshold="0.05", **about)
    high = run(claim["all"], survey, "consensus", threshold="0.5", **about)
    assert (low["outcome"], high["outcome"]) == ("agrees", "undetermined")
    # The four men agree more often, but so few have the range that reaches lowest.
    assert low["value"] == pytest.approx(3 / 4)


def test_differences_are_those_of_the_pair_and_weights_of_one_change_nothing_within_it(
    claim, survey
):
    weighted = value(claim["less"], survey, "differences", weights="design", cut="usual")
    plain = value(claim["less"], survey, "differences", weights="none", cut="usual")
    assert weighted == plain == pytest.approx(3 / 7 - 3 / 4)
    strict = value(claim["less"], survey, "differences", weights="design", cut="strict")
    assert strict == pytest.approx(1 / 7 - 2 / 4)


def test_a_direction_of_licence_is_made_of_the_index_and_its_cut(claim, survey):
    # Means of the items answered. Women: 0.75, 0, 0.5, -0.25, 0, -0.5, and 0.5 and -0.5 of one item
    # alone; men: 0.75, 0.25, 0.5, -0.75.
    usual = value(
        claim["licence"], survey, "differences", licence_cut="usual", minimum_answered="1"
    )
    strict = value(
        claim["licence"], survey, "differences", licence_cut="strict", minimum_answered="1"
    )
    assert usual == pytest.approx(5 / 8 - 3 / 4)
    assert strict == pytest.approx(3 / 8 - 2 / 4)


def test_whose_coding_and_what_counts_move_the_count_of_councils(claim, replies):
    plain = {"coding": "decided", "one_coder": "counted", "admits": "used_or_using",
             "matching": "no"}  # fmt: skip

    def count(**chosen):
        return run(claim["admit"], replies, "replies", **{**plain, **chosen})["value"]

    assert count() == 2
    assert (count(coding="coder_a"), count(coding="coder_b")) == (2, 2)
    assert (count(coding="both"), count(coding="either")) == (1, 3)
    assert count(admits="using") == 1
    assert count(admits="intends") == 3
    assert count(admits="intends", one_coder="left_out") == 2
    assert count(matching="yes") == 3


def test_a_coin_is_tossed_by_the_seed_of_its_universe_alone(claim, replies):
    chosen = {"coding": "coin", "one_coder": "counted", "admits": "used_or_using", "matching": "no"}
    found = [run(claim["admit"], replies, "replies", seed=seed, **chosen)["value"]
             for seed in (*range(12), *range(12))]  # fmt: skip
    assert found[:12] == found[12:]
    assert set(found) == {1.0, 2.0, 3.0}


def test_a_universe_that_fails_is_a_row_with_its_error(claim, survey):
    broken = replace(survey, respondents=survey.respondents.drop(columns="gender"))
    row = run(claim["less"], broken, "differences", weights="design")
    assert tuple(row) == COLUMNS
    assert (row["outcome"], row["value"], row["claim_id"]) == ("failed", None, "less")
    assert row["error"].startswith("KeyError: ")
    wrong = run(claim["less"], survey, "shares")
    assert wrong["outcome"] == "failed"
    assert wrong["error"].startswith("NoSuchEstimate: claim less rests on")


def test_a_task_that_travelled_gives_the_same_row(claim, survey, replies):
    for task in (
        Task(claim=claim["less"], family="differences", universe="u003",
             choices=(("weights", "design"), ("minimum_base", "1")), is_ours=False, seed=3,
             inputs=survey),
        Task(claim=claim["admit"], family="replies", universe="u001",
             choices=(("coding", "coin"), ("one_coder", "counted"), ("admits", "using"),
                      ("matching", "no")), is_ours=True, seed=5, inputs=replies),
    ):  # fmt: skip
        assert run_universe(pickle.loads(pickle.dumps(task))) == run_universe(task)
