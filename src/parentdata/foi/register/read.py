"""Read what was asked, what happened, and what came: three tables, each checked row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.foi.outcomes import OUTCOMES
from parentdata.foi.register.events import EVENTS
from parentdata.foi.register.refusals import BadRequestDate, BadRequestRow, DoubledRow
from parentdata.intake.rows import Row, read_rows

REQUEST_COLUMNS = (
    "request_id", "authority", "gss_code", "sent_date", "route", "is_programme", "batch",
)  # fmt: skip
EVENT_COLUMNS = ("request_id", "event_date", "event", "note")
RESPONSE_COLUMNS = (
    "response_id", "request_id", "file", "sha256", "received_date", "outcome", "exemptions",
)  # fmt: skip
ROUTES = {"whatdotheyknow": "WhatDoTheyKnow", "email": "E-mail", "web_form": "Web form"}
BATCHES = {"great_britain": "Great Britain", "northern_ireland": "Northern Ireland"}
ANSWERED = tuple(name for name in OUTCOMES if name != "no_response")

_ID = (r"[A-Za-z][A-Za-z0-9_-]*", "an id such as R001")
_EXPECTED = {
    "request_id": _ID,
    "response_id": _ID,
    "authority": (r"[^\s=+\-@\x00-\x1f][^\x00-\x1f]*", "a name as it was written, no formula"),
    "gss_code": (r"[A-Z0-9]*", "a code, or blank"),
    "route": ("|".join(ROUTES), f"one of {', '.join(ROUTES)}"),
    "is_programme": ("true|false", "true or false"),
    "batch": ("|".join(BATCHES), f"one of {', '.join(BATCHES)}"),
    "event": ("|".join(EVENTS), f"one of {', '.join(EVENTS)}"),
    "note": (r"([^=+\-@\x00-\x1f][^\x00-\x1f]*)?", "words, no formula, or blank"),
    # Inside the study's folder: no absolute path and none that climbs out.
    "file": (r"(?!\.)[\w .-]+(/(?!\.)[\w .-]+)*", "a path inside the study's folder"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
    "outcome": ("|".join(ANSWERED), f"one of {', '.join(ANSWERED)}; no reply is no row"),
    "exemptions": (r"(s[0-9]+[0-9a-zA-Z()]*(;s[0-9]+[0-9a-zA-Z()]*)*)?",
                   "sections joined by semicolons, such as s12;s43(2), or blank"),
}  # fmt: skip


def read_requests(path: Path, *, closed: date) -> pd.DataFrame:
    """Read requests.csv: one row per request, `sent_date` no later than `closed`.

    Returns
    -------
    DataFrame with the columns `REQUEST_COLUMNS`
        `sent_date` is a date and `is_programme` true or false.

    Raises
    ------
    BadRequestRow, BadRequestDate, DoubledRow
        The first cell that is not as expected; a request that stands twice.
    BadTable, EmptyFile, NotText, RaggedRow
        As `parentdata.intake.rows.read_rows`.
    """
    rows = read_rows(path, columns=REQUEST_COLUMNS)
    _check(rows, unique=("request_id",))
    requests = _make_frame(rows, REQUEST_COLUMNS, days={"sent_date": closed})
    return requests.assign(is_programme=requests["is_programme"].eq("true"))


def read_events(path: Path, *, closed: date) -> pd.DataFrame:
    """Read events.csv: what happened to each request after it was sent; raises as `read_requests`.

    Returns
    -------
    DataFrame with the columns `EVENT_COLUMNS` and `row`, the row in the file.
    """
    rows = read_rows(path, columns=EVENT_COLUMNS)
    _check(rows, unique=("request_id", "event_date", "event"))
    return _make_frame(rows, EVENT_COLUMNS, days={"event_date": closed})


def read_responses(path: Path, *, closed: date) -> pd.DataFrame:
    """Read responses.csv: what each reply is and where its file lies; raises as `read_requests`.

    Returns
    -------
    DataFrame with the columns `RESPONSE_COLUMNS` and `row`
    """
    rows = read_rows(path, columns=RESPONSE_COLUMNS)
    for unique in ("response_id", "request_id", "file"):
        _check(rows, unique=(unique,))
    return _make_frame(rows, RESPONSE_COLUMNS, days={"received_date": closed})


def read_date(row: Row, column: str, *, closed: date) -> pd.Timestamp:
    """Read an ISO date that is not after `closed`; `BadRequestDate` if it is none."""
    cell = row.cells[column]
    try:
        day = date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) else None
    except ValueError:
        day = None
    if day is None or day > closed:
        raise row.refuse(
            BadRequestDate,
            f"the date is {cell!r}." if day is None else f"{cell} lies in the future.",
            column=column,
            expected=f"an ISO date, no later than {closed.isoformat()}, when the list was taken",
            do="Correct the date from the correspondence",
        )
    return pd.Timestamp(day)


def _check(rows: Iterable[Row], *, unique: tuple[str, ...]) -> None:
    seen: dict[tuple, int] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if column in _EXPECTED and not re.fullmatch(_EXPECTED[column][0], cell):
                raise row.refuse(
                    BadRequestRow,
                    f"the cell holds {cell!r}." if cell else "the cell is blank.",
                    column=column,
                    expected=_EXPECTED[column][1],
                    do="Correct the cell from the correspondence",
                )
        key = tuple(row.cells[column] for column in unique)
        if seen.setdefault(key, row.number) != row.number:
            raise row.refuse(
                DoubledRow,
                f"{' '.join(key)} stands in row {seen[key]} too.",
                column=unique[0],
                expected=f"one row for each {', '.join(unique)}",
                do="Remove the row that does not belong",
            )


def _make_frame(rows: list[Row], columns: tuple[str, ...], days: dict[str, date]) -> pd.DataFrame:
    frame = pd.DataFrame([row.cells for row in rows], columns=list(columns))
    for column, closed in days.items():
        frame[column] = [read_date(row, column, closed=closed) for row in rows]
    return frame.assign(row=[row.number for row in rows])
