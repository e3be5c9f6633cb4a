"""Whatever is edited after a run is named, in plain words, by the check that it belongs to."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from parentdata.stages import guard_stage, hash_path, read_stages
from parentdata.verify import Finding, Verdict, verify, write_json, write_report

from .conftest import ESTIMATES, PAGE, lock, run_all, run_stage

SITE = "reports/_site"
TABLE = "data/derived/survey/estimates.csv"


def edit(path, old, new):
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def records(root):
    return sorted((root / "build" / "runs").glob("[0-9]*.json"))


def test_a_finished_run_is_right_in_every_check(finished):
    verdicts = verify(finished)
    assert [verdict.check for verdict in verdicts if not verdict.is_right] == []
    assert [verdict.held for verdict in verdicts] == [
        "6 records of 3 runs hold the hashes of one another",
        "1 files in 1 folders are as origin.yml says",
        "8 inputs of 3 stages are what the outputs were made from",
        "1 values were taken from params.yaml as it is",
        "5 tables, notebooks and folders of figures are as their runs made them",
        "3 pages and files of the site are as they were rendered",
        "3 stages of dvc.lock say what their runs have on record",
        "1 origins, 2 tables and 1 pages agree on what is stand-in",
        "no claim has been approved: no reports/approvals.yml",
    ]


def test_a_raw_file_that_was_edited_is_told_with_its_hash_and_the_stages_that_read_it(
    finished, told
):
    (finished / "data/raw/survey/answers.csv").write_text("respondent_id\n2\n")
    found = told(finished)
    assert found[0].startswith("raw files: data/raw/survey/answers.csv: the file has been altered")
    assert (
        "inputs: data/raw: this file is not what the output of check-origins was made from."
        in found
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    ("path", "check"),
    [
        (TABLE, "outputs"),
        ("build/executed/10-survey.ipynb", "outputs"),
        ("data/derived/survey/figures/a.svg", "outputs"),
        (f"{SITE}/index.html", "site"),
        (f"{SITE}/files/a.csv", "site"),
        (f"{SITE}/content.json", "site"),
    ],
)
def test_whatever_a_stage_made_and_somebody_edited_is_named_once(path, check, finished, told):
    (finished / path).write_text((finished / path).read_text() + "\n")
    run = 3 if check == "outputs" else 5
    stage = "survey" if check == "outputs" else "render-site"
    assert told(finished) == [
        f"{check}: {path}: the file was edited after run {run} of {stage} made it."
    ]


def test_what_was_taken_away_or_put_in_is_told_apart_from_what_was_edited(finished, told):
    (finished / SITE / "index.html").unlink()
    (finished / SITE / "more.html").write_text("<p>")
    (finished / TABLE).unlink()
    assert told(finished) == [
        f"outputs: {TABLE}: the file is not there; run 3 of survey made it.",
        f"site: {SITE}/index.html: the file is not there; run 5 of render-site made it.",
        f"site: {SITE}/more.html: the file was put there; run 5 of render-site made none of"
        " that name.",
    ]


def test_code_that_was_edited_since_is_told_beside_the_stages_whose_output_is_old(finished, told):
    (finished / "src/estimate.py").write_text("rule = 2\n")
    assert told(finished) == [
        "inputs: src/estimate.py: this code is not what the output of survey was made from."
    ]


def test_a_lock_that_pairs_new_code_with_old_output_is_found(finished, told):
    (finished / "src/estimate.py").write_text("rule = 2\n")
    lock(finished)
    new = hash_path(finished / "src/estimate.py")
    assert told(finished)[1:] == [
        f"lock: dvc.lock: it says that survey read src/estimate.py as {new}."
    ]


def test_a_table_and_its_hash_in_the_lock_edited_together_are_found_twice(finished, told):
    (finished / TABLE).write_text(ESTIMATES.replace("0.5", "0.6"))
    lock(finished)
    checks = [one.partition(":")[0] for one in told(finished)]
    assert checks == ["outputs", "lock", "lock"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("level: 0.95", "level: 0.9", "it says that render-site took level as 0.9."),
        ("cmd: python -m parentdata render-site", "cmd: sh", "render-site runs `sh`."),
        ("survey:\n", "questions:\n", "it speaks of a stage questions, which is not in dvc.yaml."),
    ],
)
def test_whatever_is_edited_in_the_lock_is_named(old, new, said, finished, told):
    edit(finished / "dvc.lock", old, new)
    assert f"lock: dvc.lock: {said}" in told(finished)


def test_an_edited_size_in_the_lock_is_named_and_so_is_a_lock_that_is_none(finished, told):
    path = finished / "dvc.lock"
    content = yaml.safe_load(path.read_text())
    content["stages"]["render-site"]["outs"][0]["size"] = 7
    path.write_text(yaml.safe_dump(content))
    assert told(finished) == [f"lock: dvc.lock: it says that {SITE}/content.json has 7 bytes."]
    path.write_text("stages: [")
    assert told(finished) == ["lock: dvc.lock: the file cannot be read."]


def test_an_edited_a_removed_and_an_inserted_record_are_found(finished, told):
    paths = records(finished)
    kept = paths[2].read_text()
    edit(paths[2], '"user"', '"user "')
    assert told(finished)[0].startswith(
        f"records: build/runs/{paths[3].name}: it was written after"
    )
    paths[2].write_text(kept)
    edit(paths[-1], "finished", "ended")
    assert told(finished)[0].startswith(
        f"records: build/runs/{paths[-1].name}: it is not the record"
    )


def test_runs_without_an_end_and_runs_that_failed_are_noted_and_no_fault(finished):
    stage = read_stages(finished)["survey"]
    with (
        pytest.raises(ZeroDivisionError),
        guard_stage(finished, stage, command=stage.command, parameters={}),
    ):
        _ = 1 / 0
    from parentdata.stages.record import write_start

    write_start(finished, stage="survey", command=stage.command, parameters={}, inputs={})
    first = verify(finished)[0]
    assert first.is_right
    assert first.notes[0].startswith("run 9 of survey has no end: it started at ")
    assert first.notes[1] == (
        "1 runs failed, the last of them run 7 of survey: ZeroDivisionError: division by zero"
    )


def test_a_run_by_hand_with_another_parameter_is_named(finished, told):
    command = "python -m parentdata run analysis/10-survey.ipynb -p level=0.9"
    made = {TABLE: ESTIMATES.replace("0.5", "0.6")}
    run_stage(finished, "survey", made, command=command, parameters={"level": 0.95})
    said = f"survey was run by hand as `{command}` (run 7)."
    assert f"parameters: build/executed/10-survey.ipynb: {said}" in told(finished)


def test_a_parameter_that_was_changed_without_a_run_is_named_with_both_values(finished, told):
    (finished / "params.yaml").write_text("level: 0.9\nother: 1\n")
    assert "parameters: params.yaml: level is 0.9; survey was run with 0.95." in told(finished)


def test_an_output_that_dvc_gave_back_from_an_earlier_run_is_right(finished, told):
    before = (finished / TABLE).read_text()
    (finished / "src/estimate.py").write_text("rule = 2\n")
    run_stage(finished, "survey", {TABLE: before.replace("0.5", "0.6")}, parameters={"level": 0.95})
    (finished / "src/estimate.py").write_text("rule = 1\n")
    (finished / TABLE).write_text(before)
    assert told(finished) == []


def test_an_input_that_is_declared_no_more_is_named(finished, told):
    edit(finished / "dvc.yaml", ", src/estimate.py", "")
    assert told(finished)[0] == (
        "inputs: dvc.yaml: the inputs of survey were declared otherwise when it ran:"
        " src/estimate.py."
    )


def test_a_stage_that_never_finished_is_named(finished, told):
    for path in records(finished)[-2:]:
        path.unlink()
    (finished / "build/runs/newest.txt").unlink()
    assert told(finished)[0].startswith("records: build/runs/")


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("data/raw/survey/origin.yml", "status: stand-in", "status: real",
         "data/derived/origins.csv: 1 files of survey have another status or hash there"),
        ("data/derived/origins.csv", ",stand-in,", ",real,",
         "data/derived/origins.csv: 1 files of survey have another status or hash there"),
        (TABLE, "stand-in\n", "real\n",
         f"{TABLE}, row 2, column data_status: it says 'real' of data that are stand-in."),
        ("data/derived/survey/figures/a.csv", "True,stand-in", "True,",
         "data/derived/survey/figures/a.csv, row 3, column data_status: it says '' of data"),
        (f"{SITE}/index.html", 'banner" data-status="stand-in"', 'banner" data-status="real"',
         f"{SITE}/index.html: its banner says real."),
        (f"{SITE}/index.html", "pd-banner", "pd-note",
         f"{SITE}/index.html: its banner says nothing."),
        (f"{SITE}/index.html", "No parent gave", "Parents gave",
         f"{SITE}/index.html: it does not say “No parent gave these answers”."),
        (f"{SITE}/index.html", '<span data-status="stand-in"', '<span data-status="real"',
         f"{SITE}/index.html: a figure or number on it is marked real."),
        (f"{SITE}/index.html", "Stand-in data: none", "Real data",
         f"{SITE}/index.html: the line at its foot says of the data: real data."),
    ],
)  # fmt: skip
def test_a_stand_in_status_that_was_altered_anywhere_is_found(path, old, new, said, finished, told):
    edit(finished / path, old, new)
    assert [one for one in told(finished) if one.startswith(f"status: {said}")]


def test_an_altered_status_is_found_also_where_everything_was_run_again(finished, told):
    page = PAGE.replace('banner" data-status="stand-in"', 'banner" data-status="real"')
    run_stage(finished, "render-site", {f"{SITE}/index.html": page})
    assert told(finished)[0] == f"status: {SITE}/index.html: its banner says real."


def test_a_report_has_a_line_a_check_and_beneath_it_what_is_wrong():
    finding = Finding(file="a.csv", came="it was edited.", expected="the old one", do="Run it.")
    verdicts = [
        Verdict(check="one", held="3 files are right", notes=("a run was abandoned",)),
        Verdict(check="two", held="", findings=(finding,) * 10),
    ]
    lines = write_report(verdicts).splitlines()
    assert lines[:6] == [
        "one  ok     3 files are right",
        "  note: a run was abandoned",
        "two  WRONG  in 10 places",
        "  a.csv: it was edited.",
        "    expected: the old one",
        "    to do: Run it.",
    ]
    assert lines[-1] == "  and 2 more; --json lists them all"
    told = json.loads(write_json(verdicts))
    assert told["is_right"] is False
    assert [check["is_right"] for check in told["checks"]] == [True, False]
    assert len(told["checks"][1]["findings"]) == 10


def test_the_command_ends_with_an_error_where_anything_is_wrong_and_never_imports_pandas(finished):
    code = (
        "import sys; from parentdata.__main__ import main; code = main(['verify', '--json']);"
        " sys.exit(9 if 'pandas' in sys.modules or 'numpy' in sys.modules else code)"
    )

    def ask():
        return subprocess.run(
            [sys.executable, "-c", code], cwd=finished, capture_output=True, text=True, check=False
        )

    assert ask().returncode == 0
    (finished / TABLE).write_text("")
    ran = ask()
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["is_right"] is False


def test_everything_run_again_is_right_again(finished, told):
    (finished / "src/estimate.py").write_text("rule = 2\n")
    (finished / "params.yaml").write_text("level: 0.95\nother: 2\n")
    run_all(finished)
    assert told(finished) == []
