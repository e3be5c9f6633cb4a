"""A second opinion of published estimates, and what happens where it differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from parentdata.instrument import Instrument
from parentdata.second_opinion.design import Linearised, Replicated, read_design
from parentdata.second_opinion.estimate import answer_questions
from parentdata.second_opinion.families import Families
from parentdata.second_opinion.groups import find_cases
from parentdata.second_opinion.plain import count_share, describe_weights
from parentdata.second_opinion.refusals import Disagreement, NoSecondOpinion, unreadable
from parentdata.second_opinion.regression import Regressions
from parentdata.second_opinion.reliability import estimate_reliability
from parentdata.second_opinion.rows import ASKED, Reader, find_reviewed

FIGURES = ("value", "se", "ci_low", "ci_high", "degf", "n", "n_weighted", "deff")
# Every kind of row, by what works it out.
REGRESSED = ("coefficient", "odds_ratio", "effect", "term", "assumption")
REVIEWED = (*ASKED, *REGRESSED, "test", "reliability", "weight", "count")
# A standard error below this is rounding, and so is a design effect made of it.
NOTHING = 1e-9


def second_opinions(
    respondents: pd.DataFrame,
    estimates: pd.DataFrame,
    instrument: Instrument,
    design,
    *,
    named: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """Work out published estimates a second time, on a path of its own.

    Only what the rows say is read: topic, item, answer, statistic, domain, base and method.
    Answers, domains, the index and the cases of regressions and tests come anew from respondents
    and instrument.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Everyone sampled: answer names as cleaned, and the design's columns.
    estimates : DataFrame, one row per estimate
        An estimates table; withheld rows are passed over.
    instrument : Instrument
    design : survey.Design or survey.ReplicateDesign
        Read for the names of columns and the choices that it states.
    named : dict of name to answer names, optional
        Further sets of answers, as the estimates were made with.

    Returns
    -------
    DataFrame, one row per estimate that is shown
        `id` and `FIGURES`, empty where an estimate has none. No spread where the design leaves
        no degree of freedom.

    Raises
    ------
    NoSecondOpinion
        A row names what the instrument does not know or is of no kind in `REVIEWED`; or the
        design is of a kind that this path does not go: several stages with populations,
        calibration, replicates made here.
    """
    shown = estimates[find_reviewed(estimates)]
    _refuse_unknown(shown)
    reader = Reader(respondents, instrument, named or {})
    path = read_design(respondents, design)
    is_asked = shown["statistic"].isin(ASKED)
    is_plain = is_asked & shown["n_weighted"].isna()
    parts = [
        answer_questions(path, reader.read(shown[is_asked & ~is_plain])),
        pd.DataFrame({"id": q.id} | count_share(q) for q in reader.read(shown[is_plain])),
        pd.DataFrame(_work_out(reader, path, shown[~is_asked].to_dict("records"))),
    ]
    return pd.concat(parts, ignore_index=True).reindex(columns=["id", *FIGURES])


def _refuse_unknown(shown: pd.DataFrame) -> None:
    unknown = shown[~shown["statistic"].isin(REVIEWED)]
    if len(unknown):
        raise unreadable(unknown["id"].iloc[0], ValueError(f"{unknown['statistic'].iloc[0]!r}"))


def _work_out(reader: Reader, path: Linearised | Replicated, rows: list[dict]) -> list[dict]:
    """Figures of rows that are no questions; each regression and family is made once."""
    made: dict[object, object] = {}

    def once(key: object, make: Callable[[], object]):
        if key not in made:
            made[key] = make()
        return made[key]

    tests = [row for row in rows if row["statistic"] == "test"]
    parts = (reader.respondents, reader.instrument)

    def find(row: dict) -> dict:
        kind, answer = row["statistic"], row["answer"]
        if kind in REGRESSED:
            cases = once(row["base"], lambda: Regressions(path, find_cases(*parts, row["base"])))
            return cases.find(row)
        if kind == "test":
            return once(kind, lambda: Families(reader, path, tests)).find(row)
        if kind == "reliability":
            found = once(kind, lambda: estimate_reliability(*parts, path.weight))
            return {"value": found[answer], "n": found["n"]}
        if kind == "weight":
            return {"value": describe_weights(path.weight)[answer], "n": path.weight.size}
        return {"value": float(path.weight.size), "n": path.weight.size}

    found = []
    for row in rows:
        try:
            found.append({"id": row["id"]} | find(row))
        except (KeyError, ValueError) as fault:
            raise unreadable(row["id"], fault) from fault
    return found


def hold_second_opinion(
    estimates: pd.DataFrame, opinions: pd.DataFrame, *, tolerance: float = 1e-8
) -> pd.DataFrame:
    """Stop where a published estimate and its second opinion differ.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
    opinions : DataFrame
        As `second_opinions` gives them; figures that it has no column for are not compared.
    tolerance : float
        Largest difference of each figure, in the unit of the estimate; of figures above 1 or
        below -1, as a part of them.

    Returns
    -------
    DataFrame, one row per estimate that is shown
        `id`, `statistic`, and for each figure how far the two are apart.

    Raises
    ------
    Disagreement
        Names the estimate that differs most, and both figures.
    NoSecondOpinion
        An estimate that is shown has no opinion.
    """
    figures = [name for name in FIGURES if name in opinions]
    rows = estimates.loc[find_reviewed(estimates), ["id", "statistic", *figures]]
    both = rows.merge(opinions, on="id", how="left", suffixes=("", "_again"), validate="1:1")
    without = both[both["value_again"].isna()]
    if len(without):
        raise NoSecondOpinion(
            f"{len(without)} estimates have no second opinion, the first of them "
            f"{without['id'].iloc[0]}.",
            expected="an opinion of every estimate that is shown",
            do="Give `second_opinions` the same rows.",
        )
    apart = pd.DataFrame({name: _compare(both, name) for name in figures})
    worst = apart.max(axis=1)
    if worst.max() > tolerance:
        place = worst.idxmax()
        name = next(name for name in figures if apart.loc[place, name] > tolerance)
        raise _disagreement(both.loc[place], name, worst > tolerance)
    return both[["id", "statistic"]].join(apart)


def _compare(both: pd.DataFrame, name: str) -> pd.Series:
    """How far two figures are apart; infinitely, where only one of them is there."""
    ours, theirs = (both[column].astype(float) for column in (name, f"{name}_again"))
    size = ours.abs().clip(lower=1.0)
    apart = ((ours - theirs).abs() / size).mask(ours.isna() & theirs.isna(), 0.0)
    apart = apart.fillna(np.inf)
    if name == "deff" and "se" in both:
        return apart.mask(both["se"].le(NOTHING), 0.0)
    return apart


def _disagreement(row: pd.Series, name: str, is_wrong: pd.Series) -> Disagreement:
    return Disagreement(
        f"estimate {row['id']}: {name} {row[name]:.12g}, and by the second opinion "
        f"{row[f'{name}_again']:.12g}; {is_wrong.sum()} of {is_wrong.size} estimates differ.",
        expected="the same figure on both paths",
        do="Find which path is wrong before anything is published.",
    )
