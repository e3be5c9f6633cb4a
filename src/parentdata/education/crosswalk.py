"""The crosswalk as readers see it, and as rows of an estimates table."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS
from parentdata.education.evidence import AGAINST, FOR, NONE, RELATED, UNCLEAR, WITHHELD
from parentdata.education.parallels_file import STUDIES, Crosswalk

STUDY = "education-parallels"
SCHOOLS = "schools"
# States of the matrix, in the order of its legend, and the sign of each.
STATES = {
    "same": "Says the same",
    FOR: "Speaks for it",
    AGAINST: "Speaks against it",
    UNCLEAR: "Cannot tell",
    "mixed": "Not all the same",
    RELATED: "Related",
    NONE: "None",
    WITHHELD: "Withheld",
}
SIGNS = {
    "same": "target",
    FOR: "dot",
    AGAINST: "cross",
    UNCLEAR: "question",
    "mixed": "word",
    RELATED: "ring",
    NONE: "dash",
    WITHHELD: "word",
}
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


def count_evidence(crosswalk: Crosswalk, held: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """Say for each parallel what schools and each study have to say of it.

    Returns
    -------
    DataFrame, one row per parallel and column of the matrix
        The columns of an estimates table, `state` and `state_label`. In the column "schools" the
        value is the number of issues that go with the parallel, in a study's the pieces of
        evidence; ids such as `education.evidence.awareness.pilot_survey.count`. Where pieces that
        can decide differ, the state is "mixed"; where there are none, it is "no_evidence".
    """
    rows, states = [], []
    for parallel, own in held.groupby("parallel", sort=False):
        linked = [link.kind for link in crosswalk.links if link.parallel == parallel]
        kinds = {SCHOOLS: linked}
        kinds |= {study: own.loc[own["study"].eq(study), "relation"].tolist() for study in STUDIES}
        for name, found in kinds.items():
            states.append(_settle(found))
            rows.append(
                _count(f"education.evidence.{parallel}.{name.replace('-', '_')}.count", len(found),
                       topic="evidence", item=parallel, item_label=own.iloc[0]["parallel_label"],
                       answer=name, answer_label=STUDIES.get(name, "In schools"),
                       base="issues that go with it" if name == SCHOOLS else "pieces of evidence")
            )  # fmt: skip
    table = _complete(rows, status).assign(state=states)
    return table.assign(state_label=table["state"].map(STATES))


def _settle(found: list[str]) -> str:
    """Settle on one state of several links or pieces of evidence: what decides goes first."""
    if not found:
        return NONE
    if "same" in found:
        return "same"
    decisive = {relation for relation in found if relation not in (RELATED, WITHHELD)}
    if len(decisive) > 1:
        return "mixed"
    return decisive.pop() if decisive else found[0]


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
