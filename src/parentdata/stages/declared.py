"""What dvc.yaml says of a stage: what it reads, what it takes, what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from parentdata.errors import Refusal
from parentdata.strict_yaml import parse_yaml

PIPELINE, LOCK = "dvc.yaml", "dvc.lock"
# An output of this name stands for the folder it lies in: DVC tracks it alone (decisions/0002),
# the record of a run every file beside it.
STANDS_FOR_FOLDER = "content.json"


class UnknownStage(Refusal):
    """dvc.yaml cannot be read, or has no stage of that name."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage as declared; paths are relative to the top folder, with forward slashes."""

    name: str
    command: str
    deps: tuple[str, ...]
    outs: tuple[str, ...]
    params: tuple[str, ...]

    def list_made(self) -> tuple[str, ...]:
        """List the outputs, and the folders that one of them stands for."""
        stood_for = [
            out.removesuffix(f"/{STANDS_FOR_FOLDER}")
            for out in self.outs
            if out.endswith(f"/{STANDS_FOR_FOLDER}")
        ]
        return (*self.outs, *stood_for)


def read_stages(root: Path) -> dict[str, Stage]:
    """Read all stages of dvc.yaml, by name, in its order.

    Raises
    ------
    UnknownStage
        There is no dvc.yaml, or it is not YAML with `stages`.
    """
    try:
        pipeline = parse_yaml((root / PIPELINE).read_text(encoding="utf-8")) or {}
        stages = pipeline.get("stages") or {}
        return {name: _read_stage(name, stage) for name, stage in stages.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, AttributeError) as error:
        raise UnknownStage(
            f"the pipeline cannot be read ({type(error).__name__}: {error}).",
            file=root / PIPELINE,
            expected="stages, each with cmd, deps and outs",
            do="Restore it from the repository; nothing was run.",
        ) from error


def find_stage(root: Path, name: str) -> Stage:
    """Find one stage; `UnknownStage` lists the stages where there is none of that name."""
    stages = read_stages(root)
    if name not in stages:
        raise UnknownStage(
            f"no stage is named {name!r}.",
            file=root / PIPELINE,
            expected=f"one of {', '.join(stages)}",
            do="Correct the name; nothing was run.",
        )
    return stages[name]


def _read_stage(name: str, stage: dict) -> Stage:
    named = [_read_path(entry) for entry in stage.get("params", [])]
    files = [entry for entry in named if "." in entry]
    return Stage(
        name=name,
        command=stage["cmd"],
        deps=(*(_read_path(entry) for entry in stage.get("deps", [])), *files),
        outs=tuple(
            _read_path(entry) for kind in ("outs", "metrics") for entry in stage.get(kind, [])
        ),
        params=tuple(entry for entry in named if entry not in files),
    )


def _read_path(entry: str | dict) -> str:
    # An entry with options, such as {persist: true}, is a mapping of its path to them.
    return next(iter(entry)) if isinstance(entry, dict) else entry
