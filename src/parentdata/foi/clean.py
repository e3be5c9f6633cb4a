"""Check the public list of the study's own requests, and give each its official outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from parentdata.foi.outcomes import EVENTS
from parentdata.foi.refusals import BadCell, BadDate, DuplicateRequest, UnknownStatus
from parentdata.foi.terms import Term, read_terms
from parentdata.intake.rows import Row, read_rows
from parentdata.paths import written
from parentdata.provenance import check_folder, find_study
from parentdata.tables import write_table

STUDY = "foi-outcomes"
REQUEST_COLUMNS = (
    "request_number",
    "authority",
    "gss_code",
    "nation",
    "region",
    "authority_type",
    "event_date",
    "event",
    "wdtk_status",
    "request_url",
)
CLEAN_COLUMNS = (*REQUEST_COLUMNS[:-1], "outcome", "is_decided", "request_url", "data_status")
NATIONS = {"England": "E", "Northern Ireland": "N", "Scotland": "S", "Wales": "W"}

# A cell that a spreadsheet would read as a formula is no name of a place.
_NAME = r"[^\s=+\-@\x00-\x1f]([^\x00-\x1f]*[^\s])?"
_EXPECTED = {
    "request_number": (r"[1-9][0-9]*", "a whole number without leading zeros"),
    "authority": (_NAME, "a name, no formula, no spaces around it"),
    "gss_code": (r"([ENSW][0-9]{8})?", "a GSS code such as E06000053, or blank for a company"),
    "nation": ("|".join(NATIONS), f"one of {', '.join(NATIONS)}"),
    "region": (rf"({_NAME})?", "a name, no formula, no spaces around it"),
    "authority_type": (_NAME, "a name, no formula, no spaces around it"),
    "event": ("|".join(EVENTS), f"one of {', '.join(EVENTS)}"),
    "request_url": (
        r"https://www\.whatdotheyknow\.com/request/[a-z0-9_]+",
        "the address of a request on WhatDoTheyKnow, ending in the request number",
    ),
}


def clean_requests() -> pd.DataFrame:
    """Read outcomes.csv and outcome-terms.csv, check both, write requests.csv.

    Returns
    -------
    DataFrame with the columns `CLEAN_COLUMNS`, one row per request, sorted by request number.
        Values stand as received, blank cells as missing; `outcome` is missing where the status
        has none.

    Raises
    ------
    AbsentFile, UnlistedFile, AlteredFile
        As `parentdata.provenance.check_folder`.
    BadTable, BadTerms, EmptyFile, NotText, RaggedRow
        As `read_rows` and `read_terms`.
    BadCell, BadDate, UnknownStatus, DuplicateRequest
        The first cell, from the top, that is not as expected.
    CannotWrite
        As `parentdata.tables.write_table`.
    """
    folder = find_study(STUDY)
    origin = check_folder(folder)
    terms = read_terms(folder / "outcome-terms.csv")
    rows = read_rows(folder / "outcomes.csv", columns=REQUEST_COLUMNS)
    requests = pd.DataFrame(_check_rows(rows, terms=terms, accessed=origin.date_accessed))
    requests["data_status"] = origin.status
    requests = requests[list(CLEAN_COLUMNS)]
    write_table(requests, written(STUDY) / "requests.csv", key=["request_number"])
    return requests.sort_values("request_number", ignore_index=True)


def _check_rows(rows: list[Row], *, terms: dict[str, Term], accessed: date) -> Iterator[dict]:
    seen: dict[str, int] = {}
    for row in rows:
        for column in _EXPECTED:
            _check_cell(row, column)
        _check_agreement(row)
        _check_date(row, accessed)
        number, status = row.cells["request_number"], row.cells["wdtk_status"]
        if number in seen:
            raise row.refuse(
                DuplicateRequest,
                f"request {number} stands in row {seen[number]} too.",
                column="request_number",
                expected="one row a request",
                do="Remove the row that does not belong",
            )
        if status not in terms:
            raise row.refuse(
                UnknownStatus,
                f"{status!r} is not a status that is mapped to an outcome.",
                column="wdtk_status",
                expected=f"one of {', '.join(terms)}",
                do="Correct the status, or add it to outcome-terms.csv as decisions/0008 describes",
            )
        seen[number] = row.number
        term = terms[status]
        yield {
            **{column: cell or None for column, cell in row.cells.items()},
            "request_number": int(number),
            "outcome": term.outcome or None,
            "is_decided": term.is_decided,
        }


def _refuse(row: Row, column: str, expected: str) -> BadCell:
    cell = row.cells[column]
    return row.refuse(
        BadCell,
        f"the cell holds {cell!r}." if cell else "the cell is blank.",
        column=column,
        expected=expected,
        do="Correct the cell from the request's public page",
    )


def _check_cell(row: Row, column: str) -> None:
    pattern, expected = _EXPECTED[column]
    if not re.fullmatch(pattern, row.cells[column]):
        raise _refuse(row, column, expected)


def _check_agreement(row: Row) -> None:
    """Hold the cells of one request against one another."""
    cells = row.cells
    if not cells["request_url"].endswith(f"_{cells['request_number']}"):
        raise _refuse(row, "request_url", f"an address ending in _{cells['request_number']}")
    if cells["gss_code"] and not cells["gss_code"].startswith(NATIONS[cells["nation"]]):
        raise _refuse(row, "gss_code", f"a code of {cells['nation']}")
    if bool(cells["gss_code"]) != bool(cells["region"]):
        raise _refuse(row, "region", "a region for an authority with a GSS code, otherwise blank")


def _check_date(row: Row, accessed: date) -> None:
    cell = row.cells["event_date"]
    try:
        # fromisoformat alone would take 20210211 and 2021-W06-4 too.
        day = (
            date.fromisoformat(cell) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) else None
        )
    except ValueError:
        day = None
    if day is None or day > accessed:
        raise row.refuse(
            BadDate,
            f"the date is {cell!r}.",
            column="event_date",
            expected=f"an ISO date, no later than {accessed.isoformat()}, when the list was taken",
            do="Correct the date from the request's public page",
        )
