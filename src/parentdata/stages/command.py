"""Guard a command where it is a stage's, whether DVC started it or somebody did by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from parentdata.paths import NoProject, find_root
from parentdata.scratch import open_scratch, promote, write_to
from parentdata.stages.declared import Stage, read_stages
from parentdata.stages.guard import Check, guard_stage
from parentdata.stages.watch import watch_stage
from parentdata.strict_yaml import parse_yaml

PROGRAM = "python -m parentdata"


@contextmanager
def guard_command(words: Sequence[str]) -> Iterator[Check]:
    """Guard a command that is a stage's; any other, and any outside a compendium, runs as it is.

    Parameters
    ----------
    words : sequence of str
        What follows `python -m parentdata`. Parameters laid over params.yaml may follow a stage's
        own words; the record then holds the command with them.

    Yields
    ------
    function of nothing
        As in `guard_stage`.
    """
    root, command = _find_root(), " ".join((PROGRAM, *words))
    stage = _find_stage(root, command) if root else None
    if root is None or stage is None:
        yield lambda: None
        return
    parameters = parse_yaml((root / "params.yaml").read_text(encoding="utf-8")) or {}
    taken = {name: parameters.get(name) for name in stage.params}
    with (
        guard_stage(root, stage, command=command, parameters=taken) as check,
        watch_stage(root, stage),
    ):
        yield check


@contextmanager
def settle_tables(name: str, check: Check) -> Iterator[None]:
    """Have tables written apart, and moved into the derived room when the check has passed."""
    root = find_root()
    with open_scratch(root, name) as scratch:
        with write_to(scratch / "derived"):
            yield
        check()
        promote(scratch, root / "data" / "derived")


def _find_root() -> Path | None:
    try:
        return find_root()
    except NoProject:
        return None


def _find_stage(root: Path, command: str) -> Stage | None:
    return next(
        (
            stage
            for stage in read_stages(root).values()
            if f"{command} ".startswith(f"{stage.command} ")
        ),
        None,
    )
