"""Run one notebook; move its outputs into place when all of it succeeded."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from parentdata import paths
from parentdata.engine import PLAIN, Job, NoWarmParent, Parent, choose_engine, connect
from parentdata.notebooks.environment import describe_environment, read_timeout
from parentdata.notebooks.failed import EXECUTED
from parentdata.notebooks.waiting import run_by_deadline, wait_for
from parentdata.scratch import open_scratch, promote

WORK = "parentdata.notebooks.worker:work"
Meanwhile = Callable[[Parent], None]


def run_notebook(
    notebook: Path | str,
    *,
    overrides: Sequence[str] = (),
    settle: Callable[[], None] = lambda: None,
    key: str | None = None,
    meanwhile: Meanwhile = lambda _: None,
) -> Path:
    """Run a notebook with the parameters it declares; return its canonical executed form.

    Parameters
    ----------
    notebook : path
        The notebook to run.
    overrides : sequence of "NAME=VALUE"
        Parameters for this run alone, laid over params.yaml.
    settle : function of nothing
        Called when every cell has run and nothing is in its place yet; what it refuses is thrown
        away.
    key : str, optional
        Digest of all that the notebook reads. Work that was begun ahead with the same key is taken.
    meanwhile : function of the warm parent
        Called when the work has been asked for and is waited for.

    Returns
    -------
    Path
        `build/executed/<name>.ipynb`; derived tables and figures are in `data/derived/`.

    Raises
    ------
    BadParameter
        Before a cell runs, if a parameter is unknown, misspelt or out of range.
    NotebookFailed
        If a cell fails. The partly executed notebook is in `build/running/`; derived data, the
        executed notebook of the last good run and the site stay as they were.
    """
    root = paths.find_root()
    source = Path(notebook).resolve()
    result = root / "build" / "executed" / source.name
    with open_scratch(root, source.stem) as scratch:
        with run_by_deadline(source.name, read_timeout(root, overrides)):
            job = plan_job(root, source, scratch, overrides=overrides, key=key)
            made = _run_warm(job, root, meanwhile) if choose_engine() != PLAIN else None
            if made is None:
                _run_plain(root, source, scratch, overrides)
        settle()
        promote(made or scratch, root / "data" / "derived")
        result.parent.mkdir(parents=True, exist_ok=True)
        ((made or scratch) / EXECUTED).replace(result)
    return result


def plan_job(
    root: Path, source: Path, out: Path, *, overrides: Sequence[str] = (), key: str | None = None,
    **more: str,
) -> Job:  # fmt: skip
    """Say what a worker has to do for a notebook; without a key it is like no other work."""
    return Job(
        name=source.stem,
        key=key or uuid.uuid4().hex,
        entry=WORK,
        arguments={
            "source": str(source), "overrides": list(overrides), "root": str(root), "out": str(out)
        },
        environment=os.environ | describe_environment(root, out) | more,
        out=str(out),
    )  # fmt: skip


def _run_warm(job: Job, root: Path, meanwhile: Meanwhile) -> Path | None:
    """Run in a worker; return where its files are, or nothing where there is no warm parent."""
    try:
        parent = connect(root, job.environment)
        with parent.run(job) as asked:
            meanwhile(parent)
            return wait_for(asked, Path(job.arguments["source"]).name, Path(job.out))
    except NoWarmParent as why:
        sys.stderr.write(f"An ordinary kernel runs {job.name}: {why}.\n")
        return None


def _run_plain(root: Path, source: Path, scratch: Path, overrides: Sequence[str]) -> None:
    # Importing papermill and starting a kernel costs what a warm worker saves.
    from parentdata.notebooks.plain import run_in_kernel

    run_in_kernel(root, source, scratch, overrides)
