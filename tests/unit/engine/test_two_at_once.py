"""Notebooks begun ahead, in a small compendium that the real DVC runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from parentdata.stages import hash_path

pytestmark = pytest.mark.skipif(
    len(os.sched_getaffinity(0)) < 2, reason="one core: nothing is begun ahead"
)
PATIENCE = 240  # seconds
# Marks stand in build/, which a stage may write to.
WAIT = """
import time
from pathlib import Path
Path("../build/{mine}").touch()
while not Path("../build/{other}").exists():
    time.sleep(0.02)
"""
WRITE = """
from parentdata import paths, tables
import pandas as pd
read = open("../data/raw/{name}.txt").read()
table = pd.DataFrame({{"row_id": ["a"], "read": [read], "level": [confidence_level]}})
tables.write_table(table, paths.written("{name}") / "table.csv", key=["row_id"], status="stand-in")
"""


@pytest.fixture
def project(root, tmp_path):
    for folder in ("analysis", "data/raw", "data/derived", "build", ".dvc"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(root / "params.yaml", tmp_path)
    shutil.copy(root / ".dvcignore", tmp_path)
    (tmp_path / ".dvc" / "config").write_text("[core]\n    no_scm = true\n    analytics = false\n")
    stages = {}
    for name in ("one", "two"):
        (tmp_path / "data" / "raw" / f"{name}.txt").write_text("first")
        stages[name] = {
            "cmd": f"python -m parentdata run analysis/{name}.ipynb",
            "params": ["confidence_level"],
            "deps": [f"analysis/{name}.ipynb", f"data/raw/{name}.txt"],
            "outs": [
                {f"build/executed/{name}.ipynb": {"persist": True}},
                {f"data/derived/{name}/table.csv": {"persist": True}},
            ],
        }
    (tmp_path / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}, sort_keys=False))
    return tmp_path


def write_notebook(project, name, *sources):
    cells = [
        new_markdown_cell("# Small"),
        new_code_cell("confidence_level = 0.5", metadata={"tags": ["parameters"]}),
        *map(new_code_cell, sources),
    ]
    nbformat.write(new_notebook(cells=cells), project / "analysis" / f"{name}.ipynb")


def start(project, *words):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        ["dvc", *words], cwd=project, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=os.environ | {"HOME": str(project), "PATH": path},
    )  # fmt: skip


def wait_for(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def read_table(project, name):
    return (project / "data" / "derived" / name / "table.csv").read_text()


def test_two_notebooks_that_wait_for_each_other_both_end(project):
    for name, other in (("one", "two"), ("two", "one")):
        waiting = WAIT.format(mine=f"mark-{name}", other=f"mark-{other}")
        write_notebook(project, name, waiting, WRITE.format(name=name))
    run = start(project, "repro")
    told, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, told
    for name in ("one", "two"):
        assert "first" in read_table(project, name)
    lock = yaml.safe_load((project / "dvc.lock").read_text())["stages"]
    for stage in lock.values():
        for entry in (*stage["deps"], *stage["outs"]):
            assert hash_path(project / entry["path"]) == entry["md5"]
    wait_for(lambda: os.listdir(project / "build" / "engine") == [".lock"])


def test_work_begun_ahead_of_an_edit_is_dropped(project):
    waiting = WAIT.format(mine="mark-one", other="go-on")
    write_notebook(project, "one", waiting, WRITE.format(name="one"))
    done = "from pathlib import Path\nPath('../build/mark-two').touch()"
    write_notebook(project, "two", WRITE.format(name="two"), done)
    run = start(project, "repro")
    wait_for((project / "build" / "mark-two").exists)
    assert not (project / "data" / "derived" / "two").exists()
    (project / "data" / "raw" / "two.txt").write_text("second")
    (project / "build" / "go-on").touch()
    told, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, told
    assert "second" in read_table(project, "two")
    lock = yaml.safe_load((project / "dvc.lock").read_text())["stages"]["two"]
    raw = project / "data" / "raw" / "two.txt"
    assert {dep["path"]: dep["md5"] for dep in lock["deps"]}["data/raw/two.txt"] == hash_path(raw)


def test_nothing_is_begun_ahead_of_a_stage_asked_for_by_name(project):
    write_notebook(project, "one", "import time\ntime.sleep(2)", WRITE.format(name="one"))
    write_notebook(project, "two", "from pathlib import Path\nPath('../build/mark-two').touch()")
    run = start(project, "repro", "one")
    told, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, told
    assert not (project / "build" / "mark-two").exists()
