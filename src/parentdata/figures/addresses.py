"""An address for every cell of a table that holds a number.

Where a cell shows an estimate, its address is the estimate's id. Any other cell with a digit in it
has the address of its place, `table.<study>.<table>.<column>|<key>=<value>+<key>=<value>`, which
names a row of the table's CSV file.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from urllib.parse import quote

import pandas as pd

TABLE = "table."
# Columns of a table of estimates that say something of the estimate, by the field of its record.
FIELDS = {
    "value": "", "interval": "interval", "n": "n", "count": "count", "base": "base",
    "method": "method", "se": "se", "degf": "degf", "deff": "deff", "n_weighted": "n_weighted",
}  # fmt: skip
# Columns that name things. A digit in them is part of a name, a date or an address.
NAMES = frozenset(
    {"authority", "claim_id", "code_label", "domain", "event_date", "group", "item_label", "label",
     "nation", "part_label", "region", "reply_date", "request_id", "request_number", "request_url",
     "seen_at", "seen_date", "sent_date", "wdtk_status"}
)  # fmt: skip
_ESTIMATES = "estimates"


def remember_estimates(
    table: pd.DataFrame,
    *,
    key: Sequence[str],
    ids: Mapping[str, Mapping[tuple[Hashable, ...], str]],
) -> pd.DataFrame:
    """Note which estimate each cell of a laid-out table shows; `display.show_table` marks them.

    Parameters
    ----------
    table : DataFrame
        Estimates laid out with several to a row.
    key : column names
        What tells its rows apart.
    ids : dict of column to dict of the key's values to id
    """
    noted = table.copy()
    noted.attrs[_ESTIMATES] = {"key": tuple(key), "ids": ids}
    return noted


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


def name_rows(rows: Sequence[Mapping[Hashable, object]], key: Sequence[str]) -> list[str]:
    """Name rows by their key, readably; words that would then be the same are written in full."""
    short = ["+".join(f"{name}={slug(row[name])}" for name in key) for row in rows]
    if key == ["id"]:
        return [str(row["id"]) for row in rows]
    return [
        place
        if short.count(place) == 1
        else "+".join(f"{name}={quote(str(row[name]), safe='')}" for name in key)
        for place, row in zip(short, rows, strict=True)
    ]


def slug(value: object) -> str:
    """Write a value without spaces and marks that have a meaning elsewhere."""
    words = "" if value is None or value is pd.NA or value != value else str(value)
    return re.sub(r"[^\w.~=-]+", "_", words).strip("_").lower()
