"""Scenarios: in how many discussions acceptability turned at each step."""

from __future__ import annotations

import pandas as pd

from parentdata.coding.codebook import Code, Codebook

STEP_LABELS = {
    "at_counting": "At counting without names",
    "at_asking": "At joining after asking",
    "at_not_asking": "At joining without asking",
    "at_predicting": "At predicting by computer",
    "at_company": "At a company doing it",
    "nowhere": "Nowhere",
}


def list_scenarios(codebook: Codebook) -> list[Code]:
    """The codes that say where acceptability turns: all ordinal codes in use."""
    return [code for code in codebook.leaves if code.kind == "ordinal"]


def count_turns(
    decided: pd.DataFrame, contributions: pd.DataFrame, codebook: Codebook, *, by: str | None = None
) -> pd.DataFrame:
    """Count the discussions in which acceptability turned at each step for one parent or more.

    Parameters
    ----------
    decided, contributions
        As `themes.find_presence`.
    codebook : Codebook
        Its ordinal codes are the scenarios, their values the steps in order.
    by : str, optional
        Count within each value of this column of `contributions`, such as "route".

    Returns
    -------
    DataFrame, one row per scenario, step (and value of `by`)
        scenario, scenario_label, step, step_label, the column `by`, count (discussions in which
        somebody turned there), n (discussions in which the scenario was judged). Parents of one
        discussion may turn at several steps, so that counts add up to more than n.
    """
    joined = decided.merge(contributions, on="unit_id")
    parts = [None] if by is None else list(contributions[by].drop_duplicates())
    rows = []
    for code in list_scenarios(codebook):
        own = joined[joined["code"].eq(code.id) & joined["value"].notna()]
        for part in parts:
            inside = own if part is None else own[own[by].eq(part)]
            for step in code.values:
                at_step = inside[inside["value"].eq(step)]
                rows.append(
                    {"scenario": code.id, "scenario_label": code.label, "step": step,
                     "step_label": STEP_LABELS.get(step, step.replace("_", " ")),
                     **({} if by is None else {by: part}),
                     "count": at_step["discussion_id"].nunique(),
                     "n": inside["discussion_id"].nunique()}
                )  # fmt: skip
    return pd.DataFrame(rows)
