"""The national survey's notebook on another survey: a small compendium of its own in a folder."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parentdata import paths
from parentdata.answers import Choices
from parentdata.design_file import DesignFile, check_design_file, load_design_file
from parentdata.instrument import BadInstrument, Instrument, load_instrument
from parentdata.intake import clean_responses, clean_study
from parentdata.licence import check_reliability, regress_index
from parentdata.notebooks import (
    BadParameter,
    Parameters,
    load_parameters,
    run_notebook,
    write_overrides,
)
from parentdata.provenance import Origin, check_origins, read_origin
from parentdata.site import render_site
from parentdata.small_compendium import (
    check_listed,
    describe_site,
    lay_out_rooms,
    lay_raw_files,
    leave_nothing_half_laid,
    refuse_folder_in_use,
)
from parentdata.survey.from_file import build_design
from parentdata.tables import write_text

NOTEBOOK = "20-national-survey.ipynb"


@dataclass(frozen=True, kw_only=True)
class _Given:
    """The three files of a survey, and what they say."""

    files: tuple[Path, Path, Path]
    asked: Instrument
    design: DesignFile
    origin: Origin


def run_survey(
    *,
    instrument: Path,
    responses: Path,
    design: Path,
    out: Path,
    overrides: Sequence[str] = (),
) -> Path:
    """Run the national survey's notebook on another survey.

    Parameters
    ----------
    instrument : Path
        What was asked, with a `report` block; beside it stands an `origin.yml` that says whether
        the responses are real and lists their file with its SHA-256.
    responses : Path
        A .csv, .sav or .xlsx file; it is copied as it is.
    design : Path
        How the sample was drawn.
    out : Path
        A new or empty folder. It becomes a small compendium: raw files, derived tables, executed
        notebook and page.
    overrides : sequence of "NAME=VALUE"
        Parameters of this survey, laid over those of params.yaml; the compendium keeps them.

    Returns
    -------
    Path
        The page, `out/reports/_site/index.html`.

    Raises
    ------
    FolderInUse
        `out` holds something.
    UnknownFile
        `origin.yml` does not list the file of responses, or lists another.
    BadInstrument
        There is no report with an index, or it compares with a study that is not at hand.
    BadParameter
        A parameter is unknown or out of range, or is `study`, which the instrument names.
    Refusal
        Whatever the readers of instrument, design, parameters and responses refuse, and what the
        design, the index and its regressions do not allow: before anything is written. What the
        notebook or the site refuse comes later, and the folder stays for reading.
    """
    top = paths.find_root()
    given = _read_given(instrument, responses, design)
    study = f"study={given.asked.study}"
    parameters = load_parameters(top / "params.yaml", overrides=[*_refuse_study(overrides), study])
    refuse_folder_in_use(out)
    respondents = clean_responses(responses, given.asked, given.design)
    _try_estimates(respondents, given, parameters)
    with leave_nothing_half_laid(out):
        _lay_out(top, out, given)
        stated = (top / "params.yaml").read_text(encoding="utf-8")
        write_text(write_overrides(stated, overrides), out / "params.yaml")
        with contextlib.chdir(out):
            check_origins()
            clean_study(given.asked.study)
    with contextlib.chdir(out):
        run_notebook(Path("analysis") / NOTEBOOK, overrides=[study])
        return render_site(root=out.resolve()) / "index.html"


def _try_estimates(respondents: pd.DataFrame, given: _Given, parameters: Parameters) -> None:
    """Have the design, the index and the models refused before anything is written."""
    design = build_design(given.design, respondents.columns)
    sample = respondents.assign(data_status=given.origin.status)
    choices = Choices(
        level=parameters.confidence_level,
        dont_know=parameters.dont_know,
        minimum_base=parameters.minimum_base,
    )
    design.read(sample)
    check_reliability(sample, given.asked, design=design)
    regress_index(
        sample, given.asked, design=design, choices=choices,
        minimum_answered=parameters.minimum_answered,
    )  # fmt: skip


def _refuse_study(overrides: Sequence[str]) -> Sequence[str]:
    if any(override.partition("=")[0].strip() == "study" for override in overrides):
        raise BadParameter(
            "the parameter 'study' was given.",
            file="--parameter",
            expected="parameters of params.yaml; the instrument names the study",
            do="Take it out; nothing was written.",
        )
    return overrides


def _read_given(instrument: Path, responses: Path, design: Path) -> _Given:
    asked, stated = load_instrument(instrument), load_design_file(design)
    check_design_file(stated, asked, source=design)
    _check_report(asked, instrument)
    return _Given(
        files=(instrument, responses, design),
        asked=asked,
        design=stated,
        origin=_read_origin(instrument.parent, responses),
    )


def _check_report(asked: Instrument, source: Path) -> None:
    if asked.report is None or asked.report.index is None:
        raise BadInstrument(
            "the instrument does not say what the report makes of the answers.",
            file=source,
            expected="a block `report` with characteristics, items and an index",
            do="Add it as CONTRIBUTING.md describes; nothing was written.",
        )
    if asked.report.compare:
        raise BadInstrument(
            f"the report compares with {asked.report.compare.study}, which is not at hand.",
            file=source,
            expected="a report on this survey alone",
            do="Take the block `compare` out of the report; nothing was written.",
        )


def _read_origin(folder: Path, responses: Path) -> Origin:
    origin = read_origin(folder)
    check_listed(responses, origin, folder / "origin.yml", what="the responses are")
    return origin


def _lay_out(top: Path, out: Path, given: _Given) -> None:
    """Lay out the rooms of a compendium that holds one survey."""
    names = ("instrument.yml", given.files[1].name, "design.yml")
    files = dict(zip(names, given.files, strict=True))
    lay_raw_files(out / "data" / "raw" / given.asked.study, files, given.origin)
    lay_out_rooms(top, out, command="survey", files=[f"analysis/{NOTEBOOK}"])
    study = {"studies": [given.asked.study]}
    describe_site(
        top,
        out,
        title=given.asked.title,
        subtitle=f"A survey of {given.asked.population}",
        pages=[
            {"page": "index", "label": "Survey", "notebook": Path(NOTEBOOK).stem, **study},
            {"page": "data-dictionary", "label": "Data dictionary",
             "generated": "data-dictionary", **study},
        ],
    )  # fmt: skip
