"""Judgements: what a coder decided of a unit by a code, and the passage that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.changes import list_changes_since
from parentdata.coding.codebook import PRESENT, Codebook
from parentdata.coding.columns import JUDGEMENT_COLUMNS, JUDGEMENT_KEY
from parentdata.coding.faults import Fault, refuse_faults
from parentdata.coding.refusals import (
    BadCoder,
    BadCodingDate,
    CodedTwice,
    FormulaText,
    NoPassage,
    OtherCodebook,
    QuoteMoved,
    RetiredCode,
    SpanOutside,
    UnknownCode,
    UnknownUnit,
    UnlistedValue,
)
from parentdata.coding.units import Unit, Units
from parentdata.intake.formulas import is_formula
from parentdata.intake.refusals import shorten
from parentdata.intake.rows import read_rows

# A pseudonym: no capitals, no spaces, so that a person's name is not written by habit.
CODER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_OFFSET = re.compile(r"[0-9]{1,9}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Cells = Mapping[str, str]


def read_judgements(path: Path) -> pd.DataFrame:
    """Read a CSV of judgements as text, unchecked.

    Returns
    -------
    DataFrame of str, columns `JUDGEMENT_COLUMNS`
        Blank cells are ""; the index is the row of the file.

    Raises
    ------
    BadTable, EmptyFile, NotText, RaggedRow
        As `parentdata.intake.rows.read_rows`.
    """
    rows = read_rows(path, columns=JUDGEMENT_COLUMNS)
    index = pd.Index([row.number for row in rows], name="row")
    return pd.DataFrame([row.cells for row in rows], index, JUDGEMENT_COLUMNS, dtype=str)


def check_judgements(
    cells: pd.DataFrame,
    *,
    codebook: Codebook,
    units: Units,
    not_after: date,
    coder: str | None = None,
    file: Path | str | None = None,
) -> pd.DataFrame:
    """Hold judgements against the codebook and the documents, and give them their types.

    Parameters
    ----------
    cells : DataFrame of str, columns `JUDGEMENT_COLUMNS`
        As read; the index is the row that faults are told by.
    codebook : Codebook
    units : mapping of unit id to Unit
    not_after : date
        Today, or the day on which the files were received.
    coder : str, optional
        Whose work alone this must be.
    file : Path or str, optional
        Named in refusals.

    Returns
    -------
    DataFrame, columns `JUDGEMENT_COLUMNS`, one row per unit, code and coder, sorted by these
        `start` and `end` are Int64; blank cells are missing. A missing value says that the
        coder could not tell.

    Raises
    ------
    OtherCodebook
        Some were coded by another version of the codebook; the codes that changed are named.
    FaultyJudgements
        Or the one subclass that all faults have in common. Every fault is counted, and the first
        few of each kind are told.
    """
    records = list(zip(cells.index, cells.to_dict("records"), strict=True))
    _refuse_other_codebook(records, codebook, file)
    faults = [
        fault
        for row, record in records
        for fault in _find_faults(int(row), record, codebook, units, not_after, coder)
    ]
    faults += _find_repeats(records)
    if faults:
        raise refuse_faults(faults, file=file)
    return type_judgements(cells)


def type_judgements(cells: pd.DataFrame) -> pd.DataFrame:
    """Give checked judgements their types: offsets as Int64, blank cells as missing."""
    table = cells[list(JUDGEMENT_COLUMNS)].astype(str)
    table = table.where(table != "")
    for name in ("start", "end"):
        table[name] = pd.to_numeric(table[name]).astype("Int64")
    return table.sort_values(list(JUDGEMENT_KEY), ignore_index=True)


def _refuse_other_codebook(
    records: list[tuple[int, Cells]], codebook: Codebook, file: Path | str | None
) -> None:
    others: dict[str, list[int]] = {}
    for row, record in records:
        if record["codebook_version"] != codebook.stamp:
            others.setdefault(record["codebook_version"], []).append(row)
    if not others:
        return
    told = "; ".join(
        f"{len(rows)} by {stamp or 'none that is named'} (row {rows[0]} the first)"
        f", since which {tell_changes(stamp, codebook)}"
        for stamp, rows in others.items()
    )
    raise OtherCodebook(
        f"judgements were made by another codebook: {told}.",
        file=file,
        row=min(rows[0] for rows in others.values()),
        column="codebook_version",
        expected=f"the present codebook, {codebook.stamp}",
        do="Code the changed codes again on a sheet of the present codebook; nothing was written.",
    )


def tell_changes(stamp: str, codebook: Codebook) -> str:
    """Say in words what changed in the codebook since a stamped version."""
    changes = list_changes_since(stamp, codebook)
    if changes:
        return changes.tell()
    return "the codebook was edited without a new number, so that it cannot say what changed"


def _find_faults(
    row: int,
    record: Cells,
    codebook: Codebook,
    units: Units,
    not_after: date,
    coder: str | None,
) -> Iterator[Fault]:
    yield from _check_code(row, record, codebook)
    yield from _check_coder(row, record, coder)
    for name in ("quote", "note"):
        if is_formula(record[name]):
            yield Fault(row, name, FormulaText, shorten(record[name]))
    unit = units.get(record["unit_id"])
    if unit is None:
        yield Fault(row, "unit_id", UnknownUnit, shorten(record["unit_id"]))
        return
    yield from _check_passage(row, record, unit.text)
    yield from _check_date(row, record, unit, not_after)


def _check_code(row: int, record: Cells, codebook: Codebook) -> Iterator[Fault]:
    name, value = record["code"], record["value"]
    code = codebook.by_id.get(name)
    if code is None:
        yield Fault(row, "code", UnknownCode, shorten(name))
    elif code.kind is None:
        yield Fault(row, "code", UnknownCode, f"{name!r} groups other codes")
    elif code.retired is not None:
        since, reason = code.retired.since, code.retired.reason
        yield Fault(row, "code", RetiredCode, f"{name!r}, since version {since}: {reason}")
    elif value and value not in code.allowed:
        allowed = ", ".join(code.allowed)
        yield Fault(row, "value", UnlistedValue, f"{shorten(value)} of {name!r} ({allowed})")


def _check_coder(row: int, record: Cells, coder: str | None) -> Iterator[Fault]:
    name = record["coder"]
    if not CODER.fullmatch(name):
        yield Fault(row, "coder", BadCoder, f"{shorten(name)} is no name such as coder-a")
    elif coder is not None and name != coder:
        yield Fault(row, "coder", BadCoder, f"{name!r} in the work of {coder!r}")


def _check_passage(row: int, record: Cells, text: str) -> Iterator[Fault]:
    start, end, quote = record["start"], record["end"], record["quote"]
    if not (start or end or quote):
        if record["value"] == PRESENT:
            yield Fault(row, "start", NoPassage, f"{record['code']!r} is present")
        return
    if not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end)):
        yield Fault(row, "start", SpanOutside, f"from {start!r} to {end!r}")
    elif not int(start) < int(end) <= len(text):
        yield Fault(row, "start", SpanOutside, f"{start} to {end} of {len(text)} characters")
    elif text[int(start) : int(end)] != quote:
        there = shorten(text[int(start) : int(end)])
        yield Fault(row, "quote", QuoteMoved, f"{shorten(quote)}, where {there} stands")


def _check_date(row: int, record: Cells, unit: Unit, not_after: date) -> Iterator[Fault]:
    written = record["coded_date"]
    coded = parse_date(written)
    if coded is None:
        yield Fault(row, "coded_date", BadCodingDate, f"{shorten(written)} is no ISO date")
    elif coded < unit.from_date:
        came = f"{written}, before there was anything to code ({unit.from_date})"
        yield Fault(row, "coded_date", BadCodingDate, came)
    elif coded > not_after:
        yield Fault(row, "coded_date", BadCodingDate, f"{written}, after {not_after}")


def parse_date(written: str) -> date | None:
    """Read an ISO date; None where it is none."""
    try:
        return date.fromisoformat(written) if _ISO_DATE.fullmatch(written) else None
    except ValueError:
        return None


def _find_repeats(records: list[tuple[int, Cells]]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row, record in records:
        key = tuple(record[name] for name in JUDGEMENT_KEY)
        first = seen.setdefault(key, row)
        if first != row:
            came = f"{' '.join(key)}, as in row {first}"
            yield Fault(row, "unit_id", CodedTwice, came)
