"""Notebooks begun ahead, in a small compendium that the real DVC runs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from parentdata.stages import hash_path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from interrupted.small import make_small

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
MARK = "from pathlib import Path\nPath('../build/mark-two').touch()"


def wait_for(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def read_table(small, name):
    return (small.folder / "data" / "derived" / name / "table.csv").read_text()


def test_two_notebooks_that_wait_for_each_other_both_end(tmp_path):
    small = make_small(
        tmp_path / "small",
        one=(WAIT.format(mine="mark-one", other="mark-two"),),
        two=(WAIT.format(mine="mark-two", other="mark-one"),),
    )
    small.repro()
    for stage in small.read_lock().values():
        for entry in (*stage["deps"], *stage["outs"]):
            assert hash_path(small.folder / entry["path"]) == entry["md5"]
    assert "first" in read_table(small, "one")
    assert "first" in read_table(small, "two")
    wait_for(lambda: not small.list_processes())
    assert os.listdir(small.folder / "build" / "engine") == [".lock"]


def test_work_begun_ahead_of_an_edit_is_dropped(tmp_path):
    wait = WAIT.format(mine="mark-one", other="go-on")
    small = make_small(tmp_path / "small", one=(wait,), two=(MARK,))
    run = small.start("dvc", "repro")
    wait_for((small.folder / "build" / "mark-two").exists)
    assert not (small.folder / "data" / "derived" / "two").exists()
    raw = small.folder / "data" / "raw" / "two.txt"
    raw.write_text("second")
    (small.folder / "build" / "go-on").touch()
    told, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, told
    assert "second" in read_table(small, "two")
    read = {dep["path"]: dep["md5"] for dep in small.read_lock()["two"]["deps"]}
    assert read["data/raw/two.txt"] == hash_path(raw)


def test_nothing_is_begun_ahead_of_a_stage_asked_for_by_name(tmp_path):
    small = make_small(tmp_path / "small", one=("import time\ntime.sleep(2)",), two=(MARK,))
    run = small.start("dvc", "repro", "one")
    told, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, told
    assert not (small.folder / "build" / "mark-two").exists()
