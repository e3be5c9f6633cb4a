"""Zip files from elsewhere, read within limits: nothing is unpacked to disk, nothing climbs out.

A .qdpx, .xlsx or .docx file is a zip file of XML. What is checked here is checked before a byte
of a part is unpacked; a part is read into memory alone, by its name.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from parentdata.errors import Refusal
from parentdata.intake.plain_xml import parse_xml

NOT_WRITTEN = "nothing was written"
_DRIVE = re.compile(r"^[A-Za-z]:")
_MB = 1024**2


class BrokenArchive(Refusal):
    """A zip file is cut short, damaged, locked by a password, or no zip file."""


class ArchiveBomb(Refusal):
    """A zip file would unpack to far more than it could honestly hold."""


class UnsafePath(Refusal):
    """A part of a zip file has a name that leads out of it, or that another part has too."""


class MissingPart(Refusal):
    """A zip file lacks a part that it must have."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What an honest file stays below.

    Attributes
    ----------
    parts : int
        Parts of the archive.
    part_bytes, total_bytes : int
        Of one part, and of all together, unpacked.
    ratio : float
        Unpacked over packed, for parts above `ratio_from_bytes`; deflate of a run of one letter
        reaches 1,000, of prose 3 to 5, of a spreadsheet's XML up to some 30.
    ratio_from_bytes : int
    """

    parts: int = 20_000
    part_bytes: int = 256 * _MB
    total_bytes: int = 512 * _MB
    ratio: float = 200
    ratio_from_bytes: int = _MB


LIMITS = Limits()


@dataclass(frozen=True)
class Archive:
    """A zip file whose directory has been checked.

    Attributes
    ----------
    file : Path
        What refusals name; where it lies unless its bytes were given.
    names : tuple of str
        Its parts, in the order of its directory; folders are left out.
    """

    file: Path
    names: tuple[str, ...]
    _true_names: dict[str, str] = field(repr=False)
    _content: bytes | None = field(default=None, repr=False)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name; capitals and small letters are one."""
        return name.casefold() in self._true_names

    def read(self, name: str) -> bytes:
        """Unpack one part into memory.

        Raises
        ------
        MissingPart
            There is none of that name.
        BrokenArchive
            It is cut short, or is not what its checksum says.
        """
        true = self._true_names.get(name.casefold())
        if true is None:
            raise MissingPart(
                f"there is no part {name!r}.",
                file=self.file,
                expected=f"a part {name!r} in the zip file",
                do=f"Have the file exported again; {NOT_WRITTEN}.",
            )
        try:
            with zipfile.ZipFile(_open(self.file, self._content)) as packed:
                return packed.read(true)
        except _DAMAGE as error:
            raise _report_damage(self.file, error) from error

    def read_xml(self, name: str) -> Element:
        """Unpack one part and parse it as XML without document types and entities.

        Raises
        ------
        UnsafeXml, BrokenXml, MissingPart, BrokenArchive
        """
        return parse_xml(self.read(name), file=self.file, part=name)


# What zipfile raises on a damaged file; RuntimeError is its word for a password.
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError,
           UnicodeDecodeError)  # fmt: skip


def open_archive(path: Path, *, content: bytes | None = None, limits: Limits = LIMITS) -> Archive:
    """Check the directory of a zip file, and unpack nothing.

    Parameters
    ----------
    path : Path
    content : bytes, optional
        The zip file itself where it does not lie on the disk, such as one attached to an e-mail;
        `path` is then what refusals call it.
    limits : Limits

    Raises
    ------
    BrokenArchive
        The file is absent, cut short, damaged, locked, or no zip file.
    ArchiveBomb
        It declares more than `limits` allows. Python never unpacks more of a part than its
        directory declares, so the sums are bounds, with overlapping parts too.
    UnsafePath
        A name is absolute, has a drive or `..` in it, is a link, or stands twice.
    """
    try:
        with zipfile.ZipFile(_open(path, content)) as packed:
            parts = packed.infolist()
    except _DAMAGE as error:
        raise _report_damage(path, error) from error
    _refuse_bombs(path, parts, limits)
    _refuse_paths(path, parts)
    locked = [part.filename for part in parts if part.flag_bits & 0x1]
    if locked:
        raise _report_damage(path, RuntimeError(f"{locked[0]!r} is locked by a password"))
    names = tuple(part.filename for part in parts if not part.is_dir())
    return Archive(path, names, {name.casefold(): name for name in names}, content)


def _open(path: Path, content: bytes | None) -> Path | BytesIO:
    return path if content is None else BytesIO(content)


def _refuse_bombs(path: Path, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    largest = max(parts, key=lambda part: part.file_size, default=None)
    total = sum(part.file_size for part in parts)
    steep = [
        part
        for part in parts
        if part.file_size > limits.ratio_from_bytes
        and part.file_size > limits.ratio * part.compress_size
    ]
    if len(parts) > limits.parts:
        came = f"the zip file has {len(parts):,} parts."
    elif total > limits.total_bytes:
        came = f"the zip file unpacks to {total / _MB:,.0f} MB."
    elif largest is not None and largest.file_size > limits.part_bytes:
        came = f"{largest.filename!r} unpacks to {largest.file_size / _MB:,.0f} MB."
    elif steep:
        times = steep[0].file_size / max(steep[0].compress_size, 1)
        came = f"{steep[0].filename!r} unpacks to {times:,.0f} times its size."
    else:
        return
    raise ArchiveBomb(
        came,
        file=path,
        expected=f"at most {limits.parts:,} parts, {limits.part_bytes / _MB:,.0f} MB each and "
        f"{limits.total_bytes / _MB:,.0f} MB together, packed {limits.ratio:g} times at most",
        do=f"Find out where the file comes from; export only what is needed; {NOT_WRITTEN}.",
    )


def _refuse_paths(path: Path, parts: Iterable[zipfile.ZipInfo]) -> None:
    # zipfile cuts a name at a nought byte and turns backslashes on Windows: look at what came.
    for part in parts:
        fault = _find_fault(part)
        if fault:
            raise _report_path(path, f"the part {part.orig_filename!r} {fault}.")
    times = Counter(part.filename.casefold() for part in parts)
    doubled = [name for name, count in times.items() if count > 1]
    if doubled:
        raise _report_path(path, f"the part {doubled[0]!r} stands twice in the zip file.")


def _find_fault(part: zipfile.ZipInfo) -> str:
    name = part.orig_filename.replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name):
        return "has an absolute path"
    if ".." in PurePosixPath(name).parts:
        return "climbs out of the zip file"
    if "\0" in name or not name.strip():
        return "has no proper name"
    return "is a link" if stat.S_ISLNK(part.external_attr >> 16) else ""


def _report_path(path: Path, came: str) -> UnsafePath:
    return UnsafePath(
        came,
        file=path,
        expected="parts with names of their own inside the zip file",
        do=f"Find out where the file comes from: no exporter writes this; {NOT_WRITTEN}.",
    )


def _report_damage(path: Path, error: Exception) -> BrokenArchive:
    return BrokenArchive(
        f"the zip file cannot be read ({type(error).__name__}: {' '.join(str(error).split())}).",
        file=path,
        expected="a whole zip file without a password",
        do=f"It may have been cut short in copying: fetch it again; {NOT_WRITTEN}.",
    )
