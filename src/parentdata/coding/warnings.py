"""Judgements that may be right and are worth a look: a table of warnings for the page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from parentdata.coding.codebook import Codebook
from parentdata.coding.units import Units

WARNING_COLUMNS = ("coder", "code", "warning", "n", "said")

# Of fewer units, one value for all of them is no surprise.
FEWEST_UNITS = 10


def list_warnings(judgements: pd.DataFrame, *, codebook: Codebook, units: Units) -> pd.DataFrame:
    """List what a coder may have overlooked.

    Parameters
    ----------
    judgements : DataFrame
        As `check_judgements` returns it, of one coder or more.
    codebook : Codebook
    units : mapping of unit id to Unit

    Returns
    -------
    DataFrame, one row per warning, columns `WARNING_COLUMNS`
        `code` is blank where the warning is about all codes. `warning` is one of `same_throughout`
        (everything was coded the same), `same_of_code` (an ordinal or nominal code has one value
        in all of at least `FEWEST_UNITS` units), `cannot_tell_throughout`, `not_coded` (pairs of
        unit and code without a row). `n` counts judgements, or pairs.
    """
    found = [
        dict(zip(WARNING_COLUMNS, warning, strict=True))
        for coder, own in judgements.groupby("coder", sort=True)
        for warning in _warn_of(str(coder), own, codebook, units)
    ]
    return pd.DataFrame(found, columns=list(WARNING_COLUMNS)).astype({"n": "int64"})


def _warn_of(
    coder: str, own: pd.DataFrame, codebook: Codebook, units: Units
) -> Iterator[tuple[str, str, str, int, str]]:
    given = own.dropna(subset=["value"])
    kinds = given["code"].map(lambda name: codebook.by_id[name].kind)
    presence = given.loc[kinds.eq("presence"), "value"]
    if given.empty:
        yield coder, "", "cannot_tell_throughout", len(own), "no judgement has a value"
    elif len(presence) > 1 and presence.nunique() == 1:
        said = f"every code that can be present or absent is {presence.iloc[0]} in every unit"
        yield coder, "", "same_throughout", len(presence), said
    for name, values in given.loc[kinds.ne("presence")].groupby("code", sort=True)["value"]:
        if len(values) >= FEWEST_UNITS and values.nunique() == 1:
            said = f"every unit has the value {values.iloc[0]}"
            yield coder, str(name), "same_of_code", len(values), said
    left = len(units) * len(codebook.leaves) - len(own)
    if left:
        yield coder, "", "not_coded", left, "pairs of unit and code without a judgement"
