"""Free text of the groups: refused where it could name or reach a person."""

from __future__ import annotations

from pathlib import Path

from parentdata.focus_groups.refusals import PersonalDetails
from parentdata.intake.rows import Row
from parentdata.replies.personal_data import KINDS, find_personal_data


def refuse_personal_details(
    text: str, *, row: Row | None = None, column: str | None = None, file: Path | None = None
) -> None:
    """Refuse a text with a name, an address or a number in it; what is found is told masked.

    Parameters
    ----------
    text : str
    row, column : optional
        The cell, where the text is one.
    file : Path, optional
        The file, where the text is a whole one.

    Raises
    ------
    PersonalDetails
        With the kind and the place of the first of them.
    """
    findings = find_personal_data(text)
    if not findings:
        return
    first = findings[0]
    line = text.count("\n", 0, first.start) + 1
    raise PersonalDetails(
        f"the text holds what looks like a {KINDS[first.kind]}: {first.masked!r}.",
        file=row.file if row else file,
        row=row.number if row else line,
        column=column,
        expected="pseudonyms, and no name, address or number of a person",
        do="Take it out of the raw file, in the team's own copy too; nothing was written.",
    )
