"""The discussions that were held: discussions.csv, checked against the plan."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.focus_groups.cells import read_date, read_name, read_pattern, refuse_cell
from parentdata.focus_groups.plan_file import KINDS, Plan
from parentdata.focus_groups.refusals import RepeatedRow
from parentdata.intake.rows import Row, read_rows

DISCUSSIONS_FILE = "discussions.csv"
DISCUSSION_COLUMNS = (
    "discussion_id",
    "kind",
    "cell",
    "route",
    "slot",
    "mode",
    "held_date",
    "facilitator",
    "second_member",
)
MODES = ("online", "phone")


def read_discussions(folder: Path, plan: Plan) -> pd.DataFrame:
    """Read the discussions that were held.

    Returns
    -------
    DataFrame, one row per discussion in the order of the ids, the columns `DISCUSSION_COLUMNS`
        `held_date` is an ISO date; an interview has blank `route` and `second_member`.

    Raises
    ------
    BadCell
        An id, date or name that is none of the plan's, or that does not fit the kind.
    RepeatedRow
        A discussion stands twice.
    BadTable
        As `parentdata.intake.rows.read_rows`.
    """
    seen: dict[str, int] = {}
    records = []
    for row in read_rows(folder / DISCUSSIONS_FILE, columns=DISCUSSION_COLUMNS):
        record = _read_row(row, plan)
        if record["discussion_id"] in seen:
            raise row.refuse(
                RepeatedRow,
                f"{record['discussion_id']} stands in row {seen[record['discussion_id']]} too.",
                column="discussion_id",
                expected="one row a discussion",
                do="Remove the row that does not belong",
            )
        seen[record["discussion_id"]] = row.number
        records.append(record)
    return pd.DataFrame(records).sort_values("discussion_id", ignore_index=True)


def _read_row(row: Row, plan: Plan) -> dict[str, str]:
    kind = read_name(row, "kind", KINDS)
    is_group = kind == "group"
    letter = "G" if is_group else "I"
    read_pattern(row, "discussion_id", rf"{letter}\d\d", f"an id such as {letter}01")
    read_name(row, "cell", plan.by_id)
    read_name(row, "slot", plan.slots)
    read_name(row, "mode", MODES)
    read_name(row, "facilitator", plan.team)
    if read_date(row, "held_date") is None:
        raise refuse_cell(row, "held_date", "the date on which it was held")
    for column, names in (("route", plan.routes), ("second_member", plan.team)):
        read_name(row, column, names if is_group else ("",))
    if row.cells["second_member"] == row.cells["facilitator"]:
        raise refuse_cell(row, "second_member", "another member of the team than the facilitator")
    return {column: row.cells[column] for column in DISCUSSION_COLUMNS}
