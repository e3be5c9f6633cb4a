"""Guard a stage: what it reads must not move while it runs, and its run goes on record.

DVC hashes what a stage depends on after its command has ended. A file edited meanwhile is then on
record with output that was made from another. So each stage hashes before and after by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parentdata.errors import Refusal
from parentdata.stages.declared import Stage
from parentdata.stages.hashes import ABSENT, hash_files, hash_paths
from parentdata.stages.record import FAILED, FINISHED, write_end, write_start

Check = Callable[[], None]


class Moved(Refusal):
    """Something that a stage reads was changed while the stage ran."""


class AbsentInput(Refusal):
    """Something that a stage reads is not there."""


@contextmanager
def guard_stage(
    root: Path, stage: Stage, *, command: str, parameters: dict[str, Any]
) -> Iterator[Check]:
    """Run a stage under guard.

    Parameters
    ----------
    root : Path
        Top folder of the compendium.
    stage : Stage
        What dvc.yaml declares.
    command : str
        As it was given, for the record.
    parameters : dict
        The values that the run takes, for the record.

    Yields
    ------
    function of nothing
        To call when all is made and nothing is in its place yet; it raises `Moved` where an input
        is no longer what it was at the start.

    Raises
    ------
    AbsentInput
        Before anything runs.
    Moved
        By the function, or at the very end: an input may move while the outputs are put in place.
        The run is on record as failed, and DVC keeps its own record as it was, since its command
        failed; it finds the outputs changed and makes them again.
    """
    before = hash_paths(root, stage.deps)
    _refuse_absent(root, stage, before)
    run = write_start(root, stage=stage.name, command=command, parameters=parameters, inputs=before)

    def check() -> None:
        _refuse_moved(stage, before, hash_paths(root, stage.deps))

    try:
        yield check
        check()
        made, files = hash_paths(root, stage.outs), hash_files(root, stage.list_made())
    except BaseException as error:
        write_end(root, run, stage=stage.name, event=FAILED, why=_describe(error))
        raise
    write_end(root, run, stage=stage.name, event=FINISHED, outputs=made, files=files)


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _refuse_absent(root: Path, stage: Stage, found: dict[str, str]) -> None:
    absent = [path for path, digest in found.items() if digest == ABSENT]
    if absent:
        raise AbsentInput(
            f"the stage {stage.name} reads {', '.join(absent)}, which is not there.",
            file=root / absent[0],
            expected="everything that dvc.yaml lists under deps",
            do="Run `dvc repro`, which makes what is derived; take what is raw from the"
            " repository. Nothing was run.",
        )


def _refuse_moved(stage: Stage, before: dict[str, str], after: dict[str, str]) -> None:
    moved = [path for path in before if before[path] != after[path]]
    if moved:
        raise Moved(
            f"{', '.join(moved)} changed while the stage {stage.name} ran.",
            file=moved[0],
            expected="the same content before and after, so that output and input belong together",
            do="Run `dvc repro` again; what was made from the mixture was thrown away.",
        )
