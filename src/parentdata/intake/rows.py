"""Read a small raw table of text, strictly: every row keeps its number in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parentdata.errors import Refusal
from parentdata.intake.csv_file import read_csv_cells
from parentdata.intake.refusals import BadTable

NOT_WRITTEN = "nothing was written"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a raw table.

    Attributes
    ----------
    file : Path
    number : int
        Row as a spreadsheet counts: the header is row 1.
    cells : dict of column name to text, as received
    """

    file: Path
    number: int
    cells: dict[str, str]

    def refuse(
        self, kind: type[Refusal], came: str, *, column: str, expected: str, do: str
    ) -> Refusal:
        """Word a refusal of one cell of this row."""
        return kind(
            came,
            file=self.file,
            row=self.number,
            column=column,
            expected=expected,
            do=f"{do}; {NOT_WRITTEN}.",
        )


def read_rows(path: Path, *, columns: Sequence[str]) -> list[Row]:
    """Read a CSV of text, columns in any order; lines that are blank throughout are no rows.

    Parameters
    ----------
    path : Path
        In any encoding that `parentdata.intake.csv_file` reads.
    columns : sequence of str
        The columns that must be there, and no others.

    Returns
    -------
    list of Row, in the order of the file; cells are not stripped, blank cells are "".

    Raises
    ------
    BadTable
        The file is absent or holds no row; a column is missing, extra or doubled.
    EmptyFile, NotText, RaggedRow
        As `read_csv_cells`.
    """
    try:
        cells = read_csv_cells(path)
    except OSError as error:
        raise _refuse(path, f"the file cannot be read: {error.strerror}.", "a CSV file") from error
    header = cells.iloc[0].tolist()
    _check_header(path, header, columns)
    rows = _take_rows(path, cells, header)
    if not rows:
        raise _refuse(path, "the table has a header and no rows.", "at least one row")
    return rows


def pick_rows(
    path: Path, *, columns: Sequence[str], refuse: Callable[[str, str | None], Refusal]
) -> list[Row]:
    """Read some columns of a CSV that holds others too, as somebody else publishes it.

    Parameters
    ----------
    path : Path
        In any encoding that `parentdata.intake.csv_file` reads.
    columns : sequence of str
        The columns that must be there, each once; the others are passed over unread.
    refuse : callable
        Words the refusal, in the terms of the table, from what came and the column if it is one.

    Returns
    -------
    list of Row, in the order of the file, with those columns; there may be none.

    Raises
    ------
    Refusal
        What `refuse` makes of a file that is absent, or of a column that is missing or doubled.
    EmptyFile, NotText, RaggedRow
        As `read_csv_cells`.
    """
    try:
        cells = read_csv_cells(path)
    except OSError as error:
        raise refuse(f"the file cannot be read: {error.strerror}.", None) from error
    header = cells.iloc[0].tolist()
    for name in columns:
        if header.count(name) != 1:
            fault = "stands twice" if name in header else "is missing"
            raise refuse(f"the column {name!r} {fault}.", name)
    picked = [header.index(name) for name in columns]
    return _take_rows(path, cells[picked], columns)


def _take_rows(path: Path, cells: pd.DataFrame, names: Sequence[str]) -> list[Row]:
    return [
        Row(file=path, number=int(number), cells=dict(zip(names, record, strict=True)))
        for number, *record in cells.iloc[1:].itertuples(name=None)
        if any(record)
    ]


def _refuse(path: Path, came: str, expected: str, column: str | None = None) -> BadTable:
    return BadTable(
        came,
        file=path,
        row=1 if column else None,
        column=column,
        expected=expected,
        do=f"Restore the file as received, or correct it there; {NOT_WRITTEN}.",
    )


def _check_header(path: Path, header: list[str], columns: Sequence[str]) -> None:
    expected = f"the columns {', '.join(columns)}, in any order"
    doubled = [name for name, times in Counter(header).items() if times > 1]
    for names, fault in (
        (doubled, "stands twice"),
        ([name for name in columns if name not in header], "is missing"),
        ([name for name in header if name not in columns], "is not known"),
    ):
        if names:
            raise _refuse(path, f"the column {names[0]!r} {fault}.", expected, names[0])
