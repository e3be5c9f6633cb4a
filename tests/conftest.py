"""What the tests share: the checkout, public data beside it, and a clean run of the pipeline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GENERATED = (
    ".git",
    ".venv",
    "build",
    "_site",
    "cache",
    "tmp",
    "__pycache__",
    "kernel-*",
    "*.egg-info",
    ".*_cache",
)


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Public data and R's results beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no folder {SHARED.name}/ beside the checkout: nothing to compare with")
    return SHARED


class Project:
    """A clean copy of the checkout, without git and outputs, in which commands can be run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.home = folder / "home"
        self.home.mkdir()
        shutil.copytree(ROOT, self.folder, ignore=shutil.ignore_patterns(*GENERATED))
        for study in (self.folder / "data" / "derived").iterdir():
            if study.is_dir():
                shutil.rmtree(study)
        (self.folder / ".dvc" / "config.local").write_text("[core]\n    no_scm = true\n")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command as a user would; the copy's own package comes before the installed one."""
        ours = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.folder / "src"),
            "HOME": str(self.home),
        }
        ran = subprocess.run(
            command, cwd=self.folder, env=os.environ | ours | environment, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        self._await_parent()
        return ran

    def _await_parent(self) -> None:
        """Wait until a run's warm parent, which ends after it, has cleared its folder away."""
        end = time.monotonic() + 2
        room = self.folder / "build" / "engine"
        while any(room.glob("*-*")) and time.monotonic() < end:
            time.sleep(0.01)

    def digest(self) -> dict[str, bytes]:
        """Every derived file, executed notebook and record, by its path in the project."""
        files = [self.folder / "dvc.lock", self.folder / "reports" / "_site" / "content.json"]
        for room in ("data/derived", "build/executed"):
            files += [path for path in (self.folder / room).rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(files)}


@pytest.fixture(scope="session")
def make_project(tmp_path_factory):
    """Make clean copies of the checkout."""
    return lambda: Project(tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="session")
def repro(make_project) -> Project:
    """A project in which `dvc repro` ran from nothing; tests read it and change nothing in it."""
    project = make_project()
    ran = project.run("dvc", "repro")
    if ran.returncode:
        pytest.fail(f"dvc repro failed:\n{ran.stdout}\n{ran.stderr}")
    return project
