"""Each parallel held against this compendium's own estimates, where there are any."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parentdata.education.parallels_file import STUDIES, Crosswalk, Evidence
from parentdata.education.refusals import UnknownEstimate

FOR, AGAINST, UNCLEAR = "speaks_for", "speaks_against", "cannot_tell"
RELATED, NONE, WITHHELD = "related", "no_evidence", "withheld"
RELATIONS = {
    FOR: "Speaks for it",
    AGAINST: "Speaks against it",
    UNCLEAR: "Cannot tell",
    RELATED: "Related, decides nothing",
    NONE: "No evidence in this study",
    WITHHELD: "Withheld",
}


def hold_evidence(crosswalk: Crosswalk, estimates: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Hold each parallel against the estimates that its evidence names.

    Parameters
    ----------
    crosswalk : Crosswalk
    estimates : mapping of study to its estimates table
        Every study of `parallels_file.STUDIES` that the evidence names.

    Returns
    -------
    DataFrame, one row per parallel and piece of evidence; one row for a parallel without any
        parallel, parallel_label, estimate (its id; blank without evidence), study, study_label,
        evidence_label, unit, value, ci_low, ci_high, n, base, is_withheld, relation (one of
        `RELATIONS`), relation_label, because, data_status. An estimate with an interval speaks for
        a parallel if the whole interval lies on the stated side of the limit; one without, such as
        a share of all replies, if the value does.

    Raises
    ------
    UnknownEstimate
        A study's table is not given, or does not hold the estimate.
    """
    rows = []
    for parallel in crosswalk.parallels:
        about = {"parallel": parallel.id, "parallel_label": parallel.label}
        for evidence in parallel.evidence:
            found = _find(evidence, estimates)
            rows.append({**about, **_describe(evidence, found)})
        if not parallel.evidence:
            rows.append(
                {**about, "estimate": "", "study": "", "study_label": "", "evidence_label": "None",
                 "relation": NONE, "because": parallel.no_evidence, "is_withheld": False,
                 "data_status": "real"}
            )  # fmt: skip
    table = pd.DataFrame(rows)
    return table.assign(relation_label=table["relation"].map(RELATIONS))


def _find(evidence: Evidence, estimates: Mapping[str, pd.DataFrame]) -> pd.Series:
    table = estimates.get(evidence.study)
    found = None if table is None else table[table["id"].eq(evidence.estimate)]
    if found is None or len(found) != 1:
        raise UnknownEstimate(
            f"{evidence.study} has no estimate {evidence.estimate!r}.",
            file="parallels.yml",
            expected=f"an id of data/derived/{evidence.study}/estimates.csv",
            do="Correct the id in parallels.yml, or run the study's stage first.",
        )
    return found.iloc[0]


def _describe(evidence: Evidence, found: pd.Series) -> dict:
    kept = ("unit", "value", "ci_low", "ci_high", "count", "n", "base", "data_status")
    return {
        "estimate": evidence.estimate, "study": evidence.study,
        "study_label": STUDIES[evidence.study], "evidence_label": evidence.label,
        **{name: found[name] for name in kept}, "is_withheld": bool(found["is_withheld"]),
        "relation": _judge(evidence, found), "because": evidence.because,
    }  # fmt: skip


def _judge(evidence: Evidence, found: pd.Series) -> str:
    if evidence.limit is None:
        return RELATED
    if found["is_withheld"] or pd.isna(found["value"]):
        return WITHHELD
    ends = [found["ci_low"], found["ci_high"]]
    low, high = ends if pd.notna(ends).all() else [found["value"]] * 2
    if high < evidence.limit:
        return FOR if evidence.holds_if == "below" else AGAINST
    if low > evidence.limit:
        return AGAINST if evidence.holds_if == "below" else FOR
    return UNCLEAR
