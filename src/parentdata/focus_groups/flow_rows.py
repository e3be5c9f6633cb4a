"""Recruitment and polls as rows of an estimates table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parentdata.focus_groups.plan_file import Plan
from parentdata.focus_groups.rows import WILSON, count_row, make_rows, share_row


def list_flow(flow: pd.DataFrame, withdrawn: int, *, status: str) -> pd.DataFrame:
    """List how many came to each step, why others did not, and how many withdrew.

    Parameters
    ----------
    flow : DataFrame
        As `flow.count_flow` gives it.
    withdrawn : int
        People who withdrew; they are counted in nothing else.

    Returns
    -------
    DataFrame, columns of an estimates table
        `groups.flow.<step>.count`, `groups.lost.<reason>.count`, `groups.withdrew.all.count`.
    """
    rows = [
        count_row(
            f"groups.lost.{row['reason']}.count" if row["reason"]
            else f"groups.flow.{row['step']}.count",
            row["count"], topic="lost" if row["reason"] else "flow", item=row["step"],
            item_label=row["step_label"], answer=row["reason"] or row["step"],
            answer_label=row["reason_label"] or row["step_label"], n=row["n"],
            base="those who came to the step before",
        )
        for row in flow.to_dict("records")
    ]  # fmt: skip
    rows.append(
        count_row("groups.withdrew.all.count", withdrawn, topic="withdrew", item="withdrew",
                  item_label="Withdrew", answer="all", answer_label="Withdrew",
                  base="everyone approached; not counted elsewhere")
    )  # fmt: skip
    return make_rows(rows, status=status)


def list_response(
    by_channel: pd.DataFrame, by_cell: pd.DataFrame, *, level: float, status: str
) -> pd.DataFrame:
    """List the share of those approached who replied, by channel and by cell.

    Returns
    -------
    DataFrame, columns of an estimates table, and `topic_label` ("By channel", "By cell")
    """
    rows = [
        share_row(f"groups.replied.{row[by]}.share", row, level=level, topic=f"replied_{by}",
                  item=row[by], item_label=row["label"], answer="replied",
                  answer_label="Replied", base=f"approached, {by} {row['label']}")
        for by, table in (("channel", by_channel), ("cell", by_cell))
        for row in table.to_dict("records")
    ]  # fmt: skip
    labels = ["By channel"] * len(by_channel) + ["By cell"] * len(by_cell)
    return make_rows(rows, status=status).assign(topic_label=labels)


def list_dropouts(
    shares: pd.DataFrame, difference: dict[str, float], *, level: float, status: str
) -> pd.DataFrame:
    """List the share who did not come by route, and the difference of the two routes."""
    rows = [
        share_row(f"groups.dropout.{row['route']}.share", row, level=level, topic="dropout",
                  item=row["route"], item_label=row["label"], answer="dropped",
                  answer_label="Did not come", base="given a time for a group")
        for row in shares.to_dict("records")
    ]  # fmt: skip
    rows.append(
        {"id": "groups.dropout.routes.difference", "topic": "dropout_difference", "item": "routes",
         "item_label": f"{shares.iloc[0]['label']} less {shares.iloc[1]['label'].lower()}",
         "answer": "dropped", "answer_label": "Did not come", "statistic": "difference",
         "unit": "points", "n": int(shares["n"].sum()), "base": "given a time for a group",
         "method": WILSON.replace("Wilson", "Newcombe"), "level": level, **difference}
    )  # fmt: skip
    return make_rows(rows, status=status)


def list_against_plan(missing: pd.DataFrame, *, status: str) -> pd.DataFrame:
    """List groups and interviews planned, held and missing, over all cells."""
    labels = {
        "groups_held": "Groups held", "groups_short": "Groups held with too few",
        "groups_missing": "Groups still to hold", "interviews_held": "Interviews held",
        "interviews_missing": "Interviews still to hold", "participants": "Participants",
    }  # fmt: skip
    rows = [
        count_row(f"groups.held.{name}.count", int(missing[name].sum()), topic="held", item=name,
                  item_label=label, answer="count", answer_label="Number", base="the plan")
        for name, label in labels.items()
    ]  # fmt: skip
    return make_rows(rows, status=status)


def list_polls(pooled: pd.DataFrame, plan: Plan, *, status: str) -> pd.DataFrame:
    """List the pooled votes; a pool that would pick people out is withheld.

    Returns
    -------
    DataFrame, columns of an estimates table
        Ids such as `groups.polls.heard.yes_heard.count|pool=weak`.
    """
    rows = [
        {**count_row(
            f"groups.polls.{row['poll']}.{row['answer']}.count|pool={row['pool']}",
            None if row["is_withheld"] else row["votes"], topic=row["poll"], item=row["poll"],
            item_label=row["pool_label"], answer=row["answer"], answer_label=row["answer_label"],
            domain=f"pool={row['pool']}", n=row["n"],
            base=f"votes of {row['groups']} groups; {plan.polls[row['poll']].text}"),
         "is_withheld": row["is_withheld"]}
        for row in pooled.to_dict("records")
    ]  # fmt: skip
    return make_rows(rows, status=status)


def take_polls(polls: pd.DataFrame, plan: Plan) -> Sequence[tuple[str, str, pd.DataFrame]]:
    """Part the rows of `list_polls` by poll: its id, its question, its rows."""
    return [(name, poll.text, polls[polls["topic"].eq(name)]) for name, poll in plan.polls.items()]


def describe_polls(rows: pd.DataFrame) -> str:
    """Say in words what the bars of one poll show; numbers are placeholders."""
    told = []
    for pool, own in rows.groupby("item_label", sort=False):
        votes = ", ".join(
            f"{row['answer_label'].lower()} {{{{ {row['id']} }}}}" for row in own.to_dict("records")
        )
        told.append(f"{pool}: {votes}.")
    return " ".join(told)
