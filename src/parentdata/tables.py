"""Derived tables on disk: sorted by key, one number format, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import BufferedWriter, TextIOWrapper
from pathlib import Path

import pandas as pd
import yaml

from parentdata.data_status import STATUS_COLUMN, STATUSES, Status
from parentdata.errors import Refusal
from parentdata.paths import NoProject, find_root
from parentdata.whole_files import CannotWrite, write_bytes, write_text, write_whole

__all__ = [
    "STATUSES",
    "STATUS_COLUMN",
    "BadKey",
    "CannotWrite",
    "NoDataStatus",
    "NoTable",
    "Status",
    "read_table",
    "write_bytes",
    "write_table",
    "write_text",
]

# Twelve significant digits: enough to recompute from, too few to show how a sum was ordered.
FLOAT_FORMAT = "%.12g"

# Columns that are text however numeric they look; ids keep their leading zeros.
TEXT_ENDINGS = ("_id", "_code", "_missing", "_text")


class NoDataStatus(Refusal):
    """A table does not say whether its data are stand-in or real, or says two things."""


class BadKey(Refusal):
    """The key of a table has a column that is not there, or does not tell its rows apart."""


class NoTable(Refusal):
    """A derived table has not been made yet, or is not a table."""


def write_table(
    frame: pd.DataFrame, path: Path, *, key: list[str], status: str | None = None
) -> None:
    """Write a derived table as CSV: the same frame always gives the same bytes.

    Parameters
    ----------
    frame : DataFrame, shape (n, k)
        Rows in any order; its index is not written. Line ends within text become "\\n".
    path : Path
        The file; folders above it are made.
    key : list of column names
        What tells the rows apart; they are sorted by it (categories in their order).
    status : {"stand-in", "real"}, optional
        Written as the last column, `data_status`; not needed where the frame has that column.

    Raises
    ------
    NoDataStatus
        Neither `status` nor the frame says whether the data are real, or they differ.
    BadKey
        A key column is absent, or two rows have the same key.
    CannotWrite
        Read-only folder or full disk; what stood at `path` before still stands.
    """
    table = _sort_rows(_give_status(frame, status, path), key, path)
    table = table.apply(_settle_values)

    def write(file: BufferedWriter) -> None:
        with TextIOWrapper(file, encoding="utf-8", newline="") as text:
            table.to_csv(text, index=False, float_format=FLOAT_FORMAT, lineterminator="\n")
            text.flush()
            os.fsync(text.fileno())

    write_whole(path, write)


def read_table(path: Path, *, text: Iterable[str] = ()) -> pd.DataFrame:
    """Read a derived table that `write_table` wrote.

    Parameters
    ----------
    path : Path
        The file.
    text : column names
        Columns to keep as text besides `data_status` and those ending in _id, _code, _missing
        or _text: they keep their leading zeros. Words such as "None" are never taken as missing;
        an empty cell always is.

    Returns
    -------
    DataFrame, shape (n, k), with the column `data_status`

    Raises
    ------
    NoTable
        There is no such file (the message says which stage makes it), or it is not a table.
    NoDataStatus
        The table has no column `data_status`.
    """
    form = {"encoding": "utf-8", "keep_default_na": False, "na_values": [""]}
    try:
        columns = pd.read_csv(path, nrows=0, **form).columns
        kept = {STATUS_COLUMN, *text, *(name for name in columns if name.endswith(TEXT_ENDINGS))}
        types = {name: str for name in columns if name in kept}
        frame = pd.read_csv(path, dtype=types, **form)
    except (OSError, ValueError) as error:
        raise NoTable(
            f"the derived table cannot be read ({type(error).__name__}).",
            file=path,
            expected="a table that an earlier stage wrote",
            do=f"Run `{' '.join(('dvc repro', _find_stage(path))).strip()}`, then this again.",
        ) from error
    if STATUS_COLUMN not in frame:
        raise NoDataStatus(
            f"the table has no column {STATUS_COLUMN}.",
            file=path,
            expected=f"a column {STATUS_COLUMN} in every derived table, one of {STATUSES}",
            do="Remove the file and run `dvc repro` again; stages alone write derived tables.",
        )
    return frame


def _settle_values(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column.dtype):
        return column.astype("float64") + 0.0  # minus nought is written as nought
    if pd.api.types.is_object_dtype(column.dtype):
        column = column.map(lambda x: FLOAT_FORMAT % x if isinstance(x, float) else x, "ignore")
    # A lone carriage return is written unquoted by csv and read back as a new row.
    if any(isinstance(value, str) and "\r" in value for value in column.unique()):
        return column.map(_unify_line_ends, na_action="ignore")
    return column


def _unify_line_ends(value: object) -> object:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _give_status(frame: pd.DataFrame, status: str | None, path: Path) -> pd.DataFrame:
    table = frame.copy(deep=False)
    if STATUS_COLUMN not in table and status is not None:
        table[STATUS_COLUMN] = pd.Series([status] * len(table), index=table.index, dtype=str)
    found = set(table[STATUS_COLUMN].unique()) if STATUS_COLUMN in table else {"not given"}
    allowed = set(STATUSES) if status is None else {status} & set(STATUSES)
    if found - allowed or not allowed:
        said = found | ({status} if status is not None else set())
        raise NoDataStatus(
            f"the data status is {' and '.join(sorted(map(str, said)))}.",
            file=path,
            expected=f"one of {' or '.join(STATUSES)} on every row, and the same as asked for",
            do="Take the status from parentdata.provenance.data_status(study).",
        )
    return table


def _sort_rows(table: pd.DataFrame, key: list[str], path: Path) -> pd.DataFrame:
    absent = [name for name in key if name not in table]
    if absent or not key:
        raise BadKey(
            f"the table has no column {', '.join(absent) or 'in its key'}.",
            file=path,
            expected=f"key columns out of {', '.join(map(str, table.columns))}",
            do="Name the columns that tell the rows apart.",
        )
    repeated = table.duplicated(key)
    if repeated.any():
        values = table.loc[repeated, key].iloc[0].tolist()
        raise BadKey(
            f"{int(repeated.sum())} rows repeat a key, the first of them {values}.",
            file=path,
            expected=f"one row for each {', '.join(key)}",
            do="Add the column that tells them apart to the key, or find the doubled rows.",
        )
    return table.sort_values(key, kind="stable", ignore_index=True)


def _find_stage(path: Path) -> str:
    """Name of the stage of dvc.yaml that makes a file, or nothing if none is found."""
    try:
        root = find_root()
        stages = (yaml.safe_load((root / "dvc.yaml").read_text("utf-8")) or {}).get("stages", {})
        wanted = path.resolve().relative_to(root).as_posix()
    except (NoProject, OSError, ValueError, yaml.YAMLError):
        return ""
    for name, stage in stages.items():
        outs = [next(iter(out)) if isinstance(out, dict) else out for out in stage.get("outs", [])]
        if wanted in outs:
            return name
    return ""
