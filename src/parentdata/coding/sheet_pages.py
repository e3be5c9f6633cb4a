"""What a coder reads in a coding sheet: instructions, the codes, and the texts."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from parentdata.coding.codebook import Code, Codebook
from parentdata.coding.sheet_cells import (
    BOLD,
    NUMBER,
    UNIT_EDGE,
    fit_height,
    open_cell,
    write_head,
    write_text,
)
from parentdata.coding.sheet_layout import (
    CODES_COLUMNS,
    FINISHED_CELL,
    FINISHED_LABEL,
    INSTRUCTIONS,
    TEXTS_COLUMNS,
)
from parentdata.coding.units import Unit, Units

# A cell holds 32,767 characters; programs show far fewer in one line.
LONGEST_LINE = 8_000
READ_ME_WIDTH = 100


def fill_read_me(sheet: Worksheet, codebook: Codebook, coder: str) -> None:
    """Say whose sheet it is and how it is filled in; one cell takes the day of coding."""
    version = codebook.version
    for row, (label, text) in enumerate(
        (
            ("Study", codebook.study),
            ("Title", codebook.title),
            ("Unit", codebook.unit),
            ("Codebook", f"version {version.number} of {version.date} ({codebook.stamp})"),
            ("Coder", coder),
        ),
        start=1,
    ):
        sheet.cell(row, 1, label).font = BOLD
        write_text(sheet.cell(row, 2), text)
    sheet[FINISHED_CELL].offset(0, -1).value = FINISHED_LABEL
    sheet[FINISHED_CELL].offset(0, -1).font = BOLD
    open_cell(sheet[FINISHED_CELL])
    for row, text in enumerate(INSTRUCTIONS, start=10):
        write_text(sheet.cell(row, 2), text)
        fit_height(sheet, row, [(text, READ_ME_WIDTH)])
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = READ_ME_WIDTH


def fill_texts(sheet: Worksheet, units: Units) -> dict[str, int]:
    """Write every document line by line; give the row where each begins."""
    write_head(sheet, TEXTS_COLUMNS)
    places: dict[str, int] = {}
    row = 1
    for unit in units.values():
        places[unit.unit_id] = row + 1
        for start, line in _cut_lines(unit):
            row += 1
            write_text(sheet.cell(row, 1), unit.unit_id)
            sheet.cell(row, 2, start).alignment = NUMBER
            write_text(sheet.cell(row, 3), line)
            fit_height(sheet, row, [(line, TEXTS_COLUMNS[2][1])])
            if row == places[unit.unit_id]:
                for column in (1, 2, 3):
                    sheet.cell(row, column).border = UNIT_EDGE
    return places


def _cut_lines(unit: Unit) -> Iterator[tuple[int, str]]:
    """Lines that hold something, with the characters before them; long ones in pieces."""
    start = 0
    for line in unit.text.splitlines(keepends=True):
        for place in range(0, len(line), LONGEST_LINE):
            piece = line[place : place + LONGEST_LINE].rstrip()
            if piece:
                yield start + place, piece
        start += len(line)


def name_group(code: Code, codebook: Codebook) -> str:
    """Label of the group that a code is in."""
    return codebook.by_id[code.parent].label if code.parent else ""


def fill_codes(sheet: Worksheet, codebook: Codebook) -> None:
    """Write what each code means."""
    write_head(sheet, CODES_COLUMNS)
    for row, code in enumerate(codebook.leaves, start=2):
        asked = f"{code.question}: {codebook.questions[code.question]}" if code.question else ""
        told = (
            name_group(code, codebook), code.id, code.label, asked, ", ".join(code.allowed),
            code.definition, code.include, code.exclude, code.example,
        )  # fmt: skip
        for place, text in enumerate(told, start=1):
            write_text(sheet.cell(row, place), text or "")
        widths = [width for _, width in CODES_COLUMNS]
        fit_height(
            sheet, row, [(text or "", width) for text, width in zip(told, widths, strict=True)]
        )
