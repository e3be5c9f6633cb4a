"""Coefficients and differences: dots with intervals around nought, against a named reference."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.intervals import draw_intervals
from parentdata.figures.rows import check_rows

NEEDS = ("characteristic_label", "group_label", "reference_label")


def draw_coefficients(
    estimates: pd.DataFrame,
    *,
    width: str,
    order: str = "asked",
    series: str | None = None,
    measure_label: str | None = None,
) -> Figure:
    """Draw differences from a reference group under the characteristic that both belong to.

    Parameters
    ----------
    estimates : DataFrame, one row per group
        Unit "points" or "number", with `characteristic_label`, `group_label` and
        `reference_label`, as `describe.label_coefficients` and `describe.label_differences` add
        them.
    width, order, series, measure_label
        As `draw_intervals`.

    Raises
    ------
    NotDrawable, TooManyColours, BadOption
        As `draw_intervals`.
    """
    rows = check_rows(estimates, needs=NEEDS)
    names = rows["characteristic_label"]
    against = names + names.map(lambda name: ", against: " if name else "Against: ")
    against = against + rows["reference_label"]
    return draw_intervals(
        rows.assign(_against=against), width=width, label="group_label", group="_against",
        series=series, order=order, measure_label=measure_label,
    )  # fmt: skip
