"""Read a small raw table of text, strictly: every row keeps its number in the file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.foi.refusals import BadTable

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
    """Read a CSV of text in UTF-8 (a byte order mark is allowed), columns in any order.

    Parameters
    ----------
    path : Path
    columns : sequence of str
        The columns that must be there, and no others.

    Returns
    -------
    list of Row, in the order of the file; cells are not stripped, blank cells are "".

    Raises
    ------
    BadTable
        The file is absent, empty, not UTF-8 or not CSV; a column is missing, extra or doubled;
        a row has more or fewer cells than the header; or there is no row.
    """

    def refuse(came: str, expected: str, row: int | None = None, column: str | None = None):
        return BadTable(
            came,
            file=path,
            row=row,
            column=column,
            expected=expected,
            do=f"Restore the file as received, or correct it there; {NOT_WRITTEN}.",
        )

    records = _parse(_decode(path, refuse), refuse)
    if len(records) < 2:
        raise refuse("the table is empty.", "a header and at least one row")
    header, *body = records
    _check_header(header, columns, refuse)
    for number, record in enumerate(body, start=2):
        if len(record) != len(header):
            raise refuse(
                f"the row has {len(record)} cells.", f"{len(header)} cells, one a column", number
            )
    return [
        Row(file=path, number=number, cells=dict(zip(header, record, strict=True)))
        for number, record in enumerate(body, start=2)
    ]


def _decode(path: Path, refuse: Callable[..., BadTable]) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refuse(
            f"the file cannot be read: {error.strerror}.", "a table that can be read"
        ) from error
    except UnicodeDecodeError as error:
        raise refuse(f"the file is not UTF-8 text ({error.reason}).", "a CSV in UTF-8") from error


def _parse(text: str, refuse: Callable[..., BadTable]) -> list[list[str]]:
    if "\0" in text:
        raise refuse("the file holds binary zeros.", "a CSV in UTF-8")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise refuse(f"the file is not CSV ({error}).", "a CSV whose quotes are closed") from error


def _check_header(
    header: list[str], columns: Sequence[str], refuse: Callable[..., BadTable]
) -> None:
    expected = f"the columns {', '.join(columns)}, in any order"
    doubled = [name for name, times in Counter(header).items() if times > 1]
    for names, fault in (
        (doubled, "stands twice"),
        ([name for name in columns if name not in header], "is missing"),
        ([name for name in header if name not in columns], "is not known"),
    ):
        if names:
            raise refuse(f"the column {names[0]!r} {fault}.", expected, 1, names[0])
