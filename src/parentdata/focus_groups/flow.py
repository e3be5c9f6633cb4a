"""From the first message to the discussion: how many came how far, why not, and who is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.focus_groups.plan_file import STEPS, Plan
from parentdata.survey.intervals import wilson_interval


def count_flow(log: pd.DataFrame, plan: Plan, *, kind: str | None = None) -> pd.DataFrame:
    """Count those who came to each step, and the reasons of those who did not come to the next.

    Parameters
    ----------
    log : DataFrame, one row per person
        As `log.read_log` gives it, without those who withdrew.
    plan : Plan
    kind : {"group", "interview"}, optional
        Those approached for one kind of discussion only.

    Returns
    -------
    DataFrame, one row per step and one per reason, in order
        step, step_label, reason (blank for the step itself), reason_label, count, n (those who
        came to the step before; everyone approached, for the first).
    """
    people = log if kind is None else log[log["kind"].eq(kind)]
    rows, before = [], len(people)
    for step, label in STEPS.items():
        lost = people[people["lost_reason"].map(plan.step_of).eq(step)]["lost_reason"]
        for reason, words in plan.reasons.get(step, {}).items():
            rows.append(
                {"step": step, "step_label": label, "reason": reason, "reason_label": words,
                 "count": int(lost.eq(reason).sum()), "n": before}
            )  # fmt: skip
        reached = int(people[f"has_{step}"].sum())
        rows.append(
            {"step": step, "step_label": label, "reason": "", "reason_label": "",
             "count": reached, "n": before}
        )  # fmt: skip
        before = reached
    return pd.DataFrame(rows)


def share_replies(log: pd.DataFrame, labels: dict[str, str], *, by: str, level: float):
    """Estimate the share of those approached who replied, by channel or cell.

    Parameters
    ----------
    log : DataFrame, one row per person
    labels : dict of value to words
        Values of the column `by` in the order wanted; one that nobody has is left out.
    by : str
        Such as "channel".
    level : float in (0, 1)
        Coverage of Wilson's interval.

    Returns
    -------
    DataFrame, one row per value
        The column `by`, label, count, n, value, ci_low, ci_high (shares in 0..1).
    """
    return _share(log, labels, by=by, among="has_approached", outcome="has_replied", level=level)


def share_dropouts(log: pd.DataFrame, plan: Plan, *, level: float) -> pd.DataFrame:
    """Estimate the share of those given a time for a group who did not come, by route.

    Returns
    -------
    DataFrame, one row per route, as `share_replies`
        The intervals take people of one group for independent; those who know each other come or
        stay away together, so theirs are too narrow.
    """
    groups = log[log["kind"].eq("group")].assign(has_dropped=lambda table: ~table["has_attended"])
    labels = {name: route.label for name, route in plan.routes.items()}
    return _share(
        groups, labels, by="route", among="has_scheduled", outcome="has_dropped", level=level
    )


def compare_dropouts(shares: pd.DataFrame, *, level: float) -> dict[str, float]:
    """Difference of two shares with Newcombe's interval: the first route less the second.

    Returns
    -------
    dict with value, ci_low, ci_high, in -1..1

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    first, second = shares.iloc[0], shares.iloc[1]
    value = first["value"] - second["value"]
    (low_1, low_2), (high_1, high_2) = wilson_interval(
        shares["count"].to_numpy()[:2], shares["n"].to_numpy()[:2], level=level
    )
    below = np.hypot(first["value"] - low_1, high_2 - second["value"])
    above = np.hypot(high_1 - first["value"], second["value"] - low_2)
    return {"value": float(value), "ci_low": float(value - below), "ci_high": float(value + above)}


def _share(
    log: pd.DataFrame, labels: dict[str, str], *, by: str, among: str, outcome: str, level: float
) -> pd.DataFrame:
    base = log[log[among]]
    rows = []
    for name, label in labels.items():
        own = base[base[by].eq(name)]
        if own.empty:
            continue
        count, n = int(own[outcome].sum()), len(own)
        low, high = wilson_interval(count, n, level=level)
        rows.append(
            {by: name, "label": label, "count": count, "n": n, "value": count / n,
             "ci_low": low, "ci_high": high}
        )  # fmt: skip
    return pd.DataFrame(rows)


def list_missing(
    log: pd.DataFrame, discussions: pd.DataFrame, planned: pd.DataFrame, plan: Plan, *, minimum: int
) -> pd.DataFrame:
    """Hold what was held against the plan, by cell.

    Parameters
    ----------
    log : DataFrame, one row per person
    discussions : DataFrame
        Those held.
    planned : DataFrame
        As `schedule.schedule_discussions` gives it.
    plan : Plan
    minimum : int
        Fewest participants with which a group counts as held.

    Returns
    -------
    DataFrame, one row per cell
        cell, cell_label, groups_planned, groups_held (at least `minimum` took part), groups_short
        (held with fewer), groups_missing, interviews_planned, interviews_held,
        interviews_missing, participants.
    """
    came = log[log["has_attended"]].groupby("discussion_id").size()
    held = discussions.assign(n=discussions["discussion_id"].map(came).fillna(0).astype(int))
    rows = []
    for cell in plan.cells:
        own, wanted = held[held["cell"].eq(cell.id)], planned[planned["cell"].eq(cell.id)]
        groups, interviews = own[own["kind"].eq("group")], own[own["kind"].eq("interview")]
        n_groups, n_interviews = (int(wanted["kind"].eq(k).sum()) for k in ("group", "interview"))
        full, talked = int(groups["n"].ge(minimum).sum()), int(interviews["n"].gt(0).sum())
        rows.append(
            {"cell": cell.id, "cell_label": cell.short, "groups_planned": n_groups,
             "groups_held": full, "groups_short": len(groups) - full,
             "groups_missing": max(n_groups - full, 0), "interviews_planned": n_interviews,
             "interviews_held": talked, "interviews_missing": max(n_interviews - talked, 0),
             "participants": int(own["n"].sum())}
        )  # fmt: skip
    return pd.DataFrame(rows)
