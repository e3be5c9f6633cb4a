"""Read a list of public requests, as Data to Insight's scraper of disclosure sites writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from parentdata.foi.refusals import BadCell, BadDate, DuplicateRequest, UnknownStatus
from parentdata.foi.terms import Term
from parentdata.intake.refusals import BadTable
from parentdata.intake.rows import NOT_WRITTEN, Row, pick_rows

# Columns that are used; the others (one of them holds markup) are passed over unread.
USED = ("Status", "Request Date", "Authority Name", "Request Title", "Request URL", "Source")
LIST_COLUMNS = (
    "request_id", "authority", "gss_code", "sent_date", "is_sent_date", "route", "status",
    "outcome", "title", "address",
)  # fmt: skip
# By the source that the list names. A council's own log has no route: it is where it was found.
ROUTES = {"WhatDoTheyKnow": "whatdotheyknow"}
# What an address points at when it does not point at the whole request: a later message, whose
# day the list then gives. Held against the study's own 40 requests, of which five are so listed.
MESSAGES = ("incoming", "outgoing", "comment")

_ADDRESS = re.compile(
    r"https://www\.whatdotheyknow\.com/request/(?P<slug>[a-z0-9_]+)(?:#(?P<message>[a-z]+)-[0-9]+)?"
    r"|https://[a-z0-9.-]+/\S*[?/](?:id=)?(?P<other>[A-Za-z0-9_-]+)"
)


def read_csc_list(path: Path, terms: Mapping[str, Term], *, closed: date) -> pd.DataFrame:
    """Read a list of requests with statuses, and give each status its official outcome.

    Parameters
    ----------
    path : Path
        A CSV with the columns `USED`, in any order, and any others.
    terms : dict of status to Term
        The one table that maps statuses (`parentdata.foi.terms.read_terms`).
    closed : date
        When the list was taken; no date may be later.

    Returns
    -------
    DataFrame with the columns `LIST_COLUMNS`, one row per request, in the order of the file
        `request_id` is the end of the request's address; `sent_date` is the listed day, and
        `is_sent_date` says whether it is that of the request; `outcome` is missing where the
        status has none (decisions/0008).

    Raises
    ------
    BadTable, EmptyFile, NotText, RaggedRow
        A column is missing or doubled, there are no rows, or as `read_csv_cells`.
    BadCell, BadDate, UnknownStatus, DuplicateRequest
        The first row, from the top, that is not as expected.
    """
    seen: dict[str, int] = {}
    read = []
    for row in _read_rows(path):
        request = _read_request(row, terms, closed)
        before = seen.setdefault(request["request_id"], row.number)
        if before != row.number:
            raise row.refuse(
                DuplicateRequest,
                f"the request stands in row {before} too.",
                column="Request URL",
                expected="one row a request",
                do="Remove the row that does not belong",
            )
        read.append(request)
    return pd.DataFrame(read, columns=list(LIST_COLUMNS))


def _read_rows(path: Path) -> list[Row]:
    def refuse(came: str, column: str | None) -> BadTable:
        return BadTable(
            came,
            file=path,
            row=1 if column else None,
            column=column,
            expected=f"a CSV with the columns {', '.join(USED)}, and any others",
            do=f"Take the list again; {NOT_WRITTEN}.",
        )

    rows = pick_rows(path, columns=USED, refuse=refuse)
    if not rows:
        raise refuse("the list holds no request.", None)
    return rows


def _refuse(row: Row, column: str, expected: str) -> BadCell:
    cell = row.cells[column]
    came = f"the cell holds {cell!r}." if cell else "the cell is blank."
    do = "Correct the cell from the request's public page"
    return row.refuse(BadCell, came, column=column, expected=expected, do=do)


def _read_request(row: Row, terms: Mapping[str, Term], closed: date) -> dict:
    cells = row.cells
    address = _ADDRESS.fullmatch(cells["Request URL"])
    if not address or address["message"] not in (None, *MESSAGES):
        raise _refuse(row, "Request URL", "the address of one request, beginning with https://")
    if not re.fullmatch(r"[^\s=+\-@\x00-\x1f][^\x00-\x1f]*", cells["Authority Name"]):
        raise _refuse(row, "Authority Name", "a name, no formula")
    if cells["Status"] not in terms:
        raise row.refuse(
            UnknownStatus,
            f"{cells['Status']!r} is not a status that is mapped to an outcome.",
            column="Status",
            expected=f"one of {', '.join(terms)}",
            do="Add the status to outcome-terms.csv as decisions/0008 describes",
        )
    return {
        "request_id": address["slug"] or address["other"],
        "authority": cells["Authority Name"],
        "gss_code": "",
        "sent_date": _read_date(row, closed),
        "is_sent_date": address["message"] is None,
        "route": ROUTES.get(cells["Source"]),
        "status": cells["Status"],
        "outcome": terms[cells["Status"]].outcome or None,
        "title": cells["Request Title"],
        "address": cells["Request URL"],
    }


def _read_date(row: Row, closed: date) -> pd.Timestamp:
    cell = row.cells["Request Date"]
    try:
        is_form = re.fullmatch(r"[0-9]{2}/[0-9]{2}/[0-9]{4}", cell)
        day = datetime.strptime(cell, "%d/%m/%Y").date() if is_form else None
    except ValueError:
        day = None
    if day is None or day > closed:
        raise row.refuse(
            BadDate,
            f"the date is {cell!r}.",
            column="Request Date",
            expected=f"a date as day/month/year, no later than {closed.isoformat()}, when the "
            "list was taken",
            do="Correct the date from the request's public page",
        )
    return pd.Timestamp(day)
