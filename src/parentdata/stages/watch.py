"""Watch the files that a stage opens: what dvc.yaml does not declare is refused.

Python tells an audit hook of every file that it opens; a refusal raised there takes the place of
the opening. What compiled code opens by itself is not told.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.stages.declared import Stage, find_stage

STAGE = "PARENTDATA_STAGE"
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Within the compendium: code and environment (a test holds the code that a stage reaches against
# what it declares), the pipeline itself, and the scratch room.
# COMMIT names the commit where there is no .git.
OWN = (
    "src", ".venv", ".git", "COMMIT", "build", "dvc.yaml", "params.yaml", "requirements.lock",
)  # fmt: skip
# A finished site is put in place by renaming (parentdata.site.publish).
SITE = ("reports/_site", "reports/.site-new", "reports/.site-old")
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/proc", "/sys", "/dev", "/var", "/run")


class UndeclaredFile(Refusal):
    """A stage opens a file that dvc.yaml does not list for it."""


@dataclass(frozen=True)
class _Watch:
    """What may be opened: folders and files within the compendium, and folders apart from it."""

    stage: str
    root: str
    read: tuple[str, ...]
    written: tuple[str, ...]
    apart: tuple[str, ...]


# None stands for a moment in which nothing is refused.
_watches: list[_Watch | None] = []
_hooked: list[bool] = []


@contextmanager
def watch_stage(root: Path, stage: Stage) -> Iterator[None]:
    """Refuse files that a stage does not declare, while it runs in this process.

    A kernel that is started meanwhile watches itself (`load_ipython_extension`).
    """
    os.environ[STAGE] = stage.name
    _start(_allow(root, stage))
    try:
        yield
    finally:
        _watches.pop()
        os.environ.pop(STAGE)


@contextmanager
def look_around() -> Iterator[None]:
    """Let the stage's own process see what other stages read; no notebook runs in it."""
    _watches.append(None)
    try:
        yield
    finally:
        _watches.pop()


def load_ipython_extension(_: object) -> None:
    """Watch a kernel to its end, if it was started for a stage."""
    if name := os.environ.get(STAGE):
        from parentdata.paths import find_root

        root = find_root()
        _start(_allow(root, find_stage(root, name)))


def _start(watch: _Watch) -> None:
    _watches.append(watch)
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_hear)


def _allow(root: Path, stage: Stage) -> _Watch:
    def within(*names: str) -> tuple[str, ...]:
        return tuple(os.path.realpath(root / name) for name in names)

    apart = (sys.prefix, sys.base_prefix, tempfile.gettempdir(), *SYSTEM, *filter(None, sys.path))
    return _Watch(
        stage=stage.name,
        root=os.path.realpath(root),
        read=within(*stage.deps, *stage.outs, *SITE, *OWN),
        written=within("build", *stage.outs, *SITE),
        apart=tuple(os.path.realpath(folder) for folder in apart),
    )


def _hear(event: str, arguments: tuple) -> None:
    if event != "open" or not _watches or _watches[-1] is None:
        return
    path, mode, flags = arguments
    # A number is a file that is open already.
    if isinstance(path, str | bytes | os.PathLike):
        name = os.fsdecode(path)
        # os.open gives no mode, and its path may begin at another folder than the working one.
        if mode is not None or os.path.isabs(name):
            _check(_watches[-1], os.path.realpath(name), bool(flags & WRITES))


def _check(watch: _Watch, path: str, is_write: bool) -> None:  # noqa: FBT001 (one caller)
    allowed = watch.written if is_write else watch.read
    # A folder apart, such as the temporary one, may hold the whole compendium.
    if _is_within(path, allowed if _is_within(path, (watch.root,)) else watch.apart):
        return
    if os.path.basename(os.path.dirname(path)) == "__pycache__" or os.path.isdir(path):
        return
    raise UndeclaredFile(
        f"the stage {watch.stage} {'writes' if is_write else 'reads'} {path}, which it does not"
        " declare.",
        file="dvc.yaml",
        expected=f"{'outs' if is_write else 'deps'} to list every file that a stage"
        f" {'makes' if is_write else 'reads'}",
        do="List the file there, or take the step out of the notebook; nothing was put in place.",
    )


def _is_within(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(f"{folder}{os.sep}") for folder in folders)
