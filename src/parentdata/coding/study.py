"""What a coded study's folder holds: codebook, units, every coder's judgements, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.coding.adjudications import no_adjudications, read_adjudications
from parentdata.coding.codebook import Codebook
from parentdata.coding.codebook_file import load_codebook
from parentdata.coding.columns import JUDGEMENT_KEY
from parentdata.coding.judgements import check_judgements, read_judgements
from parentdata.coding.refusals import NoJudgements
from parentdata.coding.units import Unit
from parentdata.coding.units_file import load_units

JUDGEMENTS_FILE = "judgements-{coder}.csv"
ADJUDICATIONS_FILE = "adjudications.csv"


@dataclass(frozen=True, kw_only=True)
class CodedStudy:
    """A study's folder, its codebook and its units.

    Attributes
    ----------
    folder : Path
    codebook : Codebook
    every_unit : dict of unit id to Unit
        What judgements are checked against.
    withdrawn : frozenset of unit ids
        Whose judgements are checked, and then left out of everything.
    """

    folder: Path
    codebook: Codebook
    every_unit: dict[str, Unit]
    withdrawn: frozenset[str] = frozenset()

    @property
    def units(self) -> dict[str, Unit]:
        """The units that nobody has withdrawn."""
        return {name: u for name, u in self.every_unit.items() if name not in self.withdrawn}

    @property
    def judgement_files(self) -> dict[str, Path]:
        """Files of judgements in the folder, by coder, in the order of their names."""
        head, tail = JUDGEMENTS_FILE.split("{coder}")
        found = sorted(self.folder.glob(f"{head}*{tail}"))
        return {path.name[len(head) : -len(tail)]: path for path in found}

    @property
    def adjudications_file(self) -> Path:
        """Where decisions stand once there are any."""
        return self.folder / ADJUDICATIONS_FILE


def load_study(
    folder: Path, *, units: dict[str, Unit] | None = None, withdrawn: Iterable[str] = ()
) -> CodedStudy:
    """Read the codebook and the units of a study.

    Parameters
    ----------
    folder : Path
        A folder of data/raw.
    units : dict of unit id to Unit, optional
        Where they are not listed in the folder as `load_units` expects.
    withdrawn : iterable of unit ids

    Raises
    ------
    BadCodebook, BadTools
        As `load_codebook`.
    BadUnits, BadDocument, AlteredDocument, BadTable
        As `load_units`.
    """
    return CodedStudy(
        folder=folder,
        codebook=load_codebook(folder),
        every_unit=load_units(folder) if units is None else units,
        withdrawn=frozenset(withdrawn),
    )


def load_judgements(
    study: CodedStudy, *, not_after: date, files: Iterable[Path] | None = None
) -> pd.DataFrame:
    """Read and check the judgements of every coder.

    Parameters
    ----------
    study : CodedStudy
    not_after : date
        Today, or the day on which the files were received.
    files : iterable of Path, optional
        In the place of the folder's own; each may hold the work of one coder alone.

    Returns
    -------
    DataFrame
        As `check_judgements` returns it, of all coders, sorted by unit, code and coder; without
        units that are withdrawn.

    Raises
    ------
    NoJudgements
        The folder holds no file of judgements, or two files hold the same ones.
    OtherCodebook, FaultyJudgements
        As `check_judgements`.
    """
    own = {path: coder for coder, path in study.judgement_files.items()}
    paths = list(own) if files is None else list(files)
    if not paths:
        raise NoJudgements(
            "the folder holds no file of judgements.",
            file=study.folder,
            expected=f"a file such as {JUDGEMENTS_FILE.format(coder='coder-a')}",
            do="Hand out sheets with `python -m parentdata foi sheet` and read them back with "
            "`foi import`, or name the files with --judgements; nothing was written.",
        )
    checked = []
    for path in paths:
        cells = read_judgements(path)
        coder = own.get(path, cells["coder"].iloc[0])
        checked.append(_check(study, cells, coder=coder, not_after=not_after, file=path))
    together = pd.concat(checked, ignore_index=True)
    _refuse_doubled(together)
    kept = together[~together["unit_id"].isin(study.withdrawn)]
    return kept.sort_values(list(JUDGEMENT_KEY), ignore_index=True)


def _check(study: CodedStudy, cells: pd.DataFrame, **given) -> pd.DataFrame:
    return check_judgements(cells, codebook=study.codebook, units=study.every_unit, **given)


def _refuse_doubled(judgements: pd.DataFrame) -> None:
    doubled = judgements[judgements.duplicated(list(JUDGEMENT_KEY))]
    if doubled.empty:
        return
    coders = ", ".join(sorted(doubled["coder"].unique()))
    raise NoJudgements(
        f"two files hold the same {len(doubled)} judgements of {coders}.",
        expected="one file for each coder",
        do="Name each coder's file once; nothing was written.",
    )


def load_adjudications(study: CodedStudy) -> pd.DataFrame:
    """Read the decisions; a study in which nothing is adjudicated yet needs no file of them."""
    path = study.adjudications_file
    return read_adjudications(path) if path.exists() else no_adjudications()
