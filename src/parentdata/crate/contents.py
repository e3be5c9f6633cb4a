"""What an archive holds: sources, what the run made, its records; and what is left out and why.

Folders and files are named, so that what somebody left lying about does not get in.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from parentdata.crate.licences import find_reason, is_description
from parentdata.origin import ORIGIN, Origin, hash_file, read_origin
from parentdata.stages import RUNS, Stage, list_files

# Patterns of files at the top, and folders whose files are sources.
TOP = (
    ".dvcignore", ".gitattributes", ".gitignore", "*.cff", "*.lock", "*.md", "*.toml", "*.yaml",
    "codecheck.yml", "environment.yml", "COMMIT", "LICENSE", "Makefile",
)  # fmt: skip
FOLDERS = (".ci", ".github", "analysis", "benchmarks", "decisions", "reports", "src", "tests")
OTHERS = (".dvc/config", ".dvc/.gitignore", "data/raw/README.md")
# What other programs leave in a folder of sources; a site is taken from what its stage made.
STRAY = ("*.egg-info", "_site", ".*", "__pycache__")
KEPT = (".gitignore",)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A file of the compendium: in the archive, or left out of it with the reason.

    `sha256` and `size` (bytes) are those of the file as it is; a file that is not there has the
    hash that its origin.yml gives and no size.
    """

    path: str
    sha256: str
    size: int | None
    left_out: str | None = None


@dataclass(frozen=True)
class Contents:
    """All files of the compendium at `root` that the archive speaks of."""

    root: Path
    stages: Mapping[str, Stage]

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Origins of the raw folders, by study."""
        top = self.root / "data" / "raw"
        folders = sorted(path for path in top.iterdir() if (path / ORIGIN).is_file())
        return {folder.name: read_origin(folder) for folder in folders}

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why a study's data are left out, by study; the others go in."""
        found = {
            study: find_reason(self.root / "data" / "raw" / study, origin)
            for study, origin in self.origins.items()
        }
        return {study: reason for study, reason in found.items() if reason}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every file, in the order of paths."""
        reasons = {path: None for path in (*self._list_sources(), *self._list_records())}
        reasons |= self._list_made()
        reasons |= self._list_raw()
        return tuple(self._make_item(path, reasons[path]) for path in sorted(reasons))

    @property
    def held(self) -> tuple[Item, ...]:
        """The files that are in the archive."""
        return tuple(item for item in self.items if item.left_out is None)

    def _make_item(self, path: str, reason: str | None) -> Item:
        file = self.root / path
        if file.is_file():
            return Item(
                path=path, sha256=hash_file(file), size=file.stat().st_size, left_out=reason
            )
        study, name = path.removeprefix("data/raw/").split("/", 1)
        return Item(path=path, sha256=self.origins[study].files[name], size=None, left_out=reason)

    def _list_sources(self) -> Iterator[str]:
        for path in self.root.iterdir():
            if path.is_file() and any(fnmatch.fnmatch(path.name, pattern) for pattern in TOP):
                yield path.name
        for name in FOLDERS:
            yield from self._list_folder(name)
        yield from (name for name in OTHERS if (self.root / name).is_file())
        for path in (self.root / "data" / "derived").rglob(".gitignore"):
            yield path.relative_to(self.root).as_posix()

    def _list_folder(self, name: str) -> Iterator[str]:
        top = self.root / name
        for file in list_files(top) if top.is_dir() else ():
            parts = file.relative_to(top).parts
            if not any(_is_stray(part) for part in parts):
                yield file.relative_to(self.root).as_posix()

    def _list_records(self) -> Iterator[str]:
        for path in (self.root / RUNS).glob("[!.]*"):
            yield path.relative_to(self.root).as_posix()

    def _list_raw(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for study, origin in self.origins.items():
            found[f"data/raw/{study}/{ORIGIN}"] = None
            for name in origin.files:
                reason = None if is_description(name) else self.reasons.get(study)
                found[f"data/raw/{study}/{name}"] = reason
        return found

    def _list_made(self) -> dict[str, str | None]:
        """What stages made; what one made from files that are left out is left out as well."""
        found: dict[str, str | None] = {}
        for stage in self.stages.values():
            reason = self._find_reason(stage)
            for made in stage.list_made():
                path = self.root / made
                for file in list_files(path) if path.is_dir() else [path]:
                    if file.is_file():
                        found[file.relative_to(self.root).as_posix()] = reason
        return found

    def _find_reason(self, stage: Stage) -> str | None:
        for study, reason in self.reasons.items():
            folder = f"data/raw/{study}"
            if any(
                dep == folder or (dep.startswith(f"{folder}/") and not is_description(dep))
                for dep in stage.deps
            ):
                return f"made from files that are left out: {reason}"
        return None


def _is_stray(part: str) -> bool:
    return part not in KEPT and any(fnmatch.fnmatch(part, pattern) for pattern in STRAY)
