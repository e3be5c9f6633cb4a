"""The plan's file, the discussions it lays out, and what they cost."""

import pandas as pd
import pytest

from parentdata.focus_groups.budget import budget_participants
from parentdata.focus_groups.plan_file import load_plan, parse_plan
from parentdata.focus_groups.refusals import BadPlan
from parentdata.focus_groups.schedule import count_balance, schedule_discussions


def test_a_reason_belongs_to_the_step_that_was_not_taken(plan):
    assert plan.step_of == {
        "no_reply": "replied", "too_old": "eligible", "declined": "consented",
        "no_slot": "scheduled", "did_not_come": "attended",
    }  # fmt: skip
    assert plan.reason_labels["no_slot"] == "No time that suited"
    assert list(plan.by_id) == ["owners", "renters"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 45", "", "minutes: Field required"),
        ("minutes: 45", "minutes: 45\nsurprise: 1", "surprise: Extra inputs"),
        ("id: renters", "id: owners", "two cells have the same id"),
        ("least: 4, most: 6", "least: 7, most: 6", "least is more than most"),
        ("team: [F1, F2]", "team: [F1, F1]", "a member of the team stands twice"),
        ("declined: Declined", "no_reply: Declined", "a reason stands under two steps"),
        ("  scheduled: {no_slot: No time that suited}\n", "", "reasons are for replied, "),
        ("time: weekend", "time: evening", "neither all evenings nor all weekends"),
        ("licence: weak", "licence: middling", "Input should be 'strong' or 'weak'"),
        ("title: Two cells", "title: Two cells\ntitle: Three", "stands twice"),
    ],
)
def test_a_plan_that_does_not_hold_together_is_refused(plan_text, old, new, said):
    with pytest.raises(BadPlan, match=said):
        parse_plan(plan_text.replace(old, new, 1), source="plan.yml")


def test_a_folder_without_a_plan_is_refused(tmp_path):
    with pytest.raises(BadPlan, match="the plan cannot be read"):
        load_plan(tmp_path)


def test_groups_take_routes_times_and_team_by_turns(plan):
    laid = schedule_discussions(plan, ["owners", "renters"])
    assert laid["discussion_id"].tolist() == ["G01", "G02", "G03", "G04", "G05", "I01", "I02"]
    assert laid["cell"].tolist() == [
        "owners", "renters", "owners", "renters", "owners", "owners", "renters",
    ]  # fmt: skip
    groups = laid[laid["kind"].eq("group")]
    assert groups["route"].tolist() == ["known", "not_known", "not_known", "known", "known"]
    assert (groups["facilitator"] != groups["second_member"]).all()
    by_route = count_balance(laid, by="route", across="slot")
    assert by_route["count"].tolist() == [1, 2, 1, 1]


def test_an_interview_has_no_route_and_one_member_of_the_team(plan):
    laid = schedule_discussions(plan, ["renters"])
    interview = laid[laid["kind"].eq("interview")].iloc[0]
    assert interview.to_dict() == {
        "discussion_id": "I01", "kind": "interview", "cell": "renters", "route": "",
        "slot": "tuesday", "facilitator": "F1", "second_member": "",
    }  # fmt: skip


def test_a_cell_that_was_not_chosen_gets_no_discussion(plan):
    assert set(schedule_discussions(plan, ["owners"])["cell"]) == {"owners"}
    assert schedule_discussions(plan, []).empty


def test_a_pair_that_does_not_occur_counts_nought():
    groups = pd.DataFrame(
        {"kind": ["group", "group", "interview"], "cell": ["a", "b", "b"], "route": ["x", "y", ""]}
    )
    assert count_balance(groups, by="cell", across="route").to_dict("list") == {
        "cell": ["a", "a", "b", "b"], "route": ["x", "y", "x", "y"], "count": [1, 0, 0, 1],
    }  # fmt: skip


def test_vouchers_go_to_everyone_and_top_ups_to_those_expected_to_need_one(plan):
    laid = schedule_discussions(plan, ["owners", "renters"])
    budget = budget_participants(laid, plan, invited=8, expected=0.75).set_index("line")
    # 5 groups of 8, of whom 6 come, and 2 interviews.
    assert budget["people_most"].to_dict() == {
        "group_vouchers": 40, "interview_vouchers": 2, "group_top_ups": 40,
        "interview_top_ups": 2, "total": 42,
    }  # fmt: skip
    assert budget.loc["group_vouchers", ["expected_gbp", "most_gbp"]].tolist() == [750, 1000]
    assert budget.loc["group_top_ups", ["expected_gbp", "most_gbp"]].tolist() == [60, 400]
    assert budget.loc["total", ["expected_gbp", "most_gbp"]].tolist() == [864, 1470]
    assert budget.loc["total", "people_expected"] == 32
