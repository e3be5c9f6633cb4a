"""A fault, where it is planted, and what is asked whether it notices."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Plant = Callable[[Path], None]
Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One known fault: a name that reads, what is wrong, how to plant it, what may catch it.

    `catchers` are asked in order until one notices: "verify", "stage NAME", "stage NAME NAME" (the
    stages that stand on each other, in order), "status" (of DVC), or a test as pytest names it.
    """

    name: str
    kind: str
    plant: Plant
    catchers: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """Put one text in the place of another that stands in a file exactly once."""

    path: str
    old: str
    new: str

    def __call__(self, project: Path) -> None:
        path = project / self.path
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise LookupError(f"{self.path} holds {self.old!r} {text.count(self.old)} times")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


def edit_rows(path: str, change: Callable[[list[Row]], None]) -> Plant:
    """Plant by changing the rows of a CSV file in place."""

    def plant(project: Path) -> None:
        file = project / path
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
        names, before = list(rows[0]), [dict(row) for row in rows]
        change(rows)
        if rows == before:
            raise LookupError(f"nothing in {path} was changed")
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(text.getvalue(), encoding="utf-8")

    return plant


def deliver(study: str, plant: Plant) -> Plant:
    """Plant in a raw folder and write the new hashes into its origin.yml, as for a new delivery."""

    def deliver_anew(project: Path) -> None:
        folder = project / "data" / "raw" / study
        before = {file: _hash(file) for file in folder.rglob("*") if file.is_file()}
        plant(project)
        origin = folder / "origin.yml"
        text = origin.read_text(encoding="utf-8")
        for file, digest in before.items():
            if file != origin and file.is_file() and _hash(file) != digest:
                text = text.replace(digest, _hash(file))
        origin.write_text(text, encoding="utf-8")

    return deliver_anew


def all_of(*plants: Plant) -> Plant:
    """Plant several changes that make up one fault."""

    def plant(project: Path) -> None:
        for one in plants:
            one(project)

    return plant


def find_row(rows: list[Row], **wanted: str) -> Row:
    """Find the first row with these cells."""
    return next(row for row in rows if all(row[name] == cell for name, cell in wanted.items()))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
