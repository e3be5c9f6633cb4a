"""An address for every cell of a table that holds a number.

Where a cell shows an estimate, its address is the estimate's id. Any other cell with a digit in it
has the address of its place (`numbers.cells`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parentdata.numbers.cells import FIELDS, NAMES, TABLE, name_rows, slug

# Estimates laid out with several to a row name, in the table's `attrs`, which one each cell shows:
# the columns that tell rows apart, and of each column the ids by their values.
_ESTIMATES = "estimates"


def address_cells(
    frame: pd.DataFrame, columns: Sequence[str], *, study: str, name: str, key: Sequence[str]
) -> dict[str, list[str]]:
    """Find the address of every cell of the columns shown.

    Parameters
    ----------
    frame : DataFrame, shape (n, k)
    columns : column names
        "interval" is none of the frame's.
    study, name : str
        Folder and stem of the table's file.
    key : column names
        What tells its rows apart.

    Returns
    -------
    dict of column to n addresses
        Empty for a column of `NAMES`.
    """
    rows = frame.to_dict("records")
    places = name_rows(rows, key)
    has_ids = {"id", "value"} <= set(frame)
    known = frame.attrs.get(_ESTIMATES, {"key": (), "ids": {}})
    found = {}
    for column in columns:
        begin = f"{TABLE}{study}.{name}.{slug(column)}|"
        if column in NAMES:
            found[column] = [""] * len(rows)
        elif has_ids and column in FIELDS:
            found[column] = [str(row["id"]) for row in rows]
        elif column == "published" and "claim_id" in frame:
            found[column] = [f"published.{row['claim_id']}" for row in rows]
        else:
            ids = known["ids"].get(column, {})
            keys = (tuple(row[each] for each in known["key"]) for row in rows)
            found[column] = [
                ids.get(own, begin + place) for own, place in zip(keys, places, strict=True)
            ]
    return found
