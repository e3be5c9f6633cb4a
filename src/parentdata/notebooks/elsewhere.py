"""Run the cells of `papermill --engine parentdata` in a worker of a warm parent."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nbformat
from papermill.engines import NotebookExecutionManager

from parentdata import paths
from parentdata.engine import Job, connect
from parentdata.notebooks.environment import describe_environment, read_timeout
from parentdata.notebooks.failed import EXECUTED
from parentdata.notebooks.waiting import run_by_deadline, wait_for


def run_elsewhere(manager: NotebookExecutionManager) -> None:
    """Run a notebook that papermill has prepared, and put its outputs into it.

    Tables are written where the notebook writes them: no stage stands by to move them into place.

    Raises
    ------
    NoProject
        The working directory is not inside the compendium.
    NoWarmParent
        None can be started here; papermill's own engine can do it.
    NotebookFailed
        The worker died, or took too long. A cell that fails is papermill's to tell.
    """
    root = paths.find_root()
    name = Path(manager.nb.metadata.papermill.get("input_path") or "notebook.ipynb").name
    manager.cleanup_pbar()
    with tempfile.TemporaryDirectory(prefix="parentdata-") as out:
        given = Path(out) / name
        nbformat.write(manager.nb, given)
        environment = os.environ | describe_environment(root, Path(out))
        environment.pop("PARENTDATA_OUT")
        job = Job(
            name=name, key=out, entry="parentdata.notebooks.worker:work_cells",
            arguments={"source": str(given), "cwd": os.getcwd(), "out": out},
            environment=environment, out=out,
        )  # fmt: skip
        parent = connect(root, environment)
        with run_by_deadline(name, read_timeout(root)), parent.run(job) as asked:
            executed = nbformat.read(wait_for(asked, name, Path(out)) / EXECUTED, as_version=4)
    manager.nb.cells = executed.cells
    manager.nb.metadata.language_info = executed.metadata.language_info
