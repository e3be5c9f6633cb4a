"""Recruitment cells: groups of the national survey that stand out, and how they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from parentdata.answers import Domain
from parentdata.focus_groups.plan_file import Cell
from parentdata.focus_groups.refusals import UnknownCell
from parentdata.survey import estimate_shares

BETWEEN = "~"
RULE = "the whole interval of the difference lies on the stated side of 0"
# By which sign of the difference a group's licence is the stated one.
SIGN = {"strong": 1, "weak": -1}


def choose_cells(estimates: pd.DataFrame, cells: Iterable[Cell]) -> pd.DataFrame:
    """Hold each candidate cell against the national survey's difference for its domain.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Those differences of an estimates table in which `domain` is "cell's domain~reference":
        the share with strong or qualified licence in the domain less that in the reference.
    cells : iterable of Cell
        Candidates, with the side on which the study names them.

    Returns
    -------
    DataFrame, one row per cell in the order given
        cell, cell_label, licence, domain, difference_id, base, value, ci_low, ci_high (points,
        -1..1), n (respondents in domain and reference), is_withheld, is_chosen, data_status.

    Raises
    ------
    UnknownCell
        A cell's domain has no difference in the table, or more than one.
    """
    starts = estimates["domain"].fillna("").str.split(BETWEEN).str[0]
    rows = []
    for cell in cells:
        found = estimates[starts.eq(cell.domain)]
        if len(found) != 1:
            raise UnknownCell(
                f"the cell {cell.id!r} is of the domain {cell.domain!r}, which has {len(found)} "
                "differences in the national survey.",
                expected=f"one of {', '.join(sorted(set(starts) - {''}))}",
                do="Correct the domain in plan.yml.",
            )
        row = found.iloc[0]
        nearest = row["ci_low"] if SIGN[cell.licence] > 0 else -row["ci_high"]
        rows.append(
            {"cell": cell.id, "cell_label": cell.label, "licence": cell.licence,
             "domain": cell.domain, "difference_id": row["id"], "base": row["base"],
             "value": row["value"], "ci_low": row["ci_low"], "ci_high": row["ci_high"],
             "n": row["n"], "is_withheld": bool(row["is_withheld"]),
             "is_chosen": bool(nearest > 0), "data_status": row["data_status"]}
        )  # fmt: skip
    return pd.DataFrame(rows)


def list_not_recruited(estimates: pd.DataFrame, cells: Iterable[Cell]) -> pd.DataFrame:
    """List the groups whose difference does not hold nought and that no cell recruits.

    Parameters
    ----------
    estimates, cells
        As `choose_cells`.

    Returns
    -------
    DataFrame
        The rows of `estimates`, farthest from nought first.
    """
    starts = estimates["domain"].fillna("").str.split(BETWEEN).str[0]
    is_apart = estimates["ci_low"].gt(0) | estimates["ci_high"].lt(0)
    found = estimates[is_apart & ~starts.isin([cell.domain for cell in cells])]
    return found.sort_values("value", key=np.abs, ascending=False, kind="stable")


def match_domains(cells: Sequence[Cell], domains: Iterable[Domain]) -> list[Domain]:
    """Find the domain of each cell, named and labelled as the cell.

    Raises
    ------
    UnknownCell
        A cell's domain is not among those given.
    """
    by_name = {domain.name: domain for domain in domains}
    absent = [cell for cell in cells if cell.domain not in by_name]
    if absent:
        raise UnknownCell(
            f"the cell {absent[0].id!r} is of the unknown domain {absent[0].domain!r}.",
            expected=f"one of {', '.join(sorted(by_name))}",
            do="Correct the domain in plan.yml, or add it to the survey's report.",
        )
    return [
        Domain(name=cell.id, label=cell.short, members=by_name[cell.domain].members)
        for cell in cells
    ]


def cross_cells(cells: Sequence[Domain], weight: pd.Series) -> pd.DataFrame:
    """Show how far cells overlap: of the parents in one, the share who are in another too.

    Parameters
    ----------
    cells : sequence of Domain, members of shape (n,)
    weight : Series of float, shape (n,)
        People each respondent stands for.

    Returns
    -------
    DataFrame, one row per ordered pair of cells
        cell, cell_label, other, other_label, count (respondents in both), n (respondents in the
        cell), value (weighted share in 0..1; missing for a cell of nobody). A pair of a cell with
        itself is left out.
    """
    rows = []
    for one in cells:
        for other in cells:
            if one.name == other.name:
                continue
            both = one.members & other.members
            total = float(weight[one.members].sum())
            rows.append(
                {"cell": one.name, "cell_label": one.label, "other": other.name,
                 "other_label": other.label, "count": int(both.sum()),
                 "n": int(one.members.sum()),
                 "value": float(weight[both].sum()) / total if total else np.nan}
            )  # fmt: skip
    return pd.DataFrame(rows)


def count_memberships(cells: Sequence[Domain], weight: pd.Series) -> pd.DataFrame:
    """Count the parents who are in no cell, in one, in two, and so on.

    Returns
    -------
    DataFrame, one row per number of cells from 0 to the most that anybody is in
        cells, count (respondents), n (all respondents), value (weighted share in 0..1).
    """
    held = np.add.reduce([cell.members.to_numpy(dtype=int) for cell in cells])
    return pd.DataFrame(
        [
            {"cells": number, "count": int((held == number).sum()), "n": len(held),
             "value": float(weight[held == number].sum() / weight.sum())}
            for number in range(int(held.max()) + 1)
        ]
    )  # fmt: skip


def estimate_size(
    cells: Sequence[Domain], sample: pd.DataFrame, design, *, level: float
) -> pd.DataFrame:
    """Estimate the share of all parents that each cell stands for.

    Returns
    -------
    DataFrame, one row per cell
        cell, cell_label, count (respondents in it), n (respondents), n_weighted (the weight behind
        the cell), value (share in 0..1), ci_low, ci_high (logit, linearised).
    """
    rows = []
    for cell in cells:
        marked = sample.assign(is_in_cell=pd.Categorical(cell.members, categories=[True, False]))
        inside = estimate_shares(marked, design, "is_in_cell", level=level).at(0)
        rows.append(
            {"cell": cell.name, "cell_label": cell.label, "count": int(cell.members.sum()),
             "n": int(inside.n), "n_weighted": inside.n_weighted * inside.value,
             "value": inside.value, "ci_low": inside.ci_low, "ci_high": inside.ci_high}
        )  # fmt: skip
    return pd.DataFrame(rows)
