"""The cleaned table's schema, built from the instrument, and its faults as refusals."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from parentdata.instrument import Instrument, Variable
from parentdata.intake.coding import list_missing
from parentdata.intake.refusals import (
    BadId,
    BlankId,
    Fault,
    LostZeros,
    OutOfRange,
    RepeatedId,
    UnlistedAnswer,
    refuse_cells,
)
from parentdata.tables import STATUS_COLUMN, STATUSES

LONGEST_ID = 20


def build_schema(instrument: Instrument) -> pa.DataFrameSchema:
    """Build the pandera schema of a study's respondents.csv from its instrument.

    Columns stand in the instrument's order; the status column may be absent, since it is added
    when the table is written.
    """
    pattern = rf"^(?:{instrument.respondent_id_pattern})$"
    columns = {
        instrument.respondent_id: pa.Column(
            str, pa.Check.str_matches(pattern, error="pattern"), unique=True
        )
    }
    for variable in instrument.variables.values():
        columns |= _describe_variable(variable)
    columns[STATUS_COLUMN] = pa.Column(str, pa.Check.isin(STATUSES), required=False)
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=instrument.study)


def _describe_variable(variable: Variable) -> dict[str, pa.Column]:
    question = variable.question
    missing = list(list_missing(question))
    if question.type not in ("number", "open"):
        names = [answer.name for answer in variable.answers] + missing
        return {variable.name: pa.Column(str, pa.Check.isin(names, error="answers"))}
    companion = pa.Column(str, pa.Check.isin(missing, error="answers"), nullable=True)
    if question.type == "open":
        value = pa.Column(str, nullable=True)
    else:
        value = pa.Column(float, pa.Check.in_range(*question.range, error="range"), nullable=True)
    return {variable.name: value, f"{variable.name}_missing": companion}


def check_respondents(
    respondents: pd.DataFrame, cells: pd.DataFrame, instrument: Instrument, *, file: Path
) -> None:
    """Hold coded responses against the instrument's schema.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent
        As `code_cells` gives it; its index counts rows of the file.
    cells : DataFrame of text
        The same rows as received, for the messages.
    instrument : Instrument
    file : Path
        Named in the refusals.

    Raises
    ------
    BlankId, BadId, LostZeros, RepeatedId
        Respondent ids do not tell respondents apart, or are not as the instrument says.
    UnlistedAnswer, OutOfRange
        Cells hold what is no answer to their question.
    """
    _refuse_blank_ids(respondents[instrument.respondent_id], instrument, file=file)
    try:
        build_schema(instrument).validate(respondents, lazy=True)
    except pa.errors.SchemaErrors as error:
        found = error.failure_cases
    else:
        return
    _refuse_ids(found[found["column"].eq(instrument.respondent_id)], instrument, file=file)
    places = found[found["check"].eq("answers")]
    if len(places):
        raise _report_unlisted(places, cells, instrument, file=file)
    raise _report_range(found, cells, instrument, file=file)


def _refuse_blank_ids(ids: pd.Series, instrument: Instrument, *, file: Path) -> None:
    blank = ids.index[ids.eq("")]
    if len(blank):
        raise refuse_cells(
            BlankId,
            [Fault(int(row), instrument.respondent_id, "") for row in blank],
            "responses have no respondent id",
            file=file,
            expected="an id for every response",
            do="Give the responses their ids at the source",
        )


def _refuse_ids(found: pd.DataFrame, instrument: Instrument, *, file: Path) -> None:
    name = instrument.respondent_id
    wrong = _list_faults(found[found["check"].eq("pattern")], name)
    if wrong:
        lost = [fault for fault in wrong if _has_lost_zeros(str(fault.came), instrument)]
        raise refuse_cells(
            LostZeros if lost else BadId,
            lost or wrong,
            "respondent ids have lost their leading zeros"
            if lost
            else "respondent ids are not of the instrument's form",
            file=file,
            expected=f"ids of the form {instrument.respondent_id_pattern}, kept as text",
            do="Have the file exported again with the ids as text; a spreadsheet that opens "
            "them as numbers drops zeros"
            if lost
            else "Correct the ids, or respondent_id_pattern in instrument.yml",
        )
    repeated = _list_faults(found[found["check"].eq("field_uniqueness")], name)
    if repeated:
        raise refuse_cells(
            RepeatedId,
            repeated,
            "respondent ids stand more than once",
            file=file,
            expected="every respondent once",
            do="Find out which response counts, and remove the other at the source",
        )


def _has_lost_zeros(came: str, instrument: Instrument) -> bool:
    pattern = pd.Series([came.zfill(length) for length in range(len(came) + 1, LONGEST_ID)])
    return came.isdigit() and pattern.str.fullmatch(instrument.respondent_id_pattern).any()


def _list_faults(found: pd.DataFrame, column: str) -> list[Fault]:
    pairs = zip(found["index"], found["failure_case"], strict=True)
    return sorted(Fault(int(row), column, came) for row, came in pairs)


def _report_unlisted(
    found: pd.DataFrame, cells: pd.DataFrame, instrument: Instrument, *, file: Path
) -> UnlistedAnswer:
    faults = []
    for row, column in zip(found["index"], found["column"], strict=True):
        name = column if column in instrument.variables else column.removesuffix("_missing")
        name = instrument.variables[name].banded or name
        faults.append(Fault(int(row), name, cells.at[row, name]))
    faults = sorted(set(faults))
    return refuse_cells(
        UnlistedAnswer,
        faults,
        "cells hold no listed answer",
        file=file,
        expected="; ".join(
            f"{name}: {_describe_allowed(instrument.variables[name], instrument)}"
            for name in dict.fromkeys(fault.column for fault in faults[:5])
        ),
        do="Find out what was answered; if the answer is missing from instrument.yml, add it",
    )


def _describe_allowed(variable: Variable, instrument: Instrument) -> str:
    question = variable.question
    parts = [f"{answer.code} ({answer.label})" for answer in variable.answers]
    if question.type == "number":
        parts = ["a number from {:g} to {:g}".format(*question.range)]
        parts += [f"in the band {band.label}" for band in question.bands.values()]
    parts += [
        f"{instrument.missing[kind].code} ({instrument.missing[kind].label})"
        for kind in list_missing(question)
    ]
    return ", ".join([*parts, *(["blank"] if "not_answered" in question.missing else [])])


def _report_range(
    found: pd.DataFrame, cells: pd.DataFrame, instrument: Instrument, *, file: Path
) -> OutOfRange:
    places = found[found["check"].eq("range")]
    faults = sorted(
        Fault(int(row), name, cells.at[row, name])
        for row, name in zip(places["index"], places["column"], strict=True)
    )
    return refuse_cells(
        OutOfRange,
        faults,
        "numbers lie outside their range",
        file=file,
        expected="; ".join(
            f"{name}: {_describe_allowed(instrument.variables[name], instrument)}"
            for name in dict.fromkeys(fault.column for fault in faults)
        ),
        do="Find out what was answered; if the range in instrument.yml is too narrow, widen it",
    )
