"""The national survey's notebook on another survey: a small compendium of its own in a folder."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from parentdata import paths
from parentdata.design_file import DesignFile, check_design_file, load_design_file
from parentdata.errors import Refusal
from parentdata.instrument import BadInstrument, Instrument, load_instrument
from parentdata.intake import clean_responses, clean_study
from parentdata.licence import add_index
from parentdata.notebooks import load_parameters, run_notebook
from parentdata.provenance import Origin, check_origins, hash_file, read_origin, write_origin
from parentdata.site import render_site
from parentdata.site.colophon import find_commit
from parentdata.survey.from_file import build_design
from parentdata.tables import write_text

NOTEBOOK = "20-national-survey.ipynb"
# What the copy of the compendium needs besides the survey itself.
FILES = ("params.yaml", "requirements.lock", "reports/number-exceptions.txt",
         "reports/references.bib", f"analysis/{NOTEBOOK}")  # fmt: skip
PIPELINE = (
    "# Made by `python -m parentdata survey`; it marks the top folder of this run.\nstages: {}\n"
)
# What this project's study has published says nothing of another survey.
CLAIMS = "# Nothing that was published about this survey is on record.\nsources: {}\nclaims: []\n"


class FolderInUse(Refusal):
    """The folder to write to holds something already."""


class UnknownResponses(Refusal):
    """Nothing says where the file of responses comes from, or it is another file."""


@dataclass(frozen=True, kw_only=True)
class _Given:
    """The three files of a survey, and what they say."""

    files: tuple[Path, Path, Path]
    asked: Instrument
    design: DesignFile
    origin: Origin


def run_survey(*, instrument: Path, responses: Path, design: Path, out: Path) -> Path:
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

    Returns
    -------
    Path
        The page, `out/reports/_site/index.html`.

    Raises
    ------
    FolderInUse
        `out` holds something.
    UnknownResponses
        `origin.yml` does not list the file of responses, or lists another.
    BadInstrument
        There is no report with an index, or it compares with a study that is not at hand.
    Refusal
        Whatever the readers of instrument, design, parameters and responses refuse: before
        anything is written. What the notebook or the site refuse comes later, and the folder
        stays for reading.
    """
    top = paths.find_root()
    given = _read_given(instrument, responses, design)
    overrides = [f"study={given.asked.study}"]
    parameters = load_parameters(top / "params.yaml", overrides=overrides)
    _refuse_folder_in_use(out)
    respondents = clean_responses(responses, given.asked, given.design)
    build_design(given.design, respondents.columns).read(respondents)
    add_index(respondents, given.asked, minimum_answered=parameters.minimum_answered)
    with _leave_nothing_half_laid(out):
        _lay_out(top, out, given)
        with contextlib.chdir(out):
            check_origins()
            clean_study(given.asked.study)
    with contextlib.chdir(out):
        run_notebook(Path("analysis") / NOTEBOOK, overrides=overrides)
        return render_site(root=out.resolve()) / "index.html"


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
    stated = origin.files.get(responses.name)
    found = hash_file(responses) if responses.is_file() else "no such file"
    if stated != found:
        raise UnknownResponses(
            f"the responses are {found}.",
            file=responses,
            expected=f"the SHA-256 {stated or '(none)'} that {folder / 'origin.yml'} lists for it",
            do="Correct the path, or list the file as it is; nothing was written.",
        )
    return origin


def _refuse_folder_in_use(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUse(
            "the folder holds something already.",
            file=out,
            expected="a new or an empty folder",
            do="Name another folder; nothing in this one was touched.",
        )


@contextlib.contextmanager
def _leave_nothing_half_laid(out: Path) -> Iterator[None]:
    """Empty the folder again, or take it away if it is new, where laying it out fails."""
    was_there = out.exists()
    try:
        yield
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        if was_there:
            out.mkdir()
        raise


def _lay_out(top: Path, out: Path, given: _Given) -> None:
    """Lay out the rooms of a compendium that holds one survey."""
    raw = out / "data" / "raw" / given.asked.study
    raw.mkdir(parents=True)
    names = ("instrument.yml", given.files[1].name, "design.yml")
    for source, name in zip(given.files, names, strict=True):
        shutil.copyfile(source, raw / name)
    files = {name: hash_file(raw / name) for name in sorted(names)}
    write_origin(given.origin.model_copy(update={"files": files}), raw)
    for name in FILES:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(top / name, out / name)
    shutil.copytree(top / "reports" / "theme", out / "reports" / "theme")
    write_text(PIPELINE, out / "dvc.yaml")
    write_text(CLAIMS, out / "reports" / "claims.yml")
    write_text(_describe_site(top, given.asked), out / "reports" / "_quarto.yml")
    commit = find_commit(top)
    # Of a checkout with changes no commit can be named: the page then says that it is unknown.
    if " " not in commit:
        write_text(f"{commit}\n", out / "COMMIT")


def _describe_site(top: Path, asked: Instrument) -> str:
    """Make the compendium's own _quarto.yml into one of a single survey with its dictionary."""
    site = yaml.safe_load((top / "reports" / "_quarto.yml").read_text(encoding="utf-8"))
    site["website"]["title"] = asked.title
    study = {"studies": [asked.study]}
    notebook = Path(NOTEBOOK).stem
    site["parentdata"] = {
        "subtitle": f"A survey of {asked.population}",
        "pages": [
            {"page": "index", "label": "Survey", "notebook": notebook, **study},
            {"page": "data-dictionary", "label": "Data dictionary",
             "generated": "data-dictionary", **study},
        ],
    }  # fmt: skip
    return yaml.safe_dump(site, sort_keys=False, allow_unicode=True)
