"""What a timed process measures, and how it hands it on."""

from __future__ import annotations

import json
import re
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def time_once(task: Callable) -> tuple[float, object]:
    """Seconds that a task took, and what it returned."""
    start = time.perf_counter()
    found = task()
    return time.perf_counter() - start, found


def measure_arrays(task: Callable) -> float:
    """Megabytes that Python and numpy held more during the task, at most."""
    tracemalloc.start()
    task()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def measure_process(task: Callable) -> float | None:
    """Megabytes that the process held more during its first task, at most; None but on Linux."""
    if not CLEAR.exists():
        return None
    CLEAR.write_text("5")
    before = _read("VmRSS")
    task()
    return (_read("VmHWM") - before) * 1024 / 1e6


def _read(name: str) -> int:
    return int(re.search(rf"{name}:\s+(\d+)", STATUS.read_text())[1])


def write_record(path: str, tools: dict[str, dict]) -> None:
    """Write seconds, megabytes, shares and errors of each tool as JSON."""
    plain = {
        tool: {
            key: value.tolist() if isinstance(value, np.ndarray) else value
            for key, value in record.items()
        }
        for tool, record in tools.items()
    }
    Path(path).write_text(json.dumps(plain))
