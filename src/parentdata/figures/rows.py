"""What a figure takes from a table of estimates, checked, and how its parts are written."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parentdata.figures.refusals import NotDrawable
from parentdata.numbers import WITHHELD, Number, format_share, write_number

# Units whose values have bounds; a share given in percent would leave the picture.
BOUNDS = {
    "share": (0.0, 1.0),
    "points": (-1.0, 1.0),
    "count": (0.0, float("inf")),
    "number": (float("-inf"), float("inf")),
}


def check_rows(estimates: pd.DataFrame, *, needs: Sequence[str]) -> pd.DataFrame:
    """Return the rows to draw from, with a plain index, after checking what a figure relies on.

    Raises
    ------
    NotDrawable
        No rows, a column that is absent, two rows with one id, a value outside its unit's range,
        or a value that is empty though the row is not withheld.
    """
    absent = [name for name in needs if name not in estimates]
    if absent:
        raise NotDrawable(
            f"the table has no column {', '.join(absent)}.",
            expected=f"the columns {', '.join(needs)}",
            do="Pass rows of an estimates table.",
        )
    if estimates.empty:
        raise NotDrawable(
            "the table has no rows.",
            expected="at least one row to draw",
            do="Look at how the rows were chosen: a name may be misspelt.",
        )
    if estimates["id"].duplicated().any():
        raise NotDrawable(
            f"the id {estimates.loc[estimates['id'].duplicated(), 'id'].iloc[0]!r} stands twice.",
            expected="one row for each id",
            do="Choose the rows once; do not join a table to itself.",
        )
    return estimates.reset_index(drop=True)


def check_values(rows: pd.DataFrame, *, units: Sequence[str]) -> pd.DataFrame:
    """Return rows whose values lie where their unit says; see `check_rows`."""
    for number, row in enumerate(rows.to_dict("records"), start=1):
        if row["unit"] not in units or row["unit"] != rows["unit"].iloc[0]:
            raise NotDrawable(
                f"{row['id']!r} has the unit {row['unit']!r}.",
                row=number,
                column="unit",
                expected=f"one unit in a figure, out of {', '.join(units)}",
                do="Draw rows of one unit.",
            )
        low, high = BOUNDS[row["unit"]]
        if not row["is_withheld"] and not low <= float(row["value"]) <= high:
            raise NotDrawable(
                f"{row['id']!r} has the value {row['value']}.",
                row=number,
                column="value",
                expected=f"a {row['unit']} within {low:g} to {high:g}",
                do="Shares live in 0..1; mark a row without a value as withheld.",
            )
    return rows


def check_places(rows: pd.DataFrame, *, place: Sequence[str]) -> None:
    """Refuse two rows that would be drawn at one place of a figure.

    Raises
    ------
    NotDrawable
        With the place and both ids.
    """
    twice = rows.duplicated(list(place), keep=False)
    if twice.any():
        first = rows.loc[twice].iloc[0]
        same = rows.loc[rows[list(place)].eq(first[list(place)]).all(axis=1), "id"]
        raise NotDrawable(
            f"{' and '.join(same)} have the same place in the figure.",
            expected=f"one row for each {' and '.join(place)}",
            do="Choose one domain and one statistic, or name the column that tells them apart.",
        )


def write_percent(value: float) -> str:
    """Write a share without its sign, as inside a bar whose note says "per cent"."""
    return format_share(value).removesuffix("%")


def write_value(row: dict, field: str = "value") -> str:
    """Write one field of an estimate as prose does, points without their words."""
    if row["is_withheld"]:
        return WITHHELD
    number = Number(
        id=row["id"],
        unit=row["unit"],
        value=float(row["value"]),
        ci_low=row.get("ci_low"),
        ci_high=row.get("ci_high"),
    )
    return drop_words(write_number(number, field) or "")


def drop_words(text: str) -> str:
    """Take the words of the unit from a number in percentage points."""
    return text.removesuffix("s").removesuffix(" percentage point")


def write_note(rows: pd.DataFrame, *, measure: str) -> str:
    """Write the line under a figure: its data status, what is measured, and of whom.

    Parameters
    ----------
    rows : DataFrame
        The rows drawn, with `data_status`, and with `base` and `n` where they have a base.
    measure : str
        What the numbers are, such as "Per cent".
    """
    status = "Stand-in data. " if rows["data_status"].eq("stand-in").any() else ""
    bases = list(dict.fromkeys(rows["base"].dropna())) if "base" in rows else []
    sizes = rows.loc[~rows["is_withheld"].astype(bool), "n"].dropna() if "n" in rows else []
    is_part = rows["unit"].isin(("share", "points")).any()
    if not bases or (len(bases) > 1 and not is_part):
        return f"{status}{measure}."
    base = f"Base: {bases[0]}" if len(bases) == 1 else "Each line has its own base (see the table)"
    if not len(sizes):
        return f"{status}{measure}. {base}."
    low, high = f"{int(sizes.min()):,}", f"{int(sizes.max()):,}"
    return f"{status}{measure}. {base}; n {low if low == high else f'{low} to {high}'}."
