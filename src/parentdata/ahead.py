"""Begin notebooks before DVC asks for them: those whose inputs are made, while another one runs.

DVC runs one stage after another (treeverse/dvc 755). The stage that waits for its notebook lets the
warm parent begin others; their stages find the work done, if they read the very same files.
Policy: decisions/0040-notebooks-begun-ahead.md.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from parentdata.engine import Parent, find_owner
from parentdata.notebooks.run import plan_job
from parentdata.paths import find_root
from parentdata.stages import (
    LOCK,
    Stage,
    find_stage,
    hash_path,
    hash_paths,
    list_files,
    read_stages,
)
from parentdata.stages.watch import STAGE, look_around
from parentdata.strict_yaml import parse_yaml

NOTEBOOK = "python -m parentdata run analysis/"


def know_stage(overrides: Sequence[str] = ()) -> dict[str, Any]:
    """Say what `run_notebook` needs to take work begun ahead; nothing where no stage runs."""
    name = os.environ.get(STAGE)
    if not name:
        return {}
    root = find_root()
    key = digest_inputs(root, find_stage(root, name), overrides)
    return {"key": key, "meanwhile": begin_others(root, name)}


def digest_inputs(root: Path, stage: Stage, overrides: Sequence[str] = ()) -> str:
    """Digest all that a stage's notebook reads: contents, and whether a file was written since.

    A file that was changed and changed back in between has another time, and gives another digest.
    """
    parameters = parse_yaml((root / "params.yaml").read_text(encoding="utf-8")) or {}
    known = {
        "command": stage.command,
        "overrides": list(overrides),
        "parameters": {name: parameters.get(name) for name in stage.params},
        "contents": hash_paths(root, stage.deps),
        "written": {dep: _list_times(root / dep) for dep in stage.deps},
    }
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def begin_others(root: Path, running: str) -> Callable[[Parent], None]:
    """Have notebooks begun that DVC will ask for later in this run.

    Parameters
    ----------
    root : Path
        Top folder of the compendium.
    running : str
        The stage that runs now.

    Returns
    -------
    function of the warm parent
        Does nothing where the run is not a `dvc repro` of everything: of any other it is not known
        what it will ask for.
    """

    def begin(parent: Parent) -> None:
        if not find_owner().runs_everything():
            return
        with look_around():
            ready = {stage: digest_inputs(root, stage) for stage in list_ready(root)}
        for stage, key in ready.items():
            if stage.name != running:
                source = root / stage.command.split()[-1]
                out = parent.folder / "ahead" / stage.name
                (out / "derived").mkdir(parents=True, exist_ok=True)
                parent.begin(plan_job(root, source, out, key=key, **{STAGE: stage.name}))

    return begin


def list_ready(root: Path) -> list[Stage]:
    """List stages of notebooks that must run, and whose inputs no stage has still to make."""
    stages = read_stages(root)
    path = root / LOCK
    lock = parse_yaml(path.read_text(encoding="utf-8")) if path.is_file() else {}
    parameters = parse_yaml((root / "params.yaml").read_text(encoding="utf-8")) or {}
    digest = cache(lambda name: hash_path(root / name))

    @cache
    def is_settled(name: str) -> bool:
        stage, locked = stages[name], lock.get("stages", {}).get(name, {})
        entries = [*locked.get("deps", []), *locked.get("outs", [])]
        found = {entry["path"]: entry.get("md5") for entry in entries}
        given = locked.get("params", {}).get("params.yaml", {})
        return (
            locked.get("cmd") == stage.command
            and set(found) == {*stage.deps, *stage.outs}
            and all(given.get(each) == parameters.get(each) for each in stage.params)
            and all(digest(each) == md5 for each, md5 in found.items())
            and all(map(is_settled, _list_makers(stage, stages)))
        )

    return [
        stage
        for name, stage in stages.items()
        if stage.command.startswith(NOTEBOOK)
        and all(map(is_settled, _list_makers(stage, stages)))
        and all((root / dep).exists() for dep in stage.deps)
        and not is_settled(name)
    ]


def _list_makers(stage: Stage, stages: dict[str, Stage]) -> list[str]:
    """List the stages that make what a stage reads."""
    return [
        other.name
        for other in stages.values()
        if any(_overlap(dep, out) for dep in stage.deps for out in other.outs)
    ]


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _list_times(path: Path) -> list[Any]:
    files = sorted(list_files(path)) if path.is_dir() else [path]
    found = [(file, file.stat()) for file in files]
    return [[str(file), stat.st_ino, stat.st_size, stat.st_mtime_ns] for file, stat in found]
