"""Population margins beside the sample's, refused where they cannot meet."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from parentdata.survey.columns import Coded, cross, read_codes
from parentdata.survey.refusals import BadMargin

Margins = Mapping[str, Mapping[object, float]]


def met_cells(sample: pd.DataFrame, by: tuple[str, ...]) -> Coded:
    """Codes of the crossed cells that somebody belongs to.

    Labels are categories, or tuples of them where `by` has several columns.

    Raises
    ------
    BadMargin
        Somebody's category is missing.
    """
    crossed = cross([read_codes(sample, name) for name in by])
    refuse_missing(" x ".join(by), crossed)
    met, code = np.unique(crossed.code, return_inverse=True)
    labels = [crossed.labels[k] for k in met]
    return Coded(code, tuple(label if len(by) > 1 else label[0] for label in labels), 0)


def read_margins(sample: pd.DataFrame, population: Margins) -> dict:
    """Codes and totals (k,) of each margin, by column, refused where they do not match."""
    margins = {}
    for name, totals in population.items():
        coded = read_codes(sample, name)
        refuse_missing(name, coded)
        margins[name] = (coded, check_margin(name, coded, totals))
    return margins


def refuse_missing(name: str, coded: Coded) -> None:
    """Refuse a margin in which somebody has no category."""
    if coded.n_missing:
        raise bad_margin(name, f"{coded.n_missing} respondents without a category")


def check_margin(name: str, coded: Coded, totals: Mapping[object, float]) -> np.ndarray:
    """Totals (k,) in the order of the codes of a margin.

    Raises
    ------
    BadMargin
        A category has no total or nobody in it, or a total is not positive.
    """
    counts = dict(
        zip(coded.labels, np.bincount(coded.code, minlength=len(coded.labels)), strict=True)
    )
    for label, total in totals.items():
        if counts.get(label, 0) == 0:
            raise bad_margin(name, f"an empty cell: nobody in the sample is {label!r}")
        if not 0 < total < np.inf:
            raise bad_margin(name, f"a population total of {total!r} for {label!r}")
    for label in coded.labels:
        if label not in totals:
            raise bad_margin(name, f"no population total of {label!r}")
    return np.array([totals[label] for label in coded.labels], float)


def bad_margin(name: str, came: str) -> BadMargin:
    """The refusal of a margin, by name."""
    return BadMargin(
        f"margin {name!r}: {came}",
        expected="the same categories in population and sample, each with people in it",
        do="join the category to a neighbour in both, or correct the margin",
        column=name,
    )


def common_total(margins: dict[str, np.ndarray]) -> float:
    """The population that all margins add up to, refused where they differ."""
    names = list(margins)
    first = margins[names[0]].sum()
    for name in names[1:]:
        if abs(margins[name].sum() - first) > 1e-6 * first:
            raise bad_margin(
                name, f"a total of {margins[name].sum():g}, where {names[0]!r} has {first:g}"
            )
    return float(first)
