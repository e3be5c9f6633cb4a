"""Stand-in data are called stand-in everywhere: origin, table of origins, tables, pages."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from parentdata.data_status import REAL, STAND_IN, STATUS_COLUMN
from parentdata.errors import Refusal
from parentdata.origin import ORIGIN, Origin, read_origin
from parentdata.verify.model import Finding, Verdict
from parentdata.verify.page_statuses import check_pages
from parentdata.verify.project import Project

RAW, DERIVED, ORIGINS = "data/raw", "data/derived", "data/derived/origins.csv"
AGAIN = "Restore the file from the repository, or run `dvc repro`; never edit a status by hand."


def check_statuses(project: Project) -> Verdict:
    """Hold every place that says stand-in or real against the origin.yml of the raw folders."""
    origins = _read_origins(project.root)
    statuses = {study: origin.status for study, origin in origins.items()}
    tables = _list_tables(project)
    findings = [*_check_table_of_origins(project.root, origins)]
    for path, studies in tables.items():
        known = {study: statuses[study] for study in studies if study in statuses}
        findings += _check_table(project.root, path, known, statuses)
    pages, wrong = check_pages(project.root, statuses)
    held = (
        f"{len(origins)} origins, {len(tables)} tables and {pages} pages agree on what is stand-in"
    )
    return Verdict(check="status", held=held, findings=(*findings, *wrong))


def _read_origins(root: Path) -> dict[str, Origin]:
    """Read each folder's origin; one that cannot be read is told by the check of raw files."""
    found = {}
    for folder in sorted((root / RAW).iterdir()):
        if folder.is_dir():
            try:
                found[folder.name] = read_origin(folder)
            except Refusal:
                continue
    return found


def _check_table_of_origins(root: Path, origins: Mapping[str, Origin]) -> Iterator[Finding]:
    said = {
        (row["study"], row["file"]): (row["status"], row[STATUS_COLUMN], row["sha256"])
        for row in _read_rows(root / ORIGINS)
    }
    known = {
        (study, name): (origin.status, origin.status, sha256)
        for study, origin in origins.items()
        for name, sha256 in origin.files.items()
    }
    for study in sorted({study for study, _ in said.keys() | known.keys()}):
        apart = [
            name
            for of, name in sorted(said.keys() | known.keys())
            if of == study and said.get((of, name)) != known.get((of, name))
        ]
        if apart:
            yield Finding(
                file=ORIGINS,
                came=f"{len(apart)} files of {study} have another status or hash there, the first"
                f" of them {apart[0]}.",
                expected=f"what {RAW}/{study}/{ORIGIN} says",
                do=AGAIN,
            )


def _list_tables(project: Project) -> dict[str, frozenset[str]]:
    """List derived tables with the studies whose raw data their stage rests on."""
    reached = _reach_studies(project)
    tables: dict[str, frozenset[str]] = {}
    for name, stage in project.stages.items():
        for out in stage.outs:
            path = project.root / out
            files = sorted(path.rglob("*.csv")) if path.is_dir() else [path]
            for file in files:
                if out.startswith(f"{DERIVED}/") and file.suffix == ".csv" and out != ORIGINS:
                    tables[file.relative_to(project.root).as_posix()] = reached[name]
    return tables


def _reach_studies(project: Project) -> dict[str, frozenset[str]]:
    """Find the raw folders that each stage rests on, also through tables of other stages."""
    made_by = {out: name for name, stage in project.stages.items() for out in stage.outs}
    reached: dict[str, frozenset[str]] = {}
    # dvc.yaml is in reading order, but nothing says that it must be.
    for _ in project.stages:
        for name, stage in project.stages.items():
            own = {
                Path(dep).parts[2]
                for dep in stage.deps
                if dep.startswith(f"{RAW}/") and len(Path(dep).parts) > 2
            }
            # Every stage reads the table of origins; it is no evidence of what a study's data are.
            before = [made_by[dep] for dep in stage.deps if dep in made_by and dep != ORIGINS]
            reached[name] = frozenset(own).union(*(reached.get(each, ()) for each in before))
    return reached


def _check_table(
    root: Path, path: str, known: Mapping[str, str], statuses: Mapping[str, str]
) -> Iterator[Finding]:
    """Hold a table's column against what its rows can be.

    Where all that a table rests on has one status, every row has it. Where it rests on both, a row
    that names a stand-in study is stand-in.
    """
    kinds = set(known.values())
    for number, row in enumerate(_read_rows(root / path), start=2):
        study = row.get("study", "")
        allowed = kinds or {STAND_IN, REAL}
        if len(allowed) > 1 and statuses.get(study) == STAND_IN:
            allowed = {STAND_IN}
        if row.get(STATUS_COLUMN) not in allowed:
            yield Finding(
                file=f"{path}, row {number}, column {STATUS_COLUMN}",
                came=f"it says {row.get(STATUS_COLUMN)!r} of data that are"
                f" {' or '.join(sorted(allowed))}.",
                expected=f"the status in {RAW}/*/{ORIGIN}",
                do=AGAIN,
            )
            return


def _read_rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        return list(csv.DictReader(lines))
