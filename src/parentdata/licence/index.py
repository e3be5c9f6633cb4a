"""The index: one number per respondent out of Likert items, and the groups it makes.

Policy: decisions/0014-licence-index.md.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.answers.domains import read_report
from parentdata.errors import Refusal
from parentdata.instrument import Answer, BadInstrument, Index, Instrument, Question, Variable

# Equal means are equal numbers, whatever the order of their sums.
DECIMALS = 12
# A mean that misses a cut point by rounding alone has reached it.
ROUNDING = 1e-9


class BadMinimum(Refusal):
    """A minimum of answered items is less than one or more than there are."""


def read_index(instrument: Instrument) -> Index:
    """The index that the instrument's report names.

    Raises
    ------
    BadInstrument
        It names none.
    """
    index = read_report(instrument).index
    if index is None:
        raise BadInstrument(
            f"the report of {instrument.study} names no index.",
            expected="a block 'index' with items and groups in the report",
            do="Add it to the instrument, as CONTRIBUTING.md describes it.",
        )
    return index


def score_items(respondents: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Score the index's items from -1 to 1, higher more favourable.

    An item's answers are spaced evenly by their place on the scale; every way of not answering,
    "don't know" too, is missing.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Answer names as cleaned.

    Returns
    -------
    DataFrame of float, shape (n, items)
        Columns named as the items.
    """
    return pd.DataFrame(
        {
            name: respondents[name].map(instrument.variables[name].score_answers()).astype(float)
            for name in read_index(instrument).items
        },
        index=respondents.index,
    )


def build_index(
    respondents: pd.DataFrame, instrument: Instrument, *, minimum_answered: int
) -> pd.DataFrame:
    """Average each respondent's item scores, and name the group that the average falls in.

    Parameters
    ----------
    minimum_answered : int
        Fewest answered items behind an index; who answered fewer has none.

    Returns
    -------
    DataFrame, one row per respondent
        `score` (-1..1, NaN where too few items were answered), `n_answered`, and `group`, a name
        of the instrument's groups or missing.

    Raises
    ------
    BadMinimum
        `minimum_answered` is not from 1 to the number of items.
    BadInstrument
        The instrument's report names no index.
    """
    index = read_index(instrument)
    if not 1 <= minimum_answered <= len(index.items):
        raise BadMinimum(
            f"at least {minimum_answered} of {len(index.items)} items.",
            expected=f"a number from 1 to {len(index.items)}",
            do="Correct minimum_answered in params.yaml, or give it for one run with --parameter.",
        )
    scores = score_items(respondents, instrument)
    n_answered = scores.notna().sum(axis=1)
    score = scores.mean(axis=1).mask(n_answered < minimum_answered).round(DECIMALS)
    return pd.DataFrame(
        {"score": score, "n_answered": n_answered, "group": name_groups(score, index)}
    )


def name_groups(score: pd.Series, index: Index) -> pd.Series:
    """Name the highest group whose cut point each score reaches; missing where the score is."""
    names, groups = list(index.groups), list(index.groups.values())
    reached = [score.ge(group.at_least - ROUNDING).to_numpy() for group in groups]
    found = np.select(reached, names, default="")
    return pd.Series(found, index=score.index, dtype="str").mask(score.isna())


def describe_minimum(index: Index, minimum_answered: int) -> str:
    """Say in words who has an index."""
    return f"at least {minimum_answered} of {len(index.items)} items of {index.label.lower()}"


def group_column(index: Index) -> str:
    """Name of the column of groups."""
    return f"{index.name}_group"


def add_index(
    respondents: pd.DataFrame, instrument: Instrument, *, minimum_answered: int
) -> pd.DataFrame:
    """Return the respondents with the index and its groups as columns `<name>`, `<name>_group`.

    Raises
    ------
    BadInstrument
        The respondents hold a column of one of these names already.
    """
    index = read_index(instrument)
    found = build_index(respondents, instrument, minimum_answered=minimum_answered)
    taken = {index.name, group_column(index)} & set(respondents.columns)
    if taken:
        raise BadInstrument(
            f"the index {index.name!r} has the name of a column of the responses.",
            expected="a name of its own",
            do="Rename the index in the instrument's report.",
            column=min(taken),
        )
    return respondents.assign(**{index.name: found["score"], group_column(index): found["group"]})


def make_group_variable(index: Index, *, minimum_answered: int) -> Variable:
    """Describe the groups as if they had been asked, so that shares of them can be estimated.

    A group that holds only scores of nothing and above stands on the positive side, one that
    holds only scores below nothing on the negative side, and one that holds both is neutral.
    """
    name, upper = group_column(index), np.inf
    answers = []
    for code, (group, what) in enumerate(index.groups.items(), start=1):
        side = "positive" if what.at_least >= 0 else "negative" if upper <= 0 else "neutral"
        answers.append(Answer(code=code, name=group, label=what.label, side=side))
        upper = what.at_least
    question = Question(
        id=describe_minimum(index, minimum_answered),
        topic=index.name,
        short=index.label,
        text=index.label,
        wording="reconstructed",
        type="single",
        scale=name,
        items={name: index.label},
    )
    return Variable(name=name, label=index.label, question=question, answers=tuple(answers))
