"""The recruitment plan as rows of an estimates table, and as readers see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.focus_groups.attendance import chance_above, chance_any, chance_below
from parentdata.focus_groups.plan_file import Plan
from parentdata.focus_groups.rows import count_row, make_rows, number_row
from parentdata.focus_groups.simulation import describe_totals, share_below, simulate_attendance

ALONE, TOGETHER = "alone", "together"


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """What a critic may dispute about who will come (params.yaml says what each means)."""

    minimum: int
    expected: float
    correlation: float
    risk: float


def tabulate_invitations(
    numbers: Sequence[int], plan: Plan, choices: Attendance, *, groups: int, status: str
) -> pd.DataFrame:
    """Show for each number of invitations how likely a group is too small or too large.

    Returns
    -------
    DataFrame, one row per number of invitations
        invited, below_alone (each decides alone), below_together (with the correlation),
        above_together (more come than the largest size), any_together (one group or more of all
        falls short), data_status: chances in 0..1.
    """
    rows = []
    for invited in numbers:
        alone, together = {"expected": choices.expected}, {"expected": choices.expected}
        together["correlation"] = choices.correlation
        below = chance_below(invited, choices.minimum, **together)
        rows.append(
            {"invited": invited, "below_alone": chance_below(invited, choices.minimum, **alone),
             "below_together": below,
             "above_together": chance_above(invited, plan.group_size.most, **together),
             "any_together": chance_any([below] * groups), "data_status": status}
        )  # fmt: skip
    return pd.DataFrame(rows)


def list_chances(
    planned: pd.DataFrame, plan: Plan, choices: Attendance, *, invited: int, level: float,
    status: str,
) -> pd.DataFrame:  # fmt: skip
    """List the plan's chances: for one group, by cell, and for all, exact and simulated.

    Returns
    -------
    DataFrame, columns of an estimates table
        `groups.plan.below.alone.chance` and `….together.chance` for one group;
        `groups.plan.any_below.together.chance|cell=…` that a group of the cell falls short, and
        without a domain that any group does; `groups.plan.any_below.simulated.chance` with the
        interval of its Monte Carlo error; `groups.plan.participants.number` with the limits that
        hold `level` of the simulated plans.
    """
    groups = planned[planned["kind"].eq("group")]
    sizes = groups.groupby("cell", sort=False).size()
    about = {"topic": "plan", "method": "exact", "base": f"{invited} invited to each group"}
    chance = {
        ALONE: chance_below(invited, choices.minimum, expected=choices.expected),
        TOGETHER: chance_below(
            invited, choices.minimum, expected=choices.expected, correlation=choices.correlation
        ),
    }
    words = {ALONE: "Each decides alone", TOGETHER: "Some hang together"}
    rows = [
        number_row(f"groups.plan.below.{name}.chance", chance[name], unit="share", item="below",
                   item_label="One group falls short", answer=name, answer_label=words[name],
                   **about)
        for name in chance
    ]  # fmt: skip
    for name in chance:
        rows.append(
            number_row(f"groups.plan.any_below.{name}.chance",
                       chance_any([chance[name]] * len(groups)), unit="share", item="any_below",
                       item_label="Any group falls short", answer=name, answer_label=words[name],
                       n=len(groups), **about)
        )  # fmt: skip
    rows += [
        number_row(f"groups.plan.any_below.{TOGETHER}.chance|cell={cell}",
                   chance_any([chance[TOGETHER]] * int(n)), unit="share", item=cell,
                   item_label=plan.by_id[cell].short, answer=TOGETHER,
                   answer_label=words[TOGETHER], domain=f"cell={cell}", n=int(n), **about)
        for cell, n in sizes.items()
    ]  # fmt: skip
    rows.append(
        number_row("groups.plan.correlation.number", choices.correlation, item="correlation",
                   item_label="Correlation of attendance", answer="assumed",
                   answer_label="Assumed", **about)
    )  # fmt: skip
    rows += _simulate(len(groups), choices, invited=invited, level=level)
    return make_rows(rows, status=status)


def _simulate(groups: int, choices: Attendance, *, invited: int, level: float) -> list[dict]:
    drawn = simulate_attendance(
        groups, invited, expected=choices.expected, correlation=choices.correlation
    )
    share, error = share_below(drawn, choices.minimum)
    middle, low, high = describe_totals(drawn, level=level)
    method = f"simulation, {len(drawn):,} runs"
    about = {"topic": "plan", "n": groups, "base": f"{invited} invited to each group"}
    return [
        number_row("groups.plan.any_below.simulated.chance", share, unit="share",
                   item="any_below", item_label="Any group falls short", answer="simulated",
                   answer_label="Simulated", ci_low=max(share - 2 * error, 0),
                   ci_high=min(share + 2 * error, 1), method=method, **about),
        number_row("groups.plan.participants.number", middle, item="participants",
                   item_label="Participants of all groups", answer="simulated",
                   answer_label="Simulated", ci_low=low, ci_high=high, level=level, method=method,
                   **about),
    ]  # fmt: skip


def list_plan(
    planned: pd.DataFrame, plan: Plan, budget: pd.DataFrame, *, invited: int, status: str
) -> pd.DataFrame:
    """List the numbers of the plan: discussions, invitations, sizes, minutes and pounds."""
    kinds = planned["kind"].value_counts()
    counts = {
        "groups": ("Groups planned", int(kinds.get("group", 0))),
        "interviews": ("Interviews planned", int(kinds.get("interview", 0))),
        "invited": ("Invited to each group", invited),
        "least": ("Fewest participants considered", plan.group_size.least),
        "most": ("Most participants considered", plan.group_size.most),
        "minutes": ("Minutes of a discussion", plan.minutes),
    }
    about = {"topic": "plan", "base": "the plan"}
    rows = [
        count_row(f"groups.plan.{name}.count", count, item=name, item_label=label,
                  answer="count", answer_label="Number", **about)
        for name, (label, count) in counts.items()
    ]  # fmt: skip
    rows += [
        number_row(f"groups.money.{name}.number", money.gbp, item=name, item_label=label,
                   answer=money.basis, answer_label="Pounds", **about)
        for name, label, money in (
            ("voucher", "Voucher for each participant", plan.voucher),
            ("top_up", "Data top-up for who needs one", plan.top_up),
        )
    ]  # fmt: skip
    for row in budget.to_dict("records"):
        for which in ("expected", "most"):
            rows.append(
                number_row(f"groups.budget.{row['line']}.{which}", np.round(row[f"{which}_gbp"]),
                           item=row["line"], item_label=row["label"], answer=which,
                           answer_label="Pounds", **about)
            )  # fmt: skip
    return make_rows(rows, status=status)
