"""Columns that say how respondents were drawn: carried through cleaning, checked by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from parentdata.design_file import DesignFile
from parentdata.intake.refusals import (
    Fault,
    UnplacedRespondent,
    UnusableDesignNumber,
    UnusableWeight,
    refuse_cells,
)


def read_design_columns(cells: pd.DataFrame, design: DesignFile, *, file: Path) -> pd.DataFrame:
    """Read the design's columns out of the cells of the responses.

    Parameters
    ----------
    cells : DataFrame of text, shape (respondents, columns)
        Its index counts rows of the file.
    design : DesignFile
    file : Path
        Named in the refusals.

    Returns
    -------
    DataFrame, shape (respondents, columns of the design)
        Strata and sampling units as text, as received; then weights, population sizes and
        replicate weights as numbers.

    Raises
    ------
    UnusableWeight
        A weight is missing, no number, infinite, negative or zero, or all are zero.
    UnusableDesignNumber
        A population size is not positive, or a replicate weight missing, negative or infinite.
    UnplacedRespondent
        Somebody's stratum or sampling unit is blank.
    """
    columns = {}
    for name in design.text_columns:
        columns[name] = cells[name].str.strip()
        _refuse_blanks(columns[name], file=file)
    replicates = design.replicate_columns(cells.columns)
    for name in design.number_columns(cells.columns):
        columns[name] = pd.to_numeric(cells[name].str.strip(), errors="coerce").astype(float)
        if name == design.weight:
            _refuse_weights(columns[name], cells[name], file=file)
        else:
            _refuse_numbers(columns[name], cells[name], may_be_zero=name in replicates, file=file)
    return pd.DataFrame(columns, index=cells.index)


def _list_faults(cells: pd.Series, is_faulty: pd.Series) -> list[Fault]:
    return [Fault(int(row), str(cells.name), came) for row, came in cells[is_faulty].items()]


def _refuse_blanks(texts: pd.Series, *, file: Path) -> None:
    faults = _list_faults(texts, texts.eq(""))
    if faults:
        raise refuse_cells(
            UnplacedRespondent,
            faults,
            "respondents have no stratum or sampling unit",
            file=file,
            expected="a stratum and a sampling unit for every respondent",
            do="Fill the column in from the sampling frame, at the source",
        )


def _refuse_weights(weights: pd.Series, cells: pd.Series, *, file: Path) -> None:
    kinds = (
        ("weights sum to nothing", pd.Series(data=weights.eq(0).all(), index=weights.index)),
        ("weights are missing or no numbers", weights.isna()),
        ("weights are infinite", np.isinf(weights)),
        ("weights are negative", weights.lt(0)),
        ("weights are zero", weights.eq(0)),
    )
    for said, is_faulty in kinds:
        if is_faulty.any():
            raise refuse_cells(
                UnusableWeight,
                _list_faults(cells, is_faulty),
                said,
                file=file,
                expected="a positive, finite weight for every respondent",
                do="Correct the weights at the source, or leave out people who were never sampled",
            )


def _refuse_numbers(numbers: pd.Series, cells: pd.Series, *, may_be_zero: bool, file: Path) -> None:
    is_usable = numbers.ge(0) if may_be_zero else numbers.gt(0)
    faults = _list_faults(cells, ~is_usable | np.isinf(numbers))
    if faults:
        what = "replicate weights" if may_be_zero else "population sizes or sampling fractions"
        raise refuse_cells(
            UnusableDesignNumber,
            faults,
            f"{what} cannot be used",
            file=file,
            expected=f"{what} that are finite and {'not negative' if may_be_zero else 'positive'}",
            do="Correct the column at the source, or take it out of the design file",
        )
