"""Render the project by nbconvert and pandoc, where there is no Quarto."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import nbformat

from parentdata.errors import Refusal
from parentdata.site.kept_pages import KeptPages

_MARK = "<!--pd-part:{}-->"
_PARTS = re.compile(r"<!--pd-part:([\w-]+)-->")
_OPTIONS = (
    "--citeproc",
    "--bibliography=references.bib",
    "--csl=theme/references.csl",
    "--metadata=link-citations:true",
    "--metadata=lang:en-GB",
    "--lua-filter=theme/page.lua",
    "--template=theme/parts.html",
    "--toc",
    "--toc-depth=3",
    "--mathml",
    "--wrap=none",
    "--metadata=pagetitle:page",
)
# What of the theme a reader's browser needs.
_ASSETS = ("site.css", "site.js")


class PandocFailed(Refusal):
    """Pandoc did not take a page's markdown."""


def name_renderer() -> str:
    """Name nbconvert and its version, for the footer."""
    return f"nbconvert {version('nbconvert')}"


def render_by_nbconvert(project: Path, notebooks: Mapping[str, nbformat.NotebookNode]) -> Path:
    """Render a project in this process; return the folder with the pages.

    A page that is made from the same as the last time is taken from `pages` beside the project.

    Raises
    ------
    PandocFailed
        Pandoc ended with an error or a warning on a page.
    """
    pages = project / "_site"
    (pages / "theme").mkdir(parents=True)
    for name in _ASSETS:
        shutil.copyfile(project / "theme" / name, pages / "theme" / name)
    if (project / "files").is_dir():
        shutil.copytree(project / "files", pages / "files")
    shared = [*(project / "theme").rglob("*"), *Path(__file__).parent.glob("*.py")]
    shared = [file for file in shared if file.is_file()]
    kept = KeptPages(project.with_name("pages"), [*shared, project / "references.bib"])
    for name, notebook in notebooks.items():
        text = kept.render(name, notebook, partial(_render_page, name, notebook, project))
        (pages / f"{name}.html").write_text(text, encoding="utf-8")
    return pages


def _render_page(name: str, notebook: nbformat.NotebookNode, project: Path) -> str:
    parts = _convert_markdown(notebook, project, name)
    text, _ = _open_exporter(project).from_notebook_node(
        notebook, resources={"parts": parts, "front": notebook.metadata["page"]}
    )
    return text


@cache
def _open_exporter(project: Path):
    # Importing nbconvert costs a second, which no other command should pay.
    from nbconvert.exporters import HTMLExporter

    return HTMLExporter(template_name="nbconvert", extra_template_basedirs=[str(project / "theme")])


def _list_markdown(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """List what pandoc must convert: markdown cells, markdown outputs and code, each by a name."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found.append((cell.id, cell.source))
        elif cell.cell_type == "code":
            for index, output in enumerate(cell.outputs):
                if "text/markdown" in output.get("data", {}):
                    found.append((f"{cell.id}-{index}", output.data["text/markdown"]))
            code = re.sub(r"\A#\|[^\n]*\n", "", cell.source)
            longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
            fence = "`" * max(3, longest + 1)
            found.append((f"{cell.id}-code", f"{fence}{{.python .cell-code}}\n{code}\n{fence}"))
    return found


def _convert_markdown(notebook: nbformat.NotebookNode, project: Path, name: str) -> dict[str, str]:
    """Convert a page in one call, so that footnotes, citations and contents know of each other."""
    import pypandoc

    marked = [f"{_MARK.format(part)}\n\n{text}" for part, text in _list_markdown(notebook)]
    try:
        page = pypandoc.convert_text(
            "\n\n".join([*marked, _MARK.format("notes")]),
            "html5",
            format="markdown",
            extra_args=[*_OPTIONS, "--fail-if-warnings"],
            cworkdir=str(project),
        )
    except RuntimeError as error:
        raise PandocFailed(
            str(error).strip(),
            file=f"{name}.ipynb",
            expected="markdown that pandoc takes without a warning",
            do="Correct the cell that the words above come from; the site was left as it is.",
        ) from error
    pieces = _PARTS.split(page.replace("\r\n", "\n"))
    return dict(zip(["toc", *pieces[1::2]], (piece.strip() for piece in pieces[::2]), strict=True))
