"""Cells of an SPSS file, with its value labels and user-missing codes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

from parentdata.instrument import Instrument
from parentdata.intake.coding import fold
from parentdata.intake.refusals import UNWRITTEN, LabelsDiffer, UnreadableFile


def read_sav_cells(path: Path, instrument: Instrument) -> pd.DataFrame:
    """Read every value of an SPSS file as the text of its code.

    Returns
    -------
    DataFrame of text, shape (cases + 1, variables)
        Row 0 holds the variables' names; the index counts cases from 1. User-missing values come
        as their codes, system-missing values as blanks.

    Raises
    ------
    UnreadableFile
        The file is cut short, damaged, or no SPSS file.
    LabelsDiffer
        A value label of the file contradicts the instrument's label of the same code.
    """
    try:
        values, described = pyreadstat.read_sav(
            path, user_missing=True, apply_value_formats=False, disable_datetime_conversion=True
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError) as error:
        raise _report_damage(path, str(error)) from error
    if described.number_rows not in (None, -1, len(values)):
        raise _report_damage(path, f"{len(values)} of {described.number_rows} cases are there")
    _compare_labels(described.variable_value_labels, instrument, file=path)
    cells = pd.DataFrame({name: _write_codes(values[name]) for name in values}, dtype=str)
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    names = pd.DataFrame([cells.columns], index=[0], columns=cells.columns, dtype=str)
    return pd.concat([names, cells]).set_axis(range(cells.shape[1]), axis="columns")


def _write_codes(values: pd.Series) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(values.dtype):
        return values.astype(object).where(values.notna(), "").astype(str)
    codes = {value: f"{value:.15g}" for value in values.dropna().unique()}
    return values.map(codes).astype(object).where(values.notna(), "")


def _compare_labels(labels: dict[str, dict], instrument: Instrument, *, file: Path) -> None:
    for name, variable in instrument.asked.items():
        # The two answers of a chosen or not chosen item are labelled as each program pleases.
        if variable.question.type == "multiple":
            continue
        given = {code: label for code, label in labels.get(name, {}).items() if _is_code(code)}
        for answer in variable.answers:
            if answer.code in given and fold(given[answer.code]) != fold(answer.label):
                raise LabelsDiffer(
                    f"code {answer.code} is labelled {given[answer.code]!r}.",
                    file=file,
                    column=name,
                    expected=f"{answer.label!r}, as in the instrument",
                    do="Find out what the code means, and correct the instrument if it is wrong; "
                    f"{UNWRITTEN}.",
                )


def _is_code(value: object) -> bool:
    return isinstance(value, (int, float, np.number))


def _report_damage(path: Path, said: str) -> UnreadableFile:
    return UnreadableFile(
        f"the SPSS file cannot be read ({said}).",
        file=path,
        expected="a whole .sav file",
        do=f"It may have been cut short in copying: fetch it again; {UNWRITTEN}.",
    )
