"""Recruitment cells as rows of an estimates table, and as readers see them."""

from __future__ import annotations

import pandas as pd

from parentdata.focus_groups.rows import count_row, make_rows

SIDES = {"strong": "Stronger licence", "weak": "Weak or no licence"}
NATIONAL = "parents of the national survey"
LINEARISED = "logit, linearised"


def list_differences(chosen: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """List each cell's difference in licence, as the national survey estimates it.

    Returns
    -------
    DataFrame, columns of an estimates table, and `side_label` (stronger, or weak or no licence)
        Ids such as `groups.cells.lone_parents.difference`.
    """
    rows = [
        {"id": f"groups.cells.{row['cell']}.difference", "topic": "cells", "item": row["cell"],
         "item_label": row["cell_label"], "answer": "chosen" if row["is_chosen"] else "not_chosen",
         "answer_label": "Recruited" if row["is_chosen"] else "Not recruited",
         "statistic": "difference", "unit": "points", "value": row["value"],
         "ci_low": row["ci_low"], "ci_high": row["ci_high"], "n": row["n"], "base": row["base"],
         "method": "as in the national survey", "is_withheld": row["is_withheld"]}
        for row in chosen.to_dict("records")
    ]  # fmt: skip
    sides = [SIDES[licence] for licence in chosen["licence"]]
    return make_rows(rows, status=status).assign(side_label=sides)


def list_sizes(sizes: pd.DataFrame, *, level: float, minimum_base: int, status: str):
    """List the share of all parents that each cell stands for.

    Returns
    -------
    DataFrame, columns of an estimates table
        Ids such as `groups.cells.lone_parents.size`; the base is everyone asked. Where fewer
        respondents than the minimum are in a cell, its size is withheld.
    """
    rows = []
    for row in sizes.to_dict("records"):
        is_thin = row["count"] < minimum_base
        figures = {name: row[name] for name in ("value", "ci_low", "ci_high", "count")}
        rows.append(
            {"id": f"groups.cells.{row['cell']}.size", "topic": "cells", "item": row["cell"],
             "item_label": row["cell_label"], "answer": "size", "answer_label": "Share of parents",
             "statistic": "share", "unit": "share", "n": row["n"], "base": f"{NATIONAL}; weighted",
             "n_weighted": row["n_weighted"], "method": LINEARISED, "level": level,
             "is_withheld": is_thin, **({} if is_thin else figures)}
        )  # fmt: skip
    return make_rows(rows, status=status)


def list_overlaps(
    crossed: pd.DataFrame, memberships: pd.DataFrame, *, minimum_base: int, status: str
) -> pd.DataFrame:
    """List how far cells overlap, and in how many cells parents are.

    Returns
    -------
    DataFrame, columns of an estimates table
        `groups.cells.<cell>.overlap|cell=<other>`: of the parents in a cell, the share who are in
        the other too (topic "overlap"); `groups.memberships.<number>.share`: the share of parents
        who are in that many cells (topic "memberships").
    """
    rows = [
        {"id": f"groups.cells.{row['cell']}.overlap|cell={row['other']}", "topic": "overlap",
         "item": row["cell"], "item_label": row["cell_label"], "answer": row["other"],
         "answer_label": row["other_label"], "statistic": "share", "unit": "share",
         "domain": f"cell={row['other']}", "n": row["n"],
         "base": f"{NATIONAL} in {row['cell_label']}; weighted", "method": "weighted share",
         "value": None if row["n"] < minimum_base else row["value"],
         "is_withheld": row["n"] < minimum_base}
        for row in crossed.to_dict("records")
    ]  # fmt: skip
    named = {0: "In no cell", 1: "In one cell"}
    rows += [
        {"id": f"groups.memberships.{row['cells']}.share", "topic": "memberships",
         "item": str(row["cells"]),
         "item_label": named.get(row["cells"], f"In {row['cells']} cells"),
         "answer": "share", "answer_label": "Share of parents", "statistic": "share",
         "unit": "share", "value": row["value"], "n": row["n"],
         "base": f"{NATIONAL}; weighted", "method": "weighted share"}
        for row in memberships.to_dict("records")
    ]  # fmt: skip
    return make_rows(rows, status=status)


def count_cells(chosen: pd.DataFrame, apart: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """Count candidate cells, those chosen, and other groups that stand out."""
    counts = {"candidates": len(chosen), "chosen": int(chosen["is_chosen"].sum()),
              "not_recruited": len(apart)}  # fmt: skip
    labels = {"candidates": "Groups that the study names", "chosen": "Recruited",
              "not_recruited": "Other groups that stand out"}  # fmt: skip
    return make_rows(
        [
            count_row(f"groups.cells.{name}.count", count, topic="cells", item=name,
                      item_label=labels[name], answer="count", answer_label="Number",
                      base="groups of the national survey")
            for name, count in counts.items()
        ],
        status=status,
    )  # fmt: skip


def label_apart(apart: pd.DataFrame) -> pd.DataFrame:
    """Name the groups that stand out and are not recruited, by the words of their base.

    Returns
    -------
    DataFrame
        The rows with `label`, such as "Home: Rented less Home: Owned".
    """
    return apart.assign(label=apart["base"].str.split("; ").str[-2])
