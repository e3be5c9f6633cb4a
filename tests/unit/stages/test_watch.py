"""A stage that opens what it does not declare is refused, in a real kernel and in its command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PIPELINE = """
stages:
  small:
    desc: Make a table
    cmd: python -m parentdata run analysis/10-small.ipynb
    deps: [analysis/10-small.ipynb, declared.csv]
    outs:
      - build/executed/10-small.ipynb: {persist: true}
      - data/derived/small/made.csv: {persist: true}
"""
WRITE = """
from parentdata import paths, tables
tables.write_table(read, paths.written("small") / "made.csv", key=["a_id"], status="stand-in")
"""


@pytest.fixture
def project(root, tmp_path):
    (tmp_path / "dvc.yaml").write_text(PIPELINE)
    shutil.copy(root / "params.yaml", tmp_path)
    for name in ("declared.csv", "undeclared.csv"):
        (tmp_path / name).write_text("a_id,b\n1,2\n")
    (tmp_path / "analysis").mkdir()
    return tmp_path


def run(project, source):
    cells = [
        new_markdown_cell("# Small"),
        new_code_cell("confidence_level = 0.5", metadata={"tags": ["parameters"]}),
        new_code_cell(f"import pandas as pd\n{source}"),
        new_code_cell(WRITE),
    ]
    nbformat.write(new_notebook(cells=cells), project / "analysis" / "10-small.ipynb")
    return subprocess.run(
        [sys.executable, "-m", "parentdata", "run", "analysis/10-small.ipynb"],
        cwd=project, capture_output=True, text=True, check=False,
        env=os.environ | {"HOME": str(project)},
    )  # fmt: skip


def last_event(project):
    path = sorted((project / "build" / "runs").glob("*.json"))[-1]
    return json.loads(path.read_text())["event"]


def test_a_notebook_reads_what_its_stage_declares(project):
    ran = run(project, "read = pd.read_csv('../declared.csv', dtype=str)")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (project / "data" / "derived" / "small" / "made.csv").is_file()
    assert last_event(project) == "finished"


@pytest.mark.parametrize(
    "source",
    [
        "read = pd.read_csv('../undeclared.csv', dtype=str)",
        "from pathlib import Path\nPath('../undeclared.csv').read_text()",
        "import os\nos.open(os.path.abspath('../undeclared.csv'), os.O_RDONLY)",
        "import numpy as np\nnp.loadtxt('../undeclared.csv', delimiter=',', skiprows=1)",
    ],
)
def test_a_notebook_that_reads_another_file_is_refused(project, source):
    ran = run(project, source)
    assert ran.returncode == 1
    assert (
        f"the stage small reads {project}/undeclared.csv, which it does not declare" in ran.stderr
    )
    assert not (project / "data").exists()
    assert last_event(project) == "failed"


@pytest.mark.parametrize("place", ["../declared.csv", "../data/derived/small/other.csv", "new.txt"])
def test_a_notebook_that_writes_elsewhere_is_refused(project, place):
    (project / "data" / "derived" / "small").mkdir(parents=True)
    before = {path: path.read_bytes() for path in project.glob("*.csv")}
    ran = run(project, f"open('{place}', 'w')")
    assert "the stage small writes " in ran.stderr
    assert "outs to list every file that a stage makes" in ran.stderr
    assert {path: path.read_bytes() for path in project.glob("*.csv")} == before
    assert not (project / "analysis" / "new.txt").exists()


def test_a_notebook_that_is_no_stage_is_not_watched(project):
    (project / "dvc.yaml").write_text("stages: {}\n")
    ran = run(project, "read = pd.read_csv('../undeclared.csv', dtype=str)")
    assert (ran.returncode, ran.stderr) == (0, "")
