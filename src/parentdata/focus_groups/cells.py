"""Cells of the raw tables of the groups: dates, answers to yes or no, names of the plan."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from parentdata.focus_groups.refusals import BadCell
from parentdata.intake.rows import Row

FLAGS = {"true": True, "false": False, "": None}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_date(row: Row, column: str) -> date | None:
    """Read an ISO date, or nothing from a blank cell; `BadCell` otherwise."""
    written = row.cells[column]
    if not written:
        return None
    try:
        if not _ISO.fullmatch(written):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError as error:
        raise refuse_cell(row, column, "an ISO date such as 2021-03-09, or blank") from error


def read_flag(row: Row, column: str) -> bool | None:
    """Read true, false, or nothing from a blank cell; `BadCell` otherwise."""
    if row.cells[column] not in FLAGS:
        raise refuse_cell(row, column, "true, false or blank")
    return FLAGS[row.cells[column]]


def read_name(row: Row, column: str, names: Collection[str], *, may_be_blank: bool = False) -> str:
    """Read one of the plan's names; `BadCell` otherwise."""
    written = row.cells[column]
    if written not in names and not (may_be_blank and not written):
        blank = ", or blank" if may_be_blank else ""
        raise refuse_cell(row, column, f"one of {', '.join(names)}{blank}")
    return written


def read_pattern(row: Row, column: str, pattern: str, meaning: str) -> str:
    """Read an id of a stated form; `BadCell` otherwise."""
    if not re.fullmatch(pattern, row.cells[column]):
        raise refuse_cell(row, column, meaning)
    return row.cells[column]


def refuse_cell(row: Row, column: str, expected: str) -> BadCell:
    """Word the refusal of a cell by what should stand there."""
    cell = row.cells[column]
    return row.refuse(
        BadCell,
        f"the cell holds {cell!r}." if cell else "the cell is blank.",
        column=column,
        expected=expected,
        do="Correct the cell",
    )
