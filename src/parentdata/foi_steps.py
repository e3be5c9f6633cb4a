"""What the commands under `foi` do: read a study, take one step, say what was written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.agreement import AgreementChoices, agree_by_code
from parentdata.coding.agreement_text import describe_agreement
from parentdata.coding.columns import ADJUDICATION_COLUMNS, JUDGEMENT_COLUMNS
from parentdata.coding.earlier import keep_answers
from parentdata.coding.judgement_checks import CODER
from parentdata.coding.judgements import check_judgements, read_judgements
from parentdata.coding.pairs import list_disagreements
from parentdata.coding.qdpx import read_qdpx, write_qdpx
from parentdata.coding.refusals import BadCoder, FileInTheWay, UnknownKind
from parentdata.coding.sheet_read import read_sheet
from parentdata.coding.sheet_write import make_sheet
from parentdata.coding.study import CodedStudy, load_adjudications, load_judgements, load_study
from parentdata.coding.warnings import list_warnings
from parentdata.intake.refusals import UNWRITTEN
from parentdata.paths import derived
from parentdata.provenance import find_study
from parentdata.tables import read_table, write_bytes, write_text

# Of what the command shows; what the pages show is set in params.yaml.
SEED, LEVEL, RELIABLE_ALPHA = 20210226, 0.95, 0.667

GROUPS = "focus-groups"

# By study: the derived table that says what each unit belongs to, and its columns.
_CLUSTERS = {
    "foi-requests": ("register.csv", "request_id", "gss_code", "authorities"),
    GROUPS: ("contributions.csv", "unit_id", "discussion_id", "discussions"),
}


def write_sheet(arguments: argparse.Namespace) -> None:
    """Write a coder's sheet, with earlier answers where they still hold."""
    out = _check_out(arguments.out, ".xlsx")
    coder = _check_coder(arguments.coder)
    study = _load(arguments.study)
    answers = None
    if arguments.earlier:
        cells = read_judgements(arguments.earlier)
        answers = keep_answers(cells, study=study, coder=coder, file=arguments.earlier)
    write_bytes(make_sheet(study.codebook, study.units, coder=coder, answers=answers), out)
    kept = f", {len(answers)} answers kept" if answers is not None else ""
    _say(
        f"{out}: {len(study.units)} units × {len(study.codebook.leaves)} codes, "
        f"codebook {study.codebook.stamp}{kept}"
    )


def import_judgements(arguments: argparse.Namespace) -> None:
    """Read a coder's work, check it, and write it as CSV; warn of what is worth a look."""
    out = _check_out(arguments.out, ".csv")
    coder = _check_coder(arguments.coder)
    study = _load(arguments.study)
    judgements = _read_work(arguments, study, coder)
    warnings = list_warnings(judgements, codebook=study.codebook, units=study.units)
    write_text(_as_csv(judgements[list(JUDGEMENT_COLUMNS)]), out)
    for row in warnings.to_dict("records"):
        place = f" {row['code']}" if row["code"] else ""
        _say(f"warning: {row['coder']}{place}: {row['said']} ({row['n']})")
    _say(f"{out}: {len(judgements)} judgements of {coder}")


def _read_work(arguments: argparse.Namespace, study: CodedStudy, coder: str) -> pd.DataFrame:
    file, ending = arguments.file, arguments.file.suffix.lower()
    given = {"codebook": study.codebook, "units": study.units, "not_after": date.today()}
    if ending in (".xlsx", ".xlsm"):
        return read_sheet(file, coder=coder, is_partial=arguments.partial, **given)
    if ending == ".csv":
        return check_judgements(read_judgements(file), coder=coder, file=file, **given)
    if ending == ".qdpx":
        return check_judgements(_read_project(arguments, study, coder), file=file, **given)
    raise UnknownKind(
        f"the ending is {file.suffix!r}.",
        file=file,
        expected="a coding sheet (.xlsx), judgements (.csv) or a REFI-QDA project (.qdpx)",
        do=f"Have the work exported as one of these; {UNWRITTEN}.",
    )


def _read_project(arguments: argparse.Namespace, study: CodedStudy, coder: str) -> pd.DataFrame:
    """Read one coder's judgements out of a project, and say whose else are in it."""
    cells = read_qdpx(
        arguments.file,
        codebook=study.codebook,
        units=study.units,
        coders={arguments.user: coder} if arguments.user else None,
        uncoded=arguments.uncoded,
        version=arguments.codebook_version,
    )
    others = sorted(set(cells["coder"]) - {coder})
    own = cells[cells["coder"].eq(coder)]
    if own.empty:
        raise BadCoder(
            f"it holds judgements of {', '.join(others) or 'nobody'}.",
            file=arguments.file,
            expected=f"judgements of {coder!r}",
            do=f"Say with --user under which name {coder} stands there; {UNWRITTEN}.",
        )
    if others:
        _say(f"left in the file: judgements of {', '.join(others)}")
    return own


def show_agreement(arguments: argparse.Namespace) -> None:
    """Print a table of agreement by code, and what its columns are."""
    study = _load(arguments.study)
    judgements = _load_judgements(study, arguments.judgements)
    choices = AgreementChoices(
        replicates=arguments.replicates, seed=SEED, level=LEVEL, reliable_alpha=RELIABLE_ALPHA
    )
    clusters, of_unit = _find_clusters(arguments.study, study)
    found = agree_by_code(judgements, study.codebook.leaves, authority=of_unit, choices=choices)
    _say(describe_agreement(found, choices=choices, clusters=clusters))


def _find_clusters(name: str, study: CodedStudy) -> tuple[str, dict[str, str]]:
    """What units belong to by the derived tables, if they are made; every unit by itself if not."""
    if name in _CLUSTERS:
        file, unit_id, column, plural = _CLUSTERS[name]
        if (derived(name) / file).is_file():
            table = read_table(derived(name) / file, text=[unit_id, column])
            known = dict(zip(table[unit_id], table[column], strict=True))
            if set(study.units) <= set(known):
                return plural, known
    return "units", {unit_id: unit_id for unit_id in study.units}


def write_disagreements(arguments: argparse.Namespace) -> None:
    """Write what is to be decided, with both passages, and decisions that were taken already."""
    out = _check_out(arguments.out, ".csv")
    study = _load(arguments.study)
    listed = list_disagreements(_load_judgements(study, arguments.judgements), study.codebook)
    key = list(ADJUDICATION_COLUMNS[:4])
    taken = load_adjudications(study).set_index(key)
    rows = listed.set_index(key)
    rows.update(taken[~taken.index.duplicated()])
    write_text(_as_csv(rows.reset_index()[list(listed.columns)]), out)
    left = int(rows["decision"].eq("").sum())
    _say(f"{out}: {len(rows)} disagreements, {left} of them not decided")


def export_project(arguments: argparse.Namespace) -> None:
    """Write texts, codes and judgements as a project that NVivo, ATLAS.ti and MAXQDA open."""
    out = _check_out(arguments.out, ".qdpx")
    study = _load(arguments.study)
    judgements = _load_judgements(study, arguments.judgements)
    if arguments.coder:
        judgements = judgements[judgements["coder"].eq(_check_coder(arguments.coder))]
    write_qdpx(out, judgements, codebook=study.codebook, units=study.units)
    coders = ", ".join(sorted(judgements["coder"].unique())) or "nobody yet"
    _say(f"{out}: {len(study.units)} units, {len(judgements)} judgements of {coders}")


def _load(name: str) -> CodedStudy:
    folder = find_study(name)
    if name == GROUPS:
        from parentdata.focus_groups.units import load_group_units

        units, withdrawn = load_group_units(folder)
        return load_study(folder, units=units, withdrawn=withdrawn)
    return load_study(folder)


def _load_judgements(study: CodedStudy, files: Sequence[Path] | None) -> pd.DataFrame:
    return load_judgements(study, not_after=date.today(), files=files)


def _check_coder(name: str) -> str:
    if not CODER.fullmatch(name):
        raise BadCoder(
            f"{name!r} is no name of a coder.",
            expected="a name such as coder-a: small letters and digits, parted by hyphens",
            do=f"Give the coder a name that is nobody's own; {UNWRITTEN}.",
        )
    return name


def _check_out(path: Path, ending: str) -> Path:
    if path.suffix.lower() != ending or path.exists():
        raise FileInTheWay(
            "the file is there already." if path.exists() else f"the ending is {path.suffix!r}.",
            file=path,
            expected=f"the name of a new {ending} file",
            do=f"Choose another name, or move the file away: it may be somebody's work; "
            f"{UNWRITTEN}.",
        )
    return path


def _as_csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
