"""Refusals of the readers: what a file of responses may not be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from parentdata.errors import Refusal

FAULTS_TOLD = 5
LONGEST_CELL_TOLD = 60

UNWRITTEN = "nothing was written"


class BadTable(Refusal):
    """A raw table is not there, is empty, is not text, or has other columns than expected."""


class NoResponses(Refusal):
    """A study's origin.yml lists no file of responses, or several."""


class EmptyFile(Refusal):
    """A file holds no responses."""


class NotText(Refusal):
    """A file that should hold text holds something else."""


class UnreadableFile(Refusal):
    """A file is cut short or damaged."""


class TooLarge(Refusal):
    """A packed file unpacks to more than a questionnaire can hold."""


class BadColumns(Refusal):
    """Columns are missing, repeated, or not in the instrument."""


class RaggedRow(Refusal):
    """A row has more or fewer cells than the first line."""


class FormulaCell(Refusal):
    """A cell holds a formula where an answer should stand."""


class BlankId(Refusal):
    """A response has no respondent id."""


class BadId(Refusal):
    """A respondent id has not the form that the instrument gives."""


class LostZeros(BadId):
    """Respondent ids have lost their leading zeros."""


class RepeatedId(Refusal):
    """Two responses have the same respondent id."""


class UnlistedAnswer(Refusal):
    """A cell holds neither a code nor a label of its question."""


class OutOfRange(Refusal):
    """A number lies outside the range of its question."""


class AnsweredUnasked(Refusal):
    """A question was answered that the routing did not ask."""


class UnaskedThoughRouted(Refusal):
    """An answer is coded as not asked where the routing asks the question."""


class ExclusiveTogether(Refusal):
    """An answer that stands alone was chosen together with others."""


class UnusableWeight(Refusal):
    """A weight is missing, zero, negative or infinite, or the weights sum to nothing."""


class UnusableDesignNumber(Refusal):
    """A population size or replicate weight is none."""


class UnplacedRespondent(Refusal):
    """A respondent has no stratum or no sampling unit."""


class LabelsDiffer(Refusal):
    """The file's own value labels contradict the instrument."""


class Fault(NamedTuple):
    """One cell that is not as it should be; `row` as a spreadsheet counts (cases in a .sav)."""

    row: int
    column: str
    came: object


def refuse_cells(
    kind: type[Refusal],
    faults: Sequence[Fault],
    said: str,
    *,
    file: Path,
    expected: str,
    do: str,
) -> Refusal:
    """Word the refusal of faulty cells: the first few by place and content, and how many more."""
    first = faults[0]
    told = "; ".join(
        f"row {fault.row}, column {fault.column!r}, came {shorten(fault.came)}"
        for fault in faults[:FAULTS_TOLD]
    )
    rest = len(faults) - FAULTS_TOLD
    more = f"; and {rest} more" if rest > 0 else ""
    return kind(
        f"{said} ({len(faults)}): {told}{more}.",
        file=file,
        row=first.row,
        column=first.column,
        expected=expected,
        do=f"{do}; {UNWRITTEN}.",
    )


def shorten(came: object) -> str:
    """A cell's content as it can stand in a message: in quotes, cut where it is long."""
    text = str(came)
    return repr(text if len(text) <= LONGEST_CELL_TOLD else text[: LONGEST_CELL_TOLD - 1] + "…")


def tell_names(names: Iterable[str]) -> str:
    """Names in quotes, in the order given."""
    return ", ".join(repr(name) for name in names)
