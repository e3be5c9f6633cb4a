"""What is there was made from what is there: code, tables, raw data and parameters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from parentdata.stages import PIPELINE, Stage
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.outputs import find_edited
from parentdata.verify.project import Project
from parentdata.verify.runs import Run


def check_inputs(project: Project) -> Verdict:
    """Hold what each stage reads against what the run that made its outputs read.

    An output of a stage that was edited is a fault of its own (`check_outputs`) and is not told
    again for every stage that reads it.
    """
    moved: dict[str, list[str]] = defaultdict(list)
    findings, count = [], 0
    edited = find_edited(project)
    for name, run in project.standing.items():
        if run is None:
            continue
        stage = project.stages[name]
        count += len(stage.deps)
        findings += _compare_declared(stage, run)
        for path in stage.deps:
            if path in run.inputs and path not in edited and project.hash(path) != run.inputs[path]:
                moved[path].append(name)
    findings += [_word_moved(path, names) for path, names in moved.items()]
    held = f"{count} inputs of {len(project.stages)} stages are what the outputs were made from"
    return Verdict(check="inputs", held=held, findings=tuple(findings))


def check_parameters(project: Project) -> Verdict:
    """Hold params.yaml against the values that each run took, and name runs by hand."""
    findings = [
        finding
        for name, run in project.standing.items()
        if run
        for finding in _compare_parameters(project, project.stages[name], run)
    ]
    taken = sum(len(stage.params) for stage in project.stages.values())
    held = f"{taken} values were taken from params.yaml as it is"
    return Verdict(check="parameters", held=held, findings=tuple(findings))


def _compare_declared(stage: Stage, run: Run) -> list[Finding]:
    if set(stage.deps) == set(run.inputs):
        return []
    apart = ", ".join(sorted(set(stage.deps) ^ set(run.inputs)))
    return [
        Finding(
            file=PIPELINE,
            came=f"the inputs of {stage.name} were declared otherwise when it ran: {apart}.",
            expected=f"the inputs that run {run.number} has on record",
            do="Run `dvc repro`.",
        )
    ]


def _word_moved(path: str, names: list[str]) -> Finding:
    kind = "code" if path.startswith("src/") else "file"
    return Finding(
        file=path,
        came=f"this {kind} is not what the output of {', '.join(names)} was made from.",
        expected="the same content as when the stage ran",
        do="Run `dvc repro`, or take the change back.",
    )


def _compare_parameters(project: Project, stage: Stage, run: Run) -> Iterator[Finding]:
    if run.command != stage.command:
        yield Finding(
            file=stage.outs[0],
            came=f"{stage.name} was run by hand as `{run.command}` (run {run.number}).",
            expected=f"`{stage.command}`, with the parameters of params.yaml",
            do=f"Run `dvc repro --force --single-item {stage.name}`.",
        )
    for name in stage.params:
        taken, present = run.parameters.get(name), project.parameters.get(name)
        if taken != present:
            yield Finding(
                file="params.yaml",
                came=f"{name} is {present!r}; {stage.name} was run with {taken!r}.",
                expected="the value that the outputs were made with",
                do="Run `dvc repro`, or put the value back.",
            )
