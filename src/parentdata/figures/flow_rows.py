"""The rows of a flow diagram: steps with those who came to them, and the reasons of the others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_places, check_rows, check_values

STEPS, LOST, APART = "flow", "lost", "withdrew"
NEEDS = (
    "id", "topic", "item", "item_label", "answer", "answer_label", "unit", "value", "is_withheld",
    "data_status",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its row, and the reasons of those who came to the step before and not to it."""

    row: dict
    lost: tuple[dict, ...]

    @property
    def shown(self) -> tuple[dict, ...]:
        """Reasons that somebody had, or that are withheld."""
        return tuple(row for row in self.lost if row["is_withheld"] or row["value"] > 0)


def read_flow(estimates: pd.DataFrame) -> tuple[tuple[Step, ...], tuple[dict, ...]]:
    """Read the steps in their order, and what is counted apart.

    Raises
    ------
    NotDrawable
        See `draw_flow`.
    """
    rows = check_values(check_rows(estimates, needs=NEEDS), units=("count",))
    check_places(rows, place=("topic", "item", "answer"))
    taken = rows[rows["topic"].eq(STEPS)].to_dict("records")
    lost = rows[rows["topic"].eq(LOST)]
    _check_steps(taken, lost)
    steps = tuple(
        Step(row=row, lost=tuple(lost[lost["item"].eq(row["item"])].to_dict("records")))
        for row in taken
    )
    for before, step in pairwise(steps):
        _check_sum(before, step)
    return steps, tuple(rows[rows["topic"].eq(APART)].to_dict("records"))


def _check_steps(taken: list[dict], lost: pd.DataFrame) -> None:
    names = [row["item"] for row in taken]
    unknown = lost.loc[~lost["item"].isin(names[1:]), "id"].tolist()
    if len(names) < 2 or unknown:
        raise NotDrawable(
            f"{unknown[0]!r} belongs to no step." if unknown else f"there are {len(names)} steps.",
            column="item",
            expected=f"two rows or more of the topic {STEPS!r}, and reasons whose item is the step"
            " that was not taken",
            do="Pass what list_flow gives.",
        )


def _check_sum(before: Step, step: Step) -> None:
    rows = (before.row, step.row, *step.lost)
    if any(row["is_withheld"] for row in rows):
        return
    lost = sum(row["value"] for row in step.lost)
    if before.row["value"] - step.row["value"] != lost:
        raise NotDrawable(
            f"{before.row['value']:g} came to {before.row['item']!r} and {step.row['value']:g} to"
            f" {step.row['item']!r}, but the reasons of the others add up to {lost:g}.",
            column="value",
            expected="everybody at the next step or with a reason",
            do="Count those without a reason under one of their own, such as no_reason_given.",
        )
