"""The recruitment log: who was approached and how far they came, without a name or an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.focus_groups.cells import (
    read_date,
    read_flag,
    read_name,
    read_pattern,
    refuse_cell,
)
from parentdata.focus_groups.log_checks import check_discussion, check_eligibility, check_steps
from parentdata.focus_groups.personal import refuse_personal_details
from parentdata.focus_groups.plan_file import CONDITIONS, KINDS, STEPS, Plan
from parentdata.focus_groups.refusals import RepeatedRow
from parentdata.intake.rows import Row, read_rows

LOG_FILE = "recruitment.csv"
# There is no column for a name, an address, a number or a face: the reader refuses any other.
LOG_COLUMNS = (
    "person_id",
    "channel",
    "cell",
    "route",
    "kind",
    "approached_date",
    "replied_date",
    *CONDITIONS,
    "is_in_cell",
    "consented_date",
    "scheduled_date",
    "discussion_id",
    "has_attended",
    "lost_reason",
    "needs_top_up",
    "pseudonym",
    "withdrew_date",
    "note",
)
DATES = ("approached_date", "replied_date", "consented_date", "scheduled_date", "withdrew_date")
FLAGS = (*CONDITIONS, "is_in_cell", "has_attended", "needs_top_up")
STEP_COLUMNS = tuple(f"has_{step}" for step in STEPS)


def read_log(folder: Path, plan: Plan, discussions: pd.DataFrame) -> pd.DataFrame:
    """Read recruitment.csv and hold each row against the plan, the discussions and itself.

    Parameters
    ----------
    folder : Path
        Holds the log.
    plan : Plan
    discussions : DataFrame
        As `discussions.read_discussions` gives it.

    Returns
    -------
    DataFrame, one row per person approached, in the order of their ids
        Those of `LOG_COLUMNS` but `note`, `has_<step>` (bool) for each of `STEPS`, and
        `has_withdrawn` (bool). Dates are ISO text, blank where there is none.

    Raises
    ------
    BadCell
        A cell that is none of the plan's names, no date, or neither true nor false.
    StepsOutOfOrder
        A step without the one before it or at an earlier date; a reason of another step.
    Ineligible
        Somebody consented without meeting the plan's conditions.
    WrongDiscussion
        A participant's discussion does not exist, or is of another cell, route or kind.
    RepeatedRow
        A person or a pseudonym stands twice.
    PersonalDetails
        A note holds what looks like a name, an address or a number.
    BadTable
        As `parentdata.intake.rows.read_rows`.
    """
    held = discussions.set_index("discussion_id").to_dict("index")
    records, persons, pseudonyms = [], {}, {}
    for row in read_rows(folder / LOG_FILE, columns=LOG_COLUMNS):
        record = _read_row(row, plan, held)
        _refuse_repeated(row, "person_id", persons)
        if record["pseudonym"]:
            _refuse_repeated(row, "pseudonym", pseudonyms)
        records.append(record)
    return pd.DataFrame(records).sort_values("person_id", ignore_index=True)


def _read_row(row: Row, plan: Plan, discussions: dict[str, dict]) -> dict:
    read_pattern(row, "person_id", r"A\d{3}", "an id such as A007")
    kind = read_name(row, "kind", KINDS)
    read_name(row, "channel", plan.channels)
    read_name(row, "cell", plan.by_id)
    read_name(row, "route", plan.routes if kind == "group" else ("",))
    read_name(row, "lost_reason", plan.step_of, may_be_blank=True)
    dates = {name: read_date(row, name) for name in DATES}
    flags = {name: read_flag(row, name) for name in FLAGS}
    if dates["approached_date"] is None:
        raise refuse_cell(row, "approached_date", "the date on which the person was approached")
    steps = _take_steps(kind, plan.eligibility[kind], dates, flags)
    check_eligibility(row, plan.eligibility[kind], flags, has_consented=steps["consented"])
    check_steps(row, steps, dates, flags, plan)
    check_discussion(row, discussions, steps)
    _check_pseudonym(row, has_attended=steps["attended"])
    refuse_personal_details(row.cells["note"], row=row, column="note")
    kept = {name: row.cells[name] for name in LOG_COLUMNS if name not in (*FLAGS, "note")}
    return {
        **{name: kept.get(name, flags.get(name)) for name in LOG_COLUMNS if name != "note"},
        **{f"has_{step}": taken for step, taken in steps.items()},
        "has_withdrawn": dates["withdrew_date"] is not None,
    }


def _take_steps(
    kind: str, conditions: Sequence[str], dates: dict[str, date | None], flags: dict
) -> dict[str, bool]:
    """Say which steps somebody took, from the dates and answers of their row."""
    is_eligible = all(flags[name] for name in (*conditions, "is_in_cell"))
    return {
        "approached": True,
        "replied": dates["replied_date"] is not None,
        "eligible": dates["replied_date"] is not None and is_eligible,
        "consented": dates["consented_date"] is not None,
        "scheduled": dates["scheduled_date"] is not None,
        "attended": flags["has_attended"] is True,
    }


def _check_pseudonym(row: Row, *, has_attended: bool) -> None:
    if has_attended:
        read_pattern(row, "pseudonym", r"P\d\d", "a pseudonym such as P07 for who took part")
    elif row.cells["pseudonym"]:
        raise refuse_cell(row, "pseudonym", "blank for somebody who did not take part")


def _refuse_repeated(row: Row, column: str, seen: dict[str, int]) -> None:
    written = row.cells[column]
    if written in seen:
        raise row.refuse(
            RepeatedRow,
            f"{written} stands in row {seen[written]} too.",
            column=column,
            expected=f"one row for each {column}",
            do="Correct the one that is wrong",
        )
    seen[written] = row.number
