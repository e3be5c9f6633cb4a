"""What a stage makes stands in a scratch folder until all of it is made."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parentdata.whole_files import CannotWrite

OUT = "PARENTDATA_OUT"


@contextmanager
def open_scratch(root: Path, name: str) -> Iterator[Path]:
    """Open an empty scratch folder; it stays for reading where an error ends its use."""
    scratch = root / "build" / "scratch" / name
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "derived").mkdir(parents=True)
    yield scratch
    shutil.rmtree(scratch)


@contextmanager
def write_to(folder: Path) -> Iterator[None]:
    """Have `paths.written` name a folder in the place of the derived room."""
    before = os.environ.get(OUT)
    os.environ[OUT] = str(folder)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(OUT)
        else:
            os.environ[OUT] = before


def promote(scratch: Path, target: Path) -> None:
    """Move every file and folder that was made into the derived room.

    Parameters
    ----------
    scratch : Path
        Holds `derived`, with tables or one folder a study; a folder that stood in a new one's
        place is moved into the scratch folder.
    target : Path
        The derived room, on the same disk or on another.

    Raises
    ------
    CannotWrite
        Full or read-only disk, or a folder where a file should stand.
    """
    made = scratch / "derived"
    parts = [path for path in made.iterdir() if path.is_file()]
    parts += [part for path in made.iterdir() if path.is_dir() for part in path.iterdir()]
    for part in sorted(parts):
        place = target / part.relative_to(made)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if part.is_dir() and place.is_dir():
                shutil.move(place, scratch / f"old-{place.parent.name}-{place.name}")
            _put(part, place)
        except OSError as error:
            raise CannotWrite(
                f"the file cannot be written: {error.strerror or error}.",
                file=place,
                expected="a folder that may be written to, on a disk with room",
                do="Free some space or change the folder's permissions, and run this again.",
            ) from error


def _put(part: Path, place: Path) -> None:
    """Put a file or folder into its place whole, also where that is on another disk."""
    try:
        part.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
        try:
            shutil.move(part, beside)
            beside.replace(place)
        finally:
            if beside.is_dir():
                shutil.rmtree(beside)
            beside.unlink(missing_ok=True)
