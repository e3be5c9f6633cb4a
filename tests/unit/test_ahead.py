"""Which notebooks may begin before DVC asks for them, and whose work is taken."""

from __future__ import annotations

import os

import pytest
import yaml

from parentdata.ahead import digest_inputs, list_ready
from parentdata.stages import find_stage, hash_path

STAGES = {
    "clean": {"cmd": "python -m parentdata clean x", "deps": ["raw.csv"], "outs": ["clean.csv"]},
    "one": {
        "cmd": "python -m parentdata run analysis/one.ipynb",
        "deps": ["analysis/one.ipynb", "clean.csv"],
        "outs": ["one.csv"],
        "params": ["level"],
    },
    "two": {
        "cmd": "python -m parentdata run analysis/two.ipynb",
        "deps": ["analysis/two.ipynb", "clean.csv"],
        "outs": ["two.csv"],
    },
    "sum": {
        "cmd": "python -m parentdata run analysis/sum.ipynb",
        "deps": ["analysis/sum.ipynb", "one.csv"],
        "outs": ["sum.csv"],
    },
}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "analysis").mkdir()
    for name in ("raw.csv", "analysis/one.ipynb", "analysis/two.ipynb", "analysis/sum.ipynb"):
        (tmp_path / name).write_text(name)
    (tmp_path / "dvc.yaml").write_text(yaml.safe_dump({"stages": STAGES}, sort_keys=False))
    (tmp_path / "params.yaml").write_text("level: 0.95\n")
    return tmp_path


def finish(project, *names):
    """Write what DVC writes when stages have run."""
    path = project / "dvc.lock"
    lock = yaml.safe_load(path.read_text())["stages"] if path.is_file() else {}
    for name in names:
        stage = STAGES[name]
        for out in stage["outs"]:
            (project / out).write_text(out)
        entry = {
            kind: [{"path": each, "md5": hash_path(project / each)} for each in stage[kind]]
            for kind in ("deps", "outs")
        }
        params = {"params.yaml": {each: 0.95 for each in stage.get("params", [])}}
        lock[name] = {"cmd": stage["cmd"], **entry, "params": params}
    path.write_text(yaml.safe_dump({"schema": "2.0", "stages": lock}))


def name_ready(project):
    return [stage.name for stage in list_ready(project)]


def test_nothing_is_ready_before_its_inputs_are_made(project):
    assert name_ready(project) == []


def test_notebooks_are_ready_when_what_they_read_is_made_and_on_record(project):
    finish(project, "clean")
    assert name_ready(project) == ["one", "two"]


def test_what_is_up_to_date_is_not_begun(project):
    finish(project, "clean", "one")
    assert name_ready(project) == ["two", "sum"]


def test_nothing_below_a_stage_that_must_run_again_is_ready(project):
    finish(project, "clean", "one")
    (project / "analysis" / "one.ipynb").write_text("edited")
    assert name_ready(project) == ["one", "two"]
    (project / "raw.csv").write_text("edited")
    assert name_ready(project) == []


def test_a_turned_parameter_makes_its_notebook_ready_and_what_follows_wait(project):
    finish(project, "clean", "one", "two", "sum")
    assert name_ready(project) == []
    (project / "params.yaml").write_text("level: 0.9\n")
    assert name_ready(project) == ["one"]


def test_inputs_that_were_changed_and_changed_back_are_others(project):
    finish(project, "clean")
    stage = find_stage(project, "one")
    before = digest_inputs(project, stage)
    assert digest_inputs(project, stage) == before
    notebook = project / "analysis" / "one.ipynb"
    text, stat = notebook.read_text(), notebook.stat()
    notebook.write_text("edited")
    notebook.write_text(text)
    os.utime(notebook, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert digest_inputs(project, stage) != before


def test_a_parameter_of_this_run_alone_is_another_input(project):
    finish(project, "clean")
    stage = find_stage(project, "one")
    assert digest_inputs(project, stage, ["level=0.9"]) != digest_inputs(project, stage)
