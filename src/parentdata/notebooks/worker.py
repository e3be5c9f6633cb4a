"""What a worker of the warm parent does: one notebook, in a process that then ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from parentdata.errors import Refusal
from parentdata.notebooks.engines import NAME, WarmEngine
from parentdata.notebooks.execute import PROGRESS_BAR, prepare, write_canonical
from parentdata.notebooks.failed import EXECUTED, EXTENSIONS, PROGRESS, REFUSED, write_refusal


def work(source: str, overrides: list[str], root: str, out: str, console: int | None) -> int:
    """Run a notebook for a stage; return the exit code.

    Parameters
    ----------
    source, root, out : paths
        The notebook, the top folder, and the folder for what is made.
    overrides : list of "NAME=VALUE"
        Parameters laid over params.yaml.
    console : int, optional
        Number of the open file that progress is told to: standard error of the stage.
    """
    try:
        execution = prepare(Path(source), Path(root), overrides=overrides)
        options = _open_worker(execution.source, Path(out), console)
        executed = execution.execute(NAME, progress_bar=False, **options)
        write_canonical(executed, Path(out, EXECUTED))
    except Refusal as refusal:
        write_refusal(refusal, Path(out))
        return REFUSED
    return 0


def work_cells(source: str, cwd: str, out: str, console: int | None) -> int:
    """Run a notebook that papermill has prepared elsewhere; it says itself which cell failed."""
    notebook = nbformat.read(source, as_version=4)
    options = _open_worker(Path(cwd, Path(source).name), Path(out), console)
    WarmEngine.execute_notebook(
        notebook, "python3", output_path=str(Path(out, EXECUTED)), progress_bar=False, **options
    )
    return 0


def _open_worker(source: Path, out: Path, console: int | None) -> dict[str, Any]:
    """Make this process what a kernel is when its first cell runs; return the engine's options."""
    from IPython import get_ipython

    tell_cell = _tell_progress(out)
    os.chdir(source.parent)
    shell = get_ipython()
    shell.init_environment()
    shell.take_output()
    for extension in EXTENSIONS:
        shell.extension_manager.load_extension(extension)
    said = os.fdopen(console, "w") if console is not None else None
    bar = PROGRESS_BAR | {"desc": source.name, "file": said} if said else None
    return {"on_cell": tell_cell, "bar": bar}


def _tell_progress(out: Path) -> Callable[[int], None]:
    """Keep this process's number and the cell that runs, for whoever finds it dead."""
    progress = os.open(out / PROGRESS, os.O_WRONLY | os.O_CREAT)

    def tell_cell(index: int) -> None:
        os.pwrite(progress, f"{os.getpid()} {index + 1:<6}".encode(), 0)

    tell_cell(-1)
    return tell_cell
