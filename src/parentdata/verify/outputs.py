"""Derived tables, figures, executed notebooks, pages: as the run that made them left them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parentdata.stages import ABSENT, RUNS, Stage, hash_file, list_files
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.project import Project
from parentdata.verify.runs import Run

SITE = "reports/_site"


def check_outputs(project: Project) -> Verdict:
    """Hold each output of each stage against the hash on record of the run that made it."""
    findings, count = [], 0
    for name, stage in project.stages.items():
        run = project.standing[name]
        for out in stage.outs if run else ():
            count += 1
            if project.hash(out) != run.outputs.get(out) and not out.startswith(SITE):
                findings += _name_edited(project, stage, run, out)
    held = f"{count} tables, notebooks and folders of figures are as their runs made them"
    return Verdict(check="outputs", held=held, findings=tuple(findings))


def check_site(project: Project) -> Verdict:
    """Hold every page and downloadable file of the site against the run that rendered it."""
    findings: list[Finding] = []
    known: dict[str, str] = {}
    for name, stage in project.stages.items():
        run = project.standing[name]
        if run and SITE in stage.list_made():
            known = _select(run.files, SITE)
            findings += _compare(project, stage, run, SITE) if known else [_miss_files(stage, run)]
    held = f"{len(known)} pages and files of the site are as they were rendered"
    return Verdict(check="site", held=held, findings=tuple(findings))


def find_edited(project: Project) -> frozenset[str]:
    """Outputs that are not what the run that made them left: a fault of their own."""
    return frozenset(
        out
        for name, run in project.standing.items()
        if run
        for out in project.stages[name].outs
        if project.hash(out) != run.outputs.get(out)
    )


def _name_edited(project: Project, stage: Stage, run: Run, out: str) -> Iterable[Finding]:
    inside = _compare(project, stage, run, out) if (project.root / out).is_dir() else []
    return inside or [_word(stage, run, out, is_there=project.hash(out) != ABSENT)]


def _compare(project: Project, stage: Stage, run: Run, folder: str) -> list[Finding]:
    """Hold the files of a folder against those on record, and name each that differs."""
    root, known = project.root, _select(run.files, folder)
    top = root / folder
    found = {
        file.relative_to(root).as_posix(): hash_file(file)
        for file in (list_files(top) if top.is_dir() else ())
    }
    return [
        _word(stage, run, file, is_there=file in found, is_known=file in known)
        for file in sorted(known.keys() | found.keys())
        if known.get(file) != found.get(file)
    ]


def _miss_files(stage: Stage, run: Run) -> Finding:
    return Finding(
        file=SITE,
        came=f"run {run.number} of {stage.name} has no record of the files that it made.",
        expected="the hash of every page and file of the site",
        do=f"Run `dvc repro --force --single-item {stage.name}`.",
    )


def _select(files: Mapping[str, str], folder: str) -> dict[str, str]:
    return {file: digest for file, digest in files.items() if file.startswith(f"{folder}/")}


def _word(stage: Stage, run: Run, file: str, *, is_there: bool, is_known: bool = True) -> Finding:
    if not is_there:
        came = f"the file is not there; run {run.number} of {stage.name} made it."
    elif not is_known:
        came = f"the file was put there; run {run.number} of {stage.name} made none of that name."
    else:
        came = f"the file was edited after run {run.number} of {stage.name} made it."
    return Finding(
        file=file,
        came=came,
        expected=f"what {RUNS.as_posix()} has on record of that run",
        do=f"Run `dvc repro --force --single-item {stage.name}`; never edit what a stage makes.",
    )
