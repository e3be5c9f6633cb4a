"""The record of runs: two small files a run, each holding the hash of the one before it."""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import importlib.metadata
import json
import platform
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parentdata.errors import Refusal
from parentdata.whole_files import write_text

RUNS = Path("build") / "runs"
STARTED, FINISHED, FAILED = "started", "finished", "failed"
FIRST = "0" * 64  # what stands before the first record
# Holds the SHA-256 of the newest record, which no later one holds yet.
NEWEST = "newest.txt"
UNKNOWN = "unknown"


class BrokenRecord(Refusal):
    """A record of a run was edited, removed or put in later."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One file of `build/runs`: a run that started, or how it ended.

    `content` holds `number`, `event`, `run` (number of the record that started it), `stage`,
    `previous` (SHA-256 of the file before it), and of a start the command, time, user, host,
    commit, lock, packages, parameters and the hashes of what is read; of an end the time, the
    hashes of what was made and of each file in a folder that was, or why nothing was.
    """

    path: Path
    content: Mapping[str, Any]


def write_start(root: Path, *, stage: str, command: str, **known: Any) -> int:
    """Write that a run starts; return its number."""
    about = {"stage": stage, "command": command, **describe_machine(root), **known}
    with _lock_runs(root):
        number, previous = _find_end(root)
        _write(root, number, previous, event=STARTED, run=number, **about)
    return number


def write_end(root: Path, run: int, *, stage: str, event: str, **known: Any) -> None:
    """Write how a run ended."""
    with _lock_runs(root):
        number, previous = _find_end(root)
        _write(root, number, previous, event=event, run=run, stage=stage, **known)


def describe_machine(root: Path) -> dict[str, Any]:
    """Say who runs on what: user, host, Python, packages, commit, uncommitted changes, lock."""
    changed = _ask_git(root, "status", "--porcelain")
    return {
        "user": getpass.getuser(),
        "host": platform.node(),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "packages": _digest_packages(),
        "commit": _ask_git(root, "rev-parse", "HEAD") or UNKNOWN,
        "is_dirty": None if changed is None else bool(changed),
        "lock": _digest(root / "requirements.lock"),
    }


def read_records(root: Path) -> list[Record]:
    """Read all records in order, and hold each against the one before it.

    Raises
    ------
    BrokenRecord
        Names the first file that is not what it was, or is not there; also the newest, which
        `newest.txt` speaks for until another is written.
    """
    records, previous = [], FIRST
    for number, path in enumerate(_list_files(root), start=1):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise _refuse(path, f"the record cannot be read ({type(error).__name__}).") from error
        if not isinstance(content, dict) or content.get("number") != number:
            raise _refuse(path, f"record {number} is missing, or this one was put in its place.")
        if content.get("previous") != previous:
            raise _refuse(path, "it was written after another record than the one before it now.")
        records.append(Record(path=path, content=content))
        previous = _digest(path)
    newest = root / RUNS / NEWEST
    said = newest.read_text(encoding="utf-8").strip() if newest.is_file() else UNKNOWN
    if records and said != previous:
        raise _refuse(records[-1].path, f"it is not the record that {NEWEST} speaks of.")
    if newest.is_file() and not records:
        raise _refuse(newest, "the records that it speaks of are not there.")
    return records


def _refuse(path: Path, came: str) -> BrokenRecord:
    return BrokenRecord(
        came,
        file=path,
        expected="records as they were written, each with the SHA-256 of the one before",
        do="Restore build/runs, or remove it and build/ whole and run `dvc repro` again.",
    )


def _write(root: Path, number: int, previous: str, **content: Any) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    whole = {"number": number, "previous": previous, "time": now, **content}
    text = json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    name = f"{number:06d}-{content['stage']}-{content['event']}.json"
    # First, so that a record that is not written is missed rather than one unknown to this file.
    write_text(f"{hashlib.sha256(text.encode('utf-8')).hexdigest()}\n", root / RUNS / NEWEST)
    write_text(text, root / RUNS / name)


def _find_end(root: Path) -> tuple[int, str]:
    files = _list_files(root)
    return (len(files) + 1, _digest(files[-1])) if files else (1, FIRST)


def _list_files(root: Path) -> list[Path]:
    return sorted((root / RUNS).glob("[0-9]*.json"))


@contextmanager
def _lock_runs(root: Path) -> Iterator[None]:
    """Let one process at a time put a record at the end."""
    (root / RUNS).mkdir(parents=True, exist_ok=True)
    with (root / RUNS / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else UNKNOWN


def _digest_packages() -> str:
    found = sorted(f"{each.name}=={each.version}" for each in importlib.metadata.distributions())
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def _ask_git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
