"""From a study's raw files to its cleaned table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from parentdata.instrument import Instrument, load_instrument
from parentdata.intake.coding import add_bands, code_cells
from parentdata.intake.csv_file import read_csv_cells
from parentdata.intake.formulas import refuse_formulas
from parentdata.intake.header import select_responses
from parentdata.intake.refusals import UNWRITTEN, EmptyFile, NoResponses
from parentdata.intake.routing import check_exclusive, check_routing, mark_unasked
from parentdata.intake.sav_file import read_sav_cells
from parentdata.intake.schema import check_respondents
from parentdata.intake.xlsx_file import read_xlsx_cells
from parentdata.paths import written
from parentdata.provenance import Origin, UnknownStudy, check_folder, find_study
from parentdata.tables import write_table

INSTRUMENT = "instrument.yml"

_READERS: dict[str, Callable[[Path, Instrument], pd.DataFrame]] = {
    ".csv": lambda path, _: read_csv_cells(path),
    ".sav": read_sav_cells,
    ".xlsx": lambda path, _: read_xlsx_cells(path),
}


def clean_study(study: str) -> None:
    """Read and check a study's raw files and write its derived tables.

    Raises
    ------
    UnknownStudy
        data/raw has no such folder, or it holds neither a survey nor the FOI requests.
    Refusal
        Any of the refusals of `provenance.check_folder`, `read_responses`, `parentdata.foi`
        and `tables.write_table`; nothing has been written.
    """
    folder = find_study(study)
    if (folder / INSTRUMENT).is_file():
        clean_survey(study)
    elif study == "foi-requests":
        from parentdata.foi import clean_requests

        clean_requests()
    else:
        raise UnknownStudy(
            f"there is no way to clean the study {study!r}.",
            file=folder,
            expected=f"a survey with its {INSTRUMENT}, or foi-requests",
            do=f"Describe what was asked in {INSTRUMENT}, or correct the name.",
        )


def clean_survey(study: str) -> pd.DataFrame:
    """Check a survey's responses and write data/derived/<study>/respondents.csv.

    Returns
    -------
    DataFrame, one row per respondent, as written (see `read_responses`), without its status.
    """
    folder = find_study(study)
    origin = check_folder(folder)
    instrument = load_instrument(folder / INSTRUMENT)
    respondents = read_responses(_find_responses(folder, origin), instrument)
    write_table(
        respondents,
        written(study) / "respondents.csv",
        key=[instrument.respondent_id],
        status=origin.status,
    )
    return respondents


def read_responses(path: Path, instrument: Instrument) -> pd.DataFrame:
    """Read a file of responses into the cleaned table; whatever the format, the same table.

    Parameters
    ----------
    path : Path
        A .csv, .sav or .xlsx file with the instrument's columns.
    instrument : Instrument
        What was asked.

    Returns
    -------
    DataFrame, shape (respondents, columns), sorted by respondent id
        The id as received; per closed variable the name of the answer or the kind of missing; per
        number or open variable the value (empty where missing) and `<name>_missing` (empty where
        there is a value); per banded number also the name of its band or the kind of missing.

    Raises
    ------
    Refusal
        One of `parentdata.intake.refusals`, with file, row, column, what came and what was
        expected.
    """
    cells = select_responses(_read_cells(path, instrument), instrument, file=path)
    refuse_formulas(cells, instrument, file=path)
    respondents = mark_unasked(code_cells(cells, instrument), instrument)
    respondents = add_bands(respondents, instrument)
    check_respondents(respondents, cells, instrument, file=path)
    check_routing(respondents, cells, instrument, file=path)
    check_exclusive(respondents, instrument, file=path)
    return respondents.sort_values(instrument.respondent_id, ignore_index=True)


def _read_cells(path: Path, instrument: Instrument) -> pd.DataFrame:
    if path.stat().st_size == 0:
        raise EmptyFile(
            "the file is empty.",
            file=path,
            expected="a header and a row per respondent",
            do=f"Have the file exported again; {UNWRITTEN}.",
        )
    return _READERS[path.suffix.lower()](path, instrument)


def _find_responses(folder: Path, origin: Origin) -> Path:
    found = sorted(name for name in origin.files if Path(name).suffix.lower() in _READERS)
    if len(found) != 1:
        raise NoResponses(
            f"{len(found)} files of responses are listed{': ' if found else ''}{', '.join(found)}.",
            file=folder / "origin.yml",
            expected=f"exactly one file that ends in {', '.join(_READERS)}",
            do=f"List the file of responses, and no other such file; {UNWRITTEN}.",
        )
    return folder / found[0]
