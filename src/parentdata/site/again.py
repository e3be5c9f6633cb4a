"""Run a notebook's code again in this session, away from the derived tables."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from pathlib import Path

from parentdata import paths
from parentdata.errors import Refusal

OUT = "PARENTDATA_OUT"


class NotRun(Refusal):
    """A notebook has not run yet, so that the values it took are not known."""


def run_again(notebook: str) -> dict[str, float | None]:
    """Run every code cell of a notebook that has run, and read the estimates that it writes.

    Parameters
    ----------
    notebook : str
        Such as "10-pilot-survey"; it is run with the parameters of its last run.

    Returns
    -------
    dict of id to value
        None where it is withheld.

    Raises
    ------
    NotRun
        There is no executed notebook of that name.
    """
    root = paths.find_root()
    path = root / "build" / "executed" / f"{notebook}.ipynb"
    if not path.is_file():
        raise NotRun(
            "the notebook has not run.",
            file=path,
            expected="what `dvc repro` leaves in build/executed",
            do="Run `dvc repro`, then this again.",
        )
    os.environ.setdefault("MPLBACKEND", "agg")
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get(OUT)
        os.environ[OUT] = folder
        try:
            _run_cells(path)
        finally:
            os.environ.pop(OUT) if before is None else os.environ.update({OUT: before})
        (table,) = Path(folder).glob("*/estimates.csv")
        with table.open(encoding="utf-8", newline="") as lines:
            return {
                row["id"]: float(row["value"]) if row["value"] else None
                for row in csv.DictReader(lines)
            }


def _run_cells(path: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], start=1):
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            exec(compile(source, f"{path.name}, cell {number}", "exec"), names)
