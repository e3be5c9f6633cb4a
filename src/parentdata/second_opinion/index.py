"""The index of a report, worked out anew from the answers to its items."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pandas as pd

from parentdata.instrument import Index, Instrument


def score_index(
    respondents: pd.DataFrame, instrument: Instrument, minimum_answered: int | None
) -> np.ndarray:
    """Each respondent's mean item score, 1 the most favourable answer and -1 the least.

    Parameters
    ----------
    minimum_answered : int
        Who answered fewer items has no index.

    Returns
    -------
    float array (n,), NaN where there is none

    Raises
    ------
    ValueError
        The row does not say how many items had to be answered.
    """
    if minimum_answered is None:
        raise ValueError("its base does not say how many items had to be answered")
    items = instrument.report.index.items
    worth = {name: rank_answers(instrument.variables[name].answers) for name in items}
    scores = []
    for row in respondents[list(items)].to_dict("records"):
        given = [worth[name][answer] for name, answer in row.items() if answer in worth[name]]
        enough = len(given) >= minimum_answered
        # Exact, so that two respondents with the same score are tied, and a cut point is reached.
        scores.append(float(sum(given) / len(given)) if enough else math.nan)
    return np.array(scores)


def rank_answers(answers) -> dict[str, Fraction]:
    """Equal steps from 1 to -1 along a scale, its positive end first."""
    names = [answer.name for answer in answers]
    if answers[0].side == "negative":
        names.reverse()
    return {name: 1 - Fraction(2 * place, len(names) - 1) for place, name in enumerate(names)}


def name_index_groups(score: np.ndarray, index: Index) -> list[str | None]:
    """The group of each score: the first, from the highest, whose cut point it reaches."""
    return [
        next((name for name, group in index.groups.items() if one >= group.at_least), None)
        for one in score
    ]


def group_answers(index: Index) -> dict[str, str]:
    """The side of nothing that each group lies on; neutral where it holds scores of both."""
    sides, upper = {}, math.inf
    for name, group in index.groups.items():
        lies_below = "negative" if upper <= 0 else "neutral"
        sides[name] = "positive" if group.at_least >= 0 else lies_below
        upper = group.at_least
    return sides
