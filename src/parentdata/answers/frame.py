"""The form of an estimates table, and what every estimate in it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.survey.intervals import wilson_interval

ESTIMATE_COLUMNS = (
    "id",
    "study",
    "topic",
    "item",
    "item_label",
    "answer",
    "answer_label",
    "side",
    "statistic",
    "unit",
    "domain",
    "value",
    "ci_low",
    "ci_high",
    "count",
    "n",
    "base",
    "method",
    "level",
    "is_withheld",
    "why_withheld",
    "se",
    "degf",
    "n_weighted",
    "deff",
    "n_effective",
    "data_status",
)  # fmt: skip
# Why an estimate is withheld.
SMALL_BASE, SMALL_CELL, FEW_DEGF = "small_base", "small_cell", "few_degf"
COMPLEMENTARY = "complementary"
REASONS = {
    SMALL_BASE: "too few people answered",
    SMALL_CELL: "too few people gave this answer",
    COMPLEMENTARY: "it would give away another figure that is withheld",
    FEW_DEGF: "too few places were sampled to know how far chance could move it",
}
# What nothing is known of, when the design leaves no degree of freedom.
SPREAD = ["se", "ci_low", "ci_high", "deff", "n_effective"]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a critic may dispute about a share (params.yaml says what each means)."""

    level: float
    dont_know: str
    minimum_base: int
    minimum_cell: int = 0
    rounding_base: int = 1
    minimum_degf: int = 1


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A part of the respondents, named as it stands in the ids of its estimates."""

    name: str
    label: str
    members: pd.Series


def everyone(respondents: pd.DataFrame) -> Domain:
    """Take all respondents as the domain."""
    return Domain(name="", label="All", members=pd.Series(data=True, index=respondents.index))


def split_domains(
    respondents: pd.DataFrame, instrument: Instrument, names: Iterable[str]
) -> list[Domain]:
    """Make one domain of each answer to each characteristic, in the order asked."""
    return [
        Domain(
            name=f"{name}={answer.name}",
            label=f"{instrument.variables[name].label}: {answer.label}",
            members=respondents[name].eq(answer.name),
        )
        for name in names
        for answer in instrument.variables[name].answers
    ]


def add_wilson(
    estimates: pd.DataFrame, respondents: pd.DataFrame, choices: Choices
) -> pd.DataFrame:
    """Turn counts and bases into shares with Wilson intervals; withhold those on a small base.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Needs `count` and `n` (people); other columns are carried along.
    respondents : DataFrame
        The table that was counted, for its `data_status`.
    choices : Choices
        Confidence level and minimum base.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`. Where `is_withheld`, value, interval and count are empty.
        Those of a weighted estimate are empty throughout.
    """
    why = _find_reasons(estimates, choices)
    withheld = why.ne("")
    # A base of nobody has no interval; it is withheld, so any base will do for its row.
    count = estimates["count"].where(~withheld, 0).astype(float)
    n = estimates["n"].where(~withheld & estimates["n"].gt(0), 1).astype(float)
    low, high = wilson_interval(count.to_numpy(), n.to_numpy(), level=choices.level)
    return estimates.assign(
        value=(count / n).mask(withheld),
        ci_low=np.where(withheld, np.nan, low),
        ci_high=np.where(withheld, np.nan, high),
        count=estimates["count"].mask(withheld),
        n=_round_bases(estimates["n"], why, choices),
        method="Wilson",
        level=choices.level,
        is_withheld=withheld,
        why_withheld=why,
        base=say_why(estimates["base"], why),
        data_status=read_status(respondents),
    ).reindex(columns=ESTIMATE_COLUMNS)


def withhold_weighted(
    estimates: pd.DataFrame, respondents: pd.DataFrame, choices: Choices
) -> pd.DataFrame:
    """Withhold weighted estimates on a small base, and the spread of those without freedom.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Needs `value`, `count`, `n` (people), `degf` and the columns `SPREAD`.
    respondents : DataFrame
        The table that was estimated from, for its `data_status`.
    choices : Choices
        Confidence level and minimum base.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`. Where `is_withheld`, value, count and spread are empty;
        below one degree of freedom the value stands, without standard error and interval.
    """
    why = _find_reasons(estimates, choices)
    withheld = why.ne("")
    is_mute = withheld | ~estimates["degf"].ge(1)
    return estimates.assign(
        value=estimates["value"].mask(withheld),
        count=estimates["count"].mask(withheld),
        **{name: estimates[name].mask(is_mute) for name in SPREAD},
        n=_round_bases(estimates["n"].astype("int64"), why, choices),
        # The weighted base of one person is that person's weight.
        n_weighted=estimates["n_weighted"].mask(withheld),
        level=choices.level,
        is_withheld=withheld,
        why_withheld=why,
        base=say_why(estimates["base"], why),
        data_status=read_status(respondents),
    ).reindex(columns=ESTIMATE_COLUMNS)


def say_why(bases: pd.Series, why: pd.Series) -> pd.Series:
    """Add to the base of each withheld estimate why it is: records and tables show the base."""
    reasons = why.map(REASONS).fillna("")
    return bases.where(reasons.eq(""), bases + "; withheld: " + reasons)


def _find_reasons(estimates: pd.DataFrame, choices: Choices) -> pd.Series:
    """Why each estimate is withheld, the first reason that holds; "" where it is shown.

    A small cell is one of a part of the sample: what hardly anybody answered, of everyone, picks
    out nobody (decisions/0036).
    """
    n, count = estimates["n"], estimates["count"].astype("Float64")
    is_part = estimates["domain"].fillna("").ne("")
    degf = estimates["degf"] if "degf" in estimates else pd.Series(np.nan, index=estimates.index)
    reasons = {
        SMALL_BASE: n.lt(choices.minimum_base) | n.eq(0),
        SMALL_CELL: is_part & count.lt(choices.minimum_cell).fillna(value=False),
        # Below one degree the figure stands without its spread, unless more are asked for.
        FEW_DEGF: is_part & degf.lt(choices.minimum_degf) & (choices.minimum_degf > 1),
    }
    found = np.select([each.to_numpy(bool) for each in reasons.values()], list(reasons), "")
    return pd.Series(found, index=estimates.index, dtype="str")


def _round_bases(n: pd.Series, why: pd.Series, choices: Choices) -> pd.Series:
    """Round the bases that are too small, so that they cannot be subtracted to a person."""
    rounded = (n / choices.rounding_base).round().astype("int64") * choices.rounding_base
    return n.where(why.ne(SMALL_BASE), rounded)


def read_status(table: pd.DataFrame) -> str:
    """Return the one data status of a table: `stand-in` if any of it is stand-in, else `real`."""
    statuses = set(table["data_status"])
    return "stand-in" if "stand-in" in statuses else "real"
