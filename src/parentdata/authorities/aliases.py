"""Stated aliases: names that somebody has looked up, each with the reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parentdata.authorities.names import normalise_name
from parentdata.authorities.refusals import BadAlias
from parentdata.intake.rows import Row, read_rows

ALIAS_COLUMNS = ("name", "gss_code", "note")


@dataclass(frozen=True, kw_only=True)
class Alias:
    """What a name that the register does not hold stands for.

    Attributes
    ----------
    name : str
    gss_code : str
        Of the authority meant; "" where the name is that of a body outside the register.
    note : str
        Why, and on whose word.
    """

    name: str
    gss_code: str
    note: str


def read_aliases(path: Path, register: pd.DataFrame) -> list[Alias]:
    """Read the table of aliases and hold it against the register.

    A name may stand in several rows where it meant several authorities one after another; the
    day of the request then tells which.

    Raises
    ------
    BadTable
        As `parentdata.intake.rows.read_rows`.
    BadAlias
        A name or note is blank; a code is not in the register; two rows of one name are about the
        same authority, about two in force together, or one of them about none.
    """
    days = {
        code: (first, last)
        for code, first, last in zip(
            register["gss_code"], register["first_day"], register["last_day"], strict=True
        )
        if isinstance(code, str)
    }
    stated: dict[str, list[Alias]] = defaultdict(list)
    for row in read_rows(path, columns=ALIAS_COLUMNS):
        alias = _read_row(row, days)
        others = stated[normalise_name(alias.name)]
        for other in others:
            _refuse_overlap(row, other, alias, days)
        others.append(alias)
    return [alias for aliases in stated.values() for alias in aliases]


def _read_row(row: Row, days: dict) -> Alias:
    for column in ("name", "note"):
        if not row.cells[column].strip():
            raise _refuse(
                row, column, "the cell is blank.", "a name, and why it means what it does"
            )
        if row.cells[column][0] in "=+-@":
            # Names and notes reach tables that are opened in spreadsheets.
            came = f"the cell holds {row.cells[column]!r}."
            raise _refuse(row, column, came, "words, no formula")
    code = row.cells["gss_code"]
    if code and code not in days:
        came = f"no authority of the register has the code {code!r}."
        raise _refuse(row, "gss_code", came, "a code of the register, or blank for other bodies")
    return Alias(**row.cells)


def _refuse_overlap(row: Row, other: Alias, alias: Alias, days: dict) -> None:
    if other.gss_code and alias.gss_code and other.gss_code != alias.gss_code:
        (first, last), (begins, ends) = days[other.gss_code], days[alias.gss_code]
        if last < begins or ends < first:
            return
    came = f"{alias.name!r} stands for {other.gss_code or 'a body outside the register'} too."
    raise _refuse(row, "name", came, "one authority a name on any day")


def _refuse(row: Row, column: str, came: str, expected: str) -> BadAlias:
    return row.refuse(
        BadAlias, came, column=column, expected=expected, do="Correct the table of aliases"
    )
