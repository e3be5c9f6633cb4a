"""`python -m parentdata bootstrap`: the bootstrap of a survey's regressions, read and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parentdata import paths
from parentdata.answers import Choices
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.licence.bootstrap import bootstrap_index
from parentdata.notebooks import load_parameters
from parentdata.provenance import find_study
from parentdata.survey.from_file import build_design
from parentdata.tables import read_table, write_table


def bootstrap_study(study: str, *, n_replicates: int, seed: int, run_all: Callable) -> Path:
    """Write build/bootstrap/<study>.csv, as `licence.bootstrap.bootstrap_index` gives it.

    It stands in `build/`, because no page shows it: it is a check of those that do.

    Raises
    ------
    UnknownStudy
        data/raw has no such folder.
    Refusal
        Whatever the readers of instrument, design and table refuse, and `bootstrap_index`;
        nothing was written.
    """
    root, raw = paths.find_root(), find_study(study)
    instrument = load_instrument(raw / "instrument.yml")
    stated = load_design_file(raw / "design.yml")
    text = [instrument.respondent_id, *stated.text_columns]
    respondents = read_table(paths.derived(study) / "respondents.csv", text=text)
    parameters = load_parameters(root / "params.yaml")
    choices = Choices(
        level=parameters.confidence_level,
        dont_know=parameters.dont_know,
        minimum_base=parameters.minimum_base,
    )
    found = bootstrap_index(
        respondents, instrument, design=build_design(stated, respondents.columns),
        choices=choices, minimum_answered=parameters.minimum_answered,
        n_replicates=n_replicates, seed=seed, run_all=run_all,
    )  # fmt: skip
    path = root / "build" / "bootstrap" / f"{study}.csv"
    write_table(found, path, key=["model", "name"])
    return path
