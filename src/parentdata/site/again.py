"""Run a notebook's code again in this session, away from the derived tables."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from parentdata import paths
from parentdata.errors import Refusal
from parentdata.site.number_sources import Sources

OUT = "PARENTDATA_OUT"


class NotRun(Refusal):
    """A notebook has not run yet, so that the values it took are not known."""


class NotWritten(Refusal):
    """A notebook does not write the number that is asked for."""


def run_again(notebook: str, name: str) -> float | str:
    """Run every code cell of a notebook that has run, and read a number out of what it writes.

    Parameters
    ----------
    notebook : str
        Such as "10-pilot-survey"; it is run with the parameters of its last run.
    name : str
        Id of an estimate or of a row of a figure, or the address of a cell (`table.…`).

    Returns
    -------
    float, or str where the cell holds words

    Raises
    ------
    NotRun
        There is no executed notebook of that name.
    NotWritten
        It writes no number of that id.
    """
    path = paths.find_root() / "build" / "executed" / f"{notebook}.ipynb"
    if not path.is_file():
        raise NotRun(
            "the notebook has not run.",
            file=path,
            expected="what `dvc repro` leaves in build/executed",
            do="Run `dvc repro`, then this again.",
        )
    os.environ.setdefault("MPLBACKEND", "agg")
    with tempfile.TemporaryDirectory() as folder:
        _run_cells(path, Path(folder) / "data" / "derived")
        source = Sources(Path(folder)).find(name)
    if source is None:
        raise NotWritten(
            f"the notebook writes no number with the id {name!r}.",
            file=path,
            expected="an id of its estimates or figures, or the address of a cell of its tables",
            do="Take id and notebook from the record of the number.",
        )
    value = source.row[source.column]
    try:
        return float(value)
    except ValueError:
        return value


def _run_cells(path: Path, out: Path) -> None:
    """Run the cells one after another, what they write going to `out`."""
    before = os.environ.get(OUT)
    os.environ[OUT] = str(out)
    names: dict[str, object] = {"__name__": "__main__"}
    try:
        for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], start=1):
            if cell["cell_type"] == "code":
                source = "".join(cell["source"])
                exec(compile(source, f"{path.name}, cell {number}", "exec"), names)
    finally:
        os.environ.pop(OUT) if before is None else os.environ.update({OUT: before})
