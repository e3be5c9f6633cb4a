"""How many came how far, why not, and who is missing against the plan."""

import pandas as pd
import pytest

from parentdata.focus_groups.discussions import read_discussions
from parentdata.focus_groups.flow import (
    compare_dropouts,
    count_flow,
    list_missing,
    share_dropouts,
    share_replies,
)
from parentdata.focus_groups.log import read_log
from parentdata.focus_groups.schedule import schedule_discussions
from parentdata.focus_groups.withdrawal import drop_withdrawn

from .folder import PEOPLE, write_folder


@pytest.fixture
def folder(tmp_path, plan_text):
    return write_folder(tmp_path / "groups", plan_text)


@pytest.fixture
def discussions(folder, plan):
    return read_discussions(folder, plan)


@pytest.fixture
def log(folder, plan, discussions):
    return drop_withdrawn(read_log(folder, plan, discussions))


def test_steps_and_reasons_add_up_to_those_approached(log, plan):
    flow = count_flow(log, plan)
    steps = flow[flow["reason"].eq("")].set_index("step")
    assert steps["count"].to_dict() == {
        "approached": 6, "replied": 5, "eligible": 5, "consented": 5, "scheduled": 5, "attended": 4,
    }  # fmt: skip
    assert steps["n"].tolist() == [6, 6, 5, 5, 5, 5]
    lost = flow[flow["reason"].ne("")].set_index("reason")["count"]
    assert lost.to_dict() == {
        "no_reply": 1, "too_old": 0, "declined": 0, "no_slot": 0, "did_not_come": 1,
    }  # fmt: skip
    assert steps.loc["attended", "count"] + lost.sum() == len(PEOPLE)


def test_the_flow_of_one_kind_leaves_the_other_out(log, plan):
    flow = count_flow(log, plan, kind="interview")
    assert flow[flow["reason"].eq("")]["count"].tolist() == [1] * 6


def test_replies_are_shares_of_those_approached_with_wilsons_interval(log, plan):
    found = share_replies(log, plan.channels, by="channel", level=0.95)
    assert found[["channel", "count", "n"]].to_dict("records") == [
        {"channel": "school", "count": 4, "n": 5},
        {"channel": "foodbank", "count": 1, "n": 1},
    ]
    # Wilson, 4 of 5 at 95 %: R's prop.test(4, 5, correct = FALSE).
    assert found.loc[0, ["ci_low", "ci_high"]].tolist() == pytest.approx([0.3755346, 0.9637758])


def test_dropouts_are_shares_of_those_with_a_time_for_a_group(log, plan):
    found = share_dropouts(log, plan, level=0.95)
    assert found[["route", "count", "n"]].to_dict("records") == [
        {"route": "known", "count": 1, "n": 3},
        {"route": "not_known", "count": 0, "n": 1},
    ]


def test_the_difference_of_two_shares_is_newcombes():
    # Newcombe (1998), table II, method 10: 56/70 less 48/80, 95 %.
    shares = pd.DataFrame({"count": [56, 48], "n": [70, 80], "value": [0.8, 0.6]})
    found = compare_dropouts(shares, level=0.95)
    assert found["value"] == pytest.approx(0.2)
    assert (round(found["ci_low"], 4), round(found["ci_high"], 4)) == (0.0524, 0.3339)


def test_a_group_with_too_few_is_still_missing(log, discussions, plan):
    planned = schedule_discussions(plan, ["owners", "renters"])
    missing = list_missing(log, discussions, planned, plan, minimum=2).set_index("cell")
    kept = ["groups_planned", "groups_held", "groups_short", "groups_missing", "participants"]
    assert missing.loc["owners", kept].tolist() == [3, 1, 0, 2, 2]
    assert missing.loc["renters", kept].tolist() == [2, 0, 1, 2, 2]
    assert missing.loc["renters", ["interviews_held", "interviews_missing"]].tolist() == [1, 0]
    assert missing.loc["owners", ["interviews_held", "interviews_missing"]].tolist() == [0, 1]
