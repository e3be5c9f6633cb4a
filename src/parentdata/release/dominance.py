"""Dominance: no part of the sample may rest on the weight of one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from parentdata.disclosure.where import BETWEEN, Where


def find_dominated(
    respondents: pd.DataFrame, weight: str, domains: Mapping[str, Where], *, dominance: float
) -> Iterator[tuple[str, float]]:
    """Find parts of a sample of which one person's weight is too large a part.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent
        Answers as cleaned, and the weight.
    domains : mapping of a part's name to its answers
    dominance : float in (0, 1]
        Largest part of the weights that one may be.

    Yields
    ------
    (name, part of the largest weight)
    """
    for name, where in sorted(domains.items()):
        if BETWEEN in name:
            continue
        inside = np.logical_and.reduce(
            [np.ones(len(respondents), bool)]
            + [respondents[column].isin(answers).to_numpy() for column, answers in where.items()]
        )
        weights = respondents.loc[inside, weight]
        if len(weights) and weights.max() / weights.sum() > dominance:
            yield name, float(weights.max() / weights.sum())
