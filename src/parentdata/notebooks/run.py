"""Run one notebook through papermill; move its outputs into place when all of it succeeded."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import nbformat
from traitlets.config import Config

from parentdata import paths
from parentdata.errors import Refusal
from parentdata.notebooks.canonical import canonical_form
from parentdata.notebooks.parameters import declared_names, load_parameters
from parentdata.scratch import OUT, open_scratch, promote
from parentdata.tables import write_text

# tqdm is silent by itself where stderr is no terminal, if its `disable` is None.
PROGRESS = "{desc}: cell {n_fmt} of {total_fmt}, {elapsed}"
# A kernel that runs for a stage opens no file that the stage does not declare.
WATCHED = (
    "--IPKernelApp.extra_extensions=parentdata.stages.watch",
    "--IPKernelApp.reraise_ipython_extension_failures=True",
)
# Sums and elementary functions follow the instructions that a processor has and the number of its
# cores, and so differ in the last digit. Kernels all use the same ones (decisions/0002).
ARITHMETIC = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V4,AVX512_ICL,AVX512_SPR",
    "OPENBLAS_CORETYPE": "Haswell",
    "OPENBLAS_NUM_THREADS": "1",
}


class NoNotebook(Refusal):
    """The notebook to run is not there, or is not a notebook."""


class NotebookFailed(Refusal):
    """A cell raised an error, or its kernel died."""


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


@contextlib.contextmanager
def _kernel_environment(root: Path, scratch: Path, sockets: str) -> Iterator[None]:
    """Give the kernel folders of the project's own: nothing in a home folder sways a run."""
    ours = {
        "JUPYTER_RUNTIME_DIR": sockets,
        OUT: str(scratch / "derived"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "MPLCONFIGDIR": str(root / "build" / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "JUPYTER_PREFER_ENV_PATH": "1",
        **(ARITHMETIC if platform.machine() in ("x86_64", "AMD64") else {}),
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


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


def _execute(
    source: Path, kept: Path, values: dict[str, object], sockets: str
) -> nbformat.NotebookNode:
    with warnings.catch_warnings():
        # Warnings of papermill's own imports and event loop; those of a cell are in its output.
        warnings.simplefilter("ignore")
        import papermill
        from nbclient.exceptions import DeadKernelError

        try:
            return papermill.execute_notebook(
                str(source),
                str(kept),
                parameters=values,
                cwd=str(source.parent),
                kernel_name="python3",
                language="python",
                # Sockets in a private folder: no port is open to others while a kernel runs.
                # The kernel's own log is silent: it reports its shutdown as an error now and then.
                extra_arguments=["--IPKernelApp.log_level=CRITICAL", *WATCHED],
                config=Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}}),
                progress_bar={"desc": source.name, "bar_format": PROGRESS, "disable": None},
            )
        except (papermill.PapermillExecutionError, DeadKernelError) as error:
            raise _describe_failure(source.name, error, kept) from error


def run_notebook(
    notebook: Path | str,
    *,
    overrides: Sequence[str] = (),
    settle: Callable[[], None] = lambda: None,
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

    Returns
    -------
    Path
        `build/executed/<name>.ipynb`; derived tables and figures are in `data/derived/`.

    Raises
    ------
    BadParameter
        Before a kernel starts, if a parameter is unknown, misspelt or out of range.
    NotebookFailed
        If a cell fails. The partly executed notebook is in `build/running/`; derived data, the
        executed notebook of the last good run and the site stay as they were.
    """
    root = paths.find_root()
    source = Path(notebook).resolve()
    names = declared_names(_load_notebook(source), source=source.name)
    parameters = load_parameters(root / "params.yaml", overrides=overrides).model_dump()
    kept = root / "build" / "running" / source.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    with open_scratch(root, source.stem) as scratch:
        # A socket's path may have about a hundred characters, so it cannot be in the project.
        with (
            tempfile.TemporaryDirectory(prefix="parentdata-") as sockets,
            _kernel_environment(root, scratch, sockets),
        ):
            executed = _execute(source, kept, {name: parameters[name] for name in names}, sockets)
        settle()
        promote(scratch, root / "data" / "derived")
        result = root / "build" / "executed" / source.name
        write_text(canonical_form(executed), result)
    return result
