"""Lay the prepared pages out as a complete Quarto project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_notebook, new_raw_cell

from parentdata.site.colophon import (
    Colophon,
    write_colophon,
    write_list_link,
    write_navigation,
)
from parentdata.site.pages import CONFIG
from parentdata.site.prepare import PreparedPage, PreparedSite
from parentdata.site.record_file import pack_records

_KERNEL = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
# One script and one style sheet a page; what opens the records is kept apart for readers of code.
_APPENDED = {"site.js": "panel.js", "site.css": "panel.css"}


def write_project(
    prepared: PreparedSite, reports: Path, folder: Path, colophon: Colophon
) -> dict[str, nbformat.NotebookNode]:
    """Write the project: configuration, theme, references, one notebook a page, and the files.

    Parameters
    ----------
    prepared : PreparedSite
    reports : Path
        Where configuration, theme and references are.
    folder : Path
        The project; what was in it is removed.
    colophon : Colophon
        For the footers.

    Returns
    -------
    dict of page name to notebook, as written
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in (CONFIG, "references.bib"):
        shutil.copyfile(reports / name, folder / name)
    shutil.copytree(reports / "theme", folder / "theme")
    for name, more in _APPENDED.items():
        with (folder / "theme" / name).open("a", encoding="utf-8") as file:
            file.write((reports / "theme" / more).read_text(encoding="utf-8"))
    for place, source in prepared.files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / place)
    for place, text in prepared.texts.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        packed = pack_records(text) if place.endswith(".js") else text
        (folder / place).write_text(packed, encoding="utf-8")
    notebooks = {}
    for page in prepared.pages:
        notebook = _make_notebook(prepared, page, colophon)
        notebooks[page.page.page] = notebook
        nbformat.write(notebook, folder / f"{page.page.page}.ipynb")
    return notebooks


def _make_notebook(
    prepared: PreparedSite, page: PreparedPage, colophon: Colophon
) -> nbformat.NotebookNode:
    """Put the front matter before the cells; Quarto and the nbconvert template both read it."""
    made = write_colophon(page.studies, colophon, names=page.parameters)
    front = {
        "title": page.title,
        "pagetitle": f"{page.title} – {prepared.site.title}",
        "site-title": prepared.site.title,
        "site-subtitle": prepared.site.subtitle,
        "include-before-body": [{"text": write_navigation(prepared.site, page.page)}],
        "include-after-body": [{"text": f"{made}{write_list_link(page.page)}"}],
    }
    # JSON is YAML, and needs no thought about what YAML would take for something else.
    raw = new_raw_cell(f"---\n{json.dumps(front, ensure_ascii=False, indent=1)}\n---")
    notebook = new_notebook(cells=[raw, *page.cells], metadata={**_KERNEL, "page": front})
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index:03d}"
    return notebook
