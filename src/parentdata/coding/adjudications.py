"""Adjudications: who decided a disagreement, how, when and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.codebook import PRESENT, Codebook
from parentdata.coding.columns import ADJUDICATION_COLUMNS
from parentdata.coding.faults import Fault, refuse_faults
from parentdata.coding.judgement_checks import CODER, parse_date
from parentdata.coding.pairs import LISTED_COLUMNS
from parentdata.coding.refusals import (
    BadCoder,
    BadCodingDate,
    DecidedTwice,
    DecisionWithoutReason,
    FormulaText,
    NoDisagreement,
    NoPassage,
    OtherValues,
    UnlistedValue,
)
from parentdata.intake.csv_file import read_csv_cells
from parentdata.intake.formulas import is_formula
from parentdata.intake.refusals import shorten
from parentdata.intake.rows import read_rows


def read_adjudications(path: Path) -> pd.DataFrame:
    """Read adjudications.csv as text, unchecked; a disagreement left blank is no decision.

    Parameters
    ----------
    path : Path
        Columns `ADJUDICATION_COLUMNS`, or `LISTED_COLUMNS` as `list_disagreements` makes them.

    Returns
    -------
    DataFrame of str, columns `ADJUDICATION_COLUMNS`
        The index is the row of the file. A row without decision, name, date and reason is left
        out: it is a template nobody has filled in.

    Raises
    ------
    BadTable, EmptyFile, NotText, RaggedRow
        As `parentdata.intake.rows.read_rows`.
    """
    is_listed = path.is_file() and "why_listed" in set(read_csv_cells(path).iloc[0])
    rows = read_rows(path, columns=LISTED_COLUMNS if is_listed else ADJUDICATION_COLUMNS)
    filled = ADJUDICATION_COLUMNS[4:]
    rows = [row for row in rows if any(row.cells[name].strip() for name in filled)]
    index = pd.Index([row.number for row in rows], name="row")
    cells = [{name: row.cells[name] for name in ADJUDICATION_COLUMNS} for row in rows]
    return pd.DataFrame(cells, index, ADJUDICATION_COLUMNS, dtype=str)


def no_adjudications() -> pd.DataFrame:
    """What `read_adjudications` would return of a file in which nothing is decided yet."""
    return pd.DataFrame(columns=list(ADJUDICATION_COLUMNS), dtype=str)


def check_adjudications(
    adjudications: pd.DataFrame,
    *,
    pairs: Sequence[dict],
    codebook: Codebook,
    not_after: date,
    file: Path | str | None = None,
) -> None:
    """Hold decisions against the judgements they decide between.

    Parameters
    ----------
    adjudications : DataFrame
        As `read_adjudications` returns it.
    pairs : sequence of dict
        As `pair_judgements` returns them.
    codebook : Codebook
    not_after : date
        Today, or the day on which the files were received.
    file : Path or str, optional
        Named in refusals.

    Raises
    ------
    FaultyJudgements
        Or the one subclass that all faults have in common: nobody coded the unit by the code, or
        both coders gave the same value (`NoDisagreement`); it is decided twice (`DecidedTwice`);
        value_a or value_b is not what the coder said (`OtherValues`); the decision is not a value
        of the code, or is present though neither coder points to a passage; no reason, no name, a
        name that is no pseudonym; a date that is none, lies before the coding or after `not_after`.
    """
    by_key = {(pair["unit_id"], pair["code"]): pair for pair in pairs}
    seen: dict[tuple[str, str], int] = {}
    faults: list[Fault] = []
    for row, decision in zip(adjudications.index, adjudications.to_dict("records"), strict=True):
        key = (decision["unit_id"], decision["code"])
        first = seen.setdefault(key, int(row))
        if first != row:
            faults.append(Fault(int(row), "unit_id", DecidedTwice, f"{key}, as in row {first}"))
        pair = by_key.get(key)
        faults += _check_decision(int(row), decision, pair, codebook)
        faults += _check_adjudicator(int(row), decision)
        faults += _check_date(int(row), decision["adjudicated_date"], pair, not_after)
    if faults:
        raise refuse_faults(faults, file=file)


def _check_decision(
    row: int, decision: dict, pair: dict | None, codebook: Codebook
) -> Iterator[Fault]:
    told = f"{decision['unit_id']} {decision['code']}"
    if pair is None:
        yield Fault(row, "unit_id", NoDisagreement, f"{told}: nobody coded it")
        return
    first, second = pair["value_a"], pair["value_b"]
    if first is not None and first == second:
        yield Fault(row, "unit_id", NoDisagreement, f"{told}: both coders said {first!r}")
        return
    for name in ("value_a", "value_b"):
        said = pair[name] or ""
        if decision[name] != said:
            came = f"{told}: {decision[name]!r}, where the coder said {said!r}"
            yield Fault(row, name, OtherValues, came)
    value, code = decision["decision"], codebook.by_id[decision["code"]]
    if value not in code.allowed:
        came = f"{shorten(value)} of {code.id!r} ({', '.join(code.allowed)})"
        yield Fault(row, "decision", UnlistedValue, came)
    elif value == PRESENT and PRESENT not in (first, second):
        yield Fault(row, "decision", NoPassage, f"{told}: neither coder points to one")


def _check_adjudicator(row: int, decision: dict) -> Iterator[Fault]:
    name, reason = decision["adjudicated_by"], decision["reason"]
    if not CODER.fullmatch(name):
        came = f"{shorten(name)} is no name such as adjudicator"
        yield Fault(row, "adjudicated_by", BadCoder, came)
    if not reason.strip():
        came = f"{decision['unit_id']} {decision['code']}"
        yield Fault(row, "reason", DecisionWithoutReason, came)
    elif is_formula(reason):
        yield Fault(row, "reason", FormulaText, shorten(reason))


def _check_date(row: int, written: str, pair: dict | None, not_after: date) -> Iterator[Fault]:
    day = parse_date(written)
    coded = [pair[f"coded_date_{side}"] or "" for side in "ab"] if pair else [""]
    if day is None:
        came = f"{shorten(written)} is no ISO date"
    elif written < max(coded):
        came = f"{written}, before it was coded ({max(coded)})"
    elif day > not_after:
        came = f"{written}, after {not_after}"
    else:
        return
    yield Fault(row, "adjudicated_date", BadCodingDate, came)
