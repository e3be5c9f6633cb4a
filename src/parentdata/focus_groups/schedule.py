"""The discussions to hold: cells, routes, slots and team members, dealt out evenly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import pandas as pd

from parentdata.focus_groups.plan_file import Cell, Plan

COLUMNS = ("discussion_id", "kind", "cell", "route", "slot", "facilitator", "second_member")
NO_ROUTE = ""


def schedule_discussions(plan: Plan, cells: Sequence[str]) -> pd.DataFrame:
    """Lay out the discussions of the chosen cells.

    Whatever could be taken for a difference between routes is spread over both: each group takes
    the route its cell has had least, then the time (evening or weekend), the facilitator and the
    second member that this route, and then this cell, has had least. An interview has neither
    route nor second member.

    Parameters
    ----------
    plan : Plan
    cells : ids of the cells to recruit

    Returns
    -------
    DataFrame, one row per discussion, the columns `COLUMNS`
        Ids are G01… for groups and I01… for interviews.
    """
    chosen = [cell for cell in plan.cells if cell.id in set(cells)]
    rows = [*_lay_groups(plan, chosen), *_lay_interviews(plan, chosen)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _lay_groups(plan: Plan, cells: Sequence[Cell]) -> list[dict]:
    rows: list[dict] = []
    # One group of every cell, then a second of every cell: a late cell is not left the last dates.
    for turn in range(max((cell.groups for cell in cells), default=0)):
        for cell in (cell for cell in cells if turn < cell.groups):
            row = {"discussion_id": f"G{len(rows) + 1:02d}", "kind": "group", "cell": cell.id}
            row["route"] = _take_least(rows, "route", plan.routes, cell=cell.id)
            about = {"route": row["route"], "cell": cell.id}
            times = dict.fromkeys(slot.time for slot in plan.slots.values())
            time = _take_least(rows, "time", times, **about)
            at_time = [name for name, slot in plan.slots.items() if slot.time == time]
            row["time"], row["slot"] = time, _take_least(rows, "slot", at_time, **about)
            row["facilitator"] = _take_least(rows, "facilitator", plan.team, **about)
            others = [one for one in plan.team if one != row["facilitator"]]
            row["second_member"] = _take_least(rows, "second_member", others, **about)
            rows.append(row)
    return rows


def _take_least(rows: Sequence[dict], column: str, values, **about: str) -> str:
    """Take the value that the rows alike in `about` have had least, then all rows; else the first.

    The likenesses count in the order in which they are given.
    """

    def count(value: str, alike: dict[str, str]) -> int:
        wanted = {column: value, **alike}
        return sum(all(row[name] == held for name, held in wanted.items()) for row in rows)

    orders = [{name: held} for name, held in about.items()] + [{}]
    return min(values, key=lambda value: [count(value, alike) for alike in orders])


def _lay_interviews(plan: Plan, cells: Sequence[Cell]) -> list[dict]:
    slots, team = cycle(plan.slots), cycle(plan.team)
    places = [cell.id for cell in cells for _ in range(cell.interviews)]
    return [
        {"discussion_id": f"I{number:02d}", "kind": "interview", "cell": cell, "route": NO_ROUTE,
         "slot": next(slots), "facilitator": next(team), "second_member": ""}
        for number, cell in enumerate(places, start=1)
    ]  # fmt: skip


def count_balance(discussions: pd.DataFrame, *, by: str, across: str) -> pd.DataFrame:
    """Count groups of each value of one column in each value of another.

    Returns
    -------
    DataFrame, one row per pair that there could be, in the order in which values first occur
        The two columns and `count`; a pair that does not occur counts nought.
    """
    groups = discussions[discussions["kind"].eq("group")]
    found = groups.groupby([by, across]).size()
    pairs = [(one, other) for one in groups[by].unique() for other in groups[across].unique()]
    return pd.DataFrame(
        [{by: one, across: other, "count": int(found.get((one, other), 0))} for one, other in pairs]
    )
