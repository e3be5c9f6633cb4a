"""Every notebook, byte for byte: the warm engine, an ordinary kernel, JupyterLab's "run all"."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parentdata.notebooks.environment import ARITHMETIC

pytestmark = pytest.mark.xdist_group("pipeline")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.name for path in (ROOT / "analysis").glob("*.ipynb"))
# What JupyterLab does: every cell as it stands, in a kernel started beside the notebook.
RUN_ALL = """
import sys
import nbformat
from nbclient import NotebookClient
from parentdata.notebooks import canonical_form
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, kernel_name="python3", timeout=None).execute(cwd="analysis")
sys.stdout.write(canonical_form(notebook))
"""


def told_by(text: str) -> list:
    """What an executed notebook tells, without the cell that papermill puts in and its number."""
    cells = json.loads(text)["cells"]
    kept = [cell for cell in cells if "injected-parameters" not in cell["metadata"].get("tags", [])]
    for number, cell in enumerate(kept):
        cell["id"] = f"cell-{number:03d}"
        cell.pop("execution_count", None)
        for output in cell.get("outputs", []):
            output.pop("execution_count", None)
    return kept


def run_all(folder: Path, name: str, home: Path) -> str:
    """Run a notebook as JupyterLab does; what it writes lies where it wrote it."""
    ours = os.environ | ARITHMETIC | {"HOME": str(home), "PYTHONPATH": str(folder / "src")}
    ran = subprocess.run(
        [sys.executable, "-c", RUN_ALL, f"analysis/{name}"], cwd=folder, env=ours,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def made(repro, make_project):
    """A copy of the run, whose notebooks the warm engine ran; here they run again."""
    project = make_project()
    shutil.rmtree(project.folder)
    shutil.copytree(repro.folder, project.folder, symlinks=True)
    return project


def test_the_run_took_the_warm_engine(repro, made):
    """Otherwise two of the three would be one: a kernel in its place is told of on stderr."""
    ran = made.run(sys.executable, "-m", "parentdata", "run", "analysis/00-summary.ipynb")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert made.digest() == repro.digest()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_an_ordinary_kernel_makes_the_same_bytes(name, repro, made):
    ran = made.run(
        sys.executable, "-m", "parentdata", "run", f"analysis/{name}", PARENTDATA_ENGINE="plain"
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert made.digest() == repro.digest()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_run_all_in_jupyterlab_makes_the_same_bytes(name, repro, made):
    told = run_all(made.folder, name, made.home)
    executed = repro.folder / "build" / "executed" / name
    assert told_by(told) == told_by(executed.read_text(encoding="utf-8"))
    assert made.digest() == repro.digest()
