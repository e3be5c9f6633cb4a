"""The commands about claims, on a compendium of one study."""

import pandas as pd
import pytest
import yaml

from parentdata import claims
from parentdata.__main__ import main
from parentdata.tables import read_table, write_table

LEDGER = """\
sources: {post: A blog post}
claims:
  - {id: heard, study: s, sentence: only half, source: post, kind: verbal, unit: share,
     text: only half, value: 0.5, low: 0.475, high: 0.525, rule: within, tolerance: rounded,
     rests_on: {estimates: [p.heard], field: value}}
  - {id: all, study: s, sentence: 365 responses, source: post, kind: count, unit: count,
     value: 365, not_testable: nobody counted}
"""
STAGES = {
    "stages": {
        "check-claims": {
            "cmd": "python -m parentdata claims check",
            "deps": ["reports/claims.yml", "reports/approvals.yml", "data/derived/s/verdicts.csv"],
            "outs": ["data/derived/claims/approvals.csv"],
        }
    }
}


def write_verdicts(root, value):
    estimates = pd.DataFrame(
        {"id": ["p.heard"], "value": [value], "count": pd.array([180], dtype="Int64"),
         "is_withheld": [False], "data_status": ["stand-in"]}
    )  # fmt: skip
    ledger = claims.parse_claims(LEDGER, source="claims.yml")
    path = root / "data/derived/s/verdicts.csv"
    write_table(claims.judge_claims(ledger, estimates), path, key=["claim_id"])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "reports").mkdir()
    (tmp_path / "params.yaml").write_text("{}\n")
    (tmp_path / "dvc.yaml").write_text(yaml.safe_dump(STAGES))
    (tmp_path / "reports/claims.yml").write_text(LEDGER)
    write_verdicts(tmp_path, 0.497)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *words):
    code = main(["claims", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_list_tells_state_verdict_and_both_figures(folder, capsys):
    assert run(capsys, "list") == (
        0,
        "unapproved\theard\tcalibrated\tonly half (47.5% to 52.5%)\t50%\n"
        "unapproved\tall\tnot_testable\t365\t-\n",
        "",
    )
    assert run(capsys, "list", "--state", "stale")[1] == ""


def test_all_is_approved_once_checked_and_stale_when_the_evidence_moves(folder, capsys):
    code, out, _ = run(capsys, "approve", "--all", "--reason", "First look.")
    assert (code, out) == (0, "approved: 2 (heard, all)\n")
    assert run(capsys, "check")[0] == 0
    written = read_table(folder / "data/derived/claims/approvals.csv")
    assert written[["claim_id", "state", "value"]].values.tolist()[1] == [
        "heard",
        "approved",
        0.497,
    ]

    write_verdicts(folder, 0.51)
    code, _, err = run(capsys, "check")
    assert code == 1
    assert "1 claims may not stand as they are" in err
    assert (
        "heard: moved since it was approved (what it rests on); approved 0.497 calibrated, now "
        "0.51 calibrated" in err
    )
    assert "claims approve ID --reason" in err

    assert run(capsys, "approve", "heard", "--reason", "Recoded.")[0] == 0
    assert run(capsys, "check")[0] == 0
    history = yaml.safe_load((folder / "reports/approvals.yml").read_text())["approvals"]["heard"]
    assert [(each["value"], each["reason"]) for each in history] == [
        (0.497, "First look."), (0.51, "Recoded."),
    ]  # fmt: skip


def test_an_edit_of_the_approvals_by_hand_fails_the_check(folder, capsys):
    run(capsys, "approve", "--all", "--reason", "First look.")
    path = folder / "reports/approvals.yml"
    path.write_text(path.read_text().replace("value: 0.497", "value: 0.51"))
    code, _, err = run(capsys, "check")
    assert code == 1
    assert "heard: its approval was edited by hand (an entry is not what its seal says)" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("heard",), "the reason is empty"),
        (("--all",), "the reason is empty"),
        (("herd", "--reason", "x"), "no claim has the id 'herd'"),
        (("--reason", "x"), "no claim is named, or none has moved"),
    ],
)
def test_approving_without_a_reason_or_what_is_not_there_is_refused_and_writes_nothing(
    folder, capsys, words, message
):
    code, _, err = run(capsys, "approve", *words)
    assert (code, message in err) == (1, True), err
    assert not (folder / "reports/approvals.yml").exists()


def test_approving_what_has_not_moved_is_refused(folder, capsys):
    run(capsys, "approve", "heard", "--reason", "First look.")
    before = (folder / "reports/approvals.yml").read_text()
    code, _, err = run(capsys, "approve", "heard", "--reason", "Again.")
    assert (code, "heard is approved as it stands" in err) == (1, True)
    assert (folder / "reports/approvals.yml").read_text() == before


def test_a_state_that_there_is_not_is_refused(folder, capsys):
    assert "no state is named 'old'" in run(capsys, "list", "--state", "old")[2]


def test_verdicts_without_a_digest_of_their_evidence_are_refused(folder, capsys):
    path = folder / "data/derived/s/verdicts.csv"
    table = read_table(path).drop(columns="evidence_id")
    write_table(table, path, key=["claim_id"])
    assert "the verdicts hold no digest of their evidence" in run(capsys, "list")[2]
