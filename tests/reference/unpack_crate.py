"""Unpack an archive, hold its files against its metadata, verify it there and run it afresh.

    python tests/reference/unpack_crate.py build/parentdata-crate.zip [--no-rerun]

What it does is what a stranger would who has the archive and the locked environment; only that
`make repro` would make the environment first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import unquote


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack an archive as `unzip` does; tell DVC that there is no git, as `make repro` does."""
    with zipfile.ZipFile(archive) as file:
        for entry in file.infolist():
            # Python alone would forget which files are programs.
            Path(file.extract(entry, folder)).chmod(entry.external_attr >> 16 & 0o777)
    (folder / ".dvc" / "config.local").write_text("[core]\n    no_scm = true\n")
    return folder


def find_altered(folder: Path) -> list[str]:
    """List the files that are not what the metadata say, or that the metadata do not know."""
    metadata = folder / "ro-crate-metadata.json"
    graph = json.loads(metadata.read_text(encoding="utf-8"))["@graph"]
    known = {
        unquote(entity["@id"]): (entity["sha256"], int(entity["contentSize"]))
        for entity in graph
        if "File" in entity["@type"]
    }
    found = {
        path.relative_to(folder).as_posix(): _measure(path)
        for path in folder.rglob("*")
        if path.is_file() and path != metadata and path.name != "config.local"
    }
    return sorted(
        name for name in known.keys() | found.keys() if known.get(name) != found.get(name)
    )


def _measure(path: Path) -> tuple[str, int]:
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest(), len(content)


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an unpacked archive, with the archive's own package."""
    ours = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(folder / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        command, cwd=folder, env=os.environ | ours, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip


def check(archive: Path, *, is_rerun: bool) -> int:
    """Check an archive in a folder of its own, which is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="parentdata-crate-") as name:
        folder = unpack(archive, Path(name) / "unpacked")
        altered = find_altered(folder)
        sys.stdout.write(f"{len(altered)} files are not what the metadata say {altered[:5]}\n")
        words = ["verify", *(["--rerun"] if is_rerun else [])]
        verified = run(folder, sys.executable, "-m", "parentdata", *words)
        sys.stdout.write(verified.stdout)
    return 1 if altered else verified.returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("archive", type=Path)
    parser.add_argument("--no-rerun", action="store_true", help="verify alone")
    given = parser.parse_args()
    sys.exit(check(given.archive.resolve(), is_rerun=not given.no_rerun))
