"""From a study's raw files to its cleaned table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from parentdata.design_file import DesignFile, check_design_file, load_design_file
from parentdata.instrument import Instrument, load_instrument
from parentdata.intake.coding import add_bands, code_cells
from parentdata.intake.csv_file import read_csv_cells
from parentdata.intake.design_columns import read_design_columns
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
DESIGN = "design.yml"

_READERS: dict[str, Callable[[Path, Instrument], pd.DataFrame]] = {
    ".csv": lambda path, _: read_csv_cells(path),
    ".sav": read_sav_cells,
    ".xlsx": lambda path, _: read_xlsx_cells(path),
}


def clean_study(study: str) -> None:
    """Read and check a survey's raw files and write its derived table.

    Raises
    ------
    UnknownStudy
        data/raw has no such folder, or it holds no survey.
    Refusal
        Any of the refusals of `provenance.check_folder`, `clean_responses` and
        `tables.write_table`; nothing has been written.
    """
    folder = find_study(study)
    if (folder / INSTRUMENT).is_file():
        clean_survey(study)
    else:
        raise UnknownStudy(
            f"there is no way to clean the study {study!r}.",
            file=folder,
            expected=f"a survey with its {INSTRUMENT}",
            do=f"Describe what was asked in {INSTRUMENT}, or correct the name.",
        )


def clean_survey(study: str) -> pd.DataFrame:
    """Check a survey's responses and write data/derived/<study>/respondents.csv.

    A probability sample needs its design.yml; any other survey may have one.

    Returns
    -------
    DataFrame, one row per respondent, as written (see `clean_responses`), without its status.
    """
    folder = find_study(study)
    origin = check_folder(folder)
    instrument = load_instrument(folder / INSTRUMENT)
    is_designed = instrument.sampling == "probability" or (folder / DESIGN).is_file()
    design = load_design_file(folder / DESIGN) if is_designed else None
    respondents = clean_responses(_find_responses(folder, origin), instrument, design)
    write_table(
        respondents,
        written(study) / "respondents.csv",
        key=[instrument.respondent_id],
        status=origin.status,
    )
    return respondents


def clean_responses(
    responses: Path, instrument: Instrument, design: DesignFile | None = None
) -> pd.DataFrame:
    """Read a file of responses into the cleaned table; whatever the format, the same table.

    Parameters
    ----------
    responses : Path
        A .csv, .sav or .xlsx file with the columns of instrument and design.
    instrument : Instrument
        What was asked.
    design : DesignFile, optional
        How the sample was drawn.

    Returns
    -------
    DataFrame, shape (respondents, columns), sorted by respondent id
        The id as received; per closed variable the name of the answer or the kind of missing; per
        number or open variable the value (empty where missing) and `<name>_missing` (empty where
        there is a value); per banded number also the name of its band or the kind of missing.
        Then the design's columns under their own names: strata and sampling units as text,
        weights and other numbers of the design as numbers.

    Raises
    ------
    Refusal
        One of `parentdata.intake.refusals`, with file, row, column, what came and what was
        expected.
    BadDesignFile
        The design contradicts the instrument.
    """
    if design is not None:
        check_design_file(design, instrument, source="the design file")
    received = _read_cells(responses, instrument)
    cells = select_responses(received, instrument, design, file=responses)
    refuse_formulas(cells, instrument, file=responses)
    respondents = mark_unasked(code_cells(cells, instrument), instrument)
    respondents = add_bands(respondents, instrument)
    check_respondents(respondents, cells, instrument, file=responses)
    check_routing(respondents, cells, instrument, file=responses)
    check_exclusive(respondents, instrument, file=responses)
    if design is not None:
        respondents = respondents.join(read_design_columns(cells, design, file=responses))
    return respondents.sort_values(instrument.respondent_id, ignore_index=True)


def _read_cells(path: Path, instrument: Instrument) -> pd.DataFrame:
    reader = _READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise NoResponses(
            "there is no such file." if reader else f"no file ending in {path.suffix!r} is read.",
            file=path,
            expected=f"a file of responses that ends in {', '.join(_READERS)}",
            do=f"Correct the name, or have the responses exported in that form; {UNWRITTEN}.",
        )
    if path.stat().st_size == 0:
        raise EmptyFile(
            "the file is empty.",
            file=path,
            expected="a header and a row per respondent",
            do=f"Have the file exported again; {UNWRITTEN}.",
        )
    return reader(path, instrument)


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
