"""Corrections of a register: stated one by one, with their source, and refused when not needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from parentdata.authorities.refusals import BadCorrection


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One cell of a register that is known to be wrong.

    Attributes
    ----------
    gss_code : str
        The authority.
    column : str
        A column of the register as read.
    came, value : str
        What stands in the file, and what should.
    source : str
        Who says so.
    """

    gss_code: str
    column: str
    came: str
    value: str
    source: str


CORRECTIONS = (
    Correction(
        gss_code="E10000019",
        column="region",
        came="Yorkshire and The Humber",
        value="East Midlands",
        source="Office for National Statistics: Lincolnshire lies in the East Midlands; North and "
        "North East Lincolnshire, which are authorities of their own, in Yorkshire and The Humber",
    ),
)


def correct_register(
    register: pd.DataFrame, corrections: Iterable[Correction] = CORRECTIONS
) -> pd.DataFrame:
    """Correct the cells that are known to be wrong, and fill regions from successors.

    Parameters
    ----------
    register : DataFrame
        As `read_register` returns it.
    corrections : iterable of Correction
        Those of authorities that the register does not hold are passed over.

    Returns
    -------
    DataFrame
        The register. An abolished authority without a region has that of the authorities that
        replaced it, where they lie in one region; a county does not move when it is reorganised.

    Raises
    ------
    BadCorrection
        The cell holds something else than what was to be corrected: the register has changed.
    """
    corrected = register.copy()
    for correction in corrections:
        at = corrected["gss_code"].eq(correction.gss_code)
        if not at.any():
            continue
        found = corrected.loc[at, correction.column].iloc[0]
        if found != correction.came:
            raise BadCorrection(
                f"{correction.column} of {correction.gss_code} is {found!r}.",
                expected=f"{correction.came!r}, which is corrected to {correction.value!r}",
                do="Look whether the register has been put right; then take the correction out of "
                "parentdata.authorities.corrections. Nothing was written.",
            )
        corrected.loc[at, correction.column] = correction.value
    return corrected.assign(region=_fill_regions(corrected))


def _fill_regions(register: pd.DataFrame) -> list[str | None]:
    region = dict(zip(register["authority_id"], register["region"], strict=True))
    heirs = dict(zip(register["authority_id"], register["replaced_by"], strict=True))

    def find(authority: str) -> str | None:
        if isinstance(region[authority], str) or not heirs[authority]:
            return region[authority]
        found = {find(heir) for heir in heirs[authority]}
        return found.pop() if len(found) == 1 else None

    return [find(authority) for authority in register["authority_id"]]
