"""Judgements from and to REFI-QDA project files (.qdpx), which NVivo, ATLAS.ti and MAXQDA exchange.

Judgements written and read again are the same table, rows of absent and of untold ones among them
(decisions/0020).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from parentdata.coding.codebook import Codebook
from parentdata.coding.columns import JUDGEMENT_COLUMNS
from parentdata.coding.qdpx_judgements import ProjectReader
from parentdata.coding.qdpx_parse import parse_project
from parentdata.coding.qdpx_project import make_project
from parentdata.coding.qdpx_refusals import UnknownChoice, refuse_project
from parentdata.coding.qdpx_units import find_units
from parentdata.coding.qdpx_xml import pack_project
from parentdata.coding.units import Units
from parentdata.tables import write_bytes

UNCODED = ("absent", "unjudged")


def write_qdpx(path: Path, judgements: pd.DataFrame, *, codebook: Codebook, units: Units) -> None:
    """Write judgements, the codebook and the documents as a .qdpx file.

    Parameters
    ----------
    path : Path
    judgements : DataFrame, columns `JUDGEMENT_COLUMNS`, one row per unit, code and coder
        As checked; of one coder, where the others' must not be seen; with no row, a project to
        code in.
    codebook : Codebook
    units : mapping of unit id to Unit

    Raises
    ------
    UnwritableText
        A note or name holds a character that XML cannot.
    UnwritableName
        A coder, unit or code is none that the project could name.
    CannotWrite
        As `tables.write_bytes`.
    """
    write_bytes(pack_project(make_project(judgements, codebook=codebook, units=units)), path)


def read_qdpx(
    path: Path,
    *,
    codebook: Codebook,
    units: Units,
    coders: Mapping[str, str] | None = None,
    uncoded: str = "absent",
    version: str | None = None,
) -> pd.DataFrame:
    """Read judgements from a .qdpx file, unchecked.

    Parameters
    ----------
    path : Path
    codebook : Codebook
        Codes are known by their guids, or by their ids as names.
    units : mapping of unit id to Unit
        Sources are known by their guids, or by unit ids as names.
    coders : mapping of a user's name to the coder's, optional
        Names of people become pseudonyms here.
    uncoded : "absent" or "unjudged"
        In a file of another program, what it means that a coder coded a unit and did not give it
        a code: the code is absent (of a code with values, the coder could not tell), or nobody
        judged it. Files of our own say what was judged, and are not asked.
    version : str, optional
        Stamp of the codebook that a file of another program was coded by, where it does not say.

    Returns
    -------
    DataFrame of str, columns `JUDGEMENT_COLUMNS`, sorted by unit, code and coder
        Blank cells are "". The index counts judgements from 1. `check_judgements` comes next: it
        refuses unknown codes, units and coders by name. Where a code was given to several
        passages, the first stands, and the note says where the others are.

    Raises
    ------
    UnknownChoice
        `uncoded` is none of `UNCODED`.
    Refusal
        As `parse_project`, `find_units` and `ProjectReader.list_rows`.
    """
    if uncoded not in UNCODED:
        raise refuse_project(
            UnknownChoice, f"uncoded is {uncoded!r}.", file=path,
            expected=f"one of {', '.join(UNCODED)}", do="Choose one of them",
        )  # fmt: skip
    project = parse_project(path)
    reader = ProjectReader(
        project=project,
        codebook=codebook,
        found=find_units(project, codebook, units, file=path),
        coders=coders or {},
        fills_absent=uncoded == "absent",
        version=version,
        file=path,
    )
    rows = reader.list_rows()
    index = pd.RangeIndex(1, len(rows) + 1, name="row")
    return pd.DataFrame(rows, index, JUDGEMENT_COLUMNS, dtype=str)
