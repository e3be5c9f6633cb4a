"""Header lines: which column is which, and where the responses begin."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from parentdata.design_file import DesignFile
from parentdata.instrument import Instrument
from parentdata.intake.coding import UNLISTED, code_cells
from parentdata.intake.refusals import UNWRITTEN, BadColumns, EmptyFile, tell_names

# What Qualtrics writes beside the answers. None of it is read: it holds addresses and places.
PLATFORM_COLUMNS = frozenset(
    {
        "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)",
        "Finished", "RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName",
        "RecipientEmail", "ExternalReference", "LocationLatitude", "LocationLongitude",
        "DistributionChannel", "UserLanguage",
    }
)  # fmt: skip

# The platforms' own names of the column that tells responses apart (Qualtrics; Online Surveys).
PLATFORM_IDS = ("ResponseId", "Unique Response Number")

# At most this many lines under the names: question texts, and Qualtrics' import ids.
MORE_HEADER_LINES = 2


def select_responses(
    cells: pd.DataFrame, instrument: Instrument, design: DesignFile | None, *, file: Path
) -> pd.DataFrame:
    """Take the responses, in the columns of instrument and design, out of the cells of a file.

    Parameters
    ----------
    cells : DataFrame of text, shape (rows, columns)
        Every row of the file, the first with the columns' names.
    instrument : Instrument
    design : DesignFile, or None
    file : Path
        Named in the refusals.

    Returns
    -------
    DataFrame of text, shape (respondents, 1 + variables + columns of the design)
        Columns in the instrument's order, whatever theirs was, then the design's; rows without
        any content left out; the index still counts rows of the file.

    Raises
    ------
    BadColumns
        A column of instrument or design is missing, a column is in neither and is not one that
        Qualtrics adds (unless the instrument says `other_columns: ignored`), or a name stands
        twice.
    EmptyFile
        There is no response under the header lines.
    """
    names = _name_columns(cells, instrument)
    wanted = [instrument.respondent_id, *instrument.asked]
    if design is not None:
        wanted += [*design.text_columns, *design.number_columns(names)]
    ignores_others = instrument.other_columns == "ignored"
    _refuse_columns(names, wanted, ignores_others=ignores_others, file=file)
    below = cells.iloc[1:].set_axis(names, axis="columns")[wanted]
    responses = below.drop(index=_find_header_lines(below, instrument))
    responses = responses[(responses != "").any(axis=1)]
    if responses.empty:
        raise EmptyFile(
            "the file holds a header and no response.",
            file=file,
            expected="a row per respondent under the header",
            do=f"Have the file exported again; {UNWRITTEN}.",
        )
    return responses


def _name_columns(cells: pd.DataFrame, instrument: Instrument) -> list[str]:
    # A nameless column without content is what a comma at the end of every line leaves.
    names = cells.iloc[0].str.strip()
    nameless = [place for place in names.index[names.eq("")] if cells[place].eq("").all()]
    names = ["" if place in nameless else name or "(no name)" for place, name in names.items()]
    if instrument.respondent_id not in names:
        given = [name for name in PLATFORM_IDS if name in names]
        names = [instrument.respondent_id if name in given[:1] else name for name in names]
    return names


def _refuse_columns(
    names: list[str], wanted: list[str], *, ignores_others: bool, file: Path
) -> None:
    if ignores_others:
        names = [name for name in names if name in wanted]
    repeated = [name for name, times in Counter(filter(None, names)).items() if times > 1]
    missing = [name for name in wanted if name not in names]
    extra = [name for name in names if name and name not in {*wanted, *PLATFORM_COLUMNS}]
    found = [
        f"{said} {tell_names(columns)}"
        for said, columns in (
            ("columns are missing:", missing),
            ("columns are not in the instrument:", dict.fromkeys(extra)),
            ("columns stand more than once:", repeated),
        )
        if columns
    ]
    if found:
        raise BadColumns(
            f"{'; '.join(found)}.",
            file=file,
            row=1,
            column=next(iter((*missing, *extra, *repeated))),
            expected=f"the columns {', '.join(wanted)}, each once, in any order",
            do="Have the file exported again with the names of instrument and design, or correct "
            f"these; {UNWRITTEN}.",
        )


def _find_header_lines(below: pd.DataFrame, instrument: Instrument) -> list[int]:
    """Rows directly under the names that hold question texts or Qualtrics' import ids."""
    found: list[int] = []
    for row in below.index[:MORE_HEADER_LINES]:
        line = below.loc[[row]]
        if not (_holds_import_ids(line) or _holds_question_texts(line, instrument)):
            break
        found.append(row)
    return found


def _holds_import_ids(line: pd.DataFrame) -> bool:
    return bool(line.iloc[0].str.replace(" ", "").str.startswith('{"ImportId":').all())


def _holds_question_texts(line: pd.DataFrame, instrument: Instrument) -> bool:
    # Texts fill most of the line and not one of them is an answer; a response, however faulty,
    # has an id of the right form or some answer that is listed.
    cells = line.iloc[0]
    is_blank = cells.str.strip().eq("")
    coded = code_cells(line, instrument).iloc[0]
    closed = [
        name
        for name, variable in instrument.asked.items()
        if variable.question.type not in ("open", "number") and not is_blank[name]
    ]
    has_id = pd.Series([cells[instrument.respondent_id].strip()]).str.fullmatch(
        instrument.respondent_id_pattern
    )
    return bool(
        is_blank.mean() < 0.5
        and closed
        and not has_id.any()
        and coded[closed].astype(str).str.startswith(UNLISTED).all()
    )
