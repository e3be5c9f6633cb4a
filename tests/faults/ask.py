"""Ask a catcher whether it notices a fault in a copy of the finished project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from faults.model import Fault

LEFT_OUT = (".git", ".venv", "cache", "tmp", ".*_cache", "kernel-*", "*.egg-info")
_SAID = 160  # characters of what a catcher says that are kept


@dataclass(frozen=True, kw_only=True)
class Caught:
    """Which catcher noticed a fault, and what it said; no catcher where it escaped."""

    fault: Fault
    catcher: str = ""
    said: str = ""


def lay_out(master: Path, place: Path) -> Path:
    """Copy a finished project, without history and caches; return the copy."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(master, place, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    (place / ".dvc" / "config.local").write_text("[core]\n    no_scm = true\n")
    return place


def try_fault(master: Path, fault: Fault, place: Path, *, sound: dict[str, str]) -> Caught:
    """Plant a fault in a fresh copy and ask its catchers until one notices.

    What notices is then asked about the project without the fault: where it notices something
    there too, it caught nothing. `sound` keeps what was said there, by catcher.
    """
    project = lay_out(master, place)
    fault.plant(project)
    for catcher in fault.catchers:
        said = ask(catcher, project)
        if said and not _ask_sound(master, catcher, said, place, sound):
            return Caught(fault=fault, catcher=catcher, said=said[:_SAID])
    return Caught(fault=fault)


def _ask_sound(master: Path, catcher: str, said: str, place: Path, sound: dict[str, str]) -> str:
    # Of a file of tests, the one that failed; of that, every case.
    again = said.partition("[")[0] if "/" in catcher else catcher
    if again not in sound:
        sound[again] = ask(again, lay_out(master, place.with_name("sound")))
    return sound[again]


def ask(catcher: str, project: Path) -> str:
    """Return what a catcher says of a project; nothing where all is well with it."""
    if catcher == "verify":
        return _ask_verify(project)
    if catcher == "status":
        return _ask_status(project)
    if catcher.startswith("stage "):
        return _ask_stages(project, catcher.removeprefix("stage ").split())
    return _ask_test(project, catcher)


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project as a user would, with the project's own package."""
    ours = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(project / "src"),
    }
    return subprocess.run(
        command, cwd=project, env=os.environ | ours, text=True, stdin=subprocess.DEVNULL,
        capture_output=True, check=False,
    )  # fmt: skip


def _ask_verify(project: Path) -> str:
    ran = run(project, sys.executable, "-m", "parentdata", "verify", "--json")
    if ran.returncode == 0:
        return ""
    if not ran.stdout.startswith("{"):
        return _first_line(ran.stderr)
    found = [
        f"{check['check']}: {finding['file']}: {finding['came']}"
        for check in json.loads(ran.stdout)["checks"]
        for finding in check["findings"]
    ]
    return found[0] if found else ""


def _ask_status(project: Path) -> str:
    changed = json.loads(run(project, "dvc", "status", "--json").stdout)
    # The copy has no cache; what is merely not in it has not changed.
    parts = [
        f"{stage}: {what} {path}"
        for stage, entries in changed.items()
        for entry in entries
        if isinstance(entry, dict)
        for what, paths in entry.items()
        for path, how in paths.items()
        if how != "not in cache"
    ]
    return ", ".join(parts)


def _ask_stages(project: Path, names: Sequence[str]) -> str:
    """Run the commands of stages until one fails: a refusal, or the error of a notebook's cell."""
    pipeline = yaml.safe_load((project / "dvc.yaml").read_text(encoding="utf-8"))
    for name in names:
        ran = run(project, *pipeline["stages"][name]["cmd"].split())
        if ran.returncode:
            # Where the copy lay is of no interest, and is another place each time.
            return _first_line(ran.stderr.replace(f"{project}{os.sep}", ""))
    return ""


def _ask_test(project: Path, test: str) -> str:
    # One process, and no cache: the copy is thrown away.
    options = ("-q", "-x", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header")
    ran = run(project, sys.executable, "-m", "pytest", *options, *test.split())
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
    if ran.returncode == 1 and failed:
        return failed.group(1)
    if ran.returncode:
        raise RuntimeError(f"{test} cannot be asked:\n{ran.stdout[-2000:]}{ran.stderr[-500:]}")
    return ""


def _first_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    refused = [line for line in lines if line.startswith("refused")]
    return (refused or lines or ["it failed without a word"])[0]
