"""dvc.lock, held against the record of the runs: neither may be edited without the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parentdata.stages import LOCK, Stage, list_files
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.project import Project
from parentdata.verify.runs import Run

RESTORE = "Take dvc.lock from the repository, or run `dvc repro --force --single-item {stage}`."


def check_lock(project: Project) -> Verdict:
    """Hold what dvc.lock says of each stage against the run that made what is there.

    DVC hashes inputs after a command has ended; a lock that pairs new inputs with the output of
    old ones differs here from what the run itself found before it began.
    """
    held = f"{len(project.stages)} stages of dvc.lock say what their runs have on record"
    if project.lock is None:
        finding = _word("the file cannot be read.", "stages as DVC writes them", "all of them")
        return Verdict(check="lock", held=held, findings=(finding,))
    findings = [
        Finding(
            file=LOCK,
            came=f"it speaks of a stage {name}, which is not in dvc.yaml.",
            expected="the stages of dvc.yaml alone",
            do="Take its entry out; DVC leaves those of stages that were renamed or removed.",
        )
        for name in project.lock
        if name not in project.stages
    ]
    for name, stage in project.stages.items():
        entry, run = project.lock.get(name), project.standing[name]
        if entry is None:
            findings.append(_word(f"{name} is not in it.", "every stage of dvc.yaml", name))
        elif run is not None:
            findings += _compare(project, stage, run, entry)
    return Verdict(check="lock", held=held, findings=tuple(findings))


def _compare(project: Project, stage: Stage, run: Run, entry: Mapping[str, Any]) -> list[Finding]:
    # A parameter file that is named whole stands among the lock's parameters, not its inputs.
    whole = set((entry.get("params") or {}).keys())
    read = {path: digest for path, digest in run.inputs.items() if path not in whole}
    return [
        *_compare_hashes(project, stage, run, kind="deps", known=read),
        *_compare_hashes(project, stage, run, kind="outs", known=run.outputs),
        *_compare_rest(project, stage, run, entry),
    ]


def _compare_hashes(
    project: Project, stage: Stage, run: Run, *, kind: str, known: Mapping[str, str]
) -> Iterator[Finding]:
    said = project.read_locked(stage.name, kind)
    for path in sorted(said.keys() | known.keys()):
        if said.get(path) != known.get(path):
            yield _word(
                f"it says that {stage.name} {'read' if kind == 'deps' else 'made'} {path} as"
                f" {said.get(path, 'nothing')}.",
                f"{known.get(path, 'nothing')}, which run {run.number} has on record",
                stage.name,
            )


def _compare_rest(
    project: Project, stage: Stage, run: Run, entry: Mapping[str, Any]
) -> Iterator[Finding]:
    if entry.get("cmd") != stage.command:
        yield _word(f"{stage.name} runs `{entry.get('cmd')}`.", f"`{stage.command}`", stage.name)
    said = (entry.get("params") or {}).get("params.yaml") or {}
    for name, value in said.items():
        taken = run.parameters if stage.params else project.parameters
        if name not in taken or taken[name] != value:
            yield _word(
                f"it says that {stage.name} took {name} as {value!r}.",
                f"{taken.get(name)!r}, which run {run.number} took",
                stage.name,
            )
    for out in entry.get("outs") or []:
        size = _measure(project.root / out.get("path", ""))
        # Of a file that was edited since, its own check speaks.
        if project.hash(out.get("path", "")) == out.get("md5") and size != out.get("size"):
            yield _word(
                f"it says that {out['path']} has {out.get('size')} bytes.", f"{size}", stage.name
            )


def _measure(path: Path) -> int:
    files = list_files(path) if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def _word(came: str, expected: str, stage: str) -> Finding:
    return Finding(file=LOCK, came=came, expected=expected, do=RESTORE.format(stage=stage))
