"""Approvals as the command writes them are right; an edit by hand is found without its code."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from parentdata import claims
from parentdata.verify.approvals import check_approvals
from parentdata.verify.project import Project

LEDGER = """
sources: {post: A post.}
claims:
  - {id: heard, study: s, sentence: half had heard, source: post, kind: verbal, unit: share,
     text: half, low: 0.4, high: 0.6, value: 0.5, tolerance: ten points, rule: within,
     rests_on: {estimates: [p.heard], field: value}}
  - {id: all, study: s, sentence: all answered, source: post, kind: count,
     unit: count, value: 4, not_testable: Nothing here says so.}
"""
PATH = "reports/approvals.yml"


def approve(before, *ids, reason):
    ledger = claims.parse_claims(LEDGER, source="claims.yml")
    estimates = pd.DataFrame(
        {"id": ["p.heard"], "value": [0.497], "count": pd.array([180], dtype="Int64"),
         "is_withheld": [False], "data_status": ["stand-in"]}
    )  # fmt: skip
    verdicts = claims.judge_claims(ledger, estimates, study="s")
    return claims.add_approvals(
        before, ledger, verdicts, ids=ids, reason=reason, day=date(2026, 11, 28)
    )


@pytest.fixture
def project(tmp_path):
    approved = approve(claims.NONE_YET, "heard", "all", reason="A first look: it holds.")
    approved = approve(approved, "heard", reason="Again, “as before”.")
    (tmp_path / "reports").mkdir()
    (tmp_path / PATH).write_text(claims.write_approvals(approved))
    return Project(tmp_path)


def test_what_the_command_wrote_is_right(project):
    verdict = check_approvals(project)
    assert verdict.findings == ()
    assert verdict.held == "3 approvals of 2 claims are as they were written"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.497", "0.498", "an approval of heard was edited by hand: its seal is of other words."),
        (
            "it holds",
            "it fell",
            "an approval of all was edited by hand: its seal is of other words.",
        ),
        ("verdict: calibrated", "verdict: reproduced", "an approval of heard was edited by hand"),
        ("seal: ", "seal: f", "an approval was taken away or put in by hand."),
        ("approvals:", "approved:", "the file cannot be read as approvals."),
    ],
)
def test_an_edit_by_hand_is_found(old, new, said, project):
    path = project.root / PATH
    text = path.read_text()
    # Of the seal over all, which stands first, one character is another.
    changed = text.replace(f"{old}{text.partition(old)[2][0]}", new, 1) if "seal" in old else ""
    path.write_text(changed or text.replace(old, new, 1))
    assert said in check_approvals(project).findings[0].came


def test_without_approvals_there_is_nothing_to_hold(tmp_path):
    assert check_approvals(Project(tmp_path)).is_right
