"""Coding sheets as they come back: the same keys, the same codebook, and every answer checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.codebook import Codebook
from parentdata.coding.columns import JUDGEMENT_COLUMNS
from parentdata.coding.faults import Fault, refuse_faults
from parentdata.coding.judgement_checks import find_faults
from parentdata.coding.judgements import type_judgements
from parentdata.coding.passages import find_places, show_place
from parentdata.coding.refusals import (
    AmbiguousQuote,
    NotAnswered,
    QuoteMoved,
    SpanOutside,
)
from parentdata.coding.sheet_checks import check_key, check_rows
from parentdata.coding.sheet_file import SheetCells, SheetRow, read_cells
from parentdata.coding.sheet_layout import CANNOT_TELL
from parentdata.coding.units import Unit, Units
from parentdata.intake.refusals import FAULTS_TOLD, shorten

_PASSAGE = ("quote", "start", "end")


def read_sheet(
    path: Path,
    *,
    codebook: Codebook,
    units: Units,
    coder: str,
    not_after: date,
    is_partial: bool = False,
) -> pd.DataFrame:
    """Read the answers of a coding sheet that a coder handed in.

    Parameters
    ----------
    path : Path
        The .xlsx file, as `make_sheet` made it and a coder filled it in.
    codebook : Codebook
    units : mapping of unit id to Unit
    coder : str
        Whose sheet it must be.
    not_after : date
        Today.
    is_partial : bool
        Leave rows without an answer out; otherwise they are refused.

    Returns
    -------
    DataFrame
        As `check_judgements` returns it; quotes have their places in the documents.

    Raises
    ------
    BrokenArchive, ArchiveBomb, UnsafePath, UnsafeXml, BrokenXml, ActiveContent, UnreadableFile
        As `open_workbook`.
    NotACodingSheet, FormulaCell
        As `read_cells`.
    OtherCodebook, BadCoder, UnknownUnit, AlteredDocument, ChangedKeys
        As `check_key` and `check_rows`.
    FaultyJudgements
        Or the one subclass that all faults have in common: as `check_judgements`, or a row has no
        answer (`NotAnswered`), or its quote stands nowhere in the text (`QuoteMoved`) or in
        several places, which are told (`AmbiguousQuote`).
    """
    sheet = read_cells(path)
    check_key(sheet.key, codebook=codebook, units=units, coder=coder, file=path)
    check_rows(sheet.rows, sheet.key, file=path)
    cells, faults = _gather_answers(sheet, units, is_partial=is_partial)
    # A quote that was not found has no place; that is told once.
    told = {fault.row for fault in faults if fault.column in _PASSAGE}
    faults += [
        fault
        for fault in find_faults(cells, codebook=codebook, units=units, not_after=not_after)
        if not (fault.row in told and fault.column in _PASSAGE)
    ]
    if faults:
        raise refuse_faults(faults, file=path)
    return type_judgements(cells)


def _gather_answers(
    sheet: SheetCells, units: Units, *, is_partial: bool
) -> tuple[pd.DataFrame, list[Fault]]:
    """Take the answers out of a sheet, with the places of their quotes, and what is wrong."""
    faults: list[Fault] = []
    records: dict[int, dict[str, str]] = {}
    for row in sheet.rows:
        faults += _check_answered(row, is_partial=is_partial)
        if not row.cells["value"]:
            continue
        place, found = _locate(row, units[row.cells["unit_id"]])
        faults += found
        value, day = row.cells["value"], row.cells["coded_date"]
        records[row.number] = {
            **{name: row.cells.get(name, "") for name in JUDGEMENT_COLUMNS},
            **place,
            "value": "" if value == CANNOT_TELL else value,
            "coder": sheet.key.coder,
            "codebook_version": sheet.key.stamp,
            "coded_date": day or sheet.finished,
        }
    cells = pd.DataFrame(records.values(), list(records), JUDGEMENT_COLUMNS, dtype=str)
    return cells, faults


def _check_answered(row: SheetRow, *, is_partial: bool) -> Iterator[Fault]:
    if row.cells["value"]:
        return
    told = f"{row.cells['unit_id']} {row.cells['code']}"
    if any(row.cells[name] for name in (*_PASSAGE, "note")):
        yield Fault(row.number, "value", NotAnswered, f"{told}, though something stands beside it")
    elif not is_partial:
        yield Fault(row.number, "value", NotAnswered, told)


def _locate(row: SheetRow, unit: Unit) -> tuple[dict[str, str], list[Fault]]:
    """Find the passage of a row, by its quote, its offsets, or both; or what is wrong with it."""
    quote, start, end = (row.cells[name] for name in _PASSAGE)
    if not quote:
        return _take_offsets(row, unit, start, end)
    places = find_places(unit.text, quote)
    kept = [p for p in places if start in ("", str(p[0])) and end in ("", str(p[1]))]
    if len(kept) == 1:
        return _place(unit, *kept[0]), []
    if not places:
        came = f"{shorten(quote)} stands nowhere in {unit.unit_id}"
        return {}, [Fault(row.number, "quote", QuoteMoved, came)]
    if not kept:
        where = f"{start or '…'} to {end or '…'}"
        came = f"{shorten(quote)} is not at {where} but at {_show(unit, places)}"
        return {}, [Fault(row.number, "start", QuoteMoved, came)]
    came = f"{shorten(quote)} in {unit.unit_id}, at {_show(unit, kept)}: give its start"
    return {}, [Fault(row.number, "quote", AmbiguousQuote, came)]


def _take_offsets(
    row: SheetRow, unit: Unit, start: str, end: str
) -> tuple[dict[str, str], list[Fault]]:
    if not (start or end):
        return {}, []
    if start.isdecimal() and end.isdecimal() and int(end) <= len(unit.text):
        return _place(unit, int(start), int(end)), []
    came = f"from {start!r} to {end!r} of {len(unit.text)} characters"
    return {}, [Fault(row.number, "start", SpanOutside, came)]


def _place(unit: Unit, start: int, end: int) -> dict[str, str]:
    return {"start": str(start), "end": str(end), "quote": unit.text[start:end]}


def _show(unit: Unit, places: list[tuple[int, int]]) -> str:
    shown = ", ".join(show_place(unit.text, *place) for place in places[:FAULTS_TOLD])
    rest = len(places) - FAULTS_TOLD
    return shown + (f" and {rest} more" if rest > 0 else "")
