"""The pipeline from nothing: the same bytes each time, and each choice moves what it should."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from parentdata.notebooks import Parameters

pytestmark = pytest.mark.xdist_group("pipeline")

# Another value for each line of params.yaml, and the stages that take it.
TURNED = {
    "confidence_level": (
        0.9,
        {"pilot-survey", "national-survey", "foi-outcomes", "foi-requests", "focus-groups",
         "education-parallels", "claims", "summary"},
    ),
    "dont_know": ("left_out", {"pilot-survey", "national-survey"}),
    "acceptable_answers": (
        ["completely_acceptable"], {"pilot-survey", "check-disclosure"},
    ),
    "minimum_base": (
        100, {"pilot-survey", "national-survey", "focus-groups", "check-disclosure"},
    ),
    "minimum_cell": (6, {"pilot-survey", "national-survey", "check-disclosure"}),
    "rounding_base": (4, {"pilot-survey", "national-survey", "check-disclosure"}),
    "minimum_degf": (40, {"national-survey", "check-disclosure"}),
    "dominance": (0.2, {"check-disclosure"}),
    "show_quotations": (False, {"pilot-survey", "focus-groups", "check-disclosure"}),
    "foi_base": ("decided", {"foi-outcomes"}),
    "foi_refused_outcomes": (["fully_withheld", "no_response"], {"foi-outcomes", "foi-requests"}),
    "reliable_alpha": (0.95, {"foi-requests", "foi-passages", "focus-groups"}),
    "undecided_codes": ("range", {"foi-requests", "focus-groups"}),
    "consensus_threshold": (0.3, {"national-survey"}),
    "share_interval": ("beta", {"national-survey"}),
    "minimum_answered": (12, {"national-survey"}),
    "group_minimum": (5, {"focus-groups"}),
    "expected_attendance": (0.6, {"focus-groups"}),
    "attendance_correlation": (0.3, {"focus-groups"}),
    "shortfall_risk": (0.02, {"focus-groups"}),
    "minimum_poll_base": (30, {"focus-groups"}),
}  # fmt: skip
NOTEBOOKS = {
    "pilot-survey": "analysis/10-pilot-survey.ipynb",
    "national-survey": "analysis/20-national-survey.ipynb",
    "foi-requests": "analysis/30-foi-requests.ipynb",
    "foi-outcomes": "analysis/31-foi-outcomes.ipynb",
    "focus-groups": "analysis/40-focus-groups.ipynb",
    "summary": "analysis/00-summary.ipynb",
}
# Quotations are on the page and in no table; of the stand-in judgements none is undecided.
MOVES_NO_TABLE = ("show_quotations", "undecided_codes")


def copy(project, make_project):
    """Copy a project with all that it made, so that a test may change it."""
    other = make_project()
    shutil.rmtree(other.folder)
    shutil.copytree(project.folder, other.folder, symlinks=True)
    return other


def turn(project, name, value):
    path = project.folder / "params.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | {name: value}))


def test_every_parameter_is_turned_by_a_test():
    required = {name for name, field in Parameters.model_fields.items() if field.is_required()}
    assert set(TURNED) == required


def test_two_runs_from_nothing_give_the_same_bytes(repro, make_project):
    again = make_project()
    assert again.run("dvc", "repro").returncode == 0
    assert again.digest() == repro.digest()


def test_a_run_from_nothing_leaves_the_committed_record_as_it_is(repro, root):
    assert (repro.folder / "dvc.lock").read_bytes() == (root / "dvc.lock").read_bytes()


def test_a_finished_run_has_nothing_more_to_do(repro):
    assert json.loads(repro.run("dvc", "status", "--json").stdout) == {}
    assert "up to date" in repro.run("dvc", "repro").stdout


def test_a_run_is_quiet_where_there_is_no_terminal(repro, make_project):
    project = copy(repro, make_project)
    ran = project.run("dvc", "repro", "--force", "--single-item", "summary")
    assert ran.returncode == 0, ran.stderr
    assert "cell" not in ran.stdout + ran.stderr


def test_the_commands_that_users_of_dvc_know_work(repro):
    assert "pilot-survey" in repro.run("dvc", "dag").stdout
    assert "claims" in repro.run("dvc", "metrics", "show").stdout
    assert repro.run("dvc", "stage", "list").returncode == 0


@pytest.mark.parametrize("name", TURNED)
def test_turning_a_parameter_makes_only_its_own_stages_run_again(name, repro, make_project):
    project = copy(repro, make_project)
    value, stages = TURNED[name]
    turn(project, name, value)
    changed = set(json.loads(project.run("dvc", "status", "--json").stdout))
    assert changed == stages | {"render-site"}


@pytest.mark.parametrize("name", TURNED)
def test_turning_a_parameter_moves_an_output(name, repro, make_project):
    project = copy(repro, make_project)
    value, stages = TURNED[name]
    turn(project, name, value)
    stage = sorted(stages)[-1] if name != "confidence_level" else "pilot-survey"
    does = ("run", NOTEBOOKS[stage]) if stage in NOTEBOOKS else ("release", "check")
    ran = project.run("python", "-m", "parentdata", *does)
    assert ran.returncode == 0, ran.stderr
    before, after = repro.digest(), project.digest()
    moved = {path for path in after if before[path] != after[path]}
    tables = {path for path in moved if path.endswith(".csv")}
    if stage not in NOTEBOOKS:
        assert moved == {"data/derived/release/results.json", "data/derived/release/context.md"}
        return
    assert tables or name in MOVES_NO_TABLE
    assert f"build/executed/{NOTEBOOKS[stage].split('/')[1]}" in moved


def test_a_failing_notebook_fails_its_stage_and_loses_nothing(repro, make_project):
    project = copy(repro, make_project)
    notebook = project.folder / NOTEBOOKS["pilot-survey"]
    notebook.write_text(notebook.read_text().replace("minimum_base=minimum_base", "minimum_base=x"))
    before = project.digest()
    site = (project.folder / "reports" / "_site" / "index.html").read_bytes()
    failed = project.run("dvc", "repro")
    assert failed.returncode != 0
    assert "10-pilot-survey.ipynb, cell" in failed.stderr
    assert "NameError: name 'x' is not defined" in failed.stderr
    assert project.digest() == before
    assert (project.folder / "reports" / "_site" / "index.html").read_bytes() == site
    assert (project.folder / "build" / "running" / notebook.name).exists()
