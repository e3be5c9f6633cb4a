"""The shell of a worker: a kernel's own, whose messages stay in the process as outputs of a cell.

Loaded by the warm parent before pandas and matplotlib are, because they look for a shell when they
are imported. Nothing of ours is imported here.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import UsageError
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session
from traitlets.config import Config


class CellSession(Session):
    """Takes the place of a kernel's session: a message that would be sent is kept."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.kept: list[dict[str, Any]] = []

    def send(self, stream, msg_or_type, content=None, *args, **kwargs):
        """Keep a message, its content as it would arrive: through JSON."""
        is_message = isinstance(msg_or_type, dict)
        kind = msg_or_type["msg_type"] if is_message else msg_or_type
        content = msg_or_type["content"] if is_message else content
        arrived = json.loads(json.dumps(content or {}, default=json_default))
        self._keep(kind, arrived)

    def add_text(self, name: str, text: str) -> None:
        """Keep what was printed; pieces that follow each other are one message."""
        last = self.kept[-1] if self.kept else None
        if last and last["msg_type"] == "stream" and last["content"]["name"] == name:
            last["content"]["text"].append(text)
        elif text:
            self._keep("stream", {"name": name, "text": [text]})

    def _keep(self, kind: str, content: dict[str, Any]) -> None:
        said = {"msg_type": kind}
        self.kept.append({**said, "header": said, "parent_header": {}, "content": content})

    def take(self) -> list[dict[str, Any]]:
        """Hand over the messages of a cell that has run."""
        kept, self.kept = self.kept, []
        for message in kept:
            if message["msg_type"] == "stream":
                message["content"]["text"] = "".join(message["content"]["text"])
        return kept


class CellStream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, session: CellSession, name: str, number: int) -> None:
        self._session, self.name, self._number = session, name, number

    def write(self, text: str) -> int:
        """Keep text as an output of the cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._session.add_text(self.name, text)
        return len(text)

    def fileno(self) -> int:
        """Number of the file that programs started by a cell write to."""
        return self._number

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True


class WorkerShell(ZMQInteractiveShell):
    """A kernel's shell without a kernel."""

    is_warm = True

    def enable_gui(self, gui=None):
        """Accept pictures in the page, which is all that a notebook's run can show."""
        if gui not in (None, "inline"):
            raise UsageError(f"no window can be opened here: {gui}")
        self.active_eventloop = gui

    def take_output(self) -> None:
        """Let what this process and the programs it starts print go to the cells."""
        self.caught = {"stdout": _catch(1), "stderr": _catch(2)}
        sys.stdout = CellStream(self.session, "stdout", 1)
        sys.stderr = CellStream(self.session, "stderr", 2)


def open_shell(folder: str) -> WorkerShell:
    """Open the one shell of this process; it reads no settings and keeps no history."""
    config = Config({"HistoryManager": {"enabled": False}, "BaseIPythonApplication": {}})
    os.environ["IPYTHONDIR"] = folder
    shell = WorkerShell.instance(
        config=config, ipython_dir=folder, compiler_class=XCachingCompiler, kernel=None
    )
    session = CellSession(key=b"")
    for channel in (shell.displayhook, shell.display_pub):
        channel.session, channel.pub_socket = session, None
    shell.displayhook.topic = b"execute_result"
    shell.session = session
    return shell


def _catch(number: int) -> int:
    """Have a numbered file collected in memory; return where it can be read."""
    there = os.memfd_create(f"output-{number}")
    os.dup2(there, number)
    return there
