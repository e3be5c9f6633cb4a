"""Rows put at the end of raw tables, and files written all together or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path

from parentdata.intake.refusals import BadTable
from parentdata.intake.rows import NOT_WRITTEN, read_rows
from parentdata.tables import write_bytes

ACCEPTED_FILE = "accepted.csv"
ACCEPTED_COLUMNS = ("request_id", "file", "sha256", "findings", "reason", "accepted_date")


def append_rows(path: Path, rows: Sequence[Mapping[str, str]], *, columns: Sequence[str]) -> bytes:
    """Put rows at the end of a CSV, every byte before them left as it is.

    Parameters
    ----------
    path : Path
        The table; where it is not there yet, a new one begins with `columns`.
    rows : sequence of mappings of column name to text
    columns : sequence of str

    Returns
    -------
    bytes
        The table as it will be; nothing is written.

    Raises
    ------
    BadTable
        Its columns are others, or it is not UTF-8.
    """
    if not path.exists():
        return _write_csv([dict(zip(columns, columns, strict=True)), *rows], columns)
    content = path.read_bytes()
    try:
        first = content.decode("utf-8-sig").splitlines()[0]
    except (UnicodeDecodeError, IndexError) as error:
        raise BadTable(
            "the table is not UTF-8, or has no header.",
            file=path,
            expected=f"UTF-8 with the columns {', '.join(columns)}",
            do=f"Save it as CSV UTF-8; {NOT_WRITTEN}.",
        ) from error
    header = next(csv.reader([first]))
    if len(content.splitlines()) > 1 or set(header) != set(columns):
        read_rows(path, columns=columns)
    if not content.endswith((b"\n", b"\r")):
        content += b"\n"
    return content + _write_csv(rows, header)


def has_row(path: Path, row: Mapping[str, str], *, columns: Sequence[str]) -> bool:
    """Whether a table holds a row already, whatever its note."""
    if not path.exists():
        return False
    told = [name for name in columns if name != "note"]
    return any(
        all(other.cells[name] == row[name] for name in told)
        for other in read_rows(path, columns=columns)
    )


def write_together(
    folder: Path, contents: Mapping[str, bytes], *, prove: Callable[[], None], changes: str
) -> None:
    """Write files of a folder; if one cannot be, or the proof fails, all are as they were.

    Parameters
    ----------
    folder : Path
    contents : mapping of names within the folder to bytes
    prove : callable
        Reads the folder as the run would, and raises what the run would refuse.
    changes : str
        Name of a file that `prove` changes, which is put back as well.
    """
    before = {
        name: (folder / name).read_bytes() if (folder / name).exists() else None
        for name in (*contents, changes)
    }
    try:
        for name, content in contents.items():
            write_bytes(content, folder / name)
        prove()
    except BaseException:
        for name, content in before.items():
            _restore(folder, name, content)
        raise


def _restore(folder: Path, name: str, content: bytes | None) -> None:
    path = folder / name
    if content is not None:
        write_bytes(content, path)
        return
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def _write_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> bytes:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
