"""The national survey's notebook on another survey: a small compendium of its own in a folder."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import yaml

from parentdata import paths
from parentdata.design_file import check_design_file, load_design_file
from parentdata.errors import Refusal
from parentdata.instrument import BadInstrument, Instrument, load_instrument
from parentdata.intake import clean_study
from parentdata.notebooks import run_notebook
from parentdata.provenance import Origin, check_origins, hash_file, read_origin, write_origin
from parentdata.site import render_site
from parentdata.tables import write_text

NOTEBOOK = "20-national-survey.ipynb"
# What the copy of the compendium needs besides the survey itself.
FILES = ("params.yaml", "requirements.lock", "reports/claims.yml", "reports/number-exceptions.txt",
         "reports/references.bib", f"analysis/{NOTEBOOK}")  # fmt: skip
PIPELINE = (
    "# Made by `python -m parentdata survey`; it marks the top folder of this run.\nstages: {}\n"
)


class FolderInUse(Refusal):
    """The folder to write to holds something already."""


class UnknownResponses(Refusal):
    """Nothing says where the file of responses comes from, or it is another file."""


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
    Refusal
        Anything that the readers, the notebook or the site refuse. Until the responses are clean,
        a refusal leaves no folder; later the folder stays, for reading.
    """
    asked = load_instrument(instrument)
    check_design_file(load_design_file(design), asked, source=design)
    _check_report(asked, instrument)
    origin = _read_origin(instrument.parent, responses)
    _refuse_folder_in_use(out)
    top = paths.find_root()
    try:
        _lay_out(top, out, asked, origin, (instrument, responses, design))
        with contextlib.chdir(out):
            check_origins()
            clean_study(asked.study)
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise
    with contextlib.chdir(out):
        run_notebook(Path("analysis") / NOTEBOOK, overrides=[f"study={asked.study}"])
        return render_site(root=out.resolve()) / "index.html"


def _check_report(asked: Instrument, source: Path) -> None:
    if asked.report is None or asked.report.index is None:
        raise BadInstrument(
            "the instrument does not say what the report makes of the answers.",
            file=source,
            expected="a block `report` with characteristics, items and an index",
            do="Add it as CONTRIBUTING.md describes; nothing was written.",
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


def _lay_out(
    top: Path, out: Path, asked: Instrument, origin: Origin, given: tuple[Path, Path, Path]
) -> None:
    """Lay out the rooms of a compendium that holds one survey."""
    raw = out / "data" / "raw" / asked.study
    raw.mkdir(parents=True)
    names = ("instrument.yml", given[1].name, "design.yml")
    for source, name in zip(given, names, strict=True):
        shutil.copyfile(source, raw / name)
    files = {name: hash_file(raw / name) for name in sorted(names)}
    write_origin(origin.model_copy(update={"files": files}), raw)
    for name in FILES:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(top / name, out / name)
    shutil.copytree(top / "reports" / "theme", out / "reports" / "theme")
    write_text(PIPELINE, out / "dvc.yaml")
    write_text(_describe_site(top, asked), out / "reports" / "_quarto.yml")


def _describe_site(top: Path, asked: Instrument) -> str:
    """Make the compendium's own _quarto.yml into one of a single survey with its dictionary."""
    site = yaml.safe_load((top / "reports" / "_quarto.yml").read_text(encoding="utf-8"))
    site["website"]["title"] = asked.title
    study = {"studies": [asked.study]}
    notebook = Path(NOTEBOOK).stem
    site["parentdata"] = {
        "subtitle": asked.population,
        "pages": [
            {"page": "index", "label": "Survey", "notebook": notebook, **study},
            {"page": "data-dictionary", "label": "Data dictionary",
             "generated": "data-dictionary", **study},
        ],
    }  # fmt: skip
    return yaml.safe_dump(site, sort_keys=False, allow_unicode=True)
