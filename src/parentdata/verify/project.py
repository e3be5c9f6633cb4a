"""What the checks look at, read once: the pipeline, its lock, its records, the hashes of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from parentdata.stages import LOCK, Stage, hash_path, read_stages
from parentdata.verify.runs import Run, find_standing, list_finished, read_contents

# libyaml's reader takes a tenth of the time of the one in Python, where it is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Project:
    """The compendium at `root`. Each file is hashed once, whichever checks ask."""

    root: Path

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """Stages of dvc.yaml, by name."""
        return read_stages(self.root)

    @cached_property
    def contents(self) -> list[dict[str, Any]]:
        """What the records of runs say, in order."""
        return read_contents(self.root)

    @cached_property
    def lock(self) -> Mapping[str, Any] | None:
        """Stages of dvc.lock, by name; None where it cannot be read."""
        try:
            text = (self.root / LOCK).read_text(encoding="utf-8")
            stages = (yaml.load(text, Loader=_LOADER) or {}).get("stages", {})
        except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError):
            return None
        return stages if isinstance(stages, dict) else None

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """The values of params.yaml; nothing where it cannot be read."""
        try:
            text = (self.root / "params.yaml").read_text(encoding="utf-8")
            found = yaml.load(text, Loader=_LOADER)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            return {}
        return found if isinstance(found, dict) else {}

    @cached_property
    def standing(self) -> Mapping[str, Run | None]:
        """The run of each stage that made what is there, by stage."""
        runs = list_finished(self.contents)
        return {
            name: find_standing(
                stage, runs, {out: self.hash(out) for out in stage.outs}, self.read_locked(name)
            )
            for name, stage in self.stages.items()
        }

    @cached_property
    def _hashes(self) -> dict[str, str]:
        return {}

    def hash(self, path: str) -> str:
        """Hash a file or folder as DVC does; "absent" where there is nothing."""
        if path not in self._hashes:
            self._hashes[path] = hash_path(self.root / path)
        return self._hashes[path]

    def read_locked(self, stage: str, kind: str = "outs") -> dict[str, str]:
        """Hashes that dvc.lock holds of a stage's `deps` or `outs`, by path."""
        entries = ((self.lock or {}).get(stage) or {}).get(kind) or []
        return {entry["path"]: entry.get("md5", "") for entry in entries if "path" in entry}
