"""The run that a warm parent belongs to: `dvc`, or a command started by hand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """A process by its number and when it started, since numbers are given again."""

    pid: int
    started: str

    @property
    def name(self) -> str:
        """Name of the folder that a warm parent of this run has to itself."""
        return f"{self.pid}-{self.started}"

    def is_alive(self) -> bool:
        """Tell whether the run goes on; a process that ended and waits to be reaped has ended."""
        fields = _read_fields(self.pid)
        return fields is not None and fields[19] == self.started and fields[0] not in "ZX"

    def runs_everything(self) -> bool:
        """Tell whether it is a `dvc repro` of the whole pipeline, as `make repro` is."""
        words = _read_words(self.pid)
        return words[-1:] == ["repro"] and _is_dvc(words)


def read_owner(name: str) -> Owner | None:
    """Read an owner back from the name of its parent's folder."""
    pid, _, started = name.partition("-")
    return Owner(int(pid), started) if pid.isdigit() and started.isdigit() else None


def find_owner() -> Owner:
    """Find the nearest `dvc` above this process, or take this process where there is none."""
    pid = os.getpid()
    while pid > 1:
        fields = _read_fields(pid)
        if fields is None:
            break
        if pid != os.getpid() and _is_dvc(_read_words(pid)):
            return Owner(pid, fields[19])
        pid = int(fields[1])
    fields = _read_fields(os.getpid()) or ["0"] * 20
    return Owner(os.getpid(), fields[19])


def _is_dvc(words: list[str]) -> bool:
    """Tell `dvc …`, `python …/dvc …` and `python -m dvc …` from a shell that names dvc."""
    program = [os.path.basename(word) for word in words[:3]]
    return program[:1] == ["dvc"] or (
        program[:1] != [] and program[0].startswith("python") and "dvc" in program[1:3]
    )


def _read_fields(pid: int) -> list[str] | None:
    """Read /proc/PID/stat from the state on: [0] state, [1] parent, [19] when it started."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name of the program comes before, in brackets, and may hold anything.
    return text.rpartition(")")[2].split()


def _read_words(pid: int) -> list[str]:
    try:
        whole = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [os.fsdecode(word) for word in whole.split(b"\0")[:-1]]
