"""Notebooks run in a real kernel, in a project of their own."""

from __future__ import annotations

import fcntl
import os
import platform
import pty
import shutil
import struct
import subprocess
import sys
import termios

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from parentdata.notebooks import canonical_form

WRITE = """
from parentdata import paths, tables
import pandas as pd
table = pd.DataFrame({"row_id": ["a"], "level": [confidence_level]})
tables.write_table(
    table, paths.written("small") / "table.csv", key=["row_id"], status="stand-in"
)
"""


@pytest.fixture
def project(root, tmp_path):
    (tmp_path / "dvc.yaml").touch()
    shutil.copy(root / "params.yaml", tmp_path)
    (tmp_path / "analysis").mkdir()
    return tmp_path


def write_notebook(project, *sources, parameters="confidence_level = 0.5"):
    cells = [
        new_markdown_cell("# Small"),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        *map(new_code_cell, sources),
    ]
    nbformat.write(new_notebook(cells=cells), project / "analysis" / "10-small.ipynb")


def run(project, *options):
    return subprocess.run(
        [sys.executable, "-m", "parentdata", "run", "analysis/10-small.ipynb", *options],
        cwd=project, capture_output=True, text=True, check=False,
        env=os.environ | {"HOME": str(project)},
    )  # fmt: skip


PRODUCT = """
import hashlib
import numpy as np
ours = np.random.default_rng(1).normal(size=(200, 300))
print(hashlib.md5((ours @ ours.T).tobytes()).hexdigest())
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="processors of another kind")
def test_a_product_has_the_same_digits_whatever_instructions_and_threads_a_machine_would_use(
    project, monkeypatch
):
    write_notebook(project, PRODUCT)
    alone = subprocess.run(
        [sys.executable, "-c", PRODUCT], capture_output=True, text=True, check=True
    )
    kept = set()
    for kind, threads in (("Haswell", "1"), ("Nehalem", "2")):
        monkeypatch.setenv("OPENBLAS_CORETYPE", kind)
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
        assert run(project).returncode == 0
        kept.add((project / "build" / "executed" / "10-small.ipynb").read_text("utf-8"))
    other = subprocess.run(
        [sys.executable, "-c", PRODUCT], capture_output=True, text=True, check=True
    )
    assert len(kept) == 1
    assert other.stdout != alone.stdout  # otherwise this test shows nothing


def test_a_run_writes_its_tables_and_is_the_same_twice(project):
    write_notebook(project, "print('one')\nprint('two', flush=True)\nprint('three')", WRITE)
    kept = []
    for _ in range(2):
        ran = run(project)
        assert (ran.returncode, ran.stderr) == (0, "")
        executed = project / "build" / "executed" / "10-small.ipynb"
        table = project / "data" / "derived" / "small" / "table.csv"
        kept.append((executed.read_bytes(), table.read_bytes()))
    assert kept[0] == kept[1]
    assert "0.95" in kept[0][1].decode()
    assert not list((project / "build" / "scratch").iterdir())


def test_a_failing_cell_names_itself_and_leaves_the_last_good_run(project):
    write_notebook(project, WRITE)
    assert run(project).returncode == 0
    table = project / "data" / "derived" / "small" / "table.csv"
    executed = project / "build" / "executed" / "10-small.ipynb"
    before = (table.read_bytes(), executed.read_bytes())
    write_notebook(project, WRITE, "share = 4\nshare / 0")
    failed = run(project, "-p", "confidence_level=0.9")
    assert failed.returncode == 1
    assert "10-small.ipynb, cell 5 [4], line 2: ZeroDivisionError: division by zero" in (
        failed.stderr
    )
    partly = project / "build" / "running" / "10-small.ipynb"
    assert "ZeroDivisionError" in partly.read_text()
    assert (table.read_bytes(), executed.read_bytes()) == before


def test_a_kernel_that_dies_fails_the_notebook(project):
    write_notebook(project, "import os\nos._exit(1)")
    failed = run(project)
    assert failed.returncode == 1
    assert "10-small.ipynb, cell 4: its worker ended by itself with exit code 1" in failed.stderr


def test_a_misspelt_parameter_is_refused_before_the_notebook_starts(project):
    write_notebook(project, WRITE)
    refused = run(project, "-p", "confidence_levle=0.9")
    assert refused.returncode == 1
    assert "did you mean 'confidence_level'" in refused.stderr
    assert not (project / "build" / "running").exists()
    assert not (project / "build" / "executed").exists()


def test_a_path_that_is_no_notebook_is_refused(project):
    refused = run(project)
    assert refused.returncode == 1
    assert "the notebook cannot be read (FileNotFoundError)" in refused.stderr


def test_the_canonical_form_has_no_times_ids_or_pieces_of_a_stream():
    cell = new_code_cell("print(1)", metadata={"papermill": {"duration": 3}, "tags": ["a"]})
    cell.outputs = [
        nbformat.v4.new_output("stream", name="stdout", text=text) for text in ("1", "\n")
    ]
    whole = new_code_cell("print(1)", metadata={"execution": {"start": "now"}, "tags": ["a"]})
    whole.outputs = [nbformat.v4.new_output("stream", name="stdout", text="1\n")]
    first = new_notebook(cells=[cell], metadata={"papermill": {"version": "2"}})
    assert canonical_form(first) == canonical_form(new_notebook(cells=[whole]))


def test_a_terminal_is_told_which_cell_runs_of_how_many_and_since_when(project):
    write_notebook(project, "1 + 1")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    command = [sys.executable, "-m", "parentdata", "run", "analysis/10-small.ipynb"]
    ran = subprocess.run(command, cwd=project, stderr=theirs, check=False)
    os.close(theirs)
    told = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ran.returncode == 0
    # The parameters that were handed over stand in a cell of their own.
    assert "10-small.ipynb: cell 4 of 4, 00:0" in told
