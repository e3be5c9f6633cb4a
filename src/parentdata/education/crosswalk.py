"""The crosswalk as readers see it, and as rows of an estimates table."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS
from parentdata.education.evidence import FOR, NONE, RELATED
from parentdata.education.parallels_file import STUDIES, Crosswalk

STUDY = "education-parallels"
KINDS = {"same": "Says the same", "related": "Related", "": "No counterpart"}


def tabulate_crosswalk(crosswalk: Crosswalk, *, status: str) -> pd.DataFrame:
    """Put issues in schools and parallels in social care side by side.

    Returns
    -------
    DataFrame, one row per link, and per issue or parallel that has none
        number (from 1), issue, parallel (their words; blank where there is no counterpart),
        kind_label, because, source (their keys), data_status.
    """
    issues = {issue.id: issue for issue in crosswalk.issues}
    parallels = {parallel.id: parallel for parallel in crosswalk.parallels}
    pairs = [(link.issue, link.parallel, link.kind, link.because) for link in crosswalk.links]
    linked_issues, linked = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    pairs += [(name, None, "", "") for name in issues if name not in linked_issues]
    pairs += [(None, name, "", "") for name in parallels if name not in linked]
    rows = []
    for number, (issue, parallel, kind, because) in enumerate(pairs, start=1):
        told = [entry for entry in (issues.get(issue), parallels.get(parallel)) if entry]
        rows.append(
            {"number": number, "issue": issues[issue].text if issue else "",
             "parallel": parallels[parallel].text if parallel else "",
             "kind_label": KINDS[kind], "because": because,
             "source": ", ".join(dict.fromkeys(entry.source for entry in told))}
        )  # fmt: skip
    return pd.DataFrame(rows).assign(data_status=status)


def count_evidence(held: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """Count the pieces of evidence for each parallel and study; nought is no evidence.

    Returns
    -------
    DataFrame, columns of an estimates table
        Ids such as `education.evidence.awareness.pilot_survey.count`; n is the pieces of evidence
        of the parallel in all studies.
    """
    rows = []
    for parallel, own in held.groupby("parallel", sort=False):
        pieces = own[own["relation"].ne(NONE)]
        for study, label in STUDIES.items():
            count = int(pieces["study"].eq(study).sum())
            rows.append(
                _count(f"education.evidence.{parallel}.{study.replace('-', '_')}.count", count,
                       topic="evidence", item=parallel, item_label=own.iloc[0]["parallel_label"],
                       answer=study, answer_label=label, n=len(pieces),
                       base="pieces of evidence in this compendium")
            )  # fmt: skip
    return _complete(rows, status)


def count_crosswalk(crosswalk: Crosswalk, held: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """Count issues, parallels, those with a counterpart, and those with evidence here."""
    decides = held[~held["relation"].isin([NONE, RELATED])]
    linked = {link.parallel for link in crosswalk.links}
    counts = {
        "issues": ("Key issues of the report", len(crosswalk.issues)),
        "parallels": ("Parallels", len(crosswalk.parallels)),
        "linked": ("Parallels that go with an issue", len(linked)),
        "with_evidence": (
            "Parallels with evidence here",
            int(held[held["relation"].ne(NONE)]["parallel"].nunique()),
        ),
        "without_evidence": (
            "Parallels without", int(held[held["relation"].eq(NONE)]["parallel"].nunique()),
        ),
        "decisive": ("Pieces of evidence that could decide", len(decides)),
        "speaks_for": ("Pieces that speak for a parallel", int(held["relation"].eq(FOR).sum())),
    }  # fmt: skip
    rows = [
        _count(f"education.{name}.all.count", count, topic="crosswalk", item=name,
               item_label=label, answer="all", answer_label="Number",
               base="what the project's blog post says, and the evidence here")
        for name, (label, count) in counts.items()
    ]  # fmt: skip
    return _complete(rows, status)


def _count(id_: str, count: int, **about) -> dict:
    counted = {"id": id_, "statistic": "count", "unit": "count", "value": count, "count": count}
    return {**counted, "method": "count", **about}


def _complete(rows: list[dict], status: str) -> pd.DataFrame:
    shared = {"study": STUDY, "is_withheld": False, "data_status": status}
    return pd.DataFrame([{**shared, **row} for row in rows]).reindex(columns=ESTIMATE_COLUMNS)
