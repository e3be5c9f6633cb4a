"""Hashes of files and folders, the same that DVC writes into dvc.lock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

ABSENT = "absent"
# What .dvcignore leaves out of a folder's hash: compiled files and what editors leave behind.
IGNORED_FOLDERS = ("__pycache__", ".ipynb_checkpoints")
IGNORED_ENDINGS = (".pyc", ".egg-info")


def hash_path(path: Path) -> str:
    """Hash a file or folder as DVC does.

    Returns
    -------
    str
        md5 of a file's bytes; of a folder the md5 of its list of files and theirs, with ".dir"
        after it; `ABSENT` where there is nothing.
    """
    if path.is_dir():
        listed = [
            {"md5": hash_file(file), "relpath": file.relative_to(path).as_posix()}
            for file in list_files(path)
        ]
        listed.sort(key=lambda entry: entry["relpath"])
        return hashlib.md5(json.dumps(listed, sort_keys=True).encode()).hexdigest() + ".dir"
    return hash_file(path) if path.is_file() else ABSENT


def hash_paths(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Hash each path below a top folder."""
    return {path: hash_path(root / path) for path in paths}


def hash_files(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Hash each file below those paths that are folders, by its path below the top folder."""
    return {
        file.relative_to(root).as_posix(): hash_file(file)
        for path in paths
        if (root / path).is_dir()
        for file in sorted(list_files(root / path))
    }


def hash_file(path: Path) -> str:
    """Md5 of a file's bytes, which is what DVC names contents by; it guards against accidents."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def list_files(folder: Path) -> list[Path]:
    """List the files below a folder that count for its hash."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.endswith(IGNORED_ENDINGS)
        and not any(part in IGNORED_FOLDERS for part in path.relative_to(folder).parts)
    ]
