"""The cells of a coding sheet as text; a formula in one of them is refused, never computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from parentdata.coding.refusals import ChangedKeys, NotACodingSheet
from parentdata.coding.sheet_key import SheetKey, parse_key
from parentdata.coding.sheet_layout import (
    CODING,
    CODING_COLUMNS,
    FINISHED_CELL,
    KEY,
    LAYOUT,
    READ_ME,
    TITLES,
)
from parentdata.coding.workbook_file import open_workbook
from parentdata.intake.refusals import UNWRITTEN, Fault, FormulaCell, refuse_cells


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row of the worksheet `Coding`: its number, and its cells by the columns' names."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class SheetCells:
    """What a coding sheet holds, unchecked; `finished` is the day of coding, or blank."""

    key: SheetKey
    finished: str
    rows: list[SheetRow]


def read_cells(path: Path) -> SheetCells:
    """Read the text of a coding sheet.

    Raises
    ------
    NotACodingSheet
        A worksheet is missing, or the hidden one is not what this project writes.
    ChangedKeys
        The first row of the worksheet `Coding` has other titles.
    FormulaCell
        A cell holds a formula or an error value.
    And as `open_workbook`.
    """
    book = open_workbook(path)
    try:
        missing = [name for name in (READ_ME, CODING, KEY) if name not in book.sheetnames]
        if missing:
            raise _refuse_sheet(path, f"there is no worksheet {missing[0]!r}.")
        formulas: list[Fault] = []
        key = _read_key(path, list(_read_texts(book[KEY], formulas)))
        finished = _read_one(book[READ_ME], FINISHED_CELL, formulas)
        grid = list(_read_texts(book[CODING], formulas))
    finally:
        book.close()
    if formulas:
        raise refuse_cells(
            FormulaCell,
            formulas,
            "cells hold a formula or an error value",
            file=path,
            expected="answers, quotes and notes as typed",
            do="Have the coder replace each by what it should say",
        )
    return SheetCells(key=key, finished=finished, rows=_name_cells(path, grid))


def _read_texts(sheet, formulas: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # the size that a file declares may be wrong
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_read_text(cell, formulas) for cell in row]
        if any(texts):
            yield number, texts


def _read_one(sheet, place: str, formulas: list[Fault]) -> str:
    return _read_text(sheet[place], formulas)


def _read_text(cell, formulas: list[Fault]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        formulas.append(Fault(cell.row, get_column_letter(cell.column), value))
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return unescape(value).strip() if isinstance(value, str) else str(value)


def _read_key(path: Path, grid: Sequence[tuple[int, list[str]]]) -> SheetKey:
    rows = [[*texts, "", "", ""][:3] for _, texts in grid]
    try:
        key = parse_key((kind, name, content) for kind, name, content in rows)
    except KeyError as error:
        raise _refuse_sheet(path, f"its hidden worksheet does not say its {error}.") from error
    if key.layout != LAYOUT:
        raise _refuse_sheet(path, f"it is of another make ({key.layout!r}).")
    return key


def _refuse_sheet(path: Path, came: str) -> NotACodingSheet:
    return NotACodingSheet(
        came,
        file=path,
        expected="a workbook that `python -m parentdata foi sheet` wrote, with all its worksheets",
        do=f"Ask the coder for the file that was handed out and filled in; {UNWRITTEN}.",
    )


def _name_cells(path: Path, grid: list[tuple[int, list[str]]]) -> list[SheetRow]:
    number, titles = grid[0] if grid else (1, [])
    if tuple(filter(None, titles)) != TITLES or number != 1:
        raise ChangedKeys(
            f"the first row of {CODING!r} reads {', '.join(titles) or 'nothing'}.",
            file=path,
            row=1,
            expected=", ".join(TITLES),
            do=f"Restore the titles as they were handed out; {UNWRITTEN}.",
        )
    names = [column.name for column in CODING_COLUMNS]
    rows = []
    for number, texts in grid[1:]:
        beyond = [text for text in texts[len(names) :] if text]
        if beyond:
            raise ChangedKeys(
                f"{beyond[0]!r} stands beside the table.",
                file=path,
                row=number,
                expected=f"nothing to the right of the column {TITLES[-1]!r}",
                do=f"Have the coder move it into the column {TITLES[-1]!r}; {UNWRITTEN}.",
            )
        padded = texts + [""] * (len(names) - len(texts))
        rows.append(SheetRow(number=number, cells=dict(zip(names, padded, strict=False))))
    return rows
