"""Whether a coding sheet is the one that was handed out: coder, codebook, texts and keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from parentdata.coding.changes import compare_digests
from parentdata.coding.codebook import Codebook
from parentdata.coding.refusals import (
    AlteredDocument,
    BadCoder,
    ChangedKeys,
    NotACodingSheet,
    OtherCodebook,
    UnknownUnit,
)
from parentdata.coding.sheet_file import SheetRow
from parentdata.coding.sheet_key import SheetKey
from parentdata.coding.units import Units
from parentdata.intake.refusals import FAULTS_TOLD, UNWRITTEN


def check_key(key: SheetKey, *, codebook: Codebook, units: Units, coder: str, file: Path) -> None:
    """Hold the hidden part of a sheet against the study as it is now.

    Raises
    ------
    NotACodingSheet
        It is a sheet of another study.
    BadCoder
        It is another coder's.
    OtherCodebook
        It was made by another version of the codebook; the codes that changed are named.
    UnknownUnit, AlteredDocument
        A unit is no longer there, or its text is not the one that was coded.
    """
    if key.study != codebook.study:
        raise NotACodingSheet(
            f"it is a sheet of the study {key.study!r}.", file=file, expected=codebook.study,
            do=f"Name its study with --study; {UNWRITTEN}.",
        )  # fmt: skip
    if key.coder != coder:
        raise BadCoder(
            f"it is the sheet of {key.coder!r}.", file=file, expected=f"the sheet of {coder!r}",
            do=f"Name the coder whose work it is; {UNWRITTEN}.",
        )  # fmt: skip
    if key.stamp != codebook.stamp:
        raise OtherCodebook(
            f"it was coded by codebook {key.stamp}, since which "
            f"{compare_digests(key.code_digests, codebook).tell()}.",
            file=file,
            expected=f"the present codebook, {codebook.stamp}",
            do="Write a new sheet, with the answers to unchanged codes kept (`foi sheet --from`), "
            f"and have the changed codes coded on it; {UNWRITTEN}.",
        )
    gone = [name for name in key.unit_digests if name not in units]
    if gone:
        raise UnknownUnit(
            f"units are no longer there: {_tell(gone)}.", file=file,
            expected="units of the study", do=f"Restore them, or write a new sheet; {UNWRITTEN}.",
        )  # fmt: skip
    altered = [name for name, sha in key.unit_digests.items() if units[name].sha256 != sha]
    if altered:
        raise AlteredDocument(
            f"texts have changed since the sheet was written: {_tell(altered)}.", file=file,
            expected="the texts that were coded",
            do=f"Restore them, or have them coded again on a new sheet; {UNWRITTEN}.",
        )  # fmt: skip


def check_rows(rows: Sequence[SheetRow], key: SheetKey, *, file: Path) -> None:
    """Refuse a sheet whose units and codes are not those that were handed out (`ChangedKeys`).

    Their order may be another: sorting loses nothing.
    """
    found = Counter((row.cells["unit_id"], row.cells["code"]) for row in rows)
    wanted = dict.fromkeys(key.pairs)
    faults = [
        f"{said}: {_tell(' '.join(pair) or 'blank' for pair in pairs)}"
        for said, pairs in (
            ("missing", [pair for pair in wanted if pair not in found]),
            ("not handed out", [pair for pair in found if pair not in wanted]),
            ("more than once", [pair for pair, times in found.items() if times > 1]),
        )
        if pairs
    ]
    if faults:
        raise ChangedKeys(
            f"units and codes of the rows have changed; {'; '.join(faults)}.",
            file=file,
            expected=f"the {len(wanted)} rows that were handed out, in any order",
            do=f"Restore the locked columns from the sheet as it was handed out; {UNWRITTEN}.",
        )


def _tell(names) -> str:
    names = list(names)
    rest = len(names) - FAULTS_TOLD
    return ", ".join(names[:FAULTS_TOLD]) + (f" and {rest} more" if rest > 0 else "")
