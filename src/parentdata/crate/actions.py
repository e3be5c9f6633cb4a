"""The runs as actions: who started what and when, from which files it made which."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from parentdata.crate.entities import Entity, name_path, point, point_all
from parentdata.crate.runs import StageRun
from parentdata.crate.workflow import (
    ENGINE,
    Paths,
    list_data,
    name_parameter,
    name_step,
    name_tool,
)
from parentdata.stages import PIPELINE

WHOLE = "#run/whole"
ENGINE_RUN = "#run/engine"
COMPLETED = point("http://schema.org/CompletedActionStatus")


def name_run(run: StageRun) -> str:
    """Name the action that a stage's run is."""
    return f"#run/{run.number}"


def describe_runs(runs: Sequence[StageRun], paths: Paths) -> list[Entity]:
    """Describe the runs: one action a stage, one of the whole pipeline, one of the engine."""
    actions = [_describe_run(run, paths) for run in runs]
    controls = [_describe_control(run) for run in runs]
    values = [value for run in runs for value in _describe_values(run)]
    return [*actions, *controls, *values, *_describe_agents(runs), *_describe_whole(runs, paths)]


def _describe_run(run: StageRun, paths: Paths) -> Entity:
    stage, start = run.stage, run.start
    state = {True: ", with uncommitted changes", False: ""}.get(start["is_dirty"], "")
    return {
        "@id": name_run(run),
        "@type": "CreateAction",
        "name": f"Run {run.number}: {stage.name}",
        "description": f"{start['command']}, with Python {start['python']} on"
        f" {start['platform']}, from commit {start['commit']}{state}",
        "instrument": point(name_tool(stage)),
        "agent": point(_name_agent(run)),
        "startTime": run.started,
        "endTime": run.ended,
        "object": point_all([*map(paths.name, list_data(stage)), *_name_values(run)]),
        "result": point_all(map(paths.name, stage.outs)),
        "actionStatus": COMPLETED,
        "subjectOf": point_all(map(name_path, run.records)),
    }


def _name_values(run: StageRun) -> list[str]:
    return [f"#value/{run.number}/{name}" for name in run.start["parameters"]]


def _describe_values(run: StageRun) -> list[Entity]:
    return [
        {
            "@id": f"#value/{run.number}/{name}",
            "@type": "PropertyValue",
            "name": name,
            "value": _write_value(value),
            "exampleOfWork": point(name_parameter(name)),
        }
        for name, value in run.start["parameters"].items()
    ]


def _write_value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _name_agent(run: StageRun) -> str:
    return f"#account/{name_path(run.start['user'])}"


def _describe_agents(runs: Iterable[StageRun]) -> list[Entity]:
    users = {_name_agent(run): run.start["user"] for run in runs}
    return [
        {
            "@id": name,
            "@type": "Person",
            "name": f"account {user}",
            "description": "The account under which runs were started; nobody's name is on record.",
        }
        for name, user in users.items()
    ]


def _describe_control(run: StageRun) -> Entity:
    return {
        "@id": f"#control/{run.number}",
        "@type": "ControlAction",
        "name": f"DVC ran {run.stage.name}",
        "instrument": point(name_step(run.stage)),
        "object": point(name_run(run)),
    }


def _describe_whole(runs: Sequence[StageRun], paths: Paths) -> list[Entity]:
    """Describe the pipeline's run, which the stages' runs together are, and the engine's."""
    last = max(runs, key=lambda run: run.ended)
    made = [out for run in runs for out in run.stage.outs]
    read = [dep for run in runs for dep in list_data(run.stage) if dep not in made]
    values = [name for run in runs for name in _name_values(run)]
    times = {
        "agent": point(_name_agent(last)),
        "startTime": min(run.started for run in runs),
        "endTime": last.ended,
    }
    whole = {
        "@id": WHOLE,
        "@type": "CreateAction",
        "name": "The run of the whole pipeline",
        "description": "The runs of all stages that made what is here, which need not have been"
        " started at one time: DVC runs a stage again when something that it reads changes.",
        "instrument": point(PIPELINE),
        **times,
        "object": point_all([*map(paths.name, read), *values]),
        "result": point_all(map(paths.name, made)),
        "actionStatus": COMPLETED,
    }
    engine = {
        "@id": ENGINE_RUN,
        "@type": "OrganizeAction",
        "name": "DVC ran the pipeline",
        "instrument": point(ENGINE),
        **times,
        "object": point_all(f"#control/{run.number}" for run in runs),
        "result": point(WHOLE),
    }
    return [whole, engine]
