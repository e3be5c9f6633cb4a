"""Execute one notebook by papermill, with its parameters, in whichever engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from parentdata.errors import Refusal
from parentdata.notebooks.canonical import canonical_form
from parentdata.notebooks.failed import NotebookFailed
from parentdata.notebooks.parameters import declared_names, load_parameters
from parentdata.whole_files import write_text

# tqdm is silent by itself where stderr is no terminal, if its `disable` is None.
PROGRESS_BAR = {"bar_format": "{desc}: cell {n_fmt} of {total_fmt}, {elapsed}", "disable": None}


class NoNotebook(Refusal):
    """The notebook to run is not there, or is not a notebook."""


@dataclass(frozen=True, kw_only=True)
class Execution:
    """A notebook to execute; `values` are its parameters, `kept` is where it stands if it fails."""

    source: Path
    kept: Path
    values: dict[str, object]

    def execute(self, engine: str | None, **options: Any) -> nbformat.NotebookNode:
        """Execute it by an engine of papermill's.

        Raises
        ------
        NotebookFailed
            A cell fails, or its kernel dies; what ran stands in `kept`.
        """
        import papermill
        from nbclient.exceptions import DeadKernelError

        self.kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            return papermill.execute_notebook(
                str(self.source),
                str(self.kept),
                engine_name=engine,
                parameters=self.values,
                cwd=str(self.source.parent),
                kernel_name="python3",
                language="python",
                # Written once, at the end: twice a cell costs more than many a cell.
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                **options,
            )
        except (papermill.PapermillExecutionError, DeadKernelError) as error:
            raise _describe_failure(self.source.name, error, self.kept) from error


def prepare(source: Path, root: Path, *, overrides: Sequence[str]) -> Execution:
    """Read a notebook and check its parameters; nothing runs yet.

    Raises
    ------
    NoNotebook
        It cannot be read.
    BadParameter
        A parameter is unknown, misspelt or out of range.
    """
    names = declared_names(_load_notebook(source), source=source.name)
    parameters = load_parameters(root / "params.yaml", overrides=overrides).model_dump()
    kept = root / "build" / "running" / source.name
    values = {name: parameters[name] for name in names}
    return Execution(source=source, kept=kept, values=values)


def write_canonical(executed: nbformat.NotebookNode, path: Path) -> None:
    """Write the canonical form of an executed notebook."""
    write_text(canonical_form(executed), path)


def _load_notebook(path: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise NoNotebook(
            f"the notebook cannot be read ({type(error).__name__}).",
            file=path,
            expected="a Jupyter notebook, such as analysis/10-pilot-survey.ipynb",
            do="Correct the path.",
        ) from error


def _describe_failure(name: str, error: Exception, kept: Path) -> NotebookFailed:
    """Name notebook, cell and line of a papermill error; a dead kernel has no cell to name."""
    where, came = "", f"{type(error).__name__}: {error}"
    if hasattr(error, "ename"):
        trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
        line = re.search(r"Cell In\s*\[\d+\], line (\d+)", trace)
        # papermill's own cell with the parameters stands above those of the notebook.
        where = f", cell {error.cell_index + 1} [{error.exec_count}]"
        where += f", line {line.group(1)}" if line else ""
        came = f"{error.ename}: {error.evalue}"
    return NotebookFailed(
        came,
        file=f"{name}{where}",
        expected="every cell to run without an error",
        do=f"Read {kept}, which holds the cells that ran; derived data and site are as they were.",
    )
