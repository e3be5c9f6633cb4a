"""Ask the run's warm parent for a worker; start the parent where there is none."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from parentdata.engine.identity import describe_environment
from parentdata.engine.owner import Owner, find_owner, read_owner
from parentdata.errors import Refusal

ENGINE, WARM, PLAIN = "PARENTDATA_ENGINE", "warm", "plain"
ROOM = Path("build") / "engine"
SOCKET, LARGEST = "socket", 1 << 16
PROGRAM = Path(__file__).with_name("warm.py")
PATIENCE = 30.0  # seconds for a parent to open its socket, which comes before its imports


class UnknownEngine(Refusal):
    """PARENTDATA_ENGINE names no engine."""


class NoWarmParent(Exception):
    """There is none and none can be started, or it serves another environment; says why."""


class ParentEnded(Exception):
    """The warm parent ended, and its workers with it, before it answered."""


@dataclass(frozen=True)
class Job:
    """What a worker does: a function of ours, called in an environment; files go to `out`.

    `key` digests all that the work reads. Work that was begun ahead is handed over to whoever asks
    with the same key, and thrown away where the keys differ.
    """

    name: str
    key: str
    entry: str
    arguments: Mapping[str, Any]
    environment: Mapping[str, str]
    out: str


@dataclass(frozen=True)
class Done:
    """How a worker ended: its exit code (of a signal, minus its number) and where its files are."""

    status: int
    out: Path


def choose_engine() -> str:
    """Choose by PARENTDATA_ENGINE; "warm" where nothing is asked for.

    Raises
    ------
    UnknownEngine
        Something else is asked for.
    """
    asked = os.environ.get(ENGINE) or WARM
    if asked not in (WARM, PLAIN):
        raise UnknownEngine(
            f"{ENGINE} is {asked!r}.",
            expected=f"{WARM} (workers forked from one warm parent) or {PLAIN} (a Jupyter kernel)",
            do=f"Set it to one of them, or unset it for {WARM}. Nothing was run.",
        )
    return asked


class Parent:
    """A connection with the warm parent of this run."""

    def __init__(self, folder: Path, identity: Mapping[str, str]) -> None:
        self.folder, self._identity = folder, identity

    def begin(self, job: Job) -> None:
        """Have work begun when a core is free, before its stage asks for it."""
        with self._open() as asked:
            self._send(asked, "begin", job)

    @contextlib.contextmanager
    def run(self, job: Job) -> Iterator[Asked]:
        """Have work done now; it is ended where the caller leaves before it is done."""
        with self._open() as asked:
            self._send(asked, "run", job)
            yield Asked(asked)

    def _open(self) -> socket.socket:
        return _connect(self.folder)

    def _send(self, asked: socket.socket, does: str, job: Job) -> None:
        request = {"does": does, "identity": dict(self._identity), **asdict(job)}
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        try:
            socket.send_fds(asked, [json.dumps(request).encode()], [2] if does == "run" else [])
        except OSError as error:
            raise NoWarmParent(f"the parent does not listen ({error})") from error


class Asked:
    """Work that was asked for."""

    def __init__(self, asked: socket.socket) -> None:
        self._asked = asked

    def wait(self) -> Done:
        """Wait for the end of the work.

        Raises
        ------
        NoWarmParent
            The parent serves another checkout or environment; nothing has run.
        ParentEnded
            The parent ended before its worker did.
        """
        try:
            text = self._asked.recv(LARGEST)
        except OSError:
            text = b""
        if not text:
            raise ParentEnded
        answer = json.loads(text)
        if "refused" in answer:
            raise NoWarmParent(f"it serves another {', '.join(answer['refused'])}")
        return Done(answer["status"], Path(answer["out"]))


def connect(root: Path, environment: Mapping[str, str]) -> Parent:
    """Connect with the warm parent of this run, which is started if there is none.

    Parameters
    ----------
    root : Path
        Top folder of the compendium; the socket is in `build/engine`, in a folder of mode 0700.
    environment : mapping
        Variables of the worker. Those that are read when packages are loaded must be the parent's.

    Raises
    ------
    NoWarmParent
        This machine cannot fork and watch processes, or the parent did not start.
    """
    if not (sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(os, "fork")):
        raise NoWarmParent("this system cannot fork workers and watch them")
    owner = find_owner()
    room = root / ROOM
    try:
        room.mkdir(parents=True, exist_ok=True)
        with (room / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _sweep(room)
            folder = room / owner.name
            if not _is_listening(folder):
                _start(folder, root, owner, environment)
    except OSError as error:
        raise NoWarmParent(f"the parent cannot be started ({error})") from error
    return Parent(folder, describe_environment(root, environment))


def _sweep(room: Path) -> None:
    """Remove folders of parents whose run has ended, such as one killed with its parent."""
    for folder in room.iterdir():
        owner = read_owner(folder.name)
        if owner and not owner.is_alive():
            shutil.rmtree(folder, ignore_errors=True)


def _is_listening(folder: Path) -> bool:
    try:
        _connect(folder).close()
    except NoWarmParent:
        return False
    return True


def _connect(folder: Path) -> socket.socket:
    """Connect by way of the open folder: a socket's path may have about a hundred characters."""
    asked = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        here = os.open(folder, os.O_PATH | os.O_DIRECTORY)
        try:
            asked.connect(f"/proc/self/fd/{here}/{SOCKET}")
        finally:
            os.close(here)
    except OSError as error:
        asked.close()
        raise NoWarmParent(f"the parent does not listen ({error})") from error
    return asked


def _start(folder: Path, root: Path, owner: Owner, environment: Mapping[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    started = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(folder), str(root), str(owner.pid)],
        env=dict(environment), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while not _is_listening(folder):
        if started.poll() is not None or time.monotonic() > end:
            started.kill()
            shutil.rmtree(folder, ignore_errors=True)
            raise NoWarmParent("the parent did not start")
        time.sleep(0.005)
    if owner.pid == os.getpid():
        atexit.register(_stop, started)
    else:
        # It outlives this process on purpose; Python would warn that it was not waited for.
        started.returncode = 0


def _stop(started: subprocess.Popen) -> None:
    """End the parent of a command by hand before that ends: it leaves nothing behind."""
    started.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(PATIENCE)
