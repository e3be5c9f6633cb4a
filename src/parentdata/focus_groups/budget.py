"""What the participants cost: a voucher each, and a data top-up for those who need it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from parentdata.focus_groups.plan_file import Plan


def budget_participants(
    discussions: pd.DataFrame, plan: Plan, *, invited: int, expected: float
) -> pd.DataFrame:
    """Work out vouchers and top-ups, for those expected and if everyone invited comes.

    Parameters
    ----------
    discussions : DataFrame, one row per planned discussion
        `kind` is "group" or "interview"; an interview is of one person.
    plan : Plan
        Pounds and expected shares.
    invited : int
        People given a time for each group.
    expected : float in 0..1
        Share of them who are expected to come.

    Returns
    -------
    DataFrame, one row per line of the budget
        line, label, people_expected, expected_gbp, people_most, most_gbp; the last line is the
        total. Money is set aside for everyone invited: nobody who comes is sent away unpaid.
    """
    return pd.DataFrame(_list_lines(discussions, plan, invited=invited, expected=expected))


def _list_lines(
    discussions: pd.DataFrame, plan: Plan, *, invited: int, expected: float
) -> Iterator[dict]:
    groups = int(discussions["kind"].eq("group").sum())
    interviews = int(discussions["kind"].eq("interview").sum())
    people = {
        "group": ("Focus groups", groups * invited * expected, groups * invited),
        "interview": ("Interviews", float(interviews), interviews),
    }
    total = dict.fromkeys(("people_expected", "expected_gbp", "people_most", "most_gbp"), 0.0)
    for money, what in ((plan.voucher, "vouchers"), (plan.top_up, "data top-ups")):
        for kind, (label, likely, most) in people.items():
            needing = likely * money.expected_share
            line = {"people_expected": needing, "expected_gbp": needing * money.gbp,
                    "people_most": most, "most_gbp": float(most * money.gbp)}  # fmt: skip
            yield {"line": f"{kind}_{what.split()[-1].replace('-', '_')}",
                   "label": f"{label}: {what}", **line}  # fmt: skip
            total["expected_gbp"] += line["expected_gbp"]
            total["most_gbp"] += line["most_gbp"]
    total["people_expected"] = sum(likely for _, likely, _ in people.values())
    total["people_most"] = sum(most for _, _, most in people.values())
    yield {"line": "total", "label": "Total", **total}
