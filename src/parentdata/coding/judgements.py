"""Judgements: what a coder decided of a unit by a code, and the passage that shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.changes import list_changes_since, read_number
from parentdata.coding.codebook import Codebook
from parentdata.coding.columns import JUDGEMENT_COLUMNS, JUDGEMENT_KEY
from parentdata.coding.faults import refuse_faults
from parentdata.coding.judgement_checks import find_faults
from parentdata.coding.refusals import OtherCodebook
from parentdata.coding.units import Units
from parentdata.intake.rows import read_rows


def read_judgements(path: Path) -> pd.DataFrame:
    """Read a CSV of judgements as text, unchecked.

    Returns
    -------
    DataFrame of str, columns `JUDGEMENT_COLUMNS`
        Blank cells are ""; the index is the row of the file.

    Raises
    ------
    BadTable, EmptyFile, NotText, RaggedRow
        As `parentdata.intake.rows.read_rows`.
    """
    rows = read_rows(path, columns=JUDGEMENT_COLUMNS)
    index = pd.Index([row.number for row in rows], name="row")
    return pd.DataFrame([row.cells for row in rows], index, JUDGEMENT_COLUMNS, dtype=str)


def check_judgements(
    cells: pd.DataFrame,
    *,
    codebook: Codebook,
    units: Units,
    not_after: date,
    coder: str | None = None,
    file: Path | str | None = None,
) -> pd.DataFrame:
    """Hold judgements against the codebook and the documents, and give them their types.

    Parameters
    ----------
    cells : DataFrame of str, columns `JUDGEMENT_COLUMNS`
        As read; the index is the row that faults are told by.
    codebook : Codebook
    units : mapping of unit id to Unit
    not_after : date
        Today, or the day on which the files were received.
    coder : str, optional
        Whose work alone this must be.
    file : Path or str, optional
        Named in refusals.

    Returns
    -------
    DataFrame, columns `JUDGEMENT_COLUMNS`, one row per unit, code and coder, sorted by these
        `start` and `end` are Int64; blank cells are missing. A missing value says that the
        coder could not tell.

    Raises
    ------
    OtherCodebook
        Some were coded by another version of the codebook; the codes that changed are named.
    FaultyJudgements
        Or the one subclass that all faults have in common. Every fault is counted, and the first
        few of each kind are told.
    """
    refuse_other_codebook(cells, codebook, file=file)
    faults = find_faults(cells, codebook=codebook, units=units, not_after=not_after, coder=coder)
    if faults:
        raise refuse_faults(faults, file=file)
    return type_judgements(cells)


def type_judgements(cells: pd.DataFrame) -> pd.DataFrame:
    """Give checked judgements their types: offsets as Int64, blank cells as missing."""
    table = cells[list(JUDGEMENT_COLUMNS)].astype(str)
    table = table.where(table != "")
    for name in ("start", "end"):
        table[name] = pd.to_numeric(table[name]).astype("Int64")
    return table.sort_values(list(JUDGEMENT_KEY), ignore_index=True)


def refuse_other_codebook(
    cells: pd.DataFrame, codebook: Codebook, *, file: Path | str | None = None
) -> None:
    """Refuse judgements by another version of the codebook, with the codes that changed."""
    versions = cells["codebook_version"]
    others = {
        stamp: rows
        for stamp, rows in versions.groupby(versions).groups.items()
        if stamp != codebook.stamp
    }
    if not others:
        return
    told = "; ".join(
        f"{len(rows)} by {stamp or 'none that is named'} (row {rows[0]} the first)"
        f", since which {tell_changes(stamp, codebook)}"
        for stamp, rows in others.items()
    )
    raise OtherCodebook(
        f"judgements were made by another codebook: {told}.",
        file=file,
        row=min(rows[0] for rows in others.values()),
        column="codebook_version",
        expected=f"the present codebook, {codebook.stamp}",
        do="Code the changed codes again on a sheet of the present codebook; nothing was written.",
    )


def tell_changes(stamp: str, codebook: Codebook) -> str:
    """Say in words what changed in the codebook since a stamped version."""
    changes = list_changes_since(stamp, codebook)
    if changes:
        return changes.tell()
    if read_number(stamp) > codebook.version.number:
        return "nothing is known, as it is later than the present one"
    return "the codebook was edited without a new number, so that it cannot say what changed"
