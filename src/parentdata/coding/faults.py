"""Faults of judgements and decisions: gathered, then told together in one refusal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from parentdata.coding.refusals import FaultyJudgements
from parentdata.intake.refusals import FAULTS_TOLD, UNWRITTEN


class Fault(NamedTuple):
    """One fault of one row; `row` as in the file, where a spreadsheet's first row is 1."""

    row: int
    column: str
    kind: type[FaultyJudgements]
    came: str


def refuse_faults(faults: Sequence[Fault], *, file: Path | str | None) -> FaultyJudgements:
    """Word one refusal of all faults: the first few of each kind, and how many there are.

    Its class is the kind of the faults, or `FaultyJudgements` where there are several kinds.
    """
    faults = sorted(faults, key=lambda fault: (fault.row, fault.column))
    first, kinds = faults[0], list(dict.fromkeys(fault.kind for fault in faults))
    told = "; ".join(_tell_kind(kind, [f for f in faults if f.kind is kind]) for kind in kinds)
    return (kinds[0] if len(kinds) == 1 else FaultyJudgements)(
        f"{told}.",
        file=file,
        row=first.row,
        column=first.column,
        expected="units, codes and values of the study, passages as they stand in the documents, "
        "and one judgement for each unit, code and coder",
        do=f"Correct every place named above, and ask the coder where it is not plain; "
        f"{UNWRITTEN}.",
    )


def _tell_kind(kind: type[FaultyJudgements], faults: list[Fault]) -> str:
    told = "; ".join(f"row {fault.row}: {fault.came}" for fault in faults[:FAULTS_TOLD])
    rest = len(faults) - FAULTS_TOLD
    return f"{kind.said} ({len(faults)}): {told}" + (f"; and {rest} more" if rest > 0 else "")
