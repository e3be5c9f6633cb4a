"""One raw folder's origin.yml: who made the files, where they are, and their hashes."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from parentdata.data_status import Status
from parentdata.errors import Refusal
from parentdata.strict_yaml import describe_faults, parse_yaml
from parentdata.whole_files import write_text

ORIGIN = "origin.yml"


class NoOrigin(Refusal):
    """A raw folder has no origin.yml, or a raw file lies outside every study's folder."""


class BadOrigin(Refusal):
    """An origin.yml lacks a field, has one that is unknown, or holds a value of another kind."""


class AbsentFile(Refusal):
    """A file that origin.yml lists is not there."""


class UnlistedFile(Refusal):
    """A raw file is there that origin.yml does not list."""


class AlteredFile(Refusal):
    """A raw file is not the one whose sha256 stands in origin.yml."""


class RealData(Refusal):
    """Something that belongs to stand-in data was asked of real data."""


def _check_file_name(name: str) -> str:
    if is_hidden(PurePosixPath(name)) or name == ORIGIN:
        raise ValueError(f"{name!r} cannot be listed: hidden files and origin.yml are no data")
    return name


_Text = Annotated[str, Field(min_length=1)]
_FileName = Annotated[str, AfterValidator(_check_file_name)]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Origin(BaseModel):
    """What origin.yml says of a folder of data/raw; it needs a `url` or a `reference`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    producer: _Text
    title: _Text
    url: _Text | None = None
    reference: _Text | None = None
    date_accessed: Annotated[date, Field(strict=True)]
    licence: _Text
    status: Status
    files: Annotated[dict[_FileName, _Sha256], Field(min_length=1)]
    note: str | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Origin:
        if self.url is None and self.reference is None:
            raise ValueError("a 'url' or a 'reference' is required: where can a reader find this?")
        return self

    @property
    def where(self) -> str:
        """Reference and address, whichever are given."""
        return "; ".join(part for part in (self.reference, self.url) if part)


def hash_file(path: Path) -> str:
    """Sha256 of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_origin(folder: Path) -> Origin:
    """Read the origin.yml of a folder, without looking at its files.

    Raises
    ------
    NoOrigin
        There is none.
    BadOrigin
        It is not UTF-8 YAML, or a field is missing, unknown or of another kind.
    """
    path = folder / ORIGIN
    if not path.is_file():
        raise NoOrigin(
            f"a raw folder has no {ORIGIN}.",
            file=folder,
            expected=f"an {ORIGIN} with producer, title, reference, licence, status and files",
            do="Write it as data/raw/README.md describes; nothing was written.",
        )
    try:
        return Origin.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        raise BadOrigin(
            f"{error}." if isinstance(error, UnicodeDecodeError) else describe_faults(error),
            file=path,
            expected="the fields that data/raw/README.md lists, in UTF-8",
            do="Correct the place named above; nothing was written.",
        ) from error


def write_origin(origin: Origin, folder: Path) -> None:
    """Write a folder's origin.yml, keys in a fixed order; `CannotWrite` as in `tables`."""
    fields = origin.model_dump(exclude_none=True)
    text = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=100)
    write_text(text, folder / ORIGIN)


def renew_hashes(folder: Path) -> Origin:
    """Hash the listed files of a stand-in folder again and write them into its origin.yml.

    Raises
    ------
    RealData
        The folder's status is real: its hashes are evidence and are never renewed by a command.
    AbsentFile
        A listed file is not there.
    """
    origin = read_origin(folder)
    if origin.status != "stand-in":
        raise RealData(
            f"the folder's status is {origin.status}.",
            file=folder / ORIGIN,
            expected="stand-in data, whose hashes a generator may renew",
            do="Leave real files as received; write the hash of a new delivery by hand.",
        )
    for name in origin.files:
        if not (folder / name).is_file():
            raise report_absent(folder / name)
    renewed = {name: hash_file(folder / name) for name in sorted(origin.files)}
    fresh = origin.model_copy(update={"files": renewed})
    write_origin(fresh, folder)
    return fresh


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


def is_hidden(path: PurePosixPath | Path) -> bool:
    """Whether a name on the path begins with a full stop."""
    return any(part.startswith(".") for part in path.parts)


def report_absent(path: Path) -> AbsentFile:
    """Word the refusal of a file that origin.yml lists and nobody finds."""
    return AbsentFile(
        f"the file is listed in {ORIGIN} but is not there.",
        file=path,
        expected=f"every file that {ORIGIN} lists",
        do="Put the file back, or take it out of the list; nothing was written.",
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
