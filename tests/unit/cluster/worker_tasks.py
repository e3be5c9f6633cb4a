"""What the tests' workers run: importable by name, since workers are processes of their own."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from parentdata.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A task that leaves a file in the folder `inputs` each time somebody takes it up."""

    number: int
    inputs: Path


def note(task: Numbered) -> dict:
    """Note who took the task up, and take a while."""
    (task.inputs / f"{task.number}-{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(0.1)
    return {"number": task.number, "root": task.number**0.5}


def die_of_one(task: Numbered) -> int:
    """End the worker on task 1."""
    if task.number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return task.number


def refuse_one(task: Numbered) -> int:
    """Refuse task 1."""
    if task.number == 1:
        raise Refusal("one came.", expected="two", do="Try another.", file="f.csv", row=2)
    return task.number
