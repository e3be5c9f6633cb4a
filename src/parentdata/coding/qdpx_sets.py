"""Sets that say who judged what: without them, a code that was not given could mean anything.

A set is named "judged by coder-a on 2021-11-02 with codebook 2-9f86d081884c". Its sources were
judged by its codes, by that coder, on that day, with that codebook. A presence code that is on the
list and was not given is absent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parentdata.coding.codebook import Codebook
from parentdata.coding.qdpx_codes import CodeKey, code_guid
from parentdata.coding.qdpx_model import RefiProject, RefiSet, make_guid
from parentdata.coding.qdpx_refusals import UnknownReference, refuse_project

UNDATED, UNNAMED = "no-date", "none"
_NAME = re.compile(r"judged by (\S+) on (\S+) with codebook (\S+)(?: \(\d+\))?")


class Judged(NamedTuple):
    """When, and with which codebook, a coder judged a unit by a code; blank where not known."""

    date: str
    version: str


def make_sets(
    judgements: pd.DataFrame, codebook: Codebook, sources: dict[str, str]
) -> Iterator[RefiSet]:
    """Say who judged what, in as few sets as there are days, coders and lists of codes.

    Parameters
    ----------
    judgements : DataFrame of text, blank where missing
    codebook : Codebook
    sources : dict of unit id to guid
    """
    keys = ["coder", "coded_date", "codebook_version"]
    for (coder, date, version), rows in judgements.groupby(keys, sort=True):
        units_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for unit, codes in rows.groupby("unit_id", sort=True)["code"]:
            units_of[tuple(sorted(codes))].append(str(unit))
        named = f"judged by {coder} on {date or UNDATED} with codebook {version or UNNAMED}"
        for number, (codes, units) in enumerate(units_of.items(), 1):
            name = named if number == 1 else f"{named} ({number})"
            yield RefiSet(
                guid=make_guid("set", codebook.study, name),
                name=name,
                codes=tuple(code_guid(codebook, code) for code in codes),
                sources=tuple(sources[unit] for unit in units),
            )


def read_sets(
    project: RefiProject, key: CodeKey, units: Mapping[str, str], *, file: Path
) -> dict[tuple[str, str, str], Judged]:
    """Read who judged what: (unit id, code, coder) to when and with which codebook.

    Parameters
    ----------
    project : RefiProject
    key : CodeKey
    units : mapping of a source's guid to its unit's id
    file : Path

    Raises
    ------
    UnknownReference
        A set that says who judged what names a code or source that the project does not hold.
    """
    judged: dict[tuple[str, str, str], Judged] = {}
    for one in project.sets:
        found = _NAME.fullmatch(one.name.strip())
        if found is None:
            continue  # a collection of somebody's own
        coder, date, version = found.groups()
        told = Judged("" if date == UNDATED else date, "" if version == UNNAMED else version)
        unknown = [guid for guid in one.sources if guid not in units]
        unknown += [guid for guid in one.codes if not key.has(guid)]
        if unknown:
            raise refuse_project(
                UnknownReference,
                f"the set {one.name!r} names {unknown[0]}.",
                file=file,
                expected="codes and sources of text that the project holds",
                do="Have the project exported again, with all its sources",
            )
        for guid in one.sources:
            for code in one.codes:
                judged[units[guid], key.read(code).code, coder] = told
    return judged
