"""Approvals: what is sealed, what moves, what is edited by hand, and what is refused."""

import re
from datetime import date

import pandas as pd
import pytest

from parentdata import claims
from parentdata.claims import BadApprovals, NoReason, NothingToApprove

LEDGER_TEXT = """\
sources: {post: A blog post}
claims:
  - {id: heard, study: s, sentence: only half, source: post, kind: verbal, unit: share,
     text: only half, value: 0.5, low: 0.475, high: 0.525, rule: within, tolerance: rounded,
     rests_on: {estimates: [p.heard], field: value}}
  - {id: all, study: s, sentence: 365 responses, source: post, kind: count, unit: count,
     value: 365, not_testable: nobody counted}
  - {id: groups, study: other, sentence: 4 groups, source: post, kind: count, unit: count,
     value: 4, rule: equal, rests_on: {estimates: [g.all], field: count}}
"""
DAY, LATER = date(2026, 11, 28), date(2026, 12, 1)


def read_ledger(text=LEDGER_TEXT):
    return claims.parse_claims(text, source="claims.yml")


def judge(value=0.497, ledger=None, count=180):
    """Verdicts of study s alone; study "other" has none yet."""
    estimates = pd.DataFrame(
        {"id": ["p.heard"], "value": [value], "count": pd.array([count], dtype="Int64"),
         "is_withheld": [False], "data_status": ["stand-in"]}
    )  # fmt: skip
    return claims.judge_claims(ledger or read_ledger(), estimates, study="s")


def approve(*ids, before=claims.NONE_YET, verdicts=None, reason="First look.", day=DAY):
    verdicts = judge() if verdicts is None else verdicts
    return claims.add_approvals(
        before, read_ledger(), verdicts, ids=ids, reason=reason, day=day
    )  # fmt: skip


def states(approvals, verdicts=None, ledger=None):
    ledger = ledger or read_ledger()
    standing = claims.check_approvals(
        ledger, judge() if verdicts is None else verdicts, approvals
    )  # fmt: skip
    return dict(zip(standing["claim_id"], standing["state"], strict=True))


def test_a_claim_is_unapproved_then_approved_and_one_of_an_unjudged_study_waits():
    assert states(claims.NONE_YET) == {
        "heard": "unapproved", "all": "unapproved", "groups": "not_judged",
    }  # fmt: skip
    assert states(approve("heard")) == {
        "heard": "approved", "all": "unapproved", "groups": "not_judged",
    }  # fmt: skip


def test_an_approval_keeps_verdict_value_digests_day_and_reason():
    approval = approve("heard").latest("heard")
    assert (approval.verdict, approval.value, approval.date) == ("calibrated", 0.497, DAY)
    assert approval.reason == "First look."
    assert approval.evidence == judge().at[0, "evidence_id"]
    nothing_found = approve("all").latest("all")
    assert (nothing_found.verdict, nothing_found.value) == ("not_testable", None)


@pytest.mark.parametrize(
    ("verdicts", "moved", "told"),
    [
        (judge(0.51), "what it rests on",
         "heard: moved since it was approved (what it rests on); approved 0.497 calibrated, "
         "now 0.51 calibrated"),
        (judge(0.6), "the verdict, what it rests on",
         "heard: moved since it was approved (the verdict, what it rests on); approved 0.497 "
         "calibrated, now 0.6 differs"),
        (judge(count=181), "what it rests on",
         "heard: moved since it was approved (what it rests on); approved 0.497 calibrated, "
         "now 0.497 calibrated"),
    ],
)  # fmt: skip
def test_a_claim_whose_evidence_moved_is_stale_and_both_values_are_told(verdicts, moved, told):
    approvals = approve("heard", "all")
    standing = claims.check_approvals(read_ledger(), verdicts, approvals)
    row = standing.iloc[0]
    assert (row["state"], row["moved"]) == ("stale", moved)
    assert claims.tell_faults(standing) == [told]


@pytest.mark.parametrize(
    "edit", [("high: 0.525", "high: 0.7"), ("only half, source", "a half, source")]
)
def test_a_claim_whose_rule_or_words_were_changed_is_stale_though_its_evidence_stands(edit):
    ledger = read_ledger(LEDGER_TEXT.replace(*edit, 1))
    approvals = approve("heard")
    standing = claims.check_approvals(ledger, judge(ledger=ledger), approvals)
    assert standing.loc[0, ["state", "moved"]].tolist() == ["stale", "the claim itself"]


def test_a_claim_that_its_studys_verdicts_do_not_hold_is_stale():
    approvals = approve("heard", "all")
    assert states(approvals, verdicts=judge().iloc[:1])["all"] == "stale"


def test_an_approved_claim_that_left_the_ledger_is_told():
    ledger = read_ledger(LEDGER_TEXT.replace("id: all,", "id: everyone,"))
    found = states(approve("heard", "all"), ledger=ledger, verdicts=judge(ledger=ledger))
    assert (found["everyone"], found["all"]) == ("unapproved", "unknown")


def test_approving_again_adds_to_the_history_and_leaves_what_stood():
    first = approve("heard")
    second = approve("heard", before=first, verdicts=judge(0.51), reason="Recoded.", day=LATER)
    assert second.histories["heard"][0] == first.latest("heard")
    assert [each.reason for each in second.histories["heard"]] == ["First look.", "Recoded."]
    assert states(second, verdicts=judge(0.51))["heard"] == "approved"
    assert first.histories["heard"] == second.histories["heard"][:1]


def test_approvals_that_are_written_and_read_are_the_same():
    approvals = approve("all", "heard", reason='It "stands":\n  # for now.')
    text = claims.write_approvals(approvals)
    assert claims.parse_approvals(text, source="approvals.yml") == approvals
    assert claims.write_approvals(claims.parse_approvals(text, source="x")) == text
    assert text.index("  all:") < text.index("  heard:")
    assert text.count("date: 2026-11-28") == 2


HISTORY = claims.write_approvals(
    approve("heard", before=approve("heard", "all"), verdicts=judge(0.51), reason="Again.")
)


def cut_last(text, name):
    """Take the last approval of a claim out of the text."""
    start = text.rindex("  - date", 0, text.index("  zzz") if "  zzz" in text else len(text))
    assert name in text
    return text[:start]


@pytest.mark.parametrize(
    ("edited", "found"),
    [
        (HISTORY.replace("value: 0.497", "value: 0.498"), {"heard": "edited"}),
        (HISTORY.replace("calibrated", "reproduced", 1), {"heard": "edited"}),
        (HISTORY.replace("First look.", "A look.", 1), {"all": "edited"}),
        (cut_last(HISTORY, "heard"), {"": "edited"}),
    ],
)  # fmt: skip
def test_an_edit_by_hand_is_found_wherever_it_is(edited, found):
    assert edited != HISTORY
    approvals = claims.parse_approvals(edited, source="approvals.yml")
    verdicts = judge(0.51)
    assert states(claims.parse_approvals(HISTORY, source="x"), verdicts=verdicts) == {
        "heard": "approved", "all": "approved", "groups": "not_judged",
    }  # fmt: skip
    assert found.items() <= states(approvals, verdicts=verdicts).items()
    with pytest.raises(BadApprovals, match="edited by hand"):
        approve("heard", before=approvals)


def test_an_approval_taken_out_of_the_middle_of_a_history_is_found():
    whole = approve("heard", before=approve("heard"), verdicts=judge(0.51), reason="Again.")
    cut = claims.Approvals(histories={"heard": whole.histories["heard"][1:]}, seal=whole.seal)
    assert cut.find_edits() == ("heard",)


def test_an_approval_put_under_another_claim_is_found():
    text = HISTORY.replace("\n  heard:", "\n  herd:")
    assert states(claims.parse_approvals(text, source="x"))["herd"] == "unknown"
    assert "herd" in claims.parse_approvals(text, source="x").find_edits()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_approval_without_a_reason_is_refused(reason):
    with pytest.raises(NoReason, match="the reason is empty"):
        approve("heard", reason=reason)


@pytest.mark.parametrize(
    ("name", "message"),
    [("herd", "no claim has the id 'herd'"), ("groups", "'groups' has no verdict yet")],
)
def test_an_unknown_claim_and_one_without_a_verdict_are_refused(name, message):
    with pytest.raises(NothingToApprove, match=re.escape(message)):
        approve(name)


@pytest.mark.parametrize(
    "text",
    ["seal: [", "seal: short\napprovals: {}", HISTORY.replace("reason: Again.", "raeson: Again.")],
)
def test_a_file_that_holds_no_approvals_is_refused(text):
    with pytest.raises(BadApprovals, match=r"^approvals.yml: "):
        claims.parse_approvals(text, source="approvals.yml")
