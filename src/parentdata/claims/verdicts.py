"""Hold published figures against estimates: calibrated, reproduced, differs, or not testable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from parentdata.claims.model import Claim
from parentdata.errors import Refusal

VERDICT_COLUMNS = (
    "claim_id",
    "study",
    "kind",
    "sentence",
    "source",
    "published",
    "unit",
    "found",
    "distance",
    "verdict",
    "reason",
    "rule",
    "tolerance",
    "rests_on",
    "data_status",
)  # fmt: skip
# What agreement is called: a figure that stand-in data were made to agree with is no evidence.
VERDICT_LABELS = {
    "calibrated": "Calibrated",
    "reproduced": "Reproduced",
    "differs": "Differs",
    "not_testable": "Not testable here",
}
AGREEMENT = {"stand-in": "calibrated", "real": "reproduced"}


class BadEvidence(Refusal):
    """An estimate that a claim rests on is absent, stands twice, or has no figure or status."""


def judge_claims(
    claims: Iterable[Claim], estimates: pd.DataFrame, *, study: str | None = None
) -> pd.DataFrame:
    """Hold claims against a table of estimates.

    Parameters
    ----------
    claims : iterable of Claim
    estimates : DataFrame, one row per estimate
        Needs id, value, count, is_withheld, data_status.
    study : str, optional
        Judge the claims about this study alone.

    Returns
    -------
    DataFrame, one row per claim in the order of `claims`, with the columns `VERDICT_COLUMNS`
        `found` and `distance` are in the claim's unit, and missing where nothing was found.

    Raises
    ------
    BadEvidence
        As `judge_claim`.
    """
    rows = [
        judge_claim(claim, estimates) for claim in claims if study is None or claim.study == study
    ]
    verdicts = pd.DataFrame(rows, columns=list(VERDICT_COLUMNS))
    return verdicts.astype({"found": "float64", "distance": "float64"})


def judge_claim(claim: Claim, estimates: pd.DataFrame) -> dict[str, Any]:
    """Hold one claim against a table of estimates.

    Returns
    -------
    dict with the keys `VERDICT_COLUMNS`
        On stand-in data agreement is "calibrated", on real data "reproduced"; evidence that is
        part stand-in is stand-in. A claim that rests on a withheld estimate, or on none, is
        "not_testable", and `reason` says why.

    Raises
    ------
    BadEvidence
        An estimate that the claim rests on is not in the table, stands in it twice, or has no
        figure though it is not withheld; or a row's `data_status` is neither stand-in nor real.
    """
    if claim.rests_on is None:
        return _write_row(claim, reason=claim.not_testable, status=_read_status(claim, estimates))
    names = [*claim.rests_on.estimates, *([claim.rests_on.over] if claim.rests_on.over else [])]
    evidence = estimates.iloc[[_locate(claim, name, estimates) for name in names]]
    status = _read_status(claim, evidence)
    withheld = evidence.loc[evidence["is_withheld"].astype(bool), "id"].tolist()
    if withheld:
        return _write_row(claim, reason=f"withheld: {', '.join(withheld)}", status=status)
    found = _read_figure(claim, evidence)
    verdict = AGREEMENT[status] if claim.agrees(found) else "differs"
    return _write_row(claim, status=status, found=found, verdict=verdict)


def _locate(claim: Claim, name: str, estimates: pd.DataFrame) -> int:
    """Position of the one row with an id."""
    places = np.flatnonzero(estimates["id"].eq(name))
    if len(places) != 1:
        raise BadEvidence(
            f"claim {claim.id} rests on {name!r}, which the estimates hold {len(places)} times.",
            expected="every estimate that a claim rests on, once",
            do="Correct rests_on in reports/claims.yml, or make the estimate in the notebook.",
        )
    return int(places[0])


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
        raise BadEvidence(
            f"claim {claim.id} rests on an estimate that has no {field}, or a base of nobody, and "
            "is not withheld.",
            expected=f"a number in {', '.join(claim.rests_on.estimates)}",
            do="Correct rests_on in reports/claims.yml, or the estimate in the notebook.",
        )
    return float(rows[field].sum())


def _read_status(claim: Claim, evidence: pd.DataFrame) -> str:
    statuses = set(evidence["data_status"])
    if not statuses or statuses - set(AGREEMENT):
        raise BadEvidence(
            f"claim {claim.id} is held against estimates of status "
            f"{', '.join(sorted(map(str, statuses))) or '(no rows)'}.",
            expected=f"{' or '.join(AGREEMENT)} on every row",
            do="Write the estimates with the status of the data they were made from.",
        )
    return "stand-in" if "stand-in" in statuses else "real"


def _write_row(
    claim: Claim,
    *,
    status: str,
    found: float | None = None,
    verdict: str = "not_testable",
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
        "distance": None if found is None else claim.measure(found),
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
