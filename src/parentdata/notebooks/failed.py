"""How a notebook fails, and how a worker tells the process that waits for it."""

from __future__ import annotations

import json
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.whole_files import write_text

REFUSAL, PROGRESS, EXECUTED = "refusal.json", "progress.txt", "executed.ipynb"
REFUSED = 3  # exit code of a worker that refuses and says why
# Loaded where cells run: limits, and no file that the stage does not declare.
EXTENSIONS = ("parentdata.notebooks.limits", "parentdata.stages.watch")


class NotebookFailed(Refusal):
    """A cell raised an error, or what ran it died."""


class RefusedInWorker(Refusal):
    """A refusal as a worker raised it."""


def write_refusal(refusal: Refusal, out: Path) -> None:
    """Write a refusal where the process that waits looks for it."""
    said = {
        "came": refusal.came,
        "expected": refusal.expected,
        "do": refusal.do,
        "file": None if refusal.file is None else str(refusal.file),
        "row": refusal.row,
        "column": refusal.column,
    }
    failed = isinstance(refusal, NotebookFailed)
    write_text(json.dumps({"failed": failed, "said": said}), out / REFUSAL)


def read_refusal(out: Path) -> Refusal | None:
    """Read what a worker refused; nothing where it refused nothing."""
    if not (out / REFUSAL).is_file():
        return None
    read = json.loads((out / REFUSAL).read_text(encoding="utf-8"))
    return (NotebookFailed if read["failed"] else RefusedInWorker)(**read["said"])
