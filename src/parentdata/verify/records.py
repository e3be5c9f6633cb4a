"""The record of runs: nothing edited, taken out or put in; runs without an end are named."""

from __future__ import annotations

from parentdata.stages import RUNS, STARTED, BrokenRecord, read_records
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.project import Project
from parentdata.verify.runs import describe_unfinished


def check_records(project: Project) -> Verdict:
    """Hold each record of a run against the hash that the next one holds of it."""
    notes = tuple(describe_unfinished(project.contents))
    started = sum(each.get("event") == STARTED for each in project.contents)
    held = f"{len(project.contents)} records of {started} runs hold the hashes of one another"
    try:
        read_records(project.root)
    except BrokenRecord as refusal:
        finding = Finding(
            file=str(refusal.file.relative_to(project.root)),
            came=refusal.came,
            expected=refusal.expected,
            do=refusal.do,
        )
        return Verdict(check="records", held=held, findings=(finding,), notes=notes)
    missing = [name for name, run in project.standing.items() if run is None]
    findings = tuple(
        Finding(
            file=RUNS.as_posix(),
            came=f"no finished run of the stage {name} is on record.",
            expected="a finished run of every stage",
            do=f"Run `dvc repro --force --single-item {name}`.",
        )
        for name in missing
    )
    return Verdict(check="records", held=held, findings=findings, notes=notes)
