"""A second opinion of published estimates, and what happens where it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from parentdata.instrument import Instrument
from parentdata.second_opinion.refusals import Disagreement, NoSecondOpinion, unknown_design
from parentdata.second_opinion.replicates import estimate_with_replicates
from parentdata.second_opinion.rows import Reader, find_reviewed
from parentdata.second_opinion.textbook import Textbook

FIGURES = ("value", "se")


def second_opinions(
    respondents: pd.DataFrame,
    estimates: pd.DataFrame,
    instrument: Instrument,
    design,
    *,
    named: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """Work out published weighted estimates a second time, on a path of its own.

    Only what the rows say is read: topic, item, answer, statistic, domain and base. Answers,
    domains and the index come anew from respondents and instrument.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Everyone sampled: answer names as cleaned, and the design's columns.
    estimates : DataFrame, one row per estimate
        An estimates table; rows that `find_reviewed` does not find are passed over.
    instrument : Instrument
    design : survey.Design or survey.ReplicateDesign
        Read for the names of columns and the choices that it states.
    named : dict of name to answer names, optional
        Further sets of answers, as the estimates were made with.

    Returns
    -------
    DataFrame, one row per reviewed estimate
        `id`, `value`, `se`. No `se` where the design leaves no degree of freedom.

    Raises
    ------
    NoSecondOpinion
        A row names what the instrument does not know, or the design is of a kind that this path
        does not go: several stages with populations, calibration, replicates made here.
    """
    rows = estimates[find_reviewed(estimates)]
    questions = Reader(respondents, instrument, named or {}).read(rows)
    if not questions:
        return pd.DataFrame({"id": pd.Series(dtype="str"), **dict.fromkeys(FIGURES, 0.0)})
    if hasattr(design, "multiplier"):
        raise unknown_design("replicates made from a design")
    if hasattr(design, "replicates"):
        return estimate_with_replicates(respondents, design, questions)
    return Textbook(respondents, design).estimate(questions)


def hold_second_opinion(
    estimates: pd.DataFrame, opinions: pd.DataFrame, *, tolerance: float = 1e-8
) -> pd.DataFrame:
    """Stop where a published estimate and its second opinion differ.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
    opinions : DataFrame
        As `second_opinions` gives them.
    tolerance : float
        Largest difference of values and of standard errors, in the unit of the estimate; of
        figures above 1 or below -1, as a part of them.

    Returns
    -------
    DataFrame, one row per reviewed estimate
        `id`, `statistic`, and `value` and `se`: how far the two are apart.

    Raises
    ------
    Disagreement
        Names the estimate that differs most, and both figures.
    NoSecondOpinion
        A reviewed estimate has no opinion.
    """
    rows = estimates.loc[find_reviewed(estimates), ["id", "statistic", *FIGURES]]
    both = rows.merge(opinions, on="id", how="left", suffixes=("", "_again"), validate="1:1")
    without = both[both["value_again"].isna()]
    if len(without):
        raise NoSecondOpinion(
            f"{len(without)} estimates have no second opinion, the first of them "
            f"{without['id'].iloc[0]}.",
            expected="an opinion of every weighted estimate that is shown",
            do="Give `second_opinions` the same rows.",
        )
    apart = pd.DataFrame({name: _compare(both, name, tolerance) for name in FIGURES})
    worst = apart.max(axis=1)
    if worst.max() > tolerance:
        raise _disagreement(both.loc[worst.idxmax()], apart.loc[worst.idxmax()], worst > tolerance)
    return both[["id", "statistic"]].join(apart)


def _compare(both: pd.DataFrame, name: str, tolerance: float) -> pd.Series:
    """How far two figures are apart; infinitely, where only one of them is there."""
    ours, theirs = both[name].astype(float), both[f"{name}_again"].astype(float)
    if name == "se":
        # Sides of a difference that wholly agree: the spread is unknown, and not printed.
        theirs = theirs.mask(ours.isna() & theirs.le(tolerance))
    size = ours.abs().clip(lower=1.0)
    apart = (ours - theirs).abs() / size
    return apart.mask(ours.isna() & theirs.isna(), 0.0).fillna(float("inf"))


def _disagreement(row: pd.Series, apart: pd.Series, is_wrong: pd.Series) -> Disagreement:
    name = apart.idxmax()
    return Disagreement(
        f"estimate {row['id']}: {name} {row[name]:.12g}, and by the second opinion "
        f"{row[f'{name}_again']:.12g}; {is_wrong.sum()} of {is_wrong.size} estimates differ.",
        expected="the same figure on both paths",
        do="Find which path is wrong before anything is published.",
    )
