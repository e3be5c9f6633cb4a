"""What must hold of one row of the recruitment log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from parentdata.focus_groups.plan_file import STEPS, Plan
from parentdata.focus_groups.refusals import Ineligible, StepsOutOfOrder, WrongDiscussion
from parentdata.intake.rows import Row


def check_steps(
    row: Row,
    steps: dict[str, bool],
    dates: dict[str, date | None],
    flags: dict[str, bool | None],
    plan: Plan,
) -> None:
    """Hold steps, dates and the reason of a row against one another; `StepsOutOfOrder`."""
    for before, step in pairwise(STEPS):
        if steps[step] and not steps[before]:
            raise _refuse(row, step, f"{step} without having {before}.", f"{before} before {step}")
    known = [name for name, day in dates.items() if day is not None]
    for before, after in pairwise(known):
        if dates[after] < dates[before]:
            raise row.refuse(
                StepsOutOfOrder,
                f"{after} is {dates[after]}, before {before}, {dates[before]}.",
                column=after,
                expected="dates in the order of the steps",
                do="Correct the date that is wrong",
            )
    if dates["withdrew_date"] is not None and not steps["consented"]:
        raise _refuse(row, "withdrew", "withdrew without having consented.", "a consent first")
    if steps["scheduled"] and flags["has_attended"] is None:
        raise _refuse(row, "attended", "has a time, but not whether they came.", "true or false")
    _check_reason(row, steps, plan)


def _check_reason(row: Row, steps: dict[str, bool], plan: Plan) -> None:
    """Whoever did not come to the end has a reason, of the step that they did not take."""
    missed = next((step for step in STEPS if not steps[step]), None)
    reason = row.cells["lost_reason"]
    if missed is None and reason:
        raise _refuse(row, "lost", f"took part, yet was lost ({reason}).", "a blank reason")
    # A person who withdrew owes nobody a reason.
    if missed and not row.cells["withdrew_date"] and plan.step_of.get(reason) != missed:
        raise row.refuse(
            StepsOutOfOrder,
            f"the reason is {reason or 'blank'!r}, and the step not taken is {missed!r}.",
            column="lost_reason",
            expected=f"one of {', '.join(plan.reasons[missed])}",
            do="Give the reason why that step was not taken",
        )


def _refuse(row: Row, step: str, came: str, expected: str) -> StepsOutOfOrder:
    columns = {"attended": "has_attended", "lost": "lost_reason", "eligible": "is_in_cell"}
    return row.refuse(
        StepsOutOfOrder,
        f"{row.cells['person_id']} {came}",
        column=columns.get(step, f"{step}_date"),
        expected=expected,
        do="Correct the row from the team's notes",
    )


def check_eligibility(
    row: Row, conditions: Sequence[str], flags: dict[str, bool | None], *, has_consented: bool
) -> None:
    """Refuse a consent of somebody who does not meet the conditions; `Ineligible`."""
    unmet = [name for name in (*conditions, "is_in_cell") if not flags[name]]
    if has_consented and unmet:
        raise row.refuse(
            Ineligible,
            f"{row.cells['person_id']} consented, but {unmet[0]} is "
            f"{row.cells[unmet[0]] or 'blank'!r}.",
            column=unmet[0],
            expected=f"{' and '.join((*conditions, 'is_in_cell'))} before a consent "
            f"to a {row.cells['kind']}",
            do="Ask again, or take the consent back and give the reason",
        )


def check_discussion(row: Row, discussions: dict[str, dict], steps: dict[str, bool]) -> None:
    """Hold a person's discussion against the list of discussions; `WrongDiscussion`."""
    name = row.cells["discussion_id"]
    if bool(name) != steps["scheduled"]:
        raise _refuse(row, "scheduled", "has a time or a discussion, not both.", "both or none")
    if not name:
        return
    held = discussions.get(name)
    differs = [c for c in ("kind", "cell", "route") if held and held[c] != row.cells[c]]
    if held is None or differs:
        column = differs[0] if differs else "discussion_id"
        raise row.refuse(
            WrongDiscussion,
            f"{row.cells['person_id']} is of {row.cells[column]!r}, and {name} is of "
            f"{held[column]!r}." if held else f"no discussion is named {name!r}.",
            column=column,
            expected="a discussion of the person's own kind, cell and route",
            do="Correct the row, or list the discussion in discussions.csv",
        )  # fmt: skip
