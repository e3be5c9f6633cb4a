"""Themes, scenarios and saturation as rows of an estimates table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parentdata.focus_groups.rows import count_row, make_rows

STATES = {"found": "Raised", "not_found": "Not raised", "undecided": "Not known"}


def list_presence(
    counted: pd.DataFrame, labels: Mapping[str, str], *, by: str, kind: str, status: str
) -> pd.DataFrame:
    """List in how many discussions each theme was raised, by cell or route.

    Parameters
    ----------
    counted : DataFrame
        As `themes.count_presence` gives it.
    labels : dict of value to words
        Of the column `by`.
    by : str
    kind : {"group", "interview"}
        What was counted; it stands in the ids.

    Returns
    -------
    DataFrame, columns of an estimates table, `group_label`, `state`, `state_label`, `words`
        Ids such as `groups.themes.stigma.group.count|cell=lone_parents`. `group_label` is that of
        the codes above the theme; the state is "found", "not_found", or "undecided" where nobody
        is known to have raised it and somebody is undecided; the words are such as "2 of 3".
    """
    rows = [
        count_row(f"groups.themes.{row['code']}.{kind}.count|{by}={row[by]}", row["count"],
                  topic=f"themes_{kind}_{by}", item=row["code"], item_label=row["code_label"],
                  answer=row[by], answer_label=labels[row[by]], domain=f"{by}={row[by]}",
                  n=row["n"], base=f"{kind}s held, {labels[row[by]]}")
        for row in counted.to_dict("records")
    ]  # fmt: skip
    states = [
        "found" if row["count"] else "undecided" if row["undecided"] else "not_found"
        for row in counted.to_dict("records")
    ]
    return make_rows(rows, status=status).assign(
        group_label=counted["group_label"].to_numpy(),
        state=states,
        state_label=[STATES[state] for state in states],
        words=[f"{row['count']} of {row['n']}" for row in counted.to_dict("records")],
    )


def total_presence(presence: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """List in how many groups and in how many interviews each theme was raised at all."""
    rows = []
    for (code, kind), own in presence.groupby(["code", "kind"], sort=False):
        rows.append(
            count_row(f"groups.themes.{code}.{kind}.count", int(own["is_present"].sum()),
                      topic=f"themes_{kind}", item=code, item_label=own.iloc[0]["code_label"],
                      answer=kind, answer_label=kind.capitalize(), n=len(own),
                      base=f"{kind}s held")
        )  # fmt: skip
    return make_rows(rows, status=status)


def list_new_codes(new: pd.DataFrame, labels: Mapping[str, str], *, status: str) -> pd.DataFrame:
    """List the themes raised for the first time in each discussion, in the order held."""
    rows = [
        count_row(f"groups.new_themes.{row['discussion_id']}.count", row["new"],
                  topic="new_themes", item=row["discussion_id"],
                  item_label=f"{row['discussion_id']} {labels[row['cell']]}", answer="new",
                  answer_label="New themes", n=row["themes"],
                  base=f"themes of the codebook; {row['seen']} raised so far")
        for row in new.to_dict("records")
    ]  # fmt: skip
    last = new.loc[new["new"].gt(0), "order"].max()
    for name, label, count in (
        ("seen", "Themes raised in all", int(new["seen"].max())),
        ("last", "Number, in order, of the last discussion with a new theme", int(last)),
        ("held", "Discussions held", len(new)),
    ):
        rows.append(
            count_row(f"groups.new_themes.{name}.count", count, topic="saturation", item=name,
                      item_label=label, answer="count", answer_label="Number",
                      base="the discussions in the order held")
        )  # fmt: skip
    return make_rows(rows, status=status)


def list_turns(
    turns: pd.DataFrame,
    *,
    status: str,
    by: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """List in how many discussions acceptability turned at each step, of all or by a column.

    Returns
    -------
    DataFrame, columns of an estimates table, and `series_label`: the scenario, or the part
        Ids such as `groups.turns.turns_support.at_company.count` and `…|route=known`.
    """
    rows, series = [], []
    for row in turns.to_dict("records"):
        part = "" if by is None else f"|{by}={row[by]}"
        told = row["scenario_label"] if by is None else labels[row[by]]
        series.append(told)
        rows.append(
            count_row(f"groups.turns.{row['scenario']}.{row['step']}.count{part}", row["count"],
                      topic="turns" if by is None else f"turns_{by}", item=row["step"],
                      item_label=row["step_label"], answer=row["scenario"],
                      answer_label=row["scenario_label"], domain=part.lstrip("|"), n=row["n"],
                      base="discussions that judged the scenario" + (f"; {told}" if by else ""))
        )  # fmt: skip
    return make_rows(rows, status=status).assign(series_label=series)
