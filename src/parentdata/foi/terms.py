"""WhatDoTheyKnow's states and the Cabinet Office's outcomes, mapped once (decisions/0008)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.foi.outcomes import OUTCOMES
from parentdata.foi.refusals import BadTerms
from parentdata.intake.rows import Row, read_rows

TERM_COLUMNS = ("wdtk_status", "outcome", "is_decided", "says", "does_not_say")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, kw_only=True)
class Term:
    """What a status of WhatDoTheyKnow stands for.

    Attributes
    ----------
    outcome : str
        One of `OUTCOMES`, or "" where the official terms have no word for the status.
    is_decided : bool
        Whether the status has an outcome, so that the request is in the base `decided`.
    says, does_not_say : str
        What the status tells of the reply, and what it leaves open.
    """

    outcome: str
    is_decided: bool
    says: str
    does_not_say: str


def read_terms(path: Path) -> dict[str, Term]:
    """Read the one table that maps statuses to outcomes, by status.

    Raises
    ------
    BadTable
        As `read_rows`.
    BadTerms
        A status is blank or stands twice, an outcome is unknown, a column of meaning is blank,
        or `is_decided` is not "true" exactly where there is an outcome.
    """
    terms: dict[str, Term] = {}
    for row in read_rows(path, columns=TERM_COLUMNS):
        status = row.cells["wdtk_status"]
        if status in terms:
            raise _refuse(row, "wdtk_status", "a status once")
        terms[status] = _read_term(row)
    return terms


def list_terms(requests: pd.DataFrame, terms: Mapping[str, Term]) -> pd.DataFrame:
    """List the statuses that some request has, most frequent first, with what each stands for.

    Returns
    -------
    DataFrame, one row per status
        wdtk_status, requests (count), outcome (label), says, does_not_say, data_status.
    """
    counts = requests["wdtk_status"].value_counts().sort_index().sort_values(
        ascending=False, kind="stable"
    )  # fmt: skip
    rows = [
        {
            "wdtk_status": status,
            "requests": count,
            "outcome": OUTCOMES.get(terms[status].outcome, "none"),
            "says": terms[status].says,
            "does_not_say": terms[status].does_not_say,
        }
        for status, count in counts.items()
    ]
    return pd.DataFrame(rows).assign(data_status=read_status(requests))


def _read_term(row: Row) -> Term:
    for column in ("wdtk_status", "says", "does_not_say"):
        if not row.cells[column].strip():
            raise _refuse(row, column, "some text")
    outcome, is_decided = row.cells["outcome"], row.cells["is_decided"]
    if outcome and outcome not in OUTCOMES:
        raise _refuse(row, "outcome", f"blank, or one of {', '.join(OUTCOMES)}")
    if _BOOLEANS.get(is_decided) is not bool(outcome):
        raise _refuse(row, "is_decided", "true where there is an outcome, false where there is not")
    return Term(
        outcome=outcome,
        is_decided=bool(outcome),
        says=row.cells["says"],
        does_not_say=row.cells["does_not_say"],
    )


def _refuse(row: Row, column: str, expected: str) -> BadTerms:
    return row.refuse(
        BadTerms,
        f"{row.cells[column]!r} does not agree with the rest of the table.",
        column=column,
        expected=expected,
        do="Correct the row as decisions/0008 describes",
    )
