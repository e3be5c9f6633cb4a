"""Cells of an Excel workbook; formulas are refused, never computed."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from parentdata.intake.refusals import (
    UNWRITTEN,
    EmptyFile,
    Fault,
    FormulaCell,
    NoResponses,
    TooLarge,
    UnreadableFile,
    refuse_cells,
)

# A worksheet of 100,000 respondents and 100 columns is about 350 MB of XML.
MAX_UNPACKED_BYTES = 512 * 1024**2


def read_xlsx_cells(path: Path) -> pd.DataFrame:
    """Read every cell of a workbook's one filled worksheet as text.

    Returns
    -------
    DataFrame of text, shape (rows, columns)
        The header lines included; its index counts rows as the spreadsheet does, from 1. Whole
        numbers have no decimal point.

    Raises
    ------
    UnreadableFile
        The file is cut short, damaged, or no workbook.
    TooLarge
        It would unpack to more than `MAX_UNPACKED_BYTES`.
    NoResponses
        More than one worksheet holds something.
    EmptyFile
        None does.
    FormulaCell
        A cell holds a formula or an error value.
    """
    _refuse_bombs(path)
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=False)
            sheets = [_read_sheet(sheet, file=path) for sheet in book.worksheets]
            book.close()
    except (FormulaCell, UnreadableFile):
        raise
    except Exception as error:
        # openpyxl raises whatever its parsers raise: KeyError, ParseError, BadZipFile, TypeError.
        raise _report_damage(path, error) from error
    filled = [sheet for sheet in sheets if not sheet.empty]
    if len(filled) > 1:
        raise NoResponses(
            f"{len(filled)} worksheets of the workbook hold something.",
            file=path,
            expected="the responses in one worksheet, and no other",
            do=f"Ask for the worksheet of responses as a file of its own; {UNWRITTEN}.",
        )
    if not filled:
        raise EmptyFile(
            "the workbook is empty.",
            file=path,
            expected="a header line and a row per respondent",
            do=f"Have the file exported again; {UNWRITTEN}.",
        )
    return filled[0]


def _refuse_bombs(path: Path) -> None:
    # zipfile never unpacks more of a part than its directory declares, so the sum is a bound.
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            is_typed = any(_declares_types(packed, part) for part in packed.infolist())
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise _report_damage(path, error) from error
    if unpacked > MAX_UNPACKED_BYTES or is_typed:
        raise TooLarge(
            f"the workbook unpacks to {unpacked / 1024**2:.0f} MB"
            + (", and defines XML entities that may grow." if is_typed else "."),
            file=path,
            expected=f"at most {MAX_UNPACKED_BYTES / 1024**2:.0f} MB, without XML entities",
            do=f"Find out where the file comes from; export real responses as CSV; {UNWRITTEN}.",
        )


def _declares_types(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.endswith((".xml", ".rels")):
        return False
    with packed.open(part) as file:
        return b"<!DOCTYPE" in file.read(2048)


def _read_sheet(sheet, *, file: Path) -> pd.DataFrame:
    sheet.reset_dimensions()  # the size that a file declares may be wrong
    formulas: list[Fault] = []
    rows = [[_read_cell(cell, formulas) for cell in row] for row in sheet.iter_rows()]
    if formulas:
        raise refuse_cells(
            FormulaCell,
            formulas,
            "cells hold a formula or an error value",
            file=file,
            expected="answers as typed, nothing computed",
            do="Replace the formulas by what was answered, at the source",
        )
    cells = pd.DataFrame(rows, dtype=str).fillna("")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells if (cells != "").any(axis=None) else pd.DataFrame()


def _read_cell(cell: Cell, formulas: list[Fault]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        formulas.append(Fault(cell.row, get_column_letter(cell.column), value))
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return unescape(value) if isinstance(value, str) else str(value)


def _report_damage(path: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile(
        f"the workbook cannot be read ({type(error).__name__}: {' '.join(str(error).split())}).",
        file=path,
        expected="a whole .xlsx workbook",
        do=f"It may have been cut short in copying: fetch it again; {UNWRITTEN}.",
    )
