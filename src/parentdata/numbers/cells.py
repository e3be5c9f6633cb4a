"""Addresses of numbers that are no estimate: `table.<study>.<table>.<column>|<key>=<value>`.

The address names a cell of the table's CSV file, and can be read back from the file alone.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from urllib.parse import quote

TABLE = "table."
# A count of what stands beneath it on the page, and of which there is no estimate.
LISTED = "listed."
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
_PARTS = re.compile(r"table\.(?P<study>[\w-]+)\.(?P<table>[\w-]+)\.(?P<column>[^|]+)\|(?P<row>.*)")


def split_address(address: str) -> dict[str, str] | None:
    """Split the address of a cell into study, table, column and row; None if it is none."""
    match = _PARTS.fullmatch(address)
    return match.groupdict() if match else None


def find_cell(rows: Sequence[Mapping[str, str]], address: str) -> tuple[Mapping[str, str], str]:
    """Find a cell in the rows of its table's CSV file: the row, and the name of the column.

    Raises
    ------
    KeyError
        No row or column has that address.
    """
    parts = split_address(address)
    if parts is None or not rows:
        raise KeyError(address)
    columns = {slug(name): name for name in rows[0]}
    if parts["column"] == "interval":
        columns.setdefault("interval", "ci_low")
    key = [part.partition("=")[0] for part in _split_key(parts["row"])]
    key = key if set(key) <= set(rows[0]) and "=" in parts["row"] else ["id"]
    for row, place in zip(rows, name_rows(rows, key), strict=True):
        if place == parts["row"]:
            return row, columns[parts["column"]]
    raise KeyError(address)


def _split_key(place: str) -> list[str]:
    return re.split(r"\+(?=[A-Za-z_]\w*=)", place)


def name_rows(rows: Sequence[Mapping[Hashable, object]], key: Sequence[str]) -> list[str]:
    """Name rows by their key, readably; words that would then be the same are written in full."""
    if list(key) == ["id"]:
        return [str(row.get("id")) for row in rows]
    short = ["+".join(f"{name}={slug(row[name])}" for name in key) for row in rows]
    met: dict[str, int] = {}
    for place in short:
        met[place] = met.get(place, 0) + 1
    return [
        place
        if met[place] == 1
        else "+".join(f"{name}={quote(_write(row[name]), safe='')}" for name in key)
        for place, row in zip(short, rows, strict=True)
    ]


def slug(value: object) -> str:
    """Write a value without spaces and marks that have a meaning elsewhere."""
    return re.sub(r"[^\w.~=-]+", "_", _write(value)).strip("_").lower()


def _write(value: object) -> str:
    """Write a value as the table's file does; missing ones are empty."""
    if value is None or value != value or str(value) == "<NA>":
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
