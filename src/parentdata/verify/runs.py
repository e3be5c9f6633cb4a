"""Runs out of their records: which finished, which were abandoned, which one made what is there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parentdata.stages import FAILED, FINISHED, RUNS, STARTED, Stage


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run that finished: its number, command, parameters, and the hashes of both its ends.

    `files` holds the hash of each file in a folder that the run made.
    """

    number: int
    stage: str
    command: str
    parameters: Mapping[str, Any]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    files: Mapping[str, str]


def read_contents(root: Path) -> list[dict[str, Any]]:
    """Read what the records say, in order, whether or not their chain holds.

    The chain is a check of its own; the others must still be able to speak when it is broken.
    """
    contents = []
    for path in sorted((root / RUNS).glob("[0-9]*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(content, dict):
            contents.append(content)
    return contents


def list_finished(contents: Sequence[Mapping[str, Any]]) -> list[Run]:
    """List the runs that finished, in the order in which they ended."""
    starts = {each.get("run"): each for each in contents if each.get("event") == STARTED}
    return [
        Run(
            number=end["run"],
            stage=end["stage"],
            command=starts[end["run"]].get("command", ""),
            parameters=starts[end["run"]].get("parameters", {}),
            inputs=starts[end["run"]].get("inputs", {}),
            outputs=end.get("outputs", {}),
            files=end.get("files", {}),
        )
        for end in contents
        if end.get("event") == FINISHED and end.get("run") in starts and "stage" in end
    ]


def describe_unfinished(contents: Sequence[Mapping[str, Any]]) -> list[str]:
    """Name each run that has no end, and count those that failed."""
    ended = {each.get("run") for each in contents if each.get("event") != STARTED}
    lines = [
        f"run {each['run']} of {each.get('stage')} has no end: it started at"
        f" {each.get('time')}, and was abandoned or still runs"
        for each in contents
        if each.get("event") == STARTED and each.get("run") not in ended
    ]
    failed = [each for each in contents if each.get("event") == FAILED]
    if failed:
        last = failed[-1]
        lines.append(
            f"{len(failed)} runs failed, the last of them run {last['run']} of"
            f" {last.get('stage')}: {last.get('why', '').partition(chr(10))[0]}"
        )
    return lines


def find_standing(
    stage: Stage, runs: Sequence[Run], present: Mapping[str, str], lock: Mapping[str, str]
) -> Run | None:
    """Find the run that made what is there.

    Parameters
    ----------
    stage : Stage
    runs : sequence of Run
        In the order in which they ended.
    present, lock : mapping of output to hash
        As the outputs are, and as dvc.lock says. Where DVC gave back the output of an earlier
        run, that one is meant and not the last.

    Returns
    -------
    Run or None
        The newest run with the present outputs; else the newest with those of the lock; else the
        newest. None where the stage never finished.
    """
    own = [run for run in runs if run.stage == stage.name]
    for wanted in (present, lock):
        for run in reversed(own):
            if all(run.outputs.get(out) == wanted.get(out) for out in stage.outs):
                return run
    return own[-1] if own else None
