"""The coding sheet: a workbook for one coder, with a drop-down list for every answer."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from parentdata.coding.codebook import Codebook
from parentdata.coding.sheet_cells import (
    UNIT_EDGE,
    add_styles,
    lock_sheet,
    open_cell,
    write_head,
    write_text,
)
from parentdata.coding.sheet_key import make_key
from parentdata.coding.sheet_layout import (
    CANNOT_TELL,
    CODES,
    CODING,
    CODING_COLUMNS,
    KEY,
    OPEN_COLUMNS,
    READ_ME,
    TEXTS,
    TITLES,
)
from parentdata.coding.sheet_pages import fill_codes, fill_read_me, fill_texts, name_group
from parentdata.coding.units import Units

# What is filled in already: by unit and code, the cells of a judgement.
Answers = Mapping[tuple[str, str], Mapping[str, str]]


def make_sheet(
    codebook: Codebook, units: Units, *, coder: str, answers: Answers | None = None
) -> bytes:
    """Make the workbook in which one coder judges every unit by every code.

    Parameters
    ----------
    codebook : Codebook
    units : mapping of unit id to Unit
        A row per unit and code that is coded, unit after unit.
    coder : str
        Whose sheet it is; no other coder's answers are in it.
    answers : mapping of (unit id, code) to cells of a judgement, optional
        The coder's own from an earlier sheet, where the code has not changed.

    Returns
    -------
    bytes of an .xlsx file
        Sheets to read (instructions, codes, texts), one to fill in, and a hidden one with the
        codebook's stamp and digests. Everything but answers is locked, without a password: the
        lock guards against slips; what it guards is checked again when the sheet is read.
    """
    book = Workbook()
    book.properties.creator = "parentdata"
    add_styles(book)
    first = book.active
    first.title = READ_ME
    fill_read_me(first, codebook, coder)
    coding, codes, texts, key = (book.create_sheet(name) for name in (CODING, CODES, TEXTS, KEY))
    places = fill_texts(texts, units)
    fill_codes(codes, codebook)
    _fill_coding(coding, codebook, units, places, answers or {})
    for row in make_key(codebook, units, coder=coder).list_rows():
        key.append(row)
    key.sheet_state = "veryHidden"
    for sheet in (first, coding, codes, texts, key):
        lock_sheet(sheet)
    book.security = WorkbookProtection(lockStructure=True)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _fill_coding(
    sheet: Worksheet, codebook: Codebook, units: Units, places: Mapping[str, int], answers: Answers
) -> None:
    write_head(sheet, ((column.title, column.width) for column in CODING_COLUMNS))
    sheet.freeze_panes = "E2"
    row = 1
    for unit_id in units:
        for number, code in enumerate(codebook.leaves):
            row += 1
            known = {
                "unit_id": unit_id,
                "group": name_group(code, codebook),
                "code": code.id,
                "label": code.label,
            }
            _fill_row(sheet, row, known | dict(answers.get((unit_id, code.id), {})))
            if number == 0:
                _mark_unit(sheet, row, places[unit_id])
    _add_lists(sheet, codebook, row)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(TITLES))}{row}"


def _fill_row(sheet: Worksheet, row: int, known: Mapping[str, str]) -> None:
    for place, column in enumerate(CODING_COLUMNS, start=1):
        cell = sheet.cell(row, place)
        if known.get(column.name):
            write_text(cell, known[column.name])
        if column.name in OPEN_COLUMNS:
            open_cell(cell)


def _mark_unit(sheet: Worksheet, row: int, place: int) -> None:
    """Draw a line above a unit's first row, and link it to the unit's text."""
    for column in range(1, len(TITLES) + 1):
        sheet.cell(row, column).border = UNIT_EDGE
    link = Hyperlink(ref=f"A{row}", location=f"'{TEXTS}'!A{place}", tooltip="Go to the text")
    sheet.cell(row, 1).hyperlink = link
    sheet.cell(row, 1).font = Font(underline="single", color="FF1F4E79")


def _add_lists(sheet: Worksheet, codebook: Codebook, last: int) -> None:
    """Give every answer the list of its code's values, in one rule per distinct list."""
    column = get_column_letter(TITLES.index("answer") + 1)
    rules: dict[tuple[str, ...], DataValidation] = {}
    kinds = (
        codebook.leaves[(row - 2) % len(codebook.leaves)].allowed for row in range(2, last + 1)
    )
    for allowed, rows in groupby(enumerate(kinds, start=2), key=lambda pair: pair[1]):
        numbers = [row for row, _ in rows]
        rule = rules.setdefault(allowed, _make_list(allowed))
        rule.add(f"{column}{numbers[0]}:{column}{numbers[-1]}")
    for rule in rules.values():
        sheet.add_data_validation(rule)


def _make_list(allowed: tuple[str, ...]) -> DataValidation:
    offered = ",".join((*allowed, CANNOT_TELL))
    return DataValidation(
        type="list",
        formula1=f'"{offered}"',
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle="Not an answer of this code",
        error=f"Choose one of: {offered.replace(',', ', ')}",
    )
