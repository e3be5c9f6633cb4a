"""Cells of a coding sheet: locked or open, and text that stays text."""

from __future__ import annotations

import math
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_WRAP = Alignment(wrap_text=True, vertical="top")
NUMBER = Alignment(horizontal="center", vertical="top")
BOLD = Font(bold=True)
UNIT_EDGE = Border(top=Side(style="medium"))
_HEAD = PatternFill("solid", fgColor="FFD9E2EC")
_OPEN = PatternFill("solid", fgColor="FFFFFBE6")
# What is typed stays as it is typed: no program turns it into a date or a formula.
_AS_TYPED = "@"
_LINE_POINTS = 15
# By name: giving a cell fonts and fills one by one takes five times as long.
_LOCKED_STYLE, _OPEN_STYLE = "Handed out", "To fill in"


def add_styles(book: Workbook) -> None:
    """Define the looks of cells that are handed out and of those that coders fill in."""
    plain = Font(name="Calibri", size=11)
    book.add_named_style(NamedStyle(_LOCKED_STYLE, font=plain, alignment=_WRAP))
    book.add_named_style(
        NamedStyle(
            _OPEN_STYLE,
            font=plain,
            fill=_OPEN,
            alignment=_WRAP,
            number_format=_AS_TYPED,
            protection=Protection(locked=False),
        )
    )


def lock_sheet(sheet: Worksheet) -> None:
    """Lock every cell that is not open, without a password."""
    sheet.protection.sheet = True
    # In a protection, False is what stays allowed.
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def write_text(cell: Cell, text: str) -> None:
    """Write text as text, whatever it begins with; a cell cannot hold control characters."""
    # Each is replaced by one space, so that characters are still counted as in the document.
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)
    cell.data_type = "s"
    cell.style = _LOCKED_STYLE


def write_head(sheet: Worksheet, columns: Iterable[tuple[str, int]]) -> None:
    """Write the first row, which stays in sight, and set the columns' widths."""
    for place, (title, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, place, title)
        cell.font, cell.fill, cell.alignment = BOLD, _HEAD, _WRAP
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def open_cell(cell: Cell) -> None:
    """Let coders write into a cell."""
    cell.style = _OPEN_STYLE


def fit_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as the longest of its texts needs in its column's width.

    Some programs show wrapped text on one line until a row is touched.
    """
    lines = [
        sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
        for text, width in texts
    ]
    sheet.row_dimensions[row].height = _LINE_POINTS * max(lines)
