"""The plan of the groups, from plan.yml: cells, routes, slots, money, reasons and polls."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from parentdata.focus_groups.refusals import BadPlan
from parentdata.strict_yaml import describe_faults, parse_yaml

# Steps from first message to discussion, in order, with the words of the flow diagram.
STEPS = {
    "approached": "Approached",
    "replied": "Replied",
    "eligible": "Eligible",
    "consented": "Consented",
    "scheduled": "Given a time",
    "attended": "Took part",
}
KINDS = {"group": "Focus group", "interview": "Interview"}
CONDITIONS = ("has_child_16_or_under", "has_service_contact")

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0, strict=True)]
Basis = Literal["published", "assumed"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Cell(_Strict):
    """Parents to recruit: their domain in the national survey, and how many discussions."""

    id: Name
    label: Text
    short: Text
    licence: Literal["strong", "weak"]
    domain: Text
    basis: Basis
    groups: Count
    interviews: Count


class GroupSize(_Strict):
    """Fewest and most participants of one group."""

    least: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(ge=1)]


class Route(_Strict):
    """Whether the participants of a group know each other."""

    label: Text
    basis: Basis


class Slot(_Strict):
    """A time in the week."""

    label: Text
    time: Literal["evening", "weekend"]


class Money(_Strict):
    """Pounds for each participant, and what share of them is expected to need it."""

    gbp: Annotated[int, Field(ge=0, strict=True)]
    basis: Basis
    expected_share: Annotated[float, Field(ge=0, le=1)] = 1.0


class Poll(_Strict):
    """An anonymous poll: its question and its answers, in order."""

    text: Text
    answers: Annotated[dict[Name, Text], Field(min_length=2)]


class Plan(_Strict):
    """What was planned, before anybody was approached."""

    title: Text
    cells: Annotated[tuple[Cell, ...], Field(min_length=1)]
    group_size: GroupSize
    minutes: Annotated[int, Field(ge=1)]
    routes: Annotated[dict[Name, Route], Field(min_length=2, max_length=2)]
    channels: Annotated[dict[Name, Text], Field(min_length=1)]
    slots: Annotated[dict[Name, Slot], Field(min_length=1)]
    team: Annotated[tuple[Annotated[str, Field(pattern=r"^F[1-9]$")], ...], Field(min_length=2)]
    voucher: Money
    top_up: Money
    eligibility: dict[
        Literal["group", "interview"],
        Annotated[tuple[Literal[CONDITIONS], ...], Field(min_length=1)],
    ]
    reasons: dict[Name, Annotated[dict[Name, Text], Field(min_length=1)]]
    polls: Annotated[dict[Name, Poll], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> Plan:
        ids = [cell.id for cell in self.cells]
        given = [name for step in self.reasons.values() for name in step]
        times = {slot.time for slot in self.slots.values()}
        later = list(STEPS)[1:]
        for is_fault, said in (
            (len(set(ids)) < len(ids), "two cells have the same id"),
            (len(set(self.team)) < len(self.team), "a member of the team stands twice"),
            (self.group_size.least > self.group_size.most, "least is more than most"),
            (set(self.reasons) != set(later), f"reasons are for {', '.join(later)}"),
            (len(set(given)) < len(given), "a reason stands under two steps"),
            (set(self.eligibility) != set(KINDS), f"eligibility is for {' and '.join(KINDS)}"),
            (times != {"evening", "weekend"}, "slots are neither all evenings nor all weekends"),
        ):  # fmt: skip
            if is_fault:
                raise ValueError(said)
        return self

    @cached_property
    def by_id(self) -> dict[str, Cell]:
        """Cells by id, in the order of the plan."""
        return {cell.id: cell for cell in self.cells}

    @cached_property
    def step_of(self) -> dict[str, str]:
        """The step that somebody with a reason did not come to, by reason."""
        return {name: step for step, names in self.reasons.items() for name in names}

    @cached_property
    def reason_labels(self) -> dict[str, str]:
        """Words of each reason."""
        return {name: label for names in self.reasons.values() for name, label in names.items()}


def parse_plan(text: str, *, source: Path | str) -> Plan:
    """Read a plan from the text of its file.

    Raises
    ------
    BadPlan
        Not YAML, a repeated or unknown key, a field that is missing, or parts that do not fit.
    """
    try:
        return Plan.model_validate(parse_yaml(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadPlan(
            describe_faults(error),
            file=source,
            expected="cells, routes, channels, slots, money, eligibility, reasons and polls, as in "
            "data/raw/focus-groups/README.md",
            do="Correct the place named above; nothing was written.",
        ) from error


def load_plan(folder: Path) -> Plan:
    """Read plan.yml of a folder; `BadPlan` as in `parse_plan`, or where there is none."""
    path = folder / "plan.yml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPlan(
            f"the plan cannot be read ({type(error).__name__}).",
            file=path,
            expected="a UTF-8 file",
            do="Put the plan there; nothing was written.",
        ) from error
    return parse_plan(text, source=path)
