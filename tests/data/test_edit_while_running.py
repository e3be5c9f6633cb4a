"""An edit made while a stage runs under `dvc repro` (treeverse/dvc 11058) is refused."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

import pytest
import yaml

pytestmark = pytest.mark.xdist_group("pipeline")

STAGE, EDITED = "clean-pilot-survey", "src/parentdata/intake/routing.py"
PATIENCE = 120  # seconds for a stage to begin
# What DVC alone does: a stage that waits until its input has been edited.
PLAIN = """
stages:
  slow:
    cmd: python slow.py
    deps: [slow.py, input.txt]
    outs: [made.txt]
"""
SLOW = """
import time
from pathlib import Path
read = Path("input.txt").read_text()
Path("started").touch()
while Path("input.txt").read_text() == read:
    time.sleep(0.01)
Path("made.txt").write_text(read)
"""


def start(project, *command):
    ours = {
        "PATH": f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(project.folder / "src"),
        "HOME": str(project.home),
    }
    return subprocess.Popen(
        command, cwd=project.folder, env=os.environ | ours, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def wait_for(is_there):
    end = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < end, "the stage did not begin"
        time.sleep(0.005)


def md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()


@pytest.fixture
def project(repro, make_project):
    other = make_project()
    shutil.rmtree(other.folder)
    shutil.copytree(repro.folder, other.folder, symlinks=True)
    return other


def test_an_edit_while_a_stage_runs_is_refused_and_the_next_run_is_right(project):
    source, lock = project.folder / EDITED, project.folder / "dvc.lock"
    runs = project.folder / "build" / "runs"
    source.write_text(source.read_text() + "\n# a first edit: the stage must run again\n")
    before, table = lock.read_bytes(), project.digest()
    known = len(list(runs.glob("*.json")))
    running = start(project, "dvc", "repro", "--single-item", STAGE)
    wait_for(lambda: len(list(runs.glob(f"*{STAGE}-started.json"))) > 1)
    source.write_text(source.read_text() + "# a second edit, while it runs\n")
    _, told = running.communicate()
    assert running.returncode != 0
    assert f"src/parentdata/intake changed while the stage {STAGE} ran" in told
    assert lock.read_bytes() == before
    assert project.digest() == table
    assert len(list(runs.glob("*.json"))) == known + 2
    assert project.run("dvc", "repro", "--single-item", STAGE).returncode == 0
    locked = yaml.safe_load(lock.read_text())["stages"][STAGE]
    ran = json.loads(max(runs.glob(f"*{STAGE}-started.json")).read_text())
    assert {dep["path"]: dep["md5"] for dep in locked["deps"]} == ran["inputs"]
    status = json.loads(project.run("dvc", "status", "--json", STAGE).stdout)
    assert STAGE not in status


def test_dvc_alone_pairs_the_new_input_with_output_of_the_old_one(tmp_path, make_project):
    project = make_project()
    project.folder = tmp_path / "plain"
    (project.folder / ".dvc").mkdir(parents=True)
    (project.folder / ".dvc" / "config").write_text("[core]\n    no_scm = true\n")
    (project.folder / "dvc.yaml").write_text(PLAIN)
    (project.folder / "slow.py").write_text(SLOW)
    (project.folder / "input.txt").write_text("old")
    running = start(project, "dvc", "repro")
    wait_for((project.folder / "started").exists)
    (project.folder / "input.txt").write_text("new")
    running.communicate()
    deps = yaml.safe_load((project.folder / "dvc.lock").read_text())["stages"]["slow"]["deps"]
    # Where this fails DVC has been put right, and the guard is no longer needed for this.
    assert {dep["path"]: dep["md5"] for dep in deps}["input.txt"] == md5(
        project.folder / "input.txt"
    )
    assert (project.folder / "made.txt").read_text() == "old"
    assert json.loads(project.run("dvc", "status", "--json").stdout) == {}
