"""Workers that are processes of their own, and a scheduler that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = 120


@pytest.fixture
def worker_tasks(monkeypatch):
    """The module of tasks, as workers started from here import it too."""
    monkeypatch.syspath_prepend(HERE)
    import worker_tasks

    return worker_tasks


@pytest.fixture
def noted(tmp_path) -> Path:
    folder = tmp_path / "noted"
    folder.mkdir()
    return folder


def kill_when(is_time: Callable[[], int]) -> threading.Thread:
    """Kill the process that `is_time` names, as soon as it names one."""

    def watch() -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if pid := is_time():
                os.kill(pid, signal.SIGKILL)
                return
            time.sleep(0.02)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


@pytest.fixture
def start_cluster(tmp_path):
    """Start a scheduler and a worker in processes of their own; give the former and its file."""
    running = []

    def start() -> tuple[subprocess.Popen, Path]:
        where = tmp_path / f"scheduler-{len(running)}.json"
        program = [sys.executable, "-m"]
        options = {
            "distributed.cli.dask_scheduler": ["--host", "127.0.0.1", "--port", "0"],
            "distributed.cli.dask_worker": ["--nthreads", "1", "--no-nanny"],
        }  # fmt: skip
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
        for module, words in options.items():
            running.append(
                subprocess.Popen(
                    [*program, module, *words, "--scheduler-file", str(where), "--no-dashboard"],
                    cwd=tmp_path,
                    env=environment,
                    stderr=subprocess.DEVNULL,
                )
            )
            end = time.monotonic() + SECONDS
            while not where.is_file() and time.monotonic() < end:
                time.sleep(0.05)
        return running[-2], where

    yield start
    for process in running:
        process.kill()
    for process in running:
        process.wait()
