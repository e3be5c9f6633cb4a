"""Who takes part in a comparison: answers that enough respondents gave, as its base says."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.second_opinion.index import name_index_groups, score_index


def read_least(base: str, form: str) -> int:
    """The number in the words of a base.

    Raises
    ------
    ValueError
        The base does not have them.
    """
    found = re.search(form, base)
    if not found:
        raise ValueError(f"its base does not say {form.replace('(', '').replace(')', '')!r}")
    return int(found[1])


@dataclass(frozen=True)
class Cases:
    """Complete cases of the regressions of an index.

    Attributes
    ----------
    inside : bool array (n,)
    columns : tuple of (characteristic, answer)
        One per column of `matrix`; references have none.
    matrix : float array (cases, p), 0 or 1
    score : float array (cases,)
    place : int array (cases,)
        Group of the index: 0 for the lowest that is met.
    groups : tuple of str
        Groups that are met, from the lowest up.
    """

    inside: np.ndarray
    columns: tuple[tuple[str, str], ...]
    matrix: np.ndarray
    score: np.ndarray
    place: np.ndarray
    groups: tuple[str, ...]


def find_cases(respondents: pd.DataFrame, instrument: Instrument, base: str) -> Cases:
    """Who has an index and gave, on every characteristic, an answer that enough of them gave.

    Raises
    ------
    ValueError
        The base does not say how many items and how many respondents are enough.
    """
    least_items = read_least(base, r"at least (\d+) of \d+ items")
    least_people = read_least(base, r"answers that at least (\d+) gave")
    score = score_index(respondents, instrument, least_items)
    offered = {name: _order(instrument, name) for name in instrument.report.characteristics}
    kept = _leave_thin_out(respondents, ~np.isnan(score), offered, least_people)
    inside = ~np.isnan(score)
    for name, answers in kept.items():
        inside &= respondents[name].isin(answers).to_numpy()
    columns = tuple((name, answer) for name, answers in kept.items() for answer in answers[1:])
    given = {name: respondents.loc[inside, name].to_numpy() for name in kept}
    matrix = [given[name] == answer for name, answer in columns]
    index = instrument.report.index
    named = np.array(name_index_groups(score[inside], index))
    groups = tuple(name for name in reversed(index.groups) if (named == name).any())
    return Cases(
        inside=inside,
        columns=columns,
        matrix=np.column_stack(matrix).astype(float),
        score=score[inside],
        place=np.array([groups.index(name) for name in named]),
        groups=groups,
    )


def _order(instrument: Instrument, name: str) -> list[str]:
    """A characteristic's answers, that which others are compared with first."""
    answers = [answer.name for answer in instrument.variables[name].answers]
    first = instrument.report.reference.get(name, answers[0])
    return [first, *(answer for answer in answers if answer != first)]


def _leave_thin_out(respondents, has_index, offered, least: int) -> dict[str, list[str]]:
    """Answers that at least so many gave, of those who gave only such answers elsewhere."""
    kept = offered
    while True:
        inside = has_index.copy()
        for name, answers in kept.items():
            inside &= respondents[name].isin(answers).to_numpy()
        sizes = {name: respondents.loc[inside, name].value_counts() for name in kept}
        fewer = {
            name: [answer for answer in answers if sizes[name].get(answer, 0) >= max(least, 1)]
            for name, answers in kept.items()
        }
        if fewer == kept:
            return kept
        kept = fewer
