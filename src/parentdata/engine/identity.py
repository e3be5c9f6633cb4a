"""What a warm parent and whoever asks it must have in common.

Read by the parent too, as a module on its own: nothing of ours is imported here.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

# Read by Python, numpy and matplotlib when they are loaded: too late to change in a worker.
LOADED = ("PYTHON", "NPY_", "OPENBLAS_", "OMP_", "MKL_", "MPL", "LD_", "LC_", "LANG")


def describe_environment(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Describe checkout, Python, locked packages, engine code and settings read at loading."""
    settings = sorted(
        f"{name}={value}" for name, value in environment.items() if name.startswith(LOADED)
    )
    return {
        "checkout": _name_folder(root),
        "python": f"{sys.executable} {sys.version}",
        "packages": f"{sys.prefix} {_digest([root / 'requirements.lock'])}",
        "engine": _digest(sorted(Path(__file__).parent.glob("*.py"))),
        "settings": hashlib.sha256("\n".join(settings).encode()).hexdigest(),
    }


def _name_folder(root: Path) -> str:
    """Name a folder so that another one, put in its place under its name, is told apart."""
    found = root.stat()
    return f"{os.path.realpath(root)} {found.st_dev}:{found.st_ino}"


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes() if file.is_file() else b"absent")
    return whole.hexdigest()
