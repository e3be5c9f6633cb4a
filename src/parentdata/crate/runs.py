"""The runs that made what is there: one of each stage, with when it began and ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parentdata.crate.refusals import NoFinishedRun
from parentdata.stages import FINISHED, RUNS, STARTED, Stage, hash_path, read_records
from parentdata.verify.project import Project


@dataclass(frozen=True, kw_only=True)
class StageRun:
    """One run of a stage, out of the two records that it left.

    Attributes
    ----------
    stage : Stage
    number : int
        Number of the record that it began with.
    started, ended : str
        ISO 8601, UTC.
    start : mapping
        What the first record says: command, user, host, platform, python, commit, parameters.
    records : tuple of str
        Both records, relative to the top folder.
    """

    stage: Stage
    number: int
    started: str
    ended: str
    start: Mapping[str, Any]
    records: tuple[str, str]


def find_runs(root: Path) -> tuple[StageRun, ...]:
    """Find the run of each stage that made what is there, in the order of dvc.yaml.

    Raises
    ------
    BrokenRecord
        The record of runs was edited, or something is missing from it.
    NoFinishedRun
        A stage never finished, or its outputs are not those of any run on record.
    """
    records = read_records(root)
    project = Project(root)
    found = []
    for name, stage in project.stages.items():
        run = project.standing[name]
        if run is None or any(run.outputs.get(out) != project.hash(out) for out in stage.outs):
            raise _refuse(root, stage)
        start, end = (
            next(
                record
                for record in records
                if record.content["run"] == run.number and record.content["event"] == event
            )
            for event in (STARTED, FINISHED)
        )
        found.append(
            StageRun(
                stage=stage,
                number=run.number,
                started=start.content["time"],
                ended=end.content["time"],
                start=start.content,
                records=tuple(record.path.relative_to(root).as_posix() for record in (start, end)),
            )
        )
    return tuple(found)


def _refuse(root: Path, stage: Stage) -> NoFinishedRun:
    absent = [out for out in stage.outs if hash_path(root / out) == "absent"]
    what = f"{', '.join(absent)} is not there" if absent else "no run on record made what is there"
    return NoFinishedRun(
        f"the stage {stage.name} has no finished run: {what}.",
        file=RUNS,
        expected="every stage to have run to its end, and its outputs as that run left them",
        do="Run `make repro`, then make the archive again; nothing was written.",
    )
