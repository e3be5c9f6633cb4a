"""The units of a study from its folder: a table that lists them, and their documents."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path, PurePosixPath

from parentdata.coding.refusals import AlteredDocument, BadDocument, BadUnits
from parentdata.coding.units import Unit
from parentdata.intake.rows import Row, read_rows

RESPONSES_FILE = "responses.csv"
RESPONSE_COLUMNS = (
    "response_id",
    "request_id",
    "file",
    "sha256",
    "received_date",
    "outcome",
    "exemptions",
)
UNITS_FILE = "units.csv"
UNIT_COLUMNS = ("unit_id", "file", "sha256", "from_date")
# A study of requests lists its responses; any other lists its units.
_SOURCES = {
    RESPONSES_FILE: (RESPONSE_COLUMNS, "request_id", "received_date"),
    UNITS_FILE: (UNIT_COLUMNS, "unit_id", "from_date"),
}

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def load_units(folder: Path) -> dict[str, Unit]:
    """Read the units of a study and their documents.

    Parameters
    ----------
    folder : Path
        Holds responses.csv (units are requests that were answered) or units.csv (columns
        `UNIT_COLUMNS`), and the documents that it names.

    Returns
    -------
    dict of unit id to Unit, in the order of the ids

    Raises
    ------
    BadUnits
        Neither table is there, or both; an id, date or file name is none; an id stands twice.
    BadDocument
        A document is absent, outside the folder, empty, or not UTF-8.
    AlteredDocument
        A document's SHA-256 is not the one that is listed: spans may have moved.
    BadTable
        As `parentdata.intake.rows.read_rows`.
    """
    listed = [name for name in _SOURCES if (folder / name).exists()]
    if len(listed) != 1:
        raise BadUnits(
            f"the folder holds {' and '.join(listed) or 'no list of units'}.",
            file=folder,
            expected=f"either {RESPONSES_FILE} or {UNITS_FILE}",
            do="Put the one that belongs to the study there; nothing was written.",
        )
    columns, id_column, date_column = _SOURCES[listed[0]]
    units: dict[str, Unit] = {}
    for row in read_rows(folder / listed[0], columns=columns):
        unit_id = row.cells[id_column]
        if not _ID.fullmatch(unit_id) or unit_id in units:
            came = f"{unit_id!r} stands twice." if unit_id in units else f"{unit_id!r} is no id."
            raise row.refuse(
                BadUnits, came, column=id_column, expected="an id, in one row of the table",
                do="Correct the id; join the parts of a reply to one document",
            )  # fmt: skip
        units[unit_id] = _read_unit(row, unit_id, _read_date(row, date_column))
    return dict(sorted(units.items()))


def _read_unit(row: Row, unit_id: str, from_date: date) -> Unit:
    name = row.cells["file"]
    content = _read_document(row, name)
    digest = hashlib.sha256(content).hexdigest()
    if digest != row.cells["sha256"]:
        raise row.refuse(
            AlteredDocument,
            f"{name} is not the file that was listed: its SHA-256 is {digest}.",
            column="sha256",
            expected=f"{row.cells['sha256']}, as listed",
            do="Restore the document as it was coded; spans count its characters",
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse_document(row, f"{name} is not UTF-8 ({error.reason}).") from error
    if not text.strip():
        raise _refuse_document(row, f"{name} is empty.")
    return Unit(unit_id=unit_id, text=text, from_date=from_date, file=name, sha256=digest)


def _read_document(row: Row, name: str) -> bytes:
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or "\\" in name:
        raise _refuse_document(row, f"{name!r} is not the name of a file inside the folder.")
    try:
        return (row.file.parent / name).read_bytes()
    except OSError as error:
        raise _refuse_document(row, f"{name} cannot be read: {error.strerror}.") from error


def _refuse_document(row: Row, came: str) -> BadDocument:
    return row.refuse(
        BadDocument,
        came,
        column="file",
        expected="a UTF-8 text file inside the study's folder",
        do="Put the document there, or correct its name",
    )


def _read_date(row: Row, column: str) -> date:
    written = row.cells[column]
    try:
        if not _ISO_DATE.fullmatch(written):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError as error:
        raise row.refuse(
            BadUnits, f"{written!r} is no date.", column=column,
            expected="a date such as 2021-11-02", do="Correct the date",
        ) from error  # fmt: skip
