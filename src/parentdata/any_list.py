"""The FOI notebook's parts that any list can fill, on another list of requests."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from parentdata import paths
from parentdata.errors import Refusal
from parentdata.foi.lists import clean_list, make_register
from parentdata.notebooks import declared_names, load_parameters, run_notebook
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

NOTEBOOK = "analysis/30-foi-requests.ipynb"
TERMS = "data/raw/foi-outcomes/outcome-terms.csv"
# In the folder that is made, every list has the place of the study's own requests.
STUDY, AUTHORITIES = "foi-requests", "authority-register"
TAG = "any-list"
ALIASES = "aliases.csv"
NOTE = "aliases.csv and outcome-terms.csv are not the producer's: who ran the list gave them."

_TITLE = """\
# A list of requests for information

Freedom of Information law lets anyone ask a public body for information that it holds, and the \
body must reply. This page is about a list of such requests that somebody else collected: which \
authorities they went to, what became of them, and when. It was made by `python -m parentdata \
foi list`, from the parts of the compendium's own page that any list can fill. The list and the \
register of authorities are named above; `data/derived/origins.csv` says where they come from.

*Reads* the register of requests and the unmatched names in `data/derived/foi-requests/`, which \
the command made from the list. *Writes* estimates and figures to the same folder."""

_WRITE_WORDS = """\
## What is kept

The estimates, one row for each number on this page, are kept for everyone who wants to compute \
further."""

_WRITE = """\
folder = paths.written("foi-requests")
tables.write_table(register_estimates, folder / "estimates.csv", key=["id"])"""

_LIMITS = """\
## What this shows, and what it cannot show

It shows how the requests on the list ended, as far as the list says so, and which names could \
not be matched to an authority. It cannot show what became of requests that are not on the list: \
nobody drew it by chance. Outcomes on such lists are mostly the words of those who asked, not of \
the authorities. And an outcome describes the reply; it does not say what an authority does."""


class NoPartsForLists(Refusal):
    """The notebook has no cells that are marked as fit for any list."""


@dataclass(frozen=True, kw_only=True)
class _Given:
    """The files of a list, and where they come from."""

    requests: Path
    register: Path
    aliases: Path | None
    terms: Path
    origin: Origin
    register_origin: Origin


def run_list(
    *,
    requests: Path,
    register: Path,
    aliases: Path | None,
    origin: Path | None,
    register_origin: Path | None,
    out: Path,
) -> Path:
    """Run the parts of the FOI notebook that any list can fill.

    Parameters
    ----------
    requests : Path
        A list of requests, in one of the forms of `parentdata.foi.lists.FORMS`.
    register : Path
        A register of UK authorities in mySociety's columns.
    aliases : Path, optional
        Stated aliases: name,gss_code,note.
    origin, register_origin : Path, optional
        An `origin.yml`, or its folder, that lists the file with its SHA-256; that beside the
        file, if not given.
    out : Path
        A new or empty folder. It becomes a small compendium: raw files, derived tables (of which
        `unmatched.csv` lists the names that were not matched), executed notebook and page.

    Returns
    -------
    Path
        The page, `out/reports/_site/index.html`.

    Raises
    ------
    FolderInUse
        `out` holds something.
    UnknownFile
        An `origin.yml` does not list the list or the register, or lists another.
    NoPartsForLists
        The notebook has no cells tagged "any-list".
    Refusal
        Whatever the readers of lists, registers, aliases and parameters refuse: before anything
        is written. What the notebook or the site refuse comes later, and the folder stays.
    """
    top = paths.find_root()
    given = _read_given(top, requests, register, aliases, origin, register_origin)
    notebook = make_list_notebook(top / NOTEBOOK)
    declared_names(notebook, source=NOTEBOOK)
    load_parameters(top / "params.yaml")
    refuse_folder_in_use(out)
    dates = {"closed": given.origin.date_accessed, "status": given.origin.status}
    make_register(given.requests, given.register, given.aliases, given.terms, **dates)
    with leave_nothing_half_laid(out):
        _lay_out(top, out, given, notebook)
        with contextlib.chdir(out):
            check_origins()
            raw = paths.raw(STUDY)
            names = (raw / given.requests.name, paths.raw(AUTHORITIES) / given.register.name,
                     raw / ALIASES if given.aliases else None, raw / given.terms.name)  # fmt: skip
            clean_list(*names, **dates)
    with contextlib.chdir(out):
        run_notebook(NOTEBOOK)
        return render_site(root=out.resolve()) / "index.html"


def make_list_notebook(source: Path) -> nbformat.NotebookNode:
    """Take the cells of the notebook that any list can fill, between a title and its limits.

    Returns
    -------
    NotebookNode
        The parameters, the imports, the cells tagged "any-list" in their order, and a cell that
        keeps the estimates.

    Raises
    ------
    NoPartsForLists
        There is no such notebook, or no such cell.
    """
    cells = nbformat.read(source, as_version=4).cells if source.is_file() else []
    tagged = [cell for cell in cells if TAG in cell.metadata.get("tags", [])]
    if not tagged:
        raise NoPartsForLists(
            f"no cell is tagged {TAG!r}.",
            file=source,
            expected="the FOI notebook, with the parts on register, outcomes and times so tagged",
            do="Take the notebook from the repository again; nothing was written.",
        )
    words, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    parts = [words(_TITLE), *_take_opening(cells), *tagged,
             words(_WRITE_WORDS), code(_WRITE), words(_LIMITS)]  # fmt: skip
    notebook = nbformat.read(source, as_version=4)
    for number, cell in enumerate(parts):
        cell["id"] = f"list-{number:03d}"
    notebook.cells = parts
    return notebook


def _take_opening(cells: list[nbformat.NotebookNode]) -> Iterator[nbformat.NotebookNode]:
    """The cell of parameters and that of imports, unless they are tagged themselves."""
    for cell in cells:
        is_opening = "parameters" in cell.metadata.get("tags", []) or (
            cell.cell_type == "code" and cell.source.startswith(("import ", "from "))
        )
        if is_opening and TAG not in cell.metadata.get("tags", []):
            yield cell


def _read_given(
    top: Path,
    requests: Path,
    register: Path,
    aliases: Path | None,
    origin: Path | None,
    register_origin: Path | None,
) -> _Given:
    return _Given(
        requests=requests,
        register=register,
        aliases=aliases,
        terms=top / TERMS,
        origin=_read_origin(requests, origin, what="the list is"),
        register_origin=_read_origin(register, register_origin, what="the register is"),
    )


def _read_origin(file: Path, given: Path | None, *, what: str) -> Origin:
    source = given or file
    folder = source if source.is_dir() else source.parent
    origin = read_origin(folder)
    check_listed(file, origin, folder / "origin.yml", what=what)
    return origin


def _lay_out(top: Path, out: Path, given: _Given, notebook: nbformat.NotebookNode) -> None:
    """Lay out the rooms of a compendium that holds one list and one register."""
    files = {given.requests.name: given.requests, given.terms.name: given.terms}
    if given.aliases:
        files[ALIASES] = given.aliases
    note = " ".join(filter(None, (given.origin.note, NOTE)))
    raw = out / "data" / "raw"
    lay_raw_files(raw / STUDY, files, given.origin.model_copy(update={"note": note}))
    lay_raw_files(raw / AUTHORITIES, {given.register.name: given.register}, given.register_origin)
    lay_out_rooms(top, out, command="foi list")
    for name in ("0008-foi-outcomes.md", "0021-deadlines.md", "0022-matching-authorities.md"):
        (out / "decisions").mkdir(exist_ok=True)
        shutil.copyfile(top / "decisions" / name, out / "decisions" / name)
    (out / NOTEBOOK).parent.mkdir()
    nbformat.write(notebook, out / NOTEBOOK)
    page = {"page": "index", "label": "Requests", "notebook": Path(NOTEBOOK).stem,
            "studies": [STUDY, AUTHORITIES]}  # fmt: skip
    describe_site(
        top, out, title="Requests for information", subtitle=given.origin.title, pages=[page],
    )  # fmt: skip
