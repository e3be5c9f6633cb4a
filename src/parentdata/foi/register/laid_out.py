"""Shares of the register laid out by place: a row for each place, a column for each answer."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.register.places import PLACES


def tabulate_by_place(estimates: pd.DataFrame, topic: str) -> pd.DataFrame:
    """Lay out the shares of a topic by nation, region and kind of authority.

    Parameters
    ----------
    estimates : DataFrame
        Rows of `estimate_outcomes` or `estimate_times`.
    topic : str
        "outcome" or "time".

    Returns
    -------
    DataFrame, one row per place
        `divided_by` (such as "Nation"), `item_label`, `n` (requests), a share of them for each
        answer that some request has, named by its label, and `data_status`. A place with few
        requests tells little: its shares move by much with one of them.
    """
    frames, ids = [], {}
    for by, label in PLACES.items():
        shares = estimates[
            estimates["topic"].eq(f"{topic}_by_{by}") & estimates["statistic"].eq("share")
        ]
        places = shares.drop_duplicates("item_label").set_index("item_label")
        wide = shares.pivot(index="item_label", columns="answer_label", values="value")
        answers = shares["answer_label"].drop_duplicates()
        told = wide.loc[places.index, answers].reset_index()
        told.insert(0, "divided_by", label)
        told.insert(2, "n", places["n"].to_numpy())
        frames.append(told)
        for row in shares.to_dict("records"):
            own = ids.setdefault(row["answer_label"], {})
            own[label, row["item_label"]] = row["id"]
    table = pd.concat(frames, ignore_index=True).rename_axis(columns=None)
    never = [name for name in table.columns[3:] if table[name].fillna(0).eq(0).all()]
    status = estimates["data_status"].iloc[0]
    shown = table.drop(columns=never).assign(data_status=status)
    # Which estimate each cell shows; `display.show_table` marks the cells with it.
    shown.attrs["estimates"] = {"key": ("divided_by", "item_label"), "ids": ids}
    return shown


def name_columns(table: pd.DataFrame) -> dict[str, str]:
    """Head the columns of `tabulate_by_place` for `display.show_table`."""
    answers = [name for name in table.columns[3:] if name != "data_status"]
    return {"item_label": "Place", "divided_by": "Divided by", "n": "Requests",
            **{name: name for name in answers}}  # fmt: skip


def format_columns(table: pd.DataFrame) -> dict[str, str]:
    """Say how the columns of `tabulate_by_place` are written."""
    answers = [name for name in table.columns[3:] if name != "data_status"]
    return {"n": "count", **dict.fromkeys(answers, "share")}
