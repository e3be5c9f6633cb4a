"""Judgements of coders as a REFI-QDA project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from parentdata.coding.codebook import ABSENT, Codebook
from parentdata.coding.columns import JUDGEMENT_COLUMNS, JUDGEMENT_KEY
from parentdata.coding.judgement_checks import CODER
from parentdata.coding.qdpx_codes import CANNOT_TELL, code_guid, list_codes
from parentdata.coding.qdpx_model import (
    RefiCoding,
    RefiProject,
    RefiSource,
    make_guid,
)
from parentdata.coding.qdpx_refusals import UnwritableName, refuse_project
from parentdata.coding.qdpx_sets import make_sets
from parentdata.coding.qdpx_units import MARK, source_guid
from parentdata.coding.units import Units

ORIGIN = "parentdata"

Cells = Mapping[str, str]


def make_project(judgements: pd.DataFrame, *, codebook: Codebook, units: Units) -> RefiProject:
    """Make a project of judgements, the codebook and the documents.

    Parameters
    ----------
    judgements : DataFrame, columns `JUDGEMENT_COLUMNS`, one row per unit, code and coder
        As checked, or as text with blanks. With no row the project is one to code in.
    codebook : Codebook
    units : mapping of unit id to Unit
        Every one becomes a source.

    Returns
    -------
    RefiProject
        A value other than absent is a coding; so is an absent one with a passage or a note. Who
        judged what stands in sets.

    Raises
    ------
    UnwritableName
        A coder, unit or code is none that the project could name.
    """
    cells = judgements[list(JUDGEMENT_COLUMNS)].astype(object)
    cells = cells.where(cells.notna(), "").astype(str).sort_values(list(JUDGEMENT_KEY))
    coders = sorted(cells["coder"].unique())
    _refuse_names(cells, codebook, units)
    sources = {unit_id: source_guid(codebook, unit_id) for unit_id in units}
    notes: dict[str, str] = {}
    codings: dict[str, list[RefiCoding]] = {unit_id: [] for unit_id in units}
    for row in cells.to_dict("records"):
        codings[row["unit_id"]] += _make_coding(row, codebook, units, notes)
    return RefiProject(
        name=codebook.study,
        origin=ORIGIN,
        description=f"{codebook.title}. Made for codebook {codebook.stamp}.",
        users={_user_guid(coder): coder for coder in coders},
        codes=list_codes(codebook),
        sources=tuple(
            RefiSource(
                guid=guid,
                name=unit_id,
                text=units[unit_id].text.removeprefix(MARK),
                codings=tuple(codings[unit_id]),
            )
            for unit_id, guid in sorted(sources.items())
        ),
        notes=notes,
        sets=tuple(make_sets(cells, codebook, sources)),
    )


def _user_guid(coder: str) -> str:
    return make_guid("user", coder)


def _make_coding(
    row: Cells, codebook: Codebook, units: Units, notes: dict[str, str]
) -> Iterator[RefiCoding]:
    key = [row[name] for name in JUDGEMENT_KEY]
    if row["value"] == ABSENT and not row["start"] and not row["note"]:
        return  # the set says it
    note = ()
    if row["note"]:
        note = (make_guid("note", codebook.study, *key),)
        notes[note[0]] = row["note"]
    span = None
    if row["start"]:
        mark = len(units[row["unit_id"]].text) - len(units[row["unit_id"]].text.removeprefix(MARK))
        span = (int(row["start"]) - mark, int(row["end"]) - mark)
    value = row["value"] or CANNOT_TELL
    yield RefiCoding(
        guid=make_guid("coding", codebook.study, *key),
        code=code_guid(codebook, row["code"], value),
        user=_user_guid(row["coder"]),
        date=row["coded_date"],
        span=span,
        notes=note,
    )


def _refuse_names(cells: pd.DataFrame, codebook: Codebook, units: Units) -> None:
    codes = {leaf.id for leaf in codebook.leaves}
    for column, is_known, what in (
        ("coder", lambda name: CODER.fullmatch(name), "coder such as coder-a"),
        ("unit_id", units.__contains__, "unit of the study"),
        ("code", codes.__contains__, "code in use"),
    ):
        wrong = [name for name in cells[column].unique() if not is_known(name)]
        if wrong:
            raise refuse_project(
                UnwritableName, f"the {column} {wrong[0]!r}.", file=None, expected=f"a {what}",
                do="Check the judgements first",
            )  # fmt: skip
