"""Hold published figures against estimates.

A figure is calibrated, reproduced, differs or is not testable; a direction may be undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from parentdata.claims.directions import read_intervals
from parentdata.claims.evidence import (
    AGREEMENT,
    BadEvidence,
    digest_evidence,
    find_evidence,
    read_evidence_status,
)
from parentdata.claims.model import Claim
from parentdata.claims.rules import INTERVAL_RULES, LARGEST

VERDICT_COLUMNS = (
    "claim_id",
    "study",
    "kind",
    "sentence",
    "source",
    "published",
    "unit",
    "found",
    "ci_low",
    "ci_high",
    "distance",
    "verdict",
    "reason",
    "rule",
    "tolerance",
    "rests_on",
    "evidence_id",
    "data_status",
)  # fmt: skip
VERDICT_LABELS = {
    "calibrated": "Calibrated",
    "reproduced": "Reproduced",
    "differs": "Differs",
    "undetermined": "Cannot tell",
    "not_testable": "Not testable here",
}


def judge_claims(
    claims: Iterable[Claim], estimates: pd.DataFrame, *, study: str | None = None
) -> pd.DataFrame:
    """Hold claims against a table of estimates.

    Parameters
    ----------
    claims : iterable of Claim
    estimates : DataFrame, one row per estimate
        Needs id, value, count, is_withheld, data_status; for directions ci_low and ci_high.
    study : str, optional
        Judge the claims about this study alone.

    Returns
    -------
    DataFrame, one row per claim in the order of `claims`, with the columns `VERDICT_COLUMNS`
        `found` and `distance` are in the claim's unit, and missing where nothing was found. Of a
        direction, `found` with its interval is the estimate that speaks least for it. `evidence_id`
        is a digest of the estimates that a claim rests on.

    Raises
    ------
    BadEvidence
        As `judge_claim`.
    """
    rows = [
        judge_claim(claim, estimates) for claim in claims if study is None or claim.study == study
    ]
    verdicts = pd.DataFrame(rows, columns=list(VERDICT_COLUMNS))
    return verdicts.astype(dict.fromkeys(("found", "ci_low", "ci_high", "distance"), "float64"))


def judge_claim(claim: Claim, estimates: pd.DataFrame) -> dict[str, Any]:
    """Hold one claim against a table of estimates.

    Returns
    -------
    dict with the keys `VERDICT_COLUMNS`
        On stand-in data agreement is "calibrated", on real data "reproduced"; evidence that is
        part stand-in is stand-in. A claim that rests on a withheld estimate, or on none, is
        "not_testable", and `reason` says why. A direction whose intervals hold the limit is
        "undetermined".

    Raises
    ------
    BadEvidence
        An estimate that the claim rests on is not in the table, stands in it twice, or has no
        figure though it is not withheld; or a row's `data_status` is neither stand-in nor real.
    """
    if claim.rests_on is None:
        status = read_evidence_status(claim, estimates)
        reason, digest = claim.not_testable, digest_evidence(None, status=status)
        return _write_row(claim, reason=reason, status=status) | {"evidence_id": digest}
    evidence = find_evidence(claim, estimates)
    status = read_evidence_status(claim, evidence)
    return _judge(claim, evidence, status) | {
        "evidence_id": digest_evidence(evidence, status=status)
    }


def _judge(claim: Claim, evidence: pd.DataFrame, status: str) -> dict[str, Any]:
    if claim.rule in INTERVAL_RULES:
        return _judge_intervals(claim, evidence, status=status)
    withheld = evidence.loc[evidence["is_withheld"].astype(bool), "id"].tolist()
    if withheld:
        return _write_row(claim, reason=f"withheld: {', '.join(withheld)}", status=status)
    if claim.rule == LARGEST:
        return _judge_largest(claim, evidence, status=status)
    found = _read_figure(claim, evidence)
    verdict = AGREEMENT[status] if claim.agrees(found) else "differs"
    distance = claim.measure(found)
    return _write_row(claim, status=status, found=found, verdict=verdict, distance=distance)


def _judge_largest(claim: Claim, evidence: pd.DataFrame, *, status: str) -> dict[str, Any]:
    """Hold one estimate against all others of its kind: a tie is not more than any other."""
    size = len(claim.rests_on.estimates)
    found = _add_up(claim, evidence.iloc[:size], claim.rests_on.field)
    others = evidence.iloc[size:]
    if others.empty or others[claim.rests_on.field].isna().any():
        raise _lacks_a_figure(claim, claim.rests_on.field)
    next_one = others.iloc[others[claim.rests_on.field].astype(float).argmax()]
    distance = found - float(next_one[claim.rests_on.field])
    verdict = AGREEMENT[status] if distance > 0 else "differs"
    reason = "" if distance > 0 else f"not more than {next_one['id']}"
    return _write_row(
        claim, status=status, found=found, verdict=verdict, distance=distance, reason=reason
    )


def _judge_intervals(claim: Claim, evidence: pd.DataFrame, *, status: str) -> dict[str, Any]:
    is_empty = evidence["value"].isna() & ~evidence["is_withheld"].astype(bool)
    if is_empty.any():
        raise _lacks_a_figure(claim, "value")
    reading = read_intervals(claim, evidence)
    if reading.verdict is None:
        return _write_row(claim, reason=reading.reason, status=status)
    row = evidence.iloc[reading.place]
    verdict = AGREEMENT[status] if reading.verdict == "agrees" else reading.verdict
    found = float(row["value"])
    return _write_row(
        claim, status=status, found=found, interval=(row["ci_low"], row["ci_high"]),
        verdict=verdict, reason=reading.reason, distance=claim.measure(found),
    )  # fmt: skip


def _read_figure(claim: Claim, evidence: pd.DataFrame) -> float:
    """Sum of the field over the estimates, divided by the count of `over` where there is one."""
    size = len(claim.rests_on.estimates)
    total = _add_up(claim, evidence.iloc[:size], claim.rests_on.field)
    if claim.rests_on.over is None:
        return total
    whole = evidence.iloc[size:]
    return total / _add_up(claim, whole[whole["count"].ne(0)], "count")


def _add_up(claim: Claim, rows: pd.DataFrame, field: str) -> float:
    if rows.empty or rows[field].isna().any():
        raise _lacks_a_figure(claim, field)
    return float(rows[field].sum())


def _lacks_a_figure(claim: Claim, field: str) -> BadEvidence:
    return BadEvidence(
        f"claim {claim.id} rests on an estimate that has no {field}, or a base of nobody, and "
        "is not withheld.",
        expected=f"a number in {', '.join(claim.rests_on.estimates)}",
        do="Correct rests_on in reports/claims.yml, or the estimate in the notebook.",
    )


def _write_row(
    claim: Claim,
    *,
    status: str,
    found: float | None = None,
    interval: tuple[float | None, float | None] = (None, None),
    verdict: str = "not_testable",
    distance: float | None = None,
    reason: str = "",
) -> dict[str, Any]:
    return {
        "claim_id": claim.id,
        "study": claim.study,
        "kind": claim.kind,
        "sentence": claim.sentence,
        "source": claim.source,
        "published": claim.describe(),
        "unit": claim.unit or "",
        "found": found,
        "ci_low": interval[0],
        "ci_high": interval[1],
        "distance": distance,
        "verdict": verdict,
        "reason": reason,
        "rule": claim.rule or "",
        "tolerance": claim.tolerance or "",
        "rests_on": " + ".join(claim.rests_on.estimates) if claim.rests_on else "",
        "data_status": status,
    }


def count_verdicts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Count verdicts by study.

    Returns
    -------
    DataFrame, one row per study and verdict that occurs
        study, verdict, count, data_status.
    """
    keys = ["study", "verdict"]
    status = "stand-in" if verdicts["data_status"].eq("stand-in").any() else "real"
    counted = verdicts.groupby(keys, sort=True).size().rename("count").reset_index()
    return counted.assign(data_status=status)
