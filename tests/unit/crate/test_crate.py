"""One archive of a finished run: what is in it, what it says of itself, when it is refused."""

from __future__ import annotations

import hashlib
import json
import zipfile
from urllib.parse import unquote

import pytest

from parentdata.crate import (
    AlreadyThere,
    BadCitation,
    NoFinishedRun,
    NotVerified,
    UnclearLicence,
    write_crate,
)
from parentdata.stages import BrokenRecord
from parentdata.verify import verify

MADE_AND_RECORDS = {
    "build/executed/10-survey.ipynb",
    "build/runs/000001-check-origins-started.json",
    "build/runs/000002-check-origins-finished.json",
    "build/runs/000003-clean-survey-started.json",
    "build/runs/000004-clean-survey-finished.json",
    "build/runs/000005-survey-started.json",
    "build/runs/000006-survey-finished.json",
    "data/derived/origins.csv",
    "build/runs/newest.txt",
    "data/derived/survey/estimates.csv",
    "data/derived/survey/figures/a.csv",
}
RESPONDENT_LEVEL = {"data/raw/survey/responses.csv", "data/derived/survey/respondents.csv"}
REST = {
    ".gitignore",
    "CITATION.cff",
    "LICENSE",
    "analysis/10-survey.ipynb",
    "data/raw/README.md",
    "data/raw/survey/instrument.yml",
    "data/raw/survey/origin.yml",
    "ddi/survey.xml",
    "dvc.lock",
    "dvc.yaml",
    "params.yaml",
    "requirements.lock",
    "ro-crate-metadata.json",
    "src/clean.py",
    "src/parts/share.py",
}


def make(project, name="a.zip"):
    return write_crate(project.root, project.root.parent / name)


def list_files(archive):
    with zipfile.ZipFile(archive) as file:
        return {name for name in file.namelist() if not name.endswith("/")}


def read_graph(archive):
    with zipfile.ZipFile(archive) as file:
        document = json.loads(file.read("ro-crate-metadata.json"))
    return {entity["@id"]: entity for entity in document["@graph"]}


def test_an_archive_holds_sources_results_records_and_nothing_that_lay_about(finished):
    assert list_files(make(finished)) == MADE_AND_RECORDS | RESPONDENT_LEVEL | REST


def test_the_same_run_gives_the_same_bytes_whenever_files_were_touched(finished):
    first = make(finished).read_bytes()
    for path in finished.root.rglob("*.csv"):
        path.touch()
    assert make(finished, "b.zip").read_bytes() == first


def test_each_file_has_its_size_and_sha256(finished):
    archive = make(finished)
    with zipfile.ZipFile(archive) as file:
        found = {name: file.read(name) for name in list_files(archive)}
    found.pop("ro-crate-metadata.json")
    said = {
        unquote(name): (entity["contentSize"], entity["sha256"])
        for name, entity in read_graph(archive).items()
        if "File" in entity["@type"]
    }
    assert said == {
        name: (str(len(content)), hashlib.sha256(content).hexdigest())
        for name, content in found.items()
    }


def test_each_stage_run_is_an_action_with_times_inputs_outputs_and_parameters(finished):
    graph = read_graph(make(finished))
    record = json.loads((finished.root / "build/runs/000005-survey-started.json").read_text())
    end = json.loads((finished.root / "build/runs/000006-survey-finished.json").read_text())
    action = graph["#run/5"]
    assert (action["startTime"], action["endTime"]) == (record["time"], end["time"])
    assert action["instrument"] == {"@id": "#stage/survey"}
    assert action["agent"] == {"@id": f"#account/{record['user']}"}
    assert [each["@id"] for each in action["object"]] == [
        "analysis/10-survey.ipynb",
        "data/derived/survey/respondents.csv",
        "#value/5/level",
    ]
    assert [each["@id"] for each in action["result"]] == [
        "build/executed/10-survey.ipynb",
        "data/derived/survey/estimates.csv",
        "data/derived/survey/figures/",
    ]
    assert graph["#value/5/level"]["value"] == "0.95"
    assert graph["#value/5/level"]["exampleOfWork"] == {"@id": "#parameter/level"}


def test_the_pipeline_is_the_workflow_and_its_stages_are_steps_in_order(finished):
    graph = read_graph(make(finished))
    assert graph["./"]["mainEntity"] == {"@id": "dvc.yaml"}
    steps = [graph[step["@id"]] for step in graph["dvc.yaml"]["step"]]
    assert [(step["position"], step["name"]) for step in steps] == [
        ("1", "check-origins"),
        ("2", "clean-survey"),
        ("3", "survey"),
    ]
    whole = graph["#run/whole"]
    assert whole["instrument"] == {"@id": "dvc.yaml"}
    assert (whole["startTime"], whole["endTime"]) == (
        graph["#run/1"]["startTime"],
        graph["#run/5"]["endTime"],
    )


def test_everything_that_is_pointed_at_is_described(finished):
    graph = read_graph(make(finished))

    def list_pointers(value):
        if isinstance(value, dict):
            return [value["@id"]]
        return [name for each in value for name in list_pointers(each)] if _is_list(value) else []

    pointed = {
        name
        for entity in graph.values()
        for key, value in entity.items()
        if key != "@id"
        for name in list_pointers(value)
    }
    outside = {"https://w3id.org/ro/crate/1.1", "https://dvc.org/"}
    statuses = {"http://schema.org/CompletedActionStatus"}
    assert pointed - graph.keys() == outside | statuses


def _is_list(value):
    return isinstance(value, list)


def test_real_answers_stay_out_and_their_hashes_stay_in(small):
    small.state(status="real")
    archive = make(small.run(status="real"))
    assert list_files(archive) == MADE_AND_RECORDS | REST
    graph = read_graph(archive)
    out = graph["#left-out/data/raw/survey/responses.csv"]
    content = (small.root / "data/raw/survey/responses.csv").read_bytes()
    assert out["sha256"] == hashlib.sha256(content).hexdigest()
    assert out["conditionsOfAccess"] == (
        "Not in this archive: they are real records of what people said or wrote"
    )
    derived = graph["#left-out/data/derived/survey/respondents.csv"]
    assert derived["conditionsOfAccess"].startswith("Not in this archive: made from files that are")
    assert "2 files are left out" in graph["./"]["description"]


def test_a_restricted_licence_keeps_stand_in_files_out_too(small):
    small.state(licence="restricted to the study's team")
    archive = make(small.run())
    assert list_files(archive) == MADE_AND_RECORDS | REST
    out = read_graph(archive)["#left-out/data/raw/survey/responses.csv"]
    assert "the licence does not allow it: restricted" in out["conditionsOfAccess"]


def test_a_run_made_from_files_that_are_left_out_still_says_so(small):
    small.state(status="real")
    graph = read_graph(make(small.run(status="real")))
    assert {"@id": "#left-out/data/derived/survey/respondents.csv"} in graph["#run/3"]["result"]
    slot = graph["#slot/data/derived/survey/respondents.csv"]
    assert "workExample" not in slot


def test_an_archive_with_files_left_out_verifies_once_they_are_put_back(small, tmp_path):
    small.state(status="real")
    archive = make(small.run(status="real"))
    elsewhere = tmp_path / "elsewhere"
    with zipfile.ZipFile(archive) as file:
        file.extractall(elsewhere)
    found = [finding for verdict in verify(elsewhere) for finding in verdict.findings]
    assert {finding.file for finding in found} >= RESPONDENT_LEVEL
    for name in RESPONDENT_LEVEL:
        (elsewhere / name).write_bytes((small.root / name).read_bytes())
    assert [finding for verdict in verify(elsewhere) for finding in verdict.findings] == []


@pytest.mark.parametrize("licence", ["see the website", "free for friends", "unrestricted"])
def test_a_licence_that_does_not_say_is_refused(small, licence):
    small.state(licence=licence)
    with pytest.raises(UnclearLicence, match=f"the licence is given as '{licence}'"):
        make(small.run())


def test_no_archive_is_made_where_nothing_has_run(small):
    with pytest.raises(NoFinishedRun, match="check-origins has no finished run"):
        make(small)


def test_no_archive_is_made_of_a_table_that_no_run_made(finished):
    finished.write({"data/derived/survey/estimates.csv": "edited"})
    with pytest.raises(NoFinishedRun, match="no run on record made what is there"):
        make(finished)


def test_no_archive_is_made_where_a_table_is_gone(finished):
    (finished.root / "data/derived/survey/estimates.csv").unlink()
    with pytest.raises(NoFinishedRun, match=r"estimates\.csv is not there"):
        make(finished)


def test_no_archive_is_made_with_a_record_that_was_edited(finished):
    path = finished.root / "build/runs/000001-check-origins-started.json"
    path.write_text(path.read_text().replace('"user"', '"sender"'))
    with pytest.raises(BrokenRecord, match="written after another record"):
        make(finished)


def test_no_archive_is_made_with_code_that_has_moved_since_the_run(finished):
    finished.write({"src/clean.py": "CLEAN = 2\n"})
    with pytest.raises(NotVerified, match=r"src/clean\.py"):
        make(finished)


def test_no_archive_takes_the_place_of_another_file(finished):
    make(finished)
    with pytest.raises(AlreadyThere, match="a file of that name is there"):
        make(finished)


@pytest.mark.parametrize("text", ["title: [", "title: A compendium without authors\n"])
def test_no_archive_is_made_without_a_citation(finished, text):
    finished.write({"CITATION.cff": text})
    with pytest.raises(BadCitation, match=r"CITATION\.cff"):
        make(finished)


def test_a_refusal_leaves_no_file(small):
    with pytest.raises(NoFinishedRun):
        make(small)
    assert list(small.root.parent.glob("*.zip")) == []
