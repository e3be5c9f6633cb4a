"""The figures of a row in words, for its record."""

from __future__ import annotations

from collections.abc import Mapping

from parentdata.numbers import WITHHELD, BadNumber, read_estimates, write_number

_DIGITS = 7
_STATISTICS = ("n_weighted", "se", "degf", "deff")
# Columns that name a row for a reader, the first that there is.
_NAMES = ("item_label", "code_label", "label", "kind", "margin_label", "cell_label", "authority",
          "sentence", "claim_id")  # fmt: skip
_PARTS = ("characteristic_label", "category_label", "group")
# Differences below this are rounding of the last digit that is written.
_SAME = 1e-9


def write_figures(row: Mapping[str, str]) -> dict[str, str]:
    """Write value, range, count and what they rest on, rounded as pages do and in full."""
    said = {name: round_digits(row.get(name, "")) for name in _STATISTICS}
    said["count"] = row.get("count", "")
    exact = round_digits(row.get("value", ""))
    try:
        number = read_estimates([row], source="")[row["id"]]
    except (KeyError, ValueError, BadNumber):
        return said | {"value": exact}
    value = write_number(number) or ""
    said["value"] = f"{value} ({exact})" if exact and exact != value else value
    said["interval"] = write_number(number, "interval") or ""
    if said["interval"] not in ("", WITHHELD) and row.get("level"):
        said["interval"] += f", at {float(row['level']):.0%}"
    return said


def compare(row: Mapping[str, str], second: Mapping[str, str] | None) -> str:
    """Say how far the second opinion of an estimate is from it; empty where there is none."""
    if second is None or not second.get("value") or not row.get("value"):
        return ""
    own, other = float(row["value"]), float(second["value"])
    is_same = abs(own - other) <= _SAME * max(1.0, abs(own))
    said = f"{other:.{_DIGITS}g}, worked out on a path that shares no code with the first"
    return f"{said}: the same to nine digits" if is_same else said


def round_digits(value: str) -> str:
    """Round a figure as written to seven digits; words stay as they are."""
    try:
        return f"{float(value):.{_DIGITS}g}" if value else ""
    except ValueError:
        return value


def write_row_name(row: Mapping[str, str], key: str) -> str:
    """Name a row of a table for a reader: by its labels, or by its key in words."""
    names = [next((row[name] for name in _NAMES if row.get(name)), "")]
    names += [row[name] for name in _PARTS if row.get(name)]
    words = ", ".join(dict.fromkeys(name for name in names if name))
    return words or key.replace("+", ", ").replace("=", ": ").replace("_", " ")
