"""Frame, plan, flow, polls and themes as rows that pages can cite."""

import pandas as pd
import pytest

from parentdata.answers import check_estimates
from parentdata.coding.codebook_file import parse_codebook
from parentdata.focus_groups.coders import measure_coders
from parentdata.focus_groups.flow_rows import (
    describe_polls,
    list_against_plan,
    list_dropouts,
    list_flow,
    list_polls,
    list_response,
    take_polls,
)
from parentdata.focus_groups.frame_rows import (
    count_cells,
    label_apart,
    list_differences,
    list_overlaps,
    list_sizes,
)
from parentdata.focus_groups.plan_rows import (
    Attendance,
    list_chances,
    list_plan,
    tabulate_invitations,
)
from parentdata.focus_groups.schedule import schedule_discussions
from parentdata.focus_groups.theme_rows import (
    list_new_codes,
    list_presence,
    list_turns,
    total_presence,
)

from .folder import CODEBOOK, judgements

WANTED = Attendance(minimum=4, expected=0.75, correlation=0.1, risk=0.1)


@pytest.fixture
def planned(plan):
    return schedule_discussions(plan, ["owners", "renters"])


def values(rows):
    check_estimates(rows)
    return rows.set_index("id")["value"]


def test_a_cells_difference_keeps_the_surveys_figures():
    chosen = pd.DataFrame(
        [{"cell": "owners", "cell_label": "Owners", "licence": "strong", "domain": "d", "n": 90,
          "difference_id": "x", "base": "everyone", "value": 0.2, "ci_low": 0.1, "ci_high": 0.3,
          "is_withheld": False, "is_chosen": True, "data_status": "stand-in"}]
    )  # fmt: skip
    rows = list_differences(chosen, status="stand-in")
    assert values(rows).to_dict() == {"groups.cells.owners.difference": 0.2}
    assert rows["side_label"].tolist() == ["Stronger licence"]
    counts = values(count_cells(chosen, chosen.head(0), status="stand-in"))
    assert counts.tolist() == [1, 1, 0]


def test_a_group_that_is_not_recruited_is_named_by_its_comparison():
    apart = pd.DataFrame({"base": ["everyone; answered; Home: Rented less Home: Owned; weighted"]})
    assert label_apart(apart)["label"].tolist() == ["Home: Rented less Home: Owned"]


def test_a_cell_of_few_respondents_is_withheld_and_so_is_its_overlap():
    size = {"cell": "a", "cell_label": "A", "n": 900, "n_weighted": 20.0, "value": 0.02,
            "ci_low": 0.01, "ci_high": 0.03}  # fmt: skip
    for count, is_withheld in ((29, True), (30, False)):
        found = pd.DataFrame([size | {"count": count}])
        rows = list_sizes(found, level=0.95, minimum_base=30, status="stand-in")
        check_estimates(rows)
        assert rows["is_withheld"].tolist() == [is_withheld]
        assert pd.isna(rows.loc[0, "value"]) is is_withheld
    crossed = pd.DataFrame([{"cell": "a", "cell_label": "A", "other": "b", "other_label": "B",
                             "count": 2, "n": 29, "value": 0.1}])  # fmt: skip
    held = pd.DataFrame([{"cells": 0, "count": 1, "n": 2, "value": 0.5}])
    rows = list_overlaps(crossed, held, minimum_base=30, status="stand-in")
    assert rows["is_withheld"].tolist() == [True, False]
    assert rows["item_label"].tolist() == ["A", "In no cell"]


def test_each_number_of_invitations_has_its_chances(plan):
    table = tabulate_invitations([5, 6], plan, WANTED, groups=5, status="stand-in")
    assert table.loc[0, "below_alone"] == pytest.approx(376 / 1024)
    assert table["above_together"].tolist() == [0, 0]
    assert table.loc[1, "any_together"] == pytest.approx(
        1 - (1 - table.loc[1, "below_together"]) ** 5
    )


def test_the_plans_chances_are_told_by_cell_in_all_and_simulated(plan, planned):
    rows = list_chances(planned, plan, WANTED, invited=8, level=0.95, status="stand-in")
    found = values(rows)
    one = found["groups.plan.below.together.chance"]
    assert found["groups.plan.any_below.together.chance|cell=owners"] == pytest.approx(
        1 - (1 - one) ** 3
    )
    assert found["groups.plan.any_below.together.chance"] == pytest.approx(1 - (1 - one) ** 5)
    simulated = rows.set_index("id").loc["groups.plan.any_below.simulated.chance"]
    assert simulated["ci_low"] <= found["groups.plan.any_below.together.chance"]
    assert found["groups.plan.any_below.together.chance"] <= simulated["ci_high"]
    assert found["groups.plan.participants.number"] == 30


def test_the_plan_and_its_money_are_numbers_that_pages_cite(plan, planned):
    budget = pd.DataFrame([{"line": "total", "label": "Total", "expected_gbp": 863.6,
                            "most_gbp": 1470.0}])  # fmt: skip
    found = values(list_plan(planned, plan, budget, invited=8, status="stand-in"))
    assert found["groups.plan.groups.count"] == 5
    assert found["groups.plan.interviews.count"] == 2
    assert found["groups.money.voucher.number"] == 25
    assert found["groups.budget.total.expected"] == 864


def test_steps_reasons_and_withdrawals_are_told_apart():
    flow = pd.DataFrame(
        [{"step": "approached", "step_label": "Approached", "reason": "", "reason_label": "",
          "count": 3, "n": 3},
         {"step": "replied", "step_label": "Replied", "reason": "no_reply",
          "reason_label": "Did not reply", "count": 1, "n": 3},
         {"step": "replied", "step_label": "Replied", "reason": "", "reason_label": "",
          "count": 2, "n": 3}]
    )  # fmt: skip
    rows = list_flow(flow, 1, status="stand-in")
    assert values(rows).to_dict() == {
        "groups.flow.approached.count": 3, "groups.lost.no_reply.count": 1,
        "groups.flow.replied.count": 2, "groups.withdrew.all.count": 1,
    }  # fmt: skip
    assert rows["topic"].tolist() == ["flow", "lost", "flow", "withdrew"]


def test_replies_and_dropouts_carry_their_intervals():
    share = {"label": "School", "count": 4, "n": 5, "value": 0.8, "ci_low": 0.4, "ci_high": 0.95}
    rows = list_response(
        pd.DataFrame([share | {"channel": "school"}]), pd.DataFrame([share | {"cell": "owners"}]),
        level=0.95, status="stand-in",
    )  # fmt: skip
    assert values(rows).index.tolist() == ["groups.replied.school.share",
                                           "groups.replied.owners.share"]  # fmt: skip
    assert rows["topic_label"].tolist() == ["By channel", "By cell"]
    routes = pd.DataFrame([share | {"route": "known"}, share | {"route": "not_known"}])
    gap = {"value": 0.0, "ci_low": -0.4, "ci_high": 0.4}
    rows = list_dropouts(routes, gap, level=0.95, status="stand-in")
    assert values(rows)["groups.dropout.routes.difference"] == 0
    assert rows["unit"].tolist() == ["share", "share", "points"]


def test_what_is_missing_is_summed_over_cells():
    missing = pd.DataFrame(
        {"groups_held": [1, 2], "groups_short": [1, 0], "groups_missing": [2, 0],
         "interviews_held": [0, 1], "interviews_missing": [1, 0], "participants": [6, 9]}
    )  # fmt: skip
    found = values(list_against_plan(missing, status="stand-in"))
    assert found["groups.held.groups_missing.count"] == 2
    assert found["groups.held.participants.count"] == 15


def pooled(votes, *, is_withheld=False):
    return pd.DataFrame(
        [{"poll": "asked", "pool": "everyone", "pool_label": "All groups", "groups": 3,
          "answer": answer, "answer_label": answer.capitalize(), "votes": count, "n": 20,
          "is_withheld": is_withheld} for answer, count in votes.items()]
    )  # fmt: skip


def test_pooled_votes_are_told_and_withheld_ones_are_not(plan):
    rows = list_polls(pooled({"always": 12, "never": 8}), plan, status="stand-in")
    assert values(rows).tolist() == [12, 8]
    [(name, text, own)] = take_polls(rows, plan)
    assert (name, text) == ("asked", "Should parents be asked?")
    assert describe_polls(own) == (
        "All groups: always {{ groups.polls.asked.always.count|pool=everyone }}, "
        "never {{ groups.polls.asked.never.count|pool=everyone }}."
    )
    hidden = list_polls(pooled({"always": None}, is_withheld=True), plan, status="stand-in")
    check_estimates(hidden)
    assert hidden["value"].isna().all()


def test_presence_is_a_state_and_words():
    counted = pd.DataFrame(
        [{"code": "stigma", "code_label": "Stigma", "group_label": "Harm", "cell": cell,
          "count": count, "undecided": undecided, "n": 2}
         for cell, count, undecided in (("a", 1, 1), ("b", 0, 1), ("c", 0, 0))]
    )  # fmt: skip
    rows = list_presence(
        counted, {"a": "A", "b": "B", "c": "C"}, by="cell", kind="group", status="stand-in"
    )
    check_estimates(rows)
    assert rows["state"].tolist() == ["found", "undecided", "not_found"]
    assert rows["words"].tolist() == ["1 of 2", "0 of 2", "0 of 2"]
    assert rows.loc[0, "id"] == "groups.themes.stigma.group.count|cell=a"


def test_themes_new_themes_and_turns_are_counts_of_discussions():
    presence = pd.DataFrame(
        {"code": ["stigma"] * 3, "code_label": ["Stigma"] * 3,
         "kind": ["group", "group", "interview"],
         "is_present": pd.array([True, False, None], dtype="boolean")}
    )  # fmt: skip
    totals = values(total_presence(presence, status="stand-in"))
    assert totals.to_dict() == {
        "groups.themes.stigma.group.count": 1, "groups.themes.stigma.interview.count": 0,
    }  # fmt: skip
    new = pd.DataFrame({"order": [1, 2], "discussion_id": ["G01", "G02"], "cell": ["a", "a"],
                        "new": [2, 0], "seen": [2, 2], "themes": [3, 3]})  # fmt: skip
    found = values(list_new_codes(new, {"a": "A"}, status="stand-in"))
    assert found["groups.new_themes.last.count"] == 1
    assert found["groups.new_themes.held.count"] == 2
    turn = {"scenario": "s", "scenario_label": "S", "step": "nowhere", "step_label": "Nowhere"}
    turns = pd.DataFrame([turn | {"route": "known", "count": 1, "n": 2}])
    rows = list_turns(turns, status="stand-in", by="route", labels={"known": "Know each other"})
    assert values(rows).to_dict() == {"groups.turns.s.nowhere.count|route=known": 1}
    assert rows["series_label"].tolist() == ["Know each other"]
    assert list_turns(turns, status="stand-in")["series_label"].tolist() == ["S"]


def test_coders_who_never_differ_agree_fully_over_whole_discussions():
    both = pd.DataFrame([*judgements("coder-a"), *judgements("coder-b")]).replace("", None)
    words = pd.DataFrame({"unit_id": ["P01", "P02", "P03", "P04"],
                          "discussion_id": ["G01", "G01", "G02", "I01"]})  # fmt: skip
    rows = measure_coders(
        both, words, parse_codebook(CODEBOOK, source="codebook.yml"), level=0.95,
        reliable_alpha=0.667, status="stand-in",
    )  # fmt: skip
    alpha = rows.set_index("id").loc["groups.agreement.stigma.alpha"]
    assert alpha["value"] == 1
    assert alpha["method"].startswith("percentile bootstrap over discussions")
