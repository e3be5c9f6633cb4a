"""A register of UK authorities, past and present, in the columns of mySociety's."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.authorities.names import split_names
from parentdata.authorities.refusals import BadRegister
from parentdata.intake.rows import NOT_WRITTEN, Row, pick_rows

# Columns of the file that are used; what else it holds is passed over.
USED = (
    "local-authority-code",
    "official-name",
    "nice-name",
    "gss-code",
    "start-date",
    "end-date",
    "replaced-by",
    "nation",
    "region",
    "local-authority-type-name",
    "alt-names",
    "former-gss-codes",
)
REGISTER_COLUMNS = (
    "authority_id",
    "gss_code",
    "authority",
    "names",
    "former_gss_codes",
    "first_day",
    "last_day",
    "replaced_by",
    "nation",
    "region",
    "authority_type",
)
NATIONS = {"England": "E", "Northern Ireland": "N", "Scotland": "S", "Wales": "W"}
# An authority without a start date was there before the register begins to look.
ALWAYS, STILL = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")
# Stand-in authorities have codes that can never be real ones: ZE000001.
_CODE = r"([ENSW][0-9]{8}|Z[ENSW][0-9]{6})"
_NAME = r"[^\s=+\-@\x00-\x1f][^\x00-\x1f]*"
_DATE = r"([0-9]{4}-[0-9]{2}-[0-9]{2})?"
_EXPECTED = {
    "local-authority-code": (r"[A-Za-z0-9-]+", "the register's own code of an authority"),
    "official-name": (_NAME, "a name, no formula and no blanks before it"),
    "nice-name": (_NAME, "a name, no formula and no blanks before it"),
    "gss-code": (rf"({_CODE})?", "a GSS code such as E06000053, or blank"),
    "former-gss-codes": (rf"({_CODE}(,{_CODE})*)?", "GSS codes joined by commas, or blank"),
    "start-date": (_DATE, "an ISO date, or blank"),
    "end-date": (_DATE, "an ISO date, or blank"),
    "nation": ("|".join(NATIONS), f"one of {', '.join(NATIONS)}"),
    "local-authority-type-name": (_NAME, "a kind of authority"),
}


def read_register(path: Path) -> pd.DataFrame:
    """Read a register of authorities and check what is used of it.

    Parameters
    ----------
    path : Path
        A CSV with the columns `USED`, in any order, and any others.

    Returns
    -------
    DataFrame, one row per authority, in the order of the file
        The columns `REGISTER_COLUMNS`. `names` (tuple) holds every spelling; `first_day` and
        `last_day` are the days on which the authority was in force, both included; `replaced_by`
        (tuple) holds ids; `gss_code` and `region` are missing where the file is blank.

    Raises
    ------
    BadRegister
        A column is missing or doubled, a cell is not as expected, a code or id stands twice, a
        code is of another nation, a date is none, or an authority ends before it begins or is
        replaced by one that is not there.
    EmptyFile, NotText, RaggedRow
        As `parentdata.intake.csv_file.read_csv_cells`.
    """
    rows = _read_rows(path)
    for row in rows:
        _check_row(row)
    _check_unique(rows)
    register = pd.DataFrame([_type_row(row) for row in rows])
    return _close_days(register, rows)[list(REGISTER_COLUMNS)]


def in_force(register: pd.DataFrame, *, on: date | str) -> pd.DataFrame:
    """Return the rows of the authorities that were in force on a day."""
    day = pd.Timestamp(on)
    return register[register["first_day"].le(day) & register["last_day"].ge(day)]


def _read_rows(path: Path) -> list[Row]:
    def refuse(came: str, column: str | None) -> BadRegister:
        return BadRegister(
            came,
            file=path,
            row=1 if column else None,
            column=column,
            expected=f"a CSV with the columns {', '.join(USED)}, and any others",
            do=f"Take the register from its source again; {NOT_WRITTEN}.",
        )

    rows = pick_rows(path, columns=USED, refuse=refuse)
    if not rows:
        raise refuse("the register holds no authority.", None)
    return rows


def _refuse(row: Row, column: str, came: str, expected: str) -> BadRegister:
    do = "Correct the register at its source, or the copy with a note"
    return row.refuse(BadRegister, came, column=column, expected=expected, do=do)


def _check_row(row: Row) -> None:
    for column, (pattern, expected) in _EXPECTED.items():
        if not re.fullmatch(pattern, row.cells[column]):
            raise _refuse(row, column, f"the cell holds {row.cells[column]!r}.", expected)
    code, nation = row.cells["gss-code"], row.cells["nation"]
    if code and code.lstrip("Z")[0] != NATIONS[nation]:
        raise _refuse(row, "gss-code", f"{code!r} is no code of {nation}.", f"a code of {nation}")


def _check_unique(rows: list[Row]) -> None:
    ids: dict[str, int] = {}
    codes: dict[str, int] = {}
    for row in rows:
        own = [code for code in (row.cells["gss-code"], *_former(row)) if code]
        for column, seen, values in (
            ("local-authority-code", ids, [row.cells["local-authority-code"]]),
            ("gss-code", codes, own),
        ):
            for value in values:
                if seen.setdefault(value, row.number) != row.number:
                    came = f"{value!r} stands in row {seen[value]} too."
                    raise _refuse(row, column, came, "one authority a code")


def _former(row: Row) -> list[str]:
    return [code for code in row.cells["former-gss-codes"].split(",") if code]


def _read_date(row: Row, column: str) -> pd.Timestamp | None:
    cell = row.cells[column]
    if not cell:
        return None
    try:
        return pd.Timestamp(date.fromisoformat(cell))
    except ValueError as error:
        raise _refuse(row, column, f"the date is {cell!r}.", "an ISO date, or blank") from error


def _type_row(row: Row) -> dict:
    cells = row.cells
    official, nice = (cells[name].strip() for name in ("official-name", "nice-name"))
    start, end = _read_date(row, "start-date"), _read_date(row, "end-date")
    if start is not None and end is not None and end < start:
        came = f"the authority ends on {cells['end-date']} and begins on {cells['start-date']}."
        raise _refuse(row, "end-date", came, "an end after the beginning")
    return {
        "authority_id": cells["local-authority-code"],
        "gss_code": cells["gss-code"] or None,
        "authority": official,
        "names": tuple(dict.fromkeys((official, nice, *split_names(cells["alt-names"])))),
        "former_gss_codes": tuple(_former(row)),
        "first_day": start if start is not None else ALWAYS,
        "last_day": end if end is not None else STILL,
        "replaced_by": tuple(name for name in cells["replaced-by"].split(",") if name),
        "nation": cells["nation"],
        "region": cells["region"] or None,
        "authority_type": cells["local-authority-type-name"],
    }


def _close_days(register: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    """Turn end dates into last days.

    The file ends some authorities on their last day (31 March) and others on the day on which
    their successor begins (1 April); no day belongs to both.
    """
    begins = dict(zip(register["authority_id"], register["first_day"], strict=True))
    last = []
    for row, end, heirs in zip(rows, register["last_day"], register["replaced_by"], strict=True):
        unknown = [heir for heir in heirs if heir not in begins]
        if unknown:
            came = f"it is replaced by {unknown[0]!r}."
            raise _refuse(row, "replaced-by", came, "codes of authorities in the register")
        is_next_day = any(begins[heir] == end for heir in heirs)
        last.append(end - pd.Timedelta(days=1) if is_next_day else end)
    return register.assign(last_day=last)
