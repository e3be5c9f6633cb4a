"""One archive file: the same content always gives the same bytes."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Mapping
from io import BufferedWriter
from pathlib import Path

from parentdata.whole_files import write_whole

# The earliest time that a zip can hold; when a file was last touched is no part of a run.
EPOCH = (1980, 1, 1, 0, 0, 0)
PLAIN, EXECUTABLE, FOLDER = 0o100644, 0o100755, 0o040755
UNIX, DOS_FOLDER = 3, 0x10


def write_archive(
    out: Path,
    *,
    root: Path,
    files: Iterable[str],
    folders: Iterable[str],
    made: Mapping[str, bytes],
) -> None:
    """Write a zip of files as they are, and of what was made for the archive alone.

    Parameters
    ----------
    out : Path
        The archive; `CannotWrite` as in `write_whole`.
    root : Path
        The folder that `files` are relative to, with forward slashes.
    folders : iterable of str
        Folders that have an entry of their own, since the metadata speak of them.
    made : mapping of a name to its content
    """

    known = {**made, **{f"{folder}/": b"" for folder in folders}}

    def write(target: BufferedWriter) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in sorted({*files, *known}):
                content = known[name] if name in known else (root / name).read_bytes()
                archive.writestr(_describe(root, name), content)

    write_whole(out, write)


def _describe(root: Path, name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = UNIX
    if name.endswith("/"):
        info.external_attr = FOLDER << 16 | DOS_FOLDER
        return info
    is_program = (root / name).is_file() and os.access(root / name, os.X_OK)
    info.external_attr = (EXECUTABLE if is_program else PLAIN) << 16
    return info
