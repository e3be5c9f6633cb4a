"""Run a notebook in an ordinary kernel of its own."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config

from parentdata.notebooks.environment import describe_environment
from parentdata.notebooks.execute import PROGRESS_BAR, prepare, write_canonical
from parentdata.notebooks.failed import EXECUTED, EXTENSIONS

# The kernel's own log is silent: it reports its shutdown as an error now and then. What was typed
# before is of no use to a notebook, and its file costs a thread and a disk.
ARGUMENTS = (
    "--IPKernelApp.log_level=CRITICAL",
    "--HistoryManager.enabled=False",
    "--IPKernelApp.reraise_ipython_extension_failures=True",
    *(f"--IPKernelApp.extra_extensions={name}" for name in EXTENSIONS),
)


def run_in_kernel(root: Path, source: Path, out: Path, overrides: Sequence[str]) -> None:
    """Run a notebook; its canonical executed form and its tables are put into a folder.

    Raises
    ------
    NotebookFailed, NoNotebook, BadParameter
        As in `run_notebook`.
    """
    execution = prepare(source, root, overrides=overrides)
    # A socket's path may have about a hundred characters, so it cannot be in the project.
    with (
        tempfile.TemporaryDirectory(prefix="parentdata-") as sockets,
        _set({"JUPYTER_RUNTIME_DIR": sockets} | describe_environment(root, out)),
        warnings.catch_warnings(),
    ):
        # Warnings of papermill's own imports and event loop; those of a cell are in its output.
        warnings.simplefilter("ignore")
        executed = execution.execute(
            None,
            progress_bar=PROGRESS_BAR | {"desc": source.name},
            extra_arguments=list(ARGUMENTS),
            shutdown_kernel="immediate",
            # Sockets in a private folder: no port is open to others while a kernel runs.
            config=Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}}),
        )
    write_canonical(executed, out / EXECUTED)


@contextmanager
def _set(ours: Mapping[str, str]) -> Iterator[None]:
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
