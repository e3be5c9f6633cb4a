"""Wait for a worker or a kernel: it may fail, die, be lost with its parent, or never end."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parentdata.engine import Asked, ParentEnded
from parentdata.notebooks.failed import PROGRESS, NotebookFailed, read_refusal

STOOD = "derived data and site are as they were."


@contextmanager
def run_by_deadline(name: str, seconds: float) -> Iterator[None]:
    """Refuse a notebook that takes longer; `NotebookFailed`."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread alone
        return

    def ring(*_: object) -> None:
        raise NotebookFailed(
            f"it ran for {seconds:g} seconds without coming to an end, and was ended.",
            file=name,
            expected="a notebook that takes less",
            do="Find the cell that hangs, or raise notebook_timeout_s in params.yaml; " + STOOD,
        )

    before = signal.signal(signal.SIGALRM, ring)
    # Again each second: a loop that swallowed the first one hears the next.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def wait_for(asked: Asked, name: str, out: Path) -> Path:
    """Wait for a worker; return the folder of what it made.

    Raises
    ------
    NotebookFailed
        A cell fails, or the worker dies, or its parent with it; the cell that ran is named.
    Refusal
        Whatever else the worker refused.
    """
    try:
        done = asked.wait()
    except ParentEnded:
        _kill_left(out)
        raise _died(
            name, out, "the warm parent of its worker ended, and the worker with it"
        ) from None
    if refusal := read_refusal(done.out):
        raise refusal
    if done.status:
        raise _died(name, done.out, f"its worker {_describe(done.status)}")
    return done.out


def _describe(status: int) -> str:
    if status > 0:
        return f"ended by itself with exit code {status}"
    return f"was ended by signal {-status} ({signal.Signals(-status).name})"


def _died(name: str, out: Path, came: str) -> NotebookFailed:
    _, cell = _read_progress(out)
    trace = out / "trace.txt"
    return NotebookFailed(
        f"{came}.",
        file=f"{name}, cell {cell}" if cell else name,
        expected="a worker that lives until every cell has run",
        do=(f"Read {trace}; " if trace.exists() else "Find out what ended it; ") + STOOD,
    )


def _read_progress(out: Path) -> tuple[int, int]:
    """Read the worker's number and the cell it is in; zeros where it has not begun."""
    with suppress(OSError, ValueError):
        pid, cell = (out / PROGRESS).read_text(encoding="utf-8").split()
        return int(pid), int(cell)
    return 0, 0


def _kill_left(out: Path) -> None:
    """End what a worker started that outlived it; the worker led a group of its own."""
    pid, _ = _read_progress(out)
    if pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
