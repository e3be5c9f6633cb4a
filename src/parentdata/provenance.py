"""Where every raw file came from: origin.yml, its checks, and the status of the data."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.errors import Refusal
from parentdata.origin import (
    ORIGIN,
    AbsentFile,
    AlteredFile,
    BadOrigin,
    NoOrigin,
    Origin,
    RealData,
    UnlistedFile,
    check_folder,
    hash_file,
    is_hidden,
    read_origin,
    renew_hashes,
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


class UnknownStudy(Refusal):
    """No folder of data/raw has that name."""


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
