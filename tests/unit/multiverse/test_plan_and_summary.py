"""The plan and its refusals; tasks and seeds; what a multiverse shows."""

import re

import pandas as pd
import pytest

from parentdata.multiverse import (
    BadMultiverse,
    compute_universes,
    label_universes,
    list_tasks,
    list_universes,
    parse_plan,
    summarise_universes,
    tabulate_universes,
)
from parentdata.multiverse.summary import rank_choices
from parentdata.multiverse.tasks import read_choices, write_choices

from .conftest import PLAN


def read_plan(ledger, text=PLAN):
    return parse_plan(text, ledger=ledger, source="multiverse.yml")


def test_every_option_is_crossed_with_every_other_and_the_first_are_ours(ledger, survey):
    tasks = list_tasks(read_plan(ledger), ledger, {"s": survey})
    assert [write_choices(task.choices) for task in tasks] == [
        f"dont_know={dont_know}; cut={cut}; minimum_base={base}"
        for dont_know in ("in_base", "left_out")
        for cut in ("usual", "strict")
        for base in ("1", "50")
    ]
    assert [task.universe for task in tasks] == [f"u00{number}" for number in range(1, 9)]
    assert [task.is_ours for task in tasks] == [True] + [False] * 7
    assert read_choices(write_choices(tasks[3].choices)) == tasks[3].chosen


def test_a_seed_follows_from_what_a_universe_is_and_not_from_what_else_is_computed(ledger, survey):
    seeds = {
        task.choices: task.seed for task in list_tasks(read_plan(ledger), ledger, {"s": survey})
    }
    assert len(set(seeds.values())) == 8
    fewer = PLAN.replace("dont_know: [in_base, left_out], ", "dont_know: [left_out, in_base], ")
    moved = list_tasks(read_plan(ledger, fewer), ledger, {"s": survey})
    assert {task.choices: task.seed for task in moved} == seeds
    other = list_tasks(read_plan(ledger, PLAN.replace("seed: 7", "seed: 8")), ledger, {"s": survey})
    assert not {task.seed for task in other} & set(seeds.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed: [", "expected"),
        (PLAN.replace("claim: asked", "claim: nobody"), "nobody is no claim that rests on"),
        (PLAN.replace("claim: asked", "claim: words"), "words is no claim that rests on"),
        (PLAN.replace("cut: [usual, strict]", "cut: [usual, odd]"), "cut has no option odd"),
        (PLAN.replace("cut: [usual, strict]", "cut: [usual, usual]"), "cut stands twice"),
        (PLAN.replace("cut: [usual, strict]", "kut: [usual, strict]"), "kut has no option usual"),
        (PLAN.replace("family: shares", "family: share"), "Input should be"),
        (PLAN.replace("cut: [usual, strict]", "cut: [usual]"), "at least 2 items"),
        (PLAN + PLAN[PLAN.index("  - claim"):], "claim stands more than once: asked"),
    ],
)  # fmt: skip
def test_a_plan_that_is_not_one_is_refused_with_its_fault(ledger, text, message):
    with pytest.raises(BadMultiverse, match=re.escape(message)) as refusal:
        read_plan(ledger, text)
    assert str(refusal.value).startswith("multiverse.yml: ")


def test_more_universes_than_can_be_told_apart_are_refused(ledger):
    many = ", ".join(f'"{number}"' for number in range(97))
    options = ", ".join(f'"{number}": x' for number in range(97))
    text = PLAN.replace('"1": "1", "50": "50"', options)
    text = text.replace('minimum_base: ["1", "50"]', f"minimum_base: [{many}]")
    with pytest.raises(BadMultiverse, match="388 universes, at most 96"):
        read_plan(ledger, text)


def test_universes_may_come_back_in_any_order(ledger, survey):
    tasks = list_tasks(read_plan(ledger), ledger, {"s": survey})
    there = compute_universes(tasks)
    back = compute_universes(tasks, run_all=lambda run, all_: [run(task) for task in all_[::-1]])
    pd.testing.assert_frame_equal(there, back)
    assert there["outcome"].value_counts().to_dict() == {"withheld": 4, "differs": 3, "agrees": 1}


def make_universes(**outcomes):
    """Universes of one claim from {"a=1; b=1": (outcome, value)}."""
    return pd.DataFrame(
        [
            {"claim_id": "asked", "universe": f"u00{number}", "choices": choices,
             "is_ours": number == 1, "outcome": outcome, "value": value, "ci_low": None,
             "ci_high": None, "unit": "share", "reason": "", "error": "", "seed": 1,
             "study": "s", "data_status": "stand-in"}
            for number, (choices, (outcome, value)) in enumerate(outcomes.items(), start=1)
        ]
    ).astype({"value": float})  # fmt: skip


FOUR = make_universes(
    **{
        "dont_know=in_base; cut=usual": ("agrees", 0.5),
        "dont_know=in_base; cut=strict": ("differs", 0.2),
        "dont_know=left_out; cut=usual": ("agrees", 0.52),
        "dont_know=left_out; cut=strict": ("failed", None),
    }
)


def test_the_choice_that_flips_most_matters_most_and_a_failure_is_a_flip_too():
    ranked = rank_choices(FOUR).set_index("choice")
    # By the cut both pairs flip; by don't know one of two does, since it turns differs to failed.
    assert ranked["flips"].to_dict() == {"dont_know": 0.5, "cut": 1.0}
    assert ranked["rank"].to_dict() == {"dont_know": 2, "cut": 1}
    mean = (0.5 + 0.2 + 0.52) / 3
    spread = (0.5 - mean) ** 2 + (0.2 - mean) ** 2 + (0.52 - mean) ** 2
    between = 2 * (0.51 - mean) ** 2 + (0.2 - mean) ** 2
    assert ranked.at["cut", "variance"] == pytest.approx(between / spread)


def test_a_choice_that_changes_nothing_has_no_flips_and_no_variance():
    same = make_universes(**{"a=1": ("agrees", 0.5), "a=2": ("agrees", 0.5)})
    assert rank_choices(same)[["flips", "variance"]].values.tolist() == [[0.0, 0.0]]


def test_failed_universes_stay_in_the_base_of_the_share_that_agrees(ledger):
    rows = summarise_universes(FOUR, read_plan(ledger)).set_index("id")
    stem = "multiverse.asked"
    assert rows.loc[f"{stem}.agrees.share", ["value", "count", "n"]].tolist() == [0.5, 2, 4]
    told = {
        "universes": 4,
        "agrees": 2,
        "differs": 1,
        "undetermined": 0,
        "withheld": 0,
        "failed": 1,
    }
    assert {name: rows.at[f"{stem}.{name}.count", "value"] for name in told} == told
    assert rows.at[f"{stem}.value.lowest", "value"] == 0.2
    assert rows.at[f"{stem}.value.highest", "value"] == 0.52
    assert (rows.at[f"{stem}.cut.matters", "value"], rows.at[f"{stem}.cut.flips", "value"]) == (
        1,
        1,
    )


def test_a_line_a_claim_says_how_many_agree_how_far_values_reach_and_what_matters(ledger):
    summary = summarise_universes(FOUR, read_plan(ledger))
    assert tabulate_universes(summary, ledger).to_dict("records") == [
        {"claim_id": "asked", "published": "half (45% to 55%)", "universes": 4, "agree": 0.5,
         "reach": "20% to 52%", "choice": "Yes", "flips": 1.0, "link": "#claim-asked",
         "data_status": "stand-in"}
    ]  # fmt: skip


def test_universes_are_labelled_in_the_words_of_the_plan_and_have_ids(ledger):
    own = label_universes(FOUR, read_plan(ledger), claim="asked")
    assert own["Don't know"].tolist() == ["In", "In", "Out", "Out"]
    assert own["Yes"].tolist() == ["Both", "First", "Both", "First"]
    assert own["id"].tolist() == list_universes(FOUR)["id"].tolist()
    assert own["id"].iloc[0] == "multiverse.asked.u001.value"
    assert own["is_withheld"].tolist() == [False, False, False, True]


def test_our_own_universe_is_what_the_pages_have(root):
    """The first universe of each claim gives what its study's table gives, where that is there."""
    from parentdata.multiverse import load_plan

    plan, ledger = load_plan(root)
    assert len(plan.claims) >= 20
    assert {crossed.claim for crossed in plan.claims} <= {claim.id for claim in ledger}
