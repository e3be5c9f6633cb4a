"""Results that are finished, kept on disk until all of a run are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parentdata.whole_files import CannotWrite


class Kept:
    """Results by the name of their task, a line of JSON each, on disk as soon as they are there.

    A name holds the hash of code, inputs and task (`keys.name_task`), so what was made from
    anything else is never found. A line that a crash cut short is passed over.

    Parameters
    ----------
    path : Path
        The file; folders above it are made.

    Raises
    ------
    CannotWrite
        Read-only folder or full disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: dict[str, Any] = {}
        self.n_put = 0
        if path.is_file():
            for line in path.read_bytes().split(b"\n"):
                self._take(line)

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def __getitem__(self, name: str) -> Any:
        return self._found[name]

    def put(self, name: str, result: Any) -> None:
        """Keep a result; it is on disk when this returns.

        What is given back later is what JSON makes of it, in this run as in one that resumes.
        """
        line = json.dumps([name, result], default=_to_plain).encode()
        with _refuse_unwritable(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                # The line end comes first: a line that was cut short must not swallow this one.
                file.write(b"\n" + line)
                file.flush()
                os.fsync(file.fileno())
        self._take(line)
        self.n_put += 1

    def clear(self) -> None:
        """Forget all: what was asked for stands in its own place now."""
        self.path.unlink(missing_ok=True)
        self._found.clear()

    def _take(self, line: bytes) -> None:
        try:
            name, result = json.loads(line)
        except ValueError:
            return
        self._found[name] = result


def _to_plain(value: Any) -> Any:
    # numpy's numbers and arrays, whose floats JSON writes with all their digits.
    return value.tolist()


@contextmanager
def _refuse_unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"a finished result cannot be kept: {error.strerror or error}.",
            file=path,
            expected="a folder that may be written to, on a disk with room",
            do="Free some space or change the folder's permissions, and run this again.",
        ) from error
