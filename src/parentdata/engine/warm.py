"""The warm parent, a program: import what notebooks import, then fork a worker for each of them.

    python warm.py FOLDER ROOT OWNER

FOLDER is private and holds the socket. The parent ends when the process OWNER does, also when that
is killed, and takes its workers and the folder with it. It imports nothing of ours and opens none
of the data; it has one thread, since a fork copies no other.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path

# A program's own folder stands first on the path: its neighbours are read as modules on their own.
from identity import describe_environment

SOCKET, LARGEST = "socket", 1 << 20  # bytes of a request
KILL_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
# Ends of a worker that are not a result; any other number is the notebook's own doing.
BROKEN = 70


@dataclass
class Work:
    """One notebook: asked for by a stage, or begun before its stage asks."""

    request: dict
    pid: int = 0
    pidfd: int = -1
    status: int | None = None
    asker: socket.socket | None = None
    consoles: list[int] = field(default_factory=list)

    @property
    def is_running(self) -> bool:
        """Tell whether a process does it now."""
        return self.pid > 0 and self.status is None


class Parent:
    """Serves one run."""

    def __init__(self, folder: Path, root: Path, owner: int) -> None:
        self.identity = describe_environment(root, os.environ)
        self.folder, self.works = folder, {}
        self.waiting = selectors.DefaultSelector()
        self.owner = os.pidfd_open(owner)
        self.waiting.register(self.owner, selectors.EVENT_READ, self._end)
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        os.chdir(folder)  # a socket's path may have about a hundred characters
        self.listener.bind(SOCKET)
        self.listener.listen()
        os.chdir("/")
        self.cores = len(os.sched_getaffinity(0))

    def warm(self) -> None:
        """Import what notebooks import; the shell comes first, since packages look for one."""
        from packages import import_packages
        from shell import open_shell

        open_shell(str(self.folder / "ipython"))
        import_packages()
        for name in ("identity", "packages", "shell"):
            del sys.modules[name]
        sys.path[0] = ""  # as in a kernel
        gc.collect()
        gc.freeze()

    def serve(self) -> None:
        """Answer until the owner ends."""
        self.waiting.register(self.listener, selectors.EVENT_READ, self._greet)
        while True:
            for key, _ in self.waiting.select():
                key.data()

    def close(self) -> None:
        """Leave no process and no file."""
        for work in self.works.values():
            kill(work)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        raise SystemExit(0)

    def _greet(self) -> None:
        asker, _ = self.listener.accept()
        self.waiting.register(asker, selectors.EVENT_READ, lambda: self._hear(asker))

    def _hear(self, asker: socket.socket) -> None:
        try:
            text, consoles, _, _ = socket.recv_fds(asker, LARGEST, 1)
        except OSError:
            text, consoles = b"", []
        if not text:
            self._forget(asker)
            return
        request = json.loads(text)
        theirs = request.get("identity")
        differs = [name for name, ours in self.identity.items() if theirs.get(name) != ours]
        if differs or threads() != 1:
            say(asker, refused=differs or ["threads"])
        elif request["does"] == "begin":
            self.works.setdefault(request["name"], Work(request))
        elif request["does"] == "run":
            self._run(asker, request, consoles)
        self._begin_next()

    def _run(self, asker: socket.socket, request: dict, consoles: list[int]) -> None:
        """Hand over work that was begun with the same inputs, or begin it now."""
        work = self.works.get(request["name"])
        # What failed ahead of its time runs again: it may have met a file that was being made.
        is_fit = work and work.pid and not work.status and work.request["key"] == request["key"]
        if not is_fit:
            self._drop(request["name"])
            work = self.works[request["name"]] = Work(request)
        work.asker = asker
        work.consoles = consoles
        if work.status is not None:
            self._tell(work)
        elif not work.pid:
            self._start(work)

    def _begin_next(self) -> None:
        """Begin work ahead while a core is free; an asked for notebook never waits."""
        for work in self.works.values():
            if sum(other.is_running for other in self.works.values()) >= self.cores:
                return
            if work.pid == 0:
                self._start(work)

    def _start(self, work: Work) -> None:
        work.pid = os.fork()
        if work.pid == 0:
            become_worker(self, work)
        for console in work.consoles:
            os.close(console)
        work.consoles = []
        work.pidfd = os.pidfd_open(work.pid)
        self.waiting.register(work.pidfd, selectors.EVENT_READ, lambda: self._reap(work))

    def _reap(self, work: Work) -> None:
        self.waiting.unregister(work.pidfd)
        _, status = os.waitpid(work.pid, 0)
        os.close(work.pidfd)
        work.status = os.waitstatus_to_exitcode(status)
        kill(work)  # what the notebook left running
        if work.asker:
            self._tell(work)
        self._begin_next()

    def _tell(self, work: Work) -> None:
        with contextlib.suppress(OSError):
            say(work.asker, status=work.status, out=work.request["out"])
        for console in work.consoles:
            os.close(console)
        del self.works[work.request["name"]]

    def _forget(self, asker: socket.socket) -> None:
        """Whoever asked is gone: its worker goes too."""
        self.waiting.unregister(asker)
        asker.close()
        for name in [name for name, work in self.works.items() if work.asker is asker]:
            self._drop(name)

    def _drop(self, name: str) -> None:
        work = self.works.pop(name, None)
        if work and work.is_running:
            work.asker = None
            kill(work)
            # Taken out of the table it is reaped without an answer.
        if work and work.pid and work.request["does"] == "begin":
            shutil.rmtree(work.request["out"], ignore_errors=True)


def become_worker(parent: Parent, work: Work) -> None:
    """Be a worker from here on, in the child of a fork; never returns."""
    status = BROKEN
    try:
        os.setsid()
        ctypes.CDLL(None).prctl(KILL_WITH_PARENT, signal.SIGKILL)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        parent.waiting.close()
        parent.listener.close()
        request = work.request
        os.environ.clear()
        os.environ.update(request["environment"])
        import numpy

        numpy.random.seed()  # every worker would draw the same numbers otherwise
        module, _, name = request["entry"].partition(":")
        function = getattr(__import__(module, fromlist=[name]), name)
        console = work.consoles[0] if work.consoles else None
        status = function(**request["arguments"], console=console)
    except BaseException:
        # Nobody else hears of it: standard error is the notebook's.
        Path(work.request["out"], "trace.txt").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(status)


def kill(work: Work) -> None:
    """End a worker and whatever it started."""
    if work.is_running:
        with contextlib.suppress(ProcessLookupError):
            os.kill(work.pid, signal.SIGKILL)  # it may not lead a group yet
    if work.pid:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(work.pid, signal.SIGKILL)


def say(asker: socket.socket, **answer: object) -> None:
    """Answer whoever asked."""
    asker.send(json.dumps(answer).encode())


def threads() -> int:
    """Count the threads of this process."""
    return len(os.listdir("/proc/self/task"))


def main() -> None:
    """Warm up and serve."""
    folder, root, owner = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the run, whose end is awaited
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    parent = Parent(folder, root, owner)
    try:
        parent.warm()
        parent.serve()
    finally:
        parent.close()


if __name__ == "__main__":
    main()
