"""Answers of an earlier codebook that still hold, for a new sheet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.coding.changes import list_changes_since
from parentdata.coding.refusals import BadCoder, OtherCodebook
from parentdata.coding.sheet_layout import CANNOT_TELL
from parentdata.coding.study import CodedStudy
from parentdata.intake.refusals import UNWRITTEN

_KEPT = ("quote", "start", "end", "coded_date", "note")


def keep_answers(
    cells: pd.DataFrame, *, study: CodedStudy, coder: str, file: Path
) -> dict[tuple[str, str], dict[str, str]]:
    """Take those of a coder's judgements whose code has not changed since.

    Parameters
    ----------
    cells : DataFrame of str
        As `read_judgements` returns it; of the present codebook or an earlier one.
    study : CodedStudy
    coder : str
        Whose judgements they must all be.
    file : Path
        Named in refusals.

    Returns
    -------
    dict of (unit id, code) to cells of a coding sheet
        What was said of codes that are changed, retired or gone is left out: it is coded again.

    Raises
    ------
    BadCoder
        They are somebody else's.
    OtherCodebook
        The codebook was edited without a new number, so that nobody can say what changed.
    """
    others = sorted(set(cells["coder"]) - {coder})
    if others:
        raise BadCoder(
            f"it holds judgements of {others[0]!r}.", file=file, expected=f"those of {coder!r}",
            do=f"Name the coder's own file: nobody sees another's work; {UNWRITTEN}.",
        )  # fmt: skip
    codebook = study.codebook
    again: dict[str, frozenset[str]] = {}
    for stamp in cells["codebook_version"].unique():
        changes = list_changes_since(stamp, codebook)
        if stamp != codebook.stamp and not changes:
            raise OtherCodebook(
                f"judgements were made by {stamp or 'no codebook that is named'}, and the present "
                "codebook does not say what changed since.",
                file=file,
                column="codebook_version",
                expected=f"{codebook.stamp}, or a version with a lower number and `since` at the "
                "codes that changed",
                do=f"Raise the codebook's number and say `since` at what changed; {UNWRITTEN}.",
            )
        again[stamp] = frozenset(changes.changed if stamp != codebook.stamp else ())
    in_use = {code.id for code in codebook.leaves}
    return {
        (row["unit_id"], row["code"]): {
            "value": row["value"] or CANNOT_TELL,
            **{name: row[name] for name in _KEPT},
        }
        for row in cells.to_dict("records")
        if row["code"] in in_use - again[row["codebook_version"]] and row["unit_id"] in study.units
    }
