"""Where every raw file came from: origin.yml, its checks, and the status of the data."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.errors import Refusal
from parentdata.origin import (
    ORIGIN,
    AbsentFile,
    BadOrigin,
    NoOrigin,
    Origin,
    RealData,
    hash_file,
    is_hidden,
    read_origin,
    renew_hashes,
    report_absent,
    write_origin,
)
from parentdata.paths import find_root, raw, written
from parentdata.tables import write_table

__all__ = [
    "AbsentFile",
    "AlteredFile",
    "BadOrigin",
    "NoOrigin",
    "Origin",
    "RealData",
    "UnknownStudy",
    "UnlistedFile",
    "check_folder",
    "check_origins",
    "data_status",
    "find_study",
    "hash_file",
    "load_origin",
    "read_origin",
    "renew_hashes",
    "write_origin",
]


class UnlistedFile(Refusal):
    """A raw file is there that origin.yml does not list."""


class AlteredFile(Refusal):
    """A raw file is not the one whose sha256 stands in origin.yml."""


class UnknownStudy(Refusal):
    """No folder of data/raw has that name."""


def check_folder(folder: Path) -> Origin:
    """Hold a raw folder against its origin.yml: the listed files, no others, unaltered.

    Hidden files (a name, or a folder's name, that begins with a full stop, as .gitignore and
    .DS_Store do) are not data: they are passed over, and cannot be listed.

    Raises
    ------
    NoOrigin, BadOrigin
        As `read_origin`.
    AbsentFile, UnlistedFile, AlteredFile
        The first file, by name, that is not as it should be.
    """
    origin = read_origin(folder)
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() and not is_hidden(path.relative_to(folder))
    } - {ORIGIN}
    for name in sorted(found | set(origin.files)):
        _check_file(folder / name, origin=origin, name=name, is_found=name in found)
    return origin


def check_origins(root: Path | None = None) -> pd.DataFrame:
    """Check every folder of data/raw; then write data/derived/origins.csv, a row per raw file.

    Returns
    -------
    DataFrame with columns study, status, title, producer, reference, licence, date_accessed,
    file, sha256, data_status, as written.

    Raises
    ------
    NoOrigin, BadOrigin, AbsentFile, UnlistedFile, AlteredFile
        As `check_folder`; nothing has been written.
    CannotWrite
        As `parentdata.tables.write_table`.
    """
    target = (written("") if root is None else root / "data" / "derived") / "origins.csv"
    top = (root or find_root()) / "data" / "raw"
    _refuse_loose_files(top)
    origins = {folder.name: check_folder(folder) for folder in _list_folders(top)}
    rows = [
        {
            "study": study,
            "status": origin.status,
            "title": origin.title,
            "producer": origin.producer,
            "reference": origin.where,
            "licence": origin.licence,
            "date_accessed": origin.date_accessed.isoformat(),
            "file": name,
            "sha256": sha256,
            "data_status": origin.status,
        }
        for study, origin in origins.items()
        for name, sha256 in origin.files.items()
    ]
    if not rows:
        raise NoOrigin(
            "there is no raw data at all.",
            file=top,
            expected="at least one study's folder",
            do="Take data/raw from the repository or its archive again.",
        )
    frame = pd.DataFrame(rows)
    write_table(frame, target, key=["study", "file"])
    return frame.sort_values(["study", "file"], ignore_index=True)


def load_origin(study: str) -> Origin:
    """Read a study's origin.yml; `UnknownStudy` where data/raw has no such folder."""
    return read_origin(find_study(study))


def data_status(study: str) -> str:
    """Whether a study's raw data are "stand-in" or "real"."""
    return load_origin(study).status


def find_study(study: str) -> Path:
    """Folder of a study's raw files; `UnknownStudy` lists the studies where there is none."""
    studies = [folder.name for folder in _list_folders(find_root() / "data" / "raw")]
    if study not in studies:
        raise UnknownStudy(
            f"no study is named {study!r}.",
            expected=f"one of {', '.join(studies) or '(data/raw holds no study)'}",
            do="Correct the name, or put the study's files into data/raw.",
        )
    return raw(study)


def _list_folders(top: Path) -> list[Path]:
    if not top.is_dir():
        return []
    return sorted(
        path for path in top.iterdir() if path.is_dir() and not is_hidden(Path(path.name))
    )


def _refuse_loose_files(top: Path) -> None:
    loose = [path for path in top.glob("*") if path.is_file() and not path.name.startswith(".")]
    for path in sorted(loose):
        if path.name != "README.md":
            raise NoOrigin(
                "a raw file lies outside every study's folder.",
                file=path,
                expected=f"raw files in data/raw/<study>/, beside their {ORIGIN}",
                do="Move it into its study's folder and list it there.",
            )


def _check_file(path: Path, *, origin: Origin, name: str, is_found: bool) -> None:
    if not is_found:
        raise report_absent(path)
    if name not in origin.files:
        raise UnlistedFile(
            f"the file is not listed in {ORIGIN}.",
            file=path,
            expected=f"only {', '.join(origin.files)}",
            do=f"Remove it, or list it with its sha256 {hash_file(path)}; nothing was written.",
        )
    if (digest := hash_file(path)) != origin.files[name]:
        raise AlteredFile(
            f"the file has been altered: its sha256 is {digest}.",
            file=path,
            expected=f"sha256 {origin.files[name]}, as in {ORIGIN}",
            do="Restore the file as received. If this is a new delivery, write the new sha256 "
            f"into {ORIGIN}, with its date and status.",
        )
