"""Files on disk, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path

from parentdata.errors import Refusal


class CannotWrite(Refusal):
    """The disk is full, or the folder may not be written to."""


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text, whole or not at all; `CannotWrite` as in `write_whole`."""
    write_bytes(text.encode("utf-8"), path)


def write_bytes(content: bytes, path: Path) -> None:
    """Write bytes, whole or not at all; `CannotWrite` as in `write_whole`."""

    def write(file: BufferedWriter) -> None:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

    write_whole(path, write)


def write_whole(path: Path, write: Callable[[BufferedWriter], None]) -> None:
    """Write a file beside its place and rename it, so that no reader ever sees half a file.

    Parameters
    ----------
    path : Path
        The file; folders above it are made.
    write : function of an open file
        Puts the content into it.

    Raises
    ------
    CannotWrite
        Read-only folder or full disk; what stood at `path` before still stands.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            write(file)
        temporary.replace(path)
    except OSError as error:
        _clear_away(temporary, made)
        raise CannotWrite(
            f"the file cannot be written: {error.strerror or error}.",
            file=path,
            expected="a folder that may be written to, on a disk with room",
            do="Free some space or change the folder's permissions; what stood there still stands.",
        ) from error
    except BaseException:
        _clear_away(temporary, made)
        raise


def _clear_away(temporary: Path, made: list[Path]) -> None:
    # A read-only disk refuses even the removal of what is not there.
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
    with suppress(OSError):
        for folder in made:
            folder.rmdir()
