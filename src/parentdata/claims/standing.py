"""How each claim stands: approved as it is now, moved since, or never approved."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parentdata.claims.approvals import Approval, Approvals, digest_claim
from parentdata.claims.evidence import DIGITS
from parentdata.claims.model import Claim

APPROVED, STALE, UNAPPROVED = "approved", "stale", "unapproved"
EDITED, NOT_JUDGED, UNKNOWN = "edited", "not_judged", "unknown"
STATES = {
    APPROVED: "Approved",
    STALE: "Moved since it was approved",
    UNAPPROVED: "Not approved yet",
    EDITED: "Its approval was edited by hand",
    NOT_JUDGED: "Not held against a table yet",
    UNKNOWN: "Approved, but not in the ledger",
}
# A study that has no table of verdicts yet is no fault of its claims.
FAULTS = (STALE, UNAPPROVED, EDITED, UNKNOWN)
COLUMNS = (
    "claim_id",
    "study",
    "state",
    "moved",
    "verdict_approved",
    "verdict",
    "value_approved",
    "value",
    "approved_date",
    "approvals",
    "reason",
)


def check_approvals(
    ledger: Iterable[Claim], verdicts: pd.DataFrame, approvals: Approvals
) -> pd.DataFrame:
    """Hold every claim against its last approval.

    Parameters
    ----------
    ledger : iterable of Claim
    verdicts : DataFrame, one row per claim
        As `judge_claims` gives it, of all studies that have been judged.
    approvals : Approvals

    Returns
    -------
    DataFrame, one row per claim of the ledger, then per approved claim that is not in it
        claim_id, study, state (of `STATES`), moved (in words: what is not as it was approved),
        verdict and value as approved and as they are now, approved_date and reason of the last
        approval, approvals (how many there are). A row without claim_id and of state "edited" is
        about the file as a whole: an approval was taken away or put in. A claim is stale where
        its own words or rule, its verdict, or the digest of its evidence is not what was approved.
    """
    ledger, edited = list(ledger), set(approvals.find_edits())
    judged = {row["claim_id"]: row for row in verdicts.to_dict("records")}
    studies = {row["study"] for row in judged.values()}
    rows = [_check_one(claim, judged.get(claim.id), approvals, edited, studies) for claim in ledger]
    known = {claim.id for claim in ledger}
    strangers = [name for name in approvals.histories if name not in known]
    rows += [
        _make_row(name, "", UNKNOWN, approvals, moved="no claim has this id") for name in strangers
    ]
    if "" in edited:
        said = "an approval was taken away or put in by hand"
        rows.append(_make_row("", "", EDITED, approvals, moved=said))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        dict.fromkeys(("value_approved", "value"), "float64")
    )


def _check_one(
    claim: Claim, row: dict | None, approvals: Approvals, edited: set[str], studies: set[str]
) -> dict:
    last = approvals.latest(claim.id)
    about = {"found": row}
    if claim.id in edited:
        moved = "an entry is not what its seal says"
        return _make_row(claim.id, claim.study, EDITED, approvals, moved=moved, **about)
    if row is None:
        is_lost = claim.study in studies
        moved = "its study's table of verdicts does not hold it" if is_lost else ""
        state = STALE if is_lost else NOT_JUDGED
        return _make_row(claim.id, claim.study, state, approvals, moved=moved, **about)
    if last is None:
        return _make_row(claim.id, claim.study, UNAPPROVED, approvals, **about)
    moved = _find_moved(claim, row, last)
    state = STALE if moved else APPROVED
    return _make_row(claim.id, claim.study, state, approvals, moved=", ".join(moved), **about)


def _find_moved(claim: Claim, row: dict, last: Approval) -> list[str]:
    held = {
        "the claim itself": (digest_claim(claim), last.claim),
        "the verdict": (row["verdict"], last.verdict),
        "what it rests on": (row["evidence_id"], last.evidence),
    }
    return [what for what, (now, then) in held.items() if now != then]


def _make_row(
    name: str,
    study: str,
    state: str,
    approvals: Approvals,
    *,
    moved: str = "",
    found: dict | None = None,
) -> dict:
    last = approvals.latest(name)
    return {
        "claim_id": name,
        "study": study,
        "state": state,
        "moved": moved,
        "verdict_approved": last.verdict if last else "",
        "verdict": found["verdict"] if found else "",
        "value_approved": last.value if last else None,
        "value": found["found"] if found else None,
        "approved_date": last.date.isoformat() if last else "",
        "approvals": len(approvals.histories.get(name, ())),
        "reason": last.reason if last else "",
    }


def tell_faults(standing: pd.DataFrame) -> list[str]:
    """Say of each claim that may not stand what is wrong, with the old value and the new."""
    told = []
    for row in standing[standing["state"].isin(FAULTS)].to_dict("records"):
        before, now = (_write(row, end) for end in ("_approved", ""))
        change = f"; approved {before}, now {now}" if row["state"] == STALE else ""
        change = f"; now {now}" if row["state"] == UNAPPROVED else change
        moved = f" ({row['moved']})" if row["moved"] else ""
        name = row["claim_id"] or "reports/approvals.yml"
        told.append(f"{name}: {STATES[row['state']].lower()}{moved}{change}")
    return told


def _write(row: dict, end: str) -> str:
    value, verdict = row[f"value{end}"], row[f"verdict{end}"] or "not judged"
    figure = "" if value is None or pd.isna(value) else f"{value:{DIGITS}} "
    return f"{figure}{verdict.replace('_', ' ')}"
