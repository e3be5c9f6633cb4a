"""Check what two coders made of the replies, and write it: judgements, and one value a code."""

from __future__ import annotations

import pandas as pd

from parentdata.coding.decide import decide
from parentdata.coding.study import load_adjudications, load_judgements, load_study
from parentdata.coding.warnings import list_warnings
from parentdata.foi.coded_rows import STUDY
from parentdata.paths import written
from parentdata.provenance import check_folder, find_study
from parentdata.tables import write_table


def clean_judgements() -> pd.DataFrame:
    """Read the coding of the replies; write judgements.csv, decided.csv and warnings.csv.

    Returns
    -------
    DataFrame
        As `parentdata.coding.decide.decide` gives it. What nobody has decided stands in it without
        a value: whether that stops the summary is a parameter of its notebook.

    Raises
    ------
    AbsentFile, UnlistedFile, AlteredFile
        As `parentdata.provenance.check_folder`.
    BadCodebook, BadTools, BadUnits, NoJudgements, FaultyJudgements, OtherCodebook, TooManyCoders
        As the coding package.
    CannotWrite
        As `parentdata.tables.write_table`.
    """
    folder = find_study(STUDY)
    origin = check_folder(folder)
    study = load_study(folder)
    judgements = load_judgements(study, not_after=origin.date_accessed)
    decided = decide(
        judgements,
        load_adjudications(study),
        codebook=study.codebook,
        undecided_codes="range",
        not_after=origin.date_accessed,
        file=study.adjudications_file,
    )
    warnings = list_warnings(judgements, codebook=study.codebook, units=study.units)
    for name, table, key in (
        ("judgements", judgements, ["unit_id", "code", "coder"]),
        ("decided", decided, ["unit_id", "code"]),
        ("warnings", warnings, ["coder", "code", "warning"]),
    ):
        write_table(table, written(STUDY) / f"{name}.csv", key=key, status=origin.status)
    return decided
